import type { Address, Hash } from 'viem'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { Correction } from '../types.ts'

export type ProposeCorrectionParameters = {
  /** Its proposer is the sender. */
  correction: Correction
  /** Where the reason can be read that `correction.reasonHash` is the hash of. */
  reasonURI: string
  reviewBoard?: Address
}

export type ProposeCorrectionReturnType = Happened<typeof reviewBoardAbi, 'CorrectionProposed'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareProposeCorrection(parameters: ProposeCorrectionParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateProposeCorrection(
  client: WriteClient,
  parameters: ProposeCorrectionParameters,
  options: SendOptions = {},
) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeProposeCorrection(
  client: WriteClient,
  parameters: ProposeCorrectionParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareProposeCorrection(parameters), options)
}

/**
 * Proposes to take accepted units or debts of others out. Forward only: what has accrued stays. Anyone not barred.
 *
 * @example
 * const { correction: id } = await proposeCorrectionAndWait(client, { correction, reasonURI })
 * @throws {CorrectionProposerInvalidError}
 * @throws {CorrectionBatchUnknownError}
 * @throws {CorrectionExistsError}
 * @throws {CorrectionEmptyError}
 */
export async function proposeCorrectionAndWait(
  client: WriteClient,
  parameters: ProposeCorrectionParameters,
  options: SendOptions = {},
): Promise<ProposeCorrectionReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareProposeCorrection(parameters), options)
  return happened(receipt, reviewBoardAbi, 'CorrectionProposed')
}

function callOf({ correction, reasonURI, reviewBoard = addresses.reviewBoard }: ProposeCorrectionParameters) {
  return contractCall({
    abi: reviewBoardAbi,
    address: reviewBoard,
    functionName: 'proposeCorrection',
    args: [correction, reasonURI],
  })
}
