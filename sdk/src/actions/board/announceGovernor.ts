import type { Address, Hash } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { changeNumber, encodeChange } from '../internal/changes.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type AnnounceGovernorParameters = {
  venture: Address
  governor: Address
  noticeBoard?: Address
}

export type AnnounceGovernorReturnType = Happened<typeof noticeBoardAbi, 'ChangeAnnounced'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareAnnounceGovernor(parameters: AnnounceGovernorParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateAnnounceGovernor(client: WriteClient, parameters: AnnounceGovernorParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeAnnounceGovernor(
  client: WriteClient,
  parameters: AnnounceGovernorParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareAnnounceGovernor(parameters), options)
}

/**
 * Announces the hand-over to another governor, which cancels all else that is pending. The governor; anyone can
 * apply it after its notice.
 *
 * @example
 * const { readyAt } = await announceGovernorAndWait(client, { venture, governor: safe })
 * @throws {GovernorOnlyError}
 * @throws {AccountZeroError}
 */
export async function announceGovernorAndWait(
  client: WriteClient,
  parameters: AnnounceGovernorParameters,
  options: SendOptions = {},
): Promise<AnnounceGovernorReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareAnnounceGovernor(parameters), options)
  return happened(receipt, noticeBoardAbi, 'ChangeAnnounced')
}

function callOf({ venture, governor, noticeBoard = addresses.noticeBoard }: AnnounceGovernorParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'announceChange',
    args: [venture, changeNumber('governor'), encodeChange({ change: 'governor', governor })],
  })
}
