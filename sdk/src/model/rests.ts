import { enterHolding, lowerUnits, rawOfRest, wholeUnits } from './equity.ts'
import { LeafAffiliateInvalidError, RecordWrongError } from './errors.ts'
import { isNobody, keyOf } from './keys.ts'
import { type EquityFeed, type IsOpen, type SyncOutcome, feedEquity, isPoolOpen, syncAll } from './revenue.ts'
import { bookOf, equityPoolOf } from './state.ts'
import type { KindState, ModelEntry, RestState, Token, VentureModel } from './types.ts'
import { toWord } from './words.ts'

/** A leaf with the units it got, and what is left of its total afterwards. */
export type ActivatedLeaf = ModelEntry & { left: bigint }

/** What a rest had earned in a token, and what that did to its pool. */
export type RestFeed = EquityFeed & { token: Token }

/** A rest that left its pool. Tokens in which it had earned less than a unit have no feed. */
export type RestClosing = { kind: number; units: bigint; feeds: RestFeed[] }

/**
 * Gives leaves of an accepted large batch their units, as of its acceptance. A leaf above what is left of its total gets what is
 * left, perhaps nothing. No share changes, so nothing is distributed first.
 *
 * @throws {LeafAffiliateInvalidError} the venture itself, or nobody
 * @throws {RecordWrongError} no total of a kind was accepted with the batch
 */
export function activateLeaves(model: VentureModel, batch: string, leaves: readonly ModelEntry[]): ActivatedLeaf[] {
  leaves.forEach(({ affiliate, kind }, i) => {
    if (isNobody(affiliate) || keyOf(affiliate) === model.venture) throw new LeafAffiliateInvalidError(i, affiliate)
    totalOf(model, batch, kind)
  })
  return leaves.map(({ affiliate, kind: kindId, quantity: asked }) => {
    const { kind, rest } = totalOf(model, batch, kindId)
    const quantity = asked < rest.units ? asked : rest.units
    enterHolding(kind, keyOf(affiliate), quantity, rest.acceptedAt)
    rest.units -= quantity
    rest.leaves++
    return { affiliate, kind: kindId, quantity, left: rest.units }
  })
}

/**
 * Takes what is left of a large batch's total out of its pool, after distributing what has arrived. What it has earned, rounded
 * down once per token, goes to the points that stay, or is parked where there are none. Nothing happens where nothing is left.
 *
 * @throws {RecordWrongError} no total of the kind was accepted with the batch
 */
export function closeRest(model: VentureModel, batch: string, kindId: number): RestClosing & { syncs: SyncOutcome[] } {
  if (totalOf(model, batch, kindId).rest.units === 0n) return { syncs: [], kind: kindId, units: 0n, feeds: [] }
  const syncs = syncAll(model)
  return { syncs, ...enterClosing(model, batch, kindId, (pool) => isPoolOpen(model, pool)) }
}

/** `closeRest` without the distribution before it: for replaying a history. */
export function enterClosing(model: VentureModel, batch: string, kindId: number, isOpen: IsOpen): RestClosing {
  const { kind, rest } = totalOf(model, batch, kindId)
  const { units } = rest
  const earned = earnedByRest(model, batch, kindId)
  rest.units = 0n
  lowerUnits(model, kind, units)
  const pool = equityPoolOf(model, kind.pool)
  const feeds = [...earned].flatMap(([token, amount]) =>
    feedEquity(pool, token, amount, isOpen).map((feed) => ({ token, ...feed })),
  )
  return { kind: kindId, units, feeds }
}

/**
 * What the venture wants to be passed again when leaves are activated: what a unit of the kind had earned when the batch was
 * accepted, per token listed then, and the total. Words; empty without a total.
 */
export function recordOf(model: VentureModel, batch: string, kind: number): bigint[] {
  const rest = model.kinds[kind]?.rests.get(batch)
  return rest ? [...[...rest.acceptedAt.values()].map(toWord), rest.total] : []
}

/** What a rest has earned, in tokens in which that is a unit at least. Token units, rounded down. */
export function earnedByRest(model: VentureModel, batch: string, kindId: number): Map<Token, bigint> {
  const { kind, rest } = totalOf(model, batch, kindId)
  const earned = [...model.books.keys()].map((token) => [token, wholeUnits(rawOfRest(model, rest, token, kind))] as const)
  return new Map(earned.filter(([, amount]) => amount !== 0n))
}

/** What the rests of all large batches have earned: whoever their leaves name is owed it. Token units, rounded down per rest. */
export function earnedByRests(model: VentureModel, token: Token): bigint {
  const { token: key } = bookOf(model, token)
  let amount = 0n
  for (const kind of model.kinds) {
    for (const rest of kind.rests.values()) amount += wholeUnits(rawOfRest(model, rest, key, kind))
  }
  return amount
}

/** @throws {RecordWrongError} */
function totalOf(model: VentureModel, batch: string, kindId: number): { kind: KindState; rest: RestState } {
  const kind = model.kinds[kindId]
  const rest = kind?.rests.get(batch)
  if (!kind || !rest) throw new RecordWrongError(batch, kindId)
  return { kind, rest }
}
