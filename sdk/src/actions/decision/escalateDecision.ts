import type { Address, Hash } from 'viem'
import { lazyConsensusGovernorAbi } from '../../abis/lazyConsensusGovernor.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type EscalateDecisionParameters = {
  governor: Address
  decision: bigint
}

export type EscalateDecisionReturnType = Happened<typeof lazyConsensusGovernorAbi, 'ProposalEscalated'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareEscalateDecision(parameters: EscalateDecisionParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateEscalateDecision(client: WriteClient, parameters: EscalateDecisionParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeEscalateDecision(
  client: WriteClient,
  parameters: EscalateDecisionParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareEscalateDecision(parameters), options)
}

/**
 * Puts a lazy decision that objections stopped to the vote, within 7 days after its window. Anyone; votes cast so far stand.
 *
 * @example
 * const { deadline } = await escalateDecisionAndWait(client, { governor, decision })
 * @throws {EscalationNotPossibleError} it was not stopped, or is on the consensus track
 * @throws {EscalationTooLateError}
 */
export async function escalateDecisionAndWait(
  client: WriteClient,
  parameters: EscalateDecisionParameters,
  options: SendOptions = {},
): Promise<EscalateDecisionReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareEscalateDecision(parameters), options)
  return happened(receipt, lazyConsensusGovernorAbi, 'ProposalEscalated')
}

function callOf({ governor, decision }: EscalateDecisionParameters) {
  return contractCall({ abi: lazyConsensusGovernorAbi, address: governor, functionName: 'escalate', args: [decision] })
}
