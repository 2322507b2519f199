import type { Address, Hash } from 'viem'
import { lazyConsensusGovernorAbi } from '../../abis/lazyConsensusGovernor.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type VoteSupport, supportNumber } from '../internal/ballots.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type VoteOnDecisionParameters = {
  governor: Address
  decision: bigint
  support: VoteSupport
  /** Why, in words. Default: none. */
  reason?: string
}

export type VoteOnDecisionReturnType = Happened<typeof lazyConsensusGovernorAbi, 'VoteCast'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareVoteOnDecision(parameters: VoteOnDecisionParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateVoteOnDecision(client: WriteClient, parameters: VoteOnDecisionParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeVoteOnDecision(
  client: WriteClient,
  parameters: VoteOnDecisionParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareVoteOnDecision(parameters), options)
}

/**
 * Votes on a decision with all voice in the sender's hands, once. A vote against is an objection; see `objectToDecision`.
 *
 * @example
 * await voteOnDecisionAndWait(client, { governor, decision, support: 'for' })
 * @throws {VoiceMissingError} no voice the second before it was proposed
 * @throws {GovernorAlreadyCastVoteError}
 * @throws {GovernorUnexpectedProposalStateError} its window is over
 */
export async function voteOnDecisionAndWait(
  client: WriteClient,
  parameters: VoteOnDecisionParameters,
  options: SendOptions = {},
): Promise<VoteOnDecisionReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareVoteOnDecision(parameters), options)
  return happened(receipt, lazyConsensusGovernorAbi, 'VoteCast')
}

function callOf({ governor, decision, support, reason = '' }: VoteOnDecisionParameters) {
  return contractCall({
    abi: lazyConsensusGovernorAbi,
    address: governor,
    functionName: 'castVoteWithReason',
    args: [decision, supportNumber(support), reason],
  })
}
