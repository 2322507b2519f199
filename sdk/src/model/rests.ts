import { enterHolding, lowerUnits, rawOfRest, wholeUnits } from './equity.ts'
import { LeafAffiliateInvalidError, RestEmptyError } from './errors.ts'
import { isNobody, keyOf } from './keys.ts'
import { type EquityFeed, type IsOpen, type SyncOutcome, feedEquity, isPoolOpen, syncAll } from './revenue.ts'
import { bookOf, equityPoolOf, kindOf, restOf } from './state.ts'
import type { ModelEntry, Token, VentureModel } from './types.ts'

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
 */
export function activateLeaves(model: VentureModel, batch: string, leaves: readonly ModelEntry[]): ActivatedLeaf[] {
  leaves.forEach(({ affiliate }, i) => {
    if (isNobody(affiliate) || keyOf(affiliate) === model.venture) throw new LeafAffiliateInvalidError(i, affiliate)
  })
  return leaves.map(({ affiliate, kind: kindId, quantity: asked }) => {
    const kind = model.kinds[kindId]
    const rest = kind?.rests.get(batch)
    const left = rest?.units ?? 0n
    const quantity = asked < left ? asked : left
    if (kind && rest && quantity !== 0n) {
      enterHolding(kind, keyOf(affiliate), quantity, rest.acceptedAt)
      rest.units -= quantity
    }
    return { affiliate, kind: kindId, quantity, left: left - quantity }
  })
}

/**
 * Takes what is left of a large batch's total out of its pool, after distributing what has arrived. What it has earned, rounded
 * down once per token, goes to the points that stay, or is parked where there are none.
 *
 * @throws {KindUnknownError}
 * @throws {RestEmptyError} all of it was activated or closed
 */
export function closeRest(model: VentureModel, batch: string, kindId: number): RestClosing & { syncs: SyncOutcome[] } {
  kindOf(model, kindId)
  if (restOf(model, batch, kindId) === 0n) throw new RestEmptyError(batch, kindId)
  const syncs = syncAll(model)
  return { syncs, ...enterClosing(model, batch, kindId, (pool) => isPoolOpen(model, pool)) }
}

/** `closeRest` without checks and distribution: for replaying a history. */
export function enterClosing(model: VentureModel, batch: string, kindId: number, isOpen: IsOpen): RestClosing {
  const kind = kindOf(model, kindId)
  const rest = kind.rests.get(batch)
  if (!rest) return { kind: kindId, units: 0n, feeds: [] }
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

/** What a rest has earned, in tokens in which that is a unit at least. Token units, rounded down. */
export function earnedByRest(model: VentureModel, batch: string, kindId: number): Map<Token, bigint> {
  const kind = kindOf(model, kindId)
  const rest = kind.rests.get(batch)
  const earned = new Map<Token, bigint>()
  for (const token of rest ? model.books.keys() : []) {
    const amount = wholeUnits(rest ? rawOfRest(model, rest, token, kind) : 0n)
    if (amount !== 0n) earned.set(token, amount)
  }
  return earned
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
