import type { Address, Hash } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { changeNumber, encodeChange } from '../internal/changes.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type AnnounceBarParameters = {
  venture: Address
  account: Address
  barred: boolean
  noticeBoard?: Address
}

export type AnnounceBarReturnType = Happened<typeof noticeBoardAbi, 'ChangeAnnounced'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareAnnounceBar(parameters: AnnounceBarParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateAnnounceBar(client: WriteClient, parameters: AnnounceBarParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeAnnounceBar(
  client: WriteClient,
  parameters: AnnounceBarParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareAnnounceBar(parameters), options)
}

/**
 * Announces the barring of an account, or its re-admission, with 7 days' hearing. The governor; anyone can apply it
 * after its notice.
 *
 * @example
 * const { readyAt } = await announceBarAndWait(client, { venture, account, barred: true })
 * @throws {GovernorOnlyError}
 * @throws {AccountZeroError}
 */
export async function announceBarAndWait(
  client: WriteClient,
  parameters: AnnounceBarParameters,
  options: SendOptions = {},
): Promise<AnnounceBarReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareAnnounceBar(parameters), options)
  return happened(receipt, noticeBoardAbi, 'ChangeAnnounced')
}

function callOf({ venture, account, barred, noticeBoard = addresses.noticeBoard }: AnnounceBarParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'announceChange',
    args: [venture, changeNumber('bar'), encodeChange({ change: 'bar', account, barred })],
  })
}
