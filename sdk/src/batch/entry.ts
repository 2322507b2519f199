import { type Address, type Hex, bytesToHex, getAddress, hexToBytes, isAddress, numberToHex } from 'viem'
import { PackEntryError, PackedWorkDaysError } from '../errors/import.ts'

/** A batch has at most so many entries. */
export const MAX_ENTRIES = 250
/** Largest quantity of an entry, in smallest units of its kind. */
export const MAX_QUANTITY = 2n ** 88n - 1n
const MAX_DAY = 2 ** 32 - 1

/** One contribution of a batch. */
export type Entry = {
  affiliate: Address
  /** Id of the kind, 0 to 255. */
  kind: number
  /** Smallest units of the kind. */
  quantity: bigint
}

/**
 * An entry in one word: address 160 | kind 8 | quantity 88.
 *
 * @throws {PackEntryError} something that doesn't fit
 */
export function packEntry({ affiliate, kind, quantity }: Entry): bigint {
  if (!isAddress(affiliate, { strict: false })) throw new PackEntryError('affiliate', affiliate, 'an address')
  if (!Number.isInteger(kind) || kind < 0 || kind > 255) throw new PackEntryError('kind', String(kind), '0 to 255')
  // 0 is what an amendment writes to strike an entry; a ledger refuses it in a proposal.
  if (quantity < 0n || quantity > MAX_QUANTITY) throw new PackEntryError('quantity', String(quantity), '0 to 2^88 - 1')
  return (BigInt(affiliate) << 96n) | (BigInt(kind) << 88n) | quantity
}

/** The reverse of {@link packEntry}. */
export function unpackEntry(packed: bigint): Entry {
  return {
    affiliate: getAddress(numberToHex(packed >> 96n, { size: 20 })),
    kind: Number((packed >> 88n) & 0xffn),
    quantity: packed & MAX_QUANTITY,
  }
}

/** Orders packed entries as a ledger wants them: by kind, then by address. */
export function comparePacked(a: bigint, b: bigint): number {
  const [keyA, keyB] = [sortKey(a), sortKey(b)]
  return keyA < keyB ? -1 : keyA > keyB ? 1 : 0
}

/**
 * Days of work, 4 bytes each, big endian, in the order of the entries.
 *
 * @throws {PackEntryError}
 */
export function packWorkDays(days: readonly number[]): Hex {
  const bytes = new Uint8Array(days.length * 4)
  const view = new DataView(bytes.buffer)
  days.forEach((day, i) => {
    if (!Number.isInteger(day) || day < 0 || day > MAX_DAY) throw new PackEntryError('day', String(day), '0 to 2^32 - 1')
    view.setUint32(i * 4, day)
  })
  return bytesToHex(bytes)
}

/**
 * The reverse of {@link packWorkDays}.
 *
 * @throws {PackedWorkDaysError}
 */
export function unpackWorkDays(packed: Hex): number[] {
  if ((packed.length - 2) % 8 !== 0) throw new PackedWorkDaysError(packed)
  const bytes = hexToBytes(packed)
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(i * 4))
}

function sortKey(packed: bigint): bigint {
  return (((packed >> 88n) & 0xffn) << 160n) | (packed >> 96n)
}
