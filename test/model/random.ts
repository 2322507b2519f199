/** Random numbers that a seed repeats (mulberry32). Seeds are printed; OPEN_VALUE_SEED sets one. */
export type Random = {
  /** 0 <= result < bound. */
  below: (bound: number) => number
  /** 0 <= result < bound, for large numbers. */
  big: (bound: bigint) => bigint
  /** True once in `times`. */
  once: (times: number) => boolean
  pick: <T>(list: readonly [T, ...T[]]) => T
}

const SEED = 50_849_452

/** The same in every ordinary run, so that a failure can be had again; another in each deep run. OPEN_VALUE_SEED sets it. */
export function seedOfRun(): number {
  const isDeep = process.env.OPEN_VALUE_DEEP === '1'
  return Number(process.env.OPEN_VALUE_SEED ?? (isDeep ? Date.now() % 2 ** 32 : SEED))
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let word = Math.imul(state ^ (state >>> 15), 1 | state)
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word
    return (word ^ (word >>> 14)) >>> 0
  }
  const below = (bound: number) => next() % bound
  function big(bound: bigint): bigint {
    let value = 0n
    for (let size = 1n; size < bound; size <<= 32n) value = (value << 32n) | BigInt(next())
    return value % bound
  }
  return {
    below,
    big,
    once: (times) => below(times) === 0,
    pick: (list) => list[below(list.length)] ?? list[0],
  }
}
