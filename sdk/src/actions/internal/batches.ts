import { type Address, type Hash, type Hex, isAddressEqual, pad } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { type Decision, type ObjectionStatus, decisionNames } from '../../abis/enums.ts'
import { largeBatchesAbi } from '../../abis/largeBatches.ts'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import { type BatchHeader, hashBatch, hashEntries } from '../../batch/header.ts'
import { largeBatchHeader } from '../../batch/largeHeader.ts'
import type { Reference } from '../types.ts'
import { largeBatchesOf, reviewBoardOf } from './boards.ts'
import type { ReadClient } from './client.ts'
import { eventsOf, selectorOf } from './events.ts'
import { byPlace } from './logChunks.ts'
import { readLogs } from './logs.ts'

/** A published attestation. */
export type PublishedAttestation = {
  attestor: Address
  entriesHash: Hash
  /** Last second it is good for. */
  deadline: bigint
  signature: Hex
}

export type BatchObjection = {
  objector: Address
  reason: Reference
  status: Exclude<ObjectionStatus, 'none'>
  /** Hash of the amended entries, where it carries an amendment. */
  amendment: Hash | undefined
  /** Packed, as the objector says they should be. */
  amendedEntries: readonly bigint[] | undefined
}

/** What events tell of a batch. */
export type BatchHistory = {
  batch: Hash
  header: BatchHeader
  task: Hash | undefined
  /** Of a large batch: its data file. */
  evidence: Reference
  /** Packed, as proposed; of a large batch its totals, in the name of the venture. */
  proposedEntries: readonly bigint[]
  workDays: Hex
  /** What a large batch commits to besides; `undefined` for any other. */
  large: { root: Hash; leaves: bigint } | undefined
  proposedAtBlock: bigint
  attestations: PublishedAttestation[]
  objections: BatchObjection[]
  resolution: { decision: Decision; allowed: bigint } | undefined
  /** Withdrawn, rejected or accepted in full. */
  isClosed: boolean
}

type Source = {
  ledger: Address
  /** Default: those the ledger names. */
  reviewBoard?: Address
  largeBatches?: Address
  batch?: Hash
  fromBlock: bigint
  toBlock: bigint
}

const LEDGER_EVENTS = ['BatchProposed', 'BatchWithdrawn', 'BatchAccepted'] as const
const REVIEW_EVENTS = ['AttestationPublished', 'BatchObjected', 'ObjectionWithdrawn', 'BatchAmended', 'BatchResolved'] as const

/** All batches of a ledger, large ones too, or one, in the order they were proposed. */
export async function readBatchHistories(
  client: ReadClient,
  { ledger, reviewBoard: reviews, largeBatches: larges, batch = undefined, fromBlock, toBlock }: Source,
): Promise<BatchHistory[]> {
  const [reviewBoard, largeBatches] = await Promise.all([
    reviews ?? reviewBoardOf(client, ledger),
    larges ?? largeBatchesOf(client, ledger),
  ])
  const ledgerTopic = LEDGER_EVENTS.map((name) => selectorOf(contributionLedgerAbi, name))
  const reviewTopic = REVIEW_EVENTS.map((name) => selectorOf(reviewBoardAbi, name))
  const logs = await readLogs(
    client,
    [
      { address: ledger, topics: [ledgerTopic, batch ?? null] },
      { address: reviewBoard, topics: [reviewTopic, pad(ledger), batch ?? null] },
      { address: largeBatches, topics: [selectorOf(largeBatchesAbi, 'LargeBatchProposed'), pad(ledger), batch ?? null] },
    ],
    { fromBlock, toBlock },
  )
  const histories = new Map<Hash, BatchHistory>()
  const logsOf = (source: Address) => logs.filter(({ address }) => isAddressEqual(address, source))
  const own = eventsOf(contributionLedgerAbi, LEDGER_EVENTS, logsOf(ledger))
  const proposed = [
    ...own.flatMap((event) => (event.eventName === 'BatchProposed' ? [{ ...event, history: begin(event.args) }] : [])),
    ...eventsOf(largeBatchesAbi, 'LargeBatchProposed', logsOf(largeBatches)).map((event) => {
      return { ...event, history: beginLarge(event.args) }
    }),
  ].sort((a, b) => byPlace(a.log, b.log))
  for (const { history, blockNumber } of proposed) {
    histories.set(history.batch, {
      ...history,
      proposedAtBlock: blockNumber,
      attestations: [],
      objections: [],
      resolution: undefined,
      isClosed: false,
    })
  }
  for (const event of own) {
    const history = histories.get(event.args.batch)
    if (!history) continue
    if (event.eventName === 'BatchWithdrawn') history.isClosed = true
    else if (event.eventName === 'BatchAccepted') history.isClosed = event.args.left === 0n
  }
  for (const event of eventsOf(reviewBoardAbi, REVIEW_EVENTS, logsOf(reviewBoard))) {
    const history = histories.get(event.args.batch)
    if (!history) continue
    if (event.eventName === 'AttestationPublished') history.attestations.push(toAttestation(event.args))
    else if (event.eventName === 'BatchObjected') history.objections.push(toObjection(event.args))
    else if (event.eventName === 'BatchResolved') {
      const decision = decisionNames[event.args.decision] ?? 'reject'
      history.resolution = { decision, allowed: event.args.allowed }
      history.isClosed ||= decision === 'reject'
    } else {
      const objection = history.objections.find(({ objector }) => isAddressEqual(objector, event.args.objector))
      if (objection) objection.status = event.eventName === 'BatchAmended' ? 'settled' : 'withdrawn'
    }
  }
  return [...histories.values()]
}

/** Packed entries in force: the proposed ones, or those of the amendment with this hash. */
export function entriesInForce({ proposedEntries, objections }: BatchHistory, amendment: Hash | undefined): readonly bigint[] {
  if (amendment === undefined || hashEntries(proposedEntries) === amendment) return proposedEntries
  const objection = objections.find((candidate) => candidate.amendment === amendment)
  return objection?.amendedEntries ?? proposedEntries
}

type Proposed = {
  batch: Hash
  proposer: Address
  task: Hash
  nonce: bigint
  entries: readonly bigint[]
  workDays: Hex
  evidenceHash: Hash
  evidenceURI: string
}

/** What its proposal tells of a batch. */
type Begun = Omit<BatchHistory, 'proposedAtBlock' | 'attestations' | 'objections' | 'resolution' | 'isClosed'>

function begin({ batch, proposer, task, nonce, entries, workDays, evidenceHash, evidenceURI }: Proposed): Begun {
  return {
    batch,
    header: hashBatch({ entries, workDays, evidenceHash, proposer, nonce }),
    task: taskOf(task),
    evidence: { uri: evidenceURI, hash: evidenceHash },
    proposedEntries: entries,
    workDays,
    large: undefined,
  }
}

type LargeProposed = {
  batch: Hash
  proposer: Address
  task: Hash
  nonce: bigint
  totals: readonly bigint[]
  root: Hash
  leaves: bigint
  dataHash: Hash
  dataURI: string
}

function beginLarge({ batch, proposer, task, nonce, totals, root, leaves, dataHash, dataURI }: LargeProposed): Begun {
  return {
    batch,
    header: largeBatchHeader({ totalsHash: hashEntries(totals), root, leaves, dataHash, proposer, nonce }),
    task: taskOf(task),
    evidence: { uri: dataURI, hash: dataHash },
    proposedEntries: totals,
    workDays: '0x',
    large: { root, leaves },
  }
}

function taskOf(task: Hash): Hash | undefined {
  return BigInt(task) === 0n ? undefined : task
}

function toAttestation({ attestor, entriesHash, deadline, signature }: PublishedAttestation): PublishedAttestation {
  return { attestor, entriesHash, deadline, signature }
}

type Objected = { objector: Address; reasonHash: Hash; reasonURI: string; amendment: Hash; amendedEntries: readonly bigint[] }

function toObjection({ objector, reasonHash, reasonURI, amendment, amendedEntries }: Objected): BatchObjection {
  const isAmendment = amendedEntries.length > 0
  return {
    objector,
    reason: { uri: reasonURI, hash: reasonHash },
    status: 'standing',
    amendment: isAmendment ? amendment : undefined,
    amendedEntries: isAmendment ? amendedEntries : undefined,
  }
}
