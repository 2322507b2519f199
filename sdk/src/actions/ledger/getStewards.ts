import type { Address } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import type { ReadClient } from '../internal/client.ts'
import { mapConcurrently } from '../internal/concurrently.ts'
import { readDeployment } from '../internal/deployment.ts'
import { eventsOf, selectorOf } from '../internal/events.ts'
import { type BlockRange, readLogs, resolveRange } from '../internal/logs.ts'
import { read } from '../internal/read.ts'

export type GetStewardsParameters = BlockRange & { ledger: Address; factory?: Address }

/** Those whose term has not ended, in the order of their appointment. */
export type GetStewardsReturnType = Address[]

/**
 * Returns the stewards of a ledger: those its venture began with, and what events tell since, without those whose term is over.
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
  const isSteward = await mapConcurrently([...stewards], (account) =>
    read(client, {
      abi: contributionLedgerAbi,
      address: ledger,
      functionName: 'isSteward',
      args: [account],
      ...(range.toBlock === undefined ? {} : { blockNumber: range.toBlock }),
    }),
  )
  return [...stewards].filter((_, i) => isSteward[i])
}
