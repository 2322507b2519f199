import type { Address, Hash } from 'viem'
import { accountBoardAbi } from '../../abis/accountBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { SignedAct } from '../types.ts'

export type ShowPresenceForParameters = {
  ledger: Address
  /** From `signPresence`. */
  act: SignedAct
  accountBoard?: Address
}

export type ShowPresenceForReturnType = Happened<typeof accountBoardAbi, 'PresenceShown'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareShowPresenceFor(parameters: ShowPresenceForParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateShowPresenceFor(client: WriteClient, parameters: ShowPresenceForParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeShowPresenceFor(
  client: WriteClient,
  parameters: ShowPresenceForParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareShowPresenceFor(parameters), options)
}

/**
 * Submits that an account is there: every move that others have proposed for it until now is cancelled.
 *
 * @example
 * const signed = await signPresence(ana, { ledger })
 * await showPresenceForAndWait(anybody, signed)
 * @throws {NonceUsedError} submitted or cancelled before
 * @throws {SignatureExpiredError}
 * @throws {SignatureInvalidError}
 */
export async function showPresenceForAndWait(
  client: WriteClient,
  parameters: ShowPresenceForParameters,
  options: SendOptions = {},
): Promise<ShowPresenceForReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareShowPresenceFor(parameters), options)
  return happened(receipt, accountBoardAbi, 'PresenceShown')
}

function callOf({ ledger, act, accountBoard = addresses.accountBoard }: ShowPresenceForParameters) {
  return contractCall({ abi: accountBoardAbi, address: accountBoard, functionName: 'showPresenceFor', args: [ledger, act] })
}
