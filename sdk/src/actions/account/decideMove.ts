import type { Address, Hash, TransactionReceipt } from 'viem'
import { accountBoardAbi } from '../../abis/accountBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { Move } from '../types.ts'

export type DecideMoveParameters = {
  move: Move
  /** Whether it goes on, or ends. */
  approved: boolean
  accountBoard?: Address
}

export type DecideMoveReturnType = {
  /** Id of the move. */
  move: Hash
  /** From then on anyone carries it out, seconds since 1970; `undefined` where it was rejected. */
  readyAt: bigint | undefined
  receipt: TransactionReceipt
}

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareDecideMove(parameters: DecideMoveParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateDecideMove(client: WriteClient, parameters: DecideMoveParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeDecideMove(client: WriteClient, parameters: DecideMoveParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareDecideMove(parameters), options)
}

/**
 * Approves or rejects a move, objected to or not. The governor alone. One that is approved waits 30 days from then on.
 *
 * @example
 * const { readyAt } = await decideMoveAndWait(governor, { move, approved: true })
 * @throws {MoveGovernorOnlyError}
 * @throws {MoveConflictError} the governor proposed it, or would go on as the account
 * @throws {MoveStatusWrongError}
 */
export async function decideMoveAndWait(
  client: WriteClient,
  parameters: DecideMoveParameters,
  options: SendOptions = {},
): Promise<DecideMoveReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareDecideMove(parameters), options)
  if (!parameters.approved) {
    const { move } = happened(receipt, accountBoardAbi, 'MoveRejected')
    return { move, readyAt: undefined, receipt }
  }
  const { move, readyAt } = happened(receipt, accountBoardAbi, 'MoveWaits')
  return { move, readyAt, receipt }
}

function callOf({ move, approved, accountBoard = addresses.accountBoard }: DecideMoveParameters) {
  return contractCall({ abi: accountBoardAbi, address: accountBoard, functionName: 'decideMove', args: [move, approved] })
}
