import { type Address, isAddressEqual } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import type { ReadClient } from '../internal/client.ts'
import { eventsOf, selectorOf } from '../internal/events.ts'
import { type AsOf, type BlockRange, readLogs, resolveRange } from '../internal/logs.ts'

export type GetPledgesParameters = Pick<BlockRange, 'fromBlock'> & { campaign: Address }

/** Amounts are smallest units of the campaign's token. */
export type Pledge = {
  account: Address
  pledged: bigint
  refundTo: Address
  /** Nobody's wallet yet. */
  isPlaceholder: boolean
  /** What was paid back, refund or surplus; `undefined` before. */
  paidBack: bigint | undefined
}

export type GetPledgesReturnType = {
  /** All that stand, in the order of the first pledge of each account. */
  pledges: Pledge[]
  asOf: AsOf
}

const EVENTS = ['PlaceholderPledged', 'Pledged', 'Unpledged', 'RefundToSet', 'Refunded'] as const

/**
 * Returns who has pledged how much. Read from events, so that it can be many.
 *
 * @example
 * const { pledges, asOf } = await getPledges(client, { campaign })
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function getPledges(
  client: ReadClient,
  { campaign, fromBlock: from }: GetPledgesParameters,
): Promise<GetPledgesReturnType> {
  const { fromBlock, asOf } = await resolveRange(client, { fromBlock: from })
  const topics = [EVENTS.map((name) => selectorOf(campaignAbi, name))]
  const logs = await readLogs(client, [{ address: campaign, topics }], { fromBlock, toBlock: asOf.blockNumber })
  const pledges = new Map<Address, Pledge>()
  const placeholders = new Set<Address>()
  for (const { eventName, args } of eventsOf(campaignAbi, EVENTS, logs)) {
    const { account } = args
    const known = pledges.get(account)
    if (eventName === 'PlaceholderPledged') placeholders.add(account)
    else if (eventName === 'Pledged') {
      const { payer, pledged, refundTo } = args
      if (isAddressEqual(payer, account)) placeholders.delete(account)
      pledges.set(account, { account, pledged, refundTo, isPlaceholder: false, paidBack: undefined })
    } else if (!known) continue
    else if (eventName === 'Refunded') known.paidBack = args.amount
    else {
      // Whoever acts as itself is no placeholder.
      placeholders.delete(account)
      if (eventName === 'RefundToSet') known.refundTo = args.refundTo
      else if (args.pledged === 0n) pledges.delete(account)
      else known.pledged = args.pledged
    }
  }
  const found = [...pledges.values()].map((pledge) => ({ ...pledge, isPlaceholder: placeholders.has(pledge.account) }))
  return { pledges: found, asOf }
}
