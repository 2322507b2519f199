import { BaseError, type BaseErrorOptions, quote } from './base.ts'

export type ParseErrorOptions = BaseErrorOptions & {
  /** What was read: `Quantity`. */
  what: string
  /** The text as written. */
  was: string
  /** What it should have been, after "expected". */
  expected: string
}

/** Something people write that could not be read. */
export class ParseError extends BaseError {
  override name = 'ParseError'
  readonly was: string
  readonly expected: string

  constructor({ what, was, expected, ...options }: ParseErrorOptions) {
    super(`${what} was ${quote(was)}, expected ${expected}.`, options)
    this.was = was
    this.expected = expected
  }
}

/* QUANTITIES */

export class QuantityInvalidError extends ParseError {
  override name = 'QuantityInvalidError'
  constructor(was: string, unit: string) {
    const expected = isHours(unit) ? 'hours such as 2.5h, 1h15 or 90min' : `a number such as 12 or 12.5, in ${unit}`
    super({ what: 'Quantity', was, expected, hints: numberHints(was) })
  }
}

export class QuantityNegativeError extends ParseError {
  override name = 'QuantityNegativeError'
  constructor(was: string) {
    super({
      what: 'Quantity',
      was,
      expected: 'a quantity above 0',
      hints: ['What was accepted by mistake is taken out by a correction, not by a negative contribution.'],
    })
  }
}

export class QuantityZeroError extends ParseError {
  override name = 'QuantityZeroError'
  constructor(was: string) {
    super({ what: 'Quantity', was, expected: 'a quantity above 0', hints: ['Leave the row out if nothing was contributed.'] })
  }
}

export class QuantityTooSmallError extends ParseError {
  override name = 'QuantityTooSmallError'
  constructor(
    was: string,
    /** Smallest possible quantity, in smallest units. */
    readonly min: bigint,
    /** The same as people write it. */
    minText: string,
  ) {
    super({
      what: 'Quantity',
      was,
      expected: `at least ${minText}`,
      hints: ["Less is worth nothing in the token's smallest unit."],
    })
  }
}

export class QuantityTooLargeError extends ParseError {
  override name = 'QuantityTooLargeError'
  constructor(
    was: string,
    /** Largest possible quantity, in smallest units. */
    readonly max: bigint,
    /** The same as people write it. */
    maxText: string,
  ) {
    super({
      what: 'Quantity',
      was,
      expected: `at most ${maxText}`,
      hints: ['Split it into several contributions if it is real.'],
    })
  }
}

export class QuantityTooPreciseError extends ParseError {
  override name = 'QuantityTooPreciseError'
  constructor(
    was: string,
    readonly decimals: number,
    /** The nearest quantities below and above that can be counted. */
    readonly nearest: readonly [string, string],
  ) {
    super({
      what: 'Quantity',
      was,
      expected: decimalsText(decimals),
      hints: [`Nothing is rounded silently: write ${nearest[0]} or ${nearest[1]}.`],
    })
  }
}

export class QuantityUnitError extends ParseError {
  override name = 'QuantityUnitError'
  constructor(
    was: string,
    readonly unit: string,
  ) {
    super({ what: 'Quantity', was, expected: `the unit ${unit}`, hints: ['A number without a unit is read in this unit.'] })
  }
}

/* SHARES */

export class ShareInvalidError extends ParseError {
  override name = 'ShareInvalidError'
  constructor(was: string) {
    const hints = /^\d+(\.\d+)?$/.test(was.trim())
      ? ['Write the % sign, or "bps" for basis points (100 bps are 1%).']
      : numberHints(was)
    super({ what: 'Share', was, expected: 'a percentage such as 12% or 12.5%', hints })
  }
}

export class ShareTooPreciseError extends ParseError {
  override name = 'ShareTooPreciseError'
  constructor(was: string) {
    super({ what: 'Share', was, expected: 'at most 2 decimals', hints: ['The smallest share is 0.01%, one basis point.'] })
  }
}

/* DURATIONS */

export class DurationInvalidError extends ParseError {
  override name = 'DurationInvalidError'
  constructor(was: string) {
    const hints = /\b(month|year)s?\b/i.test(was)
      ? ['Months and years differ in length: write days.']
      : /^\d+$/.test(was.trim())
        ? ['Write the unit, too: min, h, days or weeks.']
        : []
    super({ what: 'Duration', was, expected: 'a duration such as 48h, 5 days or 2 weeks', hints })
  }
}

export class DurationTooPreciseError extends ParseError {
  override name = 'DurationTooPreciseError'
  constructor(was: string) {
    super({ what: 'Duration', was, expected: 'whole seconds' })
  }
}

/* AMOUNTS */

export class AmountInvalidError extends ParseError {
  override name = 'AmountInvalidError'
  constructor(was: string, symbol: string) {
    super({ what: 'Amount', was, expected: `an amount such as 41.20 ${symbol}`, hints: numberHints(was) })
  }
}

export class AmountTooPreciseError extends ParseError {
  override name = 'AmountTooPreciseError'
  constructor(
    was: string,
    symbol: string,
    readonly decimals: number,
  ) {
    super({ what: 'Amount', was, expected: `${decimalsText(decimals)} of ${symbol}`, hints: ['Nothing is rounded silently.'] })
  }
}

export class AmountSymbolError extends ParseError {
  override name = 'AmountSymbolError'
  constructor(
    was: string,
    readonly symbol: string,
  ) {
    super({ what: 'Amount', was, expected: `an amount in ${symbol}`, hints: ['Nothing is converted between tokens.'] })
  }
}

/* DATES */

export class DateInvalidError extends ParseError {
  override name = 'DateInvalidError'
  constructor(was: string) {
    super({
      what: 'Date',
      was,
      expected: 'a day such as 2026-05-03, or a time such as 2026-05-03T14:00:00Z',
      hints: /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/.test(was.trim())
        ? ['Write year-month-day: everybody reads 3/5 differently.']
        : [],
    })
  }
}

export class DateFutureError extends ParseError {
  override name = 'DateFutureError'
  constructor(was: string, today: string) {
    super({ what: 'Date', was, expected: `a day up to today, ${today}`, hints: ['Only work that is done can be logged.'] })
  }
}

/* NAMES AND ADDRESSES */

export class ShortTextTooLongError extends ParseError {
  override name = 'ShortTextTooLongError'
  constructor(
    was: string,
    readonly bytes: number,
  ) {
    super({
      what: 'Text',
      was,
      expected: `at most 32 bytes, not ${bytes}`,
      hints: ['A letter with an accent takes 2 bytes, an emoji 4 or more.'],
    })
  }
}

export class ShortTextInvalidError extends ParseError {
  override name = 'ShortTextInvalidError'
  constructor(was: string) {
    super({ what: 'Text', was, expected: '1 to 32 bytes of UTF-8 without control characters' })
  }
}

export class AddressInvalidError extends ParseError {
  override name = 'AddressInvalidError'
  constructor(was: string) {
    const ens = /^[^\s.]+(\.[^\s.]+)+$/.test(was) ? ['Names such as ana.eth are not looked up here: give the address.'] : []
    super({ what: 'Address', was, expected: '0x and 40 hexadecimal digits', hints: ens })
  }
}

export class AddressChecksumError extends ParseError {
  override name = 'AddressChecksumError'
  constructor(was: string) {
    super({
      what: 'Address',
      was,
      expected: 'capital letters that match its checksum',
      hints: ['A digit may be wrong: copy it again. All small letters skip the check.'],
    })
  }
}

function isHours(unit: string): boolean {
  return /^(h|hrs?|hours?)$/i.test(unit)
}

function decimalsText(decimals: number): string {
  return decimals === 0 ? 'a whole number' : `at most ${decimals} decimal${decimals === 1 ? '' : 's'}`
}

function numberHints(was: string): string[] {
  return was.includes(',') ? ['Write a point before decimals, and nothing between thousands: 1250.5'] : []
}
