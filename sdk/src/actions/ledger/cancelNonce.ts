import type { Address, Hash } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type CancelNonceParameters = {
  ledger: Address
  nonce: bigint
}

export type CancelNonceReturnType = Happened<typeof contributionLedgerAbi, 'NonceCancelled'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareCancelNonce(parameters: CancelNonceParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateCancelNonce(client: WriteClient, parameters: CancelNonceParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeCancelNonce(
  client: WriteClient,
  parameters: CancelNonceParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareCancelNonce(parameters), options)
}

/**
 * Makes a nonce of the caller unusable: what was signed with it can't be submitted any more.
 *
 * @example
 * await cancelNonceAndWait(client, { ledger, nonce: signed.proposal.nonce })
 * @throws {NonceUsedError}
 */
export async function cancelNonceAndWait(
  client: WriteClient,
  parameters: CancelNonceParameters,
  options: SendOptions = {},
): Promise<CancelNonceReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareCancelNonce(parameters), options)
  return happened(receipt, contributionLedgerAbi, 'NonceCancelled', { address: parameters.ledger })
}

function callOf({ ledger, nonce }: CancelNonceParameters) {
  return contractCall({
    abi: contributionLedgerAbi,
    address: ledger,
    functionName: 'cancelNonce',
    args: [nonce],
  })
}
