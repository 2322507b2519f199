import { BlockNotFoundError, type Hash } from 'viem'
import { getBlock } from 'viem/actions'
import { type ReadClient, chainIdOf } from './client.ts'
import type { LogChunk, LogFilter } from './logChunks.ts'

/** What is looked for: what was kept is the answer to the same question alone. */
export type LogQuestion = {
  chainId: number
  /** Of block 0: all chains of people's own machines have the same id. */
  genesisHash: Hash
  fromBlock: bigint
  filters: readonly LogFilter[]
}

/** Keeps logs that were read, so that a reading that was interrupted, or is done again later, asks for new blocks only. */
export type LogCache = {
  /** What is kept of this very question: chunks that follow each other without a gap, the first from `fromBlock`. */
  open: (question: LogQuestion) => Promise<readonly LogChunk[]>
  /** Keeps one more chunk; it follows the last one. */
  append: (chunk: LogChunk) => Promise<void>
  /** Keeps the first so many chunks alone: the chain has dropped blocks of the others. */
  keep: (count: number) => Promise<void>
}

/** The chunks kept, as far as their blocks are still the chain's. */
export async function openCache(
  client: ReadClient,
  cache: LogCache,
  { fromBlock, filters }: Pick<LogQuestion, 'fromBlock' | 'filters'>,
): Promise<LogChunk[]> {
  const [chainId, genesis] = await Promise.all([chainIdOf(client), getBlock(client, { blockNumber: 0n })])
  const chunks = await cache.open({ chainId, genesisHash: genesis.hash, fromBlock, filters })
  let count = chunks.length
  for (; count > 0; count--) {
    const last = chunks[count - 1]
    if (last && last.blockHash === (await hashOf(client, last.toBlock))) break
  }
  if (count < chunks.length) await cache.keep(count)
  return chunks.slice(0, count)
}

/** `undefined` where the chain is shorter. */
async function hashOf(client: ReadClient, blockNumber: bigint): Promise<Hash | undefined> {
  try {
    return (await getBlock(client, { blockNumber })).hash
  } catch (error) {
    if (error instanceof BlockNotFoundError) return undefined
    throw error
  }
}
