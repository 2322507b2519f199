/// <reference types="node" />
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { formatLargeRow } from '../../large/data.ts'
import { LeafHasher, WORD, writeWord } from '../../large/leaf.ts'
import type { LargeRow } from '../../large/rows.ts'

/** What is remembered of a row: its packed entry, the hash of its leaf, its key, and the line it stood on. */
const HASH_AT = WORD
const KEY_AT = 2 * WORD
const LINE_AT = KEY_AT + 16
export const RECORD = LINE_AT + 4

/** Rows that were written down together. */
type Chunk = { rows: number; dataBytes: number; sha256: string }

const encoder = new TextEncoder()

/**
 * The rows of a build as far as it got, on disk: records of one size in `rows`, lines of the data file in `data`, and in
 * `chunks` a line for each chunk of both, written last. What has no such line, or doesn't fit it, is cut off.
 */
export class RowLog {
  readonly #records: FileHandle
  readonly #data: FileHandle
  readonly #chunks: FileHandle
  readonly #hasher = new LeafHasher()
  #rows = 0
  #dataBytes = 0
  #chunkBytes = 0

  private constructor(records: FileHandle, data: FileHandle, chunks: FileHandle) {
    this.#records = records
    this.#data = data
    this.#chunks = chunks
  }

  /**
   * Opens the log in a folder, and reads what is whole of it.
   *
   * @param header First line of the data file, LF included.
   * @param onRecords Called with the records of each whole chunk.
   */
  static async open(folder: string, header: string, onRecords: (records: Buffer) => void): Promise<RowLog> {
    const flags = constants.O_RDWR | constants.O_CREAT
    const [records, data, chunks] = await Promise.all(['rows', 'data', 'chunks'].map((name) => open(join(folder, name), flags)))
    const log = new RowLog(records!, data!, chunks!)
    try {
      await log.#resume(encoder.encode(header), onRecords)
      return log
    } catch (error) {
      await log.close()
      throw error
    }
  }

  get rows(): number {
    return this.#rows
  }

  get dataBytes(): number {
    return this.#dataBytes
  }

  /** Writes rows down: their data and records, then that they are whole. */
  async append(rows: readonly LargeRow[]): Promise<void> {
    if (rows.length === 0) return
    const data = Buffer.from(rows.map(formatLargeRow).join(''))
    const records = Buffer.alloc(rows.length * RECORD)
    rows.forEach((row, i) => {
      const at = i * RECORD
      writeWord(row, records, at)
      this.#hasher.hash(row.index, records, at, records, at + HASH_AT)
      records.set(row.key, at + KEY_AT)
      records.writeUInt32BE(row.line, at + LINE_AT)
    })
    await write(this.#data, data, this.#dataBytes)
    await write(this.#records, records, this.#rows * RECORD)
    const chunk: Chunk = { rows: rows.length, dataBytes: data.length, sha256: hashOf(records, data) }
    const line = Buffer.from(`${JSON.stringify(chunk)}\n`)
    await write(this.#chunks, line, this.#chunkBytes)
    this.#rows += rows.length
    this.#dataBytes += data.length
    this.#chunkBytes += line.length
  }

  /** All records, some at a time. */
  async *records(): AsyncGenerator<Buffer> {
    const step = 2 ** 13
    for (let row = 0; row < this.#rows; row += step) {
      const rows = Math.min(step, this.#rows - row)
      yield await read(this.#records, row * RECORD, rows * RECORD)
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#records.close(), this.#data.close(), this.#chunks.close()])
  }

  async #resume(header: Uint8Array, onRecords: (records: Buffer) => void): Promise<void> {
    this.#dataBytes = header.length
    for (const line of wholeLines(await this.#chunks.readFile())) {
      const chunk = parseChunk(line)
      const records = chunk && (await read(this.#records, this.#rows * RECORD, chunk.rows * RECORD))
      const data = chunk && (await read(this.#data, this.#dataBytes, chunk.dataBytes))
      if (!chunk || !records || !data || hashOf(records, data) !== chunk.sha256) break
      onRecords(records)
      this.#rows += chunk.rows
      this.#dataBytes += chunk.dataBytes
      this.#chunkBytes += Buffer.byteLength(line) + 1
    }
    await write(this.#data, header, 0)
    await this.#chunks.truncate(this.#chunkBytes)
    await this.#records.truncate(this.#rows * RECORD)
    await this.#data.truncate(this.#dataBytes)
  }
}

/** The parts of a record. */
export function splitRecord(records: Buffer, at: number) {
  return {
    word: records.subarray(at, at + HASH_AT),
    hash: records.subarray(at + HASH_AT, at + KEY_AT),
    key: records.subarray(at + KEY_AT, at + LINE_AT),
    line: records.readUInt32BE(at + LINE_AT),
  }
}

function hashOf(records: Uint8Array, data: Uint8Array): string {
  return createHash('sha256').update(records).update(data).digest('hex')
}

/** Lines that have an end. */
function wholeLines(text: Buffer): string[] {
  return text.toString('utf8').split('\n').slice(0, -1)
}

function parseChunk(line: string): Chunk | undefined {
  try {
    const { rows, dataBytes, sha256 } = JSON.parse(line) as Chunk
    return Number.isSafeInteger(rows) && Number.isSafeInteger(dataBytes) && rows > 0 ? { rows, dataBytes, sha256 } : undefined
  } catch {
    return undefined
  }
}

async function write(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at, position + at)
    at += bytesWritten
  }
}

/** Bytes of a file; fewer where it ends before. */
async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  let at = 0
  while (at < length) {
    const { bytesRead } = await file.read(bytes, at, length - at, position + at)
    if (bytesRead === 0) break
    at += bytesRead
  }
  return bytes.subarray(0, at)
}
