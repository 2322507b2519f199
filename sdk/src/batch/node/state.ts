/// <reference types="node" />
import { link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Hex } from 'viem'
import { ImportStateBusyError } from '../../errors/import.ts'
import type { Batch } from '../build.ts'
import type { RowKeys } from '../rowKeys.ts'
import {
  createImportRecord,
  importFileName,
  type ImportRecord,
  type ImportStatus,
  type ImportSummary,
  type LedgerOnChain,
  markImport,
  nextImportNumber,
  parseImportRecord,
  rememberRows,
  serializeImportRecord,
  summarizeImport,
} from '../state.ts'

/** What was imported into a ledger, remembered beside the files it came from. */
export type ImportState = {
  folder: string
  /** In order of their numbers. */
  batches: () => readonly ImportSummary[]
  /** Rows logged when the state was opened, and in which batch. */
  logged: RowKeys
  read: (number: number) => Promise<ImportRecord>
  /** Writes a new batch down, and its evidence as `batch-0007.csv`. Done before it is sent, no row is logged twice. */
  add: (batch: Batch, file: string) => Promise<ImportRecord>
  /** Writes down how far a batch got. */
  mark: (number: number, status: ImportStatus, transaction?: Hex) => Promise<ImportRecord>
}

/** Folder beside an input where imports into a ledger are remembered, those of other inputs in the same place too. */
export function importFolder(file: string, { chainId, ledger }: LedgerOnChain): string {
  return join(dirname(file), `imports-${chainId}-${ledger.toLowerCase()}`)
}

/**
 * Opens the state of all imports into a ledger. A folder that doesn't exist is made with the first batch.
 *
 * @throws {ImportStateInvalidError} a record is cut off, or was changed by hand
 * @throws {ImportStateForeignError} a record of another ledger or chain
 */
export async function openImportState(folder: string, target: LedgerOnChain): Promise<ImportState> {
  const summaries = new Map<number, ImportSummary>()
  const pathOf = (number: number, extension?: 'json' | 'csv') => join(folder, importFileName(number, extension))
  const readNamed = async (name: string) => parseImportRecord(await readFile(join(folder, name), 'utf8'), name, target)
  const remember = (record: ImportRecord) => {
    summaries.set(record.number, summarizeImport(record))
    return record
  }

  let logged = rememberRows([])
  for (const name of await recordNames(folder)) logged = rememberRows([remember(await readNamed(name))], logged)

  return {
    folder,
    batches: () => [...summaries.values()].sort((a, b) => a.number - b.number),
    logged,
    read: (number) => readNamed(importFileName(number)),
    async add(batch, file) {
      const number = nextImportNumber(summaries.values())
      const record = createImportRecord(batch, { ...target, number, file: basename(file) })
      await mkdir(folder, { recursive: true })
      await create(pathOf(number), serializeImportRecord(record))
      await replace(pathOf(number, 'csv'), record.evidence)
      return remember(record)
    },
    async mark(number, status, transaction) {
      const record = markImport(await readNamed(importFileName(number)), status, transaction)
      await replace(pathOf(number), serializeImportRecord(record))
      return remember(record)
    },
  }
}

async function recordNames(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => /^batch-\d{4,}\.json$/.test(name))
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  }
}

/** Writes a file as a whole or not at all. */
async function replace(path: string, text: string): Promise<void> {
  await rename(await writeTemporary(path, text), path)
}

/** The same for a file that must be new: of two imports at once, one fails before it sends anything. */
async function create(path: string, text: string): Promise<void> {
  const temporary = await writeTemporary(path, text)
  try {
    await link(temporary, path)
  } catch (error) {
    throw hasCode(error, 'EEXIST') ? new ImportStateBusyError(basename(path)) : error
  } finally {
    await rm(temporary, { force: true })
  }
}

async function writeTemporary(path: string, text: string): Promise<string> {
  const temporary = `${path}.${process.pid}.tmp`
  const file = await open(temporary, 'w')
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  return temporary
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
