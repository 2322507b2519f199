import type { Address, Hash } from 'viem'
import { lazyConsensusGovernorAbi } from '../../abis/lazyConsensusGovernor.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type ObjectionReason, formatReason, supportNumber } from '../internal/ballots.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type ObjectToDecisionParameters = {
  governor: Address
  decision: bigint
  reason: ObjectionReason
}

export type ObjectToDecisionReturnType = Happened<typeof lazyConsensusGovernorAbi, 'VoteCast'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareObjectToDecision(parameters: ObjectToDecisionParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateObjectToDecision(client: WriteClient, parameters: ObjectToDecisionParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeObjectToDecision(
  client: WriteClient,
  parameters: ObjectToDecisionParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareObjectToDecision(parameters), options)
}

/**
 * Objects to a decision with all voice in the sender's hands, once, and says why. What passed lazily can be objected to until it is
 * executed.
 *
 * @example
 * await objectToDecisionAndWait(client, { governor, decision, reason: { uri, hash, text: 'The rate is too low.' } })
 * @throws {VoiceMissingError} no voice the second before it was proposed
 * @throws {GovernorAlreadyCastVoteError}
 * @throws {GovernorUnexpectedProposalStateError} it is too late
 */
export async function objectToDecisionAndWait(
  client: WriteClient,
  parameters: ObjectToDecisionParameters,
  options: SendOptions = {},
): Promise<ObjectToDecisionReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareObjectToDecision(parameters), options)
  return happened(receipt, lazyConsensusGovernorAbi, 'VoteCast')
}

function callOf({ governor, decision, reason }: ObjectToDecisionParameters) {
  return contractCall({
    abi: lazyConsensusGovernorAbi,
    address: governor,
    functionName: 'castVoteWithReason',
    args: [decision, supportNumber('against'), formatReason(reason)],
  })
}
