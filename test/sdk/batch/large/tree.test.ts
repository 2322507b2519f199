import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import {
  buildLargeTree,
  hashLargeLeaves,
  largeLeafHash,
  largeProof,
  largeRoot,
  largeTotals,
  MAX_QUANTITY,
  verifyLargeProof,
} from '@open-value/sdk/batch'
import { bytesToHex, type Hex, zeroHash } from 'viem'
import { PackEntryError } from '../../../../sdk/src/errors/import.ts'
import { LargeIndexError } from '../../../../sdk/src/errors/large.ts'
import { assertThrows } from '../../utils/expectError.ts'
import { ana } from '../fixtures.ts'
import { leavesOf, someEntries, theirTree } from './fixtures.ts'

describe('the tree of a large batch', () => {
  const counts = [1, 2, 3, 7, 100, 1_000, randomInt(4, 100), randomInt(100, 2_000)]
  for (const count of counts) {
    const seed = randomInt(1, 2 ** 31 - 1)
    it(`is that of OpenZeppelin's library, with the same proofs: ${count} leaves, seed ${seed}`, () => {
      const entries = someEntries(count, seed)
      const theirs = theirTree(entries)
      const tree = buildLargeTree(hashLargeLeaves(entries))
      const { tree: nodes, values } = theirs.dump()
      const ours = Array.from({ length: 2 * count - 1 }, (_, i) => bytesToHex(tree.nodes.subarray(32 * i, 32 * (i + 1))))
      assert.deepEqual(ours, nodes)
      assert.deepEqual(
        [...tree.places],
        values.map(({ treeIndex }) => treeIndex),
      )
      assert.equal(largeRoot(tree), theirs.root)
      const steps = Math.max(1, Math.floor(count / 50))
      for (let index = 0; index < count; index += steps) assert.deepEqual(largeProof(tree, index), theirs.getProof(index))
    })
  }

  it('has leaves hashed as the library does, one by one and many at once', () => {
    const entries = someEntries(40, 3)
    const theirs = theirTree(entries)
    const hashes = hashLargeLeaves(entries)
    for (const leaf of leavesOf(entries)) {
      const { index, affiliate, kind, quantity } = leaf
      const expected = theirs.leafHash([index, affiliate, kind, quantity])
      assert.equal(largeLeafHash(leaf), expected)
      assert.equal(bytesToHex(hashes.subarray(32 * index, 32 * (index + 1))), expected)
    }
  })

  it('is proved leaf by leaf, and by nothing else', () => {
    const entries = someEntries(11, 5)
    const tree = buildLargeTree(hashLargeLeaves(entries))
    const root = largeRoot(tree)
    for (const leaf of leavesOf(entries)) {
      const proof = largeProof(tree, leaf.index)
      assert.ok(verifyLargeProof(root, leaf, proof))
      assert.ok(verifyLargeProof(root.toUpperCase().replace('X', 'x') as Hex, leaf, proof), 'capital letters are the same hash')
      const others = [
        { ...leaf, index: leaf.index + 1 },
        { ...leaf, quantity: leaf.quantity - 1n },
        { ...leaf, kind: (leaf.kind + 1) % 256 },
        { ...leaf, affiliate: ana },
      ]
      for (const other of others) assert.ok(!verifyLargeProof(root, other, proof))
      for (const wrong of [[], proof.slice(1), [...proof, zeroHash], [...proof].reverse()])
        assert.ok(!verifyLargeProof(root, leaf, wrong))
    }
  })

  it('tells how far it is', () => {
    const calls: number[] = []
    buildLargeTree(hashLargeLeaves(someEntries(40_000)), (pairs) => calls.push(pairs))
    assert.ok(calls.length > 1)
    assert.equal(calls.at(-1), 39_999)
    assert.deepEqual(
      [...calls].sort((a, b) => a - b),
      calls,
    )
  })

  it('knows no leaf beside its own', () => {
    const tree = buildLargeTree(hashLargeLeaves(someEntries(3)))
    for (const index of [-1, 3, 0.5, Number.NaN]) {
      assertThrows(
        () => largeProof(tree, index),
        LargeIndexError,
        `The index was ${index}, expected 0 to 2.\n\n` +
          'Indices count the contributions of the data file from 0.\n\nDocs: docs/large-batches.md#proofs',
      )
    }
  })

  it('takes no entry that does not fit', () => {
    const good = { affiliate: ana, kind: 0, quantity: 1n }
    assertThrows(
      () => hashLargeLeaves([{ ...good, quantity: MAX_QUANTITY + 1n }]),
      PackEntryError,
      `The quantity of an entry was ${MAX_QUANTITY + 1n}, expected 0 to 2^88 - 1.`,
    )
    assertThrows(
      () => largeLeafHash({ ...good, index: 0, kind: 256 }),
      PackEntryError,
      'The kind of an entry was 256, expected 0 to 255.',
    )
    assertThrows(
      () => largeLeafHash({ ...good, index: -1 }),
      PackEntryError,
      'The index of an entry was -1, expected 0 or above.',
    )
  })
})

describe('totals of a large batch', () => {
  it('are sums by ascending kind', () => {
    const entries = someEntries(500, 9)
    const totals = largeTotals(entries)
    assert.deepEqual(
      totals.map(({ kind }) => kind),
      [0, 1, 7, 255],
    )
    for (const { kind, quantity } of totals) {
      const expected = entries.filter((entry) => entry.kind === kind).reduce((sum, entry) => sum + entry.quantity, 0n)
      assert.equal(quantity, expected)
    }
    assert.deepEqual(largeTotals([]), [])
  })
})
