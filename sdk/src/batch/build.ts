import { type Address, type Hex, bytesToHex, concatBytes, keccak256 } from 'viem'
import { MAX_ENTRIES, MAX_QUANTITY, comparePacked, packEntry, packWorkDays } from './entry.ts'
import { type BatchHeader, type BatchProposal, batchId, hashBatch } from './header.ts'
import type { ContributionRow } from './rows.ts'

/** A batch ready to propose, and what it was made of. */
export type Batch = {
  id: Hex
  header: BatchHeader
  entries: readonly bigint[]
  workDays: Hex
  /** Its CSV rows with header, LF: what `header.evidenceHash` is the keccak256 of, and the evidence URI should lead to. */
  evidence: string
  /** Keys of its rows, 16 bytes each. */
  rowKeys: Hex
  rowCount: number
  firstLine: number
  lastLine: number
}

export type GroupLimits = {
  /** Rows of a batch, at most, so that its evidence stays readable. */
  maxRows?: number
  /** Largest quantity of an entry of a kind. */
  maxQuantity?: (kind: number) => bigint
}

export type BuildBatchesOptions = GroupLimits & {
  proposer: Address
  /** Nonce of the batch with this index. Default: random, in one row. */
  nonce?: (index: number) => bigint
}

const MAX_ROWS = 10_000
const ZERO_WORD = `0x${'00'.repeat(32)}` as const

/**
 * Builds batches of rows, in their order. Rows of one affiliate and kind become one entry of a batch: quantities are
 * summed up, the day is the latest.
 */
export function* buildBatches(rows: Iterable<ContributionRow>, options: BuildBatchesOptions): Generator<Batch> {
  const nonce = options.nonce ?? nonceRow()
  let index = 0
  let group = new RowGroup(options)
  for (const row of rows) {
    if (group.add(row)) continue
    yield sealBatch(group, options.proposer, nonce(index++))
    group = new RowGroup(options)
    group.add(row)
  }
  if (group.rowCount > 0) yield sealBatch(group, options.proposer, nonce(index))
}

/**
 * Random nonces that follow each other: unique without asking the chain, and neighbours share a word of storage where
 * they are submitted for somebody.
 */
export function nonceRow(): (index: number) => bigint {
  const random = BigInt(bytesToHex(crypto.getRandomValues(new Uint8Array(28))))
  return (index) => (random << 32n) | BigInt(index)
}

/** Rows that become one batch. */
export class RowGroup {
  readonly #maxRows: number
  readonly #maxQuantity: (kind: number) => bigint
  readonly #entries = new Map<string, { affiliate: Address; kind: number; quantity: bigint; day: number }>()
  readonly #rows: ContributionRow[] = []

  constructor({ maxRows = MAX_ROWS, maxQuantity = () => MAX_QUANTITY }: GroupLimits = {}) {
    this.#maxRows = maxRows
    this.#maxQuantity = maxQuantity
  }

  get rowCount(): number {
    return this.#rows.length
  }

  get rows(): readonly ContributionRow[] {
    return this.#rows
  }

  get entryCount(): number {
    return this.#entries.size
  }

  get entries(): Iterable<{ affiliate: Address; kind: number; quantity: bigint; day: number }> {
    return this.#entries.values()
  }

  /** Takes a row in, or says `false` where it belongs into the next batch. The first row always fits. */
  add(row: ContributionRow): boolean {
    const pair = `${row.kind}:${row.affiliate}`
    const entry = this.#entries.get(pair)
    if (this.#rows.length >= this.#maxRows) return false
    if (entry) {
      if (entry.quantity + row.quantity > this.#maxQuantity(row.kind)) return false
      entry.quantity += row.quantity
      entry.day = Math.max(entry.day, row.day)
    } else {
      if (this.#entries.size >= MAX_ENTRIES) return false
      this.#entries.set(pair, { affiliate: row.affiliate, kind: row.kind, quantity: row.quantity, day: row.day })
    }
    this.#rows.push(row)
    return true
  }
}

/** Packs, sorts and hashes a group of rows. */
export function sealBatch(group: RowGroup, proposer: Address, nonce: bigint): Batch {
  const packed = Array.from(group.entries, (entry) => ({ word: packEntry(entry), day: entry.day }))
  packed.sort((a, b) => comparePacked(a.word, b.word))
  const entries = packed.map(({ word }) => word)
  const workDays = packWorkDays(packed.map(({ day }) => day))

  const { rows } = group
  const evidence = [rows[0]?.header ?? '', ...rows.map(({ text }) => text), ''].join('\n')
  const evidenceHash = keccak256(new TextEncoder().encode(evidence))
  const header = hashBatch({ entries, workDays, evidenceHash, proposer, nonce })
  return {
    id: batchId(header),
    header,
    entries,
    workDays,
    evidence,
    rowKeys: bytesToHex(concatBytes(rows.map(({ key }) => key))),
    rowCount: rows.length,
    firstLine: rows[0]?.line ?? 0,
    lastLine: rows.at(-1)?.line ?? 0,
  }
}

export type ToBatchProposalOptions = {
  /** Where the evidence can be read. */
  evidenceURI: string
  /** Task it answers. */
  task?: Hex
}

/** What `ContributionLedger.propose` takes. */
export function toBatchProposal(
  { entries, workDays, header }: Pick<Batch, 'entries' | 'workDays' | 'header'>,
  { evidenceURI, task = ZERO_WORD }: ToBatchProposalOptions,
): BatchProposal {
  return { entries, workDays, evidenceHash: header.evidenceHash, evidenceURI, task, nonce: header.nonce }
}
