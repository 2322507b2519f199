import type { Address, Hash } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type CancelCampaignParameters = {
  campaign: Address
}

export type CancelCampaignReturnType = Happened<typeof campaignAbi, 'CampaignCancelled'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareCancelCampaign(parameters: CancelCampaignParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateCancelCampaign(client: WriteClient, parameters: CancelCampaignParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeCancelCampaign(
  client: WriteClient,
  parameters: CancelCampaignParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareCancelCampaign(parameters), options)
}

/**
 * Ends a campaign while it is open; everybody gets their money back. The initiator alone.
 *
 * @example
 * await cancelCampaignAndWait(client, { campaign })
 * @throws {CampaignInitiatorOnlyError}
 * @throws {CampaignNotOpenError}
 */
export async function cancelCampaignAndWait(
  client: WriteClient,
  parameters: CancelCampaignParameters,
  options: SendOptions = {},
): Promise<CancelCampaignReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareCancelCampaign(parameters), options)
  return happened(receipt, campaignAbi, 'CampaignCancelled', { address: parameters.campaign })
}

function callOf({ campaign }: CancelCampaignParameters) {
  return contractCall({ abi: campaignAbi, address: campaign, functionName: 'cancel', args: [] })
}
