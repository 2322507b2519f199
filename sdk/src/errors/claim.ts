import type { Address } from 'viem'
import { BaseError } from './base.ts'
import { docs } from './words.ts'

export class ClaimEthRefusedError extends BaseError {
  override name = 'ClaimEthRefusedError'
  constructor(
    readonly recipient: Address,
    /** Wei. */
    readonly amount: bigint,
  ) {
    super(`${recipient} refused ${amount} wei, expected an account that takes ETH.`, {
      hints: ['Nothing is lost. The account can claim to another recipient (`claimTo`), name a payee, or leave ETH out.'],
      ...docs('claim'),
    })
  }
}

export class ClaimGasTooLowError extends BaseError {
  override name = 'ClaimGasTooLowError'
  constructor(
    readonly gasLeft: bigint,
    readonly gasNeeded: bigint,
  ) {
    super(`${gasLeft} gas were left for the next claim of the batch, ${gasNeeded} are required.`, {
      hints: ['Send the batch with more gas, or with fewer claims.'],
      ...docs('claim'),
    })
  }
}

export class ClaimHolderOnlyError extends BaseError {
  override name = 'ClaimHolderOnlyError'
  constructor(
    readonly caller: Address,
    readonly holder: Address,
  ) {
    super(`${caller} called, expected ${holder}, who the account is now.`, {
      hints: [
        'Anybody can claim to where the account is paid (`claim`); its holder alone sends it elsewhere or names a payee.',
        'In a venture the holder can sign instead, and anybody submits it (`claimToFor`, `setPayeeFor`).',
      ],
      ...docs('claim'),
    })
  }
}

export class ClaimRecipientInvalidError extends BaseError {
  override name = 'ClaimRecipientInvalidError'
  constructor(readonly recipient: Address) {
    super(`${recipient} can't be paid, expected an account other than zero and the contract that pays.`, docs('claim'))
  }
}
