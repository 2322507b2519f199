import type { Address, Hash } from 'viem'
import { largeBatchesAbi } from '../../abis/largeBatches.ts'
import { addresses } from '../../addresses/deployed.ts'
import { type LargeProposal, checkLargeProposal } from '../../batch/largeHeader.ts'
import { LargeNonceDiffersError } from '../../errors/large.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { SignedAct } from '../types.ts'

export type ProposeLargeBatchForParameters = {
  ledger: Address
  /** As signed; see `signLargeProposal`. */
  proposal: LargeProposal
  act: SignedAct
  largeBatches?: Address
}

export type ProposeLargeBatchForReturnType = Happened<typeof largeBatchesAbi, 'LargeBatchProposed'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareProposeLargeBatchFor(parameters: ProposeLargeBatchForParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through, and for the id of the batch; sends nothing. */
export function simulateProposeLargeBatchFor(
  client: WriteClient,
  parameters: ProposeLargeBatchForParameters,
  options: SendOptions = {},
) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeProposeLargeBatchFor(
  client: WriteClient,
  parameters: ProposeLargeBatchForParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareProposeLargeBatchFor(parameters), options)
}

/**
 * Submits a large batch that its proposer has signed.
 *
 * @example
 * const signed = await signLargeProposal(ana, { ledger, venture, content, dataURI })
 * const { batch } = await proposeLargeBatchForAndWait(anybody, signed)
 * @throws {LargeNonceDiffersError} another proposal than the signed one
 * @throws {NonceUsedError} submitted or cancelled before
 * @throws {SignatureExpiredError}
 * @throws {SignatureInvalidError} something differs from what was signed
 * @throws and the errors of `proposeLargeBatchAndWait`
 */
export async function proposeLargeBatchForAndWait(
  client: WriteClient,
  parameters: ProposeLargeBatchForParameters,
  options: SendOptions = {},
): Promise<ProposeLargeBatchForReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareProposeLargeBatchFor(parameters), options)
  return happened(receipt, largeBatchesAbi, 'LargeBatchProposed')
}

function callOf({ ledger, proposal, act, largeBatches = addresses.largeBatches }: ProposeLargeBatchForParameters) {
  if (act.nonce !== proposal.nonce) throw new LargeNonceDiffersError(act.nonce, proposal.nonce)
  checkLargeProposal(proposal)
  return contractCall({
    abi: largeBatchesAbi,
    address: largeBatches,
    functionName: 'proposeFor',
    args: [ledger, proposal, act],
  })
}
