import type { Address, Hex } from 'viem'
import { unpackEntry } from '../batch/entry.ts'
import { BaseError } from './base.ts'
import { be, count, docs, nth, time } from './words.ts'

export class AmendmentConsentMissingError extends BaseError {
  override name = 'AmendmentConsentMissingError'
  constructor(readonly affiliate: Address) {
    super(`${affiliate} has not agreed to the amendment, which lowers a quantity of theirs: their signature is required.`, {
      hints: ['Ask for it with `signAmendmentConsent`; without it stewards or the governor can decide.'],
      ...docs('objection'),
    })
  }
}

export class AmendmentMissingError extends BaseError {
  override name = 'AmendmentMissingError'
  constructor(
    readonly batch: Hex,
    readonly objector: Address,
  ) {
    super(`${objector} proposed no such amendment of batch ${batch}, expected the entries as in the objection.`, {
      hints: ['`getBatch` gives the amended entries of every objection.'],
      ...docs('objection'),
    })
  }
}

export class AmendmentRaisesError extends BaseError {
  override name = 'AmendmentRaisesError'
  constructor(
    readonly index: bigint,
    /** Packed entry in force. */
    readonly actual: bigint,
    /** Packed entry of the amendment. */
    readonly proposed: bigint,
  ) {
    super(
      `${nth('Entry', index)} was ${words(actual)} and would become ${words(proposed)}, expected the same with a lower quantity.`,
      {
        hints: ['An amendment only lowers quantities; 0 strikes an entry. What is missing goes into a new batch.'],
        ...docs('objection'),
      },
    )
  }
}

export class AmendmentSizeWrongError extends BaseError {
  override name = 'AmendmentSizeWrongError'
  constructor(
    readonly actual: bigint,
    readonly expected: bigint,
  ) {
    super(`The amendment has ${count(actual, 'entry', 'entries')}, expected ${expected} as in the batch.`, {
      hints: ['Keep every entry; a quantity of 0 strikes it.'],
      ...docs('objection'),
    })
  }
}

export class AmendmentTooLateError extends BaseError {
  override name = 'AmendmentTooLateError'
  constructor(readonly batch: Hex) {
    super(`Batch ${batch} was accepted in part, expected one of which nothing was accepted to amend.`, {
      hints: ['Object without an amendment, or correct what was accepted.'],
      ...docs('objection'),
    })
  }
}

export class AmendmentUnchangedError extends BaseError {
  override name = 'AmendmentUnchangedError'
  constructor() {
    super('The amendment changes nothing, expected a lower quantity somewhere.', {
      hints: ['Object without an amendment to say only that the batch is not true.'],
      ...docs('objection'),
    })
  }
}

export class ObjectionExistsError extends BaseError {
  override name = 'ObjectionExistsError'
  constructor(
    readonly batch: Hex,
    readonly objector: Address,
  ) {
    super(`${objector} objected to ${batch} before, expected at most one objection each.`, {
      hints: ['An objection that was taken back or settled counts, too.'],
      ...docs('objection'),
    })
  }
}

export class ObjectionMissingError extends BaseError {
  override name = 'ObjectionMissingError'
  constructor(
    readonly batch: Hex,
    readonly objector: Address,
  ) {
    super(`No objection of ${objector} to ${batch} stands, expected one.`, docs('objection'))
  }
}

export class ObjectionTooLateError extends BaseError {
  override name = 'ObjectionTooLateError'
  constructor(
    readonly nowTimestamp: bigint,
    readonly deadline: bigint,
  ) {
    super(`Objections were possible until ${time(deadline)}; it is ${time(nowTimestamp)}.`, {
      hints: ['What was accepted by mistake can be corrected; until it is accepted the governor can resolve the batch.'],
      ...docs('objection'),
    })
  }
}

export class ObjectorMovedError extends BaseError {
  override name = 'ObjectorMovedError'
  constructor(
    readonly account: Address,
    readonly holder: Address,
  ) {
    super(`Points of ${account} were to count, which is ${holder} now, expected that account to object.`, {
      hints: ['Who an account is after its moves objects with its points, by signature (`objectToBatchFor`).'],
      ...docs('objection'),
    })
  }
}

export class ObjectorUnqualifiedError extends BaseError {
  override name = 'ObjectorUnqualifiedError'
  constructor(
    readonly objector: Address,
    readonly points: bigint,
    readonly minPoints: bigint,
  ) {
    super(`${objector} has ${count(points, 'point')} in the kinds named, ${minPoints} ${be(minPoints)} required to object.`, {
      hints: ['Name every kind the objector holds units in; stewards need no points.'],
      ...docs('objection'),
    })
  }
}

function words(packed: bigint): string {
  const { affiliate, kind, quantity } = unpackEntry(packed)
  return `${quantity} of kind ${kind} by ${affiliate}`
}
