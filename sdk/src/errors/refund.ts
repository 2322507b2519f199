import type { Address } from 'viem'
import { BaseError } from './base.ts'
import { campaignDocs } from './words.ts'

export class RecipientRefusedEthError extends BaseError {
  override name = 'RecipientRefusedEthError'
  constructor(
    readonly recipient: Address,
    /** Wei. */
    readonly amount: bigint,
  ) {
    super(`${recipient} refused ${amount} wei, expected an account that takes ETH.`, {
      hints: ['Nothing is lost. A pledger can name another account with `setRefundTo`; a supplier has to be proposed anew.'],
      ...campaignDocs('refunds'),
    })
  }
}

export class RefundGasTooLowError extends BaseError {
  override name = 'RefundGasTooLowError'
  constructor(
    readonly gasLeft: bigint,
    readonly gasNeeded: bigint,
  ) {
    super(`${gasLeft} gas were left for the next refund of the batch, ${gasNeeded} are required.`, {
      hints: ['Send the batch with more gas, or with fewer accounts.'],
      ...campaignDocs('refunds'),
    })
  }
}

export class RefundNothingError extends BaseError {
  override name = 'RefundNothingError'
  constructor(readonly account: Address) {
    super(`Nothing goes back to ${account}, expected a surplus: all that was raised has been spent.`, {
      hints: ['A machine pays its co-owners back as it is used, see `claimPayback`.'],
      ...campaignDocs('refunds'),
    })
  }
}

export class RefundPaidAlreadyError extends BaseError {
  override name = 'RefundPaidAlreadyError'
  constructor(readonly account: Address) {
    super(`${account} was paid back before, expected an account that was not.`, {
      hints: ['Each account is paid back once; `getPosition` tells where its money went.'],
      ...campaignDocs('refunds'),
    })
  }
}
