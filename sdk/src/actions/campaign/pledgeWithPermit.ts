import { type Address, type Hash, zeroAddress } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { PermitSignature } from '../types.ts'

export type PledgeWithPermitParameters = {
  campaign: Address
  /** Smallest units offered; the last pledge is taken in part. */
  amount: bigint
  /** keccak256 of the agreement the pledger has read: the campaign's own. */
  agreementHash: Hash
  /** Where the money goes back to. Default: the account, or as set before. */
  refundTo?: Address
  /** From `signPermit`. */
  permit: PermitSignature
}

export type PledgeWithPermitReturnType = Happened<typeof campaignAbi, 'Pledged'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function preparePledgeWithPermit(parameters: PledgeWithPermitParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through, and how much would be taken; sends nothing. */
export function simulatePledgeWithPermit(client: WriteClient, parameters: PledgeWithPermitParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writePledgeWithPermit(
  client: WriteClient,
  parameters: PledgeWithPermitParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, preparePledgeWithPermit(parameters), options)
}

/**
 * Pledges with an allowance signed in the token, so that no approval has to be sent first.
 *
 * @example
 * const permit = await signPermit(client, { token, spender: campaign, amount })
 * await pledgeWithPermitAndWait(client, { campaign, amount, agreementHash, permit })
 * @throws {PledgeNeedsTokenError} the campaign is in ETH
 * @throws {ERC20InsufficientAllowanceError} the permit was not good
 * @throws {PledgeAgreementWrongError}
 * @throws {PledgeBelowMinimumError}
 * @throws {PledgeAboveMaximumError}
 * @throws {CampaignNotOpenError}
 */
export async function pledgeWithPermitAndWait(
  client: WriteClient,
  parameters: PledgeWithPermitParameters,
  options: SendOptions = {},
): Promise<PledgeWithPermitReturnType> {
  const receipt = await sendPreparedAndWait(client, preparePledgeWithPermit(parameters), options)
  return happened(receipt, campaignAbi, 'Pledged', { address: parameters.campaign })
}

function callOf({ campaign, amount, agreementHash, refundTo = zeroAddress, permit }: PledgeWithPermitParameters) {
  return contractCall({
    abi: campaignAbi,
    address: campaign,
    functionName: 'pledgeWithPermit',
    args: [amount, agreementHash, refundTo, permit],
  })
}
