import type { Address, Hash, TransactionReceipt } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { contractCall, eventsIn, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type PassOnParameters = {
  campaign: Address
}

export type PassOnReturnType = {
  /** Smallest units that went on; 0 where there was nothing, or the recipient refused. */
  amount: bigint
  recipient: Address | undefined
  receipt: TransactionReceipt
}

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function preparePassOn(parameters: PassOnParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through, and how much would go on; sends nothing. */
export function simulatePassOn(client: WriteClient, parameters: PassOnParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writePassOn(client: WriteClient, parameters: PassOnParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, preparePassOn(parameters), options)
}

/**
 * Sends what belongs to no pledger, rounding and donations, to the machine, or else to the venture or network. Anyone, once the
 * campaign is over; the last refund does it by itself.
 *
 * @example
 * const { amount, recipient } = await passOnAndWait(client, { campaign })
 * @throws {CampaignNotOverError}
 */
export async function passOnAndWait(
  client: WriteClient,
  parameters: PassOnParameters,
  options: SendOptions = {},
): Promise<PassOnReturnType> {
  const receipt = await sendPreparedAndWait(client, preparePassOn(parameters), options)
  const [passed] = eventsIn(receipt, campaignAbi, 'PassedOn', { address: parameters.campaign })
  return { amount: passed?.amount ?? 0n, recipient: passed?.recipient, receipt }
}

function callOf({ campaign }: PassOnParameters) {
  return contractCall({ abi: campaignAbi, address: campaign, functionName: 'passOn', args: [] })
}
