import type { Attestation, SignedBy } from '../types.ts'

/** As the review board wants them: by who the attestors are now. */
export function ascending(attestations: readonly Attestation[]): Attestation[] {
  return [...attestations].sort((a, b) => compare(a.holder ?? a.attestor, b.holder ?? b.attestor))
}

export function ascendingSigners(signatures: readonly SignedBy[]): SignedBy[] {
  return [...signatures].sort((a, b) => compare(a.signer, b.signer))
}

function compare(a: string, b: string): number {
  return a.toLowerCase() < b.toLowerCase() ? -1 : 1
}
