import { type Address, zeroAddress } from 'viem'
import * as z from 'zod'
import { ConfigMissingError, ConfigValueError } from '../errors/config.ts'
import { ParseError } from '../errors/parse.ts'
import { parseAddress } from '../utils/address.ts'
import { parseDuration } from '../utils/duration.ts'
import { parseShare } from '../utils/share.ts'

/** An amount as given: in smallest units, or as people write it. */
export type Price = { amount: bigint } | { text: string }

const MAX_SECONDS = 2 ** 32 - 1

/** A field read by a function; what is wrong with it is told by its error, in its own words. */
export function field<input, output>(expected: string, read: (value: input) => output | undefined) {
  return z.custom<input>().transform((value, context): output => {
    try {
      if (value === undefined) throw new ConfigMissingError('', expected)
      const output = read(value)
      if (output !== undefined) return output
      throw new ConfigValueError('', value, expected)
    } catch (error) {
      if (!(error instanceof ParseError || error instanceof ConfigMissingError || error instanceof ConfigValueError)) throw error
      context.addIssue({ code: 'custom', message: error.shortMessage, params: { error } })
      return z.NEVER
    }
  })
}

/** One of several forms, chosen by what was written, so that errors are about the form that was meant. */
export function oneOf<schema extends z.ZodType>(expected: string, choose: (value: unknown) => schema | undefined) {
  return z.custom<z.input<schema>>().transform((value, context): z.output<schema> => {
    const result = choose(value)?.safeParse(value)
    if (result?.success) return result.data
    const error = value === undefined ? new ConfigMissingError('', expected) : new ConfigValueError('', value, expected)
    if (!result) context.addIssue({ code: 'custom', message: error.shortMessage, params: { error } })
    for (const issue of result?.error.issues ?? []) context.addIssue({ ...issue } as Parameters<typeof context.addIssue>[0])
    return z.NEVER
  })
}

/** An object without other keys; the error of another one carries those it can have. */
export function strict<shape extends z.ZodRawShape>(shape: shape) {
  const known = Object.keys(shape).join(', ')
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? known : undefined) })
}

export const isText = (value: unknown) => typeof value === 'string'
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isWhole = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

export const whole = (min: number, max: number) =>
  field<number, number>(`a whole number from ${min} to ${max}`, (value) =>
    isWhole(value) && value >= min && value <= max ? value : undefined,
  )

export const text = (expected: string, maxBytes: number) =>
  field<string, string>(`${expected}, 1 to ${maxBytes} bytes`, (value) => {
    if (typeof value !== 'string' || /[\p{Cc}\p{Cs}]/u.test(value)) return undefined
    const { length } = new TextEncoder().encode(value)
    return length >= 1 && length <= maxBytes ? value : undefined
  })

export const id = field<string, string>('letters, digits and dashes', (value) =>
  typeof value === 'string' && /^[a-z][\w-]{0,63}$/i.test(value) ? value : undefined,
)

export const address = field<string, Address>('an address other than zero', (value) => {
  const read = typeof value === 'string' ? parseAddress(value) : zeroAddress
  return read === zeroAddress ? undefined : read
})

/** An address, or a name that leads to one. */
export const reference = (expected: string) =>
  field<string, string>(expected, (value) => {
    if (typeof value !== 'string' || value === '') return undefined
    if (!value.startsWith('0x')) return value
    const read = parseAddress(value)
    return read === zeroAddress ? undefined : read
  })

export const share = (maxBps: number, minBps = 0) =>
  field<string | number, number>(`${minBps / 100}% to ${maxBps / 100}%`, (value) => {
    const bps = typeof value === 'string' ? parseShare(value) : value
    return isWhole(bps) && bps >= minBps && bps <= maxBps ? bps : undefined
  })

export const duration = (min: string, max: string) =>
  field<string | number, number>(min === '0 days' ? `at most ${max}` : `${min} to ${max}`, (value) => {
    const seconds = typeof value === 'string' ? parseDuration(value) : value
    return isWhole(seconds) && seconds >= parseDuration(min) && seconds <= Math.min(parseDuration(max), MAX_SECONDS)
      ? seconds
      : undefined
  })

/** An amount, in smallest units or as people write it. */
export const amount = (expected: string) =>
  field<bigint | string, Price>(expected, (value) => {
    if (typeof value === 'bigint') return { amount: value }
    return typeof value === 'string' ? { text: value } : undefined
  })
