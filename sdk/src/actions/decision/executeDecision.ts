import { type Address, type Hash, keccak256, toHex } from 'viem'
import { lazyConsensusGovernorAbi } from '../../abis/lazyConsensusGovernor.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { contentOf, proposedIn, readGovernor } from '../internal/decisionRecords.ts'
import type { BlockRange } from '../internal/logs.ts'
import {
  type Happened,
  contractCall,
  happened,
  prepare,
  sendPrepared,
  sendPreparedAndWait,
  simulatePrepared,
} from '../internal/write.ts'

export type ExecuteDecisionParameters = Pick<BlockRange, 'fromBlock'> & {
  governor: Address
  decision: bigint
}

export type ExecuteDecisionReturnType = Happened<typeof lazyConsensusGovernorAbi, 'ProposalExecuted'>

/** The call, for a wallet, a Safe, a multicall or a bundle. What was proposed is read from the chain. */
export async function prepareExecuteDecision(
  client: WriteClient,
  { governor, decision, fromBlock }: ExecuteDecisionParameters,
): Promise<PreparedTransaction> {
  const proposed = proposedIn(await readGovernor(client, { governor, fromBlock }), decision)
  return prepare(
    contractCall({
      abi: lazyConsensusGovernorAbi,
      address: governor,
      functionName: 'execute',
      args: [...contentOf(proposed), keccak256(toHex(proposed.description))],
    }),
  )
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
