import type { Address, Hash } from 'viem'
import { ventureAbi } from '../../abis/venture.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type SetPayeeParameters = {
  /** Venture the caller is paid by. */
  venture: Address
  /** Who is paid in place of the caller; the zero address: the caller again. */
  payee: Address
}

export type SetPayeeReturnType = Happened<typeof ventureAbi, 'PayeeSet'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareSetPayee(parameters: SetPayeeParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateSetPayee(client: WriteClient, parameters: SetPayeeParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeSetPayee(client: WriteClient, parameters: SetPayeeParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareSetPayee(parameters), options)
}

/**
 * Names who is paid in the caller's place from now on, by this venture.
 *
 * @example
 * await setPayeeAndWait(client, { venture, payee: safe })
 * @throws {ClaimRecipientInvalidError} the venture itself
 */
export async function setPayeeAndWait(
  client: WriteClient,
  parameters: SetPayeeParameters,
  options: SendOptions = {},
): Promise<SetPayeeReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareSetPayee(parameters), options)
  return happened(receipt, ventureAbi, 'PayeeSet', { address: parameters.venture })
}

function callOf({ venture, payee }: SetPayeeParameters) {
  return contractCall({
    abi: ventureAbi,
    address: venture,
    functionName: 'setPayee',
    args: [payee],
  })
}
