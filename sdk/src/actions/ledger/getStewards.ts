import type { Address } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import type { ReadClient } from '../internal/client.ts'
import { readDeployment } from '../internal/deployment.ts'
import { eventsOf, selectorOf } from '../internal/events.ts'
import { type BlockRange, readLogs, resolveRange } from '../internal/logs.ts'
import { read } from '../internal/read.ts'

export type GetStewardsParameters = BlockRange & { ledger: Address; factory?: Address }

/** In the order of their appointment. */
export type GetStewardsReturnType = Address[]

/**
 * Returns the stewards of a ledger: those its venture began with, and what events tell since.
 *
 * @example
 * const stewards = await getStewards(client, { ledger })
 * @throws {VentureUnknownError} another factory made it
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function getStewards(
  client: ReadClient,
  { ledger, factory, ...range }: GetStewardsParameters,
): Promise<GetStewardsReturnType> {
  const { fromBlock, asOf } = await resolveRange(client, range)
  const filter = { address: ledger, topics: [selectorOf(contributionLedgerAbi, 'StewardSet')] }
  const venture = await read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'venture' })
  const [born, logs] = await Promise.all([
    readDeployment(client, { venture, factory, fromBlock, asOf }),
    readLogs(client, [filter], { fromBlock, toBlock: asOf.blockNumber }),
  ])
  const stewards = new Set<Address>(born.args.config.stewards)
  for (const { args } of eventsOf(contributionLedgerAbi, 'StewardSet', logs)) {
    if (args.steward) stewards.add(args.account)
    else stewards.delete(args.account)
  }
  return [...stewards]
}
