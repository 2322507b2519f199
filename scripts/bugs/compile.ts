import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const require = createRequire(import.meta.url)
const ROOT = path.resolve(import.meta.dirname, '../..')

/** The same settings as `hardhat.config.ts`: a mistake must not hide behind another optimizer. */
const SETTINGS = {
  viaIR: true,
  evmVersion: 'prague',
  optimizer: { enabled: true, runs: 800 },
  metadata: { bytecodeHash: 'none' },
}

type Output = {
  errors?: { severity: string; formattedMessage: string }[]
  contracts?: Record<string, Record<string, { abi: unknown; evm: { bytecode: { object: string } } }>>
}

/** Compiles files of `folder` (a copy of `contracts/`) and writes `<Name>.json` with ABI and bytecode of each contract in them. */
export function compile(folder: string, files: readonly string[], out: string): void {
  const solc = require('solc') as { compile: (input: string, callbacks: { import: (file: string) => object }) => string }
  const read = (file: string) => {
    const own = file.startsWith('contracts/')
      ? path.join(folder, file.slice('contracts/'.length))
      : path.join(ROOT, 'node_modules', file)
    return existsSync(own) ? { contents: readFileSync(own, 'utf8') } : { error: `${file} is missing` }
  }
  const sources = Object.fromEntries(
    files.map((file) => [`contracts/${file}`, { content: readFileSync(path.join(folder, file), 'utf8') }]),
  )
  const wanted = Object.fromEntries(Object.keys(sources).map((file) => [file, { '*': ['abi', 'evm.bytecode.object'] }]))
  const input = { language: 'Solidity', sources, settings: { ...SETTINGS, outputSelection: wanted } }
  const { errors = [], contracts = {} } = JSON.parse(solc.compile(JSON.stringify(input), { import: read })) as Output
  const fatal = errors.filter(({ severity }) => severity === 'error')
  if (fatal.length !== 0) throw new Error(fatal.map(({ formattedMessage }) => formattedMessage).join('\n'))
  mkdirSync(out, { recursive: true })
  for (const file of Object.keys(sources)) {
    for (const [name, { abi, evm }] of Object.entries(contracts[file] ?? {})) {
      writeFileSync(path.join(out, `${name}.json`), JSON.stringify({ abi, bytecode: `0x${evm.bytecode.object}` }))
    }
  }
}
