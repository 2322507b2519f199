import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { RULES, useGovernedWorld } from '../../utils/governance.ts'
import { leaf } from '../../utils/leaf.ts'
import { deployVoice, TERMS, useVoice } from '../../utils/voice.ts'
import { Change, coder, DAY, DEBT, DESIGN, PoolType, REVIEW, useWorld, type World, ZERO } from '../../utils/world.ts'

type Who = { address: string }

/** A venture of a founder, with a group it goes over to. */
const FOUNDED = { rules: RULES.circle, terms: TERMS, members: 0 }

/** Four accounts with voice within reach; 100 of theirs are all there is. */
const four = async (w: World) => {
  const { alice, bob, carol, dave } = w.accounts
  for (const [account, quantity] of [
    [alice, 40],
    [bob, 30],
    [carol, 20],
    [dave, 10],
  ] as const) {
    await useVoice(w).earn(account, quantity)
    await useVoice(w).delegate(account)
  }
}
const sorted = (accounts: readonly Who[]) =>
  accounts.map(({ address }) => address).sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))

describe('HandOverBoard.publish', () => {
  const w = useGovernedWorld(FOUNDED)
  const handOver = { target: '0x00000000000000000000000000000000000000aa', dueAt: 1n, affiliates: 5, accounts: 3 }

  leaf('given the venture has begun', 'it reverts with HandOverTooLate', async () => {
    const other = await w.deploy(w.config(), ethers.id('other'))
    for (const venture of [other.V, w.V, await w.ventureCode.getAddress()]) {
      for (const by of [w.accounts.founder, w.accounts.stranger]) {
        await refuses(w.handOvers.connect(by).publish(venture, handOver), 'HandOverTooLate', [venture])
      }
    }
  })
  leaf('given one is published', 'it reverts with HandOverPublishedAlready', async () => {
    // No venture stands unbegun at the end of a transaction; what says so speaks for itself alone.
    const { target } = await deployVoice(w, 'ForgedUnbegun')
    await expect(w.handOvers.publish(target, handOver)).to.emit(w.handOvers, 'HandOverPublished')
    await refuses(w.handOvers.publish(target, handOver), 'HandOverPublishedAlready', [target])
    expect((await w.handOvers.handOverOf(target)).target).to.equal(ethers.getAddress(handOver.target))
  })
  leaf('when the factory makes a venture', 'target and trigger are fixed', async () => {
    const { founder } = w.accounts
    const birth = [w.config(), RULES.network, TERMS, ethers.id('other')] as const
    const [venture, , governor] = await w.factory.predictWithGovernor(founder.address, ...birth)
    const call = await w.factory.connect(founder).deployWithGovernor(...birth)
    const published = [governor, BigInt((await w.time.latest()) + TERMS.period), BigInt(TERMS.affiliates), BigInt(TERMS.accounts)]
    await expect(call).to.emit(w.handOvers, 'HandOverPublished').withArgs(venture, published)
    expect(await w.handOvers.handOverOf(venture)).to.deep.equal(published)
  })
})

describe('HandOverBoard.takeOver', () => {
  const w = useGovernedWorld(FOUNDED, four)
  const { earn, delegate } = useVoice(w)
  const takeOver = (accounts: readonly Who[] = people(), by: HardhatEthersSigner = w.accounts.stranger) =>
    w.handOvers.connect(by).takeOver(w.V, sorted(accounts))
  const people = () => [w.accounts.alice, w.accounts.bob, w.accounts.carol]
  const dueAt = async () => Number((await w.handOvers.handOverOf(w.V)).dueAt)
  const due = async () => w.time.increaseTo(await dueAt())
  const bar = (account: Who) => coder.encode(['address', 'uint40'], [account.address, 1])

  leaf('given none was published', 'it reverts with HandOverNone', async () => {
    const other = await w.deploy(w.config(), ethers.id('other'))
    await refuses(w.handOvers.takeOver(other.V, sorted(people())), 'HandOverNone', [other.V])
  })
  leaf('given it is not due', 'it reverts with HandOverTooEarly', async () => {
    const at = await dueAt()
    await w.time.setNextBlockTimestamp(at - 1)
    await refuses(takeOver(), 'HandOverTooEarly', [at - 1, at, TERMS.affiliates])
    await w.time.setNextBlockTimestamp(at)
    await takeOver()
    expect(await w.venture.governor()).to.equal(w.G)
  })
  leaf('given it is not due, when enough affiliates show their voice', 'it makes the group the governor', async () => {
    const { fee, alice, bob, carol, dave } = w.accounts
    const all = [alice, bob, carol, dave, fee]
    await refuses(takeOver(all.slice(0, 4)), 'HandOverTooEarly')
    await earn(fee, 1)
    await delegate(fee, alice)
    await takeOver(all)
    expect(await w.venture.governor()).to.equal(w.G)
  })
  leaf('given it is never due before its time', 'no number of affiliates makes it so', async () => {
    const birth = [w.config(), RULES.circle, { ...TERMS, affiliates: 0 }, ethers.id('other')] as const
    await w.factory.connect(w.accounts.founder).deployWithGovernor(...birth)
    const [venture] = await w.factory.predictWithGovernor(w.accounts.founder.address, ...birth)
    await refuses(w.handOvers.takeOver(venture, sorted(people())), 'HandOverTooEarly', [undefined, undefined, 0])
  })
  leaf('when too few accounts are named', 'it reverts with HandOverAccountsMissing', async () => {
    await due()
    await refuses(takeOver(people().slice(0, 2)), 'HandOverAccountsMissing', [2, 3])
    await refuses(takeOver([]), 'HandOverAccountsMissing', [0, 3])
  })
  leaf('when an account is named twice, or they are not ascending', 'it reverts with HandOverNotAscending', async () => {
    await due()
    const [first, second, third] = sorted(people()) as [string, string, string]
    for (const list of [
      [first, first, second],
      [first, third, third],
      [second, first, third],
      [first, third, second],
    ]) {
      const wrong = list.findIndex((address, i) => i !== 0 && BigInt(address) <= BigInt(list[i - 1] as string))
      await refuses(w.handOvers.takeOver(w.V, list), 'HandOverNotAscending', [wrong, list[wrong]])
    }
  })
  leaf('when an account has no voice within reach', 'it reverts with HandOverWithoutVoice', async () => {
    const { alice, bob, carol, dave, fee, fund, stranger } = w.accounts
    await delegate(fee)
    await earn(fund, 1_000)
    await w.give({ to: stranger.address, quantity: 100 })
    await delegate(stranger)
    await w.move(dave, w.accounts.customer)
    await due()
    // Without units; not opted in; not counted; moved.
    for (const account of [fee, fund, stranger, dave]) {
      await refuses(takeOver([alice, bob, account]), 'HandOverWithoutVoice', [account.address])
    }
    await w.time.increaseTo(await w.voices.lapsesAt(w.L, carol.address))
    await w.voices.lapse(w.L, carol.address)
    await refuses(takeOver(), 'HandOverWithoutVoice', [carol.address])
  })
  leaf('when they show less than a fifth of all voice', 'it reverts with HandOverVoiceMissing', async () => {
    const { bob, carol, dave, fee } = w.accounts
    // 60 of 301, nobody counted the rest: a fifth is 61, rounded up.
    await w.give({ to: fee.address, kind: REVIEW, quantity: 201 })
    await due()
    await refuses(takeOver([bob, carol, dave]), 'HandOverVoiceMissing', [60, 61])
    // Of 300 it is enough.
    await w.ledger.connect(fee).reduceOwnUnits(fee.address, REVIEW, 1)
    await takeOver([bob, carol, dave])
    expect(await w.venture.governor()).to.equal(w.G)
  })
  leaf('when all is there', 'anybody makes the group the governor, and what was pending is void', async () => {
    const { founder } = w.accounts
    const board = w.board.connect(founder)
    const pending = coder.encode(['uint8', 'uint32'], [DESIGN, 1])
    await due()
    await board.announceChange(w.V, Change.Weight, pending)
    const epoch = await w.venture.noticeEpoch()
    await expect(takeOver())
      .to.emit(w.handOvers, 'HandedOver')
      .withArgs(w.V, w.G)
      .and.to.emit(w.board, 'GovernorSet')
      .withArgs(w.V, founder.address, w.G)
    expect([await w.venture.governor(), await w.venture.noticeEpoch()]).to.deep.equal([w.G, epoch + 1n])
    expect((await w.handOvers.handOverOf(w.V)).target).to.equal(ZERO)
    await w.time.increase(8 * DAY)
    await refuses(w.board.applyChange(w.V, Change.Weight, pending), 'ChangeNotPending', [Change.Weight, DESIGN])
  })
  leaf('given the founder had barred somebody', 'who shows their voice is barred no more', async () => {
    const { alice, bob, carol, dave } = w.accounts
    for (const account of [alice, bob, dave]) await w.change(Change.Bar, bar(account))
    await due()
    await expect(takeOver()).to.emit(w.ledger, 'BarSet').withArgs(alice.address, false)
    const barred = await Promise.all([alice, bob, carol, dave].map(({ address }) => w.ledger.isBarred(address)))
    expect(barred).to.deep.equal([false, false, false, true])
  })
  leaf('given it is done', 'the founder cannot undo it', async () => {
    const { founder, dave } = w.accounts
    await due()
    await takeOver()
    const back = coder.encode(['address'], [founder.address])
    const board = w.board.connect(founder)
    await refuses(board.announceChange(w.V, Change.Governor, back), 'GovernorOnly', [founder.address, w.G])
    await refuses(board.removeSteward(w.V, dave.address), 'GovernorOnly', [founder.address, w.G])
    await refuses(takeOver(people(), founder), 'HandOverNone', [w.V])
    const again = { target: founder.address, dueAt: 1n, affiliates: 1, accounts: 1 }
    await refuses(w.handOvers.connect(founder).publish(w.V, again), 'HandOverTooLate', [w.V])
    await refuses(board.handOver(w.V, founder.address, []), 'HandOverBoardOnly', [
      founder.address,
      await w.handOvers.getAddress(),
    ])
    await refuses(w.governor.connect(founder).initialize(w.L, RULES.crew), 'GovernorInitialized', [w.L])
  })
  leaf('given another governor was appointed before', 'it goes over to the group all the same', async () => {
    const { dave } = w.accounts
    await w.change(Change.Governor, coder.encode(['address'], [dave.address]))
    expect(await w.venture.governor()).to.equal(dave.address)
    await due()
    await expect(takeOver()).to.emit(w.board, 'GovernorSet').withArgs(w.V, dave.address, w.G)
  })
  leaf('given the founder announced another governor', 'that can follow no more', async () => {
    const { founder, dave } = w.accounts
    const data = coder.encode(['address'], [dave.address])
    await w.time.increaseTo((await dueAt()) - 8 * DAY)
    await w.board.connect(founder).announceChange(w.V, Change.Governor, data)
    await due()
    await takeOver()
    await refuses(w.board.applyChange(w.V, Change.Governor, data), 'ChangeNotPending', [Change.Governor, 0])
  })
  leaf('given the group governs already', 'it is done, and what the group decided stands', async () => {
    await w.change(Change.Governor, coder.encode(['address'], [w.G]))
    await due()
    const epoch = await w.venture.noticeEpoch()
    const call = takeOver()
    await expect(call).to.emit(w.handOvers, 'HandedOver').withArgs(w.V, w.G)
    await expect(call).not.to.emit(w.board, 'GovernorSet')
    expect([await w.venture.noticeEpoch(), (await w.handOvers.handOverOf(w.V)).target]).to.deep.equal([epoch, ZERO])
  })
  leaf('given revenue', 'nobody is owed less or more (T73)', async () => {
    await w.sale(1_000)
    await due()
    const owed = () => Promise.all([...people(), w.accounts.dave].map((account) => w.owed(account)))
    const before = await owed()
    await w.change(Change.Bar, bar(w.accounts.alice))
    await takeOver()
    expect(await owed()).to.deep.equal(before)
  })
})

describe('HandOverBoard.checkVoice', () => {
  const w = useGovernedWorld(FOUNDED, four)
  const board = () => w.board.connect(w.accounts.founder)
  const kind = (change: object = {}) => ({ ...w.config().kinds[DESIGN]!, ...change })
  const open = (change: object) => board().openKind(w.V, kind(change))

  leaf(
    'given a hand-over is pending, when a kind has more voice a point than there is',
    'it reverts with KindVoiceTooHigh',
    async () => {
      // Design has one at a weight of 40, Review at 60.
      for (const [voice, rate] of [
        [1, 39],
        [3, 119],
        [41, 40 * 41 - 1],
        [2 ** 24 - 1, 60],
      ] as const) {
        await refuses(open({ voice, rate }), 'KindVoiceTooHigh', [voice])
        await refuses(board().openSuccessor(w.V, REVIEW, kind({ voice, rate })), 'KindVoiceTooHigh', [voice])
        await refuses(w.handOvers.checkVoice(w.V, kind({ voice, rate })), 'KindVoiceTooHigh', [voice])
      }
    },
  )
  leaf('given a hand-over is pending, when it has as much or less', 'it can be opened', async () => {
    for (const [voice, rate] of [
      [1, 40],
      [3, 120],
      [0, 1],
      [2 ** 24 - 1, 40 * (2 ** 24 - 1)],
    ] as const) {
      await open({ voice, rate })
    }
    // A kind that is closed is a measure, too.
    await board().closeKind(w.V, DESIGN, REVIEW)
    await board().openSuccessor(w.V, REVIEW, kind({ voice: 1, rate: 40 }))
    await open({ pool: DEBT, voice: 0, rate: 1 })
    expect(await w.venture.kindCount()).to.equal(10n)
  })
  leaf('given the weight of a kind was lowered afterwards', 'it is no measure', async () => {
    await w.change(Change.Weight, coder.encode(['uint8', 'uint32'], [REVIEW, 1]))
    await refuses(open({ voice: 1, rate: 39 }), 'KindVoiceTooHigh', [1])
    await open({ voice: 1, rate: 40 })
    await w.change(Change.Weight, coder.encode(['uint8', 'uint32'], [DESIGN, 1]))
    await w.change(Change.Weight, coder.encode(['uint8', 'uint32'], [4, 1]))
    await refuses(open({ voice: 1, rate: 2 ** 32 - 1 }), 'KindVoiceTooHigh', [1])
    await open({ voice: 0 })
  })
  leaf('given a pool was opened before the hand-over', 'its kinds have no voice until the group governs', async () => {
    await board().openPool(w.V, { poolType: PoolType.Equity, token: ZERO, capBps: 0, openingPeriod: 0 })
    await refuses(open({ pool: 3, voice: 1, rate: 2 ** 32 - 1 }), 'KindVoiceTooHigh', [1])
    await open({ pool: 3, voice: 0, rate: 1 })
    await refuses(open({ pool: 3, voice: 1, rate: 2 ** 32 - 1 }), 'KindVoiceTooHigh', [1])
  })
  leaf('given it is done, or there was none', 'the governor decides', async () => {
    const other = await w.deploy(w.config(), ethers.id('other'))
    await board().openKind(other.V, kind({ voice: 2 ** 24 - 1, rate: 1 }))
    const { alice, bob, carol } = w.accounts
    await w.time.increaseTo((await w.handOvers.handOverOf(w.V)).dueAt)
    await w.handOvers.takeOver(w.V, sorted([alice, bob, carol]))
    await w.board.connect(await w.as(w.G)).openKind(w.V, kind({ voice: 2 ** 24 - 1, rate: 1 }))
    expect([(await other.venture.kindOf(4)).voice, (await w.venture.kindOf(4)).voice]).to.deep.equal([
      2n ** 24n - 1n,
      2n ** 24n - 1n,
    ])
  })
})
