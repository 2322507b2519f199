import type { Address, Hash } from 'viem'
import { accountBoardAbi } from '../../abis/accountBoard.ts'
import { ventureAbi } from '../../abis/venture.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { SignedAct } from '../types.ts'

export type SetPayeeForParameters = {
  ledger: Address
  /** Whose payee it is. */
  account: Address
  /** Who is paid in its place; the zero address: itself again. */
  payee: Address
  /** From `signPayee`, as all of the above. */
  act: SignedAct
  accountBoard?: Address
}

export type SetPayeeForReturnType = Happened<typeof ventureAbi, 'PayeeSet'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareSetPayeeFor(parameters: SetPayeeForParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateSetPayeeFor(client: WriteClient, parameters: SetPayeeForParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeSetPayeeFor(
  client: WriteClient,
  parameters: SetPayeeForParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareSetPayeeFor(parameters), options)
}

/**
 * Submits whom an account has signed to be paid in its place.
 *
 * @example
 * const signed = await signPayee(ana, { ledger, payee: safe })
 * await setPayeeForAndWait(anybody, signed)
 * @throws {NonceUsedError} submitted or cancelled before
 * @throws {SignatureExpiredError}
 * @throws {SignatureInvalidError} something differs from what was signed
 * @throws {SignerNotHolderError} the account is somebody else now
 * @throws {ClaimRecipientInvalidError} the venture itself
 */
export async function setPayeeForAndWait(
  client: WriteClient,
  parameters: SetPayeeForParameters,
  options: SendOptions = {},
): Promise<SetPayeeForReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareSetPayeeFor(parameters), options)
  return happened(receipt, ventureAbi, 'PayeeSet')
}

function callOf({ ledger, account, payee, act, accountBoard = addresses.accountBoard }: SetPayeeForParameters) {
  return contractCall({
    abi: accountBoardAbi,
    address: accountBoard,
    functionName: 'setPayee',
    args: [ledger, account, payee, act],
  })
}
