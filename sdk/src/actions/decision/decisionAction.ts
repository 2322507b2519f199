import { type Address, type Hex, decodeFunctionData, encodeFunctionData, erc20Abi, isAddressEqual, zeroAddress } from 'viem'
import { accountBoardAbi } from '../../abis/accountBoard.ts'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { type Change, changeNames, decisionNames, poolTypeNames } from '../../abis/enums.ts'
import { largeBatchesAbi } from '../../abis/largeBatches.ts'
import { lazyConsensusGovernorAbi } from '../../abis/lazyConsensusGovernor.ts'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import { sharedEquipmentAbi } from '../../abis/sharedEquipment.ts'
import { DecisionActionUnknownError, DecisionEmptyError } from '../../errors/decision.ts'
import { prepareDecideMove } from '../account/decideMove.ts'
import { prepareAnnounceBar } from '../board/announceBar.ts'
import { prepareAnnounceEquation } from '../board/announceEquation.ts'
import { prepareAnnounceGovernor } from '../board/announceGovernor.ts'
import { prepareAnnounceNoticePeriod } from '../board/announceNoticePeriod.ts'
import { prepareAnnounceParameters } from '../board/announceParameters.ts'
import { prepareAnnounceSteward } from '../board/announceSteward.ts'
import { prepareAnnounceToken } from '../board/announceToken.ts'
import { prepareAnnounceWeight } from '../board/announceWeight.ts'
import { prepareCancelChange } from '../board/cancelChange.ts'
import { prepareCloseKind } from '../board/closeKind.ts'
import { prepareLengthenNotice } from '../board/lengthenNotice.ts'
import { type NewKind, prepareOpenKind } from '../board/openKind.ts'
import { type OpenPoolParameters, prepareOpenPool } from '../board/openPool.ts'
import { prepareOpenSuccessor } from '../board/openSuccessor.ts'
import { prepareRemoveSteward } from '../board/removeSteward.ts'
import { prepareTightenParameters } from '../board/tightenParameters.ts'
import { type CoOwnerDecision, decodeDecision } from '../campaign/decision.ts'
import { decodeChange } from '../internal/changes.ts'
import type { PreparedTransaction } from '../internal/client.ts'
import { type DecisionPlaces, withBoards } from '../internal/decisionAddresses.ts'
import { checkRules } from '../internal/rules.ts'
import { textInWord } from '../internal/shortTexts.ts'
import { type AnnounceClosingParameters, prepareAnnounceClosing } from '../large/announceClosing.ts'
import { type CancelClosingParameters, prepareCancelClosing } from '../large/cancelClosing.ts'
import { prepareCloseTask } from '../ledger/closeTask.ts'
import { type OpenTaskParameters, prepareOpenTask } from '../ledger/openTask.ts'
import { prepareEnactDecision } from '../machine/enactDecision.ts'
import { prepareApplyCorrection } from '../review/applyCorrection.ts'
import { type ResolveBatchParameters, prepareResolveBatch } from '../review/resolveBatch.ts'
import type { Correction, EquationLine, GovernorRules, LedgerParameters, Move } from '../types.ts'

type Of<parameters, places extends string> = parameters extends unknown ? Omit<parameters, places> : never

/** A pool that is to be opened. */
export type NewPool = Of<OpenPoolParameters, 'venture' | 'noticeBoard'>

/** What a group can decide. Periods in seconds, shares in bps, times in seconds since 1970. */
export type DecisionAction =
  | { type: 'openPool'; pool: NewPool }
  | { type: 'openKind'; kind: NewKind }
  /** New contributions of a kind get a new weight. */
  | { type: 'openSuccessor'; kind: number; successor: NewKind }
  | { type: 'closeKind'; kind: number; successor?: number }
  | { type: 'lengthenNotice'; period: number }
  | { type: 'removeSteward'; account: Address }
  /** For a term until `until`; left out: without end, where the rules know no terms. 0: a removal after the notice. */
  | { type: 'appointSteward'; account: Address; until?: bigint }
  | { type: 'tightenParameters'; parameters: LedgerParameters }
  | { type: 'announceParameters'; parameters: LedgerParameters }
  | { type: 'announceEquation'; lines: readonly EquationLine[]; remainder: Address }
  | { type: 'announceWeight'; kind: number; weight: number }
  | { type: 'announceToken'; token: Address; muted: boolean }
  | { type: 'announceGovernor'; governor: Address }
  | { type: 'announceNoticePeriod'; period: number }
  | { type: 'announceBar'; account: Address; barred: boolean }
  | { type: 'cancelChange'; change: Change; subject?: bigint }
  | ({ type: 'openTask' } & Of<OpenTaskParameters, 'ledger'>)
  | { type: 'closeTask'; ref: Hex }
  | ({ type: 'resolveBatch' } & Of<ResolveBatchParameters, 'ledger' | 'stewards' | 'reviewBoard'>)
  | { type: 'applyCorrection'; correction: Correction }
  | { type: 'decideMove'; move: Move; approved: boolean }
  | ({ type: 'announceClosing' } & Of<AnnounceClosingParameters, 'ledger' | 'largeBatches'>)
  | ({ type: 'cancelClosing' } & Of<CancelClosingParameters, 'ledger' | 'largeBatches'>)
  /** ETH the governor holds. */
  | { type: 'payEth'; to: Address; amount: bigint }
  /** Tokens the governor holds. */
  | { type: 'payToken'; token: Address; to: Address; amount: bigint }
  /** Of a machine whose network the governor is. */
  | { type: 'machineDecision'; machine: Address; decision: CoOwnerDecision }
  /** Of the governor itself. */
  | { type: 'setRules'; rules: GovernorRules }
  /** What was proposed with another tool, and fits none of the others. It can't be encoded. */
  | { type: 'unknown'; target: Address; value: bigint; data: Hex }

/** The calls of a decision, as OpenZeppelin's Governor takes them. */
export type EncodedActions = { targets: readonly Address[]; values: readonly bigint[]; calldatas: readonly Hex[] }

export type EncodeDecisionActionsParameters = DecisionPlaces & { actions: readonly DecisionAction[] }

export type DecodeDecisionActionsParameters = DecisionPlaces &
  EncodedActions & {
    /** Pools whose kinds have a price instead of a weight. Default: none. */
    debtPools?: readonly number[]
  }

/**
 * The calls a governor makes once actions are decided.
 *
 * @example
 * encodeDecisionActions({ venture, ledger, governor, actions: [{ type: 'lengthenNotice', period: 1_209_600 }] })
 * @throws {DecisionEmptyError} nothing is to be decided
 * @throws {DecisionActionUnknownError} no such action
 * @throws {RuleOutOfBoundsError} rules beyond their floors and ceilings
 * @throws {ShortTextTooLongError} name or unit of a kind
 */
export function encodeDecisionActions({ actions, ...places }: EncodeDecisionActionsParameters): EncodedActions {
  if (actions.length === 0) throw new DecisionEmptyError()
  const all = withBoards(places)
  const calls = actions.map((action, i) => {
    if (action.type === 'setRules') checkRules(action.rules)
    return callOf(action, all, i)
  })
  return {
    targets: calls.map(({ to }) => to),
    values: calls.map(({ value }) => value),
    calldatas: calls.map(({ data }) => data),
  }
}

/**
 * The reverse of {@link encodeDecisionActions}. What fits no action comes as `unknown`.
 *
 * @example decodeDecisionActions({ venture, ledger, governor, targets, values, calldatas })
 */
export function decodeDecisionActions({
  targets,
  values,
  calldatas,
  debtPools = [],
  ...places
}: DecodeDecisionActionsParameters): DecisionAction[] {
  const all = withBoards(places)
  return targets.map((target, i) => {
    const call = { to: target, value: values[i] ?? 0n, data: calldatas[i] ?? '0x' }
    try {
      const action = actionOf(call, all, debtPools)
      // What is longer, or not clean, may be something else than it reads like.
      if (action && isSame(callOf(action, all, i), call)) return action
    } catch {
      // It is none of ours.
    }
    return { type: 'unknown', target, value: call.value, data: call.data }
  })
}

function isSame(a: PreparedTransaction, b: PreparedTransaction): boolean {
  return isAddressEqual(a.to, b.to) && a.value === b.value && a.data.toLowerCase() === b.data.toLowerCase()
}

function callOf(action: DecisionAction, places: Required<DecisionPlaces>, index: number): PreparedTransaction {
  const { venture, ledger, governor, noticeBoard, reviewBoard, accountBoard, largeBatches } = places
  const on = { venture, noticeBoard }
  switch (action.type) {
    case 'openPool':
      return prepareOpenPool({ ...action.pool, ...on })
    case 'openKind':
      return prepareOpenKind({ ...action.kind, ...on })
    case 'openSuccessor':
      return prepareOpenSuccessor({ ...action, ...on })
    case 'closeKind':
      return prepareCloseKind({ ...action, ...on })
    case 'lengthenNotice':
      return prepareLengthenNotice({ ...action, ...on })
    case 'removeSteward':
      return prepareRemoveSteward({ ...action, ...on })
    case 'appointSteward':
      return prepareAnnounceSteward({ ...action, steward: action.until !== 0n, ...on })
    case 'tightenParameters':
      return prepareTightenParameters({ ...action, ...on })
    case 'announceParameters':
      return prepareAnnounceParameters({ ...action, ...on })
    case 'announceEquation':
      return prepareAnnounceEquation({ ...action, ...on })
    case 'announceWeight':
      return prepareAnnounceWeight({ ...action, ...on })
    case 'announceToken':
      return prepareAnnounceToken({ ...action, ...on })
    case 'announceGovernor':
      return prepareAnnounceGovernor({ ...action, ...on })
    case 'announceNoticePeriod':
      return prepareAnnounceNoticePeriod({ ...action, ...on })
    case 'announceBar':
      return prepareAnnounceBar({ ...action, ...on })
    case 'cancelChange':
      return prepareCancelChange({ ...action, ...on })
    case 'openTask':
      return prepareOpenTask({ ...action, ledger })
    case 'closeTask':
      return prepareCloseTask({ ...action, ledger })
    case 'resolveBatch':
      return prepareResolveBatch({ ...action, ledger, reviewBoard })
    case 'applyCorrection':
      return prepareApplyCorrection({ ...action, attestations: [], reviewBoard })
    case 'decideMove':
      return prepareDecideMove({ ...action, accountBoard })
    case 'announceClosing':
      return prepareAnnounceClosing({ ...action, ledger, largeBatches })
    case 'cancelClosing':
      return prepareCancelClosing({ ...action, ledger, largeBatches })
    case 'payEth':
      return { to: action.to, value: action.amount, data: '0x' }
    case 'payToken': {
      const data = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [action.to, action.amount] })
      return { to: action.token, value: 0n, data }
    }
    case 'machineDecision':
      return prepareEnactDecision(action)
    case 'setRules': {
      const data = encodeFunctionData({ abi: lazyConsensusGovernorAbi, functionName: 'setRules', args: [action.rules] })
      return { to: governor, value: 0n, data }
    }
    default:
      throw new DecisionActionUnknownError(index, action.type)
  }
}

/** `undefined`, or an error of decoding, for what is none of ours. */
function actionOf(
  { to, value, data }: PreparedTransaction,
  places: Required<DecisionPlaces>,
  debtPools: readonly number[],
): DecisionAction | undefined {
  if (data === '0x') return { type: 'payEth', to, amount: value }
  const is = (address: Address) => isAddressEqual(to, address)
  if (is(places.noticeBoard)) return noticeAction(data, debtPools)
  if (is(places.ledger)) return ledgerAction(data)
  if (is(places.reviewBoard)) return reviewAction(data)
  if (is(places.accountBoard)) return moveAction(data)
  if (is(places.largeBatches)) return closingAction(data)
  if (is(places.governor)) return rulesAction(data)
  return outsideAction(to, data)
}

function noticeAction(data: Hex, debtPools: readonly number[]): DecisionAction | undefined {
  const { functionName: type, args } = decodeFunctionData({ abi: noticeBoardAbi, data })
  switch (type) {
    case 'openPool': {
      const { poolType, token, capBps, openingPeriod } = args[1]
      const name = poolTypeNames[poolType]
      if (name === 'equity') return { type, pool: { type: name, openingPeriod } }
      return name === 'debt' ? { type, pool: { type: name, token, capBps } } : undefined
    }
    case 'openKind':
      return { type, kind: newKind(args[1], debtPools) }
    case 'openSuccessor':
      return { type, kind: args[1], successor: newKind(args[2], debtPools) }
    case 'closeKind': {
      const [, kind, successor] = args
      return { type, kind, ...(successor === kind ? {} : { successor }) }
    }
    case 'lengthenNotice':
      return { type, period: args[1] }
    case 'removeSteward':
      return { type, account: args[1] }
    case 'tightenParameters':
      return { type, parameters: args[1] }
    case 'cancelChange': {
      const change = changeNames[args[1]]
      return change && { type, change, subject: args[2] }
    }
    case 'announceChange':
      return announcedAction(args[1], args[2])
    default:
      return undefined
  }
}

function announcedAction(change: number, data: Hex): DecisionAction {
  const decoded = decodeChange({ change, data })
  switch (decoded.change) {
    case 'equation':
      return { type: 'announceEquation', lines: decoded.lines, remainder: decoded.remainder }
    case 'weight':
      return { type: 'announceWeight', kind: decoded.kind, weight: decoded.weight }
    case 'token':
      return { type: 'announceToken', token: decoded.token, muted: decoded.muted }
    case 'governor':
      return { type: 'announceGovernor', governor: decoded.governor }
    case 'noticePeriod':
      return { type: 'announceNoticePeriod', period: decoded.period }
    case 'steward': {
      const until = decoded.steward ? decoded.until : 0n
      return { type: 'appointSteward', account: decoded.account, ...(until === undefined ? {} : { until }) }
    }
    case 'parameters':
      return { type: 'announceParameters', parameters: decoded.parameters }
    case 'bar':
      return { type: 'announceBar', account: decoded.account, barred: decoded.barred }
  }
}

type KindConfig = { name: Hex; unit: Hex; decimals: number; pool: number; rate: bigint; voice: number }

function newKind({ name, unit, decimals, pool, rate, voice }: KindConfig, debtPools: readonly number[]): NewKind {
  const kind = { name: textInWord(name), unit: textInWord(unit), decimals, pool }
  return debtPools.includes(pool) ? { ...kind, price: rate } : { ...kind, weight: rate, voice }
}

function ledgerAction(data: Hex): DecisionAction | undefined {
  const { functionName: type, args } = decodeFunctionData({ abi: contributionLedgerAbi, data })
  if (type === 'closeTask') return { type, ref: args[0] }
  if (type !== 'openTask') return undefined
  const [ref, kind, estimate, uri] = args
  return { type, ref, kind, estimate, uri }
}

function reviewAction(data: Hex): DecisionAction | undefined {
  const { functionName, args } = decodeFunctionData({ abi: reviewBoardAbi, data })
  if (functionName === 'applyCorrection') return { type: 'applyCorrection', correction: args[0] }
  if (functionName !== 'resolve') return undefined
  const [, header, entries, number, allowed, objector] = args
  const decision = decisionNames[number]
  return (
    decision && {
      type: 'resolveBatch',
      header,
      entries,
      decision,
      ...(allowed === 0n ? {} : { allowed }),
      ...(objector === zeroAddress ? {} : { objector }),
    }
  )
}

function moveAction(data: Hex): DecisionAction | undefined {
  const { functionName: type, args } = decodeFunctionData({ abi: accountBoardAbi, data })
  return type === 'decideMove' ? { type, move: args[0], approved: args[1] } : undefined
}

function closingAction(data: Hex): DecisionAction | undefined {
  const { functionName: type, args } = decodeFunctionData({ abi: largeBatchesAbi, data })
  if (type === 'cancelClosing') return { type, header: args[1] }
  return type === 'announceClosing' ? { type, header: args[1], reason: { hash: args[2], uri: args[3] } } : undefined
}

function rulesAction(data: Hex): DecisionAction | undefined {
  const { functionName: type, args } = decodeFunctionData({ abi: lazyConsensusGovernorAbi, data })
  return type === 'setRules' ? { type, rules: args[0] } : undefined
}

const outsideAbi = [...erc20Abi, ...sharedEquipmentAbi] as const

function outsideAction(target: Address, data: Hex): DecisionAction | undefined {
  const { functionName, args } = decodeFunctionData({ abi: outsideAbi, data })
  if (functionName === 'transfer') return { type: 'payToken', token: target, to: args[0], amount: args[1] }
  if (functionName !== 'enact') return undefined
  return { type: 'machineDecision', machine: target, decision: decodeDecision(args[0], args[1]) }
}
