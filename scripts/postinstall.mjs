// npm run by a Node older than 22 leaves out optional packages that ask for Node 22, among them Hardhat's engine.
// This script runs on the Node 24 of node_modules/.bin, so a second install from here brings them.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { supportsHardhat, writeStamp } from './first-run/bootstrap.mjs'

if (process.env.OPEN_VALUE_NESTED_INSTALL) process.exit(0)

if (!supportsHardhat(process.versions.node)) {
  console.error(`Open Value needs Node 22.13 or newer, this is ${process.versions.node}.`)
  process.exit(1)
}

try {
  createRequire(import.meta.url)('@nomicfoundation/edr')
} catch {
  const lock = readFileSync('package-lock.json')
  const { status } = spawnSync(process.execPath, [process.env.npm_execpath, 'install', '--no-audit', '--no-fund'], {
    stdio: 'inherit',
    env: { ...process.env, OPEN_VALUE_NESTED_INSTALL: '1' },
  })
  writeFileSync('package-lock.json', lock)
  if (status !== 0) process.exit(status ?? 1)
}

writeStamp()
