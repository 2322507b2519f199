import type { Address } from 'viem'
import { BaseError } from './base.ts'
import { docs } from './words.ts'

export class TokenGasTooLowError extends BaseError {
  override name = 'TokenGasTooLowError'
  constructor(
    readonly gasLeft: bigint,
    readonly gasNeeded: bigint,
  ) {
    super(`${gasLeft} gas were left to read a token's balance, ${gasNeeded} are required.`, {
      hints: ['Send the transaction with more gas: nothing was distributed with less, so that nobody can have a token skipped.'],
      ...docs('token'),
    })
  }
}

export class TokenNotListedError extends BaseError {
  override name = 'TokenNotListedError'
  constructor(readonly token: Address) {
    super(`${token} is no payout token here, expected a listed one.`, {
      hints: ['`getTokens` lists them. A token can be listed later; what was paid in it before is then distributed.'],
      ...docs('token'),
    })
  }
}

export class TokenTwiceError extends BaseError {
  override name = 'TokenTwiceError'
  constructor(readonly token: Address) {
    super(`Token ${token} is listed twice, expected each token once.`, {
      hints: ['The token a machine was bought in is listed for ever and can not be muted.'],
      ...docs('token'),
    })
  }
}

export class TokenWithoutCodeError extends BaseError {
  override name = 'TokenWithoutCodeError'
  constructor(readonly token: Address) {
    super(`There is no contract at ${token}, expected a token or ETH.`, {
      hints: ['ETH is 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE.', 'Check that the address is a token on this chain.'],
      ...docs('token'),
    })
  }
}

export class TokensTooManyError extends BaseError {
  override name = 'TokensTooManyError'
  constructor(
    readonly count: bigint,
    readonly max: bigint,
  ) {
    super(`There would be ${count} payout tokens, expected at most ${max}.`, {
      hints: ['At most 16 tokens are ever listed, at most 8 of them not muted: mute one that is no longer paid.'],
      ...docs('token'),
    })
  }
}
