import { type Address, type Hash, type Hex, isAddressEqual, pad } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { type Decision, type ObjectionStatus, decisionNames } from '../../abis/enums.ts'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import { type BatchHeader, hashBatch, hashEntries } from '../../batch/header.ts'
import type { Reference } from '../types.ts'
import type { ReadClient } from './client.ts'
import { eventsOf, selectorOf } from './events.ts'
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
  evidence: Reference
  /** Packed, as proposed. */
  proposedEntries: readonly bigint[]
  workDays: Hex
  proposedAtBlock: bigint
  attestations: PublishedAttestation[]
  objections: BatchObjection[]
  resolution: { decision: Decision; allowed: bigint } | undefined
  /** Withdrawn, rejected or accepted in full. */
  isClosed: boolean
}

type Source = { ledger: Address; reviewBoard: Address; batch?: Hash; fromBlock: bigint; toBlock: bigint }

const LEDGER_EVENTS = ['BatchProposed', 'BatchWithdrawn', 'AttestationPublished', 'BatchAccepted'] as const
const REVIEW_EVENTS = ['BatchObjected', 'ObjectionWithdrawn', 'BatchAmended', 'BatchResolved'] as const

/** All batches of a ledger, or one, in the order they were proposed. */
export async function readBatchHistories(
  client: ReadClient,
  { ledger, reviewBoard, batch = undefined, fromBlock, toBlock }: Source,
): Promise<BatchHistory[]> {
  const ledgerTopic = LEDGER_EVENTS.map((name) => selectorOf(contributionLedgerAbi, name))
  const reviewTopic = REVIEW_EVENTS.map((name) => selectorOf(reviewBoardAbi, name))
  const logs = await readLogs(
    client,
    [
      { address: ledger, topics: [ledgerTopic, batch ?? null] },
      { address: reviewBoard, topics: [reviewTopic, pad(ledger), batch ?? null] },
    ],
    { fromBlock, toBlock },
  )
  const histories = new Map<Hash, BatchHistory>()
  const own = logs.filter(({ address }) => isAddressEqual(address, ledger))
  const reviewed = logs.filter(({ address }) => isAddressEqual(address, reviewBoard))
  for (const event of eventsOf(contributionLedgerAbi, LEDGER_EVENTS, own)) {
    const history = histories.get(event.args.batch)
    if (event.eventName === 'BatchProposed') histories.set(event.args.batch, begin(event.args, event.blockNumber))
    else if (!history) continue
    else if (event.eventName === 'BatchWithdrawn') history.isClosed = true
    else if (event.eventName === 'BatchAccepted') history.isClosed = event.args.left === 0n
    else history.attestations.push(event.args)
  }
  for (const event of eventsOf(reviewBoardAbi, REVIEW_EVENTS, reviewed)) {
    const history = histories.get(event.args.batch)
    if (!history) continue
    if (event.eventName === 'BatchObjected') history.objections.push(toObjection(event.args))
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

function begin(
  { batch, proposer, task, nonce, entries, workDays, evidenceHash, evidenceURI }: Proposed,
  block: bigint,
): BatchHistory {
  return {
    batch,
    header: hashBatch({ entries, workDays, evidenceHash, proposer, nonce }),
    task: BigInt(task) === 0n ? undefined : task,
    evidence: { uri: evidenceURI, hash: evidenceHash },
    proposedEntries: entries,
    workDays,
    proposedAtBlock: block,
    attestations: [],
    objections: [],
    resolution: undefined,
    isClosed: false,
  }
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
