import type { Address, Hash } from 'viem'
import { accountBoardAbi } from '../../abis/accountBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { NO_ACT } from '../internal/acts.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { Move, SignedAct } from '../types.ts'

export type ProposeMoveParameters = {
  /** Its proposer is the sender. */
  move: Move
  /** Where the reason can be read that `move.reasonHash` is the hash of. */
  reasonURI: string
  /** From `signMoveAcceptance` of `move.to` with this proposer; left out where `to` sends. */
  toAct?: SignedAct
  accountBoard?: Address
}

export type ProposeMoveReturnType = Happened<typeof accountBoardAbi, 'MoveProposed'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareProposeMove(parameters: ProposeMoveParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through, and for the id of the move; sends nothing. */
export function simulateProposeMove(client: WriteClient, parameters: ProposeMoveParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeProposeMove(
  client: WriteClient,
  parameters: ProposeMoveParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareProposeMove(parameters), options)
}

/**
 * Proposes that `to`, who accepts it, goes on as an account that can't go on by itself: a lost wallet, a placeholder. Others attest it,
 * or the governor decides it; then it waits 30 days, in which anything the account does cancels it. Anyone not barred.
 *
 * @example
 * const { to, toAct } = await signMoveAcceptance(ana, { ledger, from, proposer })
 * const move = { ledger, from, to, proposer, reasonHash: reason.hash, nonce: 0n }
 * const { move: id } = await proposeMoveAndWait(client, { move, reasonURI: reason.uri, toAct })
 * @throws {MoveProposerInvalidError} another than the sender, or barred
 * @throws {SignerNotHolderError} `to` has not signed
 * @throws {MoveInvalidError} one of the two moved before, or they are the same
 * @throws {MoveOfContractError} a contract moves itself, or not at all
 * @throws {MoveExistsError} the same was proposed before
 * @throws {NonceUsedError} the acceptance was submitted or cancelled before
 * @throws {SignatureExpiredError}
 * @throws {SignatureInvalidError}
 */
export async function proposeMoveAndWait(
  client: WriteClient,
  parameters: ProposeMoveParameters,
  options: SendOptions = {},
): Promise<ProposeMoveReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareProposeMove(parameters), options)
  return happened(receipt, accountBoardAbi, 'MoveProposed')
}

function callOf({ move, reasonURI, toAct = NO_ACT, accountBoard = addresses.accountBoard }: ProposeMoveParameters) {
  return contractCall({
    abi: accountBoardAbi,
    address: accountBoard,
    functionName: 'proposeMove',
    args: [move, reasonURI, toAct],
  })
}
