import { packEntry, unpackEntry } from '../../batch/entry.ts'

/** A lower quantity for the entry with an index; 0 strikes it. */
export type EntryAmendment = { index: number; quantity: bigint }

/**
 * The packed entries of an amendment: those in force with lower quantities.
 *
 * @example amendEntries(entries, [{ index: 0, quantity: 800n }])
 */
export function amendEntries(entries: readonly bigint[], amendments: readonly EntryAmendment[]): bigint[] {
  const quantities = new Map(amendments.map(({ index, quantity }) => [index, quantity]))
  return entries.map((entry, index) => {
    const quantity = quantities.get(index)
    return quantity === undefined ? entry : packEntry({ ...unpackEntry(entry), quantity })
  })
}
