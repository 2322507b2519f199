import type { Address, Hash } from 'viem'
import { handOverBoardAbi } from '../../abis/handOverBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type TakeOverParameters = {
  venture: Address
  /** Who shows their voice, in any order: each opted in, together with a fifth of all voice or more. */
  accounts: readonly Address[]
  handOverBoard?: Address
}

export type TakeOverReturnType = Happened<typeof handOverBoardAbi, 'HandedOver'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareTakeOver(parameters: TakeOverParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateTakeOver(client: WriteClient, parameters: TakeOverParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeTakeOver(client: WriteClient, parameters: TakeOverParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareTakeOver(parameters), options)
}

/**
 * Makes the published successor the governor of a venture, once it is due and enough accounts show their voice. Anyone; nobody can
 * stop or undo it.
 *
 * @example
 * const { governor } = await takeOverAndWait(client, { venture, accounts: [ana, ben, cleo, dan, eve] })
 * @throws {HandOverNoneError} none was published, or it is done
 * @throws {HandOverTooEarlyError}
 * @throws {HandOverAccountsMissingError}
 * @throws {HandOverWithoutVoiceError} one of them has not opted in, or no voice was counted
 * @throws {HandOverVoiceMissingError}
 */
export async function takeOverAndWait(
  client: WriteClient,
  parameters: TakeOverParameters,
  options: SendOptions = {},
): Promise<TakeOverReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareTakeOver(parameters), options)
  return happened(receipt, handOverBoardAbi, 'HandedOver')
}

function callOf({ venture, accounts, handOverBoard = addresses.handOverBoard }: TakeOverParameters) {
  const ascending = [...accounts].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
  return contractCall({ abi: handOverBoardAbi, address: handOverBoard, functionName: 'takeOver', args: [venture, ascending] })
}
