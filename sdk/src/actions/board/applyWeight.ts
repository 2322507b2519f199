import type { Address, Hash } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { changeNumber, encodeChange } from '../internal/changes.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type ApplyWeightParameters = {
  venture: Address
  /** Id of an equity kind. */
  kind: number
  /** Points per smallest unit of quantity. */
  weight: number
  noticeBoard?: Address
}

export type ApplyWeightReturnType = Happened<typeof noticeBoardAbi, 'ChangeApplied'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareApplyWeight(parameters: ApplyWeightParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateApplyWeight(client: WriteClient, parameters: ApplyWeightParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeApplyWeight(
  client: WriteClient,
  parameters: ApplyWeightParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareApplyWeight(parameters), options)
}

/**
 * Puts into effect what was announced: the re-weighing of a kind: its past contributions count differently for
 * revenue to come. Anyone, once its notice is over.
 *
 * @example
 * await applyWeightAndWait(client, { venture, kind: 2, weight: 35 })
 * @throws {ChangeNotPendingError}
 * @throws {ChangeTooEarlyError}
 * @throws {ChangeDiffersError}
 */
export async function applyWeightAndWait(
  client: WriteClient,
  parameters: ApplyWeightParameters,
  options: SendOptions = {},
): Promise<ApplyWeightReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareApplyWeight(parameters), options)
  return happened(receipt, noticeBoardAbi, 'ChangeApplied')
}

function callOf({ venture, kind, weight, noticeBoard = addresses.noticeBoard }: ApplyWeightParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'applyChange',
    args: [venture, changeNumber('weight'), encodeChange({ change: 'weight', kind, weight })],
  })
}
