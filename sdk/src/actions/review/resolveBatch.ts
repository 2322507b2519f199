import { type Address, type Hash, zeroAddress } from 'viem'
import { type Decision, decisionNames } from '../../abis/enums.ts'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { BatchHeader } from '../../batch/header.ts'
import { ascendingSigners } from '../internal/attestations.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { SignedBy } from '../types.ts'

export type ResolveBatchParameters = {
  ledger: Address
  /** From `getBatch`. */
  header: BatchHeader
  /** Packed entries in force. */
  entries: readonly bigint[]
  decision: Decision
  /** For "some": bit i is set when the entry with index i is accepted. */
  allowed?: bigint
  /** For "amendment": whose. */
  objector?: Address
  /** Signatures of `signResolution`, in any order; none when the governor decides alone. */
  stewards?: readonly SignedBy[]
  reviewBoard?: Address
}

export type ResolveBatchReturnType = Happened<typeof reviewBoardAbi, 'BatchResolved'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareResolveBatch(parameters: ResolveBatchParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateResolveBatch(client: WriteClient, parameters: ResolveBatchParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeResolveBatch(
  client: WriteClient,
  parameters: ResolveBatchParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareResolveBatch(parameters), options)
}

/**
 * Decides a batch: rejects it, or lets all, some or an amendment of it be accepted. The governor alone, or enough
 * stewards together.
 *
 * @example
 * await resolveBatchAndWait(governor, { ledger, header, entries, decision: 'some', allowed: 0b101n })
 * @throws {BatchNotResolvableError} nobody objects, and the window is open
 * @throws {GovernorOnlyError}
 * @throws {ResolutionConflictError}
 * @throws {ResolutionStewardsMissingError}
 * @throws {ResolutionTooLateError}
 */
export async function resolveBatchAndWait(
  client: WriteClient,
  parameters: ResolveBatchParameters,
  options: SendOptions = {},
): Promise<ResolveBatchReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareResolveBatch(parameters), options)
  return happened(receipt, reviewBoardAbi, 'BatchResolved')
}

function callOf({
  ledger,
  header,
  entries,
  decision,
  allowed = 0n,
  objector = zeroAddress,
  stewards = [],
  reviewBoard = addresses.reviewBoard,
}: ResolveBatchParameters) {
  return contractCall({
    abi: reviewBoardAbi,
    address: reviewBoard,
    functionName: 'resolve',
    args: [ledger, header, entries, decisionNames.indexOf(decision), allowed, objector, ascendingSigners(stewards)],
  })
}
