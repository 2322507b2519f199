import type { Address, Hash } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type ProposalParameters, toProposal } from '../internal/proposal.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type ProposeBatchParameters = ProposalParameters & { ledger: Address }

export type ProposeBatchReturnType = Happened<typeof contributionLedgerAbi, 'BatchProposed'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareProposeBatch(parameters: ProposeBatchParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through, and for the id of the batch; sends nothing. */
export function simulateProposeBatch(client: WriteClient, parameters: ProposeBatchParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeProposeBatch(
  client: WriteClient,
  parameters: ProposeBatchParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareProposeBatch(parameters), options)
}

/**
 * Logs contributions: proposes a batch in the name of the sender. Others accept it, by attesting or by not objecting.
 *
 * @example
 * const contributions = [{ affiliate: ana, kind: 0, quantity: 250n, day: parseDay('2026-05-03') }]
 * const { batch, deadline } = await proposeBatchAndWait(client, { ledger, contributions })
 * @throws {PackEntryError} something that doesn't fit an entry
 * @throws {BatchExistsError} the same was proposed before: choose another nonce if it was done again
 * @throws {EntryKindClosedError}
 * @throws {KindUnknownError}
 * @throws {AccountBarredError}
 */
export async function proposeBatchAndWait(
  client: WriteClient,
  parameters: ProposeBatchParameters,
  options: SendOptions = {},
): Promise<ProposeBatchReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareProposeBatch(parameters), options)
  return happened(receipt, contributionLedgerAbi, 'BatchProposed', { address: parameters.ledger })
}

function callOf({ ledger, ...parameters }: ProposeBatchParameters) {
  return contractCall({
    abi: contributionLedgerAbi,
    address: ledger,
    functionName: 'propose',
    args: [toProposal(parameters)],
  })
}
