import type { Hash } from 'viem'
import { lazyConsensusGovernorAbi } from '../../abis/lazyConsensusGovernor.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type DecisionReference, prepareOnProposed } from '../internal/decisionRecords.ts'
import { type Happened, happened, sendPrepared, sendPreparedAndWait, simulatePrepared } from '../internal/write.ts'

export type WithdrawDecisionParameters = DecisionReference

export type WithdrawDecisionReturnType = Happened<typeof lazyConsensusGovernorAbi, 'ProposalCanceled'>

/** The call, for a wallet, a Safe, a multicall or a bundle. What was proposed is read from the chain. */
export function prepareWithdrawDecision(
  client: WriteClient,
  parameters: WithdrawDecisionParameters,
): Promise<PreparedTransaction> {
  return prepareOnProposed(client, 'cancel', parameters)
}

/** Asks the chain whether it would go through; sends nothing. */
export async function simulateWithdrawDecision(
  client: WriteClient,
  parameters: WithdrawDecisionParameters,
  options: SendOptions = {},
): Promise<void> {
  await simulatePrepared(client, await prepareWithdrawDecision(client, parameters), options)
}

/** Sends it, and does not wait. */
export async function writeWithdrawDecision(
  client: WriteClient,
  parameters: WithdrawDecisionParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, await prepareWithdrawDecision(client, parameters), options)
}

/**
 * Takes a decision back during its window. Its proposer.
 *
 * @example
 * await withdrawDecisionAndWait(client, { governor, decision })
 * @throws {GovernorNonexistentProposalError} never proposed here
 * @throws {GovernorUnableToCancelError} of somebody else, or its window is over
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function withdrawDecisionAndWait(
  client: WriteClient,
  parameters: WithdrawDecisionParameters,
  options: SendOptions = {},
): Promise<WithdrawDecisionReturnType> {
  const receipt = await sendPreparedAndWait(client, await prepareWithdrawDecision(client, parameters), options)
  return happened(receipt, lazyConsensusGovernorAbi, 'ProposalCanceled')
}
