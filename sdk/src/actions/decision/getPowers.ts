import type { Address } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { decisionBoardAbi } from '../../abis/decisionBoard.ts'
import { ventureAbi } from '../../abis/venture.ts'
import { voiceBoardAbi } from '../../abis/voiceBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { formatShare } from '../../utils/share.ts'
import { accountBoardOf, largeBatchesOf, ledgerOf, noticeBoardOf, reviewBoardOf, voiceBoardOf } from '../internal/boards.ts'
import { type ReadClient, timestampOf } from '../internal/client.ts'
import { isCloneOf } from '../internal/clones.ts'
import type { DecisionPlaces } from '../internal/decisionAddresses.ts'
import type { DecisionTrack } from '../internal/decisions.ts'
import {
  type AfterDecision,
  type GovernorPower,
  HEARING,
  type OtherPower,
  type PowerState,
  VETO,
  governorPowers,
  otherPowers,
} from '../internal/powers.ts'
import { read } from '../internal/read.ts'
import { reachRequired } from '../internal/rules.ts'
import { reachableVoice } from '../internal/voices.ts'
import { type KindInfo, getKinds } from '../venture/getKinds.ts'
import { encodeDecisionActions } from './decisionAction.ts'
import { type HandOverInfo, getHandOver } from './getHandOver.ts'
import { getRules } from './getRules.ts'
import type { GovernorRules, LedgerParameters } from '../types.ts'

export type GetPowersParameters = {
  venture: Address
  factory?: Address
  decisionBoard?: Address
  handOverBoard?: Address
  governorImplementation?: Address
  fromBlock?: bigint
}

/** Who can change what, how soon, and who can stop it. */
export type Power = {
  /** "open a pool" */
  power: string
  who: string
  /** Of a group's decision; `undefined` for anything else. */
  track: DecisionTrack | undefined
  /** Seconds from the first word until it takes effect, at the least. */
  wait: number
  stop: string
  /** Functions of the contracts that have the power: `NoticeBoard.openPool`. */
  heldBy: readonly string[]
}

export type GetPowersReturnType = {
  powers: Power[]
  governor: Address
  /** Whether the governor is a group, by lazy consensus; a wallet or a Safe otherwise. */
  isGroup: boolean
  /** Of a group. */
  rules: GovernorRules | undefined
  /** Until it is made. */
  handOver: HandOverInfo | undefined
}

const LOW_REACH_WINDOW = 30 * 86_400
const LOW_REACH_QUORUM_BPS = 5_000

/**
 * Returns who can change what of a venture, how soon, who can stop it, and by which functions. It is drawn from the contracts: every
 * function that changes anything is in it, tracks are asked of the chain, and waits are those in force.
 *
 * @example
 * const { powers } = await getPowers(client, { venture })
 * console.table(powers.map(({ power, who, track, wait, stop }) => ({ power, who, track, wait: formatDuration(wait), stop })))
 * @throws {ContractMissingError} no venture at the address
 * @throws {VentureUnknownError} another factory made it
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function getPowers(
  client: ReadClient,
  {
    venture,
    factory,
    fromBlock,
    decisionBoard = addresses.decisionBoard,
    handOverBoard,
    governorImplementation = addresses.governorImplementation,
  }: GetPowersParameters,
): Promise<GetPowersReturnType> {
  const contract = { abi: ventureAbi, address: venture } as const
  const [ledger, governor, notice, noticeBoard] = await Promise.all([
    ledgerOf(client, venture),
    read(client, { ...contract, functionName: 'governor' }),
    read(client, { ...contract, functionName: 'noticePeriod' }),
    noticeBoardOf(client, venture),
  ])
  const [isGroup, parameters, kinds, handOver, now, reviewBoard, accountBoard, largeBatches] = await Promise.all([
    isCloneOf(client, governor, governorImplementation),
    read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'parameters' }),
    getKinds(client, { venture, factory, noticeBoard, fromBlock }),
    getHandOver(client, { venture, handOverBoard }),
    timestampOf(client),
    reviewBoardOf(client, ledger),
    accountBoardOf(client, ledger),
    largeBatchesOf(client, ledger),
  ])
  const noticePeriod = Number(notice)
  const common = { parameters, noticePeriod, handOver, now }
  const others = otherPowers.filter((power) => isHere(power, { isGroup, handOver })).map((power) => otherRow(power, common))
  if (!isGroup) {
    const rows = governorPowers.flatMap((power) => walletRow(power, common))
    return { powers: [...rows, ...others], governor, isGroup, rules: undefined, handOver }
  }

  const rules = await getRules(client, { governor })
  const places = { venture, ledger, governor, noticeBoard, reviewBoard, accountBoard, largeBatches }
  const isLowReach = await hasLowReach(client, { venture, ledger })
  const state = { now, kind: sampleKind(kinds), parameters, rules, noticePeriod, anyone: venture, ledger }
  const rows = await Promise.all(
    governorPowers.map(async (power: GovernorPower) => {
      const track = await trackOf(client, power, { places, state, decisionBoard, isLowReach })
      return track ? [groupRow(power, track, { rules, noticePeriod, isLowReach })] : []
    }),
  )
  return { powers: [...rows.flat(), ...others], governor, isGroup, rules, handOver }
}

/** Whether there is somebody who has it: nobody decides where a wallet governs, or takes over what was taken over. */
function isHere({ heldBy, wait }: OtherPower, { isGroup, handOver }: { isGroup: boolean; handOver: HandOverInfo | undefined }) {
  if (wait === 'handOver') return handOver !== undefined
  return isGroup || heldBy.length === 0 || heldBy.some((name) => !name.startsWith('LazyConsensusGovernor.'))
}

/** Less than a fifth of all voice within reach. */
async function hasLowReach(client: ReadClient, { venture, ledger }: { venture: Address; ledger: Address }): Promise<boolean> {
  const voiceBoard = await voiceBoardOf(client, ledger)
  const [reachable, all] = await Promise.all([
    reachableVoice(client, ledger),
    read(client, { abi: voiceBoardAbi, address: voiceBoard, functionName: 'totalVoice', args: [venture] }),
  ])
  return reachable < reachRequired(all)
}

/** An open equity kind, to try what could be done with it. */
function sampleKind(kinds: readonly KindInfo[]): PowerState['kind'] {
  const kind = kinds.find(({ isDebt, isClosed }) => !isDebt && !isClosed)
  if (!kind) return undefined
  const { kind: id, name, unit, decimals, pool, rate, voice } = kind
  return { id, name, unit, decimals, pool, weight: rate, voice }
}

type Asking = { places: DecisionPlaces; state: PowerState; decisionBoard: Address; isLowReach: boolean }

/** As the chain would decide it; `undefined` where there is nothing to try it with. */
async function trackOf(
  client: ReadClient,
  { sample, track }: GovernorPower,
  { places, state, decisionBoard, isLowReach }: Asking,
): Promise<DecisionTrack | undefined> {
  if (track) return track
  const action = sample(state)
  if (!action) return undefined
  const { targets, values, calldatas } = encodeDecisionActions({ ...places, actions: [action] })
  const [target = state.anyone, value = 0n, data = '0x' as const] = [targets[0], values[0], calldatas[0]]
  const args = [places.ledger, places.governor, state.rules, state.now, target, value, data] as const
  const isLazy = await read(client, { abi: decisionBoardAbi, address: decisionBoard, functionName: 'isActionLazy', args })
  return isLazy && !isLowReach ? 'lazy' : 'consensus'
}

type Group = { rules: GovernorRules; noticePeriod: number; isLowReach: boolean }

function groupRow(
  { power, heldBy, after }: GovernorPower,
  track: DecisionTrack,
  { rules, noticePeriod, isLowReach }: Group,
): Power {
  const consensus = isLowReach ? Math.max(rules.consensusWindow, LOW_REACH_WINDOW) : rules.consensusWindow
  const quorumBps = isLowReach ? Math.max(rules.quorumBps, LOW_REACH_QUORUM_BPS) : rules.quorumBps
  const decided = (track === 'lazy' ? rules.lazyWindow : consensus) + rules.delay
  const stops =
    track === 'lazy'
      ? `objections of ${formatShare(rules.stopBps)} of voice, or of ${heads(rules.stopHeads)}`
      : `a third of the votes, or as many heads against as for it, or less than ${quorumWords(quorumBps, rules.quorumHeads)} taking part`
  const later = after === 'veto' ? '; then an objection, or the account itself' : ''
  const taken = after === 'notice' || after === 'hearing' ? '; then the group, who takes it back' : ''
  return {
    power,
    who: 'the group',
    track,
    wait: decided + waitAfter(after, noticePeriod),
    stop: `${stops}${later}${taken}`,
    heldBy,
  }
}

const heads = (count: number) => (count === 1 ? '1 head' : `${count} heads`)

const quorumWords = (bps: number, headCount: number) =>
  headCount === 0 ? `${formatShare(bps)} of voice` : `${formatShare(bps)} of voice and ${heads(headCount)}`

type Common = { parameters: LedgerParameters; noticePeriod: number; handOver: HandOverInfo | undefined; now: bigint }

function walletRow({ power, heldBy, after, ofGroupOnly }: GovernorPower, { noticePeriod, handOver }: Common): Power[] {
  if (ofGroupOnly) return []
  const stop = {
    nothing: 'nobody',
    notice: `the governor, who takes it back${handOver ? ', or the hand-over' : ''}`,
    hearing: `the governor, who takes it back${handOver ? ', or the hand-over' : ''}`,
    veto: 'an objection, or the account itself',
  }[after]
  return [{ power, who: 'the governor', track: undefined, wait: waitAfter(after, noticePeriod), stop, heldBy }]
}

function waitAfter(after: AfterDecision, noticePeriod: number): number {
  return { nothing: 0, notice: noticePeriod, hearing: HEARING, veto: VETO }[after]
}

function otherRow({ power, who, heldBy, wait, stop }: OtherPower, { parameters, handOver, now }: Common): Power {
  const untilDue = handOver && handOver.dueAt > now ? Number(handOver.dueAt - now) : 0
  const seconds = { none: 0, window: parameters.objectionWindow, veto: VETO, handOver: untilDue }[wait]
  return { power, who, track: undefined, wait: seconds, stop, heldBy }
}
