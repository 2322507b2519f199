import { type Address, type Hash, zeroAddress } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { valueOf } from '../internal/value.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type PledgeParameters = {
  campaign: Address
  /** Token of the campaign, or `ETH`. */
  token: Address
  /** Smallest units offered; the last pledge is taken in part, and the rest stays with the payer. */
  amount: bigint
  /** keccak256 of the agreement the pledger has read: the campaign's own. */
  agreementHash: Hash
  /** Where the money goes back to. Default: the account, or as set before. */
  refundTo?: Address
}

export type PledgeReturnType = Happened<typeof campaignAbi, 'Pledged'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function preparePledge(parameters: PledgeParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through, and how much would be taken; sends nothing. */
export function simulatePledge(client: WriteClient, parameters: PledgeParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writePledge(client: WriteClient, parameters: PledgeParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, preparePledge(parameters), options)
}

/**
 * Pledges: the money waits in the campaign, and goes back in full where the goal is missed. A token needs `approvePayment` for
 * the campaign first, or `pledgeWithPermit`.
 *
 * @example
 * const { amount, pledged } = await pledgeAndWait(client, { campaign, token, amount: 50_000n, agreementHash })
 * @throws {PledgeAgreementWrongError} another agreement than the campaign's
 * @throws {PledgeBelowMinimumError}
 * @throws {PledgeAboveMaximumError}
 * @throws {CampaignNotOpenError}
 * @throws {ERC20InsufficientAllowanceError} a token needs an approval first
 */
export async function pledgeAndWait(
  client: WriteClient,
  parameters: PledgeParameters,
  options: SendOptions = {},
): Promise<PledgeReturnType> {
  const receipt = await sendPreparedAndWait(client, preparePledge(parameters), options)
  return happened(receipt, campaignAbi, 'Pledged', { address: parameters.campaign })
}

function callOf({ campaign, token, amount, agreementHash, refundTo = zeroAddress }: PledgeParameters) {
  return contractCall({
    abi: campaignAbi,
    address: campaign,
    functionName: 'pledge',
    args: [amount, agreementHash, refundTo],
    value: valueOf(token, amount),
  })
}
