import type { Address, Hash } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { changeNumber, encodeChange } from '../internal/changes.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type ApplyBarParameters = {
  venture: Address
  account: Address
  barred: boolean
  noticeBoard?: Address
}

export type ApplyBarReturnType = Happened<typeof noticeBoardAbi, 'ChangeApplied'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareApplyBar(parameters: ApplyBarParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateApplyBar(client: WriteClient, parameters: ApplyBarParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeApplyBar(client: WriteClient, parameters: ApplyBarParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareApplyBar(parameters), options)
}

/**
 * Puts into effect what was announced: the barring of an account, or its re-admission, with 7 days' hearing. Anyone,
 * once its notice is over.
 *
 * @example
 * await applyBarAndWait(client, { venture, account, barred: true })
 * @throws {ChangeNotPendingError}
 * @throws {ChangeTooEarlyError}
 * @throws {ChangeDiffersError}
 */
export async function applyBarAndWait(
  client: WriteClient,
  parameters: ApplyBarParameters,
  options: SendOptions = {},
): Promise<ApplyBarReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareApplyBar(parameters), options)
  return happened(receipt, noticeBoardAbi, 'ChangeApplied')
}

function callOf({ venture, account, barred, noticeBoard = addresses.noticeBoard }: ApplyBarParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'applyChange',
    args: [venture, changeNumber('bar'), encodeChange({ change: 'bar', account, barred })],
  })
}
