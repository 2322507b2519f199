import { type Address, type Hash, pad } from 'viem'
import { largeBatchesAbi } from '../../abis/largeBatches.ts'
import { largeBatchesOf } from '../internal/boards.ts'
import type { ReadClient } from '../internal/client.ts'
import { eventsOf, selectorOf } from '../internal/events.ts'
import { type LargeBatch, createLargeReader } from '../internal/largeBatches.ts'
import { type AsOf, readLogs, resolveRange } from '../internal/logs.ts'
import { type GetBatchParameters, getBatch } from '../ledger/getBatch.ts'

export type { LargeBatch } from '../internal/largeBatches.ts'

export type GetLargeBatchParameters = GetBatchParameters

export type GetLargeBatchReturnType = LargeBatch & {
  /** Indices of the leaves that are activated, ascending. */
  activatedLeaves: number[]
  asOf: AsOf
}

/**
 * Returns a large batch in full: what it commits to, where its data file is, what it waits for, which leaves are activated, what is
 * left of its totals, and its header in both forms.
 *
 * @example
 * const { content, dataURI, waitsFor } = await getLargeBatch(client, { ledger, batch })
 * await checkLargeData(await uriSource(dataURI), content)
 * @throws {BatchUnknownError}
 * @throws {BatchNotLargeError}
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function getLargeBatch(client: ReadClient, parameters: GetLargeBatchParameters): Promise<GetLargeBatchReturnType> {
  const { ledger, batch } = parameters
  const largeBatches = parameters.largeBatches ?? (await largeBatchesOf(client, ledger))
  const [{ asOf, ...found }, { fromBlock }] = await Promise.all([
    getBatch(client, parameters),
    resolveRange(client, { fromBlock: parameters.fromBlock }),
  ])
  const source = { ledger, largeBatches, batch, fromBlock, toBlock: asOf.blockNumber }
  const [reader, activatedLeaves] = await Promise.all([createLargeReader(client, source), readActivated(client, source)])
  return { ...(await reader(found)), activatedLeaves, asOf }
}

type Source = { ledger: Address; largeBatches: Address; batch: Hash; fromBlock: bigint; toBlock: bigint }

async function readActivated(client: ReadClient, { ledger, batch, largeBatches, fromBlock, toBlock }: Source): Promise<number[]> {
  const topics = [selectorOf(largeBatchesAbi, 'LeavesActivated'), pad(ledger), batch]
  const logs = await readLogs(client, [{ address: largeBatches, topics }], { fromBlock, toBlock })
  const indices = eventsOf(largeBatchesAbi, 'LeavesActivated', logs).flatMap(({ args }) => args.indices)
  return indices.map(Number).sort((a, b) => a - b)
}
