import { type Address, getAddress } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import { campaignStateNames, proposalStatusNames } from '../../abis/enums.ts'
import { type CampaignAuditReport, type CampaignChainState, auditCampaign as auditEvents } from '../../model/campaign/audit.ts'
import { balanceOf } from '../internal/balances.ts'
import type { ReadClient } from '../internal/client.ts'
import { mapConcurrently } from '../internal/concurrently.ts'
import type { AsOf } from '../internal/logs.ts'
import { PAID_BACK, PLACEHOLDER } from '../internal/positions.ts'
import { read } from '../internal/read.ts'
import { type GetCampaignEventsParameters, getCampaignEvents } from './getCampaignEvents.ts'

export type AuditCampaignParameters = GetCampaignEventsParameters & {
  /** Accounts to compare besides those that have ever pledged. */
  accounts?: readonly Address[]
}

export type AuditCampaignReturnType = CampaignAuditReport & {
  /** Whose positions were compared. */
  accounts: Address[]
  asOf: AsOf
}

/**
 * Recomputes a campaign from its events, and compares every figure in them, and every figure of the chain, to the unit: totals,
 * positions, refunds, proposals; and whether it holds what it owes.
 *
 * @example
 * const { differences, figureCount } = await auditCampaign(client, { campaign })
 * @throws {LogsUnavailableError} the node gives no events
 * @throws {CampaignUnknownError} another factory made it
 */
export async function auditCampaign(
  client: ReadClient,
  { accounts: also = [], ...parameters }: AuditCampaignParameters,
): Promise<AuditCampaignReturnType> {
  const { events, asOf } = await getCampaignEvents(client, parameters)
  const pledgers = events.flatMap(({ eventName, args }) => (eventName === 'Pledged' ? [args.account] : []))
  const accounts = [...new Set([...pledgers, ...also].map((account) => getAddress(account)))]
  const chain = await readChain(client, { campaign: parameters.campaign, accounts, asOf })
  return { ...auditEvents(events, chain), accounts, asOf }
}

type Reading = { campaign: Address; accounts: readonly Address[]; asOf: AsOf }

/** All figures of one block. */
async function readChain(client: ReadClient, { campaign, accounts, asOf }: Reading): Promise<CampaignChainState> {
  const { blockNumber, timestamp } = asOf
  const contract = { abi: campaignAbi, address: campaign, blockNumber } as const
  const [{ token }, { raised, spent, paidBack, unpaid }, state, proposalCount] = await Promise.all([
    read(client, { ...contract, functionName: 'terms' }),
    read(client, { ...contract, functionName: 'totals' }),
    read(client, { ...contract, functionName: 'state' }),
    read(client, { ...contract, functionName: 'proposalCount' }),
  ])
  const ids = Array.from({ length: Number(proposalCount) }, (_, i) => BigInt(i + 1))
  const positions = await mapConcurrently(accounts, async (account) => {
    const args = [account] as const
    const { pledged, refundTo, flags } = await read(client, { ...contract, functionName: 'positionOf', args })
    const refundable = await read(client, { ...contract, functionName: 'refundOf', args })
    return {
      account,
      pledged,
      refundTo,
      isPaidBack: (flags & PAID_BACK) !== 0,
      isPlaceholder: (flags & PLACEHOLDER) !== 0,
      refundable,
    }
  })
  const proposals = await mapConcurrently(ids, async (id) => {
    const proposal = await read(client, { ...contract, functionName: 'proposalOf', args: [id] })
    return { ...proposal, status: proposalStatusNames[proposal.status] ?? 'none' }
  })
  return {
    campaign,
    timestamp,
    state: campaignStateNames[state],
    raised,
    spent,
    paidBack,
    unpaid,
    balance: await balanceOf(client, { holder: campaign, token, blockNumber }),
    positions,
    proposals,
  }
}
