import type { Address, Hash } from 'viem'
import { accountBoardAbi } from '../../abis/accountBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { ascending } from '../internal/attestations.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { Attestation, Move } from '../types.ts'

export type AttestMoveParameters = {
  move: Move
  /** In any order; they attest the id of the move (`moveId`) and the entries hash zero. The sender's needs no signature. */
  attestations: readonly Attestation[]
  accountBoard?: Address
}

export type AttestMoveReturnType = Happened<typeof accountBoardAbi, 'MoveWaits'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareAttestMove(parameters: AttestMoveParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateAttestMove(client: WriteClient, parameters: AttestMoveParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeAttestMove(client: WriteClient, parameters: AttestMoveParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareAttestMove(parameters), options)
}

/**
 * Attests the move of an account that never did anything here: as many others as a batch takes, one of them a steward. From then on
 * it waits 30 days.
 *
 * @example
 * const attestation = await signAttestation(steward, { ledger, batch: moveId(move), entriesHash: zeroHash })
 * const { readyAt } = await attestMoveAndWait(client, { move, attestations: [toAttestation(attestation)] })
 * @throws {MoveNeedsGovernorError} the account did something here
 * @throws {MoveHasObjectionsError} the governor decides it
 * @throws {MoveStatusWrongError}
 * @throws {AttestationsMissingError}
 * @throws {AttestationStewardMissingError}
 * @throws {AttestorUnqualifiedError}
 * @throws {ReviewSignatureInvalidError}
 */
export async function attestMoveAndWait(
  client: WriteClient,
  parameters: AttestMoveParameters,
  options: SendOptions = {},
): Promise<AttestMoveReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareAttestMove(parameters), options)
  return happened(receipt, accountBoardAbi, 'MoveWaits')
}

function callOf({ move, attestations, accountBoard = addresses.accountBoard }: AttestMoveParameters) {
  return contractCall({
    abi: accountBoardAbi,
    address: accountBoard,
    functionName: 'attestMove',
    args: [move, ascending(attestations)],
  })
}
