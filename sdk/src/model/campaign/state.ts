import { ClockBackwardsError } from '../errors.ts'
import { isNobody, keyOf } from '../keys.ts'
import type { MachineConfig } from '../machine/types.ts'
import type { Account } from '../types.ts'
import {
  CampaignBalanceTooLowError,
  CampaignNotOpenError,
  CampaignNotOverError,
  PledgeMissingError,
  RecipientRefusedEthError,
  RefundPaidAlreadyError,
} from './errors.ts'
import type { CampaignModel, CampaignState, CampaignTerms, CampaignTermsInput, Position } from './types.ts'

export type CreateCampaignModelParameters = {
  terms: CampaignTermsInput
  /** The campaign's own account. */
  campaign?: string
  /** Account of the machine. Work in a venture has none. */
  machine?: string
  /** What the machine will begin with. Without it, a purchase brings no machine into service. */
  config?: MachineConfig
  /** Who proposes deliveries. */
  ventureStewards?: readonly string[]
  /** Seconds since 1970. */
  now?: bigint
}

/** A campaign without pledges. */
export function createCampaignModel({
  terms,
  campaign = 'campaign',
  machine = 'machine',
  config,
  ventureStewards = [],
  now = 0n,
}: CreateCampaignModelParameters): CampaignModel {
  return {
    campaign: keyOf(campaign),
    machine: terms.end === 'machine' ? keyOf(machine) : '',
    now,
    terms: termsOf(terms),
    positions: new Map(),
    raised: 0n,
    paidBack: 0n,
    spent: 0n,
    unpaid: 0n,
    isCancelled: false,
    isReleased: false,
    balance: 0n,
    proposals: [],
    proposers: new Map(),
    ventureStewards: new Set(ventureStewards.map(keyOf)),
    codes: new Map(),
    refusing: new Set(),
    config,
    inService: undefined,
  }
}

/** A copy that shares nothing with the original, its machine included: for trying things out. */
export function cloneCampaignModel(model: CampaignModel): CampaignModel {
  return structuredClone(model)
}

/** Where it stands, from time and totals. All deadlines are half-open: at the deadline it is over. */
export function campaignState({ terms, now, raised, spent, isReleased, isCancelled }: CampaignModel): CampaignState {
  if (isReleased) return 'released'
  if (isCancelled) return 'failed'
  if (raised < terms.goal) return now < terms.deadline ? 'open' : 'failed'
  if (now < terms.releaseDeadline) return 'funded'
  // Work that was released in part: what was not is surplus.
  return spent === 0n ? 'failed' : 'released'
}

/**
 * Sets the clock, that of the machine too. Seconds since 1970.
 *
 * @throws {ClockBackwardsError}
 */
export function setClock(model: CampaignModel, timestamp: bigint): void {
  if (timestamp < model.now) throw new ClockBackwardsError(timestamp, model.now)
  model.now = timestamp
  if (model.inService) model.inService.now = timestamp
}

/** What an account has pledged: its weight in every decision. Token units. */
export function pledgedOf(model: CampaignModel, account: Account): bigint {
  return model.positions.get(keyOf(account))?.pledged ?? 0n
}

/** @throws {CampaignNotOpenError} */
export function requireOpen(model: CampaignModel): void {
  const state = campaignState(model)
  if (state !== 'open') throw new CampaignNotOpenError(state)
}

/** @throws {CampaignNotOverError} */
export function requireOver(model: CampaignModel): CampaignState {
  const state = campaignState(model)
  if (state !== 'failed' && state !== 'released') throw new CampaignNotOverError(state)
  return state
}

/**
 * Of somebody who pledged and was not paid back.
 *
 * @throws {PledgeMissingError}
 * @throws {RefundPaidAlreadyError}
 */
export function positionOf(model: CampaignModel, account: Account): Position {
  const position = model.positions.get(account)
  if (!position) throw new PledgeMissingError(account)
  if (position.isPaidBack) throw new RefundPaidAlreadyError(account)
  return position
}

/**
 * Whether a payment can go through: to be asked before anything changes.
 *
 * @throws {RecipientRefusedEthError}
 * @throws {CampaignBalanceTooLowError}
 */
export function checkSend(model: CampaignModel, recipient: Account, amount: bigint): void {
  if (amount === 0n) return
  if (model.refusing.has(recipient)) throw new RecipientRefusedEthError(recipient, amount)
  if (amount > model.balance) throw new CampaignBalanceTooLowError(model.balance, amount)
}

function termsOf(terms: CampaignTermsInput): CampaignTerms {
  const { goal, minPledge, maxPledge, deadline, releaseDeadline, objectionWindow, objectionBps, capBps } = terms
  return {
    end: terms.end,
    token: keyOf(terms.token),
    goal: BigInt(goal),
    minPledge: BigInt(minPledge),
    maxPledge: BigInt(maxPledge),
    deadline: BigInt(deadline),
    releaseDeadline: BigInt(releaseDeadline),
    objectionWindow: BigInt(objectionWindow),
    objectionBps: BigInt(objectionBps),
    capBps: BigInt(capBps),
    agreementHash: terms.agreementHash,
    initiator: keyOf(terms.initiator),
    custodian: isNobody(terms.custodian) ? '' : keyOf(terms.custodian),
    venture: keyOf(terms.venture),
  }
}
