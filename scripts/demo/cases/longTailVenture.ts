import { type Batch, checkImport, type ImportKind, readImport, textSource } from '@open-value/sdk/batch'
import { LONG_TAIL_KINDS, affiliatesOf } from '../data.ts'
import { addressOf, affiliate } from '../people.ts'
import { type DeployedVenture, type Stage, deployDemoVenture } from '../stage.ts'
import { now } from '../../internal/chain.ts'

/** 5% to infrastructure, all that remains by points. */
export function deployLongTail(
  stage: Stage,
  options: { name: string; attestationsRequired?: number; instantGrowthPoints?: bigint },
): Promise<DeployedVenture> {
  return deployDemoVenture(stage, {
    ...options,
    pools: [{ type: 'equity' }],
    kinds: LONG_TAIL_KINDS.map(({ name, weight }) => ({ name, unit: 'line', decimals: 0, pool: 1, rate: weight })),
    equation: [
      { account: addressOf('infrastructure'), basis: 'gross', shareBps: 500 },
      { pool: 1, basis: 'remaining', shareBps: 10_000 },
    ],
  })
}

const KINDS: readonly ImportKind[] = LONG_TAIL_KINDS.map(({ name }, kind) => ({ kind, name, unit: 'line', decimals: 0 }))

/** Batches of the rows, as an import makes them. */
export async function batchesOf(
  { client }: Stage,
  { header, rows }: { header: string; rows: readonly string[] },
): Promise<Batch[]> {
  const people = new Map(affiliatesOf(rows).map((name) => [name, affiliate(name).address]))
  const source = textSource([header, ...rows, ''].join('\n'))
  const options = { kinds: KINDS, people, now: Number(await now(client)) * 1000 }
  const report = await checkImport(source, options)
  const batches: Batch[] = []
  for await (const batch of readImport(source, { ...options, proposer: addressOf('founder'), nonce: BigInt }, report))
    batches.push(batch)
  return batches
}

/** What each affiliate has in which kinds, from the rows. */
export function holdingsOf(rows: readonly string[]): Map<string, { kinds: number[]; points: bigint }> {
  const held = new Map<string, { kinds: Set<number>; points: bigint }>()
  for (const row of rows) {
    const [, name = '', kindName, quantity = '0'] = row.split(',')
    const kind = LONG_TAIL_KINDS.findIndex((candidate) => candidate.name === kindName)
    const { kinds, points } = held.get(name) ?? { kinds: new Set<number>(), points: 0n }
    held.set(name, { kinds: kinds.add(kind), points: points + BigInt(quantity) * (LONG_TAIL_KINDS[kind]?.weight ?? 0n) })
  }
  return new Map([...held].map(([name, { kinds, points }]) => [name, { kinds: [...kinds].sort((a, b) => a - b), points }]))
}
