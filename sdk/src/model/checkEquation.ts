import { BPS, MAX_LINES } from './constants.ts'
import { runEquation } from './equation.ts'
import {
  EquationDebtLeftOutError,
  EquationDebtShareLoweredError,
  EquationEquityLeftOutError,
  EquationFloorMissedError,
  EquationGrossShareTooHighError,
  EquationLineTargetInvalidError,
  EquationPoolTwiceError,
  EquationPoolUnknownError,
  EquationRemainderInvalidError,
  EquationShareTooHighError,
  EquationTooLongError,
} from './errors.ts'
import { isNobody, keyOf } from './keys.ts'
import { poolOf } from './state.ts'
import type { Equation, EquationLine, VentureModel } from './types.ts'

/** Whole numbers of bps are what an equation does to this amount. */
const SAMPLE = BPS

/**
 * Refuses an equation the venture could not take now, as a notice board does, in the same order.
 *
 * @throws {EquationTooLongError} more than 16 lines, the remainder included
 * @throws {EquationShareTooHighError} a share above 10,000 bps
 * @throws {EquationLineTargetInvalidError} a line without target, with two, or to the venture itself
 * @throws {EquationPoolUnknownError}
 * @throws {EquationPoolTwiceError}
 * @throws {EquationGrossShareTooHighError} gross shares above 10,000 bps in sum
 * @throws {EquationRemainderInvalidError} no remainder, or the venture itself
 * @throws {EquationFloorMissedError} with all debts settled the pools of birth get less than the contributors' floor
 * @throws {EquationEquityLeftOutError} a pool with points has no line
 * @throws {EquationDebtLeftOutError} a pool with anything outstanding has no line
 * @throws {EquationDebtShareLoweredError} with all debts open such a pool gets less of 10,000 than now
 */
export function checkEquation(model: VentureModel, { lines, remainder }: Equation): void {
  checkLines(model, lines, remainder)
  checkFloor(model, lines)
  checkPools(model, lines)
}

function checkLines(model: VentureModel, lines: readonly EquationLine[], remainder: string): void {
  if (lines.length + 1 > MAX_LINES) throw new EquationTooLongError(lines.length + 1, MAX_LINES)
  const seen = new Set<number>()
  let grossBps = 0
  lines.forEach(({ account, pool, basis, shareBps }, i) => {
    if (shareBps > Number(BPS)) throw new EquationShareTooHighError(i, shareBps, Number(BPS))
    if (basis === 'gross') grossBps += shareBps
    if (isNobody(account) === !pool || (account && keyOf(account) === model.venture)) {
      throw new EquationLineTargetInvalidError(i, account, pool)
    }
    if (!pool) return
    if (pool > model.pools.length) throw new EquationPoolUnknownError(i, pool, model.pools.length)
    if (seen.has(pool)) throw new EquationPoolTwiceError(i, pool)
    seen.add(pool)
  })
  if (grossBps > Number(BPS)) throw new EquationGrossShareTooHighError(grossBps, Number(BPS))
  if (isNobody(remainder) || keyOf(remainder) === model.venture) throw new EquationRemainderInvalidError(remainder)
}

function checkFloor(model: VentureModel, lines: readonly EquationLine[]): void {
  const birthPools = model.birthPools ?? model.pools.length
  const rooms = lines.map(({ pool }) => (pool && poolOf(model, pool).type === 'debt' ? 0n : undefined))
  const parts = runEquation(lines, SAMPLE, rooms)
  let toContributors = 0n
  lines.forEach(({ pool }, i) => {
    if (pool && pool <= birthPools) toContributors += parts[i] ?? 0n
  })
  if (toContributors < BigInt(model.contributorsFloorBps)) {
    throw new EquationFloorMissedError(Number(toContributors), model.contributorsFloorBps)
  }
}

function checkPools(model: VentureModel, lines: readonly EquationLine[]): void {
  const shares = openDebtShares(lines)
  const before = openDebtShares(model.equation.lines)
  for (const pool of model.pools) {
    const share = shares.get(pool.id)
    if (pool.type === 'equity') {
      if (pool.points !== 0n && share === undefined) throw new EquationEquityLeftOutError(pool.id, pool.points)
      continue
    }
    const outstanding = pool.end - pool.repaid
    if (outstanding === 0n) continue
    if (share === undefined) throw new EquationDebtLeftOutError(pool.id, outstanding)
    const previous = before.get(pool.id) ?? 0n
    if (share < previous) throw new EquationDebtShareLoweredError(pool.id, Number(share), Number(previous))
  }
}

/** What each listed pool gets of 10,000 while all debts are open. */
function openDebtShares(lines: readonly EquationLine[]): Map<number, bigint> {
  const parts = runEquation(lines, SAMPLE)
  // A line without a share lists nothing.
  return new Map(lines.flatMap(({ pool, shareBps }, i) => (pool && shareBps ? [[pool, parts[i] ?? 0n] as const] : [])))
}
