import type { Address, Hash } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type RemoveStewardParameters = {
  venture: Address
  account: Address
  noticeBoard?: Address
}

export type RemoveStewardReturnType = Happened<typeof contributionLedgerAbi, 'StewardSet'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareRemoveSteward(parameters: RemoveStewardParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateRemoveSteward(client: WriteClient, parameters: RemoveStewardParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeRemoveSteward(
  client: WriteClient,
  parameters: RemoveStewardParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareRemoveSteward(parameters), options)
}

/**
 * Removes a steward, at once. The governor.
 *
 * @example
 * await removeStewardAndWait(client, { venture, account })
 * @throws {GovernorOnlyError}
 */
export async function removeStewardAndWait(
  client: WriteClient,
  parameters: RemoveStewardParameters,
  options: SendOptions = {},
): Promise<RemoveStewardReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareRemoveSteward(parameters), options)
  return happened(receipt, contributionLedgerAbi, 'StewardSet')
}

function callOf({ venture, account, noticeBoard = addresses.noticeBoard }: RemoveStewardParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'removeSteward',
    args: [venture, account],
  })
}
