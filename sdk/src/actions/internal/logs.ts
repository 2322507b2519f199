import { type Address, type Hex, type Log, type RpcLog, formatLog, numberToHex } from 'viem'
import { getBlock } from 'viem/actions'
import { deploymentBlocks } from '../../addresses/deployed.ts'
import { LogsUnavailableError } from '../../errors/client.ts'
import { type ReadClient, chainIdOf } from './client.ts'
import { mapConcurrently } from './concurrently.ts'

/** What to look for: addresses, and per topic one value, several, or any. */
export type LogFilter = { address: Address | readonly Address[]; topics?: readonly (Hex | readonly Hex[] | null)[] }

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

export type MinedLog = Log<bigint, number, false>

/** No node limits ranges to less. */
const FEW_BLOCKS = 64n

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
 * Logs of all filters in a range, in the order they happened. Nodes limit ranges or results in many ways, so the whole
 * range is tried first, and halved wherever the node refuses.
 *
 * @throws {LogsUnavailableError} a single block was refused
 */
export async function readLogs(
  client: ReadClient,
  filters: readonly LogFilter[],
  { fromBlock, toBlock }: { fromBlock: bigint; toBlock: bigint },
): Promise<MinedLog[]> {
  const found: MinedLog[][] = []
  for (const filter of filters) found.push(await readChunks(client, filter, fromBlock, toBlock))
  return found.flat().sort((a, b) => Number(a.blockNumber - b.blockNumber) || a.logIndex - b.logIndex)
}

async function readChunks(client: ReadClient, filter: LogFilter, fromBlock: bigint, toBlock: bigint): Promise<MinedLog[]> {
  const logs: MinedLog[] = []
  let size = toBlock - fromBlock + 1n
  let from = fromBlock
  while (from <= toBlock) {
    const end = from + size - 1n < toBlock ? from + size - 1n : toBlock
    try {
      logs.push(...(await readChunk(client, filter, from, end)))
      from = end + 1n
      // Slowly up again: a node that limits results takes more where little happened.
      size += size / 4n + 1n
    } catch (cause) {
      if (end === from) throw new LogsUnavailableError(from, end, cause)
      size = (end - from + 1n) / 2n
    }
  }
  return logs
}

async function readChunk(
  client: ReadClient,
  { address, topics }: LogFilter,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<MinedLog[]> {
  const request = { address, topics, fromBlock: numberToHex(fromBlock), toBlock: numberToHex(toBlock) }
  const parameters = { method: 'eth_getLogs', params: [request] } as Parameters<typeof client.request>[0]
  // A refused range is an answer, asking again would only cost time; a few blocks are refused by a busy node only.
  const retryCount = toBlock - fromBlock < FEW_BLOCKS ? 3 : 0
  const logs = (await client.request(parameters, { retryCount })) as RpcLog[]
  return logs.map((log) => formatLog(log) as MinedLog)
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
