import { DateInvalidError } from '../errors/parse.ts'

const DAY = 86_400_000
/** Days are counted in 4 bytes. */
const MAX_DAY = 2 ** 32 - 1
const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s?(Z|[+-]\d\d:?\d\d)?)?$/i

/** A day, and the moment where one was written. */
export type Moment = {
  /** Days since 1970-01-01, in UTC. */
  day: number
  /** `2026-05-03`, or `2026-05-03T14:00:00.000Z`: the same for every way to write the same. */
  iso: string
}

/**
 * Reads an ISO day or time: `2026-05-03`, `2026-05-03T14:00:00Z`, `2026-05-03 10:00:00 -0400`. Without a zone, UTC.
 *
 * @throws {DateInvalidError} another form, a day that doesn't exist, or one before 1970
 */
export function parseMoment(text: string): Moment {
  const match = DATE.exec(text.trim())
  if (!match) throw new DateInvalidError(text)
  const [, year, month, date, hour, minute, second = '0', fraction = '0', zone = 'Z'] = match
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(date))
  const exists = new Date(midnight).getUTCDate() === Number(date) && Number(month) >= 1 && Number(month) <= 12
  if (!exists || Number(year) < 1970) throw new DateInvalidError(text)
  if (hour === undefined) return { day: midnight / DAY, iso: `${year}-${month}-${date}` }

  const offset = zoneMinutes(zone)
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60 || offset === undefined) throw new DateInvalidError(text)
  const milliseconds = Math.floor(Number(`0.${fraction}`) * 1000)
  const time = midnight + ((Number(hour) * 60 + Number(minute) - offset) * 60 + Number(second)) * 1000 + milliseconds
  if (time < 0) throw new DateInvalidError(text)
  return { day: Math.floor(time / DAY), iso: new Date(time).toISOString() }
}

/**
 * Reads an ISO day or time as the number of days since 1970-01-01, in UTC.
 *
 * @example parseDay('2026-05-03') // 20576
 * @throws {DateInvalidError}
 */
export function parseDay(text: string): number {
  return parseMoment(text).day
}

/**
 * The reverse of {@link parseDay}.
 *
 * @example formatDay(20576) // '2026-05-03'
 */
export function formatDay(day: number): string {
  if (!Number.isInteger(day) || day < 0 || day > MAX_DAY) throw new DateInvalidError(String(day))
  // Days beyond what a Date can hold are valid on chain, and nobody's.
  return day * DAY <= 8.64e15 ? new Date(day * DAY).toISOString().slice(0, -14) : `day ${day}`
}

/** The latest day it is anywhere on Earth (UTC+14) at a time in milliseconds. */
export function latestDay(now: number): number {
  return Math.floor((now + 14 * 3_600_000) / DAY)
}

function zoneMinutes(zone: string): number | undefined {
  if (zone.toUpperCase() === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(-2))
  if (hours > 14 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}
