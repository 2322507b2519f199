import { FRACTION_BITS } from './constants.ts'
import { keyOf } from './keys.ts'
import { equityPoolOf } from './state.ts'
import type { KindState, RestState, Token, VentureModel } from './types.ts'

/** How much the revenue per point grows when `amount` units reach `points`: x 2^128, rounded down. */
export function perPoint(amount: bigint, points: bigint): bigint {
  return (amount << FRACTION_BITS) / points
}

/** Whole token units in a raw amount; the fraction stays with the holder. */
export function wholeUnits(raw: bigint): bigint {
  return raw >> FRACTION_BITS
}

/**
 * What one unit of an equity kind has earned in a token since the beginning, x 2^128. A true integer.
 *
 * @param growth added to the revenue per point: what a distribution not made yet would bring
 */
export function kindIndex(model: VentureModel, kind: KindState, token: Token, growth = 0n): bigint {
  const j = (equityPoolOf(model, kind.pool).j.get(token) ?? 0n) + growth
  const { base, jAtBase } = kind.bases.get(token) ?? { base: 0n, jAtBase: 0n }
  return base + kind.rate * (j - jAtBase)
}

/** What one unit of an equity kind has earned by now, per token. */
export function kindIndices(model: VentureModel, kind: KindState): Map<Token, bigint> {
  return new Map([...model.books.keys()].map((token) => [token, kindIndex(model, kind, token)]))
}

/** What the rest of a large batch has earned since its acceptance, raw: x 2^128. */
export function rawOfRest(model: VentureModel, { units, acceptedAt }: RestState, token: Token, kind: KindState): bigint {
  return units === 0n ? 0n : units * (kindIndex(model, kind, token) - (acceptedAt.get(token) ?? 0n))
}

/** What an account is owed in one kind, raw: x 2^128. Debt kinds hold nothing. */
export function rawOf(model: VentureModel, account: string, token: Token, kind: KindState, growth = 0n): bigint {
  if (kind.isDebt) return 0n
  const units = kind.holdings.get(account) ?? 0n
  return units * kindIndex(model, kind, token, growth) - (kind.offsets.get(token)?.get(account) ?? 0n)
}

/** Adds to an offset: what newly added units have earned before, or what was paid. */
export function addOffset(kind: KindState, token: Token, account: string, raw: bigint): void {
  if (raw === 0n) return
  const offsets = kind.offsets.get(token) ?? new Map<string, bigint>()
  kind.offsets.set(token, offsets)
  offsets.set(account, (offsets.get(account) ?? 0n) + raw)
}

/** Gives an account units as of the moment in which a unit had earned this much: that is not theirs. */
export function enterHolding(kind: KindState, account: string, quantity: bigint, indices: ReadonlyMap<Token, bigint>): void {
  for (const [token, index] of indices) addOffset(kind, token, account, quantity * index)
  kind.holdings.set(account, (kind.holdings.get(account) ?? 0n) + quantity)
}

/** Takes units out of a kind and its pool, whoever had them. */
export function lowerUnits(model: VentureModel, kind: KindState, quantity: bigint): void {
  kind.units -= quantity
  equityPoolOf(model, kind.pool).points -= quantity * kind.rate
}

/**
 * Takes what an account is owed in the named kinds. The offsets grow by exactly what is taken; the fraction of a unit stays with
 * the last kind that had any. Nothing changes where less than a unit is owed.
 *
 * @returns token units, rounded down once for all kinds together
 */
export function takeEquity(model: VentureModel, account: string, token: Token, kinds: readonly KindState[]): bigint {
  const raws = kinds.map((kind) => rawOf(model, account, token, kind))
  const rawSum = raws.reduce((sum, raw) => sum + raw, 0n)
  const amount = wholeUnits(rawSum)
  if (amount === 0n) return 0n

  const last = raws.findLastIndex((raw) => raw !== 0n)
  const fraction = rawSum - (amount << FRACTION_BITS)
  kinds.forEach((kind, i) => addOffset(kind, token, account, (raws[i] ?? 0n) - (i === last ? fraction : 0n)))
  return amount
}

/** The offset of an account in a kind and token; compare with a contract's word by `isSameWord`. */
export function offsetOf(kind: KindState, token: Token, account: string): bigint {
  return kind.offsets.get(keyOf(token))?.get(keyOf(account)) ?? 0n
}
