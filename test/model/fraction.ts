/** An exact rational number; the denominator is above zero. */
export type Fraction = { n: bigint; d: bigint }

export const ZERO: Fraction = { n: 0n, d: 1n }

export function fraction(n: bigint, d = 1n): Fraction {
  const divisor = gcd(n < 0n ? -n : n, d) || 1n
  return { n: n / divisor, d: d / divisor }
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.d + b.n * a.d, a.d * b.d)
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, { n: -b.n, d: b.d })
}

export function isBelow(a: Fraction, b: Fraction): boolean {
  return a.n * b.d < b.n * a.d
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b]
  return a
}
