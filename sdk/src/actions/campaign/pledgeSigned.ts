import type { Address, Hash, Hex } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { NO_PERMIT } from '../internal/permits.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { PermitSignature, SignedPledge } from '../types.ts'

export type PledgeSignedParameters = {
  campaign: Address
  /** From `signPledge`. */
  signed: SignedPledge
  signature: Hex
  /** From `signPermit` of the pledger. Default: none, its allowance stands already. */
  permit?: PermitSignature
}

export type PledgeSignedReturnType = Happened<typeof campaignAbi, 'Pledged'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function preparePledgeSigned(parameters: PledgeSignedParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulatePledgeSigned(client: WriteClient, parameters: PledgeSignedParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writePledgeSigned(
  client: WriteClient,
  parameters: PledgeSignedParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, preparePledgeSigned(parameters), options)
}

/**
 * Submits a pledge its payer has signed: whoever has no gas pledges all the same. The money comes from the pledger.
 *
 * @example
 * const signed = await signPledge(ana, { campaign, amount, agreementHash })
 * const permit = await signPermit(ana, { token, spender: campaign, amount })
 * await pledgeSignedAndWait(anybody, { ...signed, permit })
 * @throws {NonceUsedError} submitted or cancelled before
 * @throws {SignatureExpiredError}
 * @throws {SignatureInvalidError}
 * @throws {PledgeNeedsTokenError} the campaign is in ETH
 * @throws {ERC20InsufficientAllowanceError} neither an allowance nor a good permit
 * @throws {CampaignNotOpenError}
 */
export async function pledgeSignedAndWait(
  client: WriteClient,
  parameters: PledgeSignedParameters,
  options: SendOptions = {},
): Promise<PledgeSignedReturnType> {
  const receipt = await sendPreparedAndWait(client, preparePledgeSigned(parameters), options)
  return happened(receipt, campaignAbi, 'Pledged', { address: parameters.campaign })
}

function callOf({ campaign, signed, signature, permit = NO_PERMIT }: PledgeSignedParameters) {
  return contractCall({ abi: campaignAbi, address: campaign, functionName: 'pledgeSigned', args: [signed, signature, permit] })
}
