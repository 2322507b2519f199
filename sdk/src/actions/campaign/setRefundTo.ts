import type { Address, Hash } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type SetRefundToParameters = {
  campaign: Address
  /** Who gets the sender's refund or surplus from now on. */
  refundTo: Address
}

export type SetRefundToReturnType = Happened<typeof campaignAbi, 'RefundToSet'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareSetRefundTo(parameters: SetRefundToParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateSetRefundTo(client: WriteClient, parameters: SetRefundToParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeSetRefundTo(
  client: WriteClient,
  parameters: SetRefundToParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareSetRefundTo(parameters), options)
}

/**
 * Names where the sender's refund or surplus goes.
 *
 * @example
 * await setRefundToAndWait(client, { campaign, refundTo: safe })
 * @throws {PledgeMissingError}
 * @throws {PledgeRefundToInvalidError} zero, or the campaign itself
 * @throws {RefundPaidAlreadyError}
 */
export async function setRefundToAndWait(
  client: WriteClient,
  parameters: SetRefundToParameters,
  options: SendOptions = {},
): Promise<SetRefundToReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareSetRefundTo(parameters), options)
  return happened(receipt, campaignAbi, 'RefundToSet', { address: parameters.campaign })
}

function callOf({ campaign, refundTo }: SetRefundToParameters) {
  return contractCall({ abi: campaignAbi, address: campaign, functionName: 'setRefundTo', args: [refundTo] })
}
