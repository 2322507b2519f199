import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { appendFile, mkdir, stat, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Address, Hash, Hex } from 'viem'
import type { LogCache, LogChunk, LogQuestion, MinedLog } from '@open-value/sdk'
import { InputError } from './errors.ts'
import { userPath } from './local.ts'

const VERSION = 1
const CHECKSUM_LENGTH = 32

export type EventsFileOptions = {
  /** Nothing kept before is used. */
  fresh?: boolean | undefined
  /** Told what a person should know about what was kept, in a sentence. */
  say: (sentence: string) => void
}

/**
 * Keeps events in a file: a line that says what was asked, then one per chunk, each behind its checksum. Lines are only added, so
 * that whatever stops it costs at most the last line; what doesn't fit its checksum, and all behind it, is cut off and read again.
 */
export function eventsFile(file: string, { fresh, say }: EventsFileOptions): LogCache {
  /** Where each line ends, the first is what was asked. In bytes. */
  let ends: number[] = []
  const relative = path.relative(userPath('.'), file)
  const name = relative.startsWith('..') ? file : relative

  /** What fails here is the file's fault, not the chain's. */
  async function onFile<result>(work: Promise<result>): Promise<result> {
    return work.catch((error: Error) => {
      throw new InputError(`Events can't be kept in ${name}: ${error.message}`, ['Name another file with --cache.'])
    })
  }

  async function begin(question: string): Promise<readonly LogChunk[]> {
    const line = lineOf(question)
    await onFile(mkdir(path.dirname(file), { recursive: true }).then(() => writeFile(file, line)))
    ends = [line.length]
    return []
  }

  return {
    async open(asked) {
      const question = questionOf(asked)
      if (!existsSync(file)) return begin(question)
      const { lines, bytes, isOurs } = await onFile(readLines(file))
      if (!isOurs)
        throw new InputError(`${name} holds something else than events.`, ['Name another file with --cache, or delete it.'])
      if (fresh) return begin(question)
      const [first, ...rest] = lines
      if (first?.content !== question) {
        say(`${name} holds events of another chain or venture, or is damaged: all are read anew.`)
        return begin(question)
      }
      const chunks = chunksIn(rest, asked.fromBlock)
      ends = lines.slice(0, 1 + chunks.length).map(({ end }) => end)
      const last = chunks.at(-1)?.toBlock
      if (ends.at(-1) !== bytes) {
        say(`${name} is damaged or cut off: events ${last === undefined ? '' : `behind block ${last} `}are read again.`)
        await onFile(truncate(file, ends.at(-1)))
      }
      if (last !== undefined) say(`Events until block ${last} are known from before (${name}).`)
      return chunks
    },
    async append(chunk) {
      const line = lineOf(contentOf(chunk))
      await onFile(appendFile(file, line))
      ends.push((ends.at(-1) ?? 0) + line.length)
    },
    async keep(count) {
      say('The chain has dropped blocks since then: their events are read again.')
      ends = ends.slice(0, 1 + count)
      await onFile(truncate(file, ends.at(-1)))
    },
  }
}

type Line = { content: string; end: number }

/** The lines that are whole, up to the first that isn't; how long the file is; and whether it can be one of these files at all. */
async function readLines(file: string): Promise<{ lines: Line[]; bytes: number; isOurs: boolean }> {
  const { size: bytes } = await stat(file)
  const lines: Line[] = []
  let end = 0
  let isOurs = bytes === 0
  // One character per byte, so that whatever damage there is has the length it has.
  const input = createReadStream(file, { encoding: 'latin1' })
  for await (const line of createInterface({ input })) {
    if (end === 0) isOurs = /^[0-9a-f]{32} /.test(line)
    end += line.length + 1
    const content = line.slice(CHECKSUM_LENGTH + 1)
    if (end > bytes || line !== `${checksum(content)} ${content}`) break
    lines.push({ content, end })
  }
  return { lines, bytes, isOurs }
}

/** Chunks that follow each other: two audits at once may have written both. */
function chunksIn(lines: readonly Line[], fromBlock: bigint): LogChunk[] {
  const chunks: LogChunk[] = []
  let next = fromBlock
  for (const { content } of lines) {
    const chunk = chunkOf(content)
    if (chunk.fromBlock !== next) break
    chunks.push(chunk)
    next = chunk.toBlock + 1n
  }
  return chunks
}

const lineOf = (content: string) => `${checksum(content)} ${content}\n`

function checksum(content: string): string {
  return createHash('sha256').update(content, 'latin1').digest('hex').slice(0, CHECKSUM_LENGTH)
}

function questionOf({ chainId, genesisHash, fromBlock, filters }: LogQuestion): string {
  return JSON.stringify({ version: VERSION, chainId, genesisHash, fromBlock: Number(fromBlock), filters }).toLowerCase()
}

type Row = [
  address: Address,
  blockNumber: number,
  blockHash: Hash,
  blockTimestamp: number | null,
  transactionHash: Hash,
  transactionIndex: number,
  logIndex: number,
  data: Hex,
  ...topics: Hex[],
]
type Content = [fromBlock: number, toBlock: number, blockHash: Hash, rows: Row[]]

function contentOf({ fromBlock, toBlock, blockHash, logs }: LogChunk): string {
  const rows = logs.map((log): Row => {
    const { address, blockNumber, blockHash, transactionHash, transactionIndex, logIndex, data, topics } = log
    const timestamp = log.blockTimestamp === undefined ? null : Number(log.blockTimestamp)
    return [address, Number(blockNumber), blockHash, timestamp, transactionHash, transactionIndex, logIndex, data, ...topics]
  })
  return JSON.stringify([Number(fromBlock), Number(toBlock), blockHash, rows] satisfies Content)
}

function chunkOf(content: string): LogChunk {
  const [fromBlock, toBlock, hash, rows] = JSON.parse(content) as Content
  const logs = rows.map(
    ([address, blockNumber, blockHash, timestamp, transactionHash, transactionIndex, logIndex, data, ...topics]) =>
      ({
        address,
        blockNumber: BigInt(blockNumber),
        blockHash,
        ...(timestamp === null ? {} : { blockTimestamp: BigInt(timestamp) }),
        transactionHash,
        transactionIndex,
        logIndex,
        data,
        topics,
        removed: false,
      }) as MinedLog,
  )
  return { fromBlock: BigInt(fromBlock), toBlock: BigInt(toBlock), blockHash: hash, logs }
}
