import type { Attestation, SignedBy } from '../types.ts'

/** As a ledger wants them: by address. */
export function ascending(attestations: readonly Attestation[]): Attestation[] {
  return [...attestations].sort((a, b) => compare(a.attestor, b.attestor))
}

export function ascendingSigners(signatures: readonly SignedBy[]): SignedBy[] {
  return [...signatures].sort((a, b) => compare(a.signer, b.signer))
}

function compare(a: string, b: string): number {
  return a.toLowerCase() < b.toLowerCase() ? -1 : 1
}
