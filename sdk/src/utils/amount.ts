import { AmountInvalidError, AmountSymbolError, AmountTooPreciseError } from '../errors/parse.ts'
import { formatDecimal, readDecimal, timesExactly } from './decimal.ts'

export type TokenUnit = {
  /** `USDC`. */
  symbol: string
  decimals: number
}

/**
 * Reads an amount of a token, in its smallest units: `41.20 USDC`, `41.20`.
 *
 * @example parseAmount('41.20 USDC', { symbol: 'USDC', decimals: 6 }) // 41_200_000n
 * @throws {AmountInvalidError} not a number, or negative
 * @throws {AmountSymbolError} another token
 * @throws {AmountTooPreciseError} more decimals than the token has
 */
export function parseAmount(text: string, { symbol, decimals }: TokenUnit): bigint {
  const [, number = '', written = ''] = /^([\d.]+)(?:\s*([^\d\s.,+-]\S*))?$/.exec(text.trim()) ?? []
  const value = readDecimal(number)
  if (!value) throw new AmountInvalidError(text, symbol)
  if (written !== '' && written.toLowerCase() !== symbol.toLowerCase()) throw new AmountSymbolError(text, symbol)
  const amount = timesExactly(value, 10n ** BigInt(decimals))
  if (amount === undefined) throw new AmountTooPreciseError(text, symbol, decimals)
  return amount
}

/**
 * An amount as people read it, with two decimals at least. The reverse of {@link parseAmount}: exact.
 *
 * @example formatAmount(41_200_000n, { symbol: 'USDC', decimals: 6 }) // '41.20 USDC'
 */
export function formatAmount(amount: bigint, { symbol, decimals }: TokenUnit): string {
  return `${formatDecimal(amount, decimals, 2)} ${symbol}`
}
