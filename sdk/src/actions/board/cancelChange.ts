import type { Address, Hash } from 'viem'
import type { Change } from '../../abis/enums.ts'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { changeNumber } from '../internal/changes.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type CancelChangeParameters = {
  venture: Address
  change: Change
  /** What it is about, from `getPendingChanges`. Default: 0. */
  subject?: bigint
  noticeBoard?: Address
}

export type CancelChangeReturnType = Happened<typeof noticeBoardAbi, 'ChangeCancelled'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareCancelChange(parameters: CancelChangeParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateCancelChange(client: WriteClient, parameters: CancelChangeParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeCancelChange(
  client: WriteClient,
  parameters: CancelChangeParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareCancelChange(parameters), options)
}

/**
 * Takes back what was announced. The governor.
 *
 * @example
 * await cancelChangeAndWait(client, { venture, change: 'equation' })
 * @throws {GovernorOnlyError}
 * @throws {ChangeNotPendingError}
 */
export async function cancelChangeAndWait(
  client: WriteClient,
  parameters: CancelChangeParameters,
  options: SendOptions = {},
): Promise<CancelChangeReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareCancelChange(parameters), options)
  return happened(receipt, noticeBoardAbi, 'ChangeCancelled')
}

function callOf({ venture, change, subject = 0n, noticeBoard = addresses.noticeBoard }: CancelChangeParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'cancelChange',
    args: [venture, changeNumber(change), subject],
  })
}
