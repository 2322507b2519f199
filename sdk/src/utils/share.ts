import { ShareInvalidError, ShareTooPreciseError } from '../errors/parse.ts'
import { formatDecimal, readDecimal, timesExactly } from './decimal.ts'

/**
 * Reads a percentage, in basis points: `12%`, `12.5 %`, `1250 bps`.
 *
 * @example parseShare('12.5%') // 1250
 * @throws {ShareInvalidError} not a percentage; a number without % or bps is none
 * @throws {ShareTooPreciseError} finer than a basis point
 */
export function parseShare(text: string): number {
  const [, number = '', unit = ''] = /^([\d.]{1,20})\s*(%|bps)$/i.exec(text.trim()) ?? []
  const value = readDecimal(number)
  if (!value) throw new ShareInvalidError(text)
  const bps = timesExactly(value, unit === '%' ? 100n : 1n)
  if (bps === undefined) throw new ShareTooPreciseError(text)
  if (bps > BigInt(Number.MAX_SAFE_INTEGER)) throw new ShareInvalidError(text)
  return Number(bps)
}

/**
 * Basis points as people read them. The reverse of {@link parseShare}.
 *
 * @example formatShare(1250) // '12.5%'
 */
export function formatShare(bps: number | bigint): string {
  return `${formatDecimal(BigInt(bps), 2)}%`
}
