import { ModelError } from '../errors.ts'
import { keyOf } from '../keys.ts'
import { receive as receiveInMachine } from '../rules.ts'
import type { Account } from '../types.ts'
import { RefundNothingError } from './errors.ts'
import { campaignState, checkSend, positionOf, requireOver } from './state.ts'
import type { CampaignModel } from './types.ts'

/** What went on to machine, venture or network; nothing where `amount` is 0. Token units. */
export type PassOnOutcome = { recipient: Account; amount: bigint }
export type RefundOutcome = { recipient: Account; amount: bigint; passedOn?: PassOnOutcome }

/**
 * Pays an account back: all it pledged where the campaign failed, its part of the surplus where it was released. Anyone, for anyone,
 * once each. With the last pledger what is left goes on. Token units, rounded down.
 *
 * @throws {CampaignNotOverError} {PledgeMissingError} {RefundPaidAlreadyError} {RefundNothingError} {RecipientRefusedEthError}
 */
export function refund(model: CampaignModel, account: Account): RefundOutcome {
  requireOver(model)
  const key = keyOf(account)
  const { refundTo: recipient } = positionOf(model, key)
  // Where all was spent nobody has anything to come.
  if (model.spent === model.raised) throw new RefundNothingError(account)
  const amount = refundOf(model, key)
  checkSend(model, recipient, amount)

  payBack(model, key, amount)
  model.balance -= amount
  return { recipient, amount, ...(model.unpaid === 0n && { passedOn: passOn(model) }) }
}

/** Pays many back, each on its own. Says which went through. */
export function refundBatch(model: CampaignModel, accounts: readonly Account[]): (RefundOutcome | ModelError)[] {
  return accounts.map((account) => {
    try {
      return refund(model, account)
    } catch (error) {
      if (error instanceof ModelError) return error
      throw error
    }
  })
}

/** `refund` without checks and money: for replaying a history. */
export function payBack(model: CampaignModel, account: Account, amount: bigint): void {
  const position = model.positions.get(account)
  if (position) position.isPaidBack = true
  model.paidBack += amount
  model.unpaid--
}

/** What `refund` would pay an account now; nothing before the campaign is over. Token units, rounded down. */
export function refundOf(model: CampaignModel, account: Account): bigint {
  const state = campaignState(model)
  const position = model.positions.get(keyOf(account))
  if (!position || position.isPaidBack || state === 'open' || state === 'funded') return 0n
  if (state === 'failed') return position.pledged
  return (position.pledged * (model.raised - model.spent)) / model.raised
}

/** What pledgers can still be paid, rounding included; it stays. Token units. */
export function owedToPledgers(model: CampaignModel): bigint {
  if (model.unpaid === 0n) return 0n
  return model.raised - model.paidBack - model.spent
}

/**
 * Sends what belongs to no pledger, rounding and donations, to the machine, or else to the venture or network. A recipient that
 * refuses gets it another time.
 *
 * @throws {CampaignNotOverError}
 */
export function passOn(model: CampaignModel): PassOnOutcome {
  requireOver(model)
  const isMachine = model.terms.end === 'machine' && model.isReleased
  const recipient = isMachine ? model.machine : model.terms.venture
  const beyond = model.balance - owedToPledgers(model)
  if (beyond <= 0n || model.refusing.has(recipient)) return { recipient, amount: 0n }
  model.balance -= beyond
  if (isMachine && model.inService) receiveInMachine(model.inService, model.terms.token, beyond)
  return { recipient, amount: beyond }
}

/** Where all was spent nobody has anything to come, and donations go on at once. */
export function settleWithoutSurplus(model: CampaignModel): PassOnOutcome | undefined {
  if (model.spent !== model.raised) return undefined
  model.unpaid = 0n
  return passOn(model)
}

/** A donation, or ETH that is forced in: what the campaign holds rises, what anybody is owed doesn't. Token units. */
export function receive(model: CampaignModel, amount: bigint): void {
  model.balance += amount
}
