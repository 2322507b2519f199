import type { ModelEntry } from './types.ts'

/** Reads an entry in one word: address 160 | kind 8 | quantity 88. */
export function unpackModelEntry(packed: bigint): ModelEntry {
  return {
    affiliate: `0x${(packed >> 96n).toString(16).padStart(40, '0')}`,
    kind: Number((packed >> 88n) & 0xffn),
    quantity: packed & (2n ** 88n - 1n),
  }
}

/** The reverse of {@link unpackModelEntry}. */
export function packModelEntry({ affiliate, kind, quantity }: ModelEntry): bigint {
  return (BigInt(affiliate) << 96n) | (BigInt(kind) << 88n) | quantity
}
