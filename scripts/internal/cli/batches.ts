import type { Address } from 'viem'
import { type Batch, formatDay, formatQuantity, getBatches } from '@open-value/sdk'
import type { Context, NamedKind, OpenVenture } from './context.ts'
import { InputError } from './errors.ts'

/** The open batches of a venture, in the order `status` numbers them. */
export async function openBatches({ client, contracts }: Context, { ledger }: OpenVenture): Promise<Batch[]> {
  const { batches } = await getBatches(client, { ...contracts, ledger })
  return [...batches].sort((a, b) => Number(a.proposedAtBlock - b.proposedAtBlock))
}

/** The open batch somebody means: its number in `status`, or the beginning of its id. */
export function findBatch(batches: readonly Batch[], written: string): Batch {
  const found = /^\d{1,4}$/.test(written)
    ? batches.slice(Number(written) - 1, Number(written))
    : batches.filter(({ batch }) => batch.startsWith(written.toLowerCase()))
  const [batch, ...others] = found
  if (batch && others.length === 0) return batch
  const count = batches.length === 0 ? 'Nothing waits for acceptance.' : `${batches.length} wait: see \`status\`.`
  throw new InputError(`${batch ? 'More than one batch begins with' : 'No open batch is'} "${written}".`, [count])
}

/** All of them, or the one that is meant. */
export function chooseBatches(batches: readonly Batch[], written: string | undefined, all: boolean | undefined): Batch[] {
  if (written !== undefined) return [findBatch(batches, written)]
  if (all || batches.length === 1) return [...batches]
  throw new InputError(batches.length === 0 ? 'Nothing waits for acceptance.' : `${batches.length} batches wait.`, [
    'Name one, by its number in `status` or its id, or say --all.',
  ])
}

/** "2.5 h of Design hour by Ana (0x…)", the first few. */
export function contentsOf(batch: Batch, kinds: readonly NamedKind[], context: Context, max = 5): string[] {
  const lines = batch.contributions.slice(0, max).map(({ affiliate, kind, quantity, day }) => {
    const unit = kinds[kind] ?? { unit: '', decimals: 0, name: `kind ${kind}` }
    return `${formatQuantity(quantity, unit)} of ${unit.name} by ${context.people.both(affiliate)}, ${formatDay(day)}`
  })
  const more = batch.contributions.length - lines.length
  return more > 0 ? [...lines, `and ${more} more`] : lines
}

/** What is proposed and not accepted yet, per kind, in words. */
export function proposedTotals(batches: readonly Batch[], kinds: readonly NamedKind[]): string[] {
  const totals = new Map<number, bigint>()
  for (const { contributions, entriesLeft } of batches) {
    for (const index of entriesLeft) {
      const { kind = 0, quantity = 0n } = contributions[index] ?? {}
      totals.set(kind, (totals.get(kind) ?? 0n) + quantity)
    }
  }
  return [...totals].map(([kind, quantity]) => {
    const { unit = '', decimals = 0, name = `kind ${kind}` } = kinds[kind] ?? {}
    return `${formatQuantity(quantity, { unit, decimals })} of ${name}`
  })
}

export function shortId(batch: Address | string): string {
  return batch.slice(0, 10)
}
