import type { Address, Hash } from 'viem'
import { accountBoardAbi } from '../../abis/accountBoard.ts'
import { ventureAbi } from '../../abis/venture.ts'
import { addresses } from '../../addresses/deployed.ts'
import { NO_ACT } from '../internal/acts.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { SignedAct } from '../types.ts'

export type MoveAccountParameters = {
  ledger: Address
  /** The account that moves. */
  from: Address
  /** Who goes on as it. */
  to: Address
  /** From `signMove`; left out where `from` sends. */
  fromAct?: SignedAct
  /** From `signMoveAcceptance`; left out where `to` sends. */
  toAct?: SignedAct
  accountBoard?: Address
}

export type MoveAccountReturnType = Happened<typeof ventureAbi, 'Moved'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareMoveAccount(parameters: MoveAccountParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateMoveAccount(client: WriteClient, parameters: MoveAccountParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeMoveAccount(
  client: WriteClient,
  parameters: MoveAccountParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareMoveAccount(parameters), options)
}

/**
 * Moves house: `to` goes on as `from`, at once and for good. Units stay where they are; claims, payees, the steward's role and a bar
 * follow. Each of the two sends it, or has signed it.
 *
 * @example
 * const accepted = await signMoveAcceptance(newWallet, { ledger, from: oldWallet.account.address })
 * await moveAccountAndWait(oldWallet, accepted)
 * @throws {SignerNotHolderError} a signature is missing, or one of somebody else
 * @throws {MoveInvalidError} one of the two moved before, or they are the same
 * @throws {MovesTooManyError} eight moves in a row lie behind
 * @throws {NonceUsedError} submitted or cancelled before
 * @throws {SignatureExpiredError}
 * @throws {SignatureInvalidError}
 */
export async function moveAccountAndWait(
  client: WriteClient,
  parameters: MoveAccountParameters,
  options: SendOptions = {},
): Promise<MoveAccountReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareMoveAccount(parameters), options)
  return happened(receipt, ventureAbi, 'Moved')
}

function callOf({
  ledger,
  from,
  to,
  fromAct = NO_ACT,
  toAct = NO_ACT,
  accountBoard = addresses.accountBoard,
}: MoveAccountParameters) {
  return contractCall({
    abi: accountBoardAbi,
    address: accountBoard,
    functionName: 'move',
    args: [ledger, from, to, fromAct, toAct],
  })
}
