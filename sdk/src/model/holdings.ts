import { MAX_ACCOUNTED, MAX_DEBT_MONEY, MAX_POINTS, MAX_UNITS } from './constants.ts'
import { addDebtEntry, extendDebtLine, lengthOf, moneyOf, paidEver } from './debt.ts'
import { addOffset, enterHolding, kindIndex, kindIndices, lowerUnits } from './equity.ts'
import {
  DebtEntryUnknownError,
  DebtLineTooLongError,
  DebtMoneyOutOfBoundsError,
  KindIsClosedError,
  KindUnitsTooManyError,
  PoolPointsTooManyError,
  TotalExistsError,
  UnitsInsufficientError,
} from './errors.ts'
import { keyOf } from './keys.ts'
import { type SyncOutcome, credit, sync, syncAll } from './revenue.ts'
import { debtPoolOf, equityPoolOf, kindOf } from './state.ts'
import type { EquityPoolState, KindState, ModelEntry, Token, VentureModel } from './types.ts'

/** An equity pool whose points rose from zero. `opensAt`: seconds since 1970. */
export type PoolOpening = { pool: number; opensAt: bigint }

/**
 * Enters accepted contributions, after distributing what has arrived. All debt entries of one pool are one acceptance. An entry in
 * the venture's own name is the total of a large batch: its points count at once, `activateLeaves` says whose they are.
 *
 * @param entries sorted by kind, as a ledger wants them
 * @param batch id of a large batch
 * @throws {KindUnknownError}
 * @throws {KindIsClosedError}
 * @throws {KindUnitsTooManyError}
 * @throws {PoolPointsTooManyError}
 * @throws {DebtMoneyOutOfBoundsError} an entry that comes to nothing, or to more than 2^95 token units
 * @throws {DebtLineTooLongError}
 * @throws {TotalExistsError} the batch has a total of the kind already
 */
export function addUnits(
  model: VentureModel,
  entries: readonly ModelEntry[],
  batch = '',
): { syncs: SyncOutcome[]; openings: PoolOpening[] } {
  checkEntries(model, entries, batch)
  const syncs = syncAll(model)
  return { syncs, openings: enterUnits(model, entries, batch) }
}

/** `addUnits` without checks and distribution: for replaying a history. */
export function enterUnits(model: VentureModel, entries: readonly ModelEntry[], batch = ''): PoolOpening[] {
  const openings: PoolOpening[] = []
  const money = new Map<number, bigint>()
  let last: { kind: number; indices: ReadonlyMap<Token, bigint> } | undefined
  for (const { affiliate, kind: kindId, quantity } of entries) {
    const kind = kindOf(model, kindId)
    const account = keyOf(affiliate)
    if (kind.isDebt) {
      const pool = debtPoolOf(model, kind.pool)
      const entryMoney = moneyOf(quantity, kind.rate, kind.decimals)
      addDebtEntry(pool, account, { money: entryMoney, paid: 0n, acceptance: pool.acceptances.length })
      money.set(pool.id, (money.get(pool.id) ?? 0n) + entryMoney)
      continue
    }
    if (last?.kind !== kindId) last = { kind: kindId, indices: kindIndices(model, kind) }
    if (account === model.venture) {
      kind.rests.set(batch, { total: quantity, units: quantity, leaves: 0n, acceptedAt: new Map(last.indices) })
    } else enterHolding(kind, account, quantity, last.indices)
    kind.units += quantity
    const pool = equityPoolOf(model, kind.pool)
    if (addPoints(model, pool, quantity * kind.rate)) openings.push({ pool: pool.id, opensAt: pool.opensAt })
  }
  for (const [pool, sum] of [...money].sort(([a], [b]) => a - b)) extendDebtLine(debtPoolOf(model, pool), sum)
  return openings
}

/**
 * Takes units out, after distributing what has arrived; what they have earned stays owed.
 *
 * @throws {KindUnknownError}
 * @throws {UnitsInsufficientError}
 */
export function removeUnits(
  model: VentureModel,
  account: string,
  kind: number,
  quantity: bigint,
): { syncs: SyncOutcome[]; unitsLeft: bigint } {
  const units = kindOf(model, kind).holdings.get(keyOf(account)) ?? 0n
  if (quantity > units) throw new UnitsInsufficientError(account, kind, units, quantity)
  const syncs = syncAll(model)
  takeUnits(model, account, kind, quantity)
  return { syncs, unitsLeft: units - quantity }
}

/** `removeUnits` without checks and distribution: for replaying a history. */
export function takeUnits(model: VentureModel, account: string, kindId: number, quantity: bigint): void {
  const kind = kindOf(model, kindId)
  if (kind.isDebt || quantity === 0n) return
  const key = keyOf(account)
  for (const token of model.books.keys()) addOffset(kind, token, key, -quantity * kindIndex(model, kind, token))
  kind.holdings.set(key, (kind.holdings.get(key) ?? 0n) - quantity)
  lowerUnits(model, kind, quantity)
}

/**
 * Re-assigns a debt entry to the venture, after distributing what has arrived in its token. What accrued until now becomes a
 * credit of the account; from there on the entry is the venture's.
 *
 * @param index index of the entry in the account's queue
 * @throws {DebtEntryUnknownError} no such entry, re-assigned before, or the venture's own
 */
export function reassignDebt(
  model: VentureModel,
  pool: number,
  account: string,
  index: number,
): { syncs: SyncOutcome[]; money: bigint; credited: bigint } {
  const { token } = debtEntryOf(model, pool, account, index).pool
  const syncs = model.books.has(token) ? [sync(model, token)] : []
  return { syncs, ...applyReassignment(model, pool, account, index) }
}

/** `reassignDebt` without the distribution before it: for replaying a history. */
export function applyReassignment(
  model: VentureModel,
  poolId: number,
  account: string,
  index: number,
): { money: bigint; credited: bigint } {
  const { pool, entries, entry } = debtEntryOf(model, poolId, account, index)
  const { paid } = paidEver(pool, entry, pool.repaid)
  const credited = paid - entry.paid
  credit(model, pool.token, keyOf(account), credited)
  entries[index] = { money: 0n, paid: 0n, acceptance: entry.acceptance }
  addDebtEntry(pool, model.venture, { ...entry, paid })
  return { money: entry.money, credited }
}

function debtEntryOf(model: VentureModel, poolId: number, account: string, index: number) {
  const pool = model.pools[poolId - 1]
  const entries = pool?.type === 'debt' ? pool.queues.get(keyOf(account))?.entries : undefined
  const entry = entries?.[index]
  if (pool?.type !== 'debt' || !entries || !entry?.money || keyOf(account) === model.venture) {
    throw new DebtEntryUnknownError(poolId, account, index)
  }
  return { pool, entries, entry }
}

/** Returns whether the points rose from zero. */
function addPoints(model: VentureModel, pool: EquityPoolState, added: bigint): boolean {
  const isOpening = pool.points === 0n && added !== 0n
  if (isOpening) {
    pool.opensAt = model.now + pool.openingPeriod
    if (pool.firstPointsAt === 0n) pool.firstPointsAt = model.now
  }
  pool.points += added
  return isOpening
}

/** Everything that could refuse the entries, in the order of the contract: group by group of one kind, then the debt lines. */
function checkEntries(model: VentureModel, entries: readonly ModelEntry[], batch: string): void {
  const units = new Map<number, bigint>()
  const points = new Map<number, bigint>()
  const money = new Map<number, bigint>()
  entries.forEach(({ affiliate, kind: kindId, quantity }, i) => {
    const kind = kindOf(model, kindId)
    if (kind.closed) throw new KindIsClosedError(kindId)
    if (keyOf(affiliate) === model.venture && isTotalTwice(entries, i, kind, batch)) throw new TotalExistsError(batch, kindId)
    if (kind.isDebt) {
      const entryMoney = moneyOf(quantity, kind.rate, kind.decimals)
      if (entryMoney === 0n || entryMoney > MAX_DEBT_MONEY) {
        throw new DebtMoneyOutOfBoundsError(kind.pool, affiliate, entryMoney, MAX_DEBT_MONEY)
      }
      money.set(kind.pool, (money.get(kind.pool) ?? 0n) + entryMoney)
      return
    }
    units.set(kindId, (units.get(kindId) ?? 0n) + quantity)
    points.set(kind.pool, (points.get(kind.pool) ?? 0n) + quantity * kind.rate)
    if (entries[i + 1]?.kind !== kindId) checkGroup(model, kind, units.get(kindId) ?? 0n, points.get(kind.pool) ?? 0n)
  })
  for (const [poolId, sum] of [...money].sort(([a], [b]) => a - b)) {
    const pool = debtPoolOf(model, poolId)
    const end = pool.end + lengthOf(sum, pool.capBps)
    if (end > MAX_ACCOUNTED) throw new DebtLineTooLongError(poolId, end, MAX_ACCOUNTED)
  }
}

function isTotalTwice(entries: readonly ModelEntry[], index: number, kind: KindState, batch: string): boolean {
  const { affiliate } = entries[index] ?? {}
  return kind.rests.has(batch) || entries.slice(0, index).some((other) => other.kind === kind.id && other.affiliate === affiliate)
}

function checkGroup(model: VentureModel, kind: KindState, addedUnits: bigint, addedPoints: bigint): void {
  const units = kind.units + addedUnits
  if (units > MAX_UNITS) throw new KindUnitsTooManyError(kind.id, units, MAX_UNITS)
  const points = equityPoolOf(model, kind.pool).points + addedPoints
  if (points > MAX_POINTS) throw new PoolPointsTooManyError(kind.pool, points, MAX_POINTS)
}
