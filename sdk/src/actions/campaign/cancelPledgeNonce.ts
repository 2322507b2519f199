import type { Address, Hash } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type CancelPledgeNonceParameters = {
  campaign: Address
  nonce: bigint
}

export type CancelPledgeNonceReturnType = Happened<typeof campaignAbi, 'NonceCancelled'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareCancelPledgeNonce(parameters: CancelPledgeNonceParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateCancelPledgeNonce(
  client: WriteClient,
  parameters: CancelPledgeNonceParameters,
  options: SendOptions = {},
) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeCancelPledgeNonce(
  client: WriteClient,
  parameters: CancelPledgeNonceParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareCancelPledgeNonce(parameters), options)
}

/**
 * Makes a nonce of the sender unusable: what was signed with it can't be submitted any more.
 *
 * @example
 * await cancelPledgeNonceAndWait(client, { campaign, nonce: signed.nonce })
 * @throws {NonceUsedError}
 */
export async function cancelPledgeNonceAndWait(
  client: WriteClient,
  parameters: CancelPledgeNonceParameters,
  options: SendOptions = {},
): Promise<CancelPledgeNonceReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareCancelPledgeNonce(parameters), options)
  return happened(receipt, campaignAbi, 'NonceCancelled', { address: parameters.campaign })
}

function callOf({ campaign, nonce }: CancelPledgeNonceParameters) {
  return contractCall({ abi: campaignAbi, address: campaign, functionName: 'cancelNonce', args: [nonce] })
}
