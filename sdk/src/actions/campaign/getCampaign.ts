import { type Address, isAddressEqual, zeroAddress } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import { type CampaignEnd, type CampaignState, campaignEndNames, campaignStateNames } from '../../abis/enums.ts'
import type { ReadClient } from '../internal/client.ts'
import { readCampaignDeployment } from '../internal/deployment.ts'
import { type AsOf, type BlockRange, resolveRange } from '../internal/logs.ts'
import { read } from '../internal/read.ts'
import type { CampaignConfig, CampaignTerms } from '../types.ts'

export type GetCampaignParameters = Pick<BlockRange, 'fromBlock'> & {
  campaign: Address
  campaignFactory?: Address
}

/** Amounts are smallest units of its token. */
export type GetCampaignReturnType = {
  campaign: Address
  name: string
  uri: string
  agreementURI: string
  /** What it raises money for. */
  end: CampaignEnd
  state: CampaignState
  terms: CampaignTerms
  /** Pledged in all; refunds do not lower it. */
  raised: bigint
  /** Released to the supplier or the venture. */
  spent: bigint
  /** To pledgers, as refunds or surplus. */
  paidBack: bigint
  /** Pledgers that were not paid back yet. */
  unpaid: number
  isCancelled: boolean
  /** Where the machine is, or will be once it is bought; `undefined` for work in a venture. */
  machine: Address | undefined
  /** All it began with, the machine's rate card and split included. */
  config: CampaignConfig
  deployedAtBlock: bigint
  asOf: AsOf
}

/**
 * Returns what a campaign is, and where it stands.
 *
 * @example
 * const { name, state, raised, terms } = await getCampaign(client, { campaign })
 * @throws {ContractMissingError} no campaign at the address
 * @throws {CampaignUnknownError} another factory made it
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function getCampaign(
  client: ReadClient,
  { campaign, campaignFactory, fromBlock: from }: GetCampaignParameters,
): Promise<GetCampaignReturnType> {
  const contract = { abi: campaignAbi, address: campaign } as const
  const [terms, totals, state, machine, { fromBlock, asOf }] = await Promise.all([
    read(client, { ...contract, functionName: 'terms' }),
    read(client, { ...contract, functionName: 'totals' }),
    read(client, { ...contract, functionName: 'state' }),
    read(client, { ...contract, functionName: 'machine' }),
    resolveRange(client, { fromBlock: from }),
  ])
  const deployed = await readCampaignDeployment(client, { campaign, campaignFactory, fromBlock, asOf })
  const { config } = deployed.args
  const { raised, spent, paidBack, unpaid, isCancelled } = totals
  return {
    campaign,
    name: config.name,
    uri: config.uri,
    agreementURI: config.agreementURI,
    end: campaignEndNames[terms.end] ?? 'machine',
    state: campaignStateNames[state] ?? 'open',
    terms,
    raised,
    spent,
    paidBack,
    unpaid,
    isCancelled,
    machine: isAddressEqual(machine, zeroAddress) ? undefined : machine,
    config,
    deployedAtBlock: deployed.blockNumber,
    asOf,
  }
}
