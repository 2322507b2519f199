import type { Address, Hash } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { changeNumber, encodeChange } from '../internal/changes.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type AnnounceNoticePeriodParameters = {
  venture: Address
  /** Seconds. */
  period: number
  noticeBoard?: Address
}

export type AnnounceNoticePeriodReturnType = Happened<typeof noticeBoardAbi, 'ChangeAnnounced'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareAnnounceNoticePeriod(parameters: AnnounceNoticePeriodParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateAnnounceNoticePeriod(
  client: WriteClient,
  parameters: AnnounceNoticePeriodParameters,
  options: SendOptions = {},
) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeAnnounceNoticePeriod(
  client: WriteClient,
  parameters: AnnounceNoticePeriodParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareAnnounceNoticePeriod(parameters), options)
}

/**
 * Announces another notice period. The governor; anyone can apply it after its notice.
 *
 * @example
 * const { readyAt } = await announceNoticePeriodAndWait(client, { venture, period: parseDuration('7 days') })
 * @throws {GovernorOnlyError}
 * @throws {NoticePeriodOutOfBoundsError}
 */
export async function announceNoticePeriodAndWait(
  client: WriteClient,
  parameters: AnnounceNoticePeriodParameters,
  options: SendOptions = {},
): Promise<AnnounceNoticePeriodReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareAnnounceNoticePeriod(parameters), options)
  return happened(receipt, noticeBoardAbi, 'ChangeAnnounced')
}

function callOf({ venture, period, noticeBoard = addresses.noticeBoard }: AnnounceNoticePeriodParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'announceChange',
    args: [venture, changeNumber('noticePeriod'), encodeChange({ change: 'noticePeriod', period })],
  })
}
