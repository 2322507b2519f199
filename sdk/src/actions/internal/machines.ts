import { type Address, isAddressEqual } from 'viem'
import { sharedEquipmentAbi } from '../../abis/sharedEquipment.ts'
import { type CoOwnerDecision, decodeDecision } from '../campaign/decision.ts'
import type { MachineConfig, Material, Scenario } from '../types.ts'
import type { ReadClient } from './client.ts'
import { type CampaignDeployment, readCampaignDeployment } from './deployment.ts'
import { eventsOf, selectorOf } from './events.ts'
import { type AsOf, type BlockRange, readLogs, resolveRange } from './logs.ts'
import { read } from './read.ts'
import { textInWord } from './shortTexts.ts'

/** A sort of users and what an hour costs them. */
export type NamedScenario = Scenario & { id: number; name: string }

export type NamedMaterial = Material & {
  id: number
  name: string
  /** "kg". */
  unit: string
}

export type RateCard = {
  /** In the order of their ids, which begin at 0. */
  scenarios: NamedScenario[]
  materials: NamedMaterial[]
}

export type MachineSource = Pick<BlockRange, 'fromBlock'> & { machine: Address; campaignFactory?: Address }

/** What a machine began with, and what was decided about it since. */
export async function readMachine(client: ReadClient, { machine, campaignFactory, fromBlock: from }: MachineSource) {
  const birth = await read(client, { abi: sharedEquipmentAbi, address: machine, functionName: 'birth' })
  const { fromBlock, asOf } = await resolveRange(client, { fromBlock: from })
  const source = { campaign: birth.campaign, campaignFactory, fromBlock, asOf }
  const deployed: CampaignDeployment = await readCampaignDeployment(client, source)
  const decisions = await readDecisions(client, { machine, fromBlock, asOf })
  return { birth, config: deployed.args.config, decisions, asOf }
}

type Range = { machine: Address; fromBlock: bigint; asOf: AsOf }

async function readDecisions(client: ReadClient, { machine, fromBlock, asOf }: Range): Promise<CoOwnerDecision[]> {
  const topics = [selectorOf(sharedEquipmentAbi, 'DecisionEnacted')]
  const logs = await readLogs(client, [{ address: machine, topics }], { fromBlock, toBlock: asOf.blockNumber })
  return eventsOf(sharedEquipmentAbi, 'DecisionEnacted', logs).map(({ args }) => decodeDecision(args.action, args.data))
}

/** As it stands after the decisions. */
export function rateCardOf(config: MachineConfig, decisions: readonly CoOwnerDecision[]): RateCard {
  const scenarios = config.scenarios.map((scenario, id): NamedScenario => {
    return { id, name: textInWord(config.scenarioNames[id] ?? '0x'), ...scenario }
  })
  const materials = config.materials.map((material, id): NamedMaterial => {
    const [name, unit] = [config.materialNames[id] ?? '0x', config.materialUnits[id] ?? '0x'] as const
    return { id, name: textInWord(name), unit: textInWord(unit), ...material }
  })
  for (const decision of decisions) {
    const { type } = decision
    if (type === 'scenario') scenarios[decision.id] = { id: decision.id, name: decision.name, ...decision.scenario }
    if (type === 'material') {
      materials[decision.id] = { id: decision.id, name: decision.name, unit: decision.unit, ...decision.material }
    }
  }
  return { scenarios, materials }
}

/** Stewards of a machine after the decisions. */
export function stewardsOf(config: MachineConfig, decisions: readonly CoOwnerDecision[]): Address[] {
  return decisions.reduce<Address[]>(
    (stewards, decision) => {
      if (decision.type !== 'steward') return stewards
      const others = stewards.filter((steward) => !isAddressEqual(steward, decision.account))
      return decision.appointed ? [...others, decision.account] : others
    },
    [...new Set(config.stewards)],
  )
}
