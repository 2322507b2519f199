import { expect } from 'chai'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { bytes32, Change, coder, DAY, DEBT, DESIGN, REVIEW, useWorld } from '../../utils/world.ts'

describe('NoticeBoard.openSuccessor', () => {
  const w = useWorld()
  const next = () => w.config().kinds.length
  const config = (change: object = {}) => ({ ...w.config().kinds[DESIGN]!, name: bytes32('Design 2'), rate: 35n, ...change })
  const succeed = (change: object = {}, kind = DESIGN, by = w.accounts.founder) =>
    w.board.connect(by).openSuccessor(w.V, kind, config(change))

  leaf('when the caller is not the governor', 'it reverts with GovernorOnly', () =>
    refuses(succeed({}, DESIGN, w.accounts.steward), 'GovernorOnly', [w.accounts.steward.address, w.accounts.founder.address]),
  )
  leaf('when the kind does not exist, or would be the one that is opened', 'it reverts with KindUnknown', async () => {
    for (const kind of [next(), 200]) await refuses(succeed({}, kind), 'KindUnknown', [kind, next()])
  })
  leaf('given it is closed', 'it reverts with KindAlreadyClosed', async () => {
    await succeed()
    await refuses(succeed(), 'KindAlreadyClosed', [DESIGN])
  })
  leaf('when the config is wrong', 'it reverts as openKind does', async () => {
    await refuses(succeed({ pool: 3 }), 'KindPoolUnknown', [3, 2])
    await refuses(succeed({ rate: 0 }), 'KindRateOutOfBounds', [0, 1, 2n ** 32n - 1n])
    await refuses(succeed({ pool: DEBT }), 'KindVoiceOfDebt', [1])
    expect([await w.venture.kindCount(), (await w.venture.kindOf(DESIGN)).closed]).to.deep.equal([BigInt(next()), false])
  })
  leaf('when it is valid', 'the next kind is opened and the one before closed', async () => {
    const { name, unit, decimals, pool, rate, voice } = config()
    await expect(succeed())
      .to.emit(w.board, 'KindOpened')
      .withArgs(w.V, next(), [name, unit, decimals, pool, rate, voice])
      .and.to.emit(w.board, 'KindClosed')
      .withArgs(w.V, DESIGN, next())
    const [before, after] = [await w.venture.kindOf(DESIGN), await w.venture.kindOf(next())]
    expect([before.closed, before.rate, after.closed, after.rate]).to.deep.equal([true, 40n, false, 35n])
  })
  leaf('when it is valid', 'what was accepted before keeps weight and voice, and new work takes the new kind', async () => {
    const { alice, bob } = w.accounts
    await w.give({ to: alice.address, quantity: 100 })
    await succeed({ rate: 20n, voice: 1 })
    await refuses(w.propose([{ to: bob.address, quantity: 100 }]), 'EntryKindClosed', [0, DESIGN])
    await w.accept(await w.propose([{ to: bob.address, kind: next(), quantity: 100 }]))
    await w.sale(1_000)
    // 4,000 and 2,000 points.
    expect(await Promise.all([alice, bob].map((account) => w.owed(account, [DESIGN, next()])))).to.deep.equal([633n, 316n])
    expect(await w.voices.totalVoice(w.V)).to.equal(200n)
  })
  leaf('given a kind has been succeeded', 'its successor can be, too', async () => {
    await succeed()
    await succeed({}, next())
    await succeed({}, REVIEW)
    const closed = await Promise.all([DESIGN, REVIEW, next(), next() + 1, next() + 2].map((kind) => w.venture.kindOf(kind)))
    expect(closed.map((kind) => kind.closed)).to.deep.equal([true, true, true, false, false])
  })
})

describe('NoticeBoard.handOver', () => {
  const w = useWorld()
  const bystander = '0x00000000000000000000000000000000000000aa'
  const asBoard = async () => w.board.connect(await w.as(await w.handOvers.getAddress()))

  leaf('when the caller is not the hand-over board', 'it reverts with HandOverBoardOnly', async () => {
    const board = await w.handOvers.getAddress()
    for (const caller of [w.accounts.founder, w.accounts.stranger, await w.as(await w.factory.getAddress())]) {
      const call = w.board.connect(caller).handOver(w.V, caller.address, [])
      await refuses(call, 'HandOverBoardOnly', [caller.address, board])
    }
  })
  leaf('when the hand-over board calls', 'another governs at once, and what was pending is void', async () => {
    const { dave, founder } = w.accounts
    await w.board.connect(founder).announceChange(w.V, Change.NoticePeriod, coder.encode(['uint32'], [2 * DAY]))
    await expect((await asBoard()).handOver(w.V, dave.address, []))
      .to.emit(w.board, 'GovernorSet')
      .withArgs(w.V, founder.address, dave.address)
    expect(await w.venture.governor()).to.equal(dave.address)
    const { content } = await w.board.pendingChange(w.V, Change.NoticePeriod, 0)
    expect(content).to.equal(coder.encode(['uint256'], [0]))
  })
  leaf('given accounts are barred', 'those that are named are barred no more', async () => {
    const { alice, bob, dave } = w.accounts
    for (const { address } of [alice, bob]) await w.change(Change.Bar, coder.encode(['address', 'uint40'], [address, 1]))
    const call = (await asBoard()).handOver(w.V, dave.address, [alice.address, bystander])
    await expect(call).to.emit(w.ledger, 'BarSet').withArgs(alice.address, false)
    const barred = await Promise.all([alice.address, bob.address, bystander].map((address) => w.ledger.isBarred(address)))
    expect(barred).to.deep.equal([false, true, false])
  })
  leaf('given the notice is longer than 30 days', 'it is 30 days from now on', async () => {
    const { dave, founder } = w.accounts
    await w.board.connect(founder).lengthenNotice(w.V, 180 * DAY)
    await expect((await asBoard()).handOver(w.V, dave.address, []))
      .to.emit(w.board, 'NoticePeriodSet')
      .withArgs(w.V, 180 * DAY, 30 * DAY)
    expect(await w.venture.noticePeriod()).to.equal(BigInt(30 * DAY))
  })
  leaf('given the notice is 30 days or shorter', 'it stays as it is', async () => {
    const { dave, founder } = w.accounts
    for (const days of [7, 30]) {
      if (days !== 7) await w.board.connect(founder).lengthenNotice(w.V, days * DAY)
      const snapshot = await w.helpers.takeSnapshot()
      await expect((await asBoard()).handOver(w.V, dave.address, [])).not.to.emit(w.board, 'NoticePeriodSet')
      expect(await w.venture.noticePeriod()).to.equal(BigInt(days * DAY))
      await snapshot.restore()
    }
  })
})
