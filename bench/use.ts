import { ethers } from 'ethers'
import type { OpenVenture } from './openVenture.ts'
import { type Chain, gasOf } from './scenario.ts'

const SALE = 1_000_000_000n
/** The fewest affiliates figures are of. */
export const FEW_AFFILIATES = 3

/** So many people, who stay the same. */
export const people = (count: number) =>
  Array.from({ length: count }, (_, i) => ethers.getAddress(ethers.dataSlice(ethers.id(`affiliate ${i}`), 12)))

/** The holder, whose claims are measured, and two more. */
export const fewAffiliates = ({ accounts }: Chain) => [accounts.holder.address, ...people(FEW_AFFILIATES - 1)]

/** What the customer and affiliates do in a venture; a stranger claims, unless an account says that it does itself. */
export async function usersOf(chain: Chain, { address, venture }: OpenVenture) {
  const { token, accounts } = chain
  const tokenAddress = await token.getAddress()
  return {
    sell: () => gasOf(token.connect(accounts.customer).transfer(address, SALE)),
    sellForEth: () => gasOf(accounts.customer.sendTransaction({ to: address, value: SALE })),
    sync: () => gasOf(venture.connect(accounts.stranger).sync(tokenAddress)),
    claim: (account = accounts.holder.address, sender = accounts.stranger) =>
      gasOf(venture.connect(sender).claim(account, [tokenAddress], [0], 0)),
  }
}

/** Money for the customer; everybody else has held some before. */
export async function fundPeople({ token, accounts }: Chain): Promise<void> {
  await gasOf(token.mint(accounts.customer.address, 10n ** 15n))
  for (const { address } of [accounts.holder, accounts.stranger]) await gasOf(token.mint(address, 1n))
}

export type UseFigures = Awaited<ReturnType<typeof measureUse>>

/** A sale, its distribution and claims, where all of that has happened before. */
export async function measureUse(chain: Chain, opened: OpenVenture) {
  const { sell, sync, claim } = await usersOf(chain, opened)
  const sale = await sell()
  const distribution = await sync()
  const claimed = await claim()
  await sell()
  return { sale, sync: distribution, claim: claimed, claimSync: await claim() }
}
