import type { Address, Hex } from 'viem'
import { BaseError, type BaseErrorOptions, quote } from './base.ts'
import { ImportLineError } from './import.ts'
import { count } from './words.ts'

const page = (section: 'building' | 'checking' | 'files' | 'proofs') => ({ docsPath: `/large-batches#${section}` })

/* ONE LINE OF THE INPUT */

export class LargeTotalTooLargeError extends ImportLineError {
  override name = 'LargeTotalTooLargeError'
  constructor(
    line: number,
    /** Name of the kind. */
    kind: string,
    /** Total of the kind with this row, in smallest units. */
    readonly actual: bigint,
    readonly max: bigint,
  ) {
    super({
      line,
      column: 'quantity',
      was: String(actual),
      expected: `at most ${max}`,
      message: `the total of ${quote(kind)} came to ${actual} smallest units, expected at most ${max}`,
      hints: ['Split the file into several large batches.'],
    })
  }
}

export class LargeTooManyRowsError extends ImportLineError {
  override name = 'LargeTooManyRowsError'
  constructor(
    line: number,
    readonly max: number,
  ) {
    super({
      line,
      was: String(max + 1),
      expected: String(max),
      message: `is row ${max + 1}, expected at most ${max} rows; nothing after it was read`,
      hints: ['Split the file into several large batches.'],
    })
  }
}

/* BUILDING */

export class LargeEmptyError extends BaseError {
  override name = 'LargeEmptyError'
  constructor() {
    super('The file has 0 contributions, expected at least 1.', page('building'))
  }
}

export class LargeInputChangedError extends BaseError {
  override name = 'LargeInputChangedError'
  constructor(readonly file: string) {
    super(`${quote(file)} changed while it was read, expected the same file to its end.`, {
      hints: ['Build it again once nobody writes to it.'],
      ...page('building'),
    })
  }
}

export class LargeBuildBusyError extends BaseError {
  override name = 'LargeBuildBusyError'
  constructor(
    readonly folder: string,
    readonly processId: number,
  ) {
    super(`Process ${processId} is building in ${quote(folder)}, expected this one to be alone.`, {
      hints: ['Wait until it is done, or stop it and start this again.', `If no such build runs, delete ${quote(folder)}.`],
      ...page('building'),
    })
  }
}

/* FILES */

export class LargeSummaryInvalidError extends BaseError {
  override name = 'LargeSummaryInvalidError'
  constructor(
    readonly file: string,
    problem: string,
    cause?: unknown,
  ) {
    super(`The summary ${quote(file)} ${problem}, expected a file as it was written.`, {
      cause,
      hints: ['Build it again: the same input gives the same summary.'],
      ...page('files'),
    })
  }
}

export class LargeTreeFileError extends BaseError {
  override name = 'LargeTreeFileError'
  constructor(
    readonly file: string,
    problem: string,
  ) {
    super(`The tree ${quote(file)} ${problem}, expected a file as it was written.`, {
      hints: ['Build it again: the same input gives the same tree.'],
      ...page('files'),
    })
  }
}

/* PROOFS */

export class LargeIndexError extends BaseError {
  override name = 'LargeIndexError'
  constructor(
    readonly actual: number,
    readonly leaves: number,
  ) {
    super(`The index was ${actual}, expected 0 to ${leaves - 1}.`, {
      hints: ['Indices count the contributions of the data file from 0.'],
      ...page('proofs'),
    })
  }
}

export class LargeAffiliateUnknownError extends BaseError {
  override name = 'LargeAffiliateUnknownError'
  constructor(
    readonly affiliate: Address,
    readonly leaves: number,
  ) {
    super(`${affiliate} has none of the ${count(BigInt(leaves), 'leaf', 'leaves')}, expected an affiliate of this batch.`, {
      hints: ['The data file of the batch lists them all.'],
      ...page('proofs'),
    })
  }
}

/* CHECKING A DATA FILE */

/** The file behind the URI of a large batch is not what the batch says. */
export class LargeDataError extends BaseError {
  override name = 'LargeDataError'
  constructor(shortMessage: string, options: BaseErrorOptions = {}) {
    super(shortMessage, { ...page('checking'), ...options })
  }
}

/** Another file than the batch names. */
export class LargeDataHashError extends LargeDataError {
  override name = 'LargeDataHashError'
  constructor(
    readonly actual: Hex,
    readonly expected: Hex,
    /** What is wrong with the content, if anything. */
    readonly problem: BaseError | undefined,
  ) {
    super(`The hash of the data file was ${actual}, expected ${expected}: this is another file than the batch names.`, {
      hints: [
        problem
          ? `It has another content too: ${problem.shortMessage}`
          : 'Its leaves are the same: only its texts, days or line ends were changed.',
        'Ask who proposed the batch for the right file. Until it can be read, nobody can check the batch: a reason to object.',
      ],
    })
  }
}

const FALSE_BATCH = 'The file is the one the batch names, so the batch itself is false: object to it.'

export class LargeDataLineError extends LargeDataError {
  override name = 'LargeDataLineError'
  constructor(
    readonly line: number,
    readonly column: string | undefined,
    readonly was: string,
    expected: string,
  ) {
    const place = column === undefined ? `Line ${line}` : `Line ${line}, ${column}`
    super(`${place} of the data file: was ${quote(was)}, expected ${expected}.`, { hints: [FALSE_BATCH] })
  }
}

export class LargeDataCountError extends LargeDataError {
  override name = 'LargeDataCountError'
  constructor(
    readonly actual: number,
    readonly expected: number,
  ) {
    super(`The data file has ${count(BigInt(actual), 'leaf', 'leaves')}, expected ${expected}.`, { hints: [FALSE_BATCH] })
  }
}

export class LargeDataTotalsError extends LargeDataError {
  override name = 'LargeDataTotalsError'
  constructor(
    readonly kind: number,
    /** Smallest units, of the leaves in the file. */
    readonly actual: bigint,
    /** As the batch says. */
    readonly expected: bigint,
  ) {
    super(`The leaves of kind ${kind} come to ${actual} smallest units, expected ${expected}.`, { hints: [FALSE_BATCH] })
  }
}

export class LargeDataRootError extends LargeDataError {
  override name = 'LargeDataRootError'
  constructor(
    readonly actual: Hex,
    readonly expected: Hex,
  ) {
    super(`The leaves of the data file make the root ${actual}, expected ${expected}.`, { hints: [FALSE_BATCH] })
  }
}

export class LargeDataTooLongError extends LargeDataError {
  override name = 'LargeDataTooLongError'
  constructor(
    readonly maxBytes: number,
    readonly leaves: number,
  ) {
    super(
      `The data file is longer than ${maxBytes} bytes, expected fewer for ${count(BigInt(leaves), 'leaf', 'leaves')}: it was not read further.`,
      { hints: ['Whoever answers there sends something else than the file.'] },
    )
  }
}

export class LargeDataUnreachableError extends BaseError {
  override name = 'LargeDataUnreachableError'
  constructor(
    readonly uri: string,
    problem: string,
  ) {
    super(`${quote(uri)} ${problem}, expected the data file of a large batch.`, {
      hints: ['Give a path, or an address that begins with https:, http: or file:; for ipfs: that of a gateway.'],
      ...page('checking'),
    })
  }
}
