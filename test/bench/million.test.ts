import { expect } from 'chai'
import { getAddress, isAddress } from 'viem'
import { verifyLargeProof } from '@open-value/sdk/batch'
import { acceptAttested, activate } from '../../bench/million/largeBatch.ts'
import { AT_ONCE, LEAVES } from '../../bench/million/settings.ts'
import { KNOWN, NEIGHBOUR, SCATTERED, SINGLE } from '../../bench/million/measure.ts'
import { openWithBatch } from '../../bench/million/open.ts'
import { affiliateAt, contentsOf, leafAt, millionLeaves } from '../../bench/million/tree.ts'
import { createChain } from '../../bench/scenario.ts'
import { fundPeople } from '../../bench/use.ts'

describe('a million in the benchmark', () => {
  it('have addresses of their own', () => {
    const some = Array.from({ length: 2_000 }, (_, i) => affiliateAt(i * 499))
    expect(some.every((address) => isAddress(address))).to.equal(true)
    expect(new Set(some.map((address) => getAddress(address))).size).to.equal(some.length)
  })

  it('are proved by 20 hashes each', () => {
    const million = millionLeaves()
    for (const index of [0, SINGLE, LEAVES - 1]) {
      const { proof, ...leaf } = million.prove(index)
      expect(proof.length).to.equal(20)
      expect(verifyLargeProof(million.root, leaf, proof)).to.equal(true)
    }
    expect(million.leaves).to.equal(2 ** 20)
    expect(million.totals.length).to.equal(1)
  })

  it('are activated in words of the bitmap that nothing but a neighbour touched', () => {
    const word = (index: number) => Math.floor(index / 256)
    const words = [...SCATTERED, SINGLE].map(word)
    expect(new Set(words).size).to.equal(AT_ONCE + 1)
    expect(SCATTERED.map((index) => word(index + 1))).to.deep.equal(SCATTERED.map(word))
    expect(word(NEIGHBOUR)).to.equal(word(SINGLE))
    expect(new Set(KNOWN).size).to.equal(KNOWN.length)
  })

  it('get their units when their leaf is activated, which the venture has counted before', async () => {
    const chain = await createChain()
    await fundPeople(chain)
    const leaves = [0, 1, 2].map((index) => leafAt(index, index, 0))
    const { opened, batch, waitForWindow } = await openWithBatch(
      chain,
      contentsOf(3, (index) => leaves[index]!),
    )
    const { venture } = opened
    const before = (await venture.kindOf(0)).units
    await waitForWindow()
    await acceptAttested(chain, opened, batch)
    const total = leaves.reduce((sum, { quantity }) => sum + quantity, 0n)
    expect((await venture.kindOf(0)).units).to.equal(before + total)
    expect(await venture.unitsOf(leaves[1]!.affiliate, 0)).to.equal(0n)
    await activate(chain, opened, batch, [1])
    expect(await venture.unitsOf(leaves[1]!.affiliate, 0)).to.equal(leaves[1]!.quantity)
    expect((await venture.kindOf(0)).units).to.equal(before + total)
  })
})
