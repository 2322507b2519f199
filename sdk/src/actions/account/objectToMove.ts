import type { Address, Hash } from 'viem'
import { accountBoardAbi } from '../../abis/accountBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { Move, Reference } from '../types.ts'

export type ObjectToMoveParameters = {
  move: Move
  reason: Reference
  /** Ascending kinds the sender's points are counted in; stewards leave it out. */
  kinds?: readonly number[]
  accountBoard?: Address
}

export type ObjectToMoveReturnType = Happened<typeof accountBoardAbi, 'MoveObjected'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareObjectToMove(parameters: ObjectToMoveParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateObjectToMove(client: WriteClient, parameters: ObjectToMoveParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeObjectToMove(
  client: WriteClient,
  parameters: ObjectToMoveParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareObjectToMove(parameters), options)
}

/**
 * Stops a move until the governor decides it. Stewards, and affiliates with enough points, once each.
 *
 * @example
 * await objectToMoveAndWait(client, { move, kinds: [0], reason })
 * @throws {MoveStatusWrongError} its time is over, or it is decided
 * @throws {MoveObjectionExistsError} one objection each
 * @throws {ObjectorUnqualifiedError}
 * @throws {AccountBarredError}
 */
export async function objectToMoveAndWait(
  client: WriteClient,
  parameters: ObjectToMoveParameters,
  options: SendOptions = {},
): Promise<ObjectToMoveReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareObjectToMove(parameters), options)
  return happened(receipt, accountBoardAbi, 'MoveObjected')
}

function callOf({ move, reason, kinds = [], accountBoard = addresses.accountBoard }: ObjectToMoveParameters) {
  return contractCall({
    abi: accountBoardAbi,
    address: accountBoard,
    functionName: 'objectToMove',
    args: [move, kinds, reason.hash, reason.uri],
  })
}
