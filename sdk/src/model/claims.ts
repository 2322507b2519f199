import { ALL_DEBT_ENTRIES } from './constants.ts'
import { debtDue, debtTake } from './debt.ts'
import { perPoint, rawOf, takeEquity, wholeUnits } from './equity.ts'
import { ClaimBalanceTooLowError, ClaimRecipientInvalidError, KindsNotAscendingError } from './errors.ts'
import { keyOf } from './keys.ts'
import { payeeOf } from './moves.ts'
import { earnedByRests } from './rests.ts'
import { type Distribution, type SyncOutcome, distribute, isPoolOpen, recoverableOf, sync, unaccountedOf } from './revenue.ts'
import { accountsOf, bookOf, cloneVentureModel, equityPoolOf, kindOf } from './state.ts'
import type { Account, KindState, Token, VentureModel } from './types.ts'

/** Per token of the claim, in its order. */
export type ClaimOutcome = {
  amounts: bigint[]
  syncs: SyncOutcome[]
  /** Who was paid: whoever the account is now, or that one's payee. */
  recipient: Account
}

/**
 * Pays an account what it is owed: equity of the named kinds, credits of account lines, debts; after distributing what has arrived
 * in these tokens. All or nothing. Token units, rounded down once per token.
 *
 * @param kinds ascending; a kind left out is left for later
 * @param maxDebtEntries debt entries walked at most, per pool
 * @throws {ClaimRecipientInvalidError} the venture itself
 * @throws {KindsNotAscendingError}
 * @throws {KindUnknownError}
 * @throws {TokenNotListedError}
 * @throws {ClaimBalanceTooLowError} a token shrank so far that it can't be paid
 */
export function claim(
  model: VentureModel,
  account: string,
  tokens: readonly Token[],
  kinds: readonly number[] = allKinds(model),
  maxDebtEntries: bigint = ALL_DEBT_ENTRIES,
): ClaimOutcome {
  const key = keyOf(account)
  if (key === model.venture) throw new ClaimRecipientInvalidError(account)
  const books = tokens.map((token) => bookOf(model, token))
  const kindStates = tokens.length === 0 ? [] : kindsOf(model, kinds)

  const canFallShort = books.some(({ token, accounted }) => (model.balances.get(token) ?? 0n) < accounted)
  const before = canFallShort ? cloneVentureModel(model) : undefined
  try {
    const steps = books.map(({ token }) => {
      const outcome = sync(model, token)
      const amount = takeOwed(model, key, token, kindStates, maxDebtEntries)
      const balance = model.balances.get(token) ?? 0n
      if (amount > balance) throw new ClaimBalanceTooLowError(token, balance, amount)
      if (amount !== 0n) model.balances.set(token, balance - amount)
      return { outcome, amount }
    })
    const [amounts, syncs] = [steps.map(({ amount }) => amount), steps.map(({ outcome }) => outcome)]
    return { amounts, syncs, recipient: payeeOf(model, key) }
  } catch (error) {
    if (before) Object.assign(model, before)
    throw error
  }
}

/**
 * Takes what an account is owed out of the books: a claim without the distribution before it and the transfer after it. Token
 * units, rounded down.
 */
export function takeOwed(
  model: VentureModel,
  account: string,
  token: Token,
  kinds: readonly KindState[],
  maxDebtEntries: bigint,
): bigint {
  let amount = takeEquity(model, account, token, kinds)
  const credits = model.credits.get(token)
  amount += credits?.get(account) ?? 0n
  if (credits?.get(account)) credits.set(account, 0n)
  for (const pool of model.pools) {
    if (pool.type === 'debt' && pool.token === token) amount += debtTake(model, pool, account, 0n, maxDebtEntries)
  }
  bookOf(model, token).accounted -= amount
  return amount
}

/**
 * What a claim made now would pay, revenue that just arrived included. Walks all debt entries. Token units, rounded down; 0 for a
 * token that isn't listed.
 *
 * @param kinds ascending; default all
 * @throws {KindsNotAscendingError}
 * @throws {KindUnknownError}
 */
export function previewClaim(
  model: VentureModel,
  account: string,
  token: Token,
  kinds: readonly number[] = allKinds(model),
): bigint {
  const key = keyOf(token)
  checkAscending(kinds)
  if (!model.books.has(key)) return 0n
  const kindStates = kindsOf(model, kinds)
  const isReadable = !model.unreadable.has(key)
  const unaccounted = isReadable ? unaccountedOf(model, key) : 0n
  const distribution = unaccounted === 0n ? undefined : distribute(model, key, unaccounted)
  return owed(model, keyOf(account), key, kindStates, distribution, isReadable)
}

/**
 * What an account is owed by the books: equity of all kinds, credits, debts; without what arrived and wasn't distributed yet. Token
 * units, rounded down.
 *
 * @throws {TokenNotListedError}
 */
export function owedTo(model: VentureModel, account: string, token: Token): bigint {
  const key = bookOf(model, token).token
  return owed(model, keyOf(account), key, kindsOf(model, allKinds(model)), undefined, false)
}

/** What is parked of a token in all equity pools. Token units. */
export function parkedOf(model: VentureModel, token: Token): bigint {
  return model.pools.reduce((sum, pool) => sum + (pool.type === 'equity' ? (pool.parked.get(keyOf(token)) ?? 0n) : 0n), 0n)
}

/**
 * What rounding holds back: accounted for, owed to nobody, not earned by the rest of a large batch, and neither parked nor on its way
 * from the venture's own debt entries. Token units; below 1 per account, rest, closing, debt entry and
 * distribution.
 *
 * @throws {TokenNotListedError}
 */
export function heldBack(model: VentureModel, token: Token): bigint {
  const owedToAll = accountsOf(model).reduce((sum, account) => sum + owedTo(model, account, token), 0n)
  const waiting = parkedOf(model, token) + recoverableOf(model, token) + earnedByRests(model, token)
  return bookOf(model, token).accounted - owedToAll - waiting
}

/**
 * The kinds with these ids.
 *
 * @throws {KindsNotAscendingError}
 * @throws {KindUnknownError}
 */
export function kindsOf(model: VentureModel, kinds: readonly number[]): KindState[] {
  checkAscending(kinds)
  return kinds.map((kind) => kindOf(model, kind))
}

function checkAscending(kinds: readonly number[]): void {
  kinds.forEach((kind, i) => {
    const previous = kinds[i - 1]
    if (previous !== undefined && kind <= previous) throw new KindsNotAscendingError(i, kind)
  })
}

function owed(
  model: VentureModel,
  account: string,
  token: Token,
  kinds: readonly KindState[],
  distribution: Distribution | undefined,
  releasesParked: boolean,
): bigint {
  const flowTo = (pool: number) =>
    distribution?.equation.lines.reduce((sum, line, i) => sum + (line.pool === pool ? (distribution.flows[i] ?? 0n) : 0n), 0n) ??
    0n

  let raw = 0n
  for (const kind of kinds) {
    if (kind.isDebt) continue
    const pool = equityPoolOf(model, kind.pool)
    const arriving = flowTo(pool.id) + (pool.parked.get(token) ?? 0n)
    const growth = releasesParked && isPoolOpen(model, pool) ? perPoint(arriving, pool.points) : 0n
    raw += rawOf(model, account, token, kind, growth)
  }
  let amount = wholeUnits(raw) + (model.credits.get(token)?.get(account) ?? 0n)
  distribution?.equation.lines.forEach((line, i) => {
    if (line.account === account) amount += distribution.flows[i] ?? 0n
  })
  if (distribution?.equation.remainder === account) amount += distribution.flows.at(-1) ?? 0n
  for (const pool of model.pools) {
    if (pool.type !== 'debt' || pool.token !== token) continue
    amount += debtDue(model, pool, account, flowTo(pool.id), ALL_DEBT_ENTRIES)
  }
  return amount
}

function allKinds(model: VentureModel): number[] {
  return model.kinds.map(({ id }) => id)
}
