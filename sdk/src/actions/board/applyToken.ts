import type { Address, Hash } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { changeNumber, encodeChange } from '../internal/changes.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type ApplyTokenParameters = {
  venture: Address
  token: Address
  /** Whether it is left out of automatic distribution. */
  muted: boolean
  noticeBoard?: Address
}

export type ApplyTokenReturnType = Happened<typeof noticeBoardAbi, 'ChangeApplied'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareApplyToken(parameters: ApplyTokenParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateApplyToken(client: WriteClient, parameters: ApplyTokenParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeApplyToken(client: WriteClient, parameters: ApplyTokenParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareApplyToken(parameters), options)
}

/**
 * Puts into effect what was announced: the listing of a payout token, or its muting. Anyone, once its notice is
 * over.
 *
 * @example
 * await applyTokenAndWait(client, { venture, token, muted: false })
 * @throws {ChangeNotPendingError}
 * @throws {ChangeTooEarlyError}
 * @throws {ChangeDiffersError}
 */
export async function applyTokenAndWait(
  client: WriteClient,
  parameters: ApplyTokenParameters,
  options: SendOptions = {},
): Promise<ApplyTokenReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareApplyToken(parameters), options)
  return happened(receipt, noticeBoardAbi, 'ChangeApplied')
}

function callOf({ venture, token, muted, noticeBoard = addresses.noticeBoard }: ApplyTokenParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'applyChange',
    args: [venture, changeNumber('token'), encodeChange({ change: 'token', token, muted })],
  })
}
