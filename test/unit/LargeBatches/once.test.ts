import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { type Large, type Leaf, ordinaryHeader, useLarge } from '../../utils/large.ts'
import { leaf } from '../../utils/leaf.ts'
import { coder, DESIGN, hashEntries, type Item, pack, packAll, Status, useWorld } from '../../utils/world.ts'

/** L1: a contribution is credited at most once per batch that was proposed, whatever the way it comes in. */
describe('LargeBatches.once', () => {
  const w = useWorld()
  const { make, propose, acceptRange, accept, enter, activate, activateAll, rest } = useLarge(w)
  const units = async (who: { address: string }) => w.venture.unitsOf(who.address, DESIGN)
  const items = (): Item[] => [
    { to: w.accounts.bob.address, quantity: 100 },
    { to: w.accounts.carol.address, quantity: 200 },
  ]
  const inAll = async () => (await w.venture.kindOf(DESIGN)).units

  leaf(
    'given a large batch was accepted',
    'when its header comes again, in whole or in part',
    'it is refused, and nothing is credited twice',
    async () => {
      const large = await enter(items())
      await activate(large)
      const { totals } = large.proposal
      await refuses(accept(large), 'BatchStatusWrong', [large.id, Status.Accepted, Status.Pending])
      await refuses(w.growth.acceptSilent(w.L, large.batch, totals, 0, 1, []), 'WindowOpen')
      await w.time.increaseTo((await w.ledger.batchState(large.id)).deadline)
      await refuses(w.growth.acceptSilent(w.L, large.batch, totals, 0, 1, []), 'BatchStatusWrong')
      await refuses(w.ledger.acceptResolved(large.batch, totals, 0, 1), 'BatchStatusWrong')
      await refuses(w.large.connect(w.accounts.alice).propose(w.L, large.proposal), 'BatchExists')
      await refuses(activate(large), 'LeafActivated')
      expect([await inAll(), await units(w.accounts.bob), await units(w.accounts.carol)]).to.deep.equal([300n, 100n, 200n])
    },
  )
  leaf(
    'given an ordinary batch was accepted',
    'when it is proposed and activated as a large one',
    'it is refused, or gives nothing',
    async () => {
      // 16 entries have 64 bytes of work days: those of this one are a root and a number of leaves.
      const { alice, bob, stranger } = w.accounts
      const forged = make([
        { to: stranger.address, quantity: 1000 },
        { to: stranger.address, quantity: 2000 },
      ])
      const { root, leaves, dataHash, nonce } = forged.proposal
      const entries = packAll(Array.from({ length: 16 }, (_, i) => ({ to: ethers.toBeHex(i + 1, 20), quantity: 10 })))
      const workDays = coder.encode(['bytes32', 'uint256'], [root, leaves])
      const header = { ...forged.header, totalsHash: hashEntries(entries), proposer: alice.address }
      await w.ledger
        .connect(alice)
        .propose({ entries, workDays, evidenceHash: dataHash, evidenceURI: '', task: ethers.ZeroHash, nonce })
      const batch = ordinaryHeader(header)
      const id = await w.large.batchId(header)
      const { status, large } = await w.ledger.batchState(id)
      expect([status, large], 'the ids are those of the same header').to.deep.equal([Status.Pending, false])
      await w.review.connect(w.accounts.steward).acceptAttested(w.L, batch, entries, 0, 16, w.by(w.accounts.steward))

      // Whoever can propose these entries as totals would have the same id: nobody can.
      const asTotals = { ...forged.proposal, totals: entries }
      await refuses(w.large.connect(alice).propose(w.L, asTotals), 'LargeTotalNotVenture')
      const before = await inAll()
      const forgedLarge = { ...forged, header, id }
      await refuses(activate(forgedLarge), 'RecordWrong', [id, DESIGN])
      await refuses(w.large.activate(w.L, header, [1000n], forged.leaves), 'RecordWrong', [id, DESIGN])
      await refuses(w.large.closeRest(w.L, { ...header, leaves: 0n }, [DESIGN], [[1000n]]), 'RecordWrong')
      expect([await units(stranger), await units(bob), await inAll()]).to.deep.equal([0n, 0n, before])
    },
  )
  leaf('given the same leaves stand in two batches', 'it credits them once in each', async () => {
    const { bob } = w.accounts
    const [one, two] = [await enter(items()), await enter(items())]
    expect(one.header.root).to.equal(two.header.root)
    await activate(one)
    expect([await units(bob), await rest(two)]).to.deep.equal([100n, 300n])
    await activate(two)
    expect([await units(bob), await inAll()]).to.deep.equal([200n, 600n])
    await refuses(activate(one), 'LeafActivated')
    await refuses(activate(two), 'LeafActivated')
  })
  leaf('given the totals are proposed as entries', 'it reverts with EntryAffiliateInvalid', async () => {
    const large = await propose(items())
    const { totals } = large.proposal
    const proposal = { ...(await w.batch(totals)).proposal, entries: totals }
    await refuses(w.ledger.connect(w.accounts.alice).propose(proposal), 'EntryAffiliateInvalid', [0, w.V])
  })
  leaf('given one contribution comes in a batch, in ranges and behind a root', 'it is credited once per batch', async () => {
    const { bob, carol } = w.accounts
    const ordinary = await w.propose(items())
    await w.acceptRange(ordinary, 0, 1)
    await refuses(w.acceptRange(ordinary, 0, 1), 'BatchRangeTaken', [ordinary.id, 0, 1])
    await refuses(w.acceptRange(ordinary, 0, 2), 'BatchRangeTaken', [ordinary.id, 0, 2])
    await w.acceptRange(ordinary, 1, 2)
    await refuses(w.acceptRange(ordinary, 1, 2), 'BatchStatusWrong', [ordinary.id, Status.Accepted])
    expect([await units(bob), await units(carol)]).to.deep.equal([100n, 200n])

    const large = await propose(items().concat({ to: bob.address, kind: 1, quantity: 10 }))
    const range = (first: number, end: number) => acceptRange(large, first, end)
    await range(0, 1)
    await refuses(range(0, 1), 'BatchRangeTaken', [large.id, 0, 1])
    await refuses(range(0, 2), 'BatchRangeTaken', [large.id, 0, 2])
    await range(1, 2)
    await refuses(range(1, 2), 'BatchStatusWrong', [large.id, Status.Accepted])
    await activate(large)
    expect([await units(bob), await units(carol), await inAll()]).to.deep.equal([200n, 400n, 600n])
  })
  leaf('given any order of activations', 'it never gives more than the total', async () => {
    const quantities = [7, 1, 30, 12, 5, 5, 40, 2]
    const sum = quantities.reduce((a, b) => a + b, 0)
    const people = quantities.map((_, i) => ethers.getAddress(ethers.toBeHex(0x1000 + i, 20)))
    let seed = 5n
    const random = (below: number) =>
      Number((seed = (seed * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n) >> 33n) % below
    for (const total of [1, sum - 1, sum, sum + 1, 2 * sum]) {
      const before = await Promise.all(people.map((address) => units({ address })))
      const large: Large = await enter(
        quantities.map((quantity, i) => ({ to: people[i] as string, quantity })),
        { totals: [pack({ to: w.V, quantity: total })] },
      )
      const waiting = quantities.map((_, i) => i)
      let given = 0n
      while (waiting.length > 0) {
        const now = Array.from({ length: 1 + random(3) }, () => waiting.splice(random(waiting.length), 1)).flat()
        const asked = now.map((i) => (large.leaves[i] as Leaf).quantity).reduce((a, b) => a + b)
        const left = await rest(large)
        await activate(large, now)
        given += asked < left ? asked : left
        expect(await rest(large)).to.equal(BigInt(total) - given)
      }
      const after = await Promise.all(people.map((address) => units({ address })))
      const got = after.map((value, i) => value - (before[i] as bigint)).reduce((a, b) => a + b)
      expect(got).to.equal(BigInt(Math.min(total, sum)))
      expect(got + (await rest(large))).to.equal(BigInt(total))
    }
  })
})
