import { CLAIMED, KNOWN, NEIGHBOUR, SCATTERED, SINGLE, affiliateOf } from '../million/measure.ts'
import { acceptAttested, activate } from '../million/largeBatch.ts'
import { openWithBatch } from '../million/open.ts'
import { AFFILIATES, AT_ONCE, LEAVES } from '../million/settings.ts'
import { millionLeaves } from '../million/tree.ts'
import { number } from '../pages/format.ts'
import { type PeerChain, costOf } from './chain.ts'
import { makeHolders, payEveryone } from './crowd.ts'
import { measureUse } from './ours.ts'
import { type MeasuredRow, peerRow } from './row.ts'

/** A venture of a million affiliates, all of them in one large batch: whoever is paid has their leaf activated, and no more units. */
export async function measureOursAtAMillion(chain: PeerChain): Promise<MeasuredRow[]> {
  const { opened, users, batch, waitForWindow } = await openWithBatch(chain, millionLeaves(), { known: KNOWN })
  await waitForWindow()
  const accepted = await acceptAttested(chain, opened, batch)
  await activate(chain, opened, batch, [CLAIMED])

  const person = affiliateOf(CLAIMED)
  await makeHolders(chain, [person])
  await users.sell()
  await payEveryone(chain, [person], () => users.claim(person))
  const used = await measureUse(chain, opened, { count: AFFILIATES, person, kind: 0 })

  const costOfLeaves = async (indices: readonly number[]) => costOf(chain, [await activate(chain, opened, batch, indices)])
  await costOfLeaves([NEIGHBOUR, ...SCATTERED.map((index) => index + 1)])
  const single = await costOfLeaves([SINGLE])
  const fifty = await costOfLeaves(SCATTERED)
  return [
    ...used,
    peerRow(
      'ours',
      'record',
      AFFILIATES,
      `${number(LEAVES)} contributions of ${number(AFFILIATES)} people proposed as one large batch and accepted by two stewards`,
      await costOf(chain, [batch.receipt, accepted]),
    ),
    peerRow('ours', 'activation', AFFILIATES, 'a leaf of that batch: units held before', single),
    peerRow('ours-fifty', 'activation', AFFILIATES, `${AT_ONCE} leaves, scattered over the batch: units held before`, fifty),
  ]
}
