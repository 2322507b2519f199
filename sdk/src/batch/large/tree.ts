import { type Hex, bytesToHex, concatHex, keccak256 } from 'viem'
import { LargeIndexError } from '../../errors/large.ts'
import { Keccak256 } from '../../utils/keccak.ts'
import { type LargeLeaf, WORD, largeLeafHash } from './leaf.ts'

/** The tree of a large batch, the same as OpenZeppelin's `StandardMerkleTree` with its default options. */
export type LargeTree = {
  leaves: number
  /** 2 x leaves - 1 nodes of 32 bytes: the root first, the children of node i at 2i + 1 and 2i + 2, leaves last. */
  nodes: Uint8Array
  /** Node of each leaf, by its index. */
  places: Uint32Array
}

/** A leaf, and what proves it. */
export type ProvenLeaf = LargeLeaf & { proof: readonly Hex[] }

/** Steps between two calls of `onProgress`. */
const PROGRESS_STEP = 2 ** 14

/**
 * Builds the tree over the hashes of leaves: sorted, then hashed in pairs, each pair sorted too.
 *
 * @param hashes 32 bytes for each leaf, in the order of their indices; at least one.
 * @param onProgress Called now and then with the pairs hashed so far, of `leaves - 1`.
 */
export function buildLargeTree(hashes: Uint8Array, onProgress?: (pairs: number) => void): LargeTree {
  const leaves = hashes.length / WORD
  const nodes = new Uint8Array((2 * leaves - 1) * WORD)
  const places = new Uint32Array(leaves)
  const order = sortedByHash(hashes)
  for (let rank = 0; rank < leaves; rank++) {
    const index = order[rank]!
    const place = 2 * leaves - 2 - rank
    places[index] = place
    nodes.set(hashes.subarray(index * WORD, (index + 1) * WORD), place * WORD)
  }

  const keccak = new Keccak256()
  const pair = new Uint8Array(2 * WORD)
  for (let node = leaves - 2; node >= 0; node--) {
    const left = (2 * node + 1) * WORD
    const right = left + WORD
    const isSorted = compareWords(nodes, left, right) <= 0
    pair.set(nodes.subarray(left, right), isSorted ? 0 : WORD)
    pair.set(nodes.subarray(right, right + WORD), isSorted ? WORD : 0)
    nodes.set(keccak.update(pair).digest(), node * WORD)
    if (node % PROGRESS_STEP === 0) onProgress?.(leaves - 1 - node)
  }
  return { leaves, nodes, places }
}

export function largeRoot({ nodes }: Pick<LargeTree, 'nodes'>): Hex {
  return bytesToHex(nodes.subarray(0, WORD))
}

/**
 * What proves that a leaf is in the tree: the hashes beside its way to the root, from below.
 *
 * @throws {LargeIndexError} there is no such leaf
 */
export function largeProof({ leaves, nodes, places }: LargeTree, index: number): Hex[] {
  const place = places[index]
  if (place === undefined) throw new LargeIndexError(index, leaves)
  return siblings(place).map((node) => bytesToHex(nodes.subarray(node * WORD, (node + 1) * WORD)))
}

/** Whether a proof leads from a leaf to a root. */
export function verifyLargeProof(root: Hex, leaf: LargeLeaf, proof: readonly Hex[]): boolean {
  const top = proof.reduce(
    (hash, beside) => keccak256(concatHex(hash.toLowerCase() < beside.toLowerCase() ? [hash, beside] : [beside, hash])),
    largeLeafHash(leaf),
  )
  return top === root.toLowerCase()
}

/** Nodes beside the way from a node to the root, from below. */
export function siblings(place: number): number[] {
  const nodes: number[] = []
  for (let node = place; node > 0; node = (node - 1) >> 1) nodes.push(node % 2 === 0 ? node - 1 : node + 1)
  return nodes
}

/** Indices in the order of the hashes. */
function sortedByHash(hashes: Uint8Array): Uint32Array {
  const count = hashes.length / WORD
  const heads = new Uint32Array(count)
  const view = new DataView(hashes.buffer, hashes.byteOffset, hashes.length)
  for (let i = 0; i < count; i++) heads[i] = view.getUint32(i * WORD)
  return Uint32Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => heads[a]! - heads[b]! || compareWords(hashes, a * WORD, b * WORD),
  )
}

function compareWords(bytes: Uint8Array, a: number, b: number): number {
  for (let i = 0; i < WORD; i++) {
    const difference = bytes[a + i]! - bytes[b + i]!
    if (difference !== 0) return difference
  }
  return 0
}
