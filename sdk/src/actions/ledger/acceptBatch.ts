import { type Address, type Hash, type TransactionReceipt, isAddressEqual } from 'viem'
import { parseAccount } from 'viem/accounts'
import { estimateGas } from 'viem/actions'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { batchStatusNames } from '../../abis/enums.ts'
import { SilentGrowthExceededError } from '../../errors/acceptance.ts'
import { BatchStatusWrongError } from '../../errors/batch.ts'
import { BatchUnknownError, BatchWaitsError } from '../../errors/client.ts'
import { type Batch, createBatchReader } from '../internal/batchReader.ts'
import { type BatchHistory, readBatchHistories } from '../internal/batches.ts'
import { growthBoardOf, reviewBoardOf } from '../internal/boards.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type BlockRange, resolveRange } from '../internal/logs.ts'
import { type EntryRange, fitRanges } from '../internal/ranges.ts'
import type { AcceptanceWay } from '../internal/waiting.ts'
import { happened, sendPrepared, sendPreparedAndWait, simulatePrepared } from '../internal/write.ts'
import type { Attestation } from '../types.ts'
import { prepareAcceptAttested } from './acceptAttested.ts'
import { prepareAcceptResolved } from './acceptResolved.ts'
import { prepareAcceptSilent } from './acceptSilent.ts'
import { getStanding } from './getStanding.ts'
import { type SignAttestationReturnType, toAttestation } from './signAttestation.ts'

export type AcceptBatchParameters = Pick<BlockRange, 'fromBlock'> & {
  ledger: Address
  batch: Hash
  /** Attestations that were not published; published ones are found. */
  attestations?: readonly SignAttestationReturnType[]
  /** Index of the first entry to accept. Default: 0. */
  first?: number
  /** Index behind the last one. Default: all. */
  end?: number
  /** A batch that needs more is accepted in several transactions. Default: 15,000,000. */
  gasLimit?: bigint
  reviewBoard?: Address
  growthBoard?: Address
  largeBatches?: Address
  lens?: Address
}

export type PrepareAcceptBatchReturnType = {
  /** How it can be accepted. */
  way: AcceptanceWay
  /** In their order; one where the batch fits. */
  transactions: (PreparedTransaction & EntryRange)[]
}

export type AcceptBatchReturnType = {
  way: AcceptanceWay
  /** Entries that entered the books; the others of the range were struck or not allowed. */
  accepted: number
  /** Entries of the batch that are left: those silence has no room for yet, or outside the range. */
  left: number
  receipts: TransactionReceipt[]
}

/** No chain takes more in one transaction (EIP-7825), with some room. */
const GAS_LIMIT = 15_000_000n

/**
 * The calls that accept a batch, after reading what it needs. Whoever sends them counts as an attestor where qualified, so pass
 * the account that will.
 *
 * @throws {BatchWaitsError} and the other errors of `acceptBatchAndWait`
 */
export async function prepareAcceptBatch(
  client: WriteClient,
  parameters: AcceptBatchParameters,
  options: Pick<SendOptions, 'account'> = {},
): Promise<PrepareAcceptBatchReturnType> {
  const { first = 0, gasLimit = GAS_LIMIT } = parameters
  const given = options.account ?? client.account
  const sender = given ? parseAccount(given).address : undefined
  const { history, batch } = await readToAccept(client, parameters, sender)
  const end = parameters.end ?? batch.entries.length
  const prepareRange = await callsOf(client, parameters, history, batch, sender)

  const targets = batch.entriesLeft.filter((index) => index >= first && index < end)
  const ranges = await fitSilently(batch, (until) =>
    fitRanges({
      entries: batch.entries,
      targets: targets.filter((index) => index < until),
      gasLimit,
      debtPoolOf: (kind) => (batch.kinds.get(kind)?.isDebt ? batch.kinds.get(kind)?.pool : undefined),
      gasOf: (range) => estimateGas(client, { ...(sender ? { account: sender } : {}), ...prepareRange(range) }),
    }),
  )
  return { way: wayOf(batch), transactions: ranges.map((range) => ({ ...range, ...prepareRange(range) })) }
}

/** Asks the chain whether all its transactions would go through; sends nothing. */
export async function simulateAcceptBatch(
  client: WriteClient,
  parameters: AcceptBatchParameters,
  options: SendOptions = {},
): Promise<PrepareAcceptBatchReturnType> {
  const prepared = await prepareAcceptBatch(client, parameters, options)
  for (const transaction of prepared.transactions) await simulatePrepared(client, transaction, options)
  return prepared
}

/** Sends all its transactions, and does not wait. */
export async function writeAcceptBatch(
  client: WriteClient,
  parameters: AcceptBatchParameters,
  options: SendOptions = {},
): Promise<Hash[]> {
  const { transactions } = await prepareAcceptBatch(client, parameters, options)
  const hashes: Hash[] = []
  for (const transaction of transactions) hashes.push(await sendPrepared(client, transaction, options))
  return hashes
}

/**
 * Accepts a batch in whatever way is open: attested, by silence, or as resolved. Finds its entries and the published
 * attestations by itself, counts proposer and sender where they are qualified, and splits what is too large for one transaction.
 * By silence it accepts as many entries as the window has room for; the others are left for the next one.
 *
 * @example
 * const { way, left } = await acceptBatchAndWait(client, { ledger, batch })
 * @throws {BatchWaitsError} too few attestations, a window or an objection; says which
 * @throws {BatchStatusWrongError} nothing of it is left
 * @throws {BatchUnknownError}
 * @throws {SilentGrowthExceededError} silence has no room for it in this window
 */
export async function acceptBatchAndWait(
  client: WriteClient,
  parameters: AcceptBatchParameters,
  options: SendOptions = {},
): Promise<AcceptBatchReturnType> {
  const { way, transactions } = await prepareAcceptBatch(client, parameters, options)
  const result: AcceptBatchReturnType = { way, accepted: 0, left: 0, receipts: [] }
  for (const transaction of transactions) {
    const receipt = await sendPreparedAndWait(client, transaction, options)
    const { accepted, left } = happened(receipt, contributionLedgerAbi, 'BatchAccepted', { address: parameters.ledger })
    result.accepted += Number(accepted)
    result.left = Number(left)
    result.receipts.push(receipt)
  }
  return result
}

async function readToAccept(client: WriteClient, parameters: AcceptBatchParameters, sender: Address | undefined) {
  const { ledger, batch: id, attestations = [], lens, first, end, reviewBoard, growthBoard, largeBatches } = parameters
  const { fromBlock, asOf } = await resolveRange(client, { fromBlock: parameters.fromBlock })
  const blocks = { fromBlock, toBlock: asOf.blockNumber }
  const [history] = await readBatchHistories(client, { ledger, reviewBoard, largeBatches, batch: id, ...blocks })
  if (!history) throw new BatchUnknownError(id, ledger, fromBlock)

  const also = [...attestations.map(({ attestor }) => attestor.signer), ...(sender ? [sender] : [])]
  const reader = await createBatchReader(client, { ledger, growthBoard, lens, now: asOf.timestamp })
  const batch = await reader(history, { also, first, end })
  if (batch.status !== 'pending' && batch.status !== 'resolved') {
    throw new BatchStatusWrongError(
      id,
      BigInt(batchStatusNames.indexOf(batch.status)),
      BigInt(batchStatusNames.indexOf('pending')),
    )
  }
  if (!batch.way) throw new BatchWaitsError(id, batch.waitsFor)
  return { history, batch }
}

/** All ranges, or by silence those before the entry there is no room for. */
async function fitSilently(batch: Batch, fit: (until: number) => Promise<EntryRange[]>): Promise<EntryRange[]> {
  try {
    return await fit(batch.entries.length)
  } catch (error) {
    const isFull = error instanceof SilentGrowthExceededError && Number(error.index) > (batch.entriesLeft[0] ?? 0)
    if (batch.way !== 'silent' || !isFull) throw error
    return fit(Number(error.index))
  }
}

function wayOf({ batch, way, waitsFor }: Batch): AcceptanceWay {
  if (!way) throw new BatchWaitsError(batch, waitsFor)
  return way
}

/** How a range of the batch is accepted. */
async function callsOf(
  client: WriteClient,
  { ledger, lens, attestations = [], ...boards }: AcceptBatchParameters,
  history: BatchHistory,
  batch: Batch,
  sender: Address | undefined,
): Promise<(range: EntryRange) => PreparedTransaction> {
  const { header, entries, way } = batch
  if (way === 'resolved') return (range) => prepareAcceptResolved({ ledger, header, entries, ...range })
  if (way === 'attested') {
    const signed = attestationsOf(batch, history, attestations, sender)
    const reviewBoard = boards.reviewBoard ?? (await reviewBoardOf(client, ledger))
    return (range) => prepareAcceptAttested({ ledger, header, entries, attestations: signed, reviewBoard, ...range })
  }
  const { kinds: proposerKinds } = await getStanding(client, { ledger, account: header.proposer, lens })
  const growthBoard = boards.growthBoard ?? (await growthBoardOf(client, ledger))
  return (range) => prepareAcceptSilent({ ledger, header, entries, proposerKinds, growthBoard, ...range })
}

/** Signatures of all who count; proposer and sender need none. */
function attestationsOf(
  { attestors, header, entriesHash }: Batch,
  { attestations }: BatchHistory,
  given: readonly SignAttestationReturnType[],
  sender: Address | undefined,
): Attestation[] {
  return attestors.map(({ account, holder, kinds }) => {
    const isUnsigned = isAddressEqual(holder, header.proposer) || (sender !== undefined && isAddressEqual(holder, sender))
    if (isUnsigned) return { attestor: account, holder, kinds, deadline: 0n, signature: '0x' }
    const own = given.find((signed) => signed.entriesHash === entriesHash && isAddressEqual(signed.attestor.signer, account))
    if (own) return toAttestation(own, kinds, holder)
    // The latest one published is good the longest.
    const [latest] = attestations
      .filter((published) => published.entriesHash === entriesHash && isAddressEqual(published.attestor, account))
      .sort((a, b) => (a.deadline > b.deadline ? -1 : 1))
    return { attestor: account, holder, kinds, deadline: latest?.deadline ?? 0n, signature: latest?.signature ?? '0x' }
  })
}
