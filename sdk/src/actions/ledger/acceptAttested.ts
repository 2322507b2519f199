import type { Address, Hash } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { BatchHeader } from '../../batch/header.ts'
import { ascending } from '../internal/attestations.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { Attestation } from '../types.ts'

export type AcceptAttestedParameters = {
  ledger: Address
  /** From `getBatch`. */
  header: BatchHeader
  /** Packed entries in force, all of them. */
  entries: readonly bigint[]
  /** Index of the first entry to take. Default: 0. */
  first?: number
  /** Index behind the last one. Default: all. */
  end?: number
  /** In any order, each attestor once. */
  attestations: readonly Attestation[]
  reviewBoard?: Address
}

export type AcceptAttestedReturnType = Happened<typeof contributionLedgerAbi, 'BatchAccepted'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareAcceptAttested(parameters: AcceptAttestedParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateAcceptAttested(client: WriteClient, parameters: AcceptAttestedParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeAcceptAttested(
  client: WriteClient,
  parameters: AcceptAttestedParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareAcceptAttested(parameters), options)
}

/**
 * Accepts entries that enough others attested, one of them a steward; a large batch takes one more, all of them stewards. Mostly `acceptBatch` is easier: it finds
 * entries and attestations by itself.
 *
 * @example
 * const { header, entries } = await getBatch(client, { ledger, batch })
 * await acceptAttestedAndWait(client, { ledger, header, entries, attestations })
 * @throws {AttestationsMissingError}
 * @throws {AttestationStewardMissingError}
 * @throws {AttestorUnqualifiedError}
 * @throws {LargeAttestorsNotStewardsError} a large batch, attested by others than stewards
 * @throws {BatchHasObjectionsError}
 * @throws {DebtWaitsForWindowError} debts wait for the window
 * @throws {InstantGrowthExceededError} more than may enter at once
 */
export async function acceptAttestedAndWait(
  client: WriteClient,
  parameters: AcceptAttestedParameters,
  options: SendOptions = {},
): Promise<AcceptAttestedReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareAcceptAttested(parameters), options)
  return happened(receipt, contributionLedgerAbi, 'BatchAccepted', { address: parameters.ledger })
}

function callOf({
  ledger,
  header,
  entries,
  first = 0,
  end = entries.length,
  attestations,
  reviewBoard = addresses.reviewBoard,
}: AcceptAttestedParameters) {
  return contractCall({
    abi: reviewBoardAbi,
    address: reviewBoard,
    functionName: 'acceptAttested',
    args: [ledger, header, entries, BigInt(first), BigInt(end), ascending(attestations)],
  })
}
