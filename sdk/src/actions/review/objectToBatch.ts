import type { Address, Hash } from 'viem'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { BatchHeader } from '../../batch/header.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { Reference } from '../types.ts'

export type ObjectToBatchParameters = {
  ledger: Address
  /** From `getBatch`. */
  header: BatchHeader
  /** Why: where it can be read, and its hash. */
  reason: Reference
  /** Ascending kinds the caller's points are counted in; stewards leave it out. */
  kinds?: readonly number[]
  /** Packed entries in force; with an amendment only. */
  entries?: readonly bigint[]
  /** The same with lower quantities; 0 strikes an entry. */
  amendedEntries?: readonly bigint[]
  reviewBoard?: Address
}

export type ObjectToBatchReturnType = Happened<typeof reviewBoardAbi, 'BatchObjected'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareObjectToBatch(parameters: ObjectToBatchParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateObjectToBatch(client: WriteClient, parameters: ObjectToBatchParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeObjectToBatch(
  client: WriteClient,
  parameters: ObjectToBatchParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareObjectToBatch(parameters), options)
}

/**
 * Stops a pending batch, with a reason, and says what it should be instead where an amendment is given. Stewards,
 * and affiliates with enough points, once each.
 *
 * @example
 * const { header, entries } = await getBatch(client, { ledger, batch })
 * const amendedEntries = amendEntries(entries, [{ index: 0, quantity: 800n }])
 * await objectToBatchAndWait(client, { ledger, header, kinds: [0], reason, entries, amendedEntries })
 * @throws {BatchNotPendingError}
 * @throws {ObjectionTooLateError} the window ended
 * @throws {ObjectionExistsError} one objection each
 * @throws {ObjectorUnqualifiedError}
 * @throws {AmendmentRaisesError}
 * @throws {AccountBarredError}
 */
export async function objectToBatchAndWait(
  client: WriteClient,
  parameters: ObjectToBatchParameters,
  options: SendOptions = {},
): Promise<ObjectToBatchReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareObjectToBatch(parameters), options)
  return happened(receipt, reviewBoardAbi, 'BatchObjected')
}

function callOf({
  ledger,
  header,
  reason,
  kinds = [],
  entries = [],
  amendedEntries = [],
  reviewBoard = addresses.reviewBoard,
}: ObjectToBatchParameters) {
  return contractCall({
    abi: reviewBoardAbi,
    address: reviewBoard,
    functionName: 'object',
    args: [ledger, header, kinds, reason.hash, reason.uri, entries, amendedEntries],
  })
}
