import type { Address, Hex } from 'viem'
import { BaseError } from './base.ts'
import { docs, nth } from './words.ts'

export class RelayGasTooLowError extends BaseError {
  override name = 'RelayGasTooLowError'
  constructor(
    readonly gasLeft: bigint,
    readonly gasNeeded: bigint,
  ) {
    super(`${gasLeft} gas were left for the next call of the batch, ${gasNeeded} are required.`, {
      hints: ['Nothing was done. Send the batch with more gas, or with fewer calls.'],
      ...docs('relay'),
    })
  }
}

export class RelayCallForeignError extends BaseError {
  override name = 'RelayCallForeignError'
  constructor(
    /** Of the call, from 0. */
    readonly index: number,
    readonly target: Address,
    /** First 4 bytes of its data. */
    readonly selector: Hex,
  ) {
    super(
      `${nth('Call', BigInt(index))} is ${selector} of ${target}, expected one that somebody has signed, of a board, a ledger or a campaign of ours.`,
      {
        hints: [
          'Prepare it with an action that takes a signature, as `prepareClaimToFor`, or send it yourself.',
          'Where the shared contracts stand elsewhere, pass their addresses.',
        ],
        ...docs('client'),
      },
    )
  }
}

export class RelayCallValueError extends BaseError {
  override name = 'RelayCallValueError'
  constructor(
    /** Of the call, from 0. */
    readonly index: number,
    /** Wei. */
    readonly value: bigint,
  ) {
    super(
      `${nth('Call', BigInt(index))} would carry ${value} wei, expected none: nothing that is relayed takes ETH along.`,
      docs('client'),
    )
  }
}

export class RelayEmptyError extends BaseError {
  override name = 'RelayEmptyError'
  constructor() {
    super('There are 0 calls, expected at least 1.', docs('client'))
  }
}
