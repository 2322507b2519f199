import type { Address, Hash } from 'viem'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { ascending } from '../internal/attestations.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { Attestation, Correction } from '../types.ts'

export type ApplyCorrectionParameters = {
  correction: Correction
  /** Of others than the governor, in any order; they attest the id of the correction and the entries hash zero. */
  attestations: readonly Attestation[]
  reviewBoard?: Address
}

export type ApplyCorrectionReturnType = Happened<typeof reviewBoardAbi, 'CorrectionApplied'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareApplyCorrection(parameters: ApplyCorrectionParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateApplyCorrection(client: WriteClient, parameters: ApplyCorrectionParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeApplyCorrection(
  client: WriteClient,
  parameters: ApplyCorrectionParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareApplyCorrection(parameters), options)
}

/**
 * Applies a correction after its window. The governor, with the attestations a batch would need.
 *
 * @example
 * const attestation = await signAttestation(steward, { ledger, batch: id, entriesHash: zeroHash })
 * await applyCorrectionAndWait(governor, { correction, attestations: [toAttestation(attestation)] })
 * @throws {GovernorOnlyError}
 * @throws {CorrectionTooEarlyError}
 * @throws {AttestationsMissingError}
 * @throws {ResolutionConflictError} the governor among the attestors
 */
export async function applyCorrectionAndWait(
  client: WriteClient,
  parameters: ApplyCorrectionParameters,
  options: SendOptions = {},
): Promise<ApplyCorrectionReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareApplyCorrection(parameters), options)
  return happened(receipt, reviewBoardAbi, 'CorrectionApplied')
}

function callOf({ correction, attestations, reviewBoard = addresses.reviewBoard }: ApplyCorrectionParameters) {
  return contractCall({
    abi: reviewBoardAbi,
    address: reviewBoard,
    functionName: 'applyCorrection',
    args: [correction, ascending(attestations)],
  })
}
