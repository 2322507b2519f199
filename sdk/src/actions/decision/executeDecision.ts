import type { Hash } from 'viem'
import { lazyConsensusGovernorAbi } from '../../abis/lazyConsensusGovernor.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type DecisionReference, prepareOnProposed } from '../internal/decisionRecords.ts'
import { type Happened, happened, sendPrepared, sendPreparedAndWait, simulatePrepared } from '../internal/write.ts'

export type ExecuteDecisionParameters = DecisionReference

export type ExecuteDecisionReturnType = Happened<typeof lazyConsensusGovernorAbi, 'ProposalExecuted'>

/** The call, for a wallet, a Safe, a multicall or a bundle. What was proposed is read from the chain. */
export function prepareExecuteDecision(client: WriteClient, parameters: ExecuteDecisionParameters): Promise<PreparedTransaction> {
  return prepareOnProposed(client, 'execute', parameters)
}

/** Asks the chain whether it would go through; sends nothing. */
export async function simulateExecuteDecision(
  client: WriteClient,
  parameters: ExecuteDecisionParameters,
  options: SendOptions = {},
): Promise<void> {
  await simulatePrepared(client, await prepareExecuteDecision(client, parameters), options)
}

/** Sends it, and does not wait. */
export async function writeExecuteDecision(
  client: WriteClient,
  parameters: ExecuteDecisionParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, await prepareExecuteDecision(client, parameters), options)
}

/**
 * Carries out what was decided, once its delay is over. Anyone, within 60 days; its content is read from the chain.
 *
 * @example
 * await executeDecisionAndWait(client, { governor, decision })
 * @throws {GovernorNonexistentProposalError} never proposed here
 * @throws {DecisionWaitsError}
 * @throws {GovernorUnexpectedProposalStateError} not passed, executed before, or expired
 * @throws {DecisionNeedsConsensusError} other steps came in between
 * @throws {DecisionOfAnotherEpochError}
 * @throws {FailedCallError} or the error of what it does
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function executeDecisionAndWait(
  client: WriteClient,
  parameters: ExecuteDecisionParameters,
  options: SendOptions = {},
): Promise<ExecuteDecisionReturnType> {
  const receipt = await sendPreparedAndWait(client, await prepareExecuteDecision(client, parameters), options)
  return happened(receipt, lazyConsensusGovernorAbi, 'ProposalExecuted')
}
