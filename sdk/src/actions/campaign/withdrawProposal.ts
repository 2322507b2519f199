import type { Address, Hash } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type WithdrawProposalParameters = {
  campaign: Address
  id: bigint
}

export type WithdrawProposalReturnType = Happened<typeof campaignAbi, 'ProposalWithdrawn'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareWithdrawProposal(parameters: WithdrawProposalParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateWithdrawProposal(client: WriteClient, parameters: WithdrawProposalParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeWithdrawProposal(
  client: WriteClient,
  parameters: WithdrawProposalParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareWithdrawProposal(parameters), options)
}

/**
 * Takes a proposal back. Its proposer alone. Once somebody has objected it counts as being stopped.
 *
 * @example
 * await withdrawProposalAndWait(client, { campaign, id })
 * @throws {ProposalOfAnotherError}
 * @throws {ProposalNotLiveError}
 * @throws {ProposalUnknownError}
 */
export async function withdrawProposalAndWait(
  client: WriteClient,
  parameters: WithdrawProposalParameters,
  options: SendOptions = {},
): Promise<WithdrawProposalReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareWithdrawProposal(parameters), options)
  return happened(receipt, campaignAbi, 'ProposalWithdrawn', { address: parameters.campaign })
}

function callOf({ campaign, id }: WithdrawProposalParameters) {
  return contractCall({ abi: campaignAbi, address: campaign, functionName: 'withdrawProposal', args: [id] })
}
