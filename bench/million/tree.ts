import { type Address, type Hex, pad, toHex } from 'viem'
import {
  type LargeLeaf,
  type LargeTotal,
  type ProvenLeaf,
  buildLargeTree,
  hashLargeLeaves,
  largeProof,
  largeRoot,
  largeTotals,
} from '@open-value/sdk/batch'
import { AFFILIATES, LEAVES } from './settings.ts'

/** Odd, so that no two addresses are the same. */
const SPREAD = 0x9e3779b97f4a7c15f39cc0605cedc8341082276bn
const ADDRESSES = 2n ** 160n

/** What a large batch is made of, and its leaves. */
export type LargeContents = {
  root: Hex
  totals: readonly LargeTotal[]
  leaves: number
  prove: (index: number) => ProvenLeaf
}

let built: LargeContents | undefined

/** Leaves of a kind for a million affiliates, under one root. It takes some 15 seconds, once in a process. */
export function millionLeaves(): LargeContents {
  return (built ??= contentsOf(LEAVES, (index) => leafAt(index, index % AFFILIATES, 0)))
}

/** A tree of the SDK over so many leaves. */
export function contentsOf(leaves: number, leafOf: (index: number) => LargeLeaf): LargeContents {
  const all = Array.from({ length: leaves }, (_, index) => leafOf(index))
  const tree = buildLargeTree(hashLargeLeaves(all))
  const prove = (index: number) => ({ ...leafOf(index), proof: largeProof(tree, index) })
  return { root: largeRoot(tree), totals: largeTotals(all), leaves, prove }
}

/** 1.00 to 99.99 hours of somebody. */
export function leafAt(index: number, affiliate: number, kind: number): LargeLeaf {
  return { index, affiliate: affiliateAt(affiliate), kind, quantity: BigInt(100 + ((index * 7_919) % 9_900)) }
}

export function affiliateAt(i: number): Address {
  return pad(toHex((BigInt(i + 1) * SPREAD) % ADDRESSES), { size: 20 })
}
