import type { Address, Hash } from 'viem'
import { ventureAbi } from '../../abis/venture.ts'
import type { ReadClient } from './client.ts'
import { eventsOf, selectorOf } from './events.ts'
import { readLogs } from './logs.ts'
import { read } from './read.ts'

/** What a kind of a large batch entered the books with; activating and closing take it again. */
export type LargeRecord = {
  kind: number
  /** Per payout token of that time what a unit had earned before, x 2^128, modulo 2^256; last the total in smallest units. */
  record: readonly bigint[]
}

type Source = { venture: Address; batch?: Hash; fromBlock: bigint; toBlock: bigint }

/** Records of one large batch, or of all, by batch and ascending kind. Kinds that did not enter have none. */
export async function readRecords(
  client: ReadClient,
  { venture, batch, fromBlock, toBlock }: Source,
): Promise<Map<Hash, LargeRecord[]>> {
  const topics = [selectorOf(ventureAbi, 'TotalAdded'), batch ?? null]
  const logs = await readLogs(client, [{ address: venture, topics }], { fromBlock, toBlock })
  const records = new Map<Hash, LargeRecord[]>()
  for (const { args } of eventsOf(ventureAbi, 'TotalAdded', logs)) {
    const { kind, record } = args
    const known = records.get(args.batch) ?? []
    records.set(
      args.batch,
      [...known, { kind, record }].sort((a, b) => a.kind - b.kind),
    )
  }
  return records
}

/** How far a kind of a large batch is activated. */
export type KindProgress = {
  kind: number
  /** Smallest units that are left of the total. */
  left: bigint
  /** Leaves that are activated. */
  leaves: bigint
}

export async function readProgress(
  client: ReadClient,
  { venture, batch, records }: { venture: Address; batch: Hash; records: readonly LargeRecord[] },
): Promise<KindProgress[]> {
  return Promise.all(
    records.map(async ({ kind, record }) => {
      const args = [batch, kind] as const
      const [units, leaves] = await read(client, { abi: ventureAbi, address: venture, functionName: 'activatedOf', args })
      return { kind, left: (record.at(-1) ?? 0n) - units, leaves }
    }),
  )
}
