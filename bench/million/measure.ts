import { type Chain, gasOf } from '../scenario.ts'
import { measureUse } from '../use.ts'
import { acceptAttested, activate } from './largeBatch.ts'
import { openWithBatch } from './open.ts'
import { AFFILIATES, AT_ONCE, LEAVES } from './settings.ts'
import { type LargeContents, affiliateAt, millionLeaves } from './tree.ts'

/** Its affiliate claims. */
export const CLAIMED = 2
/** All over the tree, each in a word of the bitmap of its own. */
export const SCATTERED = Array.from({ length: AT_ONCE }, (_, i) => 7 + i * Math.floor(LEAVES / AT_ONCE))
/** Two in another word. */
export const [NEIGHBOUR, SINGLE] = [500_500, 500_501] as const

export const affiliateOf = (index: number) => affiliateAt(index % AFFILIATES)
/** Who holds units before their leaf is activated. */
export const KNOWN = [...SCATTERED, SINGLE].map(affiliateOf)

/** A large batch of these contents is accepted and a leaf of it activated, whose affiliate claims as others do. */
export async function measureBatch(chain: Chain, contents: LargeContents, known: readonly string[] = []) {
  const { opened, users, batch, waitForWindow } = await openWithBatch(chain, contents, { known })
  await waitForWindow()
  const { gasUsed: accept } = await acceptAttested(chain, opened, batch)
  await activate(chain, opened, batch, [CLAIMED])

  const account = affiliateOf(CLAIMED)
  await gasOf(chain.token.mint(account, 1n))
  await users.sell()
  await users.claim(account)
  const use = await measureUse(chain, opened)
  const claimActivated = await users.claim(account)
  return { opened, batch, accept, use, claimActivated }
}

export type MillionFigures = Awaited<ReturnType<typeof measureMillion>>

/** The same with a million affiliates, all of them in one batch of 2^20 leaves; and what it costs to activate those. */
export async function measureMillion(chain: Chain) {
  const { opened, batch, ...figures } = await measureBatch(chain, millionLeaves(), KNOWN)
  const gas = async (indices: readonly number[]) => (await activate(chain, opened, batch, indices)).gasUsed
  const batchNew = await gas(SCATTERED.map((index) => index + 1))
  const batchKnown = await gas(SCATTERED)
  const singleNew = await gas([NEIGHBOUR])
  const single = await gas([SINGLE])
  return { affiliates: AFFILIATES, ...figures, activate: { batchNew, batch: batchKnown, singleNew, single } }
}
