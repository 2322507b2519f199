import type { Address } from 'viem'
import { createBatchReader } from '../internal/batchReader.ts'
import { readBatchHistories } from '../internal/batches.ts'
import type { ReadClient } from '../internal/client.ts'
import { mapConcurrently } from '../internal/concurrently.ts'
import { type LargeBatch, createLargeReader } from '../internal/largeBatches.ts'
import { type AsOf, type BlockRange, resolveRange } from '../internal/logs.ts'

export type GetLargeBatchesParameters = Pick<BlockRange, 'fromBlock'> & {
  ledger: Address
  /** Whether those come, too, that are rejected, withdrawn, or accepted with nothing left to activate or close. Default: no. */
  closed?: boolean
  reviewBoard?: Address
  growthBoard?: Address
  largeBatches?: Address
  lens?: Address
}

export type GetLargeBatchesReturnType = {
  /** In the order they were proposed. */
  batches: LargeBatch[]
  asOf: AsOf
}

/**
 * Returns the large batches of a ledger of which something is left to do: to accept, to activate, to close.
 *
 * @example
 * const { batches } = await getLargeBatches(client, { ledger })
 * for (const { batch, activated, content } of batches) console.log(batch, `${activated} of ${content.leaves} leaves`)
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function getLargeBatches(
  client: ReadClient,
  { ledger, closed = false, reviewBoard, growthBoard, largeBatches, lens, fromBlock: from }: GetLargeBatchesParameters,
): Promise<GetLargeBatchesReturnType> {
  const { fromBlock, asOf } = await resolveRange(client, { fromBlock: from })
  const blocks = { fromBlock, toBlock: asOf.blockNumber }
  const histories = await readBatchHistories(client, { ledger, reviewBoard, largeBatches, ...blocks })
  const asked = histories.filter(({ large }) => large)
  if (asked.length === 0) return { batches: [], asOf }

  const [read, readLarge] = await Promise.all([
    createBatchReader(client, { ledger, growthBoard, lens, now: asOf.timestamp }),
    createLargeReader(client, { ledger, largeBatches, ...blocks }),
  ])
  const batches = await mapConcurrently(asked, async (history) => readLarge(await read(history)))
  return { batches: batches.filter((batch) => closed || isOpen(batch)), asOf }
}

function isOpen({ status, rests }: LargeBatch): boolean {
  return status === 'accepted' ? rests.length > 0 : status === 'pending' || status === 'resolved'
}
