import { type Abi, type Address, type ContractFunctionName, zeroAddress, zeroHash } from 'viem'
import type { accountBoardAbi } from '../../abis/accountBoard.ts'
import type { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import type { decisionBoardAbi } from '../../abis/decisionBoard.ts'
import type { growthBoardAbi } from '../../abis/growthBoard.ts'
import type { handOverBoardAbi } from '../../abis/handOverBoard.ts'
import type { largeBatchesAbi } from '../../abis/largeBatches.ts'
import type { lazyConsensusGovernorAbi } from '../../abis/lazyConsensusGovernor.ts'
import type { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import type { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import type { ventureAbi } from '../../abis/venture.ts'
import type { voiceBoardAbi } from '../../abis/voiceBoard.ts'
import type { NewKind } from '../board/openKind.ts'
import type { DecisionAction } from '../decision/decisionAction.ts'
import type { GovernorRules, LedgerParameters } from '../types.ts'

/* EVERY FUNCTION THAT CHANGES SOMETHING, from the ABIs */

type Writes<name extends string, abi extends Abi> = `${name}.${ContractFunctionName<abi, 'nonpayable' | 'payable'>}`

/** Functions of a venture and all that has power over it. */
export type PowerFunction =
  | Writes<'Venture', typeof ventureAbi>
  | Writes<'ContributionLedger', typeof contributionLedgerAbi>
  | Writes<'NoticeBoard', typeof noticeBoardAbi>
  | Writes<'ReviewBoard', typeof reviewBoardAbi>
  | Writes<'GrowthBoard', typeof growthBoardAbi>
  | Writes<'AccountBoard', typeof accountBoardAbi>
  | Writes<'LargeBatches', typeof largeBatchesAbi>
  | Writes<'VoiceBoard', typeof voiceBoardAbi>
  | Writes<'HandOverBoard', typeof handOverBoardAbi>
  | Writes<'DecisionBoard', typeof decisionBoardAbi>
  | Writes<'LazyConsensusGovernor', typeof lazyConsensusGovernorAbi>

type Outside = 'SharedEquipment.enact' | 'IERC20.transfer'

/** What stands at the venture now. */
export type PowerState = {
  now: bigint
  /** An equity kind of it; `undefined` while it has none. */
  kind: (NewKind & { id: number; weight: bigint }) | undefined
  parameters: LedgerParameters
  rules: GovernorRules
  noticePeriod: number
  anyone: Address
  ledger: Address
}

/** What waits after a decision, or after the governor's word. */
export type AfterDecision = 'hearing' | 'nothing' | 'notice' | 'veto'

export type GovernorPower = {
  power: string
  heldBy: readonly (Outside | PowerFunction)[]
  after: AfterDecision
  /** An example, to ask the chain for its track; `undefined` where there is none here. */
  sample: (state: PowerState) => DecisionAction | undefined
  /** Where no example can be made up. */
  track?: 'consensus'
  /** A wallet as governor has no such power. */
  ofGroupOnly?: true
}

const DAY = 86_400
export const HEARING = 7 * DAY
export const VETO = 30 * DAY
const MAX_WEIGHT = 2n ** 32n - 1n

const successor = ({ kind }: PowerState, weight?: bigint): DecisionAction | undefined => {
  if (!kind) return undefined
  const { id, ...same } = kind
  return { type: 'openSuccessor', kind: id, successor: { ...same, weight: weight ?? kind.weight } }
}

const newKind = ({ kind }: PowerState, weight?: bigint): DecisionAction | undefined => {
  if (!kind) return undefined
  const { id: _, ...same } = kind
  return { type: 'openKind', kind: { ...same, weight: weight ?? kind.weight } }
}

const header = {
  entriesHash: zeroHash,
  detailsHash: zeroHash,
  evidenceHash: zeroHash,
  proposer: zeroAddress,
  nonce: 0n,
} as const

const largeHeader = {
  totalsHash: zeroHash,
  root: zeroHash,
  leaves: 0n,
  dataHash: zeroHash,
  proposer: zeroAddress,
  nonce: 0n,
} as const

/** What the governor may, be it a group or a wallet. */
export const governorPowers = [
  {
    power: 'open a pool',
    heldBy: ['NoticeBoard.openPool'],
    after: 'nothing',
    sample: () => ({ type: 'openPool', pool: { type: 'equity' } }),
  },
  {
    power: 'open a kind within the highest weight and voice of its unit, and the voice per point of its pool',
    heldBy: ['NoticeBoard.openKind'],
    after: 'nothing',
    sample: (state) => newKind(state),
  },
  {
    power: 'open a kind above them',
    heldBy: ['NoticeBoard.openKind'],
    after: 'nothing',
    sample: (state) => newKind(state, MAX_WEIGHT),
  },
  {
    power: 'give new contributions another weight, within the step',
    heldBy: ['NoticeBoard.openSuccessor'],
    after: 'nothing',
    sample: (state) => successor(state),
  },
  {
    power: 'give new contributions any other weight',
    heldBy: ['NoticeBoard.openSuccessor'],
    after: 'nothing',
    sample: (state) => successor(state, MAX_WEIGHT),
  },
  {
    power: 'close a kind to new contributions',
    heldBy: ['NoticeBoard.closeKind'],
    after: 'nothing',
    sample: () => ({ type: 'closeKind', kind: 0 }),
  },
  {
    power: 'lengthen the notice',
    heldBy: ['NoticeBoard.lengthenNotice'],
    after: 'nothing',
    sample: ({ noticePeriod }) => ({ type: 'lengthenNotice', period: noticePeriod + DAY }),
  },
  {
    power: 'lengthen the time to object',
    heldBy: ['NoticeBoard.tightenParameters'],
    after: 'nothing',
    sample: ({ parameters }) => ({
      type: 'tightenParameters',
      parameters: { ...parameters, objectionWindow: parameters.objectionWindow + DAY },
    }),
  },
  {
    power: 'make acceptance stricter in another way',
    heldBy: ['NoticeBoard.tightenParameters'],
    after: 'nothing',
    sample: ({ parameters }) => ({
      type: 'tightenParameters',
      parameters: { ...parameters, attestationsRequired: parameters.attestationsRequired + 1 },
    }),
  },
  {
    power: 'make acceptance looser',
    heldBy: ['NoticeBoard.announceChange'],
    after: 'notice',
    sample: ({ parameters }) => ({ type: 'announceParameters', parameters }),
  },
  {
    power: 'remove a steward',
    heldBy: ['NoticeBoard.removeSteward'],
    after: 'nothing',
    sample: ({ anyone }) => ({ type: 'removeSteward', account: anyone }),
  },
  {
    power: 'appoint a steward',
    heldBy: ['NoticeBoard.announceChange'],
    after: 'notice',
    sample: ({ anyone, now, rules: { stewardTerm } }) => ({
      type: 'appointSteward',
      account: anyone,
      ...(stewardTerm === 0 ? {} : { until: now + BigInt(stewardTerm) }),
    }),
  },
  {
    power: 'change who gets how much of future revenue (the equation)',
    heldBy: ['NoticeBoard.announceChange'],
    after: 'notice',
    sample: ({ anyone }) => ({ type: 'announceEquation', lines: [], remainder: anyone }),
  },
  {
    power: 're-weigh past contributions for future revenue',
    heldBy: ['NoticeBoard.announceChange'],
    after: 'notice',
    sample: () => ({ type: 'announceWeight', kind: 0, weight: 1 }),
  },
  {
    power: 'list a payout token, or mute it',
    heldBy: ['NoticeBoard.announceChange'],
    after: 'notice',
    sample: ({ anyone }) => ({ type: 'announceToken', token: anyone, muted: true }),
  },
  {
    power: 'name another governor',
    heldBy: ['NoticeBoard.announceChange'],
    after: 'notice',
    sample: ({ anyone }) => ({ type: 'announceGovernor', governor: anyone }),
  },
  {
    power: 'shorten the notice',
    heldBy: ['NoticeBoard.announceChange'],
    after: 'notice',
    sample: ({ noticePeriod }) => ({ type: 'announceNoticePeriod', period: noticePeriod }),
  },
  {
    power: 'bar an account from taking part, or re-admit it',
    heldBy: ['NoticeBoard.announceChange'],
    after: 'hearing',
    sample: ({ anyone }) => ({ type: 'announceBar', account: anyone, barred: true }),
  },
  {
    power: 'take back what was announced',
    heldBy: ['NoticeBoard.cancelChange'],
    after: 'nothing',
    sample: () => ({ type: 'cancelChange', change: 'equation' }),
  },
  {
    power: 'open and close tasks',
    heldBy: ['ContributionLedger.openTask', 'ContributionLedger.closeTask'],
    after: 'nothing',
    sample: () => ({ type: 'closeTask', ref: zeroHash }),
  },
  {
    power: 'resolve an objected batch until its resolution deadline',
    heldBy: ['ReviewBoard.resolve'],
    after: 'nothing',
    sample: () => ({ type: 'resolveBatch', header, entries: [], decision: 'reject' }),
  },
  {
    power: 'resolve it later',
    heldBy: ['ReviewBoard.resolve'],
    after: 'nothing',
    sample: () => undefined,
    track: 'consensus',
  },
  {
    power: 'take back what was accepted by mistake (a correction; it only works forward)',
    heldBy: ['ReviewBoard.applyCorrection'],
    after: 'nothing',
    sample: ({ ledger }) => ({
      type: 'applyCorrection',
      correction: { ledger, batch: zeroHash, entries: [], debts: [], reasonHash: zeroHash, proposer: zeroAddress, nonce: 0n },
    }),
  },
  {
    power: 'move an account that can not go on, or refuse its move',
    heldBy: ['AccountBoard.decideMove'],
    after: 'veto',
    sample: ({ ledger, anyone }) => ({
      type: 'decideMove',
      move: { ledger, from: anyone, to: zeroAddress, proposer: zeroAddress, reasonHash: zeroHash, nonce: 0n },
      approved: true,
    }),
  },
  {
    power: 'close what nobody activated of a large batch',
    heldBy: ['LargeBatches.announceClosing'],
    after: 'veto',
    sample: () => ({ type: 'announceClosing', header: largeHeader }),
  },
  {
    power: 'take such a closing back',
    heldBy: ['LargeBatches.cancelClosing'],
    after: 'nothing',
    sample: () => ({ type: 'cancelClosing', header: largeHeader }),
  },
  {
    power: 'pay out what the governor itself holds',
    heldBy: ['LazyConsensusGovernor.execute', 'IERC20.transfer'],
    after: 'nothing',
    sample: ({ anyone }) => ({ type: 'payEth', to: anyone, amount: 1n }),
    ofGroupOnly: true,
  },
  {
    power: 'spend maintenance money of a machine of the network',
    heldBy: ['SharedEquipment.enact'],
    after: 'nothing',
    sample: ({ anyone }) => ({
      type: 'machineDecision',
      machine: anyone,
      decision: { type: 'spending', token: anyone, recipient: anyone, amount: 1n, invoiceHash: zeroHash },
    }),
  },
  {
    power: 'decide anything else about such a machine',
    heldBy: ['SharedEquipment.enact'],
    after: 'nothing',
    sample: ({ anyone }) => ({ type: 'machineDecision', machine: anyone, decision: { type: 'custodian', account: anyone } }),
  },
  {
    power: 'change how decisions are made, within the bounds no decision passes',
    heldBy: ['LazyConsensusGovernor.setRules'],
    after: 'nothing',
    sample: ({ rules }) => ({ type: 'setRules', rules }),
    ofGroupOnly: true,
  },
] as const satisfies readonly GovernorPower[]

/** Waits of others: none, the window to object, 30 days to say no, or until a hand-over is due. */
export type OtherWait = 'handOver' | 'none' | 'veto' | 'window'

export type OtherPower = {
  power: string
  who: string
  heldBy: readonly PowerFunction[]
  wait: OtherWait
  stop: string
}

const NOBODY = 'nobody'
const OWN = 'nobody: it is their own'

/** What others may. */
export const otherPowers = [
  {
    power: 'propose contributions',
    who: 'anyone',
    heldBy: [
      'ContributionLedger.propose',
      'ContributionLedger.proposeFor',
      'LargeBatches.propose',
      'LargeBatches.proposeFor',
      'ReviewBoard.proposeCorrection',
      'AccountBoard.proposeMove',
    ],
    wait: 'none',
    stop: 'nobody: unaccepted it gives nothing',
  },
  {
    power: 'accept contributions that others attested, one of them a steward',
    who: 'anyone',
    heldBy: ['ReviewBoard.acceptAttested', 'ReviewBoard.publishAttestation'],
    wait: 'none',
    stop: 'an objection before; large growth and debts wait for the window',
  },
  {
    power: 'accept contributions nobody objects to',
    who: 'anyone',
    heldBy: ['GrowthBoard.acceptSilent'],
    wait: 'window',
    stop: 'one objection',
  },
  {
    power: 'object to contributions, corrections and moves, and take it back',
    who: 'stewards, and affiliates with enough points',
    heldBy: [
      'ReviewBoard.object',
      'ReviewBoard.objectFor',
      'ReviewBoard.withdrawObjection',
      'ReviewBoard.objectToCorrection',
      'ReviewBoard.objectToCorrectionFor',
      'AccountBoard.objectToMove',
      'AccountBoard.objectToMoveFor',
    ],
    wait: 'none',
    stop: 'stewards together, or the governor, who resolve it',
  },
  {
    power: 'resolve an objected batch together, until its resolution deadline',
    who: 'stewards, one more than attest',
    heldBy: ['ReviewBoard.resolve'],
    wait: 'none',
    stop: 'another objection before they sign',
  },
  {
    power: 'agree to a lower quantity of their own, and accept what was resolved',
    who: 'anyone, with what those concerned signed',
    heldBy: ['ReviewBoard.acceptAmendment', 'ContributionLedger.acceptResolved'],
    wait: 'none',
    stop: NOBODY,
  },
  {
    power: 'open and close tasks',
    who: 'a steward',
    heldBy: ['ContributionLedger.openTask', 'ContributionLedger.closeTask'],
    wait: 'none',
    stop: 'another steward, or the governor, who closes them',
  },
  {
    power: 'move an account that never did anything here',
    who: 'stewards and affiliates who attest it',
    heldBy: ['AccountBoard.attestMove', 'AccountBoard.makeMove'],
    wait: 'veto',
    stop: 'one objection, or anything the account does',
  },
  {
    power: 'claim to another address, name a payee, give up units, move to another address',
    who: 'an account, of its own',
    heldBy: [
      'Venture.claimTo',
      'Venture.setPayee',
      'ContributionLedger.reduceOwnUnits',
      'AccountBoard.claimTo',
      'AccountBoard.setPayee',
      'AccountBoard.move',
      'AccountBoard.showPresence',
      'AccountBoard.showPresenceFor',
    ],
    wait: 'none',
    stop: OWN,
  },
  {
    power: 'take back a proposal or a signature, reply to a bar, resign',
    who: 'an account, of its own',
    heldBy: [
      'ContributionLedger.withdraw',
      'ContributionLedger.cancelNonce',
      'ContributionLedger.resign',
      'ReviewBoard.withdrawCorrection',
      'ReviewBoard.reply',
      'LazyConsensusGovernor.cancel',
    ],
    wait: 'none',
    stop: OWN,
  },
  {
    power: 'put their voice into their own hands or a representative’s, and back',
    who: 'an account, of its own',
    heldBy: ['ContributionLedger.delegate', 'ContributionLedger.delegateBySig'],
    wait: 'none',
    stop: OWN,
  },
  {
    power: 'propose a decision',
    who: 'whoever has the voice of a proposer',
    heldBy: ['LazyConsensusGovernor.propose'],
    wait: 'none',
    stop: 'objections: see each decision',
  },
  {
    power: 'vote and object',
    who: 'whoever had a voice before a proposal, or represents one',
    heldBy: [
      'LazyConsensusGovernor.castVote',
      'LazyConsensusGovernor.castVoteBySig',
      'LazyConsensusGovernor.castVoteWithReason',
      'LazyConsensusGovernor.castVoteWithReasonAndParams',
      'LazyConsensusGovernor.castVoteWithReasonAndParamsBySig',
    ],
    wait: 'none',
    stop: NOBODY,
  },
  {
    power: 'put a stopped decision to the vote, carry out what was decided or announced once it is due',
    who: 'anyone',
    heldBy: [
      'LazyConsensusGovernor.escalate',
      'LazyConsensusGovernor.execute',
      'LazyConsensusGovernor.queue',
      'NoticeBoard.applyChange',
    ],
    wait: 'none',
    stop: NOBODY,
  },
  {
    power: 'count a voice; take one out of reach that gave no sign of life for 24 months',
    who: 'anyone',
    heldBy: ['VoiceBoard.updateVoice', 'VoiceBoard.lapse'],
    wait: 'none',
    stop: 'the account, by delegating again',
  },
  {
    power: 'make the published hand-over',
    who: 'anyone, once enough show their voice',
    heldBy: ['HandOverBoard.takeOver'],
    wait: 'handOver',
    stop: NOBODY,
  },
  {
    power: 'pay, distribute, claim for somebody to that somebody, activate what a large batch holds',
    who: 'anyone',
    heldBy: ['Venture.pay', 'Venture.sync', 'Venture.claim', 'LargeBatches.activate', 'LargeBatches.closeRest'],
    wait: 'none',
    stop: NOBODY,
  },
  {
    power: 'take what somebody has accrued, stop a claim, change the code',
    who: NOBODY,
    heldBy: [],
    wait: 'none',
    stop: 'there is no such function',
  },
] as const satisfies readonly OtherPower[]

/** What contracts ask of each other, and the factory of them; no account can. */
export const betweenContracts = [
  'Venture.activate',
  'Venture.addUnits',
  'Venture.awaitAct',
  'Venture.closeRest',
  'Venture.enact',
  'Venture.reassignDebt',
  'Venture.removeUnits',
  'Venture.setSuccessor',
  'ContributionLedger.activate',
  'ContributionLedger.awaitAct',
  'ContributionLedger.closeRest',
  'ContributionLedger.correctDebt',
  'ContributionLedger.correctUnits',
  'ContributionLedger.enact',
  'ContributionLedger.enter',
  'ContributionLedger.initialize',
  'ContributionLedger.move',
  'ContributionLedger.recordAct',
  'ContributionLedger.review',
  'ContributionLedger.take',
  'ContributionLedger.tellDelegate',
  'ContributionLedger.tellVotes',
  'ContributionLedger.useSigned',
  'NoticeBoard.begin',
  'NoticeBoard.handOver',
  'GrowthBoard.growInstant',
  'VoiceBoard.moveVoice',
  'VoiceBoard.noteVote',
  'VoiceBoard.setDelegate',
  'VoiceBoard.setDelegateBySig',
  'HandOverBoard.publish',
  'DecisionBoard.recordKind',
  'LazyConsensusGovernor.initialize',
  'LazyConsensusGovernor.onERC1155BatchReceived',
  'LazyConsensusGovernor.onERC1155Received',
  'LazyConsensusGovernor.onERC721Received',
  // By itself alone, and no action that can be proposed calls it.
  'LazyConsensusGovernor.relay',
] as const satisfies readonly PowerFunction[]

type Told =
  | (typeof governorPowers)[number]['heldBy'][number]
  | (typeof otherPowers)[number]['heldBy'][number]
  | (typeof betweenContracts)[number]

/** Compiles only while every function of the contracts is told of. */
export const toldOfAll: [Exclude<PowerFunction, Told>] extends [never] ? true : Exclude<PowerFunction, Told> = true
