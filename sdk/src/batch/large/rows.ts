import { ImportDuplicateError, ImportLineError } from '../../errors/import.ts'
import { LargeTooManyRowsError, LargeTotalTooLargeError } from '../../errors/large.ts'
import type { CsvSource } from '../csv.ts'
import type { Entry } from '../entry.ts'
import type { ImportProgress } from '../import.ts'
import { RowKeys, type RowKey } from '../rowKeys.ts'
import { type ContributionRow, readRows, type ReadRowsOptions } from '../rows.ts'
import { type LargeLeaf, MAX_LARGE_LEAVES } from './leaf.ts'
import { LargeTotals, MAX_LARGE_TOTAL, type LargeTotal } from './totals.ts'

/** A contribution of a large batch, and what its data file says of it besides. */
export type LargeRow = LargeLeaf & Pick<ContributionRow, 'line' | 'day' | 'evidence' | 'externalId' | 'key'>

export type ReadLargeRowsOptions = Omit<ReadRowsOptions, 'onBytes' | 'equityOnly' | 'skip'> & {
  /** Errors kept; the others are counted only. */
  maxErrors?: number
  /** Rows at most. Default {@link MAX_LARGE_LEAVES}. */
  maxLeaves?: number
  /** Called after every chunk of the file. */
  onProgress?: (progress: ImportProgress) => void
}

/** What a file holds, before anything is built. */
export type LargeReport = {
  /** The first bad lines, in order. */
  errors: readonly ImportLineError[]
  errorCount: number
  /** Good rows. */
  leaves: number
  totals: readonly LargeTotal[]
  affiliates: number
}

/** What was read of a large batch so far: an interrupted build takes it up again. */
export class LargeContents {
  readonly #kindNames: ReadonlyMap<number, string>
  readonly #keys = new RowKeys()
  readonly #totals = new LargeTotals()
  readonly #affiliates = new Set<string>()

  constructor({ kinds }: Pick<ReadRowsOptions, 'kinds'>) {
    this.#kindNames = new Map(kinds.map(({ kind, name }) => [kind, name]))
  }

  get leaves(): number {
    return this.#keys.size
  }

  /** Takes a row in as the next leaf, or says why it can't be one. */
  take(row: ContributionRow): LargeRow | ImportLineError {
    const { line, affiliate, kind, quantity, day, evidence, externalId, key } = row
    const firstLine = this.#keys.get(key)
    if (firstLine !== undefined) return new ImportDuplicateError(line, firstLine, externalId)
    const total = this.#totals.of(kind) + quantity
    if (total > MAX_LARGE_TOTAL) {
      return new LargeTotalTooLargeError(line, this.#kindNames.get(kind) ?? `kind ${kind}`, total, MAX_LARGE_TOTAL)
    }
    const index = this.leaves
    this.restore(row, key, line)
    return { index, affiliate, kind, quantity, line, day, evidence, externalId, key }
  }

  /** Takes in what was checked before. */
  restore(entry: Entry, key: RowKey, line: number): void {
    this.#keys.set(key, line)
    this.#totals.add(entry)
    this.#affiliates.add(entry.affiliate.toLowerCase())
  }

  end(): Pick<LargeReport, 'leaves' | 'totals' | 'affiliates'> {
    return { leaves: this.leaves, totals: this.#totals.all(), affiliates: this.#affiliates.size }
  }
}

/** The first errors of a file. */
export class LineErrors {
  readonly #max: number
  readonly #errors: ImportLineError[] = []
  count = 0

  constructor(max = 100) {
    this.#max = max
  }

  add = (error: ImportLineError): void => {
    if (this.count++ < this.#max) this.#errors.push(error)
  }

  /** In the order of their lines. */
  all(): ImportLineError[] {
    return [...this.#errors].sort((a, b) => a.line - b.line)
  }
}

/**
 * Reads the rows of a contributions file that `contents` doesn't hold yet, one leaf each, in chunks. Bad lines go to
 * `errors` and are left out. Equity kinds only.
 */
export async function* readLargeRows(
  source: CsvSource,
  { onProgress, maxErrors: _, maxLeaves = MAX_LARGE_LEAVES, ...options }: ReadLargeRowsOptions,
  contents: LargeContents,
  errors: LineErrors,
): AsyncGenerator<readonly LargeRow[]> {
  const onBytes = onProgress && ((bytesRead: number) => onProgress({ bytesRead, bytesTotal: source.size, rows: contents.leaves }))
  const reading = { ...options, onBytes, equityOnly: true, skip: contents.leaves }
  try {
    for await (const rows of readRows(source, reading, errors.add)) {
      const taken: LargeRow[] = []
      for (const row of rows) {
        if (contents.leaves >= maxLeaves) throw new LargeTooManyRowsError(row.line, maxLeaves)
        const leaf = contents.take(row)
        if (leaf instanceof ImportLineError) errors.add(leaf)
        else taken.push(leaf)
      }
      yield taken
    }
  } catch (error) {
    if (!(error instanceof ImportLineError)) throw error
    errors.add(error)
  }
}

/** Reads a whole file and reports every bad line; nothing is built. Never throws for what is in it. */
export async function checkLargeRows(source: CsvSource, options: ReadLargeRowsOptions): Promise<LargeReport> {
  const contents = new LargeContents(options)
  const errors = new LineErrors(options.maxErrors)
  for await (const _ of readLargeRows(source, options, contents, errors));
  return { errors: errors.all(), errorCount: errors.count, ...contents.end() }
}
