import type * as z from 'zod'
import { type ConfigFieldError, ConfigKeyUnknownError, ConfigMissingError, ConfigValueError } from '../errors/config.ts'
import { ParseError } from '../errors/parse.ts'

/** What the schema found, in words. */
export function configErrors(error: z.ZodError, input: unknown): ConfigFieldError[] {
  return error.issues.flatMap((issue) => fieldErrors(issue, input))
}

/** `['pools', 0, 'capBps']` → `pools[0].capBps` */
export function formatPath(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return text === '' ? 'The config' : text.replace(/^\./, '')
}

function fieldErrors(issue: z.core.$ZodIssue, input: unknown): ConfigFieldError[] {
  const path = formatPath(issue.path)
  const was = issue.path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined),
    input,
  )
  if (issue.code === 'custom') {
    const { error } = (issue.params ?? {}) as { error?: unknown }
    if (error instanceof ParseError) return [ConfigValueError.from(path, error)]
    if (error instanceof ConfigMissingError) return [new ConfigMissingError(path, error.expected)]
    if (error instanceof ConfigValueError) return [new ConfigValueError(path, error.was, error.expected)]
  }
  if (issue.code === 'unrecognized_keys') {
    // The schema puts the keys there can be into the message.
    const known = issue.message.split(', ')
    return issue.keys.map((key) => new ConfigKeyUnknownError(formatPath([...issue.path, key]), key, known))
  }
  // A name of an object by symbol or by account: its own issues say what is wrong with it.
  if (issue.code === 'invalid_key') return issue.issues.flatMap((inner) => fieldErrors({ ...inner, path: issue.path }, input))
  const expected = expectedBy(issue)
  return [was === undefined ? new ConfigMissingError(path, expected) : new ConfigValueError(path, was, expected)]
}

function expectedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return (
        { object: 'an object', record: 'an object', array: 'a list', string: 'a text' }[issue.expected as string] ??
        issue.expected
      )
    case 'invalid_value':
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.join(', ')}`
    case 'too_small':
      return `a list of at least ${issue.minimum}`
    case 'too_big':
      return `a list of at most ${issue.maximum}`
    default:
      return issue.message
  }
}
