import { type Address, type Hash, type TransactionReceipt, isAddressEqual, stringToHex, zeroAddress } from 'viem'
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
} from '../../errors/large.ts'
import { ParameterOutOfBoundsError } from '../../errors/parameter.ts'
import { ventureOf } from '../internal/boards.ts'
import type { PreparedTransaction, ReadClient, SendOptions, WriteClient } from '../internal/client.ts'
import { resolveRange } from '../internal/logs.ts'
import { read } from '../internal/read.ts'
import { readEach } from '../internal/readEach.ts'
import { contractCall, eventsIn, prepare, sendPrepared, sendPreparedAndWait, simulatePrepared } from '../internal/write.ts'

export type ActivateLeavesParameters = {
  ledger: Address
  /** From `getLargeBatch`. */
  header: LargeHeader
  /** In any order, with proofs: from `prove` of `openLargeTree`, or with `largeProof`. */
  leaves: readonly ProvenLeaf[]
  /** More are activated in several transactions. Default: 50. */
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
  /** One where all leaves fit; none where all were activated before. */
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
  if (!Number.isInteger(leavesEach) || leavesEach < 1 || leavesEach > MAX_LEAVES_EACH) {
    const name = stringToHex('leavesEach', { size: 32 })
    throw new ParameterOutOfBoundsError(name, BigInt(Math.trunc(leavesEach) || 0), 1n, BigInt(MAX_LEAVES_EACH))
  }
  const batch = largeBatchId(header)
  const venture = await ventureOf(client, ledger)
  checkLeaves(header, parameters.leaves, venture)
  await checkAccepted(client, ledger, batch)

  const { leaves, skipped } = await withoutActivated(client, { ledger, batch, largeBatches, leaves: parameters.leaves })
  if (skipped[0] !== undefined && !skipActivated) throw new LeafActivatedError(batch, BigInt(skipped[0]))
  const sorted = leaves.sort((a, b) => a.kind - b.kind || a.index - b.index)
  const cuts = await cutsOf(client, { venture, batch, leaves: sorted, cut })

  const chunks = Array.from({ length: Math.ceil(sorted.length / leavesEach) }, (_, i) =>
    sorted.slice(i * leavesEach, (i + 1) * leavesEach),
  )
  const transactions = chunks.map((chunk) => ({ ...prepareChunk(largeBatches, ledger, header, chunk), leaves: chunk }))
  return { batch, transactions, skipped, cuts }
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
 * @throws {ParameterOutOfBoundsError} `leavesEach`
 */
export async function activateLeavesAndWait(
  client: WriteClient,
  parameters: ActivateLeavesParameters,
  options: SendOptions = {},
): Promise<ActivateLeavesReturnType> {
  const { ledger, largeBatches = addresses.largeBatches } = parameters
  const venture = await ventureOf(client, ledger)
  const { batch, transactions, skipped } = await prepareActivateLeaves(client, parameters)
  const result: ActivateLeavesReturnType = { batch, activated: [], skipped, cuts: [], count: 0, receipts: [] }
  for (const transaction of transactions) {
    const receipt = await sendPreparedAndWait(client, transaction, options)
    const [given] = eventsIn(receipt, ventureAbi, 'UnitsActivated', { address: venture })
    const got = (given?.leaves ?? []).map((packed, i) => ({ index: transaction.leaves[i]?.index ?? 0, ...unpackEntry(packed) }))
    result.activated.push(...got)
    result.cuts.push(...cutsBetween(transaction.leaves, got))
    result.receipts.push(receipt)
  }
  const args = [ledger, batch] as const
  const count = await read(client, { abi: largeBatchesAbi, address: largeBatches, functionName: 'activatedCount', args })
  return { ...result, count: Number(count) }
}

function prepareChunk(largeBatches: Address, ledger: Address, header: LargeHeader, leaves: readonly ProvenLeaf[]) {
  const args = [ledger, header, leaves.map((leaf) => ({ ...leaf, index: BigInt(leaf.index) }))] as const
  return prepare(contractCall({ abi: largeBatchesAbi, address: largeBatches, functionName: 'activate', args }))
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

async function checkAccepted(client: ReadClient, ledger: Address, batch: Hash): Promise<void> {
  const { status } = await read(client, {
    abi: contributionLedgerAbi,
    address: ledger,
    functionName: 'batchState',
    args: [batch],
  })
  const accepted = batchStatusNames.indexOf('accepted')
  if (status !== accepted) throw new BatchStatusWrongError(batch, BigInt(status), BigInt(accepted))
}

type Activated = { ledger: Address; batch: Hash; largeBatches: Address; leaves: readonly ProvenLeaf[] }

async function withoutActivated(client: ReadClient, { ledger, batch, largeBatches, leaves }: Activated) {
  const { asOf } = await resolveRange(client, {})
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

type Cutting = { venture: Address; batch: Hash; leaves: readonly ProvenLeaf[]; cut: boolean }

/** Leaves that get less than they say, in the order they are activated in. */
async function cutsOf(client: ReadClient, { venture, batch, leaves, cut }: Cutting): Promise<LeafCut[]> {
  const kinds = [...new Set(leaves.map(({ kind }) => kind))]
  const rests = await Promise.all(
    kinds.map((kind) => read(client, { abi: ventureAbi, address: venture, functionName: 'restOf', args: [batch, kind] })),
  )
  return kinds.flatMap((kind, i) => {
    const own = leaves.filter((leaf) => leaf.kind === kind)
    const asked = own.reduce((sum, { quantity }) => sum + quantity, 0n)
    let left = rests[i] ?? 0n
    if (asked > left && !cut) throw new LeavesAboveRestError(batch, kind, left, asked)
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
