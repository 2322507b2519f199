import { type Address, isAddressEqual } from 'viem'
import { ventureLensAbi } from '../../abis/ventureLens.ts'
import type { ReadClient } from './client.ts'
import { isCloneOf } from './clones.ts'
import { mapConcurrently } from './concurrently.ts'
import { read } from './read.ts'

/** Ventures, and for each of them those its equation pays, in the order of its lines. */
export type Upstream = ReadonlyMap<Address, readonly Address[]>

type Reading = {
  venture: Address
  /** So many ventures in a row are followed. */
  maxDepth: number
  lens: Address
  ventureImplementation: Address
}

/**
 * Follows the account lines and the remainder of the equation in force, wherever they are ventures, and theirs in turn.
 *
 * @returns `notFollowed` are ventures beyond `maxDepth`.
 */
export async function readUpstream(
  client: ReadClient,
  { venture, maxDepth, lens, ventureImplementation }: Reading,
): Promise<{ upstream: Upstream; notFollowed: Address[] }> {
  const upstream = new Map<Address, Address[]>()
  const isVenture = new Map<Address, boolean>([[venture, true]])
  let level: Address[] = [venture]
  for (let depth = 0; depth < maxDepth && level.length > 0; depth++) {
    const found = await mapConcurrently(level, async (paying) => {
      const accounts = await payeesOf(client, lens, paying)
      const unknown = accounts.filter((account) => !isVenture.has(account))
      await mapConcurrently(unknown, async (account) =>
        isVenture.set(account, await isCloneOf(client, account, ventureImplementation)),
      )
      return accounts.filter((account) => isVenture.get(account))
    })
    level.forEach((paying, i) => upstream.set(paying, found[i] ?? []))
    level = [...new Set(found.flat())].filter((account) => !upstream.has(account))
  }
  return { upstream, notFollowed: level }
}

async function payeesOf(client: ReadClient, lens: Address, venture: Address): Promise<Address[]> {
  const [, lines, remainder] = await read(client, {
    abi: ventureLensAbi,
    address: lens,
    functionName: 'equation',
    args: [venture],
  })
  const accounts = [...lines.filter(({ pool }) => pool === 0).map(({ account }) => account), remainder]
  return [...new Set(accounts)].filter((account) => !isAddressEqual(account, venture))
}

/** A payment of one venture to another it names. */
export type Hop = { venture: Address; account: Address }

/**
 * Payments in an order in which each venture has got what others owe it before it pays on. Where ventures name each other in a
 * circle, each still pays once: what comes round to one that has paid waits there for the next time.
 */
export function orderHops(start: Address, upstream: Upstream): { hops: Hop[]; cycles: Address[][] } {
  const done: Address[] = []
  const way: Address[] = []
  const cycles: Address[][] = []
  const visit = (venture: Address) => {
    if (way.includes(venture)) cycles.push(way.slice(way.indexOf(venture)))
    if (way.includes(venture) || done.includes(venture)) return
    way.push(venture)
    for (const account of upstream.get(venture) ?? []) visit(account)
    way.pop()
    done.push(venture)
  }
  visit(start)
  const hops = done.reverse().flatMap((venture) => (upstream.get(venture) ?? []).map((account) => ({ venture, account })))
  return { hops, cycles }
}
