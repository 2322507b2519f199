import type { Address, Hash } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { readDecision } from '../internal/proposals.ts'
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
import { type CoOwnerDecision, encodeDecision } from './decision.ts'

export type ExecuteProposalParameters = {
  campaign: Address
  id: bigint
  /** As proposed; see `getProposals`. */
  decision: CoOwnerDecision
}

/** A decision left out is found: it is the one that was proposed. */
export type ExecuteProposalAndWaitParameters = Omit<ExecuteProposalParameters, 'decision'> &
  Pick<Partial<ExecuteProposalParameters>, 'decision'>

export type ExecuteProposalReturnType = Happened<typeof campaignAbi, 'ProposalExecuted'> & {
  decision: CoOwnerDecision
  /** Where a purchase put the machine. */
  machine: Address | undefined
}

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareExecuteProposal(parameters: ExecuteProposalParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateExecuteProposal(client: WriteClient, parameters: ExecuteProposalParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeExecuteProposal(
  client: WriteClient,
  parameters: ExecuteProposalParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareExecuteProposal(parameters), options)
}

/**
 * Carries out what nobody stopped: pays the supplier and puts the machine into service, pays the venture, or changes the
 * machine. Anyone, once the window is over.
 *
 * @example
 * const { decision } = await executeProposalAndWait(client, { campaign, id })
 * @throws {ProposalWindowOpenError}
 * @throws {ProposalLapsedError}
 * @throws {ProposalNotLiveError} stopped, withdrawn or executed
 * @throws {ProposalUnknownError}
 * @throws {ProposalContentDiffersError} another decision, or the supplier's code has changed
 * @throws {LogsUnavailableError} the node gives no events: pass `decision`
 */
export async function executeProposalAndWait(
  client: WriteClient,
  parameters: ExecuteProposalAndWaitParameters,
  options: SendOptions = {},
): Promise<ExecuteProposalReturnType> {
  const { campaign, id } = parameters
  const decision = parameters.decision ?? (await readDecision(client, { campaign, id }))
  const receipt = await sendPreparedAndWait(client, prepareExecuteProposal({ campaign, id, decision }), options)
  const [purchased] = eventsIn(receipt, campaignAbi, 'Purchased', { address: campaign })
  const executed = happened(receipt, campaignAbi, 'ProposalExecuted', { address: campaign })
  return { ...executed, decision, machine: purchased?.machine }
}

function callOf({ campaign, id, decision }: ExecuteProposalParameters) {
  const { action, data } = encodeDecision(decision)
  return contractCall({ abi: campaignAbi, address: campaign, functionName: 'execute', args: [id, action, data] })
}
