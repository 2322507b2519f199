import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { InterfaceAbi } from 'ethers'

type Solc = { compile(input: string, callbacks: { import: (file: string) => { contents: string } | { error: string } }): string }
type Output = {
  errors?: { severity: string; formattedMessage: string }[]
  sources: Record<string, { ast: unknown }>
  contracts: Record<string, Record<string, CompiledContract>>
}
export type CompiledContract = {
  abi: InterfaceAbi
  evm: { bytecode: { object: string } }
  storageLayout: { storage: { label: string; slot: string; type: string }[] }
}

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const compiler = createRequire(import.meta.url)('solc') as Solc

/** Runs the compiler of the project on files of the project, without optimizing. */
export function compile(files: readonly string[], select: readonly string[], ast = false): Output {
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(files.map((file) => [file, { content: readFileSync(path.join(root, file), 'utf8') }])),
    settings: { evmVersion: 'prague', outputSelection: { '*': { '*': select, ...(ast ? { '': ['ast'] } : {}) } } },
  }
  const output = JSON.parse(compiler.compile(JSON.stringify(input), { import: read })) as Output
  const failure = output.errors?.find(({ severity }) => severity === 'error')
  if (failure) throw new Error(failure.formattedMessage)
  return output
}

function read(file: string) {
  const found = [path.join(root, file), path.join(root, 'node_modules', file)].find((candidate) => existsSync(candidate))
  return found ? { contents: readFileSync(found, 'utf8') } : { error: `${file} does not exist` }
}

let mocks: Output | undefined

/** A contract of `test/mocks/Mocks.sol`. */
export function compileMock(name: string): { abi: InterfaceAbi; bytecode: string } {
  const file = 'test/mocks/Mocks.sol'
  mocks ??= compile([file], ['abi', 'evm.bytecode.object'])
  const contract = mocks.contracts[file]?.[name]
  if (!contract) throw new Error(`There is no mock ${name}.`)
  return { abi: contract.abi, bytecode: `0x${contract.evm.bytecode.object}` }
}
