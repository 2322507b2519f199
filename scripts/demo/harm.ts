import type { Address, PrivateKeyAccount } from 'viem'
import { type PreparedTransaction, BaseError, sendAndWait } from '@open-value/sdk'
import { person } from './people.ts'
import { type Stage, balanceOf, claim, sell } from './stage.ts'

/** Of the sale that shows what everybody's share is worth. */
const NEXT_SALE = 1_000_000000n

/**
 * What people have, and would be paid, if there were a sale now: it takes place, all are paid, and the clock is turned back.
 * In smallest units of the demo's token, in their order.
 */
export async function stakesOf(stage: Stage, venture: { venture: Address }, people: readonly Address[]): Promise<bigint[]> {
  const { client } = stage
  const id = await client.snapshot()
  await sell(stage, venture, NEXT_SALE)
  for (const account of people) await claim(stage, venture, account, { kinds: KINDS })
  const balances = await Promise.all(people.map((account) => balanceOf(stage, account)))
  await client.revert({ id })
  return balances
}

/** What some have less than before, added up; nobody's gain makes good for another's loss. */
export function lossOf(before: readonly bigint[], after: readonly bigint[]): bigint {
  return before.reduce((loss, amount, i) => loss + (amount > (after[i] ?? 0n) ? amount - (after[i] ?? 0n) : 0n), 0n)
}

/**
 * Tries something the chain has to refuse.
 *
 * @throws {Error} it went through, or was refused for another reason
 */
export async function refused(
  { client }: Stage,
  error: string,
  call: PreparedTransaction,
  account: PrivateKeyAccount | Address = person('passer-by'),
) {
  try {
    await sendAndWait(client, call, { account })
  } catch (caught) {
    if (caught instanceof BaseError && caught.name === `${error}Error`) return
    throw caught
  }
  throw new Error(`It went through, and ${error} was expected.`)
}

const KINDS = [0, 1]
