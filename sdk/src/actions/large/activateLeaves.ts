import { type Address, type Hash, type TransactionReceipt, isAddressEqual, zeroAddress } from 'viem'
import { batchStatusNames } from '../../abis/enums.ts'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { largeBatchesAbi } from '../../abis/largeBatches.ts'
import { ventureAbi } from '../../abis/venture.ts'
import { addresses } from '../../addresses/deployed.ts'
import { unpackEntry } from '../../batch/entry.ts'
import type { LargeLeaf } from '../../batch/large/leaf.ts'
import { type ProvenLeaf, verifyLargeProof } from '../../batch/large/tree.ts'
import { type LargeHeader, largeBatchId } from '../../batch/largeHeader.ts'
import { BatchStatusWrongError } from '../../errors/batch.ts'
import {
  LargeIndexError,
  LeafActivatedError,
  LeafAffiliateInvalidError,
  LeafIndexTooHighError,
  LeafProofTooLongError,
  LeafProofWrongError,
  LeafTwiceError,
  LeavesAboveRestError,
  RecordWrongError,
} from '../../errors/large.ts'
import { ventureOf } from '../internal/boards.ts'
import { checkBounds } from '../internal/bounds.ts'
import type { PreparedTransaction, ReadClient, SendOptions, WriteClient } from '../internal/client.ts'
import { type AsOf, type BlockRange, resolveRange } from '../internal/logs.ts'
import { read } from '../internal/read.ts'
import { readEach } from '../internal/readEach.ts'
import { type LargeRecord, readProgress, readRecords } from '../internal/records.ts'
import { contractCall, eventsIn, prepare, sendPrepared, sendPreparedAndWait, simulatePrepared } from '../internal/write.ts'

export type ActivateLeavesParameters = Pick<BlockRange, 'fromBlock'> & {
  ledger: Address
  /** From `getLargeBatch`. */
  header: LargeHeader
  /** In any order, with proofs: from `prove` of `openLargeTree`, or with `largeProof`. */
  leaves: readonly ProvenLeaf[]
  /** From `getLargeBatch`. Default: read from events. */
  records?: readonly LargeRecord[]
  /** More of one kind are activated in several transactions: fewer for many payout tokens; 1 to 200. Default: 50. */
  leavesEach?: number
  /** Whether those activated before are left out. Default: no, they are refused. */
  skipActivated?: boolean
  /** Whether leaves get what is left of a total that is too small for them. Default: no, they are refused. */
  cut?: boolean
  largeBatches?: Address
}

/** A leaf that gets less than it says, because no more is left of its total. */
export type LeafCut = {
  index: number
  affiliate: Address
  kind: number
  /** What it gets, smallest units. */
  quantity: bigint
  /** What it says. */
  asked: bigint
}

export type PrepareActivateLeavesReturnType = {
  batch: Hash
  /** Of all its kinds. */
  records: readonly LargeRecord[]
  /** At least one per kind; none where all were activated before. */
  transactions: (PreparedTransaction & { leaves: ProvenLeaf[] })[]
  /** Indices of those activated before. */
  skipped: number[]
  /** Those that would get less than they say. */
  cuts: LeafCut[]
}

export type ActivateLeavesReturnType = {
  batch: Hash
  /** What they got. */
  activated: LargeLeaf[]
  /** Indices of those activated before. */
  skipped: number[]
  /** Those that got less than they say. */
  cuts: LeafCut[]
  /** Leaves of the batch that are activated now. */
  count: number
  receipts: TransactionReceipt[]
}

const LEAVES_EACH = 50
/** Proofs of so many would not fit a transaction of most nodes. */
const MAX_LEAVES_EACH = 200

/**
 * The calls that activate leaves, checked as the contract will, with what was activated before left out where that was asked for.
 *
 * @throws the errors of `activateLeavesAndWait`
 */
export async function prepareActivateLeaves(
  client: ReadClient,
  parameters: ActivateLeavesParameters,
): Promise<PrepareActivateLeavesReturnType> {
  const { ledger, header, leavesEach = LEAVES_EACH, skipActivated = false, cut = false } = parameters
  const { largeBatches = addresses.largeBatches } = parameters
  checkBounds('leavesEach', leavesEach, 1, MAX_LEAVES_EACH)
  const batch = largeBatchId(header)
  const venture = await ventureOf(client, ledger)
  checkLeaves(header, parameters.leaves, venture)
  const { fromBlock, asOf } = await resolveRange(client, { fromBlock: parameters.fromBlock })
  const source = { venture, batch, fromBlock, toBlock: asOf.blockNumber }
  const records = parameters.records ?? (await readRecords(client, source)).get(batch) ?? []
  await checkEntered(client, { ledger, batch, records, leaves: parameters.leaves })

  const { leaves, skipped } = await withoutActivated(client, { ledger, batch, largeBatches, leaves: parameters.leaves, asOf })
  if (skipped[0] !== undefined && !skipActivated) throw new LeafActivatedError(batch, BigInt(skipped[0]))
  const byKind = records.map(({ kind, record }) => {
    return { kind, record, leaves: leaves.filter((leaf) => leaf.kind === kind).sort((a, b) => a.index - b.index) }
  })
  const cuts = await cutsOf(client, { venture, batch, records, leaves: byKind.map((group) => group.leaves), cut })
  const transactions = byKind.flatMap(({ record, leaves: own }) =>
    chunksOf(own, leavesEach).map((chunk) => ({
      ...prepareChunk(largeBatches, [ledger, header, record], chunk),
      leaves: chunk,
    })),
  )
  return { batch, records, transactions, skipped, cuts }
}

/** Asks the chain whether all its transactions would go through; sends nothing. */
export async function simulateActivateLeaves(
  client: WriteClient,
  parameters: ActivateLeavesParameters,
  options: SendOptions = {},
): Promise<PrepareActivateLeavesReturnType> {
  const prepared = await prepareActivateLeaves(client, parameters)
  for (const transaction of prepared.transactions) await simulatePrepared(client, transaction, options)
  return prepared
}

/** Sends all its transactions, and does not wait. */
export async function writeActivateLeaves(
  client: WriteClient,
  parameters: ActivateLeavesParameters,
  options: SendOptions = {},
): Promise<Hash[]> {
  const { transactions } = await prepareActivateLeaves(client, parameters)
  const hashes: Hash[] = []
  for (const transaction of transactions) hashes.push(await sendPrepared(client, transaction, options))
  return hashes
}

/**
 * Gives leaves of an accepted large batch their units, as of its acceptance: whoever they are, whoever sends it, whenever. Nothing
 * is lost by waiting. Many are split over several transactions.
 *
 * @example
 * const tree = await openLargeTree('work.large.tree')
 * const leaves = await Promise.all((await tree.leavesOf(ana)).map(({ index }) => tree.prove(index)))
 * const { header } = await getLargeBatch(client, { ledger, batch })
 * await activateLeavesAndWait(client, { ledger, header, leaves })
 * @throws {LeafProofWrongError} not a leaf of this batch
 * @throws {LeafProofTooLongError}
 * @throws {LeafIndexTooHighError}
 * @throws {LargeIndexError} no whole number from 0
 * @throws {LeafAffiliateInvalidError}
 * @throws {LeafTwiceError}
 * @throws {LeafActivatedError} and `skipActivated` was not asked for
 * @throws {LeavesAboveRestError} the total is too small, and `cut` was not asked for
 * @throws {BatchStatusWrongError} it is not accepted
 * @throws {RecordWrongError} of a kind that did not enter the books
 * @throws {ParameterOutOfBoundsError} `leavesEach`
 */
export async function activateLeavesAndWait(
  client: WriteClient,
  parameters: ActivateLeavesParameters,
  options: SendOptions = {},
): Promise<ActivateLeavesReturnType> {
  const { ledger } = parameters
  const venture = await ventureOf(client, ledger)
  const { batch, records, transactions, skipped } = await prepareActivateLeaves(client, parameters)
  const result: ActivateLeavesReturnType = { batch, activated: [], skipped, cuts: [], count: 0, receipts: [] }
  for (const transaction of transactions) {
    const receipt = await sendPreparedAndWait(client, transaction, options)
    const [given] = eventsIn(receipt, ventureAbi, 'UnitsActivated', { address: venture })
    const got = (given?.leaves ?? []).map((packed, i) => ({ index: transaction.leaves[i]?.index ?? 0, ...unpackEntry(packed) }))
    result.activated.push(...got)
    result.cuts.push(...cutsBetween(transaction.leaves, got))
    result.receipts.push(receipt)
  }
  const progress = await readProgress(client, { venture, batch, records })
  return { ...result, count: Number(progress.reduce((sum, { leaves }) => sum + leaves, 0n)) }
}

type Whole = [ledger: Address, header: LargeHeader, record: readonly bigint[]]

function prepareChunk(largeBatches: Address, whole: Whole, chunk: readonly ProvenLeaf[]): PreparedTransaction {
  const leaves = chunk.map((leaf) => ({ ...leaf, index: BigInt(leaf.index) }))
  const args = [...whole, leaves] as const
  return prepare(contractCall({ abi: largeBatchesAbi, address: largeBatches, functionName: 'activate', args }))
}

function chunksOf<item>(items: readonly item[], size: number): item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))
}

/** Refuses what the contract would refuse, before anything is asked or sent. */
function checkLeaves({ root, leaves: leafCount }: LargeHeader, leaves: readonly ProvenLeaf[], venture: Address): void {
  const maxLength = Math.ceil(Math.log2(Number(leafCount)))
  const seen = new Set<number>()
  for (const leaf of leaves) {
    const { index, affiliate, proof } = leaf
    if (!Number.isSafeInteger(index) || index < 0) throw new LargeIndexError(index, Number(leafCount))
    if (seen.has(index)) throw new LeafTwiceError(index)
    seen.add(index)
    if (BigInt(index) >= leafCount) throw new LeafIndexTooHighError(BigInt(index), leafCount)
    if (isAddressEqual(affiliate, zeroAddress) || isAddressEqual(affiliate, venture)) {
      throw new LeafAffiliateInvalidError(BigInt(index), affiliate)
    }
    if (proof.length > maxLength) throw new LeafProofTooLongError(BigInt(index), BigInt(proof.length), BigInt(maxLength))
    if (!verifyLargeProof(root, leaf, proof)) throw new LeafProofWrongError(BigInt(index), root)
  }
}

type Entering = { ledger: Address; batch: Hash; records: readonly LargeRecord[]; leaves: readonly ProvenLeaf[] }

/** Only what entered the books can be activated: kinds of an accepted batch that no objection struck. */
async function checkEntered(client: ReadClient, { ledger, batch, records, leaves }: Entering): Promise<void> {
  const missing = leaves.find((leaf) => !records.some(({ kind }) => kind === leaf.kind))
  if (!missing) return
  const args = [batch] as const
  const state = await read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'batchState', args })
  const accepted = batchStatusNames.indexOf('accepted')
  if (state.status !== accepted) throw new BatchStatusWrongError(batch, BigInt(state.status), BigInt(accepted))
  throw new RecordWrongError(batch, BigInt(missing.kind))
}

type Activated = { ledger: Address; batch: Hash; largeBatches: Address; leaves: readonly ProvenLeaf[]; asOf: AsOf }

async function withoutActivated(client: ReadClient, { ledger, batch, largeBatches, leaves, asOf }: Activated) {
  const isActivated = await readEach(
    client,
    { abi: largeBatchesAbi, address: largeBatches, functionName: 'isActivated', blockNumber: asOf.blockNumber },
    leaves.map(({ index }) => [ledger, batch, BigInt(index)] as const),
  )
  return {
    leaves: leaves.filter((_, i) => !isActivated[i]),
    skipped: leaves.filter((_, i) => isActivated[i]).map(({ index }) => index),
  }
}

type Cutting = {
  venture: Address
  batch: Hash
  records: readonly LargeRecord[]
  /** Of each record's kind. */
  leaves: readonly (readonly ProvenLeaf[])[]
  cut: boolean
}

/** Leaves that get less than they say, in the order they are activated in. */
async function cutsOf(client: ReadClient, { venture, batch, records, leaves, cut }: Cutting): Promise<LeafCut[]> {
  const progress = await readProgress(client, { venture, batch, records })
  return progress.flatMap(({ kind, left: before }, i) => {
    const own = leaves[i] ?? []
    const asked = own.reduce((sum, { quantity }) => sum + quantity, 0n)
    if (asked > before && !cut) throw new LeavesAboveRestError(batch, kind, before, asked)
    let left = before
    const got = own.map((leaf) => {
      const quantity = leaf.quantity < left ? leaf.quantity : left
      left -= quantity
      return { ...leaf, quantity }
    })
    return cutsBetween(own, got)
  })
}

function cutsBetween(said: readonly LargeLeaf[], got: readonly LargeLeaf[]): LeafCut[] {
  return said.flatMap(({ index, affiliate, kind, quantity: asked }, i) => {
    const quantity = got[i]?.quantity ?? 0n
    return quantity === asked ? [] : [{ index, affiliate, kind, quantity, asked }]
  })
}
