import { BPS } from '../constants.ts'
import { isNobody, keyOf } from '../keys.ts'
import { checkDecision, enact, type EnactOutcome } from '../machine/decisions.ts'
import { create as createMachine, isReleased } from '../machine/state.ts'
import type { MachineModel } from '../machine/types.ts'
import type { Account } from '../types.ts'
import { contentOf, type CoOwnerDecision } from './decision.ts'
import {
  ActionClosedError,
  ObjectorWithoutPledgeError,
  ProposalContentDiffersError,
  ProposalLapsedError,
  ProposalNotLiveError,
  ProposalObjectedTwiceError,
  ProposalOfAnotherError,
  ProposalStillLiveError,
  ProposalTooLateError,
  ProposalUnknownError,
  ProposalWindowOpenError,
  ProposalWindowOverError,
  ProposerStoppedError,
  ProposerUnqualifiedError,
  PurchaseSupplierInvalidError,
  ReleaseAmountOutOfBoundsError,
  StewardOnlyError,
} from './errors.ts'
import { type PassOnOutcome, settleWithoutSurplus } from './refunds.ts'
import { campaignState, checkSend, pledgedOf } from './state.ts'
import type { CampaignModel, Proposal, Proposer } from './types.ts'

/** Release: between funding and release deadline. Service: while the machine pays its co-owners back; moves for ever. */
type Phase = 'release' | 'service'
type DecisionType = CoOwnerDecision['type']

const DAY = 86_400n
const MOVE_WINDOW = 30n * DAY
const EXECUTION_PERIOD = 30n * DAY
const WAIT_AFTER_STOPS = 90n * DAY
const MAX_STOPS = 2n
/** Share of all pledges that may propose. */
const PROPOSER_BPS = 500n

/**
 * Proposes a decision.
 *
 * @returns the proposal; the first has id 1
 * @throws {ActionClosedError} {ProposalTooLateError} {ProposalStillLiveError} {ProposerStoppedError} {StewardOnlyError}
 * {ProposerUnqualifiedError} {ReleaseAmountOutOfBoundsError} {PurchaseSupplierInvalidError} and what the machine's rules refuse
 */
export function propose(model: CampaignModel, account: Account, decision: CoOwnerDecision): Proposal {
  const proposer = keyOf(account)
  const { releaseDeadline } = model.terms
  const phase = openPhase(model, decision.type)
  const readyAt = model.now + windowOf(model, decision.type)
  if (phase === 'release' && readyAt >= releaseDeadline) throw new ProposalTooLateError(readyAt, releaseDeadline)
  checkProposer(model, proposer, phase)
  if (!mayPropose(model, proposer, decision.type)) {
    if (decision.type === 'delivery') throw new StewardOnlyError(proposer)
    const minPledged = (model.raised * PROPOSER_BPS + BPS - 1n) / BPS
    const pledged = pledgedOf(model, proposer)
    if (pledged < minPledged) throw new ProposerUnqualifiedError(proposer, pledged, minPledged)
  }
  checkAction(model, decision)
  return enterProposal(model, proposer, decision, readyAt)
}

/** `propose` without checks: for replaying a history. */
export function enterProposal(model: CampaignModel, proposer: Account, decision: CoOwnerDecision, readyAt: bigint): Proposal {
  const proposal: Proposal = {
    id: BigInt(model.proposals.length + 1),
    decision,
    content: contentWithCode(model, decision),
    proposer,
    readyAt,
    status: 'live',
    objections: 0n,
    objectors: new Set(),
    subject: decision.type === 'move' ? keyOf(decision.from) : undefined,
  }
  model.proposals.push(proposal)
  proposerOf(model, proposer).proposal = proposal.id
  return proposal
}

/**
 * Objects with all of an account's pledge, once, while the window is open. At the threshold the proposal is stopped.
 *
 * @returns the proposal, which may have been stopped by it
 * @throws {ProposalUnknownError} {ProposalNotLiveError} {ProposalWindowOverError} {ActionClosedError}
 * {ObjectorWithoutPledgeError} {ProposalObjectedTwiceError}
 */
export function object(model: CampaignModel, account: Account, id: bigint): Proposal {
  const objector = keyOf(account)
  const proposal = live(model, id)
  if (model.now >= proposal.readyAt) throw new ProposalWindowOverError(model.now, proposal.readyAt)
  openPhase(model, proposal.decision.type)
  if (pledgedOf(model, objector) === 0n && objector !== proposal.subject) throw new ObjectorWithoutPledgeError(objector)
  if (proposal.objectors.has(objector)) throw new ProposalObjectedTwiceError(id, objector)
  enterObjection(model, proposal, objector)
  return proposal
}

/** `object` without checks: for replaying a history. */
export function enterObjection(model: CampaignModel, proposal: Proposal, objector: Account): void {
  proposal.objectors.add(objector)
  proposal.objections += pledgedOf(model, objector)
  const isEnough = proposal.objections * BPS >= model.raised * model.terms.objectionBps
  if (!isEnough && objector !== proposal.subject) return
  proposal.status = 'stopped'
  countStop(model, proposal)
}

/**
 * Takes a proposal back. Its proposer alone; where somebody has objected it counts as stopped.
 *
 * @throws {ProposalUnknownError} {ProposalNotLiveError} {ProposalOfAnotherError}
 */
export function withdrawProposal(model: CampaignModel, account: Account, id: bigint): void {
  const proposal = live(model, id)
  if (keyOf(account) !== proposal.proposer) throw new ProposalOfAnotherError(keyOf(account), proposal.proposer)
  enterWithdrawal(model, proposal)
}

/** `withdrawProposal` without checks: for replaying a history. */
export function enterWithdrawal(model: CampaignModel, proposal: Proposal): void {
  proposal.status = 'withdrawn'
  // Or nobody would ever be stopped.
  if (proposal.objections !== 0n) countStop(model, proposal)
}

/** What carrying a proposal out did. */
export type ExecuteOutcome = { passedOn?: PassOnOutcome | undefined; machine?: MachineModel | undefined; enacted?: EnactOutcome }

/**
 * Carries out what nobody stopped. Anyone, between the window's end and the release deadline, or for 30 days once the machine is in
 * service.
 *
 * @param decision default: as proposed
 * @throws {ProposalUnknownError} {ProposalNotLiveError} {ProposalWindowOpenError} {ActionClosedError} {ProposalLapsedError}
 * {ProposalContentDiffersError} {ReleaseAmountOutOfBoundsError} {RecipientRefusedEthError} and what the machine refuses
 */
export function execute(model: CampaignModel, id: bigint, decision?: CoOwnerDecision): ExecuteOutcome {
  const proposal = live(model, id)
  if (model.now < proposal.readyAt) throw new ProposalWindowOpenError(model.now, proposal.readyAt)
  const lapsesAt = lapseOf(model, openPhase(model, proposal.decision.type), proposal.readyAt)
  if (model.now >= lapsesAt) throw new ProposalLapsedError(model.now, lapsesAt)
  const content = contentWithCode(model, decision ?? proposal.decision)
  if (content !== proposal.content) throw new ProposalContentDiffersError(content, proposal.content)

  const outcome = perform(model, proposal.decision)
  proposal.status = 'executed'
  return outcome
}

function perform(model: CampaignModel, decision: CoOwnerDecision): ExecuteOutcome {
  if (decision.type === 'purchase') {
    const supplier = keyOf(decision.supplier)
    checkSend(model, supplier, decision.amount)
    enterPurchase(model, decision.amount)
    model.balance -= decision.amount
    return { machine: model.inService, passedOn: settleWithoutSurplus(model) }
  }
  if (decision.type === 'delivery') {
    checkRelease(model, decision.amount)
    checkSend(model, model.terms.venture, decision.amount)
    enterDelivery(model, decision.amount)
    model.balance -= decision.amount
    return { passedOn: model.isReleased ? settleWithoutSurplus(model) : undefined }
  }
  return { enacted: enact(machineOf(model, decision.type), model.campaign, decision) }
}

/** The machine goes into service. Without checks and money: for replaying a history. */
export function enterPurchase(model: CampaignModel, amount: bigint): void {
  model.spent = amount
  model.isReleased = true
  const { campaign, machine, now, terms, config, positions } = model
  if (!config) return
  model.inService = createMachine({
    machine,
    campaign,
    now,
    ...config,
    token: terms.token,
    network: terms.venture,
    goal: terms.goal,
    spent: amount,
    capBps: terms.capBps,
    custodian: terms.custodian,
    pledges: positions,
  })
}

/** A part of the money went to the venture. Without checks and money: for replaying a history. */
export function enterDelivery(model: CampaignModel, amount: bigint): void {
  model.spent += amount
  model.isReleased = model.spent === model.raised
}

/** What has to be the same when a decision is carried out. */
function contentWithCode(model: CampaignModel, decision: CoOwnerDecision): string {
  const code = decision.type === 'purchase' ? model.codes.get(keyOf(decision.supplier)) : undefined
  return contentOf({ ...decision, code })
}

/** One live proposal each. After two stops: none before release, one every 90 days afterwards. */
function checkProposer(model: CampaignModel, account: Account, phase: Phase): void {
  const { proposal: lastId, stops, stoppedAt } = model.proposers.get(account) ?? { proposal: 0n, stops: 0n, stoppedAt: 0n }
  const last = model.proposals[Number(lastId) - 1]
  const lastPhase = last && phaseOf(model, last.decision.type)
  if (last?.status === 'live' && lastPhase && model.now < lapseOf(model, lastPhase, last.readyAt)) {
    throw new ProposalStillLiveError(account, lastId)
  }
  if (stops < MAX_STOPS) return
  const until = phase === 'service' ? stoppedAt + WAIT_AFTER_STOPS : model.terms.releaseDeadline
  if (model.now < until) throw new ProposerStoppedError(account, stops, until)
}

function mayPropose(model: CampaignModel, account: Account, type: DecisionType): boolean {
  if (type === 'purchase') return account === model.terms.custodian
  if (type === 'delivery') return model.ventureStewards.has(account)
  const machine = machineOf(model, type)
  return account === machine.custodian || machine.stewards.has(account)
}

function checkAction(model: CampaignModel, decision: CoOwnerDecision): void {
  if (decision.type === 'purchase') {
    checkRelease(model, decision.amount)
    const supplier = keyOf(decision.supplier)
    if (isNobody(supplier) || [model.campaign, model.terms.token, model.machine].includes(supplier)) {
      throw new PurchaseSupplierInvalidError(supplier)
    }
  } else if (decision.type === 'delivery') checkRelease(model, decision.amount)
  else checkDecision(machineOf(model, decision.type), decision)
}

function checkRelease(model: CampaignModel, amount: bigint): void {
  const left = model.raised - model.spent
  if (amount <= 0n || amount > left) throw new ReleaseAmountOutOfBoundsError(amount, left)
}

/** In which phase something can be decided now. */
function phaseOf(model: CampaignModel, type: DecisionType): Phase | undefined {
  const state = campaignState(model)
  const isMachine = model.terms.end === 'machine'
  if (type === 'purchase' || type === 'delivery') {
    return isMachine === (type === 'purchase') && state === 'funded' ? 'release' : undefined
  }
  if (!isMachine || state !== 'released' || !model.inService) return undefined
  return type === 'move' || !isReleased(model.inService) ? 'service' : undefined
}

function openPhase(model: CampaignModel, type: DecisionType): Phase {
  const phase = phaseOf(model, type)
  if (!phase) throw new ActionClosedError(type)
  return phase
}

/** Seconds in which pledgers object. */
export function windowOf({ terms: { objectionWindow } }: CampaignModel, type: DecisionType): bigint {
  return type === 'move' && objectionWindow < MOVE_WINDOW ? MOVE_WINDOW : objectionWindow
}

/** When a proposal can no longer be carried out. */
function lapseOf(model: CampaignModel, phase: Phase, readyAt: bigint): bigint {
  return phase === 'release' ? model.terms.releaseDeadline : readyAt + EXECUTION_PERIOD
}

function live(model: CampaignModel, id: bigint): Proposal {
  const proposal = model.proposals[Number(id) - 1]
  if (!proposal) throw new ProposalUnknownError(id, BigInt(model.proposals.length))
  if (proposal.status !== 'live') throw new ProposalNotLiveError(id, proposal.status)
  return proposal
}

function countStop(model: CampaignModel, proposal: Proposal): void {
  const proposer = proposerOf(model, proposal.proposer)
  proposer.stops++
  proposer.stoppedAt = model.now
}

function proposerOf(model: CampaignModel, account: Account): Proposer {
  const proposer = model.proposers.get(account) ?? { proposal: 0n, stops: 0n, stoppedAt: 0n }
  model.proposers.set(account, proposer)
  return proposer
}

function machineOf(model: CampaignModel, type: DecisionType): MachineModel {
  if (!model.inService) throw new ActionClosedError(type)
  return model.inService
}
