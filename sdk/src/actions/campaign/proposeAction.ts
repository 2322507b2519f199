import type { Address, Hash } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { NO_REFERENCE } from '../internal/references.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { Reference } from '../types.ts'
import { type CoOwnerDecision, encodeDecision } from './decision.ts'

export type ProposeActionParameters = {
  campaign: Address
  decision: CoOwnerDecision
  /** A quote, a delivery note, a reason: where it can be read, and its hash. Default: none. */
  reference?: Reference
}

export type ProposeActionReturnType = Happened<typeof campaignAbi, 'ProposalMade'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareProposeAction(parameters: ProposeActionParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through, and for the id of the proposal; sends nothing. */
export function simulateProposeAction(client: WriteClient, parameters: ProposeActionParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeProposeAction(
  client: WriteClient,
  parameters: ProposeActionParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareProposeAction(parameters), options)
}

/**
 * Proposes what pledgers or co-owners decide: it passes unless enough of them object. A purchase: the custodian or 5% of the
 * pledges. A delivery: a steward of the venture. Anything about the machine: its custodian, its stewards or 5% of the pledges.
 *
 * @example
 * const decision = { type: 'purchase', supplier, amount: 380_000n, invoiceHash } as const
 * const { id, readyAt } = await proposeActionAndWait(client, { campaign, decision, reference: { uri, hash } })
 * @throws {ProposerUnqualifiedError}
 * @throws {ProposalStillLiveError} one live proposal each
 * @throws {ProposerStoppedError} stopped twice
 * @throws {ActionClosedError} it can't be decided now
 * @throws {ReleaseAmountOutOfBoundsError} more than was raised
 * @throws {ProposalTooLateError} its window would end after the release deadline
 */
export async function proposeActionAndWait(
  client: WriteClient,
  parameters: ProposeActionParameters,
  options: SendOptions = {},
): Promise<ProposeActionReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareProposeAction(parameters), options)
  return happened(receipt, campaignAbi, 'ProposalMade', { address: parameters.campaign })
}

function callOf({ campaign, decision, reference = NO_REFERENCE }: ProposeActionParameters) {
  const { action, data } = encodeDecision(decision)
  return contractCall({
    abi: campaignAbi,
    address: campaign,
    functionName: 'propose',
    args: [action, data, reference.hash, reference.uri],
  })
}
