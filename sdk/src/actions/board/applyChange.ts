import type { Address, Hash, Hex } from 'viem'
import type { Change } from '../../abis/enums.ts'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { changeNumber } from '../internal/changes.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type ApplyChangeParameters = {
  venture: Address
  change: Change
  /** As announced, from `getPendingChanges`. */
  data: Hex
  noticeBoard?: Address
}

export type ApplyChangeReturnType = Happened<typeof noticeBoardAbi, 'ChangeApplied'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareApplyChange(parameters: ApplyChangeParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateApplyChange(client: WriteClient, parameters: ApplyChangeParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeApplyChange(
  client: WriteClient,
  parameters: ApplyChangeParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareApplyChange(parameters), options)
}

/**
 * Puts an announced change into effect once its notice is over. Anyone.
 *
 * @example
 * for (const { change, data, isReady } of await getPendingChanges(client, { venture })) {
 *   if (isReady) await applyChangeAndWait(client, { venture, change, data })
 * }
 * @throws {ChangeNotPendingError}
 * @throws {ChangeTooEarlyError}
 * @throws {ChangeDiffersError}
 */
export async function applyChangeAndWait(
  client: WriteClient,
  parameters: ApplyChangeParameters,
  options: SendOptions = {},
): Promise<ApplyChangeReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareApplyChange(parameters), options)
  return happened(receipt, noticeBoardAbi, 'ChangeApplied')
}

function callOf({ venture, change, data, noticeBoard = addresses.noticeBoard }: ApplyChangeParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'applyChange',
    args: [venture, changeNumber(change), data],
  })
}
