import { readFileSync } from 'node:fs'
import { type Abi, type AbiParameter, parseAbi, toFunctionSelector } from 'viem'
import { CONTRACT_NAMES, type ContractName, inRoot, readArtifact } from '../deploy/artifacts.ts'

const WRITTEN_BY = '// Written by scripts/generate from the compiled contracts; not edited by hand.\n'

/** What a revert can carry that stands in no ABI of ours: the venture's code store, and the payout tokens (ERC-6093). */
const FOREIGN_ERRORS: Abi = [
  ...parseAbi(['error DeploymentFailed()']),
  ...readJson<{ abi: Abi }>('node_modules/@openzeppelin/contracts/build/contracts/IERC20Errors.json').abi,
]

/** Path under `sdk/src` of every generated ABI, and its text. */
export function renderAbis(): Map<string, string> {
  const files = new Map<string, string>()
  for (const name of CONTRACT_NAMES) {
    files.set(`abis/${lowerFirst(name)}.ts`, renderAbi(`${lowerFirst(name)}Abi`, readArtifact(name).abi))
  }
  files.set('abis/errors.ts', renderAbi('errorsAbi', collectErrors()))
  files.set('abis/index.ts', renderIndex())
  return files
}

/** Every custom error a call of ours can end in, once each, by name. */
function collectErrors(): Abi {
  const errors = new Map<string, Abi[number]>()
  const abis = [...CONTRACT_NAMES.map((name) => readArtifact(name).abi), FOREIGN_ERRORS]
  for (const item of abis.flat()) {
    if (item.type !== 'error') continue
    const known = errors.get(item.name)
    if (known && signatureOf(known) !== signatureOf(item)) throw new Error(`Two errors are called ${item.name}.`)
    errors.set(item.name, item)
  }
  const selectors = new Map<string, string>()
  for (const [name, item] of errors) {
    const selector = toFunctionSelector(signatureOf(item))
    const other = selectors.get(selector)
    if (other) throw new Error(`${name} and ${other} have the same selector ${selector}.`)
    selectors.set(selector, name)
  }
  return [...errors.values()].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
}

function renderAbi(name: string, abi: Abi): string {
  const items = abi.map((item) => `  ${JSON.stringify(item)},\n`).join('')
  return `${WRITTEN_BY}export const ${name} = [\n${items}] as const\n`
}

function renderIndex(): string {
  const names: string[] = [...CONTRACT_NAMES.map((name: ContractName) => lowerFirst(name)), 'errors'].sort()
  const exports = names.map((name) => `export { ${name}Abi } from './${name}.ts'\n`).join('')
  return `${WRITTEN_BY}export { erc20Abi } from 'viem'\n${exports}export * from './enums.ts'\n`
}

function signatureOf(item: Abi[number]): string {
  const inputs = 'inputs' in item ? (item.inputs ?? []) : []
  return `${nameOf(item)}(${inputs.map((input: AbiParameter) => input.type).join(',')})`
}

function nameOf(item: Abi[number]): string {
  return 'name' in item ? item.name : ''
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

function readJson<type>(file: string): type {
  return JSON.parse(readFileSync(inRoot(file), 'utf8'))
}
