import { type Address, isAddressEqual, pad } from 'viem'
import { ventureFactoryAbi } from '../../abis/ventureFactory.ts'
import { addresses } from '../../addresses/deployed.ts'
import { VentureUnknownError } from '../../errors/client.ts'
import type { ReadClient } from './client.ts'
import { type DecodedLog, eventsOf, selectorOf } from './events.ts'
import { type AsOf, readLogs } from './logs.ts'

export type Deployment = DecodedLog<typeof ventureFactoryAbi, 'VentureDeployed'>

type DeploymentParameters = { venture: Address; factory?: Address; fromBlock: bigint; asOf: AsOf }

/** A venture's birth never changes, so each client looks for it once. */
const found = new WeakMap<ReadClient, Map<string, Deployment>>()

/**
 * The event that tells all a venture began with.
 *
 * @throws {VentureUnknownError} not made by this factory since `fromBlock`
 */
export async function readDeployment(
  client: ReadClient,
  { venture, factory = addresses.factory, fromBlock, asOf }: DeploymentParameters,
): Promise<Deployment> {
  const known = found.get(client) ?? new Map<string, Deployment>()
  found.set(client, known)
  const key = `${factory}:${venture}`.toLowerCase()
  const remembered = known.get(key)
  if (remembered && remembered.blockNumber >= fromBlock) return remembered

  const topics = [selectorOf(ventureFactoryAbi, 'VentureDeployed')]
  const logs = await readLogs(client, [{ address: factory, topics }], { fromBlock, toBlock: asOf.blockNumber })
  // The event names the venture without an index, so all of the factory are looked through.
  const word = pad(venture).slice(2).toLowerCase()
  const named = logs.filter(({ data, topics }) => data.includes(word) || topics.some((topic) => topic.endsWith(word)))
  const deployments = eventsOf(ventureFactoryAbi, 'VentureDeployed', named)
  const deployment = deployments.find(({ args }) => isAddressEqual(args.venture, venture))
  if (!deployment) throw new VentureUnknownError(venture, fromBlock)
  known.set(key, deployment)
  return deployment
}
