import { getBlock } from 'viem/actions'
import { deploymentBlocks } from '../../addresses/deployed.ts'
import { type ReadClient, chainIdOf } from './client.ts'
import { mapConcurrently } from './concurrently.ts'
import { type LogCache, openCache } from './logCache.ts'
import { type Blocks, type LogFilter, type MinedLog, readChunks } from './logChunks.ts'

/** Which blocks to read; by default all since the contracts stand on the chain. */
export type BlockRange = {
  /** Default: the block in which the factory was deployed on this chain, or 0. */
  fromBlock?: bigint
  /** Default: the latest block. */
  toBlock?: bigint
}

/** The block an answer is true at. */
export type AsOf = {
  blockNumber: bigint
  /** Seconds since 1970. */
  timestamp: bigint
}

/** How the logs of a long history are read. */
export type LogReading = {
  /** What was read before. Default: nothing. */
  cache?: LogCache | undefined
  /** Told of blocks read so far, and of how many there are. */
  onProgress?: ((done: number, total: number) => void) | undefined
  /** Logs to drop. Default: none. */
  isWanted?: ((log: MinedLog) => boolean) | undefined
  /** Whether logs get the time of their block where the node doesn't send it along. Default: no. */
  timestamps?: boolean | undefined
}

export async function resolveRange(
  client: ReadClient,
  { fromBlock, toBlock }: BlockRange,
): Promise<{ fromBlock: bigint; asOf: AsOf }> {
  const block = await getBlock(client, toBlock === undefined ? { blockTag: 'latest' } : { blockNumber: toBlock })
  return {
    fromBlock: fromBlock ?? deploymentBlocks[await chainIdOf(client)] ?? 0n,
    asOf: { blockNumber: block.number, timestamp: block.timestamp },
  }
}

/**
 * Logs of all filters in a range, in the order they happened, read in chunks.
 *
 * @throws {LogsUnavailableError} a single block was refused
 */
export async function readLogs(
  client: ReadClient,
  filters: readonly LogFilter[],
  { fromBlock, toBlock }: Blocks,
  { cache, onProgress, isWanted = () => true, timestamps = false }: LogReading = {},
): Promise<MinedLog[]> {
  const chunks = cache ? await openCache(client, cache, { fromBlock, filters }) : []
  const found = chunks.map(({ logs }) => logs)
  const next = (chunks.at(-1)?.toBlock ?? fromBlock - 1n) + 1n
  const total = Number(toBlock - fromBlock + 1n)
  onProgress?.(Math.min(Number(next - fromBlock), total), total)
  for await (const chunk of readChunks(client, filters, { fromBlock: next, toBlock }, cache !== undefined)) {
    const wanted = chunk.logs.filter(isWanted)
    const logs = timestamps ? await withTimestamps(client, wanted) : wanted
    await cache?.append({ ...chunk, logs })
    found.push(logs)
    onProgress?.(Number(chunk.toBlock + 1n - fromBlock), total)
  }
  return found.flat().filter(({ blockNumber }) => blockNumber <= toBlock)
}

async function withTimestamps(client: ReadClient, logs: readonly MinedLog[]): Promise<MinedLog[]> {
  const timestamps = await readTimestamps(client, logs)
  return logs.map((log) => ({ ...log, blockTimestamp: timestamps.get(log.blockNumber) }) as MinedLog)
}

/** Seconds since 1970 of every block that has one of the logs. */
export async function readTimestamps(client: ReadClient, logs: readonly MinedLog[]): Promise<Map<bigint, bigint>> {
  const timestamps = new Map<bigint, bigint>()
  for (const { blockNumber, blockTimestamp } of logs) {
    if (typeof blockTimestamp === 'bigint') timestamps.set(blockNumber, blockTimestamp)
  }
  const missing = [...new Set(logs.map((log) => log.blockNumber))].filter((block) => !timestamps.has(block))
  await mapConcurrently(missing, async (blockNumber) => {
    const { timestamp } = await getBlock(client, { blockNumber })
    timestamps.set(blockNumber, timestamp)
  })
  return timestamps
}
