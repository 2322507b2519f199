import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { getAddress } from 'viem'
import {
  buildLargeTree,
  type Entry,
  formatLargeRow,
  hashLargeLeaves,
  LARGE_DATA_HEADER,
  LARGE_LEAF_ENCODING,
  type LargeContent,
  type LargeLeaf,
  type LargeRow,
  largeRoot,
  largeTotals,
} from '@open-value/sdk/batch'
import { keccak256, stringToBytes } from 'viem'

/** Entries that look random and are the same on every run: up to 2^88 - 1 units, some equal ones among them. */
export function someEntries(count: number, seed = 1): Entry[] {
  let state = seed
  const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below
  return Array.from({ length: count }, () => ({
    affiliate: getAddress(`0x${random(5).toString(16).padStart(2, '0').repeat(20)}`.replace(/0{40}/, 'ff'.repeat(20))),
    kind: [0, 1, 7, 255][random(4)] ?? 0,
    quantity: [1n, 250n, 2n ** 64n + 3n, 2n ** 88n - 1n][random(4)] ?? 1n,
  }))
}

export const leavesOf = (entries: readonly Entry[]): LargeLeaf[] => entries.map((entry, index) => ({ index, ...entry }))

/** The same in OpenZeppelin's library. */
export function theirTree(entries: readonly Entry[]) {
  return StandardMerkleTree.of(
    entries.map(({ affiliate, kind, quantity }, index) => [index, affiliate, kind, quantity] as const).map((leaf) => [...leaf]),
    [...LARGE_LEAF_ENCODING],
  )
}

/** A data file of these entries, and what a batch of them commits to. */
export function someData(entries: readonly Entry[]): { text: string; content: LargeContent } {
  const rows: Omit<LargeRow, 'line' | 'key'>[] = leavesOf(entries).map((leaf) => ({
    ...leaf,
    day: 20_000 + leaf.index,
    evidence: leaf.index % 3 === 0 ? `a "quoted", broken\nline ${leaf.index}` : 'https://example.org',
    externalId: leaf.index % 2 === 0 ? undefined : `id-${leaf.index}`,
  }))
  const text = [`${LARGE_DATA_HEADER}\n`, ...rows.map(formatLargeRow)].join('')
  return { text, content: contentOf(entries, text) }
}

export function contentOf(entries: readonly Entry[], text: string): LargeContent {
  return {
    root: largeRoot(buildLargeTree(hashLargeLeaves(entries))),
    totals: largeTotals(entries),
    leaves: entries.length,
    dataHash: keccak256(stringToBytes(text)),
  }
}
