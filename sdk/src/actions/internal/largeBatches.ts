import type { Address, Hash } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { largeBatchesAbi } from '../../abis/largeBatches.ts'
import { ventureAbi } from '../../abis/venture.ts'
import { unpackEntry } from '../../batch/entry.ts'
import type { BatchHeader } from '../../batch/header.ts'
import type { LargeContent } from '../../batch/large/data.ts'
import type { LargeTotal } from '../../batch/large/totals.ts'
import type { LargeHeader } from '../../batch/largeHeader.ts'
import { BatchNotLargeError } from '../../errors/large.ts'
import type { Batch } from './batchReader.ts'
import { largeBatchesOf } from './boards.ts'
import type { ReadClient } from './client.ts'
import { read } from './read.ts'
import { type LargeRecord, readProgress, readRecords } from './records.ts'

/** A large batch as it stands. Times are seconds since 1970. */
export type LargeBatch = Omit<Batch, 'header' | 'large' | 'evidence' | 'contributions'> & {
  /** What activating and closing take. */
  header: LargeHeader
  /** What objecting, resolving, accepting and withdrawing take. */
  batchHeader: BatchHeader
  /** What it commits to: what `checkLargeData` compares its data file with. */
  content: LargeContent
  /** Where the data file can be read. */
  dataURI: string
  /** What its kinds entered the books with, once they did: what activating and closing take, too. */
  records: LargeRecord[]
  /** Number of leaves that are activated. */
  activated: number
  /** What is left of the totals for leaves to be activated; kinds with nothing left are left out. */
  rests: LargeTotal[]
  /** From then on its rests can be closed though leaves are missing; `undefined` where nobody announced it. */
  closingReadyAt: bigint | undefined
}

type Reading = { ledger: Address; largeBatches?: Address | undefined; batch?: Hash; fromBlock: bigint; toBlock: bigint }

/** Reads what of large batches of one ledger stands nowhere else. */
export async function createLargeReader(client: ReadClient, { ledger, largeBatches: board, ...source }: Reading) {
  const [venture, largeBatches] = await Promise.all([
    read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'venture' }),
    board ?? largeBatchesOf(client, ledger),
  ])
  const [epoch, allRecords] = await Promise.all([
    read(client, { abi: ventureAbi, address: venture, functionName: 'noticeEpoch' }),
    readRecords(client, { venture, ...source }),
  ])

  return async ({ large, header: batchHeader, evidence, contributions, ...batch }: Batch): Promise<LargeBatch> => {
    if (!large) throw new BatchNotLargeError(batch.batch)
    const args = [ledger, batch.batch] as const
    const records = allRecords.get(batch.batch) ?? []
    const totals = batch.proposedEntries.map(unpackEntry).map(({ kind, quantity }) => ({ kind, quantity }))
    const [closing, progress] = await Promise.all([
      read(client, { abi: largeBatchesAbi, address: largeBatches, functionName: 'closingOf', args }),
      readProgress(client, { venture, batch: batch.batch, records }),
    ])
    const { entriesHash: totalsHash, evidenceHash: dataHash, proposer, nonce } = batchHeader
    // A hand-over cancels what the governor before it announced.
    const isAnnounced = closing.readyAt !== 0 && BigInt(closing.epoch) === epoch
    return {
      ...batch,
      header: { totalsHash, root: large.root, leaves: large.leaves, dataHash, proposer, nonce },
      batchHeader,
      content: { root: large.root, totals, leaves: Number(large.leaves), dataHash },
      dataURI: evidence.uri,
      records,
      activated: Number(progress.reduce((sum, { leaves }) => sum + leaves, 0n)),
      rests: progress.filter(({ left }) => left > 0n).map(({ kind, left }) => ({ kind, quantity: left })),
      closingReadyAt: isAnnounced ? BigInt(closing.readyAt) : undefined,
    }
  }
}
