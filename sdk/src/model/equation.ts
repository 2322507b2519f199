import { BPS } from './constants.ts'
import { EquationCodeInvalidError } from './errors.ts'
import { keyOf } from './keys.ts'
import type { Equation, EquationLine } from './types.ts'

const LINE_DIGITS = 46
const FLAG_REMAINING = 1
const FLAG_POOL = 2

/**
 * Packs an equation as contracts store it, 23 bytes a line: flags 1 | share in bps 2 | account, or pool in the last byte 20. The
 * last line is the remainder.
 *
 * @example encodeEquation({ lines: [{ pool: 1, basis: 'remaining', shareBps: 10_000 }], remainder: '0x…' })
 */
export function encodeEquation({ lines, remainder }: Equation): `0x${string}` {
  const words = lines.map(({ account, pool, basis, shareBps }) => {
    const flags = (basis === 'remaining' ? FLAG_REMAINING : 0) | (pool ? FLAG_POOL : 0)
    return encodeLine(flags, shareBps, pool ? BigInt(pool) : BigInt(account ?? 0))
  })
  return `0x${words.join('')}${encodeLine(FLAG_REMAINING, Number(BPS), BigInt(remainder))}`
}

/**
 * The reverse of {@link encodeEquation}. Accounts come in lower case.
 *
 * @throws {EquationCodeInvalidError} not a whole number of lines, or bits that mean nothing
 */
export function decodeEquation(code: string): Equation {
  const digits = code.slice(2).toLowerCase()
  const count = digits.length / LINE_DIGITS
  if (!code.startsWith('0x') || !/^[0-9a-f]+$/.test(digits) || !Number.isInteger(count)) {
    throw new EquationCodeInvalidError(digits.length / 2)
  }
  const words = Array.from({ length: count }, (_, i) => digits.slice(i * LINE_DIGITS, (i + 1) * LINE_DIGITS))
  const equation: Equation = {
    lines: words.slice(0, -1).map(decodeLine),
    remainder: `0x${words[count - 1]?.slice(6)}`,
  }
  if (encodeEquation(equation) !== `0x${digits}`) throw new EquationCodeInvalidError(digits.length / 2)
  return equation
}

/**
 * Runs `amount` through the lines.
 *
 * Units: whatever `amount` is in. Rounding: each share down; what a line can't take flows on, in the end to the remainder. The
 * parts add up to `amount`, to the unit.
 *
 * @param rooms what a line can take at most, by its index; `undefined` is all
 * @returns one amount per line; the last is the remainder's
 */
export function runEquation(
  lines: readonly EquationLine[],
  amount: bigint,
  rooms: readonly (bigint | undefined)[] = [],
): bigint[] {
  let left = amount
  const parts = lines.map(({ basis, shareBps }, i) => {
    const share = ((basis === 'gross' ? amount : left) * BigInt(shareBps)) / BPS
    const part = smaller(smaller(share, left), rooms[i] ?? left)
    left -= part
    return part
  })
  return [...parts, left]
}

/** The same equation with accounts in the form the model keeps. */
export function normalizeEquation({ lines, remainder }: Equation): Equation {
  return {
    lines: lines.map(({ account, pool, basis, shareBps }) =>
      pool ? { pool, basis, shareBps } : { account: keyOf(account ?? ''), basis, shareBps },
    ),
    remainder: keyOf(remainder),
  }
}

function encodeLine(flags: number, shareBps: number, target: bigint): string {
  return hex(BigInt(flags), 1) + hex(BigInt(shareBps), 2) + hex(target, 20)
}

function decodeLine(word: string): EquationLine {
  const flags = Number(`0x${word.slice(0, 2)}`)
  const shareBps = Number(`0x${word.slice(2, 6)}`)
  const basis = flags & FLAG_REMAINING ? 'remaining' : 'gross'
  if (flags & FLAG_POOL) return { pool: Number(`0x${word.slice(-2)}`), basis, shareBps }
  return { account: `0x${word.slice(6)}`, basis, shareBps }
}

function hex(value: bigint, bytes: number): string {
  return value.toString(16).padStart(bytes * 2, '0')
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
