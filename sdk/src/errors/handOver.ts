import type { Address } from 'viem'
import { BaseError } from './base.ts'
import { count, docs, nth, span, time } from './words.ts'

export class FactoryHandOverInvalidError extends BaseError {
  override name = 'FactoryHandOverInvalidError'
  constructor(readonly accounts: bigint) {
    super(`The hand-over asks for ${count(accounts, 'account')}, expected at least 1 to show their voice.`, {
      hints: ['Or leave the governor out: the group then governs from the beginning.'],
      ...docs('hand-over'),
    })
  }
}

export class HandOverAccountsMissingError extends BaseError {
  override name = 'HandOverAccountsMissingError'
  constructor(
    readonly actual: bigint,
    readonly required: bigint,
  ) {
    super(`${count(actual, 'account shows its voice', 'accounts show their voice')}, expected at least ${required}.`, {
      hints: ['Let more opt in (`delegateVoice`), and name all of them.'],
      ...docs('hand-over'),
    })
  }
}

export class HandOverBoardOnlyError extends BaseError {
  override name = 'HandOverBoardOnlyError'
  constructor(
    readonly caller: Address,
    readonly board: Address,
  ) {
    super(`${caller} called, expected the hand-over board ${board}.`, {
      hints: ['A published hand-over is made by `takeOver`; a governor names another one by `announceGovernor`.'],
      ...docs('hand-over'),
    })
  }
}

export class HandOverNoneError extends BaseError {
  override name = 'HandOverNoneError'
  constructor(readonly venture: Address) {
    super(`Venture ${venture} has no hand-over to be made, expected a published one.`, {
      hints: ['It was made already, or none was published at deployment.'],
      ...docs('hand-over'),
    })
  }
}

export class HandOverNotAscendingError extends BaseError {
  override name = 'HandOverNotAscendingError'
  constructor(
    readonly index: bigint,
    readonly account: Address,
  ) {
    super(`${nth('Account', index)}, ${account}, is not above the one before, expected ascending addresses, each once.`, {
      hints: ['`takeOver` sorts them; name each once.'],
      ...docs('hand-over'),
    })
  }
}

export class HandOverPublishedAlreadyError extends BaseError {
  override name = 'HandOverPublishedAlreadyError'
  constructor(readonly venture: Address) {
    super(`Venture ${venture} has a published hand-over, expected none: it never changes.`, docs('hand-over'))
  }
}

export class HandOverTooEarlyError extends BaseError {
  override name = 'HandOverTooEarlyError'
  constructor(
    readonly nowTimestamp: bigint,
    readonly dueAt: bigint,
    readonly affiliates: bigint,
  ) {
    const sooner = affiliates === 0n ? '' : `, or ${count(affiliates, 'account')} to show their voice`
    super(`It is ${time(nowTimestamp)}, expected ${time(dueAt)} or later${sooner}.`, {
      hints: [`It is due in ${span(nowTimestamp, dueAt)}${affiliates === 0n ? '' : '; sooner once enough opted in'}.`],
      ...docs('hand-over'),
    })
  }
}

export class HandOverTooLateError extends BaseError {
  override name = 'HandOverTooLateError'
  constructor(readonly venture: Address) {
    super(`Venture ${venture} has begun, expected one that has not: a hand-over is published at deployment.`, {
      hints: ['A governor can name a governor by lazy consensus at any time (`deployGovernor`, `announceGovernor`).'],
      ...docs('hand-over'),
    })
  }
}

export class HandOverVoiceMissingError extends BaseError {
  override name = 'HandOverVoiceMissingError'
  constructor(
    readonly actual: bigint,
    readonly required: bigint,
  ) {
    super(`They show ${actual} voice together, expected at least ${required}, a fifth of all there is.`, {
      hints: ['Have what they earned counted (`updateVoice`), or name more who opted in.'],
      ...docs('hand-over'),
    })
  }
}

export class HandOverWithoutVoiceError extends BaseError {
  override name = 'HandOverWithoutVoiceError'
  constructor(readonly account: Address) {
    super(`${account} shows no voice, expected one who opted in, with voice that was counted.`, {
      hints: ['It opts in by `delegateVoice`; anyone has its voice counted by `updateVoice`. Else leave it out.'],
      ...docs('hand-over'),
    })
  }
}

export class KindVoiceTooHighError extends BaseError {
  override name = 'KindVoiceTooHighError'
  constructor(readonly voice: bigint) {
    super(
      `The kind would give ${voice} voice per smallest unit, more per point than any there is, expected no more before the hand-over.`,
      {
        hints: ['Lower the voice or raise the weight; once the group governs, it can decide it.'],
        ...docs('hand-over'),
      },
    )
  }
}
