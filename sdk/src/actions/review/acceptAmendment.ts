import type { Address, Hash } from 'viem'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { BatchHeader } from '../../batch/header.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { SignedBy } from '../types.ts'

export type AcceptAmendmentParameters = {
  ledger: Address
  /** From `getBatch`. */
  header: BatchHeader
  /** Packed entries in force. */
  entries: readonly bigint[]
  /** Of the objection. */
  amendedEntries: readonly bigint[]
  /** Whose amendment it is. */
  objector: Address
  /** Of every affiliate whose quantity it lowers; the sender needs none. See `signAmendmentConsent`. */
  consents: readonly SignedBy[]
  reviewBoard?: Address
}

export type AcceptAmendmentReturnType = Happened<typeof reviewBoardAbi, 'BatchAmended'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareAcceptAmendment(parameters: AcceptAmendmentParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateAcceptAmendment(client: WriteClient, parameters: AcceptAmendmentParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeAcceptAmendment(
  client: WriteClient,
  parameters: AcceptAmendmentParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareAcceptAmendment(parameters), options)
}

/**
 * Puts an amendment in the place of a batch, with the consent of those it takes from, and settles that objection.
 *
 * @example
 * const consent = await signAmendmentConsent(ana, { ledger, batch, amendedEntries })
 * await acceptAmendmentAndWait(client, { ledger, header, entries, amendedEntries, objector, consents: [consent] })
 * @throws {AmendmentConsentMissingError}
 * @throws {AmendmentMissingError}
 * @throws {ObjectionMissingError} it is settled or was taken back
 */
export async function acceptAmendmentAndWait(
  client: WriteClient,
  parameters: AcceptAmendmentParameters,
  options: SendOptions = {},
): Promise<AcceptAmendmentReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareAcceptAmendment(parameters), options)
  return happened(receipt, reviewBoardAbi, 'BatchAmended')
}

function callOf({
  ledger,
  header,
  entries,
  amendedEntries,
  objector,
  consents,
  reviewBoard = addresses.reviewBoard,
}: AcceptAmendmentParameters) {
  return contractCall({
    abi: reviewBoardAbi,
    address: reviewBoard,
    functionName: 'acceptAmendment',
    args: [ledger, header, entries, amendedEntries, objector, consents],
  })
}
