import { checkEquation } from './checkEquation.ts'
import { MAX_POINTS } from './constants.ts'
import { normalizeEquation } from './equation.ts'
import { kindIndex } from './equity.ts'
import { ClockBackwardsError, PoolPointsTooManyError, WeightOfDebtError } from './errors.ts'
import { keyOf } from './keys.ts'
import { type SyncOutcome, syncAll } from './revenue.ts'
import { equityPoolOf, kindOf, poolOf } from './state.ts'
import type { Equation, Token, VentureModel } from './types.ts'

export type OpenPoolParameters =
  | { type: 'equity'; /** Seconds. Default 0. */ openingPeriod?: bigint }
  | { type: 'debt'; token: Token; /** Default 10,000: the principal. */ capBps?: number }

export type OpenKindParameters = {
  pool: number
  /** Equity: weight, points per smallest unit of quantity. Debt: price, token units per whole unit. */
  rate: bigint
  /** Quantities count 10^-decimals of the unit. Default 0. */
  decimals?: number
  /** Governance weight per smallest unit of quantity. Default 0. */
  voice?: bigint
}

/** Opens a pool. Its id is permanent; the first is 1. */
export function openPool(model: VentureModel, config: OpenPoolParameters): number {
  const id = model.pools.length + 1
  if (config.type === 'equity') {
    const { openingPeriod = 0n } = config
    model.pools.push({
      type: 'equity',
      id,
      openingPeriod,
      opensAt: 0n,
      firstPointsAt: 0n,
      points: 0n,
      j: new Map(),
      parked: new Map(),
    })
  } else {
    const { token, capBps = 10_000 } = config
    model.pools.push({ type: 'debt', id, token: keyOf(token), capBps, acceptances: [], end: 0n, repaid: 0n, queues: new Map() })
  }
  return id
}

/**
 * Opens a kind. Its id is permanent; the first is 0.
 *
 * @throws {PoolUnknownError}
 */
export function openKind(model: VentureModel, { pool, rate, decimals = 0, voice = 0n }: OpenKindParameters): number {
  const id = model.kinds.length
  const isDebt = poolOf(model, pool).type === 'debt'
  model.kinds.push({
    id,
    pool,
    decimals,
    closed: false,
    isDebt,
    voice,
    rate,
    units: 0n,
    holdings: new Map(),
    rests: new Map(),
    bases: new Map(),
    offsets: new Map(),
  })
  return id
}

/**
 * Closes a kind to new contributions. What it holds goes on earning.
 *
 * @throws {KindUnknownError}
 */
export function closeKind(model: VentureModel, kind: number): void {
  kindOf(model, kind).closed = true
}

/**
 * Re-prices all units of a kind for revenue to come, after distributing what has arrived; what has accrued stays as it is.
 *
 * @throws {KindUnknownError}
 * @throws {WeightOfDebtError}
 * @throws {PoolPointsTooManyError}
 */
export function reweigh(model: VentureModel, kind: number, weight: bigint): SyncOutcome[] {
  checkWeight(model, kind, weight)
  const syncs = syncAll(model)
  applyWeight(model, kind, weight)
  return syncs
}

/** `reweigh` without the distribution before it: for replaying a history. */
export function applyWeight(model: VentureModel, kindId: number, weight: bigint): void {
  const kind = kindOf(model, kindId)
  const pool = equityPoolOf(model, kind.pool)
  for (const token of model.books.keys()) {
    kind.bases.set(token, { base: kindIndex(model, kind, token), jAtBase: pool.j.get(token) ?? 0n })
  }
  pool.points += kind.units * (weight - kind.rate)
  kind.rate = weight
}

/**
 * Sets the next version of the equation. What arrived before runs through the one in force; what arrived before the first runs
 * through the first.
 *
 * @throws what `checkEquation` throws
 */
export function setEquation(model: VentureModel, equation: Equation): SyncOutcome[] {
  checkEquation(model, equation)
  const syncs = model.equation.version === 0 ? [] : syncAll(model)
  applyEquation(model, equation)
  return syncs
}

/** `setEquation` without checks and distribution: for replaying a history. */
export function applyEquation(model: VentureModel, equation: Equation): void {
  model.birthPools ??= model.pools.length
  model.equation = { version: model.equation.version + 1, ...normalizeEquation(equation) }
}

/** Lists a payout token, mutes it, or takes the mute back, after distributing what has arrived. */
export function setToken(model: VentureModel, token: Token, isMuted = false): SyncOutcome[] {
  const syncs = model.equation.version === 0 ? [] : syncAll(model)
  applyToken(model, token, isMuted)
  return syncs
}

/** `setToken` without the distribution before it: for replaying a history. */
export function applyToken(model: VentureModel, token: Token, muted: boolean): void {
  const key = keyOf(token)
  const book = model.books.get(key)
  if (book) book.muted = muted
  else model.books.set(key, { token: key, accounted: 0n, muted })
}

/** Lists a payout token. */
export function listToken(model: VentureModel, token: Token): SyncOutcome[] {
  return setToken(model, token)
}

/** Leaves a token out of automatic distribution, or takes it back in. Claims of it go on either way. */
export function muteToken(model: VentureModel, token: Token, isMuted = true): SyncOutcome[] {
  return setToken(model, token, isMuted)
}

/** Raises what the venture holds of a token: a sale, a gift, anything. Token units. */
export function receive(model: VentureModel, token: Token, amount: bigint): void {
  const key = keyOf(token)
  model.balances.set(key, (model.balances.get(key) ?? 0n) + amount)
}

/** Sets what the venture holds of a token, for tokens whose balances move by themselves. Token units. */
export function setBalance(model: VentureModel, token: Token, balance: bigint): void {
  model.balances.set(keyOf(token), balance)
}

/** Makes the balance of a token unreadable, or readable again: as long as it is, it is skipped. */
export function setReadable(model: VentureModel, token: Token, isReadable: boolean): void {
  if (isReadable) model.unreadable.delete(keyOf(token))
  else model.unreadable.add(keyOf(token))
}

/**
 * Sets the clock. Seconds since 1970.
 *
 * @throws {ClockBackwardsError}
 */
export function setClock(model: VentureModel, timestamp: bigint): void {
  if (timestamp < model.now) throw new ClockBackwardsError(timestamp, model.now)
  model.now = timestamp
}

function checkWeight(model: VentureModel, kindId: number, weight: bigint): void {
  const kind = kindOf(model, kindId)
  if (kind.isDebt) throw new WeightOfDebtError(kindId)
  const points = equityPoolOf(model, kind.pool).points + kind.units * (weight - kind.rate)
  if (points > MAX_POINTS) throw new PoolPointsTooManyError(kind.pool, points, MAX_POINTS)
}
