import { type Address, type Hex, hexToBytes, isAddressEqual, isHex, keccak256, stringToBytes } from 'viem'
import * as z from 'zod'
import { ImportStateForeignError, ImportStateInvalidError, ImportStatusError } from '../errors/import.ts'
import type { Batch } from './build.ts'
import { type BatchHeader, batchId, hashBatch } from './header.ts'
import { RowKeys } from './rowKeys.ts'

/**
 * How far a batch of an import got.
 *
 * - `built`: written down, perhaps sent; whoever sends it asks the chain first, the id tells.
 * - `proposed`: its transaction is known.
 * - `accepted`, `rejected`, `withdrawn`: as on chain. Rows of the last two are free to be logged again.
 */
export type ImportStatus = 'built' | 'proposed' | 'accepted' | 'rejected' | 'withdrawn'

const NEXT: Record<ImportStatus, readonly ImportStatus[]> = {
  built: ['proposed', 'accepted', 'withdrawn'],
  // Back to built: the transaction failed or was dropped.
  proposed: ['built', 'accepted', 'rejected', 'withdrawn'],
  accepted: [],
  rejected: [],
  withdrawn: [],
}

/** One batch of an import as it is remembered beside the input, in `batch-0007.json`. */
export type ImportRecord = {
  chainId: number
  ledger: Address
  /** Counts the batches of this ledger over all files, from 1. */
  number: number
  /** Input it was built from, and the lines of it. */
  source: { file: string; firstLine: number; lastLine: number; rows: number }
  id: Hex
  header: BatchHeader
  entries: readonly bigint[]
  workDays: Hex
  status: ImportStatus
  /** Transaction that proposed it. */
  transaction?: Hex
  /** Its CSV rows with header, LF. */
  evidence: string
  /** Keys of its rows, 16 bytes each. */
  rowKeys: Hex
}

/** What is kept in memory of a batch. */
export type ImportSummary = Omit<ImportRecord, 'entries' | 'workDays' | 'evidence' | 'rowKeys'>

export type LedgerOnChain = { chainId: number; ledger: Address }

/** Name of the file a batch is remembered in. */
export function importFileName(number: number, extension: 'json' | 'csv' = 'json'): string {
  return `batch-${String(number).padStart(4, '0')}.${extension}`
}

/** A batch that was built and not sent. Write it down before sending it. */
export function createImportRecord(batch: Batch, target: LedgerOnChain & { number: number; file: string }): ImportRecord {
  const { chainId, ledger, number, file } = target
  const { id, header, entries, workDays, evidence, rowKeys, firstLine, lastLine, rowCount } = batch
  const source = { file, firstLine, lastLine, rows: rowCount }
  return { chainId, ledger, number, source, id, header, status: 'built', entries, workDays, evidence, rowKeys }
}

/**
 * A record with its next status.
 *
 * @throws {ImportStatusError} it can't go there from where it is
 */
export function markImport(record: ImportRecord, status: ImportStatus, transaction?: Hex): ImportRecord {
  if (!NEXT[record.status].includes(status)) {
    throw new ImportStatusError(record.number, record.status, status, NEXT[record.status])
  }
  const { transaction: earlier, ...rest } = record
  const kept = status === 'built' ? undefined : (transaction ?? earlier)
  return { ...rest, status, ...(kept === undefined ? {} : { transaction: kept }) }
}

export function summarizeImport({
  entries: _,
  workDays: __,
  evidence: ___,
  rowKeys: ____,
  ...summary
}: ImportRecord): ImportSummary {
  return summary
}

/** Adds the rows that must not be logged again to `logged`, with the number of the batch they are in. */
export function rememberRows(
  records: Iterable<Pick<ImportRecord, 'status' | 'rowKeys' | 'number'>>,
  logged: RowKeys = new RowKeys(),
): RowKeys {
  for (const { status, rowKeys, number } of records) {
    if (status === 'rejected' || status === 'withdrawn') continue
    const bytes = hexToBytes(rowKeys)
    for (let at = 0; at < bytes.length; at += 16) logged.set(bytes.subarray(at, at + 16), number)
  }
  return logged
}

/** Number of the next batch. */
export function nextImportNumber(batches: Iterable<Pick<ImportRecord, 'number'>>): number {
  return [...batches].reduce((next, { number }) => Math.max(next, number + 1), 1)
}

const hex = (bytes?: number) =>
  z
    .string()
    .refine((text): text is Hex => isHex(text) && (bytes === undefined || text.length === 2 + 2 * bytes), 'no hexadecimal')
const natural = z.number().int().nonnegative()
const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/) as unknown as z.ZodType<Address>
const uint = z
  .string()
  .regex(/^\d{1,78}$/)
  .transform(BigInt)

const recordSchema = z.object({
  version: z.literal(1),
  chainId: natural,
  ledger: address,
  number: natural.min(1),
  source: z.object({ file: z.string(), firstLine: natural, lastLine: natural, rows: natural }),
  id: hex(32),
  header: z.object({
    entriesHash: hex(32),
    detailsHash: hex(32),
    evidenceHash: hex(32),
    proposer: address,
    nonce: uint,
  }),
  status: z.enum(['built', 'proposed', 'accepted', 'rejected', 'withdrawn']),
  transaction: hex(32).optional(),
  entries: z.array(hex(32).transform(BigInt)),
  workDays: hex(),
  evidence: z.string(),
  rowKeys: hex(),
})

/** A record as JSON. */
export function serializeImportRecord({ entries, header, ...record }: ImportRecord): string {
  const text = {
    version: 1,
    ...record,
    header: { ...header, nonce: header.nonce.toString() },
    entries: entries.map((entry) => `0x${entry.toString(16).padStart(64, '0')}`),
  }
  return `${JSON.stringify(text, undefined, 2)}\n`
}

/**
 * Reads a record, and checks that it is whole and of this ledger.
 *
 * @param file Its name, for the error and the number in it.
 * @throws {ImportStateInvalidError} cut off, or changed by hand
 * @throws {ImportStateForeignError} of another ledger or chain
 */
export function parseImportRecord(text: string, file: string, expected: LedgerOnChain): ImportRecord {
  const { version: _, transaction, ...record } = readRecord(text, file)
  if (record.chainId !== expected.chainId || !isAddressEqual(record.ledger, expected.ledger)) {
    throw new ImportStateForeignError(file, record, expected)
  }
  const header = hashBatch({ ...record.header, entries: record.entries, workDays: record.workDays })
  const isWhole =
    header.entriesHash === record.header.entriesHash &&
    header.detailsHash === record.header.detailsHash &&
    keccak256(stringToBytes(record.evidence)) === record.header.evidenceHash &&
    batchId(record.header) === record.id &&
    record.rowKeys.length === 2 + 32 * record.source.rows
  if (!isWhole) throw new ImportStateInvalidError(file, 'does not fit its own hashes')
  if (file !== importFileName(record.number)) throw new ImportStateInvalidError(file, `holds batch ${record.number}`)
  return transaction === undefined ? record : { ...record, transaction }
}

function readRecord(text: string, file: string): z.infer<typeof recordSchema> {
  try {
    return recordSchema.parse(JSON.parse(text))
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw new ImportStateInvalidError(file, 'is no JSON', error)
    const [issue] = error.issues
    throw new ImportStateInvalidError(file, `has a wrong value at ${issue?.path.join('.') || 'its top'}`)
  }
}
