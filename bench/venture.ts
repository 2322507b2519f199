import { ethers } from 'ethers'
import { openVenture } from './openVenture.ts'
import { BATCH, type Row, each, row } from './row.ts'
import { type Chain, gasOf } from './scenario.ts'

const SALE = 1_000_000_000n

/** What ventures cost: sales, claims, contributions, deployment. */
export async function measureVenture(chain: Chain): Promise<Row[]> {
  const { token, accounts } = chain
  const tokenAddress = await token.getAddress()
  const { deployed, address, venture, propose, accept } = await openVenture(chain)

  const people = Array.from({ length: 3 * BATCH - 1 }, (_, i) =>
    ethers.getAddress(ethers.dataSlice(ethers.id(`affiliate ${i}`), 12)),
  )
  const existing = [accounts.holder.address, ...people.slice(0, BATCH - 1)]
  const sell = () => gasOf(token.connect(accounts.customer).transfer(address, SALE))
  const claim = () => gasOf(venture.connect(accounts.stranger).claim(accounts.holder.address, [tokenAddress], [0], 0))

  // Warm-up, as after some months: points, a sale, a claim; every account that moves money has held some before.
  await gasOf(token.mint(accounts.customer.address, 10n ** 15n))
  await gasOf(token.mint(accounts.holder.address, 1n))
  await gasOf(token.mint(accounts.stranger.address, 1n))
  await accept(await propose(existing))
  await sell()
  await claim()
  await accept(await propose(existing))

  const bare = await gasOf(token.connect(accounts.customer).transfer(accounts.stranger.address, SALE))
  const saleErc20 = await sell()
  const sync = await gasOf(venture.connect(accounts.stranger).sync(tokenAddress))
  const claimed = await claim()
  await sell()
  const claimSync = await claim()
  const saleEth = await gasOf(accounts.customer.sendTransaction({ to: address, value: SALE }))
  const proposed = await propose(existing)
  const acceptExisting = await accept(proposed)
  const acceptNew = await accept(await propose(people.slice(-BATCH)))

  return [
    row(
      'sale-erc20',
      'sale: plain token transfer',
      saleErc20,
      Number(bare),
      Number(bare),
      `a bare transfer, ${bare} in this run`,
    ),
    row('sale-eth', 'sale: plain ETH transfer', saleEth, 24_000, 22_038, '21,000'),
    row('sync', 'distribute: 2 account lines + 1 equity', sync, 68_000, 60_000, 'Superfluid 257,002 (quoted)'),
    row('claim', 'claim: one token, one kind, distributed before', claimed, 70_000, 62_000, 'peers below'),
    row('claim-sync', 'claim that distributes first', claimSync, 98_000, 88_000, ''),
    row('propose-entry', `propose, each of ${BATCH}`, each(proposed.receipt.gasUsed), 2_500, 1_500, ''),
    row(
      'accept-existing',
      `accept, each of ${BATCH}, units held before`,
      each(acceptExisting.gasUsed),
      14_500,
      12_500,
      '10,000: two slots rewritten',
    ),
    row(
      'accept-new',
      `accept, each of ${BATCH}, new affiliates`,
      each(acceptNew.gasUsed),
      49_000,
      47_000,
      '44,200: two new slots',
    ),
    row('deploy', 'deploy: 4 kinds, 3 lines, 1 token, 1 steward', deployed.gasUsed, 480_000, 430_000, ''),
  ]
}
