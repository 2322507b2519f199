import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { mined } from '../scenario.ts'
import { type PeerChain, SALE, costOf } from './chain.ts'
import { AT_ONCE, amountsOf, inBatches, makeHolders, payEveryone, people } from './crowd.ts'
import { type Act, type Cost, type MeasuredRow, peerRow } from './row.ts'

/** Its owner opens a round with a root of amounts worked out elsewhere; everybody claims by a proof, each round anew. */
export async function measureMerkleDistributor(chain: PeerChain, count: number): Promise<MeasuredRow[]> {
  const { hh, accounts, tokenAddress, callBatch, sell } = chain
  const recipients = people(count)
  const distributor = await hh.deployContract('MerkleDistributor', [tokenAddress, accounts.founder.address])
  const address = await distributor.getAddress()
  await makeHolders(chain, recipients)

  const amounts = amountsOf(recipients, SALE)
  const tree = StandardMerkleTree.of(
    recipients.map((person, i) => [i, person, amounts[i]]),
    ['uint256', 'address', 'uint256'],
  )
  const claimOf = (round: number, i: number): [number, number, string, bigint, string[]] => [
    round,
    i,
    recipients[i]!,
    amounts[i]!,
    tree.getProof(i),
  ]
  const open = (round: number) => mined(distributor.connect(accounts.founder).open(round, tree.root))
  const claim = (round: number, i: number) => mined(distributor.connect(accounts.stranger).claim(...claimOf(round, i)))

  await open(1)
  await sell(address)
  const sale = await costOf(chain, [await sell(address)])
  const distribution = await costOf(chain, [await open(2)])
  await claim(2, 1)
  const claimed = await payEveryone(chain, [recipients[0]!], () => claim(2, 0))

  await sell(address)
  const opened = await open(3)
  const paid = await payEveryone(chain, recipients, async () => {
    const receipts = []
    const calls = recipients.map((_, i) => distributor.interface.encodeFunctionData('claim', claimOf(3, i)))
    for (const batch of inBatches(calls, AT_ONCE)) {
      receipts.push(await mined(callBatch.connect(accounts.stranger).run(batch.map((data) => ({ target: address, data })))))
    }
    return receipts
  })

  const row = (act: Act, what: string, cost: Cost) => peerRow('peer-merkle-distributor', act, count, what, cost)
  return [
    row('sale', 'a token transfer to the distributor', sale),
    row('distribution', 'the root of another round; publishing what is in it not counted', distribution),
    row(
      'claim',
      'a claim by proof, where a neighbour in the same word of the bitmap claimed before',
      await costOf(chain, [claimed]),
    ),
    row(
      'everyone',
      `the root of a round and a claim for each, in batches of up to ${AT_ONCE}`,
      await costOf(chain, [opened, ...paid]),
    ),
  ]
}
