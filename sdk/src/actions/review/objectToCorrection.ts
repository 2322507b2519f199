import type { Address, Hash } from 'viem'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { Correction, Reference } from '../types.ts'

export type ObjectToCorrectionParameters = {
  correction: Correction
  reason: Reference
  /** Ascending kinds the caller's points are counted in; stewards leave it out. */
  kinds?: readonly number[]
  reviewBoard?: Address
}

export type ObjectToCorrectionReturnType = Happened<typeof reviewBoardAbi, 'CorrectionObjected'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareObjectToCorrection(parameters: ObjectToCorrectionParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateObjectToCorrection(
  client: WriteClient,
  parameters: ObjectToCorrectionParameters,
  options: SendOptions = {},
) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeObjectToCorrection(
  client: WriteClient,
  parameters: ObjectToCorrectionParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareObjectToCorrection(parameters), options)
}

/**
 * Objects to a pending correction: one more attestation is then needed to apply it.
 *
 * @example
 * await objectToCorrectionAndWait(client, { correction, kinds: [0], reason })
 * @throws {ObjectionTooLateError}
 * @throws {ObjectorUnqualifiedError}
 */
export async function objectToCorrectionAndWait(
  client: WriteClient,
  parameters: ObjectToCorrectionParameters,
  options: SendOptions = {},
): Promise<ObjectToCorrectionReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareObjectToCorrection(parameters), options)
  return happened(receipt, reviewBoardAbi, 'CorrectionObjected')
}

function callOf({ correction, reason, kinds = [], reviewBoard = addresses.reviewBoard }: ObjectToCorrectionParameters) {
  return contractCall({
    abi: reviewBoardAbi,
    address: reviewBoard,
    functionName: 'objectToCorrection',
    args: [correction, kinds, reason.hash, reason.uri],
  })
}
