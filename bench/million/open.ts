import { ethers } from 'ethers'
import { openVenture } from '../openVenture.ts'
import { type Chain, gasOf } from '../scenario.ts'
import { fewAffiliates, usersOf } from '../use.ts'
import { proposeLarge, stewardsOf } from './largeBatch.ts'
import type { LargeContents } from './tree.ts'

/** From the proposal until nobody can object any more, so that growth has no limit to keep. */
const AFTER_WINDOW = 3 * 86_400 + 1

/**
 * A venture of three stewards whose batch of these contents waits for them: nobody objected in time. Before that, its three
 * affiliates have sold and claimed, and so have `known` people, who hold units of kind 0.
 *
 * @param more Tokens that bring revenue, beside the first.
 */
export async function openWithBatch(
  chain: Chain,
  contents: LargeContents,
  { known = [], more = [], salt = '' }: { known?: readonly string[]; more?: readonly Chain['token'][]; salt?: string } = {},
) {
  const { token, accounts, networkHelpers } = chain
  const tokens = [token, ...more]
  const addresses = await Promise.all(tokens.map((each) => each.getAddress()))
  const stewards = stewardsOf(chain).map(({ address }) => address)
  const opened = await openVenture(chain, ethers.id([contents.root, ...addresses, salt].join()), { stewards, tokens: addresses })
  const users = await usersOf(chain, opened)

  const work = async () => {
    await opened.accept(await opened.propose(fewAffiliates(chain)))
    if (known.length > 0) await opened.accept(await opened.propose(known, undefined, () => 0))
  }
  await work()
  for (const [i, each] of tokens.entries()) {
    await gasOf(each.connect(accounts.customer).transfer(opened.address, 1_000_000_000n))
    await gasOf(opened.venture.connect(accounts.stranger).sync(addresses[i]!))
  }
  await users.claim()
  await work()

  const batch = await proposeLarge(chain, opened, contents)
  const proposedAt = await networkHelpers.time.latest()
  return { opened, users, batch, waitForWindow: () => networkHelpers.time.increaseTo(proposedAt + AFTER_WINDOW) }
}
