import type { Address, Hash } from 'viem'
import { accountBoardAbi } from '../../abis/accountBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { checkSubject } from '../internal/acts.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { Move, Reference, SignedAct } from '../types.ts'
import { moveId } from './moveId.ts'

export type ObjectToMoveForParameters = {
  move: Move
  /** Whose points count: the signer, or an account that moved to it. */
  account: Address
  /** As signed. */
  reason: Reference
  /** From `signObjection`. */
  act: SignedAct
  /** Id of the move that was signed, to be compared. */
  subject?: Hash
  /** Ascending kinds the account's points are counted in; for stewards left out. */
  kinds?: readonly number[]
  accountBoard?: Address
}

export type ObjectToMoveForReturnType = Happened<typeof accountBoardAbi, 'MoveObjected'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareObjectToMoveFor(parameters: ObjectToMoveForParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateObjectToMoveFor(client: WriteClient, parameters: ObjectToMoveForParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeObjectToMoveFor(
  client: WriteClient,
  parameters: ObjectToMoveForParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareObjectToMoveFor(parameters), options)
}

/**
 * Submits an objection to a move that its objector has signed.
 *
 * @example
 * const signed = await signObjection(ben, { ledger, subject: moveId(move), reason })
 * await objectToMoveForAndWait(anybody, { ...signed, move, kinds: [0] })
 * @throws {ObjectionSubjectDiffersError} it is about something else
 * @throws {MoveStatusWrongError} its time is over, or it is decided
 * @throws {MoveObjectionExistsError} one objection each
 * @throws {ObjectorUnqualifiedError}
 * @throws {NonceUsedError} submitted or cancelled before
 * @throws {SignatureExpiredError}
 * @throws {SignatureInvalidError}
 */
export async function objectToMoveForAndWait(
  client: WriteClient,
  parameters: ObjectToMoveForParameters,
  options: SendOptions = {},
): Promise<ObjectToMoveForReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareObjectToMoveFor(parameters), options)
  return happened(receipt, accountBoardAbi, 'MoveObjected')
}

function callOf({
  move,
  account,
  reason,
  act,
  subject,
  kinds = [],
  accountBoard = addresses.accountBoard,
}: ObjectToMoveForParameters) {
  checkSubject(subject, moveId(move))
  return contractCall({
    abi: accountBoardAbi,
    address: accountBoard,
    functionName: 'objectToMoveFor',
    args: [move, account, kinds, reason.hash, reason.uri, act],
  })
}
