import type { Address, Hash } from 'viem'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { checkSubject } from '../internal/acts.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { Correction, Reference, SignedAct } from '../types.ts'
import { correctionId } from './correctionId.ts'

export type ObjectToCorrectionForParameters = {
  correction: Correction
  /** Whose points count: the signer, or an account that moved to it. */
  account: Address
  /** As signed. */
  reason: Reference
  /** From `signObjection`. */
  act: SignedAct
  /** Id of the correction that was signed, to be compared. */
  subject?: Hash
  /** Ascending kinds the account's points are counted in; for stewards left out. */
  kinds?: readonly number[]
  reviewBoard?: Address
}

export type ObjectToCorrectionForReturnType = Happened<typeof reviewBoardAbi, 'CorrectionObjected'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareObjectToCorrectionFor(parameters: ObjectToCorrectionForParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateObjectToCorrectionFor(
  client: WriteClient,
  parameters: ObjectToCorrectionForParameters,
  options: SendOptions = {},
) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeObjectToCorrectionFor(
  client: WriteClient,
  parameters: ObjectToCorrectionForParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareObjectToCorrectionFor(parameters), options)
}

/**
 * Submits an objection to a correction that its objector has signed.
 *
 * @example
 * const signed = await signObjection(ben, { ledger, subject: correctionId(correction), reason })
 * await objectToCorrectionForAndWait(anybody, { ...signed, correction, kinds: [0] })
 * @throws {ObjectionSubjectDiffersError} it is about something else
 * @throws {ObjectionTooLateError}
 * @throws {ObjectorUnqualifiedError}
 * @throws {NonceUsedError} submitted or cancelled before
 * @throws {SignatureExpiredError}
 * @throws {SignatureInvalidError}
 */
export async function objectToCorrectionForAndWait(
  client: WriteClient,
  parameters: ObjectToCorrectionForParameters,
  options: SendOptions = {},
): Promise<ObjectToCorrectionForReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareObjectToCorrectionFor(parameters), options)
  return happened(receipt, reviewBoardAbi, 'CorrectionObjected')
}

function callOf({
  correction,
  account,
  reason,
  act,
  subject,
  kinds = [],
  reviewBoard = addresses.reviewBoard,
}: ObjectToCorrectionForParameters) {
  checkSubject(subject, correctionId(correction))
  return contractCall({
    abi: reviewBoardAbi,
    address: reviewBoard,
    functionName: 'objectToCorrectionFor',
    args: [correction, account, kinds, reason.hash, reason.uri, act],
  })
}
