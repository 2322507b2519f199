import type { Address, Hash } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type LengthenNoticeParameters = {
  venture: Address
  /** Seconds. */
  period: number
  noticeBoard?: Address
}

export type LengthenNoticeReturnType = Happened<typeof noticeBoardAbi, 'NoticePeriodSet'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareLengthenNotice(parameters: LengthenNoticeParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateLengthenNotice(client: WriteClient, parameters: LengthenNoticeParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeLengthenNotice(
  client: WriteClient,
  parameters: LengthenNoticeParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareLengthenNotice(parameters), options)
}

/**
 * Lengthens the notice period, at once. The governor.
 *
 * @example
 * await lengthenNoticeAndWait(client, { venture, period: parseDuration('30 days') })
 * @throws {GovernorOnlyError}
 * @throws {NoticePeriodNotLongerError}
 * @throws {NoticePeriodOutOfBoundsError}
 */
export async function lengthenNoticeAndWait(
  client: WriteClient,
  parameters: LengthenNoticeParameters,
  options: SendOptions = {},
): Promise<LengthenNoticeReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareLengthenNotice(parameters), options)
  return happened(receipt, noticeBoardAbi, 'NoticePeriodSet')
}

function callOf({ venture, period, noticeBoard = addresses.noticeBoard }: LengthenNoticeParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'lengthenNotice',
    args: [venture, period],
  })
}
