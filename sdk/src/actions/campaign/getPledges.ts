import { type Address, isAddressEqual } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import type { ReadClient } from '../internal/client.ts'
import { mapConcurrently } from '../internal/concurrently.ts'
import { eventsOf, selectorOf } from '../internal/events.ts'
import { type AsOf, type BlockRange, readLogs, resolveRange } from '../internal/logs.ts'
import { PLACEHOLDER } from '../internal/positions.ts'
import { read } from '../internal/read.ts'

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

const EVENTS = ['Pledged', 'Unpledged', 'RefundToSet', 'Refunded'] as const

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
  for (const { eventName, args } of eventsOf(campaignAbi, EVENTS, logs)) {
    const { account } = args
    const known = pledges.get(account)
    if (eventName === 'Pledged') {
      const { pledged, refundTo, payer } = args
      // Whoever has acted as itself is no placeholder; of the others the chain knows.
      const isOpen = (known?.isPlaceholder ?? true) && !isAddressEqual(payer, account) && !isAddressEqual(refundTo, account)
      pledges.set(account, { account, pledged, refundTo, isPlaceholder: isOpen, paidBack: undefined })
    } else if (!known) continue
    else if (eventName === 'RefundToSet') Object.assign(known, { refundTo: args.refundTo, isPlaceholder: false })
    else if (eventName === 'Refunded') known.paidBack = args.amount
    else if (args.pledged === 0n) pledges.delete(account)
    else known.pledged = args.pledged
  }
  const found = await mapConcurrently([...pledges.values()], async (pledge) => {
    if (!pledge.isPlaceholder) return pledge
    const call = { abi: campaignAbi, address: campaign, functionName: 'positionOf', args: [pledge.account] } as const
    return { ...pledge, isPlaceholder: ((await read(client, call)).flags & PLACEHOLDER) !== 0 }
  })
  return { pledges: found, asOf }
}
