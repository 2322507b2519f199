import { existsSync, readFileSync, statSync } from 'node:fs'
import { type Hash, isHash, keccak256, stringToBytes } from 'viem'
import type { Reference } from '@open-value/sdk'
import { InputError } from './errors.ts'
import { userPath } from './local.ts'

/** keccak256 of a file, or the hash that was given in its place. */
export function hashOfDocument(written: string): Hash {
  if (isHash(written)) return written
  const file = userPath(written)
  if (!existsSync(file) || !statSync(file).isFile()) {
    throw new InputError(`There is no file ${written}.`, ['Give a file, or the keccak256 hash of one.'])
  }
  return keccak256(readFileSync(file))
}

/** A sentence of one's own, told on the chain. */
export function sentence(text: string): Reference {
  return { uri: text, hash: keccak256(stringToBytes(text)) }
}
