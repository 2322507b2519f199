import { type Address, type Hash, type Hex, type Log, type RpcLog, formatLog, numberToHex } from 'viem'
import { getBlock } from 'viem/actions'
import { LogsUnavailableError } from '../../errors/client.ts'
import type { ReadClient } from './client.ts'

/** What to look for: addresses, and per topic one value, several, or any. */
export type LogFilter = { address: Address | readonly Address[]; topics?: readonly (Hex | readonly Hex[] | null)[] }

export type MinedLog = Log<bigint, number, false>

export type Blocks = { fromBlock: bigint; toBlock: bigint }

/** All logs of some blocks, in the order they happened. */
export type LogChunk = Blocks & {
  /** Of `toBlock`. A chain that has another one there has dropped some of these blocks since. */
  blockHash: Hash
  logs: readonly MinedLog[]
}

/** No node limits ranges to less. */
const FEW_BLOCKS = 64n
/** So many are asked for first. */
const FIRST_BLOCKS = 500n
/** An answer has about so many logs where blocks are full of them, so that it is neither refused nor long in coming. */
const MANY_LOGS = 5_000
/** So many ranges are asked for side by side where the node gives them. */
const MOST_AT_ONCE = 4
/** So many times a range that was not refused is asked for again before a larger one is tried. */
const PATIENCE = 8

/** How much is asked for next. */
type Pace = { blocks: bigint; atOnce: number; patience: number }

/**
 * Logs of all filters in a range, in chunks, in the order they happened. Nodes limit ranges or results in many ways: a range
 * grows as long as little comes back, and is halved wherever the node refuses.
 *
 * @param withHashes asks for the hash of each chunk's last block, before its logs: if the chain drops the block afterwards, the
 *   hash tells. Empty otherwise.
 * @throws {LogsUnavailableError} a single block was refused
 */
export async function* readChunks(
  client: ReadClient,
  filters: readonly LogFilter[],
  { fromBlock, toBlock }: Blocks,
  withHashes: boolean,
): AsyncGenerator<LogChunk> {
  let from = fromBlock
  let pace: Pace = { blocks: FIRST_BLOCKS, atOnce: 1, patience: 0 }
  while (from <= toBlock) {
    const ranges = rangesOf(from, toBlock, pace)
    const answers = await Promise.allSettled(ranges.map((range) => readChunk(client, filters, range, withHashes)))
    const refused = answers.findIndex(({ status }) => status === 'rejected')
    const given = answers
      .slice(0, refused === -1 ? undefined : refused)
      .flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
    for (const chunk of given) {
      yield chunk
      from = chunk.toBlock + 1n
    }
    const [range, answer] = [ranges[refused], answers[refused]]
    if (range && answer?.status === 'rejected') pace = slower(range, answer.reason)
    else pace = onwards(pace, Math.max(...given.map(({ logs }) => logs.length)))
  }
}

function rangesOf(fromBlock: bigint, toBlock: bigint, { blocks, atOnce }: Pace): Blocks[] {
  const starts = Array.from({ length: atOnce }, (_, i) => fromBlock + BigInt(i) * blocks).filter((start) => start <= toBlock)
  return starts.map((start) => ({ fromBlock: start, toBlock: start + blocks - 1n < toBlock ? start + blocks - 1n : toBlock }))
}

function slower({ fromBlock, toBlock }: Blocks, cause: unknown): Pace {
  if (fromBlock === toBlock) throw new LogsUnavailableError(fromBlock, toBlock, cause)
  return { blocks: (toBlock - fromBlock + 1n) / 2n, atOnce: 1, patience: PATIENCE }
}

function onwards({ blocks, atOnce, patience }: Pace, mostLogs: number): Pace {
  const more = Math.min(2 * atOnce, MOST_AT_ONCE)
  if (mostLogs > MANY_LOGS) {
    const fewer = (blocks * BigInt(MANY_LOGS)) / BigInt(mostLogs)
    return { blocks: fewer > 1n ? fewer : 1n, atOnce: more, patience }
  }
  if (patience > 0) return { blocks, atOnce: more, patience: patience - 1 }
  return { blocks: 2 * mostLogs <= MANY_LOGS ? 2n * blocks : blocks, atOnce: more, patience }
}

async function readChunk(
  client: ReadClient,
  filters: readonly LogFilter[],
  blocks: Blocks,
  withHash: boolean,
): Promise<LogChunk> {
  const { hash } = withHash ? await getBlock(client, { blockNumber: blocks.toBlock }) : { hash: '0x' as const }
  const found = await Promise.all(filters.map((filter) => request(client, filter, blocks)))
  return { ...blocks, blockHash: hash, logs: found.flat().sort(byPlace) }
}

async function request(client: ReadClient, { address, topics }: LogFilter, { fromBlock, toBlock }: Blocks): Promise<MinedLog[]> {
  const filter = { address, topics, fromBlock: numberToHex(fromBlock), toBlock: numberToHex(toBlock) }
  const parameters = { method: 'eth_getLogs', params: [filter] } as Parameters<typeof client.request>[0]
  // A refused range is an answer, asking again would only cost time; a few blocks are refused by a busy node only.
  const retryCount = toBlock - fromBlock < FEW_BLOCKS ? 3 : 0
  const logs = (await client.request(parameters, { retryCount })) as RpcLog[]
  return logs.map((log) => formatLog(log) as MinedLog)
}

/** Order in which logs happened. */
export function byPlace(a: MinedLog, b: MinedLog): number {
  return a.blockNumber === b.blockNumber ? a.logIndex - b.logIndex : a.blockNumber < b.blockNumber ? -1 : 1
}
