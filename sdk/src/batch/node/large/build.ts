/// <reference types="node" />
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, statSync } from 'node:fs'
import { readFile, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Hex, bytesToHex } from 'viem'
import { ImportRejectedError } from '../../../errors/import.ts'
import { LargeEmptyError, LargeInputChangedError } from '../../../errors/large.ts'
import type { CsvSource } from '../../csv.ts'
import { LARGE_DATA_HEADER } from '../../large/data.ts'
import { Keccak256 } from '../../../utils/keccak.ts'
import { WORD, readLeaf } from '../../large/leaf.ts'
import { LargeContents, LineErrors, readLargeRows, type ReadLargeRowsOptions } from '../../large/rows.ts'
import { type LargeSummary, parseLargeSummary, serializeLargeSummary } from '../../large/summary.ts'
import { buildLargeTree, largeRoot } from '../../large/tree.ts'
import { fileSource } from '../files.ts'
import { hashFile, type LargeFiles, largeFiles, replaceFile } from './files.ts'
import { RECORD, RowLog, splitRecord } from './rowLog.ts'
import { treeFileSize, writeTree } from './treeFile.ts'
import { openWork, type Work } from './work.ts'

/** Where a build is: reading rows, hashing their tree, hashing the data file. */
export type LargeStep = 'rows' | 'tree' | 'data'
export type LargeProgress = { step: LargeStep; done: number; total: number }

/** What a build finds when it begins. */
export type LargeStart = {
  /** Rows an interrupted build of the same input has read. */
  resumedRows: number
  /** What is not as it was in an earlier build, which is left: the input, or kinds, people or venture. */
  changed: 'input' | 'settings' | undefined
}

export type BuildLargeBatchOptions = Omit<ReadLargeRowsOptions, 'onProgress'> & {
  file: string
  onStart?: (start: LargeStart) => void
  onProgress?: (progress: LargeProgress) => void
}

export type LargeBuild = LargeStart & {
  summary: LargeSummary
  files: LargeFiles
  /** The same input was built before: nothing was to be done. */
  isUnchanged: boolean
}

/**
 * Builds a large batch of a contributions file: its data file, its tree and a summary, all beside it. Killed at any
 * moment it goes on where it was. Bad lines are all reported before a file is put in place.
 *
 * @example
 * const { summary } = await buildLargeBatch({ file: 'contributions.csv', kinds, people })
 * @throws {ImportRejectedError} the file has bad lines: nothing is built
 * @throws {LargeEmptyError} it has no contributions
 * @throws {LargeInputChangedError} it was changed while it was read
 * @throws {LargeBuildBusyError} another process is building from it
 */
export async function buildLargeBatch({ file, onStart, onProgress, ...options }: BuildLargeBatchOptions): Promise<LargeBuild> {
  const files = largeFiles(file)
  const input = await describeInput(file, options)
  const work = await openWork(files.work)
  try {
    const before = await readSummary(files)
    if (before && isSame(before.input, input) && isInPlace(before, files)) {
      await work.remove()
      return { summary: before, files, isUnchanged: true, resumedRows: 0, changed: undefined }
    }
    const earlier = work.input ?? before?.input
    const changed = earlier && whatChanged(earlier, input)
    if (!work.input || !isSame(work.input, input)) await work.begin(input)

    const builder = new Builder({ work, file, input, files, options, onProgress })
    const { summary, resumedRows } = await builder.build((rows) => onStart?.({ resumedRows: rows, changed }))
    await putInPlace(work, files, summary)
    await work.remove()
    return { summary, files, isUnchanged: false, resumedRows, changed }
  } catch (error) {
    // Nothing to go on with: the file has to be mended first.
    if (error instanceof ImportRejectedError || error instanceof LargeInputChangedError || error instanceof LargeEmptyError) {
      await work.remove()
    }
    throw error
  } finally {
    await work.release()
  }
}

type Job = {
  work: Work
  file: string
  input: LargeSummary['input']
  files: LargeFiles
  options: ReadLargeRowsOptions
  onProgress: BuildLargeBatchOptions['onProgress']
}

class Builder {
  readonly #job: Job
  readonly #contents: LargeContents

  constructor(job: Job) {
    this.#job = job
    this.#contents = new LargeContents(job.options)
  }

  async build(onResume: (rows: number) => void): Promise<{ summary: LargeSummary; resumedRows: number }> {
    const { work, input, files } = this.#job
    const done = work.summary
    if (done) {
      onResume(done.leaves)
      return { summary: done, resumedRows: done.leaves }
    }
    const log = await RowLog.open(work.folder, `${LARGE_DATA_HEADER}\n`, (records) => this.#restore(records))
    try {
      const resumedRows = log.rows
      onResume(resumedRows)
      if (resumedRows !== work.rows) await this.#readRows(log)
      const root = await this.#buildTree(log)
      const dataHash = await this.#hashData(log)
      const { leaves, totals, affiliates } = this.#contents.end()
      const summary = {
        root,
        totals,
        leaves,
        dataHash,
        affiliates,
        data: { file: basename(files.data), bytes: log.dataBytes },
        tree: { file: basename(files.tree), bytes: treeFileSize(leaves) },
        input,
      }
      await work.save({ rows: leaves, summary })
      return { summary, resumedRows }
    } finally {
      await log.close()
    }
  }

  #restore(records: Buffer): void {
    for (let at = 0; at < records.length; at += RECORD) {
      const { word, key, line } = splitRecord(records, at)
      this.#contents.restore(readLeaf(0, word), key, line)
    }
  }

  async #readRows(log: RowLog): Promise<void> {
    const { work, file, input, options } = this.#job
    const errors = new LineErrors(options.maxErrors)
    const { source, sha256 } = watchedSource(file)
    const onProgress = ({ bytesRead, bytesTotal }: { bytesRead: number; bytesTotal: number }) =>
      this.#progress({ step: 'rows', done: bytesRead, total: bytesTotal })
    for await (const rows of readLargeRows(source, { ...options, onProgress }, this.#contents, errors)) {
      // After a bad line rows are only checked: an interrupted check finds the line again.
      if (errors.count === 0) await log.append(rows)
    }
    if (errors.count > 0) throw new ImportRejectedError(errors.all(), errors.count)
    if (sha256() !== input.sha256) throw new LargeInputChangedError(input.file)
    if (log.rows === 0) throw new LargeEmptyError()
    await work.save({ rows: log.rows })
  }

  async #buildTree(log: RowLog): Promise<Hex> {
    const hashes = new Uint8Array(log.rows * WORD)
    let at = 0
    for await (const records of log.records()) {
      for (let i = 0; i < records.length; i += RECORD, at += WORD) hashes.set(splitRecord(records, i).hash, at)
    }
    const total = log.rows
    const tree = buildLargeTree(hashes, (done) => this.#progress({ step: 'tree', done, total }))
    await replaceFile(join(this.#job.work.folder, 'tree'), (write) => writeTree(write, tree, wordsOf(log)))
    return largeRoot(tree)
  }

  async #hashData(log: RowLog): Promise<Hex> {
    const keccak = new Keccak256()
    let done = 0
    for await (const chunk of createReadStream(join(this.#job.work.folder, 'data'), { highWaterMark: 2 ** 20 })) {
      keccak.update(chunk as Buffer)
      done += (chunk as Buffer).length
      this.#progress({ step: 'data', done, total: log.dataBytes })
    }
    return bytesToHex(keccak.digest())
  }

  #progress(progress: LargeProgress): void {
    this.#job.onProgress?.(progress)
  }
}

async function* wordsOf(log: RowLog): AsyncGenerator<Uint8Array> {
  for await (const records of log.records()) {
    const words = Buffer.alloc((records.length / RECORD) * WORD)
    for (let i = 0, at = 0; i < records.length; i += RECORD, at += WORD) words.set(splitRecord(records, i).word, at)
    yield words
  }
}

/** A file as a source, and the hash of what was read of it. */
function watchedSource(file: string): { source: CsvSource; sha256: () => Hex } {
  const { size, stream } = fileSource(file)
  const hash = createHash('sha256')
  async function* watched() {
    for await (const chunk of stream() as AsyncIterable<Uint8Array>) {
      hash.update(chunk)
      yield chunk
    }
  }
  return { source: { size, stream: watched }, sha256: () => `0x${hash.digest('hex')}` }
}

async function describeInput(
  file: string,
  { kinds, people = new Map(), venture }: ReadLargeRowsOptions,
): Promise<LargeSummary['input']> {
  const settings = {
    kinds: kinds.map(({ kind, name, alias, unit, decimals, closed, price }) => [
      kind,
      name,
      alias,
      unit,
      decimals,
      closed,
      String(price),
    ]),
    people: [...people].sort(([a], [b]) => (a < b ? -1 : 1)),
    venture,
  }
  return {
    file: basename(file),
    bytes: statSync(file).size,
    sha256: await hashFile(file),
    settings: `0x${createHash('sha256').update(JSON.stringify(settings)).digest('hex')}`,
  }
}

async function readSummary({ summary }: LargeFiles): Promise<LargeSummary | undefined> {
  const text = await readFile(summary, 'utf8').catch(() => undefined)
  try {
    return text === undefined ? undefined : parseLargeSummary(text, basename(summary))
  } catch {
    // It is written anew.
    return undefined
  }
}

function isSame(a: LargeSummary['input'], b: LargeSummary['input']): boolean {
  return whatChanged(a, b) === undefined
}

function whatChanged(a: LargeSummary['input'], b: LargeSummary['input']): LargeStart['changed'] {
  if (a.bytes !== b.bytes || a.sha256 !== b.sha256) return 'input'
  return a.settings === b.settings ? undefined : 'settings'
}

function isInPlace({ data, tree }: LargeSummary, files: LargeFiles): boolean {
  const has = (file: string, bytes: number) => existsSync(file) && statSync(file).size === bytes
  return has(files.data, data.bytes) && has(files.tree, tree.bytes)
}

/** The summary last, so that it never stands beside files of another build. */
async function putInPlace({ folder }: Work, files: LargeFiles, summary: LargeSummary): Promise<void> {
  await rm(files.summary, { force: true })
  await rm(files.dump, { force: true })
  for (const name of ['data', 'tree'] as const) {
    // The one or the other is there already where this was interrupted.
    if (existsSync(join(folder, name))) await rename(join(folder, name), files[name])
  }
  await replaceFile(files.summary, (write) => write(serializeLargeSummary(summary)))
}
