import type { Address } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import { campaignFactoryAbi } from '../../abis/campaignFactory.ts'
import { sharedEquipmentAbi } from '../../abis/sharedEquipment.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { ReadClient } from '../internal/client.ts'
import { readCampaignDeployment } from '../internal/deployment.ts'
import { type EventOf, type Sources, decodeHistory } from '../internal/history.ts'
import { type AsOf, type BlockRange, readLogs, resolveRange } from '../internal/logs.ts'
import { read } from '../internal/read.ts'

export type GetMachineEventsParameters = BlockRange & {
  machine: Address
  campaignFactory?: Address
  /** Whether each event comes with its time; costs a request per block where the node doesn't send it along. Default: yes. */
  timestamps?: boolean
}

export type GetMachineEventsReturnType = {
  /** In the order they happened. */
  events: MachineHistoryEvent[]
  asOf: AsOf
}

type Abis = {
  machine: typeof sharedEquipmentAbi
  campaign: typeof campaignAbi
  campaignFactory: typeof campaignFactoryAbi
}

/** Something that happened to a machine or its campaign: `source` and `eventName` tell what `args` are. */
export type MachineHistoryEvent = EventOf<Abis>

/**
 * Returns everything that ever happened to a machine, and to its campaign, which tells who its co-owners are and what they
 * decide: decoded and in order. Read in chunks, so that plain RPC is enough.
 *
 * @example
 * const { events } = await getMachineEvents(client, { machine })
 * const uses = events.filter((event) => event.eventName === 'UseLogged')
 * @throws {LogsUnavailableError} the node gives no events
 * @throws {ContractMissingError} no machine at the address, or it was not bought yet
 * @throws {CampaignUnknownError} another factory made its campaign
 */
export async function getMachineEvents(
  client: ReadClient,
  { machine, campaignFactory = addresses.campaignFactory, timestamps = true, ...range }: GetMachineEventsParameters,
): Promise<GetMachineEventsReturnType> {
  const { campaign } = await read(client, { abi: sharedEquipmentAbi, address: machine, functionName: 'birth' })
  const { fromBlock, asOf } = await resolveRange(client, range)
  const { log: born } = await readCampaignDeployment(client, { campaign, campaignFactory, fromBlock, asOf })
  const told = await readLogs(client, [{ address: [machine, campaign] }], { fromBlock, toBlock: asOf.blockNumber })
  const sources: Sources<Abis> = {
    machine: { abi: sharedEquipmentAbi, address: machine },
    campaign: { abi: campaignAbi, address: campaign },
    campaignFactory: { abi: campaignFactoryAbi, address: campaignFactory },
  }
  return { events: await decodeHistory(client, sources, [born, ...told], timestamps), asOf }
}
