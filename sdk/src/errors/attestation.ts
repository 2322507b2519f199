import type { Address } from 'viem'
import { BaseError } from './base.ts'
import { be, count, docs, nth } from './words.ts'

export class AttestationStewardMissingError extends BaseError {
  override name = 'AttestationStewardMissingError'
  constructor(readonly index: bigint) {
    super(`${nth('Entry', index)} has no attestation of a steward other than its own affiliate, one is required.`, {
      hints: ['Ask a steward to attest; `getStewards` lists them.'],
      ...docs('attestation'),
    })
  }
}

export class AttestationsMissingError extends BaseError {
  override name = 'AttestationsMissingError'
  constructor(
    readonly index: bigint,
    readonly actual: bigint,
    readonly required: bigint,
  ) {
    super(`${nth('Entry', index)} has ${count(actual, 'attestation')} of others, ${required} ${be(required)} required.`, {
      hints: [
        "An attestation by the entry's own affiliate does not count.",
        'Ask one more steward, or an affiliate with enough points, to attest.',
      ],
      ...docs('attestation'),
    })
  }
}

export class AttestorUnqualifiedError extends BaseError {
  override name = 'AttestorUnqualifiedError'
  constructor(
    readonly attestor: Address,
    readonly points: bigint,
    readonly minPoints: bigint,
  ) {
    super(`${attestor} has ${count(points, 'point')} in the kinds named, ${minPoints} ${be(minPoints)} required to attest.`, {
      hints: ['Name every kind the attestor holds units in; stewards need no points.'],
      ...docs('attestation'),
    })
  }
}

export class AttestorsNotAscendingError extends BaseError {
  override name = 'AttestorsNotAscendingError'
  constructor(
    readonly index: bigint,
    readonly attestor: Address,
  ) {
    super(`${nth('Attestor', index)} is ${attestor}, expected an address above the one before it.`, {
      hints: ['Sort the attestations by address, each attestor once; an account that moved stands as who it is now.'],
      ...docs('attestation'),
    })
  }
}

export class StandingKindsNotAscendingError extends BaseError {
  override name = 'StandingKindsNotAscendingError'
  constructor(
    readonly index: bigint,
    readonly kind: bigint,
  ) {
    super(`${nth('Kind', index)} is ${kind}, expected one above the one before it.`, {
      hints: ['Sort the kinds that points are counted in, each once.'],
      ...docs('attestation'),
    })
  }
}
