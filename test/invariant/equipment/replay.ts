import type { Abi } from 'viem'
import { campaignAbi } from '../../../sdk/src/abis/campaign.ts'
import { campaignFactoryAbi } from '../../../sdk/src/abis/campaignFactory.ts'
import { sharedEquipmentAbi } from '../../../sdk/src/abis/sharedEquipment.ts'
import { decodeLog } from '../../../sdk/src/actions/internal/events.ts'
import { type DecodedEvent, describeDifference, replayCampaign, replayMachine } from '../../../sdk/src/model/index.ts'
import type { Log } from '../chain.ts'
import { campaignWord, machineWord } from './expected.ts'
import type { CampaignGhost, EquipmentWorld } from './world.ts'
type Fail = (id: string, problem: string | undefined | false) => void
type ChainLog = Log & { blockNumber: string; logIndex: string; transactionHash: string }

/** Rebuilds campaigns and machines from nothing but events, and holds every word against them once more. */
export async function replayAll(world: EquipmentWorld, fail: Fail): Promise<void> {
  const times = new Map<string, bigint>()
  for (const campaign of world.campaigns) {
    const events = await eventsOf(world, campaign, times)
    const { address, machine, view, machineView } = campaign
    const { model, differences } = machineView ? machineReplay(events, campaign) : replayCampaign(events, { campaign: address })
    fail('X1', differences.length !== 0 && `events of ${campaign.name}\n  ${differences.map(describeDifference).join('\n  ')}`)
    const replayed = { ...campaign, model }
    const names = view.names().filter((name) => view.textOf(name) !== campaignWord(replayed, name))
    const others = machineView?.names().filter((name) => {
      const replayed = model.inService ? machineWord(campaign, model.inService, name) : ''
      const word = machineView.textOf(name)
      // A claim that pays nothing copies the pledge without a word.
      const isCopied =
        name.startsWith('coOwner') && machineView.paid(name.slice(8)) === 0n && !machineView.isSettled(name.slice(8))
      return word !== replayed && !isCopied
    })
    const wrong = [...names, ...(others ?? [])]
    fail('X1', wrong.length !== 0 && `replay of ${campaign.name}, ${machine}\n  ${wrong.slice(0, 8).join('\n  ')}`)
  }
}

function machineReplay(events: readonly DecodedEvent[], { address, machine }: CampaignGhost) {
  const { campaign: model, differences } = replayMachine(events, { campaign: address, machine })
  return { model, differences }
}

/** What factory, campaign and machine have told, decoded as the SDK does. */
async function eventsOf(
  world: EquipmentWorld,
  { address, machine }: CampaignGhost,
  times: Map<string, bigint>,
): Promise<DecodedEvent[]> {
  const { chain, factory } = world
  const abis = new Map<string, Abi>([
    [factory, campaignFactoryAbi],
    [address, campaignAbi],
    [machine, sharedEquipmentAbi],
  ])
  const sources = [...abis.keys()].filter((source) => source !== '')
  const logs = (await chain.ask('eth_getLogs', { fromBlock: '0x0', toBlock: 'latest', address: sources })) as ChainLog[]
  const events: DecodedEvent[] = []
  for (const log of logs) {
    const source = log.address.toLowerCase()
    // The factory has made others too.
    if (source === factory && BigInt(log.topics[1] ?? 0) !== BigInt(address)) continue
    const decoded = decodeLog(abis.get(source) ?? [], log as unknown as Parameters<typeof decodeLog>[1])
    if (!decoded) continue
    events.push({
      blockNumber: BigInt(log.blockNumber),
      blockTimestamp: await timeOf(world, log.blockNumber, times),
      logIndex: Number(log.logIndex),
      address: source,
      transactionHash: log.transactionHash,
      eventName: decoded.eventName,
      args: decoded.args as DecodedEvent['args'],
    })
  }
  return events
}

async function timeOf({ chain }: EquipmentWorld, block: string, times: Map<string, bigint>): Promise<bigint> {
  let time = times.get(block)
  if (time === undefined) {
    const { timestamp } = (await chain.ask('eth_getBlockByNumber', block, false)) as { timestamp: string }
    times.set(block, (time = BigInt(timestamp)))
  }
  return time
}
