import { type Address, type Hash, zeroAddress } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { valueOf } from '../internal/value.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type PledgeForParameters = {
  campaign: Address
  /** Whose pledge it is. */
  account: Address
  /** Token of the campaign, or `ETH`. */
  token: Address
  /** Smallest units offered, paid by the sender. */
  amount: bigint
  /** keccak256 of the agreement the pledger has read: the campaign's own. */
  agreementHash: Hash
  /** Where the money goes back to: counts with the account's first pledge. Default: the account, or as set before. */
  refundTo?: Address
  /** Whether the account is nobody's wallet yet; `refundTo` has to be somebody else then. Default: no. */
  isPlaceholder?: boolean
}

export type PledgeForReturnType = Happened<typeof campaignAbi, 'Pledged'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function preparePledgeFor(parameters: PledgeForParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through, and how much would be taken; sends nothing. */
export function simulatePledgeFor(client: WriteClient, parameters: PledgeForParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writePledgeFor(client: WriteClient, parameters: PledgeForParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, preparePledgeFor(parameters), options)
}

/**
 * Pledges for somebody else, who may have no wallet yet: the pledge is theirs, the sender pays.
 *
 * @example
 * await pledgeForAndWait(client, { campaign, account, token, amount, agreementHash, refundTo: custodian, isPlaceholder: true })
 * @throws {PledgeRefundToDiffersError} the account or its first payer chose otherwise
 * @throws {PledgeRefundToInvalidError} a placeholder needs somebody else to be refunded
 * @throws {PledgeAccountInvalidError}
 * @throws {PledgeAgreementWrongError}
 * @throws {PledgeBelowMinimumError}
 * @throws {PledgeAboveMaximumError}
 * @throws {CampaignNotOpenError}
 */
export async function pledgeForAndWait(
  client: WriteClient,
  parameters: PledgeForParameters,
  options: SendOptions = {},
): Promise<PledgeForReturnType> {
  const receipt = await sendPreparedAndWait(client, preparePledgeFor(parameters), options)
  return happened(receipt, campaignAbi, 'Pledged', { address: parameters.campaign })
}

function callOf({
  campaign,
  account,
  token,
  amount,
  agreementHash,
  refundTo = zeroAddress,
  isPlaceholder = false,
}: PledgeForParameters) {
  return contractCall({
    abi: campaignAbi,
    address: campaign,
    functionName: 'pledgeFor',
    args: [account, amount, agreementHash, refundTo, isPlaceholder],
    value: valueOf(token, amount),
  })
}
