import type { Address, Hash } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { changeNumber, encodeChange } from '../internal/changes.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type ApplyGovernorParameters = {
  venture: Address
  governor: Address
  noticeBoard?: Address
}

export type ApplyGovernorReturnType = Happened<typeof noticeBoardAbi, 'ChangeApplied'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareApplyGovernor(parameters: ApplyGovernorParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateApplyGovernor(client: WriteClient, parameters: ApplyGovernorParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeApplyGovernor(
  client: WriteClient,
  parameters: ApplyGovernorParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareApplyGovernor(parameters), options)
}

/**
 * Puts into effect what was announced: the hand-over to another governor, which cancels all else that is pending.
 * Anyone, once its notice is over.
 *
 * @example
 * await applyGovernorAndWait(client, { venture, governor: safe })
 * @throws {ChangeNotPendingError}
 * @throws {ChangeTooEarlyError}
 * @throws {ChangeDiffersError}
 */
export async function applyGovernorAndWait(
  client: WriteClient,
  parameters: ApplyGovernorParameters,
  options: SendOptions = {},
): Promise<ApplyGovernorReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareApplyGovernor(parameters), options)
  return happened(receipt, noticeBoardAbi, 'ChangeApplied')
}

function callOf({ venture, governor, noticeBoard = addresses.noticeBoard }: ApplyGovernorParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'applyChange',
    args: [venture, changeNumber('governor'), encodeChange({ change: 'governor', governor })],
  })
}
