import type { Address, Hash } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type RefundParameters = {
  campaign: Address
  /** Who is paid back; anyone may send the transaction. */
  account: Address
}

export type RefundReturnType = Happened<typeof campaignAbi, 'Refunded'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareRefund(parameters: RefundParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through, and how much would be paid; sends nothing. */
export function simulateRefund(client: WriteClient, parameters: RefundParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeRefund(client: WriteClient, parameters: RefundParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareRefund(parameters), options)
}

/**
 * Pays an account back: all it pledged where the campaign failed, its part of the surplus where it was released. To where the
 * account has said.
 *
 * @example
 * const { amount, recipient } = await refundAndWait(client, { campaign, account })
 * @throws {CampaignNotOverError}
 * @throws {PledgeMissingError}
 * @throws {RefundPaidAlreadyError}
 * @throws {RefundNothingError} all was spent
 * @throws {RecipientRefusedEthError} name another with `setRefundTo`
 */
export async function refundAndWait(
  client: WriteClient,
  parameters: RefundParameters,
  options: SendOptions = {},
): Promise<RefundReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareRefund(parameters), options)
  return happened(receipt, campaignAbi, 'Refunded', { address: parameters.campaign })
}

function callOf({ campaign, account }: RefundParameters) {
  return contractCall({ abi: campaignAbi, address: campaign, functionName: 'refund', args: [account] })
}
