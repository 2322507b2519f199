import type * as z from 'zod'
import {
  ConfigDuplicateError,
  type ConfigFieldError,
  ConfigInvalidError,
  ConfigSyntaxError,
  ConfigValueError,
} from '../errors/config.ts'
import { ParseError } from '../errors/parse.ts'
import { configErrors } from './issues.ts'

/** Takes an error, so that all of them can be told at once. */
export type Report = (error: ConfigFieldError) => void

/** @throws {ConfigSyntaxError} no JSON */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    throw new ConfigSyntaxError(error)
  }
}

/**
 * Reads an input with its schema, then resolves what only the whole tells.
 *
 * @throws {ConfigInvalidError} with every error
 */
export function collectErrors<parsed, config>(
  schema: z.ZodType<parsed>,
  input: unknown,
  resolve: (parsed: parsed, report: Report) => config,
): config {
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw invalid(configErrors(parsed.error, input))
  const errors: ConfigFieldError[] = []
  const config = resolve(parsed.data, (error) => void errors.push(error))
  if (errors.length > 0) throw invalid(errors)
  return config
}

/** Reports every name that was there before, whatever its case. */
export function reportDuplicates(names: readonly string[], path: (i: number) => string, report: Report): void {
  const lower = names.map((name) => name.toLowerCase())
  names.forEach((name, i) => {
    const first = lower.indexOf(name.toLowerCase())
    if (first < i) report(new ConfigDuplicateError(path(i), name, path(first)))
  })
}

/** What people wrote, read; where it can't be, that is reported. */
export function attempt<result>(path: string, report: Report, read: () => result): result | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    report(ConfigValueError.from(path, error))
    return undefined
  }
}

function invalid(errors: readonly ConfigFieldError[]): ConfigInvalidError {
  const [first, ...rest] = errors
  if (!first) throw new RangeError('A config is only invalid with an error.')
  return new ConfigInvalidError([first, ...rest])
}
