import type { Address } from 'viem'
import { type Batch, createBatchReader } from '../internal/batchReader.ts'
import { readBatchHistories } from '../internal/batches.ts'
import type { ReadClient } from '../internal/client.ts'
import { mapConcurrently } from '../internal/concurrently.ts'
import { type AsOf, type BlockRange, resolveRange } from '../internal/logs.ts'

export type GetBatchesParameters = Pick<BlockRange, 'fromBlock'> & {
  ledger: Address
  /** Whether those that are accepted in full, rejected or withdrawn come, too. Default: no. */
  closed?: boolean
  reviewBoard?: Address
  growthBoard?: Address
  largeBatches?: Address
  lens?: Address
}

export type GetBatchesReturnType = {
  /** The next deadline first. */
  batches: Batch[]
  asOf: AsOf
}

/**
 * Returns what waits for whom, until when: every batch, large or not, that is not decided yet, or not accepted
 * in full.
 *
 * @example
 * const { batches } = await getBatches(client, { ledger })
 * for (const { batch, waitsFor } of batches) console.log(batch, waitsFor.join(' '))
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function getBatches(
  client: ReadClient,
  { ledger, closed = false, reviewBoard, growthBoard, largeBatches, lens, fromBlock: from }: GetBatchesParameters,
): Promise<GetBatchesReturnType> {
  const { fromBlock, asOf } = await resolveRange(client, { fromBlock: from })
  const histories = await readBatchHistories(client, {
    ledger,
    reviewBoard,
    largeBatches,
    fromBlock,
    toBlock: asOf.blockNumber,
  })
  const asked = histories.filter(({ isClosed }) => closed || !isClosed)
  if (asked.length === 0) return { batches: [], asOf }

  const reader = await createBatchReader(client, { ledger, growthBoard, lens, now: asOf.timestamp })
  const batches = await mapConcurrently(asked, (history) => reader(history))
  return { batches: batches.sort((a, b) => Number(a.deadline - b.deadline)), asOf }
}
