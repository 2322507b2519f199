import { type Address, type Hex, keccak256, toHex } from 'viem'
import { lazyConsensusGovernorAbi } from '../../abis/lazyConsensusGovernor.ts'
import { time } from '../../errors/words.ts'
import { type ObjectionReason, type VoteSupport, parseReason, supportName } from '../internal/ballots.ts'
import type { ReadClient } from '../internal/client.ts'
import { mapConcurrently } from '../internal/concurrently.ts'
import {
  type Cast,
  type DecisionSurroundings,
  type Proposed,
  readGovernor,
  readRules,
  readSurroundings,
} from '../internal/decisionRecords.ts'
import { type DecisionTrack, type Motion, readMotion, trackOf } from '../internal/decisions.ts'
import type { AsOf, BlockRange } from '../internal/logs.ts'
import { read } from '../internal/read.ts'
import { getKinds } from '../venture/getKinds.ts'
import { type DecisionAction, decodeDecisionActions } from './decisionAction.ts'
import { type DecisionText, parseDecisionText } from './decisionText.ts'
import { type DecisionWords, describeDecisionAction } from './describeDecisionAction.ts'

export type GetDecisionsParameters = Pick<BlockRange, 'fromBlock'> & {
  governor: Address
  /** How accounts, tokens and amounts are called in words. */
  names?: DecisionWords
  /** Factory of the venture. */
  factory?: Address
}

/**
 * Open: one can vote, or object. Stopped: objections stopped it, and while there is time anyone escalates it. Rejected: no quorum, or
 * too few were for it. Waiting: it passed, and its delay runs; one of the lazy track can still be objected to. Ready: anyone executes
 * it. Void: somebody else governed in between, or governs now.
 */
export type DecisionState = 'executed' | 'expired' | 'open' | 'ready' | 'rejected' | 'stopped' | 'void' | 'waiting' | 'withdrawn'

/** Voice is that of the snapshot, each voter's at most a tenth of what is reachable. */
export type DecisionVotes = {
  forVoice: bigint
  againstVoice: bigint
  /** All that took part, whole: what the quorum is counted from. */
  castVoice: bigint
  headsFor: number
  headsAgainst: number
  headsAbstaining: number
}

export type DecisionBallot = {
  voter: Address
  support: VoteSupport
  /** As it counts. */
  voice: bigint
  isHead: boolean
  reason: Required<ObjectionReason>
}

/** What was proposed to a group, and how it stands. Times are seconds since 1970. */
export type DecisionInfo = DecisionText & {
  id: bigint
  proposer: Address
  actions: DecisionAction[]
  /** Each action in one sentence. */
  words: string[]
  track: DecisionTrack
  /** It came to the consensus track by objections. */
  wasEscalated: boolean
  state: DecisionState
  /** What it waits for, a sentence; `undefined` once nothing can come any more. */
  waitsFor: string | undefined
  /** The second before it was proposed: whoever had a voice then has one in it. */
  snapshot: bigint
  /** Last second of its window. */
  deadline: bigint
  /** First second it can be executed, if it passes. */
  readyAt: bigint
  /** Last second it can be executed. */
  expiresAt: bigint
  /** Last second it can be escalated; `undefined` where it can't be. */
  escalableUntil: bigint | undefined
  /** The rules it is decided by. */
  motion: Motion
  votes: DecisionVotes
  /** In their order. */
  ballots: DecisionBallot[]
  /** What governors of OpenZeppelin take to execute it. */
  content: { targets: readonly Address[]; values: readonly bigint[]; calldatas: readonly Hex[]; descriptionHash: Hex }
  proposedAtBlock: bigint
}

export type GetDecisionsReturnType = {
  /** The latest first. */
  decisions: DecisionInfo[]
  asOf: AsOf
}

const ESCALATION_PERIOD = 7n * 86_400n
const EXECUTION_PERIOD = 60n * 86_400n

/**
 * Returns what was proposed to a group, decoded and in words, with every vote, and how it stands.
 *
 * @example
 * const { decisions } = await getDecisions(client, { governor })
 * for (const { title, words, state, waitsFor } of decisions) console.log(title, words, state, waitsFor)
 * @throws {ContractMissingError} no governor by lazy consensus at the address
 * @throws {VentureUnknownError} another factory made its venture
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function getDecisions(client: ReadClient, parameters: GetDecisionsParameters): Promise<GetDecisionsReturnType> {
  return readDecisions(client, parameters)
}

/** Those with the ids; all of them without. */
export async function readDecisions(
  client: ReadClient,
  { governor, names, factory, fromBlock }: GetDecisionsParameters,
  ids?: readonly bigint[],
): Promise<GetDecisionsReturnType> {
  const [surroundings, { proposed, casts, asOf }] = await Promise.all([
    readSurroundings(client, governor),
    readGovernor(client, { governor, fromBlock }),
  ])
  const wanted = ids ? proposed.filter(({ proposalId }) => ids.includes(proposalId)) : proposed
  if (wanted.length === 0) return { decisions: [], asOf }
  const { places } = surroundings
  const [kinds, [parameters, rules]] = await Promise.all([
    getKinds(client, { venture: places.venture, noticeBoard: places.noticeBoard, factory, fromBlock }),
    readRules(client, places),
  ])
  const words = { kinds, parameters, rules, ...names }
  const decisions = await mapConcurrently(wanted, (proposal) =>
    readDecision(client, { proposal, casts, surroundings, words, now: asOf.timestamp }),
  )
  return { decisions: decisions.reverse(), asOf }
}

type Reading = {
  proposal: Proposed
  casts: readonly Cast[]
  surroundings: DecisionSurroundings
  words: DecisionWords
  now: bigint
}

async function readDecision(client: ReadClient, { proposal, casts, surroundings, words, now }: Reading): Promise<DecisionInfo> {
  const { proposalId: id, proposer, targets, values, calldatas, description, blockNumber } = proposal
  const { places, debtPools } = surroundings
  const contract = { abi: lazyConsensusGovernorAbi, address: places.governor, args: [id] } as const
  const [onChain, chainState, tally, snapshot, readyAt] = await Promise.all([
    read(client, { ...contract, functionName: 'motionOf' }),
    read(client, { ...contract, functionName: 'state' }),
    read(client, { ...contract, functionName: 'tallyOf' }),
    read(client, { ...contract, functionName: 'proposalSnapshot' }),
    read(client, { ...contract, functionName: 'proposalReadyAt' }),
  ])
  const motion = readMotion(onChain)
  const track = trackOf(onChain)
  const isVoid = !surroundings.isInCharge || onChain.epoch !== surroundings.noticeEpoch
  const state = stateOf({ name: governorStates[chainState], track, isVoid, isReady: now >= readyAt })
  const until = motion.deadline + ESCALATION_PERIOD
  const escalableUntil = state === 'stopped' && now <= until ? until : undefined
  const actions = decodeDecisionActions({ ...places, targets, values, calldatas, debtPools })
  const { title, uri, hash } = parseDecisionText(description)
  return {
    id,
    proposer,
    title,
    uri,
    hash,
    actions,
    words: actions.map((action) => describeDecisionAction(action, words)),
    track,
    wasEscalated: onChain.wasEscalated,
    state,
    waitsFor: waitsFor(state, { deadline: motion.deadline, readyAt, escalableUntil, track }),
    snapshot,
    deadline: motion.deadline,
    readyAt,
    expiresAt: readyAt - 1n + EXECUTION_PERIOD,
    escalableUntil,
    motion,
    votes: tally,
    ballots: casts.flatMap((cast) => (cast.proposalId === id ? ballotOf(cast, motion) : [])),
    content: { targets, values, calldatas, descriptionHash: keccak256(toHex(description)) },
    proposedAtBlock: blockNumber,
  }
}

function ballotOf({ voter, support: number, weight: voice, reason }: Cast, { headVoice }: Motion): DecisionBallot[] {
  const support = supportName(number)
  return support ? [{ voter, support, voice, isHead: voice >= headVoice, reason: parseReason(reason) }] : []
}

/** In the order of OpenZeppelin's `ProposalState`. */
const governorStates = ['pending', 'active', 'withdrawn', 'defeated', 'succeeded', 'queued', 'expired', 'executed'] as const

type Standing = { name: (typeof governorStates)[number] | undefined; track: DecisionTrack; isVoid: boolean; isReady: boolean }

function stateOf({ name, track, isVoid, isReady }: Standing): DecisionState {
  if (name === 'withdrawn' || name === 'expired' || name === 'executed') return name
  if (isVoid) return 'void'
  if (name === 'defeated') return track === 'lazy' ? 'stopped' : 'rejected'
  if (name === 'succeeded' || name === 'queued') return isReady ? 'ready' : 'waiting'
  return 'open'
}

type Waits = Pick<DecisionInfo, 'deadline' | 'escalableUntil' | 'readyAt' | 'track'>

function waitsFor(state: DecisionState, { deadline, readyAt, escalableUntil, track }: Waits): string | undefined {
  const end = time(deadline)
  if (state === 'open') {
    return track === 'lazy' ? `It passes after ${end} unless enough object.` : `It is voted on until ${end}.`
  }
  if (state === 'stopped') {
    return escalableUntil === undefined ? undefined : `Anyone can put it to the vote until ${time(escalableUntil)}.`
  }
  if (state === 'waiting') return `It passed, and can be executed from ${time(readyAt)} on.`
  return state === 'ready' ? 'Anyone can execute it.' : undefined
}
