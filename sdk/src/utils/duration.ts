import { DurationInvalidError, DurationTooPreciseError } from '../errors/parse.ts'
import { readDecimal, timesExactly } from './decimal.ts'

const UNITS = [
  { names: /^(w|weeks?)$/, seconds: 604_800 },
  { names: /^(d|days?)$/, seconds: 86_400 },
  { names: /^(h|hrs?|hours?)$/, seconds: 3_600 },
  { names: /^(min|mins|minutes?)$/, seconds: 60 },
  { names: /^(s|secs?|seconds?)$/, seconds: 1 },
] as const

/**
 * Reads a duration, in seconds: `5 days`, `48h`, `2 weeks`, `1 day 12 h`.
 *
 * @example parseDuration('5 days') // 432000
 * @throws {DurationInvalidError} no duration, no unit, or a unit without a fixed length
 * @throws {DurationTooPreciseError} not whole seconds
 */
export function parseDuration(text: string): number {
  const written = text.trim().toLowerCase()
  const parts = [...written.matchAll(/([\d.]{1,20})\s*([a-z]+)\s*/g)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== written) throw new DurationInvalidError(text)

  const total = parts.reduce((sum, [, number = '', name = '']) => {
    const value = readDecimal(number)
    const unit = UNITS.find(({ names }) => names.test(name))
    if (!value || !unit) throw new DurationInvalidError(text)
    const seconds = timesExactly(value, BigInt(unit.seconds))
    if (seconds === undefined) throw new DurationTooPreciseError(text)
    return sum + seconds
  }, 0n)
  if (total > BigInt(Number.MAX_SAFE_INTEGER)) throw new DurationInvalidError(text)
  return Number(total)
}

/**
 * Seconds as people read them. The reverse of {@link parseDuration}.
 *
 * @example formatDuration(129600) // '1 day 12 hours'
 */
export function formatDuration(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor(seconds / 3_600) % 24, 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ] as const
  const shown = parts.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}${count === 1 ? '' : 's'}`)
  return shown.length === 0 ? '0 seconds' : shown.join(' ')
}
