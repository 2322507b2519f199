import { type Hex, bytesToHex, encodeAbiParameters, keccak256 } from 'viem'
import { PackEntryError } from '../../errors/import.ts'
import { type Entry, packEntry } from '../entry.ts'
import { Keccak256 } from '../../utils/keccak.ts'

/** One contribution of a large batch. */
export type LargeLeaf = Entry & {
  /** Its place in the batch, from 0: row 2 of the data file has 0. */
  index: number
}

/** What a leaf is made of, as OpenZeppelin's `StandardMerkleTree` names it: index, affiliate, kind, quantity. */
export const LARGE_LEAF_ENCODING = ['uint256', 'address', 'uint8', 'uint88'] as const

/** Leaves of a large batch, at most: their tree is then a gigabyte. */
export const MAX_LARGE_LEAVES = 2 ** 24
/** Bytes of a packed entry, and of a hash. */
export const WORD = 32

const KIND_AT = 20
const QUANTITY_AT = 21

/**
 * Hash of a leaf: keccak256 twice over its ABI encoding, as OpenZeppelin's `StandardMerkleTree` does it.
 *
 * @throws {PackEntryError} something that doesn't fit
 */
export function largeLeafHash({ index, affiliate, kind, quantity }: LargeLeaf): Hex {
  packEntry({ affiliate, kind, quantity })
  if (!Number.isSafeInteger(index) || index < 0) throw new PackEntryError('index', String(index), '0 or above')
  const encoded = encodeAbiParameters(
    LARGE_LEAF_ENCODING.map((type) => ({ type })),
    [BigInt(index), affiliate, kind, quantity],
  )
  return keccak256(keccak256(encoded))
}

/** Writes an entry that was checked as `packEntry` packs it: affiliate 20 bytes, kind 1, quantity 11. */
export function writeWord({ affiliate, kind, quantity }: Entry, words: Uint8Array, at: number): void {
  for (let i = 0; i < KIND_AT; i++) {
    words[at + i] = (nibble(affiliate.charCodeAt(2 + 2 * i)) << 4) | nibble(affiliate.charCodeAt(3 + 2 * i))
  }
  words[at + KIND_AT] = kind
  for (let i = at + WORD - 1, rest = quantity; i >= at + QUANTITY_AT; i--, rest >>= 8n) words[i] = Number(rest & 0xffn)
}

/** The reverse of {@link writeWord}, for the leaf with this index; the address in small letters. */
export function readLeaf(index: number, words: Uint8Array, at = 0): LargeLeaf {
  return {
    index,
    affiliate: bytesToHex(words.subarray(at, at + KIND_AT)),
    kind: words[at + KIND_AT]!,
    quantity: BigInt(bytesToHex(words.subarray(at + QUANTITY_AT, at + WORD))),
  }
}

/** {@link largeLeafHash} of many leaves, from their packed entries and into bytes. */
export class LeafHasher {
  readonly #keccak = new Keccak256()
  /** The four values of a leaf, a word each. */
  readonly #encoded = new Uint8Array(4 * WORD)
  readonly #index = new DataView(this.#encoded.buffer, 0, WORD)

  hash(index: number, words: Uint8Array, wordAt: number, hashes: Uint8Array, hashAt: number): void {
    const encoded = this.#encoded
    this.#index.setUint32(WORD - 4, index)
    for (let i = 0; i < KIND_AT; i++) encoded[2 * WORD - KIND_AT + i] = words[wordAt + i]!
    encoded[3 * WORD - 1] = words[wordAt + KIND_AT]!
    for (let i = QUANTITY_AT; i < WORD; i++) encoded[3 * WORD + i] = words[wordAt + i]!
    const inner = this.#keccak.update(encoded).digest()
    hashes.set(this.#keccak.update(inner).digest(), hashAt)
  }
}

/**
 * Hashes of leaves, 32 bytes each, as `buildLargeTree` takes them.
 *
 * @param entries In the order of their indices, from 0.
 */
export function hashLargeLeaves(entries: readonly Entry[]): Uint8Array {
  const hasher = new LeafHasher()
  const word = new Uint8Array(WORD)
  const hashes = new Uint8Array(entries.length * WORD)
  entries.forEach((entry, index) => {
    packEntry(entry)
    writeWord(entry, word, 0)
    hasher.hash(index, word, 0, hashes, index * WORD)
  })
  return hashes
}

/** Value of a hexadecimal digit, by its character code. */
function nibble(code: number): number {
  return code < 58 ? code - 48 : (code | 0x20) - 87
}
