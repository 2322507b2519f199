import { KindUnknownError, PoolUnknownError, TokenNotListedError } from './errors.ts'
import { keyOf } from './keys.ts'
import type { DebtPoolState, EquityPoolState, KindState, PoolState, Token, TokenBook, VentureModel } from './types.ts'

export type CreateVentureModelParameters = {
  /** The venture's own account. */
  venture?: string
  /** Seconds since 1970. */
  now?: bigint
  contributorsFloorBps?: number
  /** Pools of birth, for the contributors' floor. Default: those open when the first equation is set. */
  birthPools?: number
}

/** A venture without pools, kinds, tokens and equation. */
export function createVentureModel({
  venture = 'venture',
  now = 0n,
  contributorsFloorBps = 0,
  birthPools,
}: CreateVentureModelParameters = {}): VentureModel {
  return {
    venture: keyOf(venture),
    now,
    contributorsFloorBps,
    birthPools,
    pools: [],
    kinds: [],
    equation: { version: 0, lines: [], remainder: '' },
    books: new Map(),
    balances: new Map(),
    unreadable: new Set(),
    credits: new Map(),
    payees: new Map(),
    successors: new Map(),
  }
}

/** A copy that shares nothing with the original: for trying things out. */
export function cloneVentureModel(model: VentureModel): VentureModel {
  return structuredClone(model)
}

/** @throws {PoolUnknownError} */
export function poolOf(model: VentureModel, id: number): PoolState {
  const pool = model.pools[id - 1]
  if (!pool) throw new PoolUnknownError(id, model.pools.length)
  return pool
}

/** @throws {PoolUnknownError} no pool, or a debt pool */
export function equityPoolOf(model: VentureModel, id: number): EquityPoolState {
  const pool = poolOf(model, id)
  if (pool.type !== 'equity') throw new PoolUnknownError(id, model.pools.length, 'equity')
  return pool
}

/** @throws {PoolUnknownError} no pool, or an equity pool */
export function debtPoolOf(model: VentureModel, id: number): DebtPoolState {
  const pool = poolOf(model, id)
  if (pool.type !== 'debt') throw new PoolUnknownError(id, model.pools.length, 'debt')
  return pool
}

/** @throws {KindUnknownError} */
export function kindOf(model: VentureModel, id: number): KindState {
  const kind = model.kinds[id]
  if (!kind) throw new KindUnknownError(id, model.kinds.length)
  return kind
}

/** @throws {TokenNotListedError} */
export function bookOf(model: VentureModel, token: Token): TokenBook {
  const book = model.books.get(keyOf(token))
  if (!book) throw new TokenNotListedError(token)
  return book
}

/** Units of an account in a kind, smallest units of quantity. */
export function unitsOf(model: VentureModel, account: string, kind: number): bigint {
  return kindOf(model, kind).holdings.get(keyOf(account)) ?? 0n
}

/** What is left of the total of a large batch in a kind, for leaves to be activated. Smallest units of quantity. */
export function restOf(model: VentureModel, batch: string, kind: number): bigint {
  return model.kinds[kind]?.rests.get(batch)?.units ?? 0n
}

/** What was activated of the total of a large batch in a kind, or closed, and by how many leaves. */
export function activatedOf(model: VentureModel, batch: string, kind: number): { units: bigint; leaves: bigint } {
  const rest = model.kinds[kind]?.rests.get(batch)
  return { units: rest ? rest.total - rest.units : 0n, leaves: rest?.leaves ?? 0n }
}

/** Points of an account in an equity pool. */
export function pointsOf(model: VentureModel, account: string, pool: number): bigint {
  let points = 0n
  for (const kind of model.kinds) {
    if (kind.pool === pool && !kind.isDebt) points += (kind.holdings.get(keyOf(account)) ?? 0n) * kind.rate
  }
  return points
}

/** Accounts that ever had units, entries or a credit; the venture itself is left out. */
export function accountsOf(model: VentureModel): string[] {
  const accounts = new Set<string>()
  for (const kind of model.kinds) for (const account of kind.holdings.keys()) accounts.add(account)
  for (const credits of model.credits.values()) for (const account of credits.keys()) accounts.add(account)
  for (const pool of model.pools) {
    if (pool.type === 'debt') for (const account of pool.queues.keys()) accounts.add(account)
  }
  accounts.delete(model.venture)
  return [...accounts]
}
