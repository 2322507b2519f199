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
  /** Number of leaves that are activated. */
  activated: number
  /** What is left of the totals for leaves to be activated; kinds with nothing left are left out. */
  rests: LargeTotal[]
  /** From then on its rests can be closed though leaves are missing; `undefined` where nobody announced it. */
  closingReadyAt: bigint | undefined
}

/** Reads what of large batches of one ledger stands nowhere else. */
export async function createLargeReader(client: ReadClient, ledger: Address, board?: Address) {
  const [venture, largeBatches] = await Promise.all([
    read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'venture' }),
    board ?? largeBatchesOf(client, ledger),
  ])
  const epoch = await read(client, { abi: ventureAbi, address: venture, functionName: 'noticeEpoch' })

  return async ({ large, header: batchHeader, evidence, contributions, ...batch }: Batch): Promise<LargeBatch> => {
    if (!large) throw new BatchNotLargeError(batch.batch)
    const contract = { abi: largeBatchesAbi, address: largeBatches, args: [ledger, batch.batch] } as const
    const totals = batch.proposedEntries.map(unpackEntry).map(({ kind, quantity }) => ({ kind, quantity }))
    const [activated, closing, left] = await Promise.all([
      read(client, { ...contract, functionName: 'activatedCount' }),
      read(client, { ...contract, functionName: 'closingOf' }),
      Promise.all(totals.map(({ kind }) => restOf(client, venture, batch.batch, kind))),
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
      activated: Number(activated),
      rests: totals.map(({ kind }, i) => ({ kind, quantity: left[i] ?? 0n })).filter(({ quantity }) => quantity > 0n),
      closingReadyAt: isAnnounced ? BigInt(closing.readyAt) : undefined,
    }
  }
}

function restOf(client: ReadClient, venture: Address, batch: Hash, kind: number): Promise<bigint> {
  return read(client, { abi: ventureAbi, address: venture, functionName: 'restOf', args: [batch, kind] })
}
