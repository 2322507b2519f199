import { expect } from 'chai'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { type Batch, CASH, Change, coder, DAY, DESIGN, EQUITY, useWorld, type World } from '../../utils/world.ts'

const bar = (w: World, account: { address: string }) =>
  w.change(Change.Bar, coder.encode(['address', 'bool'], [account.address, true]))

const silent = (w: World, { header, entries, size }: Batch, kinds: number[] = [], first = 0, end = size) =>
  w.growth.connect(w.accounts.stranger).acceptSilent(w.L, header, entries, first, end, kinds)

const pass = async (w: World, batch: Batch) => w.time.increaseTo(await w.windowEnd(batch))

const units = async (w: World, account: { address: string }) => Number(await w.venture.unitsOf(account.address, DESIGN))

describe('GrowthBoard.acceptSilent', () => {
  // Points of 2,500 x 40 = 100,000: a window takes 40,000, a quarter of it is 10,000.
  const w = useWorld(async (world) => {
    await world.give({ to: world.accounts.carol.address, quantity: 2500 })
  })
  const ripe = async (quantities: (number | { kind: number; quantity: number })[], proposer = w.accounts.alice) => {
    const people = [w.accounts.alice, w.accounts.bob, w.accounts.dave].map(({ address }) => address)
    people.sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
    const batch = await w.propose(
      quantities.map((q, i) => ({ to: people[i] as string, ...(typeof q === 'number' ? { quantity: q } : q) })),
      proposer,
    )
    await pass(w, batch)
    return batch
  }
  leaf('given the batch is not pending', 'it reverts with BatchStatusWrong', async () => {
    const batch = await ripe([10])
    await silent(w, batch)
    await refuses(silent(w, batch), 'BatchStatusWrong')
  })
  leaf('given an objection stands', 'it reverts with GrowthObjectionsOpen', async () => {
    const batch = await w.propose([{ to: w.accounts.alice.address, quantity: 10 }])
    await w.object(batch, w.accounts.steward2)
    await pass(w, batch)
    await refuses(silent(w, batch), 'GrowthObjectionsOpen', [batch.id, 1])
  })
  leaf('given the window is open', 'it reverts with WindowOpen', async () => {
    const batch = await w.propose([{ to: w.accounts.alice.address, quantity: 10 }])
    await refuses(silent(w, batch), 'WindowOpen', [undefined, await w.windowEnd(batch)])
  })
  leaf('given the proposer was barred', 'it reverts with ProposerBarred', async () => {
    const batch = await ripe([10])
    await bar(w, w.accounts.alice)
    await refuses(silent(w, batch), 'ProposerBarred', [w.accounts.alice.address])
  })
  leaf('when the entries are not those in force', 'it reverts with BatchEntriesWrong', async () => {
    const batch = await ripe([10])
    await refuses(silent(w, { ...batch, entries: w.amend(batch, [9]) }), 'BatchEntriesWrong')
  })
  leaf('when the range is invalid', 'it reverts with BatchRangeInvalid', async () => {
    await refuses(silent(w, await ripe([10]), [], 0, 2), 'BatchRangeInvalid', [0, 2, 1])
  })
  leaf('when a debt is in the range', 'it reverts with SilenceNeedsEquity', async () => {
    await refuses(silent(w, await ripe([10, { kind: CASH, quantity: 1 }])), 'SilenceNeedsEquity', [1, CASH])
  })
  leaf('given the pool has no points', 'it reverts with SilentGrowthExceeded', async () => {
    await w.ledger.connect(w.accounts.carol).reduceOwnUnits(w.accounts.carol.address, DESIGN, 2500)
    await refuses(silent(w, await ripe([1])), 'SilentGrowthExceeded', [EQUITY, 0, 40, 0])
  })
  leaf('when a first entry takes the whole', 'it accepts it', async () => {
    await silent(w, await ripe([1000]))
    expect((await w.growth.growthOf(w.L, EQUITY, true)).growth.used).to.equal(40_000n)
  })
  leaf('when a first entry takes more than the whole', 'it reverts with SilentGrowthExceeded', async () => {
    const { nextWindowAt } = await w.growth.growthOf(w.L, EQUITY, true)
    await refuses(silent(w, await ripe([1001])), 'SilentGrowthExceeded', [
      EQUITY,
      0,
      40_040,
      40_000,
      nextWindowAt + BigInt(3 * DAY),
    ])
  })
  leaf('when a later entry stays within a quarter', 'it accepts it', async () => {
    await silent(w, await ripe([100, 150]))
    expect((await w.growth.growthOf(w.L, EQUITY, true)).growth.used).to.equal(10_000n)
  })
  leaf('when a later entry passes the quarter', 'it reverts with SilentGrowthExceeded', async () => {
    await refuses(silent(w, await ripe([100, 151])), 'SilentGrowthExceeded', [EQUITY, 1, 6040, 6000])
  })
  leaf('when somebody else proposes', 'given one affiliate used a quarter', 'it has a quarter of its own', async () => {
    await w.give({ to: w.accounts.alice.address, quantity: 1 }, { to: w.accounts.bob.address, quantity: 1 })
    const first = await w.propose([{ to: w.accounts.dave.address, quantity: 250 }], w.accounts.alice)
    const second = await w.propose([{ to: w.accounts.dave.address, quantity: 200 }], w.accounts.bob)
    const third = await w.propose([{ to: w.accounts.dave.address, quantity: 50 }], w.accounts.bob)
    await pass(w, third)
    await silent(w, first, [DESIGN])
    await silent(w, second, [DESIGN])
    await silent(w, third, [DESIGN])
    expect(await units(w, w.accounts.dave)).to.equal(500)
  })
  leaf('when non-affiliates propose', 'given they used their quarter', 'it reverts with SilentGrowthExceeded', async () => {
    const first = await w.propose([{ to: w.accounts.dave.address, quantity: 250 }], w.accounts.alice)
    const second = await w.propose([{ to: w.accounts.dave.address, quantity: 1 }], w.accounts.alice)
    await pass(w, second)
    await silent(w, first)
    await refuses(silent(w, second), 'SilentGrowthExceeded', [EQUITY, 0, 40, 0])
  })
  leaf('given the next window runs', 'it has room again', async () => {
    await silent(w, await ripe([1000]))
    await silent(w, await ripe([1000]))
    expect((await w.growth.growthOf(w.L, EQUITY, true)).growth.used).to.equal(40_000n)
  })
  leaf(
    'given the next window runs',
    'when an earlier entry was counted among non-affiliates',
    'it counts as its own, and nothing of an earlier window does',
    async () => {
      await w.give({ to: w.accounts.alice.address, quantity: 1 })
      await silent(w, await ripe([250]), [DESIGN])
      const first = await w.propose([{ to: w.accounts.dave.address, quantity: 1 }], w.accounts.alice)
      const second = await w.propose([{ to: w.accounts.dave.address, quantity: 249 }], w.accounts.alice)
      const third = await w.propose([{ to: w.accounts.dave.address, quantity: 1 }], w.accounts.alice)
      await pass(w, third)
      await silent(w, first, [])
      await silent(w, second, [DESIGN])
      await refuses(silent(w, third, [DESIGN]), 'SilentGrowthExceeded')
      expect((await w.growth.growthOf(w.L, EQUITY, true)).growth.used).to.equal(10_000n)
    },
  )
  leaf('when all is within the limits', 'it takes the range and emits BatchAccepted', async () => {
    const batch = await ripe([10, 20])
    await expect(silent(w, batch, [], 0, 1))
      .to.emit(w.ledger, 'BatchAccepted')
      .withArgs(batch.id, 0, 1, 1, 1)
    await refuses(silent(w, batch, [], 0, 1), 'BatchRangeTaken')
  })
})

describe('GrowthBoard.growInstant', () => {
  const w = useWorld(async (world) => {
    await world.give({ to: world.accounts.carol.address, quantity: 25_000 })
  })
  // Points of 25,000 x 40 = 1,000,000, of which a window takes 150,000.
  const rule = (change: object = {}) => ({ venture: w.V, window: 3 * DAY, bps: 1500, floor: 100_000, ...change })
  const used = async () => (await w.growth.growthOf(w.L, EQUITY, false)).growth.used
  const asLedger = async () => w.growth.connect(await w.as(w.L))
  leaf('when points pass what is left of the window', 'it reverts with InstantGrowthExceeded', async () => {
    await (await asLedger()).growInstant(rule(), EQUITY, 149_999, 5)
    await refuses((await asLedger()).growInstant(rule(), EQUITY, 2, 5), 'InstantGrowthExceeded', [EQUITY, 2, 1, 5])
  })
  leaf('when points are within it', 'it counts them', async () => {
    await (await asLedger()).growInstant(rule(), EQUITY, 150_000, 5)
    expect(await used()).to.equal(150_000n)
  })
  leaf('when somebody else than the ledger counts', 'it changes nothing for the ledger', async () => {
    const stranger = w.growth.connect(w.accounts.stranger)
    await stranger.growInstant(rule({ bps: 10_000 }), EQUITY, 1_000_000, 5)
    expect(await used()).to.equal(0n)
    expect((await w.growth.growthOf(w.L, EQUITY, false)).growth.limit).to.equal(150_000n)
  })
})

describe('GrowthBoard.growthOf', () => {
  const w = useWorld()
  const growth = (silently: boolean) => w.growth.growthOf(w.L, EQUITY, silently)
  leaf('given the pool never had points', 'it is the first window, and by silence there is no room', async () => {
    const [attested, byItself] = await Promise.all([growth(false), growth(true)])
    expect([...attested.growth, attested.nextWindowAt]).to.deep.equal([1n, 100_000n, 0n, 0n])
    expect([...byItself.growth, byItself.nextWindowAt]).to.deep.equal([1n, 0n, 0n, 0n])
  })
  leaf('given points', 'it is the larger of a share of them and the floor', async () => {
    await w.give({ to: w.accounts.carol.address, quantity: 25_000 })
    const from = BigInt(await w.time.latest())
    const [attested, byItself] = await Promise.all([growth(false), growth(true)])
    expect([...attested.growth, attested.nextWindowAt]).to.deep.equal([1n, 150_000n, 0n, from + BigInt(3 * DAY)])
    expect([...byItself.growth, byItself.nextWindowAt]).to.deep.equal([1n, 250_000n, 0n, from + BigInt(3 * DAY)])
  })
  leaf('given a window was used and points came', 'its limit stays until the next one', async () => {
    await w.give({ to: w.accounts.carol.address, quantity: 2500 })
    await w.accept(await w.propose([{ to: w.accounts.alice.address, quantity: 100 }]))
    await w.give({ to: w.accounts.carol.address, quantity: 250_000 })
    expect((await growth(false)).growth.limit).to.equal(100_000n)
    await w.time.increase(3 * DAY)
    expect([...(await growth(false)).growth]).to.deep.equal([2n, 1_515_600n, 0n])
  })
})
