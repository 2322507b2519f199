import type { Address, Hex } from 'viem'
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

/* OF ERC-5805: one number after the other */

export class ECDSAInvalidSignatureError extends BaseError {
  override name = 'ECDSAInvalidSignatureError'
  constructor() {
    super('The signature is none, expected one of a key (ECDSA).', {
      hints: ['Contract wallets can not sign this; they send it.'],
      ...docs('signature'),
    })
  }
}

export class ECDSAInvalidSignatureLengthError extends BaseError {
  override name = 'ECDSAInvalidSignatureLengthError'
  constructor(readonly length: bigint) {
    super(`The signature has ${length} bytes, expected 65.`, docs('signature'))
  }
}

export class ECDSAInvalidSignatureSError extends BaseError {
  override name = 'ECDSAInvalidSignatureSError'
  constructor(readonly s: Hex) {
    super(`The s of the signature is ${s}, expected one in the lower half: it would have a twin.`, {
      hints: ['Use the signature as the wallet gave it.'],
      ...docs('signature'),
    })
  }
}

export class InvalidAccountNonceError extends BaseError {
  override name = 'InvalidAccountNonceError'
  constructor(
    readonly account: Address,
    readonly currentNonce: bigint,
  ) {
    super(`The signature of ${account} has another nonce, expected ${currentNonce}, its next one.`, {
      hints: ['It was submitted before, or another one was; or somebody else signed. Sign it again.'],
      ...docs('signature'),
    })
  }
}

export class VotesExpiredSignatureError extends BaseError {
  override name = 'VotesExpiredSignatureError'
  constructor(readonly expiry: bigint) {
    super(`The signature was good until ${time(expiry)}, expected one that still is.`, {
      hints: EXPIRED_HINTS,
      ...docs('signature'),
    })
  }
}
