import type { Address, Hex } from 'viem'
import { BaseError } from './base.ts'
import { be, count, docs, nth, time } from './words.ts'

export class BatchNotResolvableError extends BaseError {
  override name = 'BatchNotResolvableError'
  constructor(readonly batch: Hex) {
    super(`Nobody objects to batch ${batch}, expected an objection, or the governor after its window.`, {
      hints: ['It is accepted by attestations now, or by silence at its deadline.'],
      ...docs('resolution'),
    })
  }
}

export class ResolutionBitmapInvalidError extends BaseError {
  override name = 'ResolutionBitmapInvalidError'
  constructor(
    readonly bitmap: bigint,
    readonly size: bigint,
  ) {
    const expected = `one or more of the ${count(size, 'entry', 'entries')} for "some", none for any other decision`
    super(`The allowed entries were the bitmap 0x${bitmap.toString(16)}, expected ${expected}.`, {
      hints: ['Bit i stands for the entry with index i.'],
      ...docs('resolution'),
    })
  }
}

export class ResolutionConflictError extends BaseError {
  override name = 'ResolutionConflictError'
  constructor(readonly account: Address) {
    super(`${account} proposed it, objected to it or is named in it, expected others to decide.`, {
      hints: ['A governor never decides about own work; stewards who objected leave it to the other stewards.'],
      ...docs('resolution'),
    })
  }
}

export class ResolutionNotAscendingError extends BaseError {
  override name = 'ResolutionNotAscendingError'
  constructor(
    readonly index: bigint,
    readonly steward: Address,
  ) {
    super(`${nth('Steward', index)} is ${steward}, expected an address above the one before it.`, {
      hints: ['Sort the signatures by address, each steward once.'],
      ...docs('resolution'),
    })
  }
}

export class ResolutionStewardOnlyError extends BaseError {
  override name = 'ResolutionStewardOnlyError'
  constructor(readonly account: Address) {
    super(`${account} is no steward in good standing, expected one.`, {
      hints: ['`getStewards` lists them.'],
      ...docs('resolution'),
    })
  }
}

export class ResolutionStewardsMissingError extends BaseError {
  override name = 'ResolutionStewardsMissingError'
  constructor(
    readonly index: bigint,
    readonly actual: bigint,
    readonly required: bigint,
  ) {
    super(`${nth('Entry', index)} is decided by ${count(actual, 'steward')}, ${required} ${be(required)} required.`, {
      hints: ['A steward does not count for an own entry. The governor decides alone, without signatures.'],
      ...docs('resolution'),
    })
  }
}

export class ResolutionTooLateError extends BaseError {
  override name = 'ResolutionTooLateError'
  constructor(
    readonly nowTimestamp: bigint,
    readonly resolveBy: bigint,
  ) {
    super(`Stewards could decide until ${time(resolveBy)}; it is ${time(nowTimestamp)}.`, {
      hints: ['The governor can still resolve it.'],
      ...docs('resolution'),
    })
  }
}

export class ReviewEntriesWrongError extends BaseError {
  override name = 'ReviewEntriesWrongError'
  constructor(
    readonly actualHash: Hex,
    readonly expectedHash: Hex,
  ) {
    super(`The entries hash to ${actualHash}, expected those in force, ${expectedHash}.`, {
      hints: ['`getBatch` gives the entries in force: the proposed ones, or those of an amendment that was agreed to.'],
      ...docs('resolution'),
    })
  }
}
