import type { Address, Hash } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type UnpledgeParameters = {
  campaign: Address
  /** Smallest units taken back: all, or so many that the least pledge is left. */
  amount: bigint
}

export type UnpledgeReturnType = Happened<typeof campaignAbi, 'Unpledged'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareUnpledge(parameters: UnpledgeParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateUnpledge(client: WriteClient, parameters: UnpledgeParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeUnpledge(client: WriteClient, parameters: UnpledgeParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareUnpledge(parameters), options)
}

/**
 * Takes the sender's pledge back, or a part of it, while the campaign is open.
 *
 * @example
 * const { recipient } = await unpledgeAndWait(client, { campaign, amount: 20_000n })
 * @throws {UnpledgeOutOfBoundsError}
 * @throws {PledgeMissingError}
 * @throws {CampaignNotOpenError} once the goal is reached the money waits
 */
export async function unpledgeAndWait(
  client: WriteClient,
  parameters: UnpledgeParameters,
  options: SendOptions = {},
): Promise<UnpledgeReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareUnpledge(parameters), options)
  return happened(receipt, campaignAbi, 'Unpledged', { address: parameters.campaign })
}

function callOf({ campaign, amount }: UnpledgeParameters) {
  return contractCall({ abi: campaignAbi, address: campaign, functionName: 'unpledge', args: [amount] })
}
