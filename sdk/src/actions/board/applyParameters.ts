import type { Address, Hash } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { changeNumber, encodeChange } from '../internal/changes.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { LedgerParameters } from '../types.ts'

export type ApplyParametersParameters = {
  venture: Address
  parameters: LedgerParameters
  noticeBoard?: Address
}

export type ApplyParametersReturnType = Happened<typeof noticeBoardAbi, 'ChangeApplied'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareApplyParameters(parameters: ApplyParametersParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateApplyParameters(client: WriteClient, parameters: ApplyParametersParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeApplyParameters(
  client: WriteClient,
  parameters: ApplyParametersParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareApplyParameters(parameters), options)
}

/**
 * Puts into effect what was announced: other rules of acceptance. Anyone, once its notice is over.
 *
 * @example
 * await applyParametersAndWait(client, { venture, parameters })
 * @throws {ChangeNotPendingError}
 * @throws {ChangeTooEarlyError}
 * @throws {ChangeDiffersError}
 */
export async function applyParametersAndWait(
  client: WriteClient,
  parameters: ApplyParametersParameters,
  options: SendOptions = {},
): Promise<ApplyParametersReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareApplyParameters(parameters), options)
  return happened(receipt, noticeBoardAbi, 'ChangeApplied')
}

function callOf({ venture, parameters, noticeBoard = addresses.noticeBoard }: ApplyParametersParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'applyChange',
    args: [venture, changeNumber('parameters'), encodeChange({ change: 'parameters', parameters })],
  })
}
