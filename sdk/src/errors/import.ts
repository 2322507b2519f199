import type { Address, Hex } from 'viem'
import { BaseError, type BaseErrorOptions, quote } from './base.ts'
import type { ParseError } from './parse.ts'

const FORMAT = '/examples/README'

/* ONE LINE OF A FILE */

export type ImportLineErrorOptions = BaseErrorOptions & {
  /** Counted from 1, quoted line breaks included; the header is line 1. */
  line: number
  column?: string
  /** What stood there. */
  was: string
  /** What should have, after "expected". */
  expected: string
  /** Replaces the first sentence. */
  message?: string
}

/** A line that cannot be imported. */
export class ImportLineError extends BaseError {
  override name = 'ImportLineError'
  readonly line: number
  readonly column: string | undefined
  readonly was: string
  readonly expected: string

  constructor({ line, column, was, expected, message, ...options }: ImportLineErrorOptions) {
    const place = column ? `Line ${line}, ${column}` : `Line ${line}`
    super(`${place}: ${message ?? `was ${quote(was)}, expected ${expected}`}.`, options)
    this.line = line
    this.column = column
    this.was = was
    this.expected = expected
  }
}

/** A value that could not be read; `cause` is the typed reason. */
export class ImportValueError extends ImportLineError {
  override name = 'ImportValueError'
  declare readonly cause: ParseError
  constructor(line: number, column: string, cause: ParseError) {
    super({ line, column, was: cause.was, expected: cause.expected, hints: cause.hints, cause })
  }
}

export class ImportHeaderError extends ImportLineError {
  override name = 'ImportHeaderError'
  constructor(
    was: string,
    problem: {
      missing: readonly string[]
      unknown: readonly string[]
      twice: readonly string[]
      /** Columns it can have; the optional ones in brackets. */
      columns: readonly string[]
      hints?: readonly string[]
    },
  ) {
    const parts = [
      problem.missing.length > 0 ? `lacks ${problem.missing.join(', ')}` : '',
      problem.unknown.length > 0 ? `has an unknown column ${problem.unknown.map(quote).join(', ')}` : '',
      problem.twice.length > 0 ? `has ${problem.twice.join(', ')} twice` : '',
    ].filter((part) => part !== '')
    const expected = `the columns ${problem.columns.join(', ')} in any order`
    const message = `the header ${was === '' ? 'is empty' : parts.join(' and ')}, expected ${expected}`
    super({ line: 1, was, expected, message, hints: problem.hints, docsPath: FORMAT })
  }
}

export class ImportColumnCountError extends ImportLineError {
  override name = 'ImportColumnCountError'
  constructor(
    line: number,
    readonly actual: number,
    readonly required: number,
  ) {
    super({
      line,
      was: String(actual),
      expected: String(required),
      message: `has ${actual} column${actual === 1 ? '' : 's'}, expected ${required} as in the header`,
      hints: ['A value with a comma in it needs quotes: "glue, screws".'],
    })
  }
}

export class ImportSyntaxError extends ImportLineError {
  override name = 'ImportSyntaxError'
  constructor(line: number, was: string, hint: string, cause?: unknown) {
    super({
      line,
      was,
      expected: 'a CSV line',
      message: `${was}, expected a CSV line; nothing after it was read`,
      hints: [hint],
      cause,
    })
  }
}

export class ImportEncodingError extends ImportLineError {
  override name = 'ImportEncodingError'
  constructor(line: number, column: string | undefined, was: string) {
    super({ line, column, was, expected: 'UTF-8 text', hints: ['Save the file as "CSV UTF-8" in the spreadsheet.'] })
  }
}

export class ImportKindUnknownError extends ImportLineError {
  override name = 'ImportKindUnknownError'
  constructor(line: number, was: string, kinds: readonly string[]) {
    super({ line, column: 'kind', was, expected: oneOf(kinds), hints: didYouMean(was, kinds) })
  }
}

export class ImportKindClosedError extends ImportLineError {
  override name = 'ImportKindClosedError'
  constructor(line: number, was: string, open: readonly string[]) {
    super({
      line,
      column: 'kind',
      was,
      expected: oneOf(open),
      message: `${quote(was)} takes no more contributions, expected ${oneOf(open)}`,
      hints: ['A closed kind goes on earning; new work is logged to the kind that took its place.'],
    })
  }
}

export class ImportKindDebtError extends ImportLineError {
  override name = 'ImportKindDebtError'
  constructor(line: number, was: string, equity: readonly string[]) {
    super({
      line,
      column: 'kind',
      was,
      expected: oneOf(equity),
      message: `${quote(was)} is a debt kind, expected an equity kind: ${oneOf(equity)}`,
      hints: ['A large batch has no debts: log those rows with `import`, from a file of their own.'],
    })
  }
}

export class ImportAffiliateUnknownError extends ImportLineError {
  override name = 'ImportAffiliateUnknownError'
  constructor(line: number, was: string, names: readonly string[]) {
    super({
      line,
      column: 'affiliate',
      was,
      expected: 'a name in the affiliates file, or an address',
      hints: [...didYouMean(was, names), `Add a line to the affiliates file: ${was === '' ? 'NAME' : was},0x…`],
    })
  }
}

export class ImportAffiliateRefusedError extends ImportLineError {
  override name = 'ImportAffiliateRefusedError'
  constructor(line: number, was: string, address: Address) {
    super({
      line,
      column: 'affiliate',
      was,
      expected: 'a person',
      message: `${quote(was)} is ${address}, expected a person: neither the zero address nor the venture itself contributes`,
    })
  }
}

export class ImportDuplicateError extends ImportLineError {
  override name = 'ImportDuplicateError'
  constructor(
    line: number,
    readonly firstLine: number,
    externalId: string | undefined,
  ) {
    const same = externalId === undefined ? `is the same as line ${firstLine}` : `is the same as on line ${firstLine}`
    super({
      line,
      column: externalId === undefined ? undefined : 'externalId',
      was: externalId ?? '',
      expected: 'a row of its own',
      message:
        externalId === undefined
          ? `${same}, expected a row of its own`
          : `${quote(externalId)} ${same}, expected an id of its own`,
      hints:
        externalId === undefined
          ? ['Delete it, or give both rows an externalId if both are real.']
          : ['Delete the row, or give it another id if both are real.'],
    })
  }
}

/* AFFILIATES FILE */

export class ImportPersonDuplicateError extends ImportLineError {
  override name = 'ImportPersonDuplicateError'
  constructor(
    line: number,
    was: string,
    readonly firstLine: number,
  ) {
    super({
      line,
      column: 'name',
      was,
      expected: 'each name once',
      message: `${quote(was)} stands on line ${firstLine} with another address, expected each name once`,
      hints: ['One person may have several names; one name leads to one address.'],
    })
  }
}

export class ImportPersonNameError extends ImportLineError {
  override name = 'ImportPersonNameError'
  constructor(line: number, was: string) {
    super({ line, column: 'name', was, expected: 'a name that is neither empty nor an address' })
  }
}

/* THE WHOLE FILE */

/** Bad lines were found. Nothing was built, nothing can be signed. */
export class ImportRejectedError extends BaseError {
  override name = 'ImportRejectedError'
  constructor(
    /** The first errors, in the order of the lines. */
    readonly errors: readonly ImportLineError[],
    /** How many there are in all. */
    readonly errorCount: number,
  ) {
    const more = errorCount - errors.length
    super(`The file has ${errorCount} error${errorCount === 1 ? '' : 's'}, expected none: nothing was imported.`, {
      hints: [
        ...errors.map(({ shortMessage, hints }) => [shortMessage, ...hints].join(' ')),
        ...(more > 0 ? [`And ${more} more.`] : []),
      ],
    })
  }
}

/** The file changed between check and import. */
export class ImportSourceChangedError extends BaseError {
  override name = 'ImportSourceChangedError'
  constructor(
    /** First line that differs; `undefined` where lines are missing. */
    readonly line: number | undefined,
  ) {
    const what = line === undefined ? 'Lines are missing from the file' : `Line ${line} is not what it was`
    super(`${what} when it was checked, expected the same file.`, {
      hints: ['Batches built so far are fine. Import the file again: what was logged is not logged twice.'],
    })
  }
}

/* STATE BESIDE THE FILE */

export class ImportStateInvalidError extends BaseError {
  override name = 'ImportStateInvalidError'
  constructor(
    readonly file: string,
    problem: string,
    cause?: unknown,
  ) {
    super(`The import state ${quote(file)} ${problem}, expected a file as it was written.`, {
      cause,
      hints: ['Without it nobody knows which rows were logged: restore it from a backup, do not just delete it.'],
    })
  }
}

export class ImportStateForeignError extends BaseError {
  override name = 'ImportStateForeignError'
  constructor(
    readonly file: string,
    actual: { chainId: number; ledger: Address },
    expected: { chainId: number; ledger: Address },
  ) {
    super(
      `The import state ${quote(file)} is of ledger ${actual.ledger} on chain ${actual.chainId}, ` +
        `expected ledger ${expected.ledger} on chain ${expected.chainId}.`,
      { hints: ['Keep one folder per venture and chain.'] },
    )
  }
}

export class ImportStateBusyError extends BaseError {
  override name = 'ImportStateBusyError'
  constructor(readonly file: string) {
    super(`The import state ${quote(file)} was written by another import, expected this one to be alone.`, {
      hints: ['Wait until the other import is done, then start this one again: nothing is logged twice.'],
    })
  }
}

export class ImportProposerChangedError extends BaseError {
  override name = 'ImportProposerChangedError'
  constructor(
    readonly batch: number,
    readonly actual: Address,
    readonly required: Address,
  ) {
    super(`Batch ${batch} was built for ${required}, expected the same proposer, not ${actual}.`, {
      hints: ['Go on with that wallet, or mark the batch as withdrawn: its rows are then free again.'],
    })
  }
}

export class ImportStatusError extends BaseError {
  override name = 'ImportStatusError'
  constructor(
    readonly batch: number,
    readonly actual: string,
    readonly next: string,
    possible: readonly string[],
  ) {
    const expected = possible.length === 0 ? 'no further change' : oneOf(possible)
    super(`Batch ${batch} is ${actual} and can't become ${next}, expected ${expected}.`)
  }
}

/* PACKING */

export class PackEntryError extends BaseError {
  override name = 'PackEntryError'
  constructor(
    readonly field: 'index' | 'affiliate' | 'kind' | 'quantity' | 'day',
    readonly actual: string,
    expected: string,
  ) {
    super(`The ${field} of an entry was ${actual}, expected ${expected}.`)
  }
}

export class PackedWorkDaysError extends BaseError {
  override name = 'PackedWorkDaysError'
  constructor(readonly actual: Hex) {
    super(`Days of work were ${quote(actual)}, expected 4 bytes per entry.`)
  }
}

/* GIT */

export class GitHistoryError extends BaseError {
  override name = 'GitHistoryError'
  constructor(
    readonly directory: string,
    cause?: unknown,
  ) {
    super(`${quote(directory)} gave no history, expected a folder of a git repository.`, {
      cause,
      hints: ['Check the path, and that git is installed.'],
    })
  }
}

function oneOf(values: readonly string[]): string {
  const shown = values.slice(0, 20)
  const rest = values.length - shown.length
  if (values.length === 0) return 'nothing: there is none'
  return `${values.length === 1 ? '' : 'one of '}${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

function didYouMean(was: string, names: readonly string[]): string[] {
  const close =
    was.length < 3 || was.length > 40 ? undefined : names.find((name) => isClose(was.toLowerCase(), name.toLowerCase()))
  return close === undefined ? [] : [`Did you mean ${close}?`]
}

/** Same letters in another case, or one letter more, fewer, other, or two swapped. */
function isClose(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  const start = [...a].findIndex((letter, i) => letter !== b[i])
  if (start === -1) return true
  const [restA, restB] = [a.slice(start), b.slice(start)]
  return (
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  )
}
