/** A number as written: `digits` / 10^`scale`. */
export type Decimal = { digits: bigint; scale: number }

/** Longer ones are no numbers anybody means, and slow to read. */
const MAX_LENGTH = 100

/** Reads `12`, `12.5` or `.5`: no sign, no exponent, nothing between thousands. */
export function readDecimal(text: string): Decimal | undefined {
  if (text.length > MAX_LENGTH || !/^(\d+(\.\d+)?|\.\d+)$/.test(text)) return undefined
  const point = text.indexOf('.')
  if (point === -1) return { digits: BigInt(text), scale: 0 }
  return { digits: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 }
}

/** `decimal` x `factor` as a whole number, or `undefined` where it isn't one: exact, never rounded. */
export function timesExactly({ digits, scale }: Decimal, factor: bigint): bigint | undefined {
  const divisor = 10n ** BigInt(scale)
  const product = digits * factor
  return product % divisor === 0n ? product / divisor : undefined
}

/** `value` / 10^`decimals` as people write it, with at least `minDecimals` decimals: exact. */
export function formatDecimal(value: bigint, decimals: number, minDecimals = 0): string {
  const sign = value < 0n ? '-' : ''
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = decimals === 0 ? '' : digits.slice(-decimals).replace(/0+$/, '').padEnd(Math.min(minDecimals, decimals), '0')
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`
}
