const WORD = 2n ** 256n

/**
 * A number of the model as a contract stores it: modulo 2^256. Indices and offsets are true integers here, below zero and
 * above a word alike; a contract keeps their remainder.
 */
export function toWord(value: bigint): bigint {
  return BigInt.asUintN(256, value)
}

/** Whether a number of the model and a contract's word are the same. */
export function isSameWord(value: bigint, word: bigint): boolean {
  return (value - word) % WORD === 0n
}
