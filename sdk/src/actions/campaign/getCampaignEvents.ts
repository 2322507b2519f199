import type { Address } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import { campaignFactoryAbi } from '../../abis/campaignFactory.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { ReadClient } from '../internal/client.ts'
import { readCampaignDeployment } from '../internal/deployment.ts'
import { type EventOf, type Sources, decodeHistory } from '../internal/history.ts'
import { type AsOf, type BlockRange, readLogs, resolveRange } from '../internal/logs.ts'

export type GetCampaignEventsParameters = BlockRange & {
  campaign: Address
  campaignFactory?: Address
  /** Whether each event comes with its time; costs a request per block where the node doesn't send it along. Default: yes. */
  timestamps?: boolean
}

export type GetCampaignEventsReturnType = {
  /** In the order they happened. */
  events: CampaignHistoryEvent[]
  asOf: AsOf
}

type Abis = { campaign: typeof campaignAbi; campaignFactory: typeof campaignFactoryAbi }

/** Something that happened to a campaign: `source` and `eventName` tell what `args` are. */
export type CampaignHistoryEvent = EventOf<Abis>

/**
 * Returns everything that ever happened to a campaign, its deployment first, decoded and in order. Read in chunks, so that plain
 * RPC is enough.
 *
 * @example
 * const { events } = await getCampaignEvents(client, { campaign })
 * const pledges = events.filter((event) => event.eventName === 'Pledged')
 * @throws {LogsUnavailableError} the node gives no events
 * @throws {CampaignUnknownError} another factory made it
 */
export async function getCampaignEvents(
  client: ReadClient,
  { campaign, campaignFactory = addresses.campaignFactory, timestamps = true, ...range }: GetCampaignEventsParameters,
): Promise<GetCampaignEventsReturnType> {
  const { fromBlock, asOf } = await resolveRange(client, range)
  const { log: born } = await readCampaignDeployment(client, { campaign, campaignFactory, fromBlock, asOf })
  const told = await readLogs(client, [{ address: campaign }], { fromBlock, toBlock: asOf.blockNumber })
  const sources: Sources<Abis> = {
    campaign: { abi: campaignAbi, address: campaign },
    campaignFactory: { abi: campaignFactoryAbi, address: campaignFactory },
  }
  return { events: await decodeHistory(client, sources, [born, ...told], timestamps), asOf }
}
