import type { Address, Hash, Hex } from 'viem'
import { lazyConsensusGovernorAbi } from '../../abis/lazyConsensusGovernor.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type VoteSupport, supportNumber } from '../internal/ballots.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

/** A vote its voter has signed. */
export type Ballot = {
  decision: bigint
  support: VoteSupport
  voter: Address
  reason: string
}

export type VoteOnDecisionForParameters = {
  governor: Address
  ballot: Ballot
  /** From `signBallot`. */
  signature: Hex
}

export type VoteOnDecisionForReturnType = Happened<typeof lazyConsensusGovernorAbi, 'VoteCast'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareVoteOnDecisionFor(parameters: VoteOnDecisionForParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateVoteOnDecisionFor(
  client: WriteClient,
  parameters: VoteOnDecisionForParameters,
  options: SendOptions = {},
) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeVoteOnDecisionFor(
  client: WriteClient,
  parameters: VoteOnDecisionForParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareVoteOnDecisionFor(parameters), options)
}

/**
 * Submits a vote, or an objection, that its voter has signed. Anyone.
 *
 * @example
 * const signed = await signBallot(ana, { governor, decision, support: 'against', reason: { uri, hash } })
 * await voteOnDecisionForAndWait(anybody, signed)
 * @throws {GovernorInvalidSignatureError} of somebody else, or submitted before
 * @throws {VoiceMissingError}
 * @throws {GovernorAlreadyCastVoteError}
 * @throws {GovernorUnexpectedProposalStateError}
 */
export async function voteOnDecisionForAndWait(
  client: WriteClient,
  parameters: VoteOnDecisionForParameters,
  options: SendOptions = {},
): Promise<VoteOnDecisionForReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareVoteOnDecisionFor(parameters), options)
  return happened(receipt, lazyConsensusGovernorAbi, 'VoteCast')
}

function callOf({ governor, ballot: { decision, support, voter, reason }, signature }: VoteOnDecisionForParameters) {
  return contractCall({
    abi: lazyConsensusGovernorAbi,
    address: governor,
    functionName: 'castVoteWithReasonAndParamsBySig',
    args: [decision, supportNumber(support), voter, reason, '0x', signature],
  })
}
