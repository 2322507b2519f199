import type { Random } from '../model/random.ts'

export { type Random, randomFrom } from '../model/random.ts'

/** Amounts as they come: mostly everyday ones, sometimes a single unit, sometimes near the end of the range. */
export function randomAmount(random: Random, limit: bigint): bigint {
  const size = random.below(20)
  const bound = size === 0 ? limit : size < 3 ? 10n : size < 6 ? 10n ** 24n : 10n ** BigInt(2 + random.below(9))
  const amount = 1n + random.big(bound)
  return amount < limit ? amount : limit
}

/** Some of a list, in its order; never none. */
export function someOf<T>(random: Random, list: readonly T[]): T[] {
  const chosen = list.filter(() => !random.once(3))
  return chosen.length === 0 ? [...list] : chosen
}

export function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const result = [...list]
  for (let i = result.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    ;[result[i], result[j]] = [result[j] as T, result[i] as T]
  }
  return result
}
