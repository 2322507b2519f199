import type { Address, Hash } from 'viem'
import { accountBoardAbi } from '../../abis/accountBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { Move } from '../types.ts'

export type MakeMoveParameters = {
  move: Move
  accountBoard?: Address
}

export type MakeMoveReturnType = Happened<typeof accountBoardAbi, 'MoveMade'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareMakeMove(parameters: MakeMoveParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateMakeMove(client: WriteClient, parameters: MakeMoveParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeMakeMove(client: WriteClient, parameters: MakeMoveParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareMakeMove(parameters), options)
}

/**
 * Carries out a move whose 30 days are over without an act of the account and without an open objection. Anyone.
 *
 * @example
 * const { moves } = await getMoves(client, { ledger })
 * for (const { state, move } of moves) if (state === 'ready') await makeMoveAndWait(client, { move })
 * @throws {MoveTooEarlyError}
 * @throws {MoveCancelledByActError} the account did something since it was proposed
 * @throws {MoveHasObjectionsError} the governor decides it
 * @throws {MoveStatusWrongError}
 * @throws {MoveInvalidError} one of the two moved meanwhile
 */
export async function makeMoveAndWait(
  client: WriteClient,
  parameters: MakeMoveParameters,
  options: SendOptions = {},
): Promise<MakeMoveReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareMakeMove(parameters), options)
  return happened(receipt, accountBoardAbi, 'MoveMade')
}

function callOf({ move, accountBoard = addresses.accountBoard }: MakeMoveParameters) {
  return contractCall({ abi: accountBoardAbi, address: accountBoard, functionName: 'makeMove', args: [move] })
}
