import { type Address, getAddress, isAddressEqual } from 'viem'
import { type HistoryEvent, getEquation, getVentureEvents } from '@open-value/sdk'
import { unpackEntry } from '@open-value/sdk/batch'
import type { Context, OpenVenture } from './context.ts'

/** Everyone a venture may owe something: affiliates ever, and accounts of all equations. From its events. */
export async function creditorsOf(
  { client, contracts }: Context,
  { venture, config }: OpenVenture,
): Promise<{ accounts: Address[]; events: HistoryEvent[]; block: bigint }> {
  const { events, asOf } = await getVentureEvents(client, { ...contracts, venture })
  const { lines, remainder } = await getEquation(client, { ...contracts, venture })
  const accounts = new Set<Address>()
  const addAffiliates = (packed: readonly bigint[]) => {
    for (const { affiliate } of packed.map(unpackEntry)) {
      // In the name of the venture stand totals of large batches, until leaves tell whose they are.
      if (!isAddressEqual(affiliate, venture)) accounts.add(affiliate)
    }
  }
  for (const event of events) {
    if (event.eventName === 'UnitsAdded') addAffiliates(event.args.entries)
    if (event.eventName === 'UnitsActivated') addAffiliates(event.args.leaves)
    if (event.eventName === 'Claimed') accounts.add(getAddress(event.args.account))
  }
  for (const { account } of [...config.equation, ...lines])
    if (account && BigInt(account) !== 0n) accounts.add(getAddress(account))
  for (const account of [config.remainder, remainder]) accounts.add(getAddress(account))
  return { accounts: [...accounts], events, block: asOf.blockNumber }
}

/** Does the work for each, a few at a time. */
export async function eachOf<item, result>(
  items: readonly item[],
  work: (item: item) => Promise<result>,
  onDone = (_done: number) => {},
): Promise<result[]> {
  const results: result[] = new Array(items.length)
  let next = 0
  let done = 0
  const worker = async () => {
    for (let i = next++; i < items.length; i = next++) {
      results[i] = await work(items[i] as item)
      onDone(++done)
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
  return results
}
