import type { Address, Hash } from 'viem'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { SignedBy } from '../types.ts'

export type PublishAttestationParameters = {
  ledger: Address
  batch: Hash
  /** Hash of the entries in force that were attested. */
  entriesHash: Hash
  /** Who attests; where that account moved, who it is now has signed. */
  attestor: SignedBy
  reviewBoard?: Address
}

export type PublishAttestationReturnType = Happened<typeof reviewBoardAbi, 'AttestationPublished'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function preparePublishAttestation(parameters: PublishAttestationParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulatePublishAttestation(
  client: WriteClient,
  parameters: PublishAttestationParameters,
  options: SendOptions = {},
) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writePublishAttestation(
  client: WriteClient,
  parameters: PublishAttestationParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, preparePublishAttestation(parameters), options)
}

/**
 * Publishes an attestation, checked, so that anyone can accept with it.
 *
 * @example
 * const signed = await signAttestation(steward, { ledger, batch })
 * await publishAttestationAndWait(client, signed)
 * @throws {BatchNotPendingError} no such batch
 * @throws {ReviewSignatureExpiredError}
 * @throws {ReviewSignatureInvalidError}
 */
export async function publishAttestationAndWait(
  client: WriteClient,
  parameters: PublishAttestationParameters,
  options: SendOptions = {},
): Promise<PublishAttestationReturnType> {
  const receipt = await sendPreparedAndWait(client, preparePublishAttestation(parameters), options)
  return happened(receipt, reviewBoardAbi, 'AttestationPublished')
}

function callOf({ ledger, batch, entriesHash, attestor, reviewBoard = addresses.reviewBoard }: PublishAttestationParameters) {
  return contractCall({
    abi: reviewBoardAbi,
    address: reviewBoard,
    functionName: 'publishAttestation',
    args: [ledger, batch, entriesHash, attestor],
  })
}
