import { isNobody, keyOf } from '../keys.ts'
import type { Account } from '../types.ts'
import {
  CampaignInitiatorOnlyError,
  PledgeAboveMaximumError,
  PledgeAccountInvalidError,
  PledgeAgreementWrongError,
  PledgeBelowMinimumError,
  PledgeRefundToDiffersError,
  PledgeRefundToInvalidError,
  PledgeTakesFeeError,
  UnpledgeOutOfBoundsError,
} from './errors.ts'
import { checkSend, positionOf, requireOpen } from './state.ts'
import type { CampaignModel, Position } from './types.ts'

export type PledgeParameters = {
  account: Account
  /** Token units offered. Never more than the goal is taken. */
  amount: bigint
  /** Whose money it is. Default: the account's own. */
  payer?: Account
  /** Where the money goes back to. Default: the account, or as it has set before. */
  refundTo?: Account
  /** Somebody without a wallet yet. Counts with the first pledge. */
  isPlaceholder?: boolean
  /** Default: the campaign's own. */
  agreementHash?: string
  /** What arrives of what is taken, where the token takes a fee. */
  received?: bigint
}

/**
 * Pledges; what is not taken stays with the payer. Token units.
 *
 * @returns what was taken
 * @throws {CampaignNotOpenError} {PledgeAccountInvalidError} {PledgeAgreementWrongError} {PledgeBelowMinimumError}
 * {PledgeAboveMaximumError} {PledgeRefundToInvalidError} {PledgeRefundToDiffersError} {PledgeTakesFeeError}
 */
export function pledge(model: CampaignModel, parameters: PledgeParameters): bigint {
  const { goal, minPledge, maxPledge, agreementHash: expected } = model.terms
  const { amount, agreementHash = expected, isPlaceholder = false } = parameters
  const account = keyOf(parameters.account)
  const payer = keyOf(parameters.payer ?? account)
  const refundTo = isNobody(parameters.refundTo) ? undefined : keyOf(parameters.refundTo ?? '')
  if (isNobody(account) || account === model.campaign || account === model.machine) throw new PledgeAccountInvalidError(account)
  if (isPlaceholder && payer === account) throw new PledgeAccountInvalidError(account)
  // Money can't go back to somebody without a wallet.
  if (isPlaceholder && (!refundTo || refundTo === account)) throw new PledgeRefundToInvalidError(refundTo ?? '')
  if (agreementHash !== expected) throw new PledgeAgreementWrongError(agreementHash, expected)
  requireOpen(model)

  const position = model.positions.get(account)
  const room = goal - model.raised
  const taken = amount < room ? amount : room
  const pledged = (position?.pledged ?? 0n) + taken
  if (taken === 0n || (pledged < minPledge && taken !== room)) throw new PledgeBelowMinimumError(pledged, minPledge)
  if (pledged > maxPledge) throw new PledgeAboveMaximumError(pledged, maxPledge)
  const next = refundToOf(model, payer, account, refundTo, position)
  const { received = taken } = parameters
  if (received !== taken) throw new PledgeTakesFeeError(received, taken)

  const isOwn = payer === account
  const hasChosen = isOwn || (position?.hasChosen ?? false)
  const isNobodys = isPlaceholder || (position?.isPlaceholder ?? false)
  enterPledge(model, account, taken, { refundTo: next, isPlaceholder: isNobodys && !hasChosen, hasChosen })
  model.balance += taken
  return taken
}

/** `pledge` without checks and money: for replaying a history. */
export function enterPledge(
  model: CampaignModel,
  account: Account,
  taken: bigint,
  said: Omit<Position, 'pledged' | 'isPaidBack'>,
): void {
  const pledged = (model.positions.get(account)?.pledged ?? 0n) + taken
  if (!model.positions.has(account)) model.unpaid++
  model.positions.set(account, { ...said, pledged, isPaidBack: false })
  model.raised += taken
}

/**
 * Takes a pledge back, or a part of it, while the campaign is open. It goes to where refunds go.
 *
 * @returns who was paid
 * @throws {CampaignNotOpenError} {PledgeMissingError} {UnpledgeOutOfBoundsError} {RecipientRefusedEthError}
 */
export function unpledge(model: CampaignModel, account: Account, amount: bigint): Account {
  requireOpen(model)
  const key = keyOf(account)
  const { pledged, refundTo } = positionOf(model, key)
  const { minPledge } = model.terms
  if (amount === 0n || amount > pledged || (amount !== pledged && pledged - amount < minPledge)) {
    throw new UnpledgeOutOfBoundsError(amount, pledged, minPledge)
  }
  checkSend(model, refundTo, amount)

  takePledge(model, key, amount)
  model.balance -= amount
  return refundTo
}

/** `unpledge` without checks and money: for replaying a history. */
export function takePledge(model: CampaignModel, account: Account, amount: bigint): void {
  const position = model.positions.get(account)
  if (!position) return
  position.pledged -= amount
  position.isPlaceholder = false
  model.raised -= amount
  if (position.pledged !== 0n) return
  model.positions.delete(account)
  model.unpaid--
}

/**
 * Names where an account's refund or surplus goes. The account itself.
 *
 * @throws {PledgeRefundToInvalidError} {PledgeMissingError} {RefundPaidAlreadyError}
 */
export function setRefundTo(model: CampaignModel, account: Account, refundTo: Account): void {
  const key = keyOf(refundTo)
  if (isNobody(key) || key === model.campaign) throw new PledgeRefundToInvalidError(refundTo)
  const position = positionOf(model, keyOf(account))
  enterRefundTo(position, key)
}

/** `setRefundTo` without checks: for replaying a history. */
export function enterRefundTo(position: Position, refundTo: Account): void {
  position.refundTo = refundTo
  position.isPlaceholder = false
  position.hasChosen = true
}

/**
 * Ends the campaign while it is open. The initiator alone.
 *
 * @throws {CampaignInitiatorOnlyError} {CampaignNotOpenError}
 */
export function cancel(model: CampaignModel, caller: Account): void {
  const { initiator } = model.terms
  if (keyOf(caller) !== initiator) throw new CampaignInitiatorOnlyError(caller, initiator)
  requireOpen(model)
  model.isCancelled = true
}

/**
 * The account itself decides where its money goes back to. Others say so with its first pledge only, and what they said binds nobody:
 * an own pledge brings the money back to the account unless it says or has said otherwise, and a pledge by others has to name what
 * they said again.
 */
function refundToOf(
  model: CampaignModel,
  payer: Account,
  account: Account,
  refundTo: Account | undefined,
  position: Position | undefined,
): Account {
  if (refundTo === model.campaign) throw new PledgeRefundToInvalidError(refundTo)
  const wanted = refundTo ?? (position?.hasChosen ? position.refundTo : account)
  if (position && payer !== account && wanted !== position.refundTo) {
    throw new PledgeRefundToDiffersError(account, wanted, position.refundTo)
  }
  return wanted
}
