import { type Address, type Hash, type Hex, type TransactionReceipt, zeroHash } from 'viem'
import { lazyConsensusGovernorAbi } from '../../abis/lazyConsensusGovernor.ts'
import { type OfSender, type PreparedTransaction, type SendOptions, type WriteClient, ofSender } from '../internal/client.ts'
import { type DecisionTrack, type Motion, readMotion, trackOf } from '../internal/decisions.ts'
import { placesOf } from '../internal/decisionAddresses.ts'
import { contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import { type DecisionAction, encodeDecisionActions } from './decisionAction.ts'
import { decisionText } from './decisionText.ts'

export type PrepareProposeDecisionParameters = {
  governor: Address
  /** Who will send it: nobody else can propose the same. */
  account: Address
  /** Carried out in this order, all or none. */
  actions: readonly DecisionAction[]
  /** One line. */
  title: string
  /** Where the reasons can be read. Default: none. */
  uri?: string
  /** keccak256 of what is there. Default: zero. */
  hash?: Hex
}

export type ProposeDecisionParameters = OfSender<PrepareProposeDecisionParameters>

export type ProposeDecisionReturnType = {
  decision: bigint
  track: DecisionTrack
  /** The rules it is decided by. */
  motion: Motion
  receipt: TransactionReceipt
}

/** The call, for a wallet, a Safe, a multicall or a bundle. Boards are read from the chain. */
export async function prepareProposeDecision(
  client: WriteClient,
  parameters: PrepareProposeDecisionParameters,
): Promise<PreparedTransaction> {
  return prepare(await callOf(client, parameters))
}

/** Asks the chain whether it would go through, and for the id; sends nothing. */
export async function simulateProposeDecision(
  client: WriteClient,
  parameters: ProposeDecisionParameters,
  options: SendOptions = {},
): Promise<bigint> {
  return simulate(client, await callOf(client, ofSender(client, parameters, options)), options)
}

/** Sends it, and does not wait. */
export async function writeProposeDecision(
  client: WriteClient,
  parameters: ProposeDecisionParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, await prepareProposeDecision(client, ofSender(client, parameters, options)), options)
}

/**
 * Proposes a decision to the group. Whoever has enough voice; what is decided chooses the track (`getDecisionTrack` tells before).
 *
 * @example
 * const { decision, track } = await proposeDecisionAndWait(client, {
 *   governor,
 *   title: 'A second pool, for the prototype',
 *   actions: [{ type: 'openPool', pool: { type: 'equity' } }],
 * })
 * @throws {DecisionEmptyError}
 * @throws {DecisionActionUnknownError}
 * @throws {DecisionTitleInvalidError}
 * @throws {RuleOutOfBoundsError} rules beyond their floors and ceilings
 * @throws {GovernorInsufficientProposerVotesError} too little voice to propose
 * @throws {ProposerBarredError}
 * @throws {GovernorNotInChargeError} before a hand-over
 * @throws {LazyProposalsTooManyError}
 * @throws {LazyProposalsOfProposerTooManyError}
 * @throws {GovernorUnexpectedProposalStateError} the same was proposed before
 */
export async function proposeDecisionAndWait(
  client: WriteClient,
  parameters: ProposeDecisionParameters,
  options: SendOptions = {},
): Promise<ProposeDecisionReturnType> {
  const prepared = await prepareProposeDecision(client, ofSender(client, parameters, options))
  const receipt = await sendPreparedAndWait(client, prepared, options)
  const { proposalId, motion } = happened(receipt, lazyConsensusGovernorAbi, 'MotionOpened')
  return { decision: proposalId, track: trackOf(motion), motion: readMotion(motion), receipt }
}

async function callOf(
  client: WriteClient,
  { governor, account, actions, title, uri = '', hash = zeroHash }: PrepareProposeDecisionParameters,
) {
  const description = decisionText({ title, uri, hash, proposer: account })
  const { targets, values, calldatas } = encodeDecisionActions({ ...(await placesOf(client, governor)), actions })
  return contractCall({
    abi: lazyConsensusGovernorAbi,
    address: governor,
    functionName: 'propose',
    args: [targets, values, calldatas, description],
  })
}
