import type { Address } from 'viem'
import { type Batch, type Contribution, formatDay, formatQuantity, getBatches } from '@open-value/sdk'
import type { Context, NamedKind, OpenVenture } from './context.ts'
import { InputError } from './errors.ts'
import { counted } from './output.ts'

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

/** "2.5 h of Design hour by Ana (0x…)", the first few; of a large batch its totals and where its leaves can be read. */
export function contentsOf(batch: Batch, kinds: readonly NamedKind[], context: Context, max = 5): string[] {
  const { large, contributions, evidence } = batch
  const lines = contributions
    .slice(0, max)
    .map((contribution) => (large ? totalWords(contribution, kinds) : entryWords(contribution, kinds, context)))
  const more = contributions.length - lines.length
  return [
    ...(large ? [`a large batch of ${counted(Number(large.leaves), 'contribution', 'contributions')}: ${evidence.uri}`] : []),
    ...lines,
    ...(more > 0 ? [`and ${more} more`] : []),
  ]
}

/** "2.5 h of Design hour by Ana (0x…), 2026-03-02". */
export function entryWords(
  { affiliate, day, ...total }: Omit<Contribution, 'day'> & { day?: number | undefined },
  kinds: readonly NamedKind[],
  { people }: Context,
): string {
  return `${totalWords(total, kinds)} by ${people.both(affiliate)}${day === undefined ? '' : `, ${formatDay(day)}`}`
}

/** "2.5 h of Design hour". */
export function totalWords({ kind, quantity }: { kind: number; quantity: bigint }, kinds: readonly NamedKind[]): string {
  const { unit = '', decimals = 0, name = `kind ${kind}` } = kinds[kind] ?? {}
  return `${formatQuantity(quantity, { unit, decimals })} of ${name}`
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
  return [...totals].map(([kind, quantity]) => totalWords({ kind, quantity }, kinds))
}

export function shortId(batch: Address | string): string {
  return batch.slice(0, 10)
}
