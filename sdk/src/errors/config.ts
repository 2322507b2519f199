import { BaseError, type BaseErrorOptions, quote } from './base.ts'
import type { ParseError } from './parse.ts'

/* ONE FIELD OF A CONFIG */

export type ConfigFieldErrorOptions = BaseErrorOptions & {
  /** Where in the config: `pools[0].capBps`. */
  path: string
  /** What stood there. */
  was: unknown
  /** What should have, after "expected". */
  expected: string
  /** Replaces what was. */
  message?: string
}

/** A field of a venture's config that can't be as it is. */
export class ConfigFieldError extends BaseError {
  override name = 'ConfigFieldError'
  readonly path: string
  readonly was: unknown
  readonly expected: string

  constructor({ path, was, expected, message, ...options }: ConfigFieldErrorOptions) {
    const problem = message ?? (was === undefined ? 'is missing' : `was ${show(was)}`)
    super(`${path} ${problem}, expected ${expected}.`, { docsPath: '/config', ...options })
    this.path = path
    this.was = was
    this.expected = expected
  }
}

/** A field that could not be read, or is out of bounds. */
export class ConfigValueError extends ConfigFieldError {
  override name = 'ConfigValueError'
  constructor(path: string, was: unknown, expected: string, hints: readonly string[] = []) {
    super({ path, was, expected, hints })
  }

  /** Of something people write that could not be read. */
  static from(path: string, cause: ParseError): ConfigValueError {
    return new ConfigValueError(path, cause.was, cause.expected, cause.hints)
  }
}

export class ConfigMissingError extends ConfigFieldError {
  override name = 'ConfigMissingError'
  constructor(path: string, expected: string, hints: readonly string[] = []) {
    super({ path, was: undefined, expected, hints })
  }
}

export class ConfigKeyUnknownError extends ConfigFieldError {
  override name = 'ConfigKeyUnknownError'
  constructor(path: string, key: string, known: readonly string[]) {
    const close = known.find((name) => name.toLowerCase() === key.toLowerCase())
    const hints = close ? [`Did you mean ${close}?`] : []
    super({ path, was: key, expected: `one of ${known.join(', ')}`, message: 'is no field of the config', hints })
  }
}

/** A name that leads nowhere: of an account, a token or a pool. */
export class ConfigReferenceError extends ConfigFieldError {
  override name = 'ConfigReferenceError'
  constructor(
    path: string,
    was: string,
    readonly what: 'account' | 'token' | 'pool',
    known: readonly string[],
    hints: readonly string[] = [],
  ) {
    const expected =
      known.length === 0 ? `${a(what)} of the config, which has none` : `${a(what)} of the config: ${known.join(', ')}`
    super({ path, was, expected, hints })
  }
}

export class ConfigDuplicateError extends ConfigFieldError {
  override name = 'ConfigDuplicateError'
  constructor(path: string, was: string, firstPath: string) {
    super({ path, was, expected: 'each once', message: `was ${quote(was)} as ${firstPath} was`, docsPath: '/config' })
  }
}

/* WHAT ONLY THE WHOLE TELLS */

/** Points were given in hours, and no equity kind is counted in hours. */
export class ConfigHourMissingError extends ConfigFieldError {
  override name = 'ConfigHourMissingError'
  constructor(path: string, was: string) {
    super({
      path,
      was,
      expected: 'a number of points',
      hints: ['Hours become points by the first equity kind counted in hours (unit "h"), and no kind is.'],
      docsPath: '/config#points-and-hours',
    })
  }
}

export class ConfigGrossShareTooHighError extends ConfigFieldError {
  override name = 'ConfigGrossShareTooHighError'
  constructor(readonly actualBps: number) {
    super({
      path: 'equation',
      was: actualBps,
      expected: 'at most 100%',
      message: `takes ${actualBps / 100}% of gross in sum`,
      hints: ['Take shares of what is left ("basis": "remaining"), or lower them.'],
      docsPath: '/config#equation',
    })
  }
}

export class ConfigFloorMissedError extends ConfigFieldError {
  override name = 'ConfigFloorMissedError'
  constructor(
    readonly actualBps: number,
    readonly floorBps: number,
  ) {
    super({
      path: 'equation',
      was: actualBps,
      expected: `at least the contributors' floor, ${floorBps / 100}%`,
      message: `leaves ${actualBps / 100}% to contributors once all debts are paid`,
      hints: ['Lower the account lines, or contributorsFloorBps: it can never be changed after deployment.'],
      docsPath: '/config#equation',
    })
  }
}

/* WHAT COMES LATER */

export class ConfigPoolTypeUnavailableError extends ConfigFieldError {
  override name = 'ConfigPoolTypeUnavailableError'
  constructor(path: string) {
    super({
      path,
      was: 'statement',
      expected: 'equity or debt',
      message: 'was statement, which no venture can hold yet',
      hints: ['Leave the pool out now; a governor can open it later.'],
      docsPath: '/config#pools',
    })
  }
}

/* THE WHOLE CONFIG */

export class ConfigSyntaxError extends BaseError {
  override name = 'ConfigSyntaxError'
  constructor(cause: unknown) {
    super('The config was no JSON, expected a JSON object.', { cause, docsPath: '/config' })
  }
}

/** A config that nothing can be deployed from. `cause` is its first error; `walk` finds it. */
export class ConfigInvalidError extends BaseError {
  override name = 'ConfigInvalidError'
  constructor(readonly errors: readonly [ConfigFieldError, ...ConfigFieldError[]]) {
    const { length } = errors
    super(`The config has ${length} error${length === 1 ? '' : 's'}, expected none.`, {
      cause: errors[0],
      hints: errors.map(({ shortMessage, hints }) => [shortMessage, ...hints].join(' ')),
      docsPath: length === 1 ? errors[0].docsPath : '/config',
    })
  }
}

function show(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

function a(what: string): string {
  return `${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`
}
