import type { Address, Hash } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { changeNumber, encodeChange } from '../internal/changes.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type AnnounceWeightParameters = {
  venture: Address
  /** Id of an equity kind. */
  kind: number
  /** Points per smallest unit of quantity. */
  weight: number
  noticeBoard?: Address
}

export type AnnounceWeightReturnType = Happened<typeof noticeBoardAbi, 'ChangeAnnounced'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareAnnounceWeight(parameters: AnnounceWeightParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateAnnounceWeight(client: WriteClient, parameters: AnnounceWeightParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeAnnounceWeight(
  client: WriteClient,
  parameters: AnnounceWeightParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareAnnounceWeight(parameters), options)
}

/**
 * Announces the re-weighing of a kind: its past contributions count differently for revenue to come. The governor;
 * anyone can apply it after its notice.
 *
 * @example
 * const { readyAt } = await announceWeightAndWait(client, { venture, kind: 2, weight: 35 })
 * @throws {GovernorOnlyError}
 * @throws {WeightOfDebtError}
 * @throws {KindRateOutOfBoundsError}
 */
export async function announceWeightAndWait(
  client: WriteClient,
  parameters: AnnounceWeightParameters,
  options: SendOptions = {},
): Promise<AnnounceWeightReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareAnnounceWeight(parameters), options)
  return happened(receipt, noticeBoardAbi, 'ChangeAnnounced')
}

function callOf({ venture, kind, weight, noticeBoard = addresses.noticeBoard }: AnnounceWeightParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'announceChange',
    args: [venture, changeNumber('weight'), encodeChange({ change: 'weight', kind, weight })],
  })
}
