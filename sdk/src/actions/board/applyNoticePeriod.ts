import type { Address, Hash } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { changeNumber, encodeChange } from '../internal/changes.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type ApplyNoticePeriodParameters = {
  venture: Address
  /** Seconds. */
  period: number
  noticeBoard?: Address
}

export type ApplyNoticePeriodReturnType = Happened<typeof noticeBoardAbi, 'ChangeApplied'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareApplyNoticePeriod(parameters: ApplyNoticePeriodParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateApplyNoticePeriod(
  client: WriteClient,
  parameters: ApplyNoticePeriodParameters,
  options: SendOptions = {},
) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeApplyNoticePeriod(
  client: WriteClient,
  parameters: ApplyNoticePeriodParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareApplyNoticePeriod(parameters), options)
}

/**
 * Puts into effect what was announced: another notice period. Anyone, once its notice is over.
 *
 * @example
 * await applyNoticePeriodAndWait(client, { venture, period: parseDuration('7 days') })
 * @throws {ChangeNotPendingError}
 * @throws {ChangeTooEarlyError}
 * @throws {ChangeDiffersError}
 */
export async function applyNoticePeriodAndWait(
  client: WriteClient,
  parameters: ApplyNoticePeriodParameters,
  options: SendOptions = {},
): Promise<ApplyNoticePeriodReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareApplyNoticePeriod(parameters), options)
  return happened(receipt, noticeBoardAbi, 'ChangeApplied')
}

function callOf({ venture, period, noticeBoard = addresses.noticeBoard }: ApplyNoticePeriodParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'applyChange',
    args: [venture, changeNumber('noticePeriod'), encodeChange({ change: 'noticePeriod', period })],
  })
}
