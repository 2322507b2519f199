import type { Address, Hash } from 'viem'
import { accountBoardAbi } from '../../abis/accountBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type ShowPresenceParameters = {
  ledger: Address
  accountBoard?: Address
}

export type ShowPresenceReturnType = Happened<typeof accountBoardAbi, 'PresenceShown'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareShowPresence(parameters: ShowPresenceParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateShowPresence(client: WriteClient, parameters: ShowPresenceParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeShowPresence(
  client: WriteClient,
  parameters: ShowPresenceParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareShowPresence(parameters), options)
}

/**
 * Shows that the sender is there: every move that others have proposed for it until now is cancelled.
 *
 * @example
 * const { moves } = await getMoves(client, { ledger })
 * if (moves.some(({ move }) => move.from === client.account.address)) await showPresenceAndWait(client, { ledger })
 */
export async function showPresenceAndWait(
  client: WriteClient,
  parameters: ShowPresenceParameters,
  options: SendOptions = {},
): Promise<ShowPresenceReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareShowPresence(parameters), options)
  return happened(receipt, accountBoardAbi, 'PresenceShown')
}

function callOf({ ledger, accountBoard = addresses.accountBoard }: ShowPresenceParameters) {
  return contractCall({ abi: accountBoardAbi, address: accountBoard, functionName: 'showPresence', args: [ledger] })
}
