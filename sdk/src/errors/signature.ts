import type { Address } from 'viem'
import { BaseError } from './base.ts'
import { docs, span, time } from './words.ts'

const EXPIRED_HINTS = ['Ask the signer for a new signature with a later deadline.']
const INVALID_HINTS = [
  'Sign the same content for the same contract and chain; an amendment or a new objection makes older signatures invalid.',
  'A contract wallet must say yes by ERC-1271.',
]

export class NonceUsedError extends BaseError {
  override name = 'NonceUsedError'
  constructor(
    readonly signer: Address,
    readonly nonce: bigint,
  ) {
    super(`Nonce ${nonce} of ${signer} was used or cancelled before, expected a fresh one.`, {
      hints: ['What was signed may have been submitted already; otherwise sign it again with another nonce.'],
      ...docs('signature'),
    })
  }
}

export class ReviewSignatureExpiredError extends BaseError {
  override name = 'ReviewSignatureExpiredError'
  constructor(
    readonly nowTimestamp: bigint,
    readonly deadline: bigint,
  ) {
    super(expired(nowTimestamp, deadline), { hints: EXPIRED_HINTS, ...docs('signature') })
  }
}

export class ReviewSignatureInvalidError extends BaseError {
  override name = 'ReviewSignatureInvalidError'
  constructor(readonly signer: Address) {
    super(invalid(signer), { hints: INVALID_HINTS, ...docs('signature') })
  }
}

export class SignatureExpiredError extends BaseError {
  override name = 'SignatureExpiredError'
  constructor(
    readonly nowTimestamp: bigint,
    readonly deadline: bigint,
  ) {
    super(expired(nowTimestamp, deadline), { hints: EXPIRED_HINTS, ...docs('signature') })
  }
}

export class SignatureInvalidError extends BaseError {
  override name = 'SignatureInvalidError'
  constructor(readonly signer: Address) {
    super(invalid(signer), { hints: INVALID_HINTS, ...docs('signature') })
  }
}

function expired(nowTimestamp: bigint, deadline: bigint): string {
  return `The signature was good until ${time(deadline)}, which was ${span(deadline, nowTimestamp)} ago, expected a later deadline.`
}

function invalid(signer: Address): string {
  return `The signature is not one of ${signer} for this content, expected one that is.`
}
