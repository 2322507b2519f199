import { ALL_DEBT_ENTRIES, MAX_ACCOUNTED, MAX_OWN_ENTRIES } from './constants.ts'
import { debtDue, debtTake } from './debt.ts'
import { runEquation } from './equation.ts'
import { perPoint } from './equity.ts'
import { keyOf } from './keys.ts'
import { bookOf, poolOf } from './state.ts'
import type { DebtPoolState, EquationVersion, EquityPoolState, PoolState, Token, VentureModel } from './types.ts'

/** A distribution worked out: what each line takes and where it ends. Token units. */
export type Distribution = {
  equation: EquationVersion
  amount: bigint
  /** What each line takes, the remainder last; together `amount`. */
  parts: bigint[]
  /** Paid to the venture's own debt entries: it goes on to the last pool line, and the rest to the remainder. */
  recovered: bigint
  /** Where all of it ends, line by line, the remainder last: the parts, and what was recovered. */
  flows: bigint[]
}

/** What a distribution, or the closing of a rest, did to an equity pool. */
export type EquityFeed = {
  pool: number
  /** Brought by it, token units. */
  fed: bigint
  /** Waited until now and went to the points with it, token units. */
  released: bigint
  /** What waits afterwards, token units. */
  parked: bigint
  /** How much the revenue per point grew, x 2^128; 0 where the money was parked. */
  growth: bigint
  points: bigint
}

/** How far a distribution moved the line of a debt pool, token units. */
export type DebtFeed = { pool: number; from: bigint; to: bigint }

/** What a sync did. `distribution` is missing where nothing was unaccounted. */
export type SyncOutcome = {
  token: Token
  /** Distributed, token units. */
  amount: bigint
  /** The balance could not be read; nothing was done. */
  isSkipped: boolean
  distribution?: Distribution
  equity: EquityFeed[]
  debt: DebtFeed[]
}

/** Says whether revenue of an equity pool goes to its points; else it is parked. */
export type IsOpen = (pool: EquityPoolState, token: Token) => boolean

/**
 * Distributes every unit of the balance beyond the books, by the equation and points in force.
 *
 * @throws {TokenNotListedError}
 */
export function sync(model: VentureModel, token: Token): SyncOutcome {
  const key = bookOf(model, token).token
  if (model.unreadable.has(key)) return { token: key, amount: 0n, isSkipped: true, equity: [], debt: [] }
  return commit(model, key, unaccountedOf(model, key), (pool) => isPoolOpen(model, pool))
}

/** Distributes all unmuted tokens, as everything does that could change a share. */
export function syncAll(model: VentureModel): SyncOutcome[] {
  return [...model.books.values()].filter(({ muted }) => !muted).map(({ token }) => sync(model, token))
}

/** Units that came in since the last distribution, as far as they fit into the books; 0 for a token that shrank. */
export function unaccountedOf(model: VentureModel, token: Token): bigint {
  const { accounted } = bookOf(model, token)
  const beyond = (model.balances.get(keyOf(token)) ?? 0n) - accounted
  const room = MAX_ACCOUNTED - accounted
  return beyond < 0n ? 0n : beyond < room ? beyond : room
}

/** Revenue goes to the points of a pool that has any and has opened. */
export function isPoolOpen(model: VentureModel, pool: EquityPoolState): boolean {
  return pool.points !== 0n && model.now >= pool.opensAt
}

/** Works a distribution out; nothing changes. */
export function distribute(model: VentureModel, token: Token, amount: bigint): Distribution {
  const key = keyOf(token)
  const { equation } = model
  const rooms = equation.lines.map(({ pool }) => (pool ? roomOf(poolOf(model, pool), key) : undefined))
  const parts = runEquation(equation.lines, amount, rooms)

  // What the venture's own debt entries are paid goes on to the last pool line, not through account lines again.
  let recovered = 0n
  equation.lines.forEach(({ pool: id }, i) => {
    const pool = id ? poolOf(model, id) : undefined
    if (pool?.type !== 'debt' || pool.token !== key) return
    recovered += debtDue(model, pool, model.venture, parts[i] ?? 0n, MAX_OWN_ENTRIES)
  })
  const flows = [...parts]
  const last = equation.lines.findLastIndex(({ pool }) => pool)
  const room = rooms[last] === undefined ? recovered : (rooms[last] ?? 0n) - (parts[last] ?? 0n)
  const taken = recovered < room ? recovered : room
  if (taken !== 0n) flows[last] = (flows[last] ?? 0n) + taken
  flows[parts.length - 1] = (flows[parts.length - 1] ?? 0n) + recovered - taken
  return { equation, amount, parts, recovered, flows }
}

/**
 * Distributes `amount` and puts what is parked where it belongs; `sync` with the amount given. Replaying a history calls it with
 * what the events say.
 */
export function commit(model: VentureModel, token: Token, amount: bigint, isOpen: IsOpen): SyncOutcome {
  const book = bookOf(model, token)
  const outcome: SyncOutcome = { token: book.token, amount, isSkipped: false, equity: [], debt: [] }
  const distribution = amount === 0n ? undefined : distribute(model, book.token, amount)
  const fed = new Map<number, bigint>()
  if (distribution) {
    outcome.distribution = distribution
    const { equation, parts, flows } = distribution
    equation.lines.forEach(({ account, pool }, i) => {
      if (!pool) return credit(model, book.token, account ?? '', flows[i] ?? 0n)
      fed.set(pool, flows[i] ?? 0n)
      const own = poolOf(model, pool)
      if (own.type !== 'debt' || own.token !== book.token) return
      debtTake(model, own, model.venture, parts[i] ?? 0n, MAX_OWN_ENTRIES)
    })
    credit(model, book.token, equation.remainder, flows.at(-1) ?? 0n)
  }
  for (const pool of model.pools) {
    const amountFed = fed.get(pool.id) ?? 0n
    if (pool.type === 'equity') outcome.equity.push(...feedEquity(pool, book.token, amountFed, isOpen))
    else feedDebt(pool, amountFed, outcome)
  }
  book.accounted += amount
  return outcome
}

/** Adds to what an account is owed apart from equity and debt entries. Token units. */
export function credit(model: VentureModel, token: Token, account: string, amount: bigint): void {
  if (amount === 0n) return
  const credits = model.credits.get(token) ?? new Map<string, bigint>()
  model.credits.set(token, credits)
  credits.set(account, (credits.get(account) ?? 0n) + amount)
}

/** What each line would take of `amount`, the remainder last. Token units. */
export function previewDistribution(model: VentureModel, token: Token, amount: bigint): bigint[] {
  return distribute(model, token, amount < MAX_ACCOUNTED ? amount : MAX_ACCOUNTED).parts
}

/** What the venture's own entries were repaid and no distribution has passed on yet. Token units. */
export function recoverableOf(model: VentureModel, token: Token): bigint {
  const key = keyOf(token)
  const pools = model.pools.filter((pool) => pool.type === 'debt').filter((pool) => pool.token === key)
  return pools.reduce((sum, pool) => sum + debtDue(model, pool, model.venture, 0n, ALL_DEBT_ENTRIES), 0n)
}

/** What a line can take at most: a debt pool what is outstanding in its token. */
function roomOf(pool: PoolState, token: Token): bigint | undefined {
  if (pool.type === 'equity') return undefined
  return pool.token === token ? pool.end - pool.repaid : 0n
}

function feedDebt(pool: DebtPoolState, fed: bigint, outcome: SyncOutcome): void {
  if (fed === 0n) return
  outcome.debt.push({ pool: pool.id, from: pool.repaid, to: pool.repaid + fed })
  pool.repaid += fed
}

/** Brings money, and what is parked, to the points of an equity pool, or parks it. Returns what it did, if anything. */
export function feedEquity(pool: EquityPoolState, token: Token, fed: bigint, isOpen: IsOpen): EquityFeed[] {
  const waiting = pool.parked.get(token) ?? 0n
  if (fed === 0n && waiting === 0n) return []
  if (isOpen(pool, token)) {
    const growth = perPoint(fed + waiting, pool.points)
    pool.j.set(token, (pool.j.get(token) ?? 0n) + growth)
    pool.parked.delete(token)
    return [{ pool: pool.id, fed, released: waiting, parked: 0n, growth, points: pool.points }]
  }
  if (fed === 0n) return []
  pool.parked.set(token, waiting + fed)
  return [{ pool: pool.id, fed, released: 0n, parked: waiting + fed, growth: 0n, points: pool.points }]
}
