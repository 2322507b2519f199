import { type Address, type Hash, pad } from 'viem'
import { type CorrectionStatus, correctionStatusNames } from '../../abis/enums.ts'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import { reviewBoardOf } from '../internal/boards.ts'
import type { ReadClient } from '../internal/client.ts'
import { eventsOf, selectorOf } from '../internal/events.ts'
import { type AsOf, type BlockRange, readLogs, resolveRange } from '../internal/logs.ts'
import { read } from '../internal/read.ts'
import type { Correction, Reference } from '../types.ts'

export type GetCorrectionsParameters = Pick<BlockRange, 'fromBlock'> & {
  ledger: Address
  reviewBoard?: Address
}

export type CorrectionInfo = {
  id: Hash
  correction: Correction
  reason: Reference
  status: CorrectionStatus
  /** Objections before, application from then on; seconds since 1970. */
  deadline: bigint
  /** One or more: one more attestation is needed. */
  openObjections: number
}

export type GetCorrectionsReturnType = {
  /** In the order they were proposed. */
  corrections: CorrectionInfo[]
  asOf: AsOf
}

/**
 * Returns the corrections proposed on a ledger, as they stand.
 *
 * @example
 * const { corrections } = await getCorrections(client, { ledger })
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function getCorrections(
  client: ReadClient,
  { ledger, fromBlock: from, reviewBoard: board }: GetCorrectionsParameters,
): Promise<GetCorrectionsReturnType> {
  const reviewBoard = board ?? (await reviewBoardOf(client, ledger))
  const { fromBlock, asOf } = await resolveRange(client, { fromBlock: from })
  const topics = [selectorOf(reviewBoardAbi, 'CorrectionProposed'), pad(ledger)]
  const logs = await readLogs(client, [{ address: reviewBoard, topics }], { fromBlock, toBlock: asOf.blockNumber })
  const corrections = await Promise.all(
    eventsOf(reviewBoardAbi, 'CorrectionProposed', logs).map(async ({ args }): Promise<CorrectionInfo> => {
      const { correction: id, content, reasonURI, deadline } = args
      const state = await read(client, { abi: reviewBoardAbi, address: reviewBoard, functionName: 'correctionState', args: [id] })
      return {
        id,
        correction: content,
        reason: { uri: reasonURI, hash: content.reasonHash },
        status: correctionStatusNames[state.status] ?? 'none',
        deadline,
        openObjections: state.openObjections,
      }
    }),
  )
  return { corrections, asOf }
}
