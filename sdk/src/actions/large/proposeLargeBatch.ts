import type { Address, Hash } from 'viem'
import { largeBatchesAbi } from '../../abis/largeBatches.ts'
import { addresses } from '../../addresses/deployed.ts'
import { type LargeProposalParameters, proposalOf } from '../internal/largeProposal.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type ProposeLargeBatchParameters = LargeProposalParameters & {
  ledger: Address
  largeBatches?: Address
}

export type ProposeLargeBatchReturnType = Happened<typeof largeBatchesAbi, 'LargeBatchProposed'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareProposeLargeBatch(parameters: ProposeLargeBatchParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through, and for the id of the batch; sends nothing. */
export function simulateProposeLargeBatch(
  client: WriteClient,
  parameters: ProposeLargeBatchParameters,
  options: SendOptions = {},
) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeProposeLargeBatch(
  client: WriteClient,
  parameters: ProposeLargeBatchParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareProposeLargeBatch(parameters), options)
}

/**
 * Logs any number of contributions at once: proposes a large batch in the name of the sender. Its totals are accepted as any batch
 * (attested: by stewards alone, one more than usual); whose they are shows leaf by leaf, with `activateLeaves`.
 *
 * @example
 * const content = parseLargeSummary(text, 'work.large.json')
 * const { batch, deadline } = await proposeLargeBatchAndWait(client, { ledger, venture, content, dataURI })
 * @throws {LargeRootZeroError}
 * @throws {LargeLeavesOutOfBoundsError}
 * @throws {LargeDataHashZeroError}
 * @throws {LargeTotalsOutOfBoundsError}
 * @throws {LargeTotalsNotAscendingError}
 * @throws {LargeTotalZeroError}
 * @throws {LargeTotalNotVentureError} totals of another venture
 * @throws {LargeKindOfDebtError} debts are logged in batches of their own
 * @throws {LargeKindClosedError}
 * @throws {BatchExistsError} the same was proposed before
 * @throws {AccountBarredError}
 */
export async function proposeLargeBatchAndWait(
  client: WriteClient,
  parameters: ProposeLargeBatchParameters,
  options: SendOptions = {},
): Promise<ProposeLargeBatchReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareProposeLargeBatch(parameters), options)
  return happened(receipt, largeBatchesAbi, 'LargeBatchProposed')
}

function callOf({ ledger, largeBatches = addresses.largeBatches, ...parameters }: ProposeLargeBatchParameters) {
  return contractCall({
    abi: largeBatchesAbi,
    address: largeBatches,
    functionName: 'propose',
    args: [ledger, proposalOf(parameters)],
  })
}
