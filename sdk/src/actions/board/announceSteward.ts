import type { Address, Hash } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { changeNumber, encodeChange } from '../internal/changes.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type AnnounceStewardParameters = {
  venture: Address
  account: Address
  steward: boolean
  /** End of the term, seconds since 1970. Default: without end. */
  until?: bigint
  noticeBoard?: Address
}

export type AnnounceStewardReturnType = Happened<typeof noticeBoardAbi, 'ChangeAnnounced'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareAnnounceSteward(parameters: AnnounceStewardParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateAnnounceSteward(client: WriteClient, parameters: AnnounceStewardParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeAnnounceSteward(
  client: WriteClient,
  parameters: AnnounceStewardParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareAnnounceSteward(parameters), options)
}

/**
 * Announces the appointment of a steward, or a removal. The governor; anyone can apply it after its notice.
 *
 * @example
 * const { readyAt } = await announceStewardAndWait(client, { venture, account, steward: true })
 * @throws {GovernorOnlyError}
 * @throws {AccountZeroError}
 * @throws {StewardTermPastError}
 */
export async function announceStewardAndWait(
  client: WriteClient,
  parameters: AnnounceStewardParameters,
  options: SendOptions = {},
): Promise<AnnounceStewardReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareAnnounceSteward(parameters), options)
  return happened(receipt, noticeBoardAbi, 'ChangeAnnounced')
}

function callOf({ venture, account, steward, until, noticeBoard = addresses.noticeBoard }: AnnounceStewardParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'announceChange',
    args: [venture, changeNumber('steward'), encodeChange({ change: 'steward', account, steward, until })],
  })
}
