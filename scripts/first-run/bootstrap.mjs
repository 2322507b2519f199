// What every npm script does first: install what is missing, then hand over to a Node that Hardhat supports.
// Nothing outside Node may be imported here: on a fresh clone there is nothing else, and that Node may be old.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

const inRoot = (...parts) => path.join(root, ...parts)
const modules = inRoot('node_modules')
const installStamp = inRoot('node_modules/.open-value-install')
const buildStamp = inRoot('cache/open-value-build')
/** Installing and compiling report on stderr, so that what a command prints stays usable in a pipe. */
const toStderr = ['inherit', 2, 2]
const oldNode = (version) => `Open Value needs Node 22.13 or newer, this is ${version}.`

export function supportsHardhat(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 13)
}

function hash(files) {
  const sum = createHash('sha256')
  for (const file of files) sum.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  return sum.digest('hex')
}

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined)

const lockHash = () => hash([inRoot('package-lock.json')])

/** Remembers which lock file node_modules was installed from. */
export const writeStamp = () => writeFileSync(installStamp, lockHash())

/** The Node that runs everything after the installation: this one, or the Node 24 that npm brought on Linux. */
function supportedNode() {
  if (supportsHardhat(process.versions.node)) return process.execPath
  const node = inRoot('node_modules/.bin/node')
  const { status, stdout } = spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' })
  if (status === 0 && supportsHardhat(stdout.trim())) return node
  throw new Error(oldNode(process.versions.node))
}

function install() {
  if (read(installStamp) === lockHash()) return
  if (!supportsHardhat(process.versions.node) && !(process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch))) {
    throw new Error(oldNode(process.versions.node))
  }
  console.error(existsSync(modules) ? 'Installed packages are out of date, installing.' : 'First run: installing packages.')
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath
  const { status } = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: toStderr })
    : spawnSync('npm', args, { cwd: root, stdio: toStderr, shell: process.platform === 'win32' })
  if (status !== 0) throw new Error('The installation failed; the lines above say why.')
  if (read(installStamp) !== lockHash()) writeStamp()
}

/**
 * Runs one program of this repository and resolves to its exit code.
 * `hardhat`, `tsc`, `prettier`... are taken from node_modules/.bin, a `.ts` file runs through tsx.
 * With `onLine` the output is shown and also handed over line by line.
 */
export function run([program, ...args], { env = {}, stdio = 'inherit', onLine } = {}) {
  const node = supportedNode()
  const command = program.endsWith('.ts') ? ['--import', 'tsx', inRoot(program)] : [binary(program)]
  const child = spawn(node, [...command, ...args], {
    cwd: root,
    stdio: onLine ? ['inherit', 'pipe', 'inherit'] : stdio,
    env: {
      ...process.env,
      HARDHAT_DISABLE_TELEMETRY_PROMPT: 'true',
      PATH: inRoot('node_modules/.bin') + path.delimiter + process.env.PATH,
      ...(onLine && process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: '1' } : {}),
      ...env,
    },
  })
  // A terminal sends Ctrl-C to the child as well; once is enough.
  const forward = (signal) => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal))
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, forward)
  if (onLine) readLines(child.stdout, onLine)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      for (const name of signals) process.off(name, forward)
      resolve(code ?? 128 + (os.constants.signals[signal] ?? 0))
    })
  })
}

function readLines(stream, onLine) {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (text) => {
    process.stdout.write(text)
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  })
  stream.on('end', () => rest && onLine(rest))
}

/** The JavaScript file behind a command, found through the `bin` field so that it works on every platform. */
function binary(name) {
  const owner = { tsc: 'typescript', attw: '@arethetypeswrong/cli' }[name] ?? name
  const { bin } = JSON.parse(readFileSync(inRoot('node_modules', owner, 'package.json'), 'utf8'))
  return inRoot('node_modules', owner, typeof bin === 'string' ? bin : bin[name])
}

function soliditySources(folder) {
  if (!existsSync(inRoot(folder))) return []
  return readdirSync(inRoot(folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sol'))
    .map((file) => inRoot(folder, file))
    .sort()
}

/** Compiles the contracts when they, the configuration or the packages changed; `withTests` adds the Solidity tests. */
export async function build({ withTests = false } = {}) {
  const folders = withTests ? ['contracts', 'test'] : ['contracts']
  const inputs = [...folders.flatMap(soliditySources), inRoot('hardhat.config.ts'), inRoot('package-lock.json')]
  const stamp = `${buildStamp}-${folders.join('-')}`
  const wanted = hash(inputs)
  const outputs = ['artifacts', 'sdk/src/ethers/typechain'].every((folder) => existsSync(inRoot(folder)))
  if (outputs && read(stamp) === wanted) return 0
  const code = await run(['hardhat', 'build', ...(withTests ? [] : ['--no-tests'])], { stdio: toStderr })
  if (code === 0) {
    mkdirSync(path.dirname(stamp), { recursive: true })
    writeFileSync(stamp, wanted)
  }
  return code
}

/** Installs, then runs `steps`; whatever they return is the exit code. */
export async function main(steps) {
  try {
    install()
    process.exitCode = await steps()
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
