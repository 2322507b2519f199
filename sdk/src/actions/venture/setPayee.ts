import type { Address, Hash } from 'viem'
import { ventureAbi } from '../../abis/venture.ts'
import { type OfSender, type PreparedTransaction, type SendOptions, type WriteClient, ofSender } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type SetPayeeParameters = {
  /** Venture or machine that pays. */
  venture: Address
  /** Who is owed. */
  account: Address
  /** Who is paid in its place; the zero address: who the account is again. */
  payee: Address
}

export type SetPayeeAndWaitParameters = OfSender<SetPayeeParameters>

export type SetPayeeReturnType = Happened<typeof ventureAbi, 'PayeeSet'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareSetPayee(parameters: SetPayeeParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export async function simulateSetPayee(client: WriteClient, parameters: SetPayeeAndWaitParameters, options: SendOptions = {}) {
  return simulate(client, callOf(ofSender(client, parameters, options)), options)
}

/** Sends it, and does not wait. */
export async function writeSetPayee(
  client: WriteClient,
  parameters: SetPayeeAndWaitParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareSetPayee(ofSender(client, parameters, options)), options)
}

/**
 * Names who is paid from now on in the sender's place by this venture, or in that of an account it is after its moves.
 *
 * @example
 * await setPayeeAndWait(client, { venture, payee: safe })
 * @throws {ClaimHolderOnlyError} somebody else's account: who it is now can sign it, see `setPayeeFor`
 * @throws {ClaimRecipientInvalidError} the venture itself
 */
export async function setPayeeAndWait(
  client: WriteClient,
  parameters: SetPayeeAndWaitParameters,
  options: SendOptions = {},
): Promise<SetPayeeReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareSetPayee(ofSender(client, parameters, options)), options)
  return happened(receipt, ventureAbi, 'PayeeSet', { address: parameters.venture })
}

function callOf({ venture, account, payee }: SetPayeeParameters) {
  return contractCall({
    abi: ventureAbi,
    address: venture,
    functionName: 'setPayee',
    args: [account, payee],
  })
}
