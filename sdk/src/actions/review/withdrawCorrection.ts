import type { Address, Hash } from 'viem'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { Correction } from '../types.ts'

export type WithdrawCorrectionParameters = {
  correction: Correction
  reviewBoard?: Address
}

export type WithdrawCorrectionReturnType = Happened<typeof reviewBoardAbi, 'CorrectionWithdrawn'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareWithdrawCorrection(parameters: WithdrawCorrectionParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateWithdrawCorrection(
  client: WriteClient,
  parameters: WithdrawCorrectionParameters,
  options: SendOptions = {},
) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeWithdrawCorrection(
  client: WriteClient,
  parameters: WithdrawCorrectionParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareWithdrawCorrection(parameters), options)
}

/**
 * Takes back a pending correction of the caller.
 *
 * @example
 * await withdrawCorrectionAndWait(client, { correction })
 * @throws {CorrectionProposerInvalidError}
 * @throws {CorrectionNotPendingError}
 */
export async function withdrawCorrectionAndWait(
  client: WriteClient,
  parameters: WithdrawCorrectionParameters,
  options: SendOptions = {},
): Promise<WithdrawCorrectionReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareWithdrawCorrection(parameters), options)
  return happened(receipt, reviewBoardAbi, 'CorrectionWithdrawn')
}

function callOf({ correction, reviewBoard = addresses.reviewBoard }: WithdrawCorrectionParameters) {
  return contractCall({
    abi: reviewBoardAbi,
    address: reviewBoard,
    functionName: 'withdrawCorrection',
    args: [correction],
  })
}
