import { type Hash, pad } from 'viem'
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
  const [{ asOf, ...found }, reader, { fromBlock }] = await Promise.all([
    getBatch(client, parameters),
    createLargeReader(client, ledger, largeBatches),
    resolveRange(client, parameters),
  ])
  const large = await reader(found)
  const activatedLeaves = await readActivated(client, { ...parameters, largeBatches, batch, fromBlock, asOf })
  return { ...large, activatedLeaves, asOf }
}

type Reading = Required<Pick<GetBatchParameters, 'ledger' | 'batch' | 'largeBatches' | 'fromBlock'>> & { asOf: AsOf; batch: Hash }

async function readActivated(client: ReadClient, { ledger, batch, largeBatches, fromBlock, asOf }: Reading): Promise<number[]> {
  const topics = [selectorOf(largeBatchesAbi, 'LeavesActivated'), pad(ledger), batch]
  const logs = await readLogs(client, [{ address: largeBatches, topics }], { fromBlock, toBlock: asOf.blockNumber })
  const indices = eventsOf(largeBatchesAbi, 'LeavesActivated', logs).flatMap(({ args }) => args.indices)
  return indices.map(Number).sort((a, b) => a - b)
}
