import { ALL_DEBT_ENTRIES } from '../constants.ts'
import { owedTo as owedByEngine, previewClaim as previewOfEngine, takeOwed } from '../claims.ts'
import { ClaimBalanceTooLowError, ClaimRecipientInvalidError, TokenNotListedError } from '../errors.ts'
import { isNobody, keyOf } from '../keys.ts'
import { payeeOf } from '../moves.ts'
import { credit, distribute, sync as syncEngine, type SyncOutcome, unaccountedOf } from '../revenue.ts'
import { applyEquation } from '../rules.ts'
import { bookOf } from '../state.ts'
import type { Account, Token } from '../types.ts'
import { ClaimEthRefusedError, CoOwnerWithoutWalletError } from './errors.ts'
import { clone, coOwnerOf, isReleased, PAYBACK, paybackPool } from './state.ts'
import type { MachineModel } from './types.ts'

/** What a payment or sync set off. Token units. */
export type Flow = {
  /** Distributions in their order: of the token itself, then of all others where it released the machine. */
  syncs: SyncOutcome[]
  /** What the co-owners were paid back in all: given when it released the machine. */
  released?: bigint
}

/**
 * Shares what came in without an invoice by the equation in force. Whatever settles the payback is still shared by the first one, and
 * so is all that came before it, in other tokens too.
 *
 * @throws {TokenNotListedError}
 */
export function sync(model: MachineModel, token: Token): Flow {
  const outcome = syncEngine(model, token)
  if (!outcome.distribution) return { syncs: [outcome] }
  const { syncs, ...rest } = releaseIfPaidBack(model, outcome.token)
  return { syncs: [outcome, ...syncs], ...rest }
}

/** Shares all unmuted tokens. */
export function syncAll(model: MachineModel): Flow[] {
  return [...model.books.values()].filter(({ muted }) => !muted).map(({ token }) => sync(model, token))
}

/** The machine belongs to everyone once its co-owners are paid back. */
export function releaseIfPaidBack(model: MachineModel, token: Token): Flow {
  const { repaid, end } = paybackPool(model)
  if (isReleased(model) || token !== model.token || repaid !== end) return { syncs: [] }
  const others = [...model.books.values()].filter((book) => book.token !== token && !book.muted)
  const syncs = others.map((book) => syncEngine(model, book.token))
  applyEquation(model, model.equations[1])
  return { syncs, released: end }
}

/** What rounding left of the payback, once all co-owners have been paid. */
export type ClaimOutcome = {
  recipient: Account
  /** Per token of the claim, in its order. */
  amounts: bigint[]
  flows: Flow[]
  rested?: bigint
}

/**
 * Pays an account what it is owed: credits, and payback in the machine's own token; after sharing what has arrived. All or nothing.
 * Token units, rounded down.
 *
 * @param recipient as `claimTo`, by the account itself; default its payee, or the account
 * @throws {ClaimRecipientInvalidError} {TokenNotListedError} {CoOwnerWithoutWalletError} {ClaimEthRefusedError}
 * {ClaimBalanceTooLowError}
 */
export function claim(model: MachineModel, account: Account, tokens: readonly Token[], recipient?: Account): ClaimOutcome {
  const key = keyOf(account)
  const to = keyOf(recipient ?? payeeOf(model, key))
  if (recipient !== undefined && (isNobody(to) || to === model.venture)) throw new ClaimRecipientInvalidError(to)
  if (key === model.venture) throw new ClaimRecipientInvalidError(key)
  for (const token of tokens.map(keyOf)) {
    if (!model.books.has(token)) throw new TokenNotListedError(token)
  }

  const canFail = waits(model, key) || model.refusing.has(to) || tokens.some((token) => isShort(model, keyOf(token)))
  const before = canFail ? clone(model) : undefined
  try {
    const outcome: ClaimOutcome = { recipient: to, amounts: [], flows: [] }
    for (const token of tokens.map(keyOf)) {
      outcome.flows.push(sync(model, token))
      const { amount, rested } = takeBook(model, key, token)
      if (rested !== undefined) outcome.rested = rested
      send(model, token, to, amount)
      outcome.amounts.push(amount)
    }
    return outcome
  } catch (error) {
    // Pledges stay the campaign's own.
    if (before) Object.assign(model, before, { pledges: model.pledges })
    throw error
  }
}

/** What is sent to nobody's wallet is lost: payback waits until the account has one. */
function waits(model: MachineModel, account: Account): boolean {
  const { pledged, isSettled, isPlaceholder } = coOwnerOf(model, account)
  return pledged !== 0n && !isSettled && isPlaceholder && !model.payees.has(account)
}

/**
 * Takes what an account is owed out of the books: a claim without what comes before and after it.
 *
 * @throws {CoOwnerWithoutWalletError} its payback waits, and it has earned nothing besides
 */
export function takeBook(model: MachineModel, account: Account, token: Token): { amount: bigint; rested?: bigint } {
  const credits = takeOwed(model, account, token, [], ALL_DEBT_ENTRIES)
  if (token !== model.token) return { amount: credits }
  if (waits(model, account)) {
    if (credits === 0n) throw new CoOwnerWithoutWalletError(account)
    return { amount: credits }
  }
  const { due, rested } = takePayback(model, account)
  bookOf(model, token).accounted -= due
  return { amount: credits + due, ...(rested !== undefined && { rested }) }
}

/** One acceptance for all: pure pro rata of what was repaid. With the last co-owner what rounding left goes to the network. */
function takePayback(model: MachineModel, account: Account): { due: bigint; rested?: bigint } {
  const owner = coOwnerOf(model, account)
  if (owner.pledged === 0n || owner.isSettled) return { due: 0n }
  const { repaid, end } = paybackPool(model)
  const paid = paidBackOf(model, owner.pledged, repaid)
  const due = paid - owner.paid
  model.owners.set(account, { ...owner, paid, isSettled: repaid === end })
  if (repaid !== end) return { due }
  model.settled++
  model.settledSum += paid
  const rested = repaid - model.settledSum
  if (model.settled !== model.coOwners || rested === 0n) return { due }
  credit(model, model.token, model.network, rested)
  return { due, rested }
}

/** What a pledge is paid back of `repaid`, ever. Token units, rounded down. */
export function paidBackOf(model: MachineModel, pledged: bigint, repaid: bigint): bigint {
  return (pledged * repaid) / model.goal
}

/** What co-owners have open of what was repaid: their own, and what rounding holds back. Token units. */
export function paybackOf(model: MachineModel, account: Account): bigint {
  const { pledged, paid } = coOwnerOf(model, account)
  return paidBackOf(model, pledged, paybackPool(model).repaid) - paid
}

/**
 * What an account is owed by the books: credits and payback; without what arrived and wasn't shared yet, and without its deposit.
 *
 * @throws {TokenNotListedError}
 */
export function owedTo(model: MachineModel, account: Account, token: Token = model.token): bigint {
  const payback = keyOf(token) === model.token ? paybackOf(model, account) : 0n
  return owedByEngine(model, account, token) + payback
}

/** What a claim made now would pay, what just arrived included. Token units, rounded down; 0 for a token that isn't listed. */
export function previewClaim(model: MachineModel, account: Account, token: Token = model.token): bigint {
  const key = keyOf(token)
  const credits = previewOfEngine(model, account, key)
  if (key !== model.token) return credits
  const { equation, flows } = distribute(model, key, model.unreadable.has(key) ? 0n : unaccountedOf(model, key))
  const fed = flows[equation.lines.findIndex(({ pool }) => pool === PAYBACK)] ?? 0n
  const { pledged, paid } = coOwnerOf(model, account)
  return credits + paidBackOf(model, pledged, paybackPool(model).repaid + fed) - paid
}

/** Pays out, or throws and changes nothing. */
export function send(model: MachineModel, token: Token, recipient: Account, amount: bigint): void {
  if (amount === 0n) return
  if (model.refusing.has(recipient)) throw new ClaimEthRefusedError(recipient, amount)
  const balance = model.balances.get(token) ?? 0n
  if (amount > balance) throw new ClaimBalanceTooLowError(token, balance, amount)
  model.balances.set(token, balance - amount)
}

function isShort(model: MachineModel, token: Token): boolean {
  return (model.balances.get(token) ?? 0n) < bookOf(model, token).accounted
}
