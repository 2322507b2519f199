import type { MillionFigures } from './million/measure.ts'
import { openVenture } from './openVenture.ts'
import { BATCH, type Row, each, note, row } from './row.ts'
import { type Chain, gasOf } from './scenario.ts'
import { fewAffiliates, measureUse, people, usersOf } from './use.ts'

/** Beside three. */
const MORE_PEOPLE = 3 * BATCH - 1

/**
 * What ventures cost: sales, claims, contributions, deployment.
 *
 * @param million The same acts in a venture of a million affiliates.
 */
export async function measureVenture(chain: Chain, million: MillionFigures): Promise<Row[]> {
  const { token, accounts } = chain
  const opened = await openVenture(chain)
  const { deployed, propose, accept } = opened
  const { sell, sellForEth, sync, claim } = await usersOf(chain, opened)

  // Warm-up, as after some months: points, a sale, a claim.
  const few = fewAffiliates(chain)
  await accept(await propose(few))
  await sell()
  await claim()

  const bare = await gasOf(token.connect(accounts.customer).transfer(accounts.stranger.address, 1_000_000_000n))
  const use = await measureUse(chain, opened)
  const saleEth = await sellForEth()
  const own = async () => {
    await sell()
    await sync()
    return claim(accounts.holder.address, accounts.holder)
  }
  const firstOwn = await own()
  const nextOwn = await own()

  const everybody = [...few, ...people(MORE_PEOPLE).slice(few.length - 1)]
  const existing = everybody.slice(0, BATCH)
  await accept(await propose(existing))
  const proposed = await propose(existing)
  const acceptExisting = await accept(proposed)
  const acceptNew = await accept(await propose(everybody.slice(-BATCH)))

  const { affiliates } = million
  const many = (gas: bigint) => ({ affiliates, gas })
  return [
    row(
      'sale-erc20',
      'sale: plain token transfer',
      use.sale,
      Number(bare),
      Number(bare),
      `a bare transfer, ${bare} in this run`,
      many(million.use.sale),
    ),
    row('sale-eth', 'sale: plain ETH transfer', saleEth, 24_000, 22_038, '21,000'),
    row(
      'sync',
      'distribute: 2 account lines + 1 equity',
      use.sync,
      68_000,
      60_000,
      'Superfluid 257,002 (quoted)',
      many(million.use.sync),
    ),
    row(
      'claim',
      'claim: one token, one kind, distributed before',
      use.claim,
      70_000,
      62_000,
      'peers below',
      many(million.use.claim),
    ),
    row('claim-sync', 'claim that distributes first', use.claimSync, 98_000, 88_000, '', many(million.use.claimSync)),
    note('claim-self', 'claim, sent by the account itself', nextOwn),
    note('claim-self-first', 'the first claim an account sends itself: it writes that somebody is there', firstOwn),
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
