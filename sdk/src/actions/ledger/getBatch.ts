import type { Address, Hash } from 'viem'
import { BatchUnknownError } from '../../errors/client.ts'
import { type Batch, createBatchReader } from '../internal/batchReader.ts'
import { readBatchHistories } from '../internal/batches.ts'
import type { ReadClient } from '../internal/client.ts'
import { type AsOf, type BlockRange, resolveRange } from '../internal/logs.ts'

export type { Batch } from '../internal/batchReader.ts'

export type GetBatchParameters = Pick<BlockRange, 'fromBlock'> & {
  ledger: Address
  batch: Hash
  reviewBoard?: Address
  growthBoard?: Address
  largeBatches?: Address
  lens?: Address
}

export type GetBatchReturnType = Batch & { asOf: AsOf }

/**
 * Returns a batch in full, a large one too: header, entries, who attested, who objects and why, and what it waits for, in words.
 *
 * @example
 * const { contributions, attestors, waitsFor } = await getBatch(client, { ledger, batch })
 * @throws {BatchUnknownError}
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function getBatch(
  client: ReadClient,
  { ledger, batch, reviewBoard, growthBoard, largeBatches, lens, fromBlock: from }: GetBatchParameters,
): Promise<GetBatchReturnType> {
  const { fromBlock, asOf } = await resolveRange(client, { fromBlock: from })
  const blocks = { fromBlock, toBlock: asOf.blockNumber }
  const [history] = await readBatchHistories(client, { ledger, reviewBoard, largeBatches, batch, ...blocks })
  if (!history) throw new BatchUnknownError(batch, ledger, fromBlock)
  const reader = await createBatchReader(client, { ledger, growthBoard, lens, now: asOf.timestamp })
  return { ...(await reader(history)), asOf }
}
