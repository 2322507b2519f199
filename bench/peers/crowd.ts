import { ethers } from 'ethers'
import type { PeerChain } from './chain.ts'
import { mined } from '../scenario.ts'

/** Payouts or contributions in one transaction, where they are batched. */
export const AT_ONCE = 100
/** Somebody who has held no token before costs more to pay. */
const NEW_AT_ONCE = 250

/** So many people, the same whoever pays them. */
export function people(count: number, name = 'recipient'): string[] {
  return Array.from({ length: count }, (_, i) => ethers.getAddress(ethers.dataSlice(ethers.id(`${name} ${i}`), 12)))
}

/** Share of a person, in no unit: 100 to 9,999. */
export const weightOf = (person: string): bigint => 100n + (BigInt(person) % 9_900n)

/** What each gets of an amount, rounded down. */
export function amountsOf(recipients: readonly string[], amount: bigint): bigint[] {
  const total = recipients.reduce((sum, person) => sum + weightOf(person), 0n)
  return recipients.map((person) => (amount * weightOf(person)) / total)
}

export function inBatches<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))
}

/** Everybody has held the token before they are paid. */
export async function makeHolders({ hh, token, tokenAddress, accounts }: PeerChain, recipients: readonly string[]) {
  const splitter = await hh.deployContract('PushSplitter', [accounts.founder.address])
  await mined(token.mint(await splitter.getAddress(), recipients.length))
  for (const batch of inBatches(recipients, NEW_AT_ONCE)) {
    await mined(
      splitter.connect(accounts.founder).push(
        tokenAddress,
        batch,
        batch.map(() => 1n),
      ),
    )
  }
}

/** Pays everybody and makes sure that everybody was paid. */
export async function payEveryone<T>({ token }: PeerChain, recipients: readonly string[], pay: () => Promise<T>): Promise<T> {
  const balances = () => Promise.all(recipients.map((person) => token.balanceOf(person)))
  const before = await balances()
  const result = await pay()
  const after = await balances()
  const unpaid = recipients.filter((_, i) => (after[i] ?? 0n) <= (before[i] ?? 0n))
  if (unpaid.length > 0) throw new Error(`${unpaid.length} of ${recipients.length} were not paid, ${unpaid[0]} is one of them.`)
  return result
}
