import type { Address } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import { sharedEquipmentAbi } from '../../abis/sharedEquipment.ts'
import type { ReadClient } from '../internal/client.ts'
import type { AsOf } from '../internal/logs.ts'
import { type MachineSource, type RateCard, rateCardOf, readMachine, stewardsOf } from '../internal/machines.ts'
import { PAYBACK_POOL } from '../internal/payback.ts'
import { read } from '../internal/read.ts'
import type { MachineConfig } from '../types.ts'

export type GetMachineParameters = MachineSource

/** Amounts are smallest units of its token, where nothing else is said. */
export type GetMachineReturnType = RateCard & {
  machine: Address
  /** Whose pledgers own it together. */
  campaign: Address
  name: string
  uri: string
  token: Address
  /** What its pledgers have pledged together. */
  goal: bigint
  /** Gets the infrastructure share. */
  network: Address
  /** Who holds it. */
  custodian: Address
  stewards: Address[]
  /** How its revenue is shared, and the windows of its invoices. */
  terms: MachineConfig['terms']
  payback: {
    /** What the supplier was paid. */
    spent: bigint
    /** What co-owners are paid back at most. */
    cap: bigint
    /** What their part has come to so far; what arrived and was not distributed yet left out. */
    repaid: bigint
    left: bigint
  }
  /** Money for maintenance, not spent yet, smallest units of each token. */
  maintenance: { token: Address; amount: bigint; isMuted: boolean }[]
  /** Whether the co-owners are paid back and it belongs to everyone. */
  isReleased: boolean
  /** Who decides now: the campaign, or the network's governor. */
  decider: Address
  asOf: AsOf
}

/**
 * Returns what a machine is: who holds it, what using it costs, how far its co-owners are paid back.
 *
 * @example
 * const { name, payback, scenarios } = await getMachine(client, { machine })
 * @throws {ContractMissingError} no machine at the address, or it was not bought yet
 * @throws {CampaignUnknownError} another factory made its campaign
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function getMachine(client: ReadClient, parameters: GetMachineParameters): Promise<GetMachineReturnType> {
  const { machine } = parameters
  const { birth, config, decisions, asOf } = await readMachine(client, parameters)
  const contract = { abi: sharedEquipmentAbi, address: machine } as const
  const [custodian, isReleased, decider, tokens, pool, { spent }] = await Promise.all([
    read(client, { ...contract, functionName: 'custodian' }),
    read(client, { ...contract, functionName: 'isReleased' }),
    read(client, { ...contract, functionName: 'decider' }),
    read(client, { ...contract, functionName: 'tokens' }),
    read(client, { ...contract, functionName: 'debtPool', args: [PAYBACK_POOL] }),
    read(client, { abi: campaignAbi, address: birth.campaign, functionName: 'totals' }),
  ])
  const maintenance = await Promise.all(
    tokens.map(async (token) => {
      const [amount, { muted }] = await Promise.all([
        read(client, { ...contract, functionName: 'maintenanceOf', args: [token] }),
        read(client, { ...contract, functionName: 'tokenBook', args: [token] }),
      ])
      return { token, amount, isMuted: muted }
    }),
  )
  return {
    machine,
    campaign: birth.campaign,
    name: config.name,
    uri: config.uri,
    token: birth.token,
    goal: birth.goal,
    network: birth.network,
    custodian,
    stewards: stewardsOf(config.machine, decisions),
    terms: birth.terms,
    ...rateCardOf(config.machine, decisions),
    payback: { spent, cap: pool.end, repaid: pool.repaid, left: pool.end - pool.repaid },
    maintenance,
    isReleased,
    decider,
    asOf,
  }
}
