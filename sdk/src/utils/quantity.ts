import {
  QuantityInvalidError,
  QuantityNegativeError,
  QuantityTooLargeError,
  QuantityTooPreciseError,
  QuantityUnitError,
} from '../errors/parse.ts'
import { type Decimal, formatDecimal, readDecimal, timesExactly } from './decimal.ts'

/** What a quantity of a kind is counted in. */
export type QuantityUnit = {
  /** `h`, `g`, `CAD`. */
  unit: string
  /** Quantities count 10^-decimals of the unit. */
  decimals: number
}

export type ParseQuantityOptions = QuantityUnit & {
  /** Largest quantity, in smallest units. */
  max?: bigint
}

/**
 * Reads a quantity as people write it, in smallest units of its kind: `2.5h`, `1h15`, `90min`, `41.20`.
 *
 * A number without a unit is in the unit of the kind; hours and minutes are converted into each other. Exact: what
 * cannot be counted in smallest units is an error, never rounded.
 *
 * @example parseQuantity('1h15', { unit: 'h', decimals: 2 }) // 125n
 * @throws {QuantityInvalidError} not a number, or nothing at all
 * @throws {QuantityNegativeError}
 * @throws {QuantityTooPreciseError} more decimals than the kind has
 * @throws {QuantityUnitError} another unit than the kind's
 * @throws {QuantityTooLargeError} above `max`
 */
export function parseQuantity(text: string, { unit, decimals, max }: ParseQuantityOptions): bigint {
  const written = text.trim()
  const positive = written.replace(/^-\s*/, '')
  const { value, minutes, writtenUnit } = read(positive, unit) ?? fail(new QuantityInvalidError(text, unit))
  if (positive !== written) throw new QuantityNegativeError(text)

  const ratio = writtenUnit === '' ? { numerator: 1n, denominator: 1n } : unitRatio(writtenUnit, unit)
  if (ratio === undefined) throw new QuantityUnitError(text, unit)
  const { numerator, denominator } = ratio
  // `1h15` is 75 minutes, a 60th of an hour each.
  const amount = minutes === undefined ? value : { digits: value.digits * 60n + minutes, scale: 0 }
  const parts = minutes === undefined ? denominator : denominator * 60n

  const factor = 10n ** BigInt(decimals) * numerator
  const product = timesExactly(amount, factor)
  if (product === undefined || product % parts !== 0n) {
    const below = (amount.digits * factor) / (parts * 10n ** BigInt(amount.scale))
    const show = (quantity: bigint) => `${formatDecimal(quantity, decimals)}${writtenUnit === '' ? '' : ` ${unit}`}`
    throw new QuantityTooPreciseError(text, decimals, [show(below), show(below + 1n)])
  }
  const quantity = product / parts
  if (max !== undefined && quantity > max) throw new QuantityTooLargeError(text, max, formatQuantity(max, { unit, decimals }))
  return quantity
}

/**
 * A quantity as people read it. The reverse of {@link parseQuantity}.
 *
 * @example formatQuantity(250n, { unit: 'h', decimals: 2 }) // '2.5 h'
 */
export function formatQuantity(quantity: bigint, { unit, decimals }: QuantityUnit): string {
  return `${formatDecimal(quantity, decimals)} ${unit}`
}

/** Whether a unit is the hour, under one of its names. */
export function isHourUnit(unit: string): boolean {
  return secondsOf(unit) === 3600n
}

type Written = { value: Decimal; minutes?: bigint; writtenUnit: string }

function read(text: string, unit: string): Written | undefined {
  const clock = /^(\d{1,9})\s*(h|hrs?|hours?)\s*([0-5]?\d)\s*(m|min|mins|minutes?)?$/i.exec(text)
  if (clock) return { value: { digits: BigInt(clock[1] ?? 0), scale: 0 }, minutes: BigInt(clock[3] ?? 0), writtenUnit: 'h' }

  const [, number = '', writtenUnit = ''] = /^([\d.]+)\s*([^\d\s.,+-][^.,]*)?$/.exec(text) ?? []
  const value = readDecimal(number)
  // `1e3` and `1_000` are no units; `m2` is one where the kind is counted in it.
  const isUnit = !/\d/.test(writtenUnit) || singular(writtenUnit) === singular(unit)
  return value && isUnit ? { value, writtenUnit } : undefined
}

function unitRatio(written: string, unit: string): { numerator: bigint; denominator: bigint } | undefined {
  if (singular(written) === singular(unit)) return { numerator: 1n, denominator: 1n }
  const numerator = secondsOf(written)
  const denominator = secondsOf(unit)
  return numerator !== undefined && denominator !== undefined ? { numerator, denominator } : undefined
}

function singular(unit: string): string {
  return unit.toLowerCase().replace(/(?<=..)s$/, '')
}

function secondsOf(unit: string): bigint | undefined {
  if (/^(h|hrs?|hours?)$/i.test(unit)) return 3600n
  if (/^(min|mins|minutes?)$/i.test(unit)) return 60n
  return undefined
}

function fail(error: Error): never {
  throw error
}
