import type { Address, Hash } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { changeNumber, encodeChange } from '../internal/changes.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { LedgerParameters } from '../types.ts'

export type AnnounceParametersParameters = {
  venture: Address
  parameters: LedgerParameters
  noticeBoard?: Address
}

export type AnnounceParametersReturnType = Happened<typeof noticeBoardAbi, 'ChangeAnnounced'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareAnnounceParameters(parameters: AnnounceParametersParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateAnnounceParameters(
  client: WriteClient,
  parameters: AnnounceParametersParameters,
  options: SendOptions = {},
) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeAnnounceParameters(
  client: WriteClient,
  parameters: AnnounceParametersParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareAnnounceParameters(parameters), options)
}

/**
 * Announces other rules of acceptance. The governor; anyone can apply it after its notice.
 *
 * @example
 * const { readyAt } = await announceParametersAndWait(client, { venture, parameters })
 * @throws {GovernorOnlyError}
 * @throws {ParameterOutOfBoundsError}
 */
export async function announceParametersAndWait(
  client: WriteClient,
  parameters: AnnounceParametersParameters,
  options: SendOptions = {},
): Promise<AnnounceParametersReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareAnnounceParameters(parameters), options)
  return happened(receipt, noticeBoardAbi, 'ChangeAnnounced')
}

function callOf({ venture, parameters, noticeBoard = addresses.noticeBoard }: AnnounceParametersParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'announceChange',
    args: [venture, changeNumber('parameters'), encodeChange({ change: 'parameters', parameters })],
  })
}
