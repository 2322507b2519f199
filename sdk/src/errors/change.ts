import type { Hex } from 'viem'
import { BaseError } from './base.ts'
import { capital, changeName, changeWords, count, docs, span, time } from './words.ts'

export class AccountZeroError extends BaseError {
  override name = 'AccountZeroError'
  constructor() {
    super('The account was the zero address, expected another one.', docs('change'))
  }
}

export class ChangeAtOnceError extends BaseError {
  override name = 'ChangeAtOnceError'
  constructor(
    /** Number of the `Change`. */
    readonly change: number,
  ) {
    const actions: Partial<Record<ReturnType<typeof changeName>, string>> = {
      pool: 'openPool',
      kind: 'openKind',
      kindClosed: 'closeKind',
    }
    const action = actions[changeName(change)]
    super(`${capital(changeWords(change))} needs no announcement, expected a change that does.`, {
      hints: action ? [`The governor does it at once with \`${action}\`.`] : [],
      ...docs('change'),
    })
  }
}

export class ChangeDataInvalidError extends BaseError {
  override name = 'ChangeDataInvalidError'
  constructor(
    readonly actualBytes: bigint,
    readonly expectedBytes: bigint,
  ) {
    super(`The data of the change takes ${count(actualBytes, 'byte')}, expected ${expectedBytes}.`, {
      hints: ['`encodeChange` makes it.'],
      ...docs('change'),
    })
  }
}

export class ChangeDiffersError extends BaseError {
  override name = 'ChangeDiffersError'
  constructor(
    readonly content: Hex,
    readonly announced: Hex,
  ) {
    super(`The change has the content ${content}, expected exactly what was announced, ${announced}.`, {
      hints: ['`getPendingChanges` gives the data that was announced.'],
      ...docs('change'),
    })
  }
}

export class ChangeNotHereError extends BaseError {
  override name = 'ChangeNotHereError'
  constructor(
    /** Number of the `Change`. */
    readonly change: number,
  ) {
    super(`${capital(changeWords(change))} is not set by this contract, expected its ledger or its venture.`, {
      hints: ['Changes go through the notice board, which knows where each belongs.'],
      ...docs('change'),
    })
  }
}

export class ChangeNotPendingError extends BaseError {
  override name = 'ChangeNotPendingError'
  constructor(
    /** Number of the `Change`. */
    readonly change: number,
    /** What it is about: a kind, a token, an account, or 0. */
    readonly subject: bigint,
  ) {
    super(`${capital(changeWords(change))} (subject ${subject}) is not announced, expected a pending change.`, {
      hints: ['It may have been applied, cancelled, or left behind by another governor: announce it again.'],
      ...docs('change'),
    })
  }
}

export class ChangeTooEarlyError extends BaseError {
  override name = 'ChangeTooEarlyError'
  constructor(
    readonly nowTimestamp: bigint,
    readonly readyAt: bigint,
  ) {
    super(`The change can take effect from ${time(readyAt)} on; it is ${time(nowTimestamp)}.`, {
      hints: [`Anyone can apply it in ${span(nowTimestamp, readyAt)}.`],
      ...docs('change'),
    })
  }
}
