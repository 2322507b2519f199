import type { Address, Hex } from 'viem'
import { BaseError } from './base.ts'
import { docs } from './words.ts'

export class ClaimNothingOwedError extends BaseError {
  override name = 'ClaimNothingOwedError'
  constructor(
    readonly venture: Address,
    readonly account: Address,
  ) {
    super(`Venture ${venture} owes ${account} nothing now, expected something to sign a claim for.`, {
      hints: ['Name `tokens` and `kinds` to sign for what will come.'],
      ...docs('client'),
    })
  }
}

export class ObjectionSubjectDiffersError extends BaseError {
  override name = 'ObjectionSubjectDiffersError'
  constructor(
    /** What was signed about. */
    readonly actual: Hex,
    /** Id of what is to be objected to. */
    readonly expected: Hex,
  ) {
    super(`The objection was signed about ${actual}, expected ${expected}.`, {
      hints: ['Submit it with the batch, correction or move its objector has signed about; every field is part of the id.'],
      ...docs('client'),
    })
  }
}
