import type { Address, Hash } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import type { BatchProposal } from '../../batch/header.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { SignedBy } from '../types.ts'

export type ProposeBatchForParameters = {
  ledger: Address
  /** As signed; see `signProposal`. */
  proposal: BatchProposal
  proposer: SignedBy
}

export type ProposeBatchForReturnType = Happened<typeof contributionLedgerAbi, 'BatchProposed'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareProposeBatchFor(parameters: ProposeBatchForParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateProposeBatchFor(client: WriteClient, parameters: ProposeBatchForParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeProposeBatchFor(
  client: WriteClient,
  parameters: ProposeBatchForParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareProposeBatchFor(parameters), options)
}

/**
 * Submits a batch that its proposer has signed: whoever has no gas contributes all the same.
 *
 * @example
 * const signed = await signProposal(ana, { ledger, contributions })
 * const { batch } = await proposeBatchForAndWait(anybody, signed)
 * @throws {NonceUsedError} submitted before
 * @throws {SignatureExpiredError}
 * @throws {SignatureInvalidError}
 */
export async function proposeBatchForAndWait(
  client: WriteClient,
  parameters: ProposeBatchForParameters,
  options: SendOptions = {},
): Promise<ProposeBatchForReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareProposeBatchFor(parameters), options)
  return happened(receipt, contributionLedgerAbi, 'BatchProposed', { address: parameters.ledger })
}

function callOf({ ledger, proposal, proposer }: ProposeBatchForParameters) {
  return contractCall({
    abi: contributionLedgerAbi,
    address: ledger,
    functionName: 'proposeFor',
    args: [proposal, proposer],
  })
}
