import type { Address } from 'viem'
import { BaseError } from './base.ts'
import { campaignDocs } from './words.ts'

export class PurchaseSupplierInvalidError extends BaseError {
  override name = 'PurchaseSupplierInvalidError'
  constructor(readonly supplier: Address) {
    super(
      `${supplier} can't be the supplier, expected an account other than zero, the campaign, its token and its machine.`,
      campaignDocs('release'),
    )
  }
}

export class ReleaseAmountOutOfBoundsError extends BaseError {
  override name = 'ReleaseAmountOutOfBoundsError'
  constructor(
    readonly amount: bigint,
    readonly max: bigint,
  ) {
    super(`${amount} smallest units were to be released, expected 1 to ${max}, what was raised and not spent yet.`, {
      hints: ['A purchase may cost less than the goal: what it leaves goes back to the pledgers.'],
      ...campaignDocs('release'),
    })
  }
}
