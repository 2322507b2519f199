import type { Address, Hash } from 'viem'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { type BatchHeader, batchId } from '../../batch/header.ts'
import { checkSubject } from '../internal/acts.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { Reference, SignedAct } from '../types.ts'

export type ObjectToBatchForParameters = {
  ledger: Address
  /** From `getBatch`, or `batchHeader` of `getLargeBatch`. */
  header: BatchHeader
  /** Whose points count: the signer, or an account that moved to it. */
  account: Address
  /** As signed. */
  reason: Reference
  /** From `signObjection`. */
  act: SignedAct
  /** Id of the batch that was signed, to be compared. */
  subject?: Hash
  /** Ascending kinds the account's points are counted in; for stewards left out. */
  kinds?: readonly number[]
  /** Packed entries in force; with an amendment only. */
  entries?: readonly bigint[]
  /** As signed. */
  amendedEntries?: readonly bigint[]
  reviewBoard?: Address
}

export type ObjectToBatchForReturnType = Happened<typeof reviewBoardAbi, 'BatchObjected'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareObjectToBatchFor(parameters: ObjectToBatchForParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateObjectToBatchFor(client: WriteClient, parameters: ObjectToBatchForParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeObjectToBatchFor(
  client: WriteClient,
  parameters: ObjectToBatchForParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareObjectToBatchFor(parameters), options)
}

/**
 * Submits an objection to a batch that its objector has signed: whoever has no gas objects all the same.
 *
 * @example
 * const signed = await signObjection(ben, { ledger, subject: batch, reason })
 * await objectToBatchForAndWait(anybody, { ...signed, header, kinds: [0] })
 * @throws {ObjectionSubjectDiffersError} it is about something else
 * @throws {BatchNotPendingError}
 * @throws {ObjectionTooLateError} the window ended
 * @throws {ObjectionExistsError} one objection each
 * @throws {ObjectorUnqualifiedError}
 * @throws {ObjectorMovedError} the account is somebody else than the signer now
 * @throws {NonceUsedError} submitted or cancelled before
 * @throws {SignatureExpiredError}
 * @throws {SignatureInvalidError}
 */
export async function objectToBatchForAndWait(
  client: WriteClient,
  parameters: ObjectToBatchForParameters,
  options: SendOptions = {},
): Promise<ObjectToBatchForReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareObjectToBatchFor(parameters), options)
  return happened(receipt, reviewBoardAbi, 'BatchObjected')
}

function callOf({
  ledger,
  header,
  account,
  reason,
  act,
  subject,
  kinds = [],
  entries = [],
  amendedEntries = [],
  reviewBoard = addresses.reviewBoard,
}: ObjectToBatchForParameters) {
  checkSubject(subject, batchId(header))
  return contractCall({
    abi: reviewBoardAbi,
    address: reviewBoard,
    functionName: 'objectFor',
    args: [ledger, header, account, kinds, reason.hash, reason.uri, entries, amendedEntries, act],
  })
}
