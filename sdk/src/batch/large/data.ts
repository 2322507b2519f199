import { type Hex, bytesToHex } from 'viem'
import { ImportSyntaxError } from '../../errors/import.ts'
import {
  LargeDataError,
  LargeDataCountError,
  LargeDataHashError,
  LargeDataLineError,
  LargeDataRootError,
  LargeDataTooLongError,
  LargeDataTotalsError,
} from '../../errors/large.ts'
import { ParseError } from '../../errors/parse.ts'
import { formatDay, parseDay } from '../../utils/date.ts'
import { type CsvRecord, type CsvSource, chunksOf, formatCsvLine, readRecords } from '../csv.ts'
import { MAX_QUANTITY } from '../entry.ts'
import { Keccak256 } from '../../utils/keccak.ts'
import { LeafHasher, MAX_LARGE_LEAVES, WORD, writeWord } from './leaf.ts'
import type { LargeRow } from './rows.ts'
import { type LargeTotal, LargeTotals } from './totals.ts'
import { buildLargeTree, largeRoot, type LargeTree } from './tree.ts'

/** What a large batch commits to. */
export type LargeContent = {
  root: Hex
  /** By ascending kind. */
  totals: readonly LargeTotal[]
  leaves: number
  /** keccak256 of the data file. */
  dataHash: Hex
}

/**
 * First line of a data file. A line for each leaf follows, in the order of their indices, LF at its end: the address in
 * small letters, kind and quantity as numbers, quantity in smallest units, the day of the work in UTC, the evidence and
 * the externalId as written. Quotes stand only around values with a comma, a quote or a line break in them.
 */
export const LARGE_DATA_HEADER = 'index,affiliate,kind,quantity,day,evidence,externalId'
const COLUMNS = LARGE_DATA_HEADER.split(',')
/** Well above the longest line that can be made of the longest row an import takes. */
const MAX_LINE_BYTES = 2 ** 18

/** A line of a data file, LF included. */
export function formatLargeRow({
  index,
  affiliate,
  kind,
  quantity,
  day,
  evidence,
  externalId = '',
}: Omit<LargeRow, 'line' | 'key'>): string {
  return `${index},${affiliate.toLowerCase()},${kind},${quantity},${formatDay(day)},${formatCsvLine([evidence, externalId])}\n`
}

export type CheckLargeDataOptions = {
  /** Called now and then; `leaves` of the content are the whole. */
  onProgress?: (leaves: number) => void
  /** A longer file is not read to its end. Default: what so many leaves can take at most. */
  maxBytes?: number
}

export type LargeDataReport = {
  /** For proofs. */
  tree: LargeTree
  /** The leaves as packed entries of 32 bytes, see `packEntry`, in the order of their indices. */
  words: Uint8Array
  leaves: number
  totals: readonly LargeTotal[]
  affiliates: number
  firstDay: number
  lastDay: number
}

/**
 * Reads the data file of a large batch and compares it with what the batch commits to: the file itself, then number of
 * leaves, totals and root. Everything is recomputed from the file, in one reading; anybody gets the proofs from it too.
 *
 * @throws {LargeDataHashError} another file than the batch names
 * @throws {LargeDataLineError} a line that is no leaf
 * @throws {LargeDataCountError} more or fewer leaves
 * @throws {LargeDataTotalsError} another total of a kind
 * @throws {LargeDataRootError} other leaves
 * @throws {LargeDataTooLongError} it doesn't end
 */
export async function checkLargeData(
  source: CsvSource,
  content: LargeContent,
  { onProgress, maxBytes = (content.leaves + 2) * MAX_LINE_BYTES }: CheckLargeDataOptions = {},
): Promise<LargeDataReport> {
  const keccak = new Keccak256()
  const bytes = chunksOf(source.stream())
  let length = 0
  const next = async () => {
    const { done, value } = await bytes.next()
    if (done) return undefined
    length += value.length
    if (length > maxBytes) throw new LargeDataTooLongError(maxBytes, content.leaves)
    keccak.update(value)
    return value
  }
  async function* stream() {
    for (let chunk = await next(); chunk; chunk = await next()) yield chunk
  }

  const leaves = new DataReader(content)
  try {
    const problem = await leaves.read({ size: source.size, stream }, onProgress)
    // A line nobody can read ends the reading, not the hashing.
    while (await next());
    const dataHash = bytesToHex(keccak.digest())
    const result = problem ?? leaves.compare()
    const difference = result instanceof LargeDataError ? result : undefined
    if (dataHash !== content.dataHash.toLowerCase()) throw new LargeDataHashError(dataHash, content.dataHash, difference)
    if (result instanceof LargeDataError) throw result
    return result
  } finally {
    await bytes.return(undefined)
  }
}

/** Leaves of a data file, as far as they can be those of the batch. */
class DataReader {
  readonly #content: LargeContent
  readonly #hasher = new LeafHasher()
  readonly #hashes: Uint8Array
  readonly #words: Uint8Array
  readonly #totals = new LargeTotals()
  readonly #affiliates = new Set<string>()
  #leaves = 0
  #firstDay = Infinity
  #lastDay = -Infinity

  constructor(content: LargeContent) {
    this.#content = content
    // A batch can claim any number; room is made for one that can be.
    const bytes = content.leaves <= MAX_LARGE_LEAVES ? content.leaves * WORD : 0
    this.#hashes = new Uint8Array(bytes)
    this.#words = new Uint8Array(bytes)
  }

  /** Reads lines until the end, or until one that is no leaf. */
  async read(source: CsvSource, onProgress: CheckLargeDataOptions['onProgress']): Promise<LargeDataLineError | undefined> {
    let hasHeader = false
    try {
      for await (const records of readRecords(source, undefined, MAX_LINE_BYTES)) {
        for (const record of records) {
          if (hasHeader) this.#take(record)
          else readHeader(record)
          hasHeader = true
        }
        onProgress?.(Math.min(this.#leaves, this.#content.leaves))
      }
      if (!hasHeader) readHeader({ line: 1, fields: [] })
    } catch (error) {
      if (error instanceof LargeDataLineError) return error
      if (error instanceof ImportSyntaxError) return new LargeDataLineError(error.line, undefined, error.was, error.expected)
      throw error
    }
  }

  #take({ line, fields }: CsvRecord): void {
    const [index = '', affiliate = '', kind = '', quantity = '', day = ''] = fields
    const fail = (column: string | undefined, was: string, expected: string): never => {
      throw new LargeDataLineError(line, column, was, expected)
    }
    if (fields.length !== COLUMNS.length) fail(undefined, `${fields.length} values`, `${COLUMNS.length}: ${LARGE_DATA_HEADER}`)
    if (index !== String(this.#leaves)) fail('index', index, String(this.#leaves))
    if (!/^0x[0-9a-f]{40}$/.test(affiliate)) fail('affiliate', affiliate, '0x and 40 hexadecimal digits in small letters')
    if (!/^(0|[1-9]\d{0,2})$/.test(kind) || Number(kind) > 255) fail('kind', kind, '0 to 255')
    const units = /^[1-9]\d{0,26}$/.test(quantity) ? BigInt(quantity) : 0n
    if (units === 0n || units > MAX_QUANTITY) fail('quantity', quantity, '1 to 2^88 - 1 smallest units')
    const date = dayOf(day) ?? fail('day', day, 'a day such as 2026-05-03')

    const entry = { affiliate: affiliate as Hex, kind: Number(kind), quantity: units }
    const at = this.#leaves * WORD
    if (at < this.#hashes.length) {
      writeWord(entry, this.#words, at)
      this.#hasher.hash(this.#leaves, this.#words, at, this.#hashes, at)
      this.#affiliates.add(affiliate)
    }
    this.#totals.add(entry)
    this.#firstDay = Math.min(this.#firstDay, date)
    this.#lastDay = Math.max(this.#lastDay, date)
    this.#leaves++
  }

  /** The leaves, or what of them is not as the batch says. */
  compare(): LargeDataReport | LargeDataError {
    const { root, totals, leaves } = this.#content
    if (this.#leaves !== leaves || leaves === 0) return new LargeDataCountError(this.#leaves, leaves)
    const kinds = new Set([...totals, ...this.#totals.all()].map(({ kind }) => kind))
    for (const kind of [...kinds].sort((a, b) => a - b)) {
      const expected = totals.reduce((sum, total) => (total.kind === kind ? sum + total.quantity : sum), 0n)
      if (this.#totals.of(kind) !== expected) return new LargeDataTotalsError(kind, this.#totals.of(kind), expected)
    }
    const tree = buildLargeTree(this.#hashes)
    if (largeRoot(tree) !== root.toLowerCase()) return new LargeDataRootError(largeRoot(tree), root)
    return {
      tree,
      words: this.#words,
      leaves,
      totals: this.#totals.all(),
      affiliates: this.#affiliates.size,
      firstDay: this.#firstDay,
      lastDay: this.#lastDay,
    }
  }
}

function readHeader({ line, fields }: CsvRecord): void {
  const was = fields.join(',')
  if (was !== LARGE_DATA_HEADER) throw new LargeDataLineError(line, undefined, was, LARGE_DATA_HEADER)
}

function dayOf(text: string): number | undefined {
  try {
    return text.length === 10 ? parseDay(text) : undefined
  } catch (error) {
    if (error instanceof ParseError) return undefined
    throw error
  }
}
