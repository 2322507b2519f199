import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { type Large, useLarge } from '../../utils/large.ts'
import { leaf } from '../../utils/leaf.ts'
import {
  CASH,
  Change,
  coder,
  DAY,
  DESIGN,
  EQUITY,
  ETH,
  type Item,
  pack,
  PoolType,
  REVIEW,
  Status,
  useWorld,
  type World,
} from '../../utils/world.ts'

const MONTH = 30 * DAY
const reason = ethers.id('reason')

/** Closings in a world. */
function useClosing(w: World) {
  const announce = (of: Large, by = w.accounts.founder) =>
    w.large.connect(by).announceClosing(w.L, of.header, reason, 'ipfs://reason')
  const cancel = (of: Large, by = w.accounts.founder) => w.large.connect(by).cancelClosing(w.L, of.header)
  const { recordOf } = useLarge(w)
  const close = async (of: Large, kinds = [DESIGN]) => {
    const records = await Promise.all(kinds.map((kind) => recordOf(of, kind)))
    return w.large.connect(w.accounts.stranger).closeRest(w.L, of.header, kinds, records)
  }
  const closingOf = (of: Large) => w.large.closingOf(w.L, of.id)
  return { announce, cancel, close, closingOf }
}

const items = (w: World): Item[] => [
  { to: w.accounts.bob.address, quantity: 100 },
  { to: w.accounts.carol.address, quantity: 200 },
]
const handOver = async (w: World) => {
  const to = coder.encode(['address'], [w.accounts.dave.address])
  await w.board.connect(w.accounts.founder).announceChange(w.V, Change.Governor, to)
  await w.time.increase(7 * DAY)
  await w.board.applyChange(w.V, Change.Governor, to)
}

describe('LargeBatches.announceClosing', () => {
  const w = useWorld()
  const { make, propose, acceptRange, enter } = useLarge(w)
  const { announce, closingOf } = useClosing(w)

  leaf('when the caller is not the governor', 'it reverts with ClosingGovernorOnly', async () => {
    const { steward, founder } = w.accounts
    await refuses(announce(await enter(items(w)), steward), 'ClosingGovernorOnly', [steward.address, founder.address])
  })
  leaf('given the batch was never proposed', 'it reverts with ClosingTooSoon', async () => {
    const large = make(items(w))
    await refuses(announce(large), 'ClosingTooSoon', [large.id, Status.None])
  })
  leaf('given the batch is pending', 'it reverts with ClosingTooSoon', async () => {
    const large = await propose(items(w))
    await refuses(announce(large), 'ClosingTooSoon', [large.id, Status.Pending])
  })
  leaf('given it is accepted in part', 'it reverts with ClosingTooSoon', async () => {
    const { bob } = w.accounts
    const large = await propose([...items(w), { to: bob.address, kind: REVIEW, quantity: 1 }])
    await acceptRange(large, 0, 1)
    await refuses(announce(large), 'ClosingTooSoon', [large.id, Status.Pending])
  })
  leaf('given the notice period is shorter than 30 days', 'it is ready after 30 days and emits ClosingAnnounced', async () => {
    const large = await enter(items(w))
    const call = await announce(large)
    const readyAt = BigInt((await w.time.latest()) + MONTH)
    await expect(call).to.emit(w.large, 'ClosingAnnounced').withArgs(w.L, large.id, readyAt, reason, 'ipfs://reason')
    const closing = await closingOf(large)
    expect([closing.readyAt, closing.epoch]).to.deep.equal([readyAt, await w.venture.noticeEpoch()])
  })
  leaf('given the notice period is longer than 30 days', 'it is ready after the notice period', async () => {
    await w.board.connect(w.accounts.founder).lengthenNotice(w.V, 45 * DAY)
    const large = await enter(items(w))
    await announce(large)
    expect((await closingOf(large)).readyAt).to.equal(BigInt((await w.time.latest()) + 45 * DAY))
  })
  leaf('given a closing was announced', 'it begins anew', async () => {
    const large = await enter(items(w))
    await announce(large)
    await w.time.increase(20 * DAY)
    await announce(large)
    expect((await closingOf(large)).readyAt).to.equal(BigInt((await w.time.latest()) + MONTH))
  })
})

describe('LargeBatches.cancelClosing', () => {
  const w = useWorld()
  const { enter } = useLarge(w)
  const { announce, cancel, closingOf } = useClosing(w)

  leaf('when the caller is not the governor', 'it reverts with ClosingGovernorOnly', async () => {
    const large = await enter(items(w))
    await announce(large)
    const { alice, founder } = w.accounts
    await refuses(cancel(large, alice), 'ClosingGovernorOnly', [alice.address, founder.address])
    expect((await closingOf(large)).readyAt).to.be.above(0n)
  })
  leaf('given a closing was announced', 'it is gone and emits ClosingCancelled', async () => {
    const large = await enter(items(w))
    await announce(large)
    await expect(cancel(large)).to.emit(w.large, 'ClosingCancelled').withArgs(w.L, large.id)
    expect((await closingOf(large)).readyAt).to.equal(0n)
  })
})

describe('LargeBatches.closeRest', () => {
  const w = useWorld()
  const { make, propose, acceptRange, enter, recordOf, activate, rest } = useLarge(w)
  const { announce, cancel, close, closingOf } = useClosing(w)
  const points = async () => (await w.venture.equityPool(EQUITY)).points
  const total = (quantity: number, kind = DESIGN) => pack({ to: w.V, kind, quantity })
  const bothTokens = async (amount: bigint) => {
    await w.token.mint(w.V, amount)
    await w.accounts.customer.sendTransaction({ to: w.V, value: amount })
  }
  /** Announced and due. */
  const due = async (of: Large) => {
    await announce(of)
    await w.time.increase(MONTH)
  }

  leaf(
    'given not all leaves are activated',
    'given no closing was announced',
    'it reverts with LeavesNotAllActivated',
    async () => {
      const large = await enter(items(w))
      await activate(large, [0])
      await refuses(close(large), 'LeavesNotAllActivated', [large.id, 1, 2])
    },
  )
  leaf('given not all leaves are activated', 'given the closing is not due', 'it reverts with ClosingTooEarly', async () => {
    const large = await enter(items(w))
    await announce(large)
    const { readyAt } = await closingOf(large)
    await w.time.setNextBlockTimestamp(readyAt - 1n)
    await refuses(close(large), 'ClosingTooEarly', [readyAt - 1n, readyAt])
  })
  leaf('given not all leaves are activated', 'given the closing is due to the second', 'it closes the rest', async () => {
    const large = await enter(items(w))
    await activate(large, [0])
    await announce(large)
    await w.time.setNextBlockTimestamp((await closingOf(large)).readyAt)
    await expect(close(large)).to.emit(w.venture, 'RestClosed').withArgs(large.id, DESIGN, 200)
    expect([await rest(large), await points()]).to.deep.equal([0n, 100n * 40n])
  })
  leaf(
    'given not all leaves are activated',
    'given the closing was cancelled',
    'it reverts with LeavesNotAllActivated',
    async () => {
      const large = await enter(items(w))
      await due(large)
      await cancel(large)
      await refuses(close(large), 'LeavesNotAllActivated', [large.id, 0, 2])
    },
  )
  leaf(
    'given not all leaves are activated',
    'given the venture was handed over since',
    'it reverts with LeavesNotAllActivated',
    async () => {
      const large = await enter(items(w))
      await due(large)
      await handOver(w)
      await refuses(close(large), 'LeavesNotAllActivated', [large.id, 0, 2])
    },
  )
  leaf(
    'given not all leaves are activated',
    'given it was announced again after a hand-over',
    'it closes the rest when that is due',
    async () => {
      const large = await enter(items(w))
      await announce(large)
      await handOver(w)
      await announce(large, w.accounts.dave)
      const { readyAt } = await closingOf(large)
      await w.time.setNextBlockTimestamp(readyAt - 1n)
      await refuses(close(large), 'ClosingTooEarly')
      await w.time.increaseTo(readyAt)
      await close(large)
      expect([await rest(large), await points()]).to.deep.equal([0n, 0n])
    },
  )
  leaf('given all leaves are activated', 'given the totals are as the leaves', 'it changes nothing', async () => {
    const large = await enter(items(w))
    await activate(large)
    await expect(close(large)).not.to.emit(w.venture, 'RestClosed')
    expect(await points()).to.equal(300n * 40n)
  })
  leaf(
    'given all leaves are activated',
    'given the totals are above the leaves',
    'it closes the rest at once, for anyone, and emits RestClosed',
    async () => {
      const large = await enter(items(w), { totals: [total(1000)] })
      await activate(large)
      expect(await points()).to.equal(1000n * 40n)
      await expect(close(large)).to.emit(w.venture, 'RestClosed').withArgs(large.id, DESIGN, 700)
      expect([await rest(large), await points()]).to.deep.equal([0n, 300n * 40n])
      expect((await w.venture.kindOf(DESIGN)).units).to.equal(300n)
      await expect(close(large)).not.to.emit(w.venture, 'RestClosed')
      expect(await points()).to.equal(300n * 40n)
    },
  )
  leaf('when a kind is not in the batch', 'it reverts with RecordWrong, or passes over it', async () => {
    const large = await enter(items(w))
    await due(large)
    const record = await recordOf(large)
    const send = (kind: number, other: bigint[]) => w.large.closeRest(w.L, large.header, [DESIGN, kind], [record, other])
    for (const kind of [REVIEW, CASH, 255]) await refuses(send(kind, record), 'RecordWrong', [large.id, kind])
    expect(await rest(large)).to.equal(300n)
    await send(REVIEW, [])
    expect([await rest(large), await points()]).to.deep.equal([0n, 0n])
  })
  leaf('when a record is another', 'it reverts with RecordWrong', async () => {
    const large = await enter(items(w))
    await due(large)
    const record = await recordOf(large)
    for (const other of [record.with(0, 1n), record.with(-1, 301n), record.slice(1), [...record, 300n]]) {
      const call = w.large.closeRest(w.L, large.header, [DESIGN], [other])
      await refuses(call, 'RecordWrong', [large.id, DESIGN])
    }
  })
  leaf('when there are more kinds than records', 'it reverts with RecordsMismatch', async () => {
    const large = await enter(items(w))
    await due(large)
    await refuses(w.large.closeRest(w.L, large.header, [DESIGN], []), 'RecordsMismatch', [0, 1])
    await refuses(w.large.closeRest(w.L, large.header, [], [[1n]]), 'RecordsMismatch', [1, 0])
  })
  leaf('when a kind comes twice', 'it reverts with ClosingKindsNotAscending', async () => {
    const large = await enter(items(w), { totals: [total(1000)] })
    await activate(large)
    await refuses(close(large, [DESIGN, DESIGN]), 'ClosingKindsNotAscending', [1, DESIGN])
    await refuses(close(large, [REVIEW, DESIGN]), 'ClosingKindsNotAscending', [1, DESIGN])
  })
  leaf('when leaves of a kind left out make it look complete', 'it reverts with LeavesNotAllActivated', async () => {
    const large = await enter([...items(w), { to: w.accounts.bob.address, kind: REVIEW, quantity: 5 }])
    await activate(large, [0, 1])
    await refuses(close(large, [DESIGN]), 'LeavesNotAllActivated', [large.id, 2, 3])
    await refuses(close(large, [DESIGN, REVIEW]), 'LeavesNotAllActivated', [large.id, 2, 3])
  })
  leaf("when the header is another's", 'it reverts with RecordWrong', async () => {
    const large = await enter(items(w))
    await due(large)
    // Without leaves there is none to wait for, and no batch of that header.
    const none = make(items(w), { leaves: 0n })
    await refuses(w.large.closeRest(w.L, none.header, [DESIGN], [await recordOf(large)]), 'RecordWrong', [none.id, DESIGN])
    const other = await propose(items(w))
    await refuses(close(other), 'LeavesNotAllActivated', [other.id, 0, 2])
    expect(await rest(large)).to.equal(300n)
  })
  leaf('when several kinds are closed', 'it closes each', async () => {
    const { bob } = w.accounts
    const large = await enter([...items(w), { to: bob.address, kind: REVIEW, quantity: 10 }])
    await activate(large, [0])
    await due(large)
    const call = await close(large, [DESIGN, REVIEW])
    await expect(call).to.emit(w.venture, 'RestClosed').withArgs(large.id, REVIEW, 10)
    await expect(call).to.emit(w.venture, 'RestClosed').withArgs(large.id, DESIGN, 200)
    expect(await points()).to.equal(100n * 40n)
  })
  leaf('given the batch is accepted in part', 'it reverts with LeavesNotAllActivated', async () => {
    const large = await propose([...items(w), { to: w.accounts.bob.address, kind: REVIEW, quantity: 1 }])
    await acceptRange(large, 0, 1)
    await activate(large)
    await refuses(close(large), 'LeavesNotAllActivated', [large.id, 2, 3])
  })

  const KINDS = [DESIGN, REVIEW]
  const previews = async (accounts: { address: string }[]) =>
    Promise.all(accounts.map(async ({ address }) => [...(await w.venture.previewClaim(address, [w.T, ETH], KINDS))]))
  leaf('given the rest has earned something', 'it goes to the points that stay, in every token, muted ones too', async () => {
    const { dave, bob, carol, founder } = w.accounts
    // Half of all points are dave's, a quarter bob's, a quarter stays a rest.
    await w.give({ to: dave.address, quantity: 400 })
    const large = await enter([
      { to: bob.address, quantity: 200 },
      { to: carol.address, quantity: 200 },
    ])
    await bothTokens(80_000n)
    await w.venture.sync(w.T)
    await w.venture.sync(ETH)
    await w.change(Change.Token, coder.encode(['address', 'bool'], [w.T, true]))
    await activate(large, [0])
    const before = await previews([dave, bob])
    const accounted = await Promise.all([w.T, ETH].map(async (token) => (await w.venture.tokenBook(token)).accounted))
    await announce(large, founder)
    await w.time.increase(MONTH)
    await close(large)

    const after = await previews([dave, bob])
    const share = 76_000n / 4n
    for (const token of [0, 1]) {
      const gained = (who: number) => (after[who]?.[token] as bigint) - (before[who]?.[token] as bigint)
      expect(gained(0)).to.be.closeTo((share * 2n) / 3n, 1n)
      expect(gained(1)).to.be.closeTo(share / 3n, 1n)
      const owed = (after[0]?.[token] as bigint) + (after[1]?.[token] as bigint)
      expect(owed).to.be.at.most(76_000n)
      expect(owed).to.be.at.least(75_997n)
    }
    // Nothing came in and nothing went out.
    const then = await Promise.all([w.T, ETH].map(async (token) => (await w.venture.tokenBook(token)).accounted))
    expect(then).to.deep.equal(accounted)
  })
  leaf('given revenue has arrived and was not distributed', 'it is distributed among all first', async () => {
    const { dave } = w.accounts
    await w.give({ to: dave.address, quantity: 300 })
    const large = await enter(items(w))
    await due(large)
    await w.token.mint(w.V, 1000n)
    const before = await w.owed(dave, [DESIGN])
    await close(large)
    // Half of 950 by his own points, the rest's half because it was closed.
    expect(before).to.be.closeTo(475n, 1n)
    expect(await w.owed(dave, [DESIGN])).to.be.closeTo(950n, 2n)
  })
  leaf('given the kind was re-weighed', 'it takes out the points it has now', async () => {
    const { dave } = w.accounts
    await w.give({ to: dave.address, kind: REVIEW, quantity: 200 })
    const large = await enter(items(w))
    await w.sale(4000n)
    await w.change(Change.Weight, coder.encode(['uint8', 'uint32'], [DESIGN, 80]))
    await w.sale(4000n)
    expect(await points()).to.equal(200n * 60n + 300n * 80n)
    await due(large)
    const earned = (3800n * 1n) / 2n + (3800n * 2n) / 3n
    await close(large)
    expect(await points()).to.equal(200n * 60n)
    expect(await w.owed(dave, [REVIEW])).to.be.closeTo(7600n, 2n)
    expect(earned, 'more than half of it was the rest').to.be.above(3800n)
    await w.sale(1000n)
    expect(await w.owed(dave, [REVIEW])).to.be.closeTo(7600n + 950n, 3n)
  })
  leaf('given no points stay', 'it is parked and goes to the next points', async () => {
    const { dave } = w.accounts
    const large = await enter(items(w))
    await w.sale(1000n)
    await due(large)
    const call = await close(large)
    await expect(call)
      .to.emit(w.venture, 'Parked')
      .withArgs(
        EQUITY,
        w.T,
        (amount: bigint) => amount >= 949n && amount <= 950n,
        (amount: bigint) => amount >= 949n,
      )
    const parked = await w.lens.parkedOf(w.V, EQUITY, w.T)
    await w.give({ to: dave.address, quantity: 7 })
    await w.venture.sync(w.T)
    expect(await w.owed(dave, [DESIGN])).to.be.closeTo(parked, 1n)
    expect(parked).to.be.at.least(949n)
  })
  leaf('given the rest earned less than a token unit', "it pays nothing out of others' money", async () => {
    const { dave } = w.accounts
    await w.give({ to: dave.address, quantity: 2400 })
    const large = await enter(items(w).slice(0, 1))
    await w.sale(10n)
    const before = await w.owed(dave, [DESIGN])
    await due(large)
    await close(large)
    expect(await w.owed(dave, [DESIGN])).to.equal(before)
    expect(await w.lens.parkedOf(w.V, EQUITY, w.T)).to.equal(0n)
  })
})

describe('LargeBatches.closeRest', () => {
  const w = useWorld(undefined, ({ pools }) => {
    for (const pool of pools) if (pool.poolType === PoolType.Equity) pool.openingPeriod = 40 * DAY
  })
  const { enter } = useLarge(w)
  const { announce, close } = useClosing(w)

  leaf('given the pool has not opened', 'it is parked until it opens', async () => {
    const { dave } = w.accounts
    await w.give({ to: dave.address, quantity: 100 })
    const large = await enter(items(w))
    await w.sale(1000n)
    await announce(large)
    await w.time.increase(MONTH)
    await close(large)
    expect(await w.owed(dave)).to.equal(0n)
    expect(await w.lens.parkedOf(w.V, EQUITY, w.T), 'the rest had earned nothing: all of it waits').to.equal(950n)
    await w.time.increase(10 * DAY)
    await w.venture.sync(w.T)
    expect(await w.owed(dave)).to.be.closeTo(950n, 1n)
  })
})
