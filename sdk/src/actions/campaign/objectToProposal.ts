import type { Address, Hash } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { NO_REFERENCE } from '../internal/references.ts'
import {
  type Happened,
  contractCall,
  eventsIn,
  happened,
  prepare,
  sendPrepared,
  sendPreparedAndWait,
  simulate,
} from '../internal/write.ts'
import type { Reference } from '../types.ts'

export type ObjectToProposalParameters = {
  campaign: Address
  id: bigint
  /** Why: where it can be read, and its hash. Default: none. */
  reference?: Reference
}

export type ObjectToProposalReturnType = Happened<typeof campaignAbi, 'ProposalObjected'> & {
  /** Whether that was enough: the proposal is dead then. */
  isStopped: boolean
}

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareObjectToProposal(parameters: ObjectToProposalParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateObjectToProposal(client: WriteClient, parameters: ObjectToProposalParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeObjectToProposal(
  client: WriteClient,
  parameters: ObjectToProposalParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareObjectToProposal(parameters), options)
}

/**
 * Objects to a proposal with all of the sender's pledge, while its window is open. The account a move is about stops it alone.
 *
 * @example
 * const { isStopped, objections } = await objectToProposalAndWait(client, { campaign, id, reference: { uri, hash } })
 * @throws {ObjectorWithoutPledgeError}
 * @throws {ProposalObjectedTwiceError}
 * @throws {ProposalWindowOverError}
 * @throws {ProposalNotLiveError}
 */
export async function objectToProposalAndWait(
  client: WriteClient,
  parameters: ObjectToProposalParameters,
  options: SendOptions = {},
): Promise<ObjectToProposalReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareObjectToProposal(parameters), options)
  const address = parameters.campaign
  const isStopped = eventsIn(receipt, campaignAbi, 'ProposalStopped', { address }).length > 0
  return { ...happened(receipt, campaignAbi, 'ProposalObjected', { address }), isStopped }
}

function callOf({ campaign, id, reference = NO_REFERENCE }: ObjectToProposalParameters) {
  return contractCall({ abi: campaignAbi, address: campaign, functionName: 'object', args: [id, reference.hash, reference.uri] })
}
