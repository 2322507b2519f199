import { type Address, type Hex, encodeAbiParameters, isAddressEqual, keccak256, zeroHash } from 'viem'
import {
  LargeDataHashZeroError,
  LargeLeavesOutOfBoundsError,
  LargeRootZeroError,
  LargeTotalNotVentureError,
  LargeTotalZeroError,
  LargeTotalsNotAscendingError,
  LargeTotalsOutOfBoundsError,
} from '../errors/large.ts'
import { MAX_ENTRIES, packEntry, unpackEntry } from './entry.ts'
import { type BatchHeader, batchId, hashEntries } from './header.ts'
import type { LargeContent } from './large/data.ts'
import type { LargeTotal } from './large/totals.ts'

/** Leaves a ledger takes in a large batch, at most. */
const MAX_LEAVES = 2n ** 32n

/** A large batch as it is proposed. */
export type LargeProposal = {
  /** Packed, see `packTotals`: one per kind, ascending, in the name of the venture. */
  totals: readonly bigint[]
  root: Hex
  leaves: bigint
  /** keccak256 of the data file. */
  dataHash: Hex
  /** Where the data file can be read. */
  dataURI: string
  /** Task it answers, or zero. */
  task: Hex
  nonce: bigint
}

/** What the id of a large batch commits to, spelled out: what activating its leaves takes. */
export type LargeHeader = {
  /** `hashEntries` of the packed totals. */
  totalsHash: Hex
  root: Hex
  leaves: bigint
  dataHash: Hex
  proposer: Address
  nonce: bigint
}

/**
 * Totals as a ledger takes them: one packed entry per kind, in the name of the venture.
 *
 * @param totals By ascending kind, as a summary and `largeTotals` have them.
 * @throws {LargeTotalsOutOfBoundsError} none, or more than 250
 * @throws {LargeTotalsNotAscendingError} a kind twice, or not in order
 * @throws {LargeTotalZeroError}
 * @throws {PackEntryError} something that doesn't fit
 */
export function packTotals(venture: Address, totals: readonly LargeTotal[]): bigint[] {
  const packed = totals.map((total) => packEntry({ affiliate: venture, ...total }))
  checkTotals(packed)
  return packed
}

export type ToLargeProposalParameters = {
  venture: Address
  /** What it commits to: a summary, or what is known of its data file. */
  content: LargeContent
  /** Where the data file can be read. */
  dataURI: string
  /** Task it answers. Default: none. */
  task?: Hex
  /** Makes equal batches different. Default: 0, so that the same is not logged twice by mistake. */
  nonce?: bigint
}

/**
 * A large batch as it is proposed, of what was built.
 *
 * @throws {LargeRootZeroError}
 * @throws {LargeLeavesOutOfBoundsError}
 * @throws {LargeDataHashZeroError}
 * @throws what `packTotals` throws
 */
export function toLargeProposal({
  venture,
  content: { root, totals, leaves, dataHash },
  dataURI,
  task = zeroHash,
  nonce = 0n,
}: ToLargeProposalParameters): LargeProposal {
  const proposal = { totals: packTotals(venture, totals), root, leaves: BigInt(leaves), dataHash, dataURI, task, nonce }
  checkLargeProposal(proposal)
  return proposal
}

/** Refuses what every ledger refuses, as it would. */
export function checkLargeProposal({ totals, root, leaves, dataHash }: LargeProposal): void {
  if (BigInt(root) === 0n) throw new LargeRootZeroError()
  if (leaves < 1n || leaves > MAX_LEAVES) throw new LargeLeavesOutOfBoundsError(leaves, 1n, MAX_LEAVES)
  if (BigInt(dataHash) === 0n) throw new LargeDataHashZeroError()
  checkTotals(totals)
}

function checkTotals(packed: readonly bigint[]): void {
  if (packed.length < 1 || packed.length > MAX_ENTRIES) {
    throw new LargeTotalsOutOfBoundsError(BigInt(packed.length), 1n, BigInt(MAX_ENTRIES))
  }
  const totals = packed.map(unpackEntry)
  const [first] = totals
  totals.forEach(({ affiliate, kind, quantity }, i) => {
    const index = BigInt(i)
    if (first && !isAddressEqual(affiliate, first.affiliate)) {
      throw new LargeTotalNotVentureError(index, affiliate, first.affiliate)
    }
    if (kind <= (totals[i - 1]?.kind ?? -1)) throw new LargeTotalsNotAscendingError(index, BigInt(kind))
    if (quantity === 0n) throw new LargeTotalZeroError(index, BigInt(kind))
  })
}

/** The header of a large batch that was proposed. */
export function largeHeader({ totals, root, leaves, dataHash, nonce }: LargeProposal, proposer: Address): LargeHeader {
  return { totalsHash: hashEntries(totals), root, leaves, dataHash, proposer, nonce }
}

/** The header by which its ledger knows a large batch: with it, it is objected to, resolved and accepted as any other. */
export function largeBatchHeader({ totalsHash, root, leaves, dataHash, proposer, nonce }: LargeHeader): BatchHeader {
  const detailsHash = keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'uint256' }], [root, leaves]))
  return { entriesHash: totalsHash, detailsHash, evidenceHash: dataHash, proposer, nonce }
}

/** Id of a large batch, the same as `LargeBatches.batchId(header)`. */
export function largeBatchId(header: LargeHeader): Hex {
  return batchId(largeBatchHeader(header))
}
