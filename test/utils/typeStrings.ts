import { readFileSync } from 'node:fs'
import path from 'node:path'
import { filesUnder } from '../checks/treeFiles.ts'
import { root } from './compile.ts'

export type Field = { name: string; type: string }
/** What somebody signs, as contracts hash it. */
export type SignedType = {
  name: string
  fields: readonly Field[]
  /** As written in the source: `Presence(address signer,uint256 nonce,uint256 deadline)`. */
  text: string
  /** Contracts that hash it. */
  contracts: readonly string[]
}

let known: Map<string, SignedType> | undefined

/** The EIP-712 types in the source of the contracts, by name. */
export function signedTypes(): Map<string, SignedType> {
  if (known) return known
  const found = new Map<string, SignedType>()
  for (const file of filesUnder(path.join(root, 'contracts'), '.sol')) {
    const source = readFileSync(file, 'utf8')
    for (const [, text = ''] of source.matchAll(/keccak256\(\s*"([A-Z]\w*\([^"]*\))"\s*\)/g)) {
      const [, name = '', list = ''] = /^(\w+)\((.*)\)$/.exec(text) ?? []
      const fields = list.split(',').map((field) => {
        const [type = '', label = ''] = field.split(' ')
        return { name: label, type }
      })
      const earlier = found.get(name)
      if (earlier && earlier.text !== text) throw new Error(`${name} is not the same type everywhere: ${text}, ${earlier.text}.`)
      found.set(name, { name, fields, text, contracts: [...(earlier?.contracts ?? []), path.basename(file, '.sol')] })
    }
  }
  return (known = found)
}

/** A type of the contracts, as signers take it. */
export function typesOf(name: string): Record<string, Field[]> {
  const type = signedTypes().get(name)
  if (!type) throw new Error(`No contract hashes a type ${name}.`)
  return { [name]: [...type.fields] }
}
