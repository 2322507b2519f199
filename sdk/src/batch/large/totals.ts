import { MAX_QUANTITY, type Entry } from '../entry.ts'

/** What a large batch holds of a kind. */
export type LargeTotal = {
  kind: number
  /** Smallest units of the kind, all leaves together. */
  quantity: bigint
}

/** Total of a kind, at most. */
export const MAX_LARGE_TOTAL = MAX_QUANTITY

/** Adds up the quantities of leaves by kind. */
export class LargeTotals {
  readonly #byKind = new Map<number, bigint>()

  /** Adds an entry; the total of its kind now. */
  add({ kind, quantity }: Pick<Entry, 'kind' | 'quantity'>): bigint {
    const total = (this.#byKind.get(kind) ?? 0n) + quantity
    this.#byKind.set(kind, total)
    return total
  }

  of(kind: number): bigint {
    return this.#byKind.get(kind) ?? 0n
  }

  /** By ascending kind, as a ledger wants them. */
  all(): LargeTotal[] {
    return [...this.#byKind].map(([kind, quantity]) => ({ kind, quantity })).sort((a, b) => a.kind - b.kind)
  }
}

/** Totals of leaves, by ascending kind. */
export function largeTotals(leaves: Iterable<Pick<Entry, 'kind' | 'quantity'>>): LargeTotal[] {
  const totals = new LargeTotals()
  for (const leaf of leaves) totals.add(leaf)
  return totals.all()
}
