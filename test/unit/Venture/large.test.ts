import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { CASH, DAY, DESIGN, EQUITY, ETH, packAll, REVIEW, useWorld, type World } from '../../utils/world.ts'

const BATCH = ethers.id('large batch')

/** Enters the totals of a large batch as its ledger would. */
const enter = async (w: World, totals: { kind: number; quantity: number }[], batch = BATCH) =>
  w.venture.connect(await w.as(w.L)).addUnits(batch, packAll(totals.map((total) => ({ ...total, to: w.V }))))

/** Its record of a kind, as the venture told it; nothing but a total of 0 without one. */
const recordOf = async (w: World, kind: number, batch = BATCH, venture = w.venture) => {
  const [added] = await venture.queryFilter(venture.filters.TotalAdded(batch, kind))
  return added ? [...added.args.record] : [0n]
}

/** What is left of a total. */
const restOf = async (w: World, kind = DESIGN, batch = BATCH, venture = w.venture) =>
  ((await recordOf(w, kind, batch, venture)).at(-1) ?? 0n) - (await venture.activatedOf(batch, kind)).units

type Leaf = { to: { address: string }; quantity: number; kind?: number }
const activate = async (w: World, leaves: Leaf[], batch = BATCH) =>
  w.venture
    .connect(await w.as(w.L))
    .activate(
      batch,
      await recordOf(w, leaves[0]?.kind ?? DESIGN, batch),
      packAll(leaves.map((each) => ({ ...each, to: each.to.address }))),
    )

const closeRest = async (w: World, kind = DESIGN, batch = BATCH) =>
  w.venture.connect(await w.as(w.L)).closeRest(batch, kind, await recordOf(w, kind, batch))

const units = (w: World, account: { address: string }, kind = DESIGN) => w.venture.unitsOf(account.address, kind)
const points = async (w: World) => (await w.venture.equityPool(EQUITY)).points

/** Bob holds 100 of Design, then came 1000, of which 950 reached the pool, then a large batch of 300. */
const late = async (w: World) => {
  await w.give({ to: w.accounts.bob.address, quantity: 100 })
  await w.sale(1000)
  await enter(w, [{ kind: DESIGN, quantity: 300 }])
}

describe('Venture.activate', () => {
  const w = useWorld(late)
  leaf('when the caller is not the ledger', 'it reverts with LedgerOnly', () =>
    refuses(w.venture.activate(BATCH, [], []), 'LedgerOnly', [w.accounts.founder.address, w.L]),
  )
  leaf('when they say more than is left', 'it reverts with UnitsInsufficient', async () => {
    const { alice, carol } = w.accounts
    await refuses(activate(w, [{ to: alice, quantity: 301 }]), 'UnitsInsufficient', [w.V, DESIGN, 300, 301])
    await activate(w, [{ to: alice, quantity: 200 }])
    const both = [
      { to: alice, quantity: 60 },
      { to: carol, quantity: 41 },
    ]
    await refuses(activate(w, both), 'UnitsInsufficient', [w.V, DESIGN, 100, 101])
  })
  leaf('when they are of a kind or a batch without a total', 'it reverts with RecordWrong', async () => {
    const { alice } = w.accounts
    await refuses(activate(w, [{ to: alice, quantity: 1, kind: REVIEW }]), 'RecordWrong', [BATCH, REVIEW])
    const other = ethers.id('another batch')
    await refuses(activate(w, [{ to: alice, quantity: 1 }], other), 'RecordWrong', [other, DESIGN])
    await refuses(activate(w, [{ to: alice, quantity: 1, kind: CASH }]), 'RecordWrong', [BATCH, CASH])
  })
  leaf('when they are within the total', 'it gives them their units and emits UnitsActivated', async () => {
    const { alice, carol } = w.accounts
    const before = [await points(w), (await w.venture.kindOf(DESIGN)).units]
    const leaves = [
      { to: alice, quantity: 100 },
      { to: carol, quantity: 50 },
    ]
    const packed = packAll(leaves.map((each) => ({ ...each, to: each.to.address })))
    await expect(activate(w, leaves)).to.emit(w.venture, 'UnitsActivated').withArgs(BATCH, packed)
    expect([await units(w, alice), await units(w, carol), await restOf(w)]).to.deep.equal([100n, 50n, 150n])
    expect([await points(w), (await w.venture.kindOf(DESIGN)).units], 'they counted already').to.deep.equal(before)
  })
  leaf('given revenue before the batch and after it', 'it shares in what came after, whenever it is activated', async () => {
    const { alice, bob, carol } = w.accounts
    await activate(w, [{ to: alice, quantity: 100 }])
    await w.sale(1000)
    await activate(w, [{ to: carol, quantity: 100 }])
    const owed = [await w.owed(alice), await w.owed(carol), await w.owed(bob)]
    // A quarter of 950 each; bob had 949 and a fraction alone.
    expect(owed).to.deep.equal([237n, 237n, 1187n])
    await w.venture.claim(carol.address, [w.T], [DESIGN], 0)
    await activate(w, [{ to: carol, quantity: 100 }])
    expect([await w.owed(carol), await w.token.balanceOf(carol.address)]).to.deep.equal([237n, 237n])
  })
  leaf('given revenue in a token that had brought nothing before the batch', 'it shares in all of it', async () => {
    await w.accounts.customer.sendTransaction({ to: w.V, value: 1000 })
    await w.venture.sync(ETH)
    await activate(w, [{ to: w.accounts.alice, quantity: 100 }])
    expect(await w.owed(w.accounts.alice, [DESIGN], ETH)).to.equal(237n)
  })
  leaf('given revenue that just arrived', 'it counts as well', async () => {
    await w.token.mint(w.V, 1000)
    await activate(w, [{ to: w.accounts.alice, quantity: 100 }])
    expect(await w.owed(w.accounts.alice)).to.equal(237n)
  })
})

describe('Venture.closeRest', () => {
  const w = useWorld(late)
  leaf('when the caller is not the ledger', 'it reverts with LedgerOnly', () =>
    refuses(w.venture.closeRest(BATCH, DESIGN, []), 'LedgerOnly', [w.accounts.founder.address, w.L]),
  )
  leaf('given it earned nothing', 'its points leave the pool and it emits RestClosed', async () => {
    await activate(w, [{ to: w.accounts.alice, quantity: 100 }])
    await expect(closeRest(w)).to.emit(w.venture, 'RestClosed').withArgs(BATCH, DESIGN, 200)
    expect([await points(w), (await w.venture.kindOf(DESIGN)).units]).to.deep.equal([8000n, 200n])
    expect(await restOf(w)).to.equal(0n)
    await refuses(activate(w, [{ to: w.accounts.alice, quantity: 1 }]), 'UnitsInsufficient', [w.V, DESIGN, 0, 1])
  })
  leaf('given it earned something', 'what it earned goes to the points that stay', async () => {
    await activate(w, [{ to: w.accounts.alice, quantity: 100 }])
    await w.sale(1000)
    await w.token.mint(w.V, 800)
    await closeRest(w)
    const { accounted } = await w.venture.tokenBook(w.T)
    // 950 and 760 by 400 units: alice and bob have 427.5 each, and share what the rest has, 855 rounded down.
    expect([await w.owed(w.accounts.alice), await w.owed(w.accounts.bob)]).to.deep.equal([854n, 1804n])
    expect(accounted).to.equal(2800n)
  })
  leaf('given no points stay', 'what it earned is parked for those who come', async () => {
    const { alice, bob } = w.accounts
    await w.ledger.connect(bob).reduceOwnUnits(bob.address, DESIGN, 100)
    await w.sale(1000)
    await expect(closeRest(w)).to.emit(w.venture, 'Parked').withArgs(EQUITY, w.T, 949, 949)
    await w.give({ to: alice.address, quantity: 1 })
    await w.venture.sync(w.T)
    expect([await w.owed(alice), await w.owed(bob)]).to.deep.equal([948n, 949n])
  })
  leaf('given the kind was re-weighed meanwhile', 'it takes out what it weighs now', async () => {
    await w.change(4, ethers.AbiCoder.defaultAbiCoder().encode(['uint8', 'uint32'], [DESIGN, 80]))
    await w.sale(1000)
    await closeRest(w)
    expect(await points(w)).to.equal(8000n)
    // 950 by 400 units of 80: what the rest had of it is bob's.
    expect(await w.owed(w.accounts.bob)).to.equal(1899n)
  })
})

describe('Venture.activatedOf', () => {
  const w = useWorld(late)
  leaf('it is what leaves took of the total of a kind, and how many they are', async () => {
    await enter(w, [{ kind: REVIEW, quantity: 7 }], ethers.id('second'))
    const rests = [restOf(w), restOf(w, REVIEW), restOf(w, REVIEW, ethers.id('second'))]
    expect(await Promise.all(rests)).to.deep.equal([300n, 0n, 7n])
    await activate(w, [{ to: w.accounts.alice, quantity: 120 }])
    expect(await w.venture.activatedOf(BATCH, DESIGN)).to.deep.equal([120n, 1n])
    expect(await units(w, { address: w.V })).to.equal(0n)
  })
  leaf('given a pool that opens later', 'its total opens it', async () => {
    const later = await w.deploy(
      w.config((config) => (config.pools[0]!.openingPeriod = DAY)),
      ethers.id('later'),
    )
    const ledger = later.venture.connect(await w.as(later.L))
    await ledger.addUnits(BATCH, packAll([{ to: later.V, quantity: 300 }]))
    expect((await later.venture.equityPool(EQUITY)).opensAt).to.equal(BigInt((await w.time.latest()) + DAY))
    expect(await restOf(w, DESIGN, BATCH, later.venture)).to.equal(300n)
  })
})
