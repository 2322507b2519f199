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

export type WithdrawDecisionParameters = Pick<BlockRange, 'fromBlock'> & {
  governor: Address
  decision: bigint
}

export type WithdrawDecisionReturnType = Happened<typeof lazyConsensusGovernorAbi, 'ProposalCanceled'>

/** The call, for a wallet, a Safe, a multicall or a bundle. What was proposed is read from the chain. */
export async function prepareWithdrawDecision(
  client: WriteClient,
  { governor, decision, fromBlock }: WithdrawDecisionParameters,
): Promise<PreparedTransaction> {
  const proposed = proposedIn(await readGovernor(client, { governor, fromBlock }), decision)
  return prepare(
    contractCall({
      abi: lazyConsensusGovernorAbi,
      address: governor,
      functionName: 'cancel',
      args: [...contentOf(proposed), keccak256(toHex(proposed.description))],
    }),
  )
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
