import type { Address, Hash } from 'viem'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { BatchHeader } from '../../batch/header.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type WithdrawObjectionParameters = {
  ledger: Address
  /** From `getBatch`. */
  header: BatchHeader
  reviewBoard?: Address
}

export type WithdrawObjectionReturnType = Happened<typeof reviewBoardAbi, 'ObjectionWithdrawn'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareWithdrawObjection(parameters: WithdrawObjectionParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateWithdrawObjection(
  client: WriteClient,
  parameters: WithdrawObjectionParameters,
  options: SendOptions = {},
) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeWithdrawObjection(
  client: WriteClient,
  parameters: WithdrawObjectionParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareWithdrawObjection(parameters), options)
}

/**
 * Takes the caller's objection back. When none is left the batch goes on; others get at least 48 hours to object.
 *
 * @example
 * await withdrawObjectionAndWait(client, { ledger, header })
 * @throws {ObjectionMissingError}
 * @throws {BatchNotPendingError}
 */
export async function withdrawObjectionAndWait(
  client: WriteClient,
  parameters: WithdrawObjectionParameters,
  options: SendOptions = {},
): Promise<WithdrawObjectionReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareWithdrawObjection(parameters), options)
  return happened(receipt, reviewBoardAbi, 'ObjectionWithdrawn')
}

function callOf({ ledger, header, reviewBoard = addresses.reviewBoard }: WithdrawObjectionParameters) {
  return contractCall({
    abi: reviewBoardAbi,
    address: reviewBoard,
    functionName: 'withdrawObjection',
    args: [ledger, header],
  })
}
