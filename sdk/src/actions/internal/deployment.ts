import { type Address, isAddressEqual, pad } from 'viem'
import { campaignFactoryAbi } from '../../abis/campaignFactory.ts'
import { ventureFactoryAbi } from '../../abis/ventureFactory.ts'
import { addresses } from '../../addresses/deployed.ts'
import { CampaignUnknownError, VentureUnknownError } from '../../errors/client.ts'
import type { ReadClient } from './client.ts'
import { type DecodedLog, eventsOf, selectorOf } from './events.ts'
import type { MinedLog } from './logChunks.ts'
import { type AsOf, readLogs } from './logs.ts'

export type Deployment = DecodedLog<typeof ventureFactoryAbi, 'VentureDeployed'>
export type CampaignDeployment = DecodedLog<typeof campaignFactoryAbi, 'CampaignDeployed'>

type Range = { fromBlock: bigint; asOf: AsOf }
type DeploymentParameters = Range & { venture: Address; factory?: Address }
type CampaignDeploymentParameters = Range & { campaign: Address; campaignFactory?: Address }

/** A birth never changes, so each client looks for it once. */
const found = new WeakMap<ReadClient, Map<string, Deployment | CampaignDeployment>>()

/**
 * The event that tells all a venture began with.
 *
 * @throws {VentureUnknownError} not made by this factory since `fromBlock`
 */
export async function readDeployment(
  client: ReadClient,
  { venture, factory = addresses.factory, fromBlock, asOf }: DeploymentParameters,
): Promise<Deployment> {
  return once(client, `${factory}:${venture}`, fromBlock, async () => {
    const topics = [selectorOf(ventureFactoryAbi, 'VentureDeployed')]
    const logs = await readLogs(client, [{ address: factory, topics }], { fromBlock, toBlock: asOf.blockNumber })
    const deployment = deploymentIn(logs, venture)
    if (!deployment) throw new VentureUnknownError(venture, fromBlock)
    return deployment
  })
}

/** The event among those of the factory. */
export function deploymentIn(logs: readonly MinedLog[], venture: Address): Deployment | undefined {
  // The event names the venture without an index, so all of the factory are looked through.
  const word = pad(venture).slice(2).toLowerCase()
  const named = logs.filter(({ data, topics }) => data.includes(word) || topics.some((topic) => topic.endsWith(word)))
  const deployments = eventsOf(ventureFactoryAbi, 'VentureDeployed', named)
  return deployments.find(({ args }) => isAddressEqual(args.venture, venture))
}

/**
 * The event that tells all a campaign began with, and its machine will.
 *
 * @throws {CampaignUnknownError} not made by this factory since `fromBlock`
 */
export async function readCampaignDeployment(
  client: ReadClient,
  { campaign, campaignFactory = addresses.campaignFactory, fromBlock, asOf }: CampaignDeploymentParameters,
): Promise<CampaignDeployment> {
  return once(client, `${campaignFactory}:${campaign}`, fromBlock, async () => {
    const topics = [selectorOf(campaignFactoryAbi, 'CampaignDeployed'), pad(campaign)]
    const logs = await readLogs(client, [{ address: campaignFactory, topics }], { fromBlock, toBlock: asOf.blockNumber })
    const [deployment] = eventsOf(campaignFactoryAbi, 'CampaignDeployed', logs)
    if (!deployment) throw new CampaignUnknownError(campaign, fromBlock)
    return deployment
  })
}

async function once<deployment extends Deployment | CampaignDeployment>(
  client: ReadClient,
  name: string,
  fromBlock: bigint,
  find: () => Promise<deployment>,
): Promise<deployment> {
  const known = found.get(client) ?? new Map<string, Deployment | CampaignDeployment>()
  found.set(client, known)
  const key = name.toLowerCase()
  const remembered = known.get(key)
  if (remembered && remembered.blockNumber >= fromBlock) return remembered as deployment
  const deployment = await find()
  known.set(key, deployment)
  return deployment
}
