import type { Address } from 'viem'
import { ImportDuplicateError, ImportLineError, ImportRejectedError, ImportSourceChangedError } from '../errors/import.ts'
import { type Batch, nonceRow, RowGroup, sealBatch } from './build.ts'
import type { CsvSource } from './csv.ts'
import { type ContributionRow, maxQuantity, readRows, type ReadRowsOptions } from './rows.ts'
import { RowKeys } from './rowKeys.ts'

export type ImportProgress = {
  bytesRead: number
  bytesTotal: number
  /** Rows read so far. */
  rows: number
}

export type ImportOptions = Omit<ReadRowsOptions, 'onBytes'> & {
  /** Number of the batch in which a row was logged before, see `rememberRows`. */
  logged?: RowKeys
  /** Called after every chunk of the file. */
  onProgress?: (progress: ImportProgress) => void
}

export type CheckImportOptions = ImportOptions & {
  /** Errors and notices kept; the others are counted only. */
  maxErrors?: number
  /** See `ReadImportOptions`. */
  maxRows?: number
}

/** What a file holds, before anything is signed. */
export type ImportReport = {
  /** The first bad lines, in order. */
  errors: readonly ImportLineError[]
  errorCount: number
  /** Good rows. */
  rows: number
  /** Rows that were logged before and are left out. */
  loggedRows: number
  /** The first of them, and in which batch they were logged. */
  logged: readonly { line: number; batch: number }[]
  /** Batches the other rows make. */
  batches: number
  entries: number
  affiliates: number
  /** By kind, rows logged before left out. */
  totals: readonly { kind: number; rows: number; quantity: bigint }[]
  firstDay: number | undefined
  lastDay: number | undefined
  /** Rows that were checked. */
  keys: RowKeys
}

/**
 * Reads a whole file and reports every bad line, before anything is built or signed. Never throws for what is in it.
 *
 * @example
 * const report = await checkImport(file, { kinds, people })
 * if (report.errorCount > 0) show(report.errors)
 * else for await (const batch of readImport(file, { kinds, people, proposer }, report)) await propose(batch)
 */
export async function checkImport(
  source: CsvSource,
  { logged, onProgress, maxErrors = 100, maxRows, ...options }: CheckImportOptions,
): Promise<ImportReport> {
  const errors: ImportLineError[] = []
  let errorCount = 0
  const onError = (error: ImportLineError) => {
    if (errorCount++ < maxErrors) errors.push(error)
  }
  const keys = new RowKeys()
  const plan = new Plan({ maxRows, ...limits(options) })
  const notices: { line: number; batch: number }[] = []
  let loggedRows = 0
  const take = (row: ContributionRow) => {
    const firstLine = keys.get(row.key)
    if (firstLine !== undefined) return onError(new ImportDuplicateError(row.line, firstLine, row.externalId))
    keys.set(row.key, row.line)
    const batch = logged?.get(row.key)
    if (batch === undefined) return plan.add(row)
    loggedRows++
    if (notices.length < maxErrors) notices.push({ line: row.line, batch })
  }

  const onBytes = progress(source, () => keys.size, onProgress)
  try {
    for await (const rows of readRows(source, { ...options, onBytes }, onError)) rows.forEach(take)
  } catch (error) {
    if (!(error instanceof ImportLineError)) throw error
    onError(error)
  }
  return { errors, errorCount, rows: keys.size, loggedRows, logged: notices, ...plan.end(), keys }
}

export type ReadImportOptions = ImportOptions & {
  proposer: Address
  /** Nonce of the batch with this index. Default: random. */
  nonce?: (index: number) => bigint
  /** Rows of a batch, at most. Default 10,000. */
  maxRows?: number
}

/**
 * Reads a file that was checked again, and yields its batches one by one. Rows logged before are left out.
 *
 * @throws {ImportRejectedError} the report has errors: nothing is built
 * @throws {ImportSourceChangedError} the file is not the one that was checked
 */
export async function* readImport(
  source: CsvSource,
  { logged, onProgress, proposer, nonce = nonceRow(), maxRows, ...options }: ReadImportOptions,
  report: Pick<ImportReport, 'errors' | 'errorCount' | 'keys'>,
): AsyncGenerator<Batch> {
  if (report.errorCount > 0) throw new ImportRejectedError(report.errors, report.errorCount)
  const changed = (line?: number): never => {
    throw new ImportSourceChangedError(line)
  }
  const seen = new RowKeys(report.keys.size)
  const onBytes = progress(source, () => seen.size, onProgress)
  const groupLimits = { maxRows, ...limits(options) }
  let group = new RowGroup(groupLimits)
  let index = 0
  try {
    for await (const rows of readRows(source, { ...options, onBytes }, ({ line }) => changed(line))) {
      for (const row of rows) {
        if (report.keys.get(row.key) !== row.line || seen.get(row.key) !== undefined) changed(row.line)
        seen.set(row.key, row.line)
        if (logged?.get(row.key) !== undefined || group.add(row)) continue
        yield sealBatch(group, proposer, nonce(index++))
        group = new RowGroup(groupLimits)
        group.add(row)
      }
    }
  } catch (error) {
    if (error instanceof ImportLineError) changed(error.line)
    throw error
  }
  if (seen.size !== report.keys.size) changed()
  if (group.rowCount > 0) yield sealBatch(group, proposer, nonce(index))
}

/** Counts what `readImport` will build. */
class Plan {
  readonly #limits: ConstructorParameters<typeof RowGroup>[0]
  readonly #totals = new Map<number, { rows: number; quantity: bigint }>()
  readonly #affiliates = new Set<Address>()
  #group: RowGroup
  #batches = 0
  #entries = 0
  #firstDay = Infinity
  #lastDay = -Infinity

  constructor(groupLimits: ConstructorParameters<typeof RowGroup>[0]) {
    this.#limits = groupLimits
    this.#group = new RowGroup(groupLimits)
  }

  add(row: ContributionRow): void {
    if (!this.#group.add(row)) {
      this.#close()
      this.#group.add(row)
    }
    const { rows, quantity } = this.#totals.get(row.kind) ?? { rows: 0, quantity: 0n }
    this.#totals.set(row.kind, { rows: rows + 1, quantity: quantity + row.quantity })
    this.#affiliates.add(row.affiliate)
    this.#firstDay = Math.min(this.#firstDay, row.day)
    this.#lastDay = Math.max(this.#lastDay, row.day)
  }

  end() {
    if (this.#group.rowCount > 0) this.#close()
    const isEmpty = this.#batches === 0
    return {
      batches: this.#batches,
      entries: this.#entries,
      affiliates: this.#affiliates.size,
      totals: [...this.#totals].map(([kind, total]) => ({ kind, ...total })).sort((a, b) => a.kind - b.kind),
      firstDay: isEmpty ? undefined : this.#firstDay,
      lastDay: isEmpty ? undefined : this.#lastDay,
    }
  }

  #close(): void {
    this.#batches++
    this.#entries += this.#group.entryCount
    this.#group = new RowGroup(this.#limits)
  }
}

function limits({ kinds }: Pick<ReadRowsOptions, 'kinds'>) {
  const byKind = new Map(kinds.map((kind) => [kind.kind, maxQuantity(kind)]))
  return { maxQuantity: (kind: number) => byKind.get(kind) ?? 0n }
}

function progress(source: CsvSource, rows: () => number, onProgress: ImportOptions['onProgress']) {
  return onProgress && ((bytesRead: number) => onProgress({ bytesRead, bytesTotal: source.size, rows: rows() }))
}
