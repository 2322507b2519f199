import type { Address, Hash } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { changeNumber, encodeChange } from '../internal/changes.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type AnnounceTokenParameters = {
  venture: Address
  token: Address
  /** Whether it is left out of automatic distribution. */
  muted: boolean
  noticeBoard?: Address
}

export type AnnounceTokenReturnType = Happened<typeof noticeBoardAbi, 'ChangeAnnounced'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareAnnounceToken(parameters: AnnounceTokenParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateAnnounceToken(client: WriteClient, parameters: AnnounceTokenParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeAnnounceToken(
  client: WriteClient,
  parameters: AnnounceTokenParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareAnnounceToken(parameters), options)
}

/**
 * Announces the listing of a payout token, or its muting. The governor; anyone can apply it after its notice.
 *
 * @example
 * const { readyAt } = await announceTokenAndWait(client, { venture, token, muted: false })
 * @throws {GovernorOnlyError}
 * @throws {TokenWithoutCodeError}
 * @throws {TokensTooManyError}
 */
export async function announceTokenAndWait(
  client: WriteClient,
  parameters: AnnounceTokenParameters,
  options: SendOptions = {},
): Promise<AnnounceTokenReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareAnnounceToken(parameters), options)
  return happened(receipt, noticeBoardAbi, 'ChangeAnnounced')
}

function callOf({ venture, token, muted, noticeBoard = addresses.noticeBoard }: AnnounceTokenParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'announceChange',
    args: [venture, changeNumber('token'), encodeChange({ change: 'token', token, muted })],
  })
}
