import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { deployVoice, useVoice } from '../../utils/voice.ts'
import { CASH, DAY, DESIGN, REVIEW, useWorld, type World, ZERO } from '../../utils/world.ts'

/** From a sign of life to the end of a day, 24 months later. */
const LAPSE_DAYS = 731
const MAX_VOICE = 2n ** 80n - 1n

const today = async (w: World) => BigInt(Math.floor((await w.time.latest()) / DAY))
/** Who casts an account's voice, since when, and how much it is. */
const voiceOf = async (w: World, { address }: { address: string }) => {
  const { delegatee, activeDay, units } = await w.voices.voiceOf(w.L, address)
  return [delegatee, activeDay, units]
}

describe('VoiceBoard.updateVoice', () => {
  const w = useWorld()
  const { delegate, count, earn, cast } = useVoice(w)
  /** A kind with all the voice there can be. */
  const openLoudest = () => w.board.connect(w.accounts.founder).openKind(w.V, { ...w.config().kinds[0]!, voice: 2 ** 24 - 1 })

  leaf('when a kind does not exist', 'it reverts with KindUnknown, and counts it once it is opened', async () => {
    const { alice } = w.accounts
    await refuses(count(alice, [DESIGN, 4]), 'KindUnknown', [4, 4])
    await w.board.connect(w.accounts.founder).openKind(w.V, { ...w.config().kinds[0]!, voice: 7 })
    await delegate(alice)
    await earn(alice, 3, 4)
    expect(await cast(alice)).to.deep.equal([21, 21])
  })
  leaf('when more than 2^80 - 1 is counted', 'it reverts with VoiceTooLarge', async () => {
    const { alice } = w.accounts
    await openLoudest()
    const most = MAX_VOICE / (2n ** 24n - 1n)
    await earn(alice, most, 4)
    expect((await w.voices.voiceOf(w.L, alice.address)).units).to.equal(most * (2n ** 24n - 1n))
    await w.give({ to: alice.address, kind: 4, quantity: 1 })
    await refuses(count(alice, [4]), 'VoiceTooLarge', [alice.address, (most + 1n) * (2n ** 24n - 1n), MAX_VOICE])
  })
  leaf('when kinds are named', 'it counts their units times their voice', async () => {
    const { alice } = w.accounts
    await w.board.connect(w.accounts.founder).openKind(w.V, { ...w.config().kinds[0]!, voice: 5 })
    for (const [kind, quantity] of [
      [DESIGN, 10],
      [REVIEW, 20],
      [4, 30],
    ] as const) {
      await w.give({ to: alice.address, kind, quantity })
    }
    await count(alice, [4, DESIGN, REVIEW])
    expect(await voiceOf(w, alice)).to.deep.equal([ZERO, 0n, 180n])
    const counted = await Promise.all([DESIGN, REVIEW, 4].map((kind) => w.voices.countedOf(w.L, alice.address, kind)))
    expect(counted).to.deep.equal([10n, 20n, 150n])
  })
  leaf('when a kind is not named', 'it stays as it was counted', async () => {
    const { alice } = w.accounts
    await earn(alice, 10, DESIGN)
    await earn(alice, 20, REVIEW)
    await w.give({ to: alice.address, quantity: 1 })
    await count(alice, [REVIEW])
    await count(alice, [])
    expect(await voiceOf(w, alice)).to.deep.equal([ZERO, 0n, 30n])
  })
  leaf('when a kind is named twice', 'it counts once', async () => {
    await w.give({ to: w.accounts.alice.address, quantity: 10 })
    await count(w.accounts.alice, [DESIGN, DESIGN])
    expect(await voiceOf(w, w.accounts.alice)).to.deep.equal([ZERO, 0n, 10n])
  })
  leaf('when a debt kind is named', 'it carries no voice', async () => {
    await earn(w.accounts.alice, 100, CASH)
    expect(await voiceOf(w, w.accounts.alice)).to.deep.equal([ZERO, 0n, 0n])
  })
  leaf('when nothing has changed', 'it tells nothing', async () => {
    await delegate(w.accounts.alice)
    await earn(w.accounts.alice, 10)
    await expect(count(w.accounts.alice)).not.to.emit(w.ledger, 'DelegateVotesChanged')
  })
  leaf('when contributions are accepted or given up', 'only counting them changes voice (T57)', async () => {
    const { alice } = w.accounts
    await delegate(alice)
    await earn(alice, 100)
    await w.accept(await w.propose([{ to: alice.address, quantity: 50 }]))
    expect(await cast(alice)).to.deep.equal([100, 100])
    await count(alice)
    expect(await cast(alice)).to.deep.equal([150, 150])
    await w.ledger.connect(alice).reduceOwnUnits(alice.address, DESIGN, 120)
    expect(await cast(alice)).to.deep.equal([150, 150])
  })
  leaf('given units were taken out', 'what can be reached shrinks with them (T61)', async () => {
    const { alice, bob } = w.accounts
    for (const account of [alice, bob]) {
      await delegate(account)
      await earn(account, 100)
    }
    await w.ledger.connect(await w.as(await w.review.getAddress())).correctUnits(alice.address, DESIGN, 60)
    await expect(count(alice)).to.emit(w.ledger, 'DelegateVotesChanged').withArgs(alice.address, 100, 40)
    expect(await cast(alice, bob)).to.deep.equal([40, 100, 140])
  })
  leaf('given the account has not opted in', 'nobody can cast it and no total has it until it does', async () => {
    const { alice, bob } = w.accounts
    await expect(earn(alice, 100)).not.to.emit(w.ledger, 'DelegateVotesChanged')
    expect(await cast(alice)).to.deep.equal([0, 0])
    expect(await w.voices.totalVoice(w.V)).to.equal(100n)
    await delegate(alice, bob)
    expect(await cast(alice, bob)).to.deep.equal([0, 100, 100])
  })
  leaf('given it has a representative', 'the representative can cast more', async () => {
    const { alice, bob } = w.accounts
    await delegate(alice, bob)
    await earn(bob, 7)
    await delegate(bob)
    await w.give({ to: alice.address, quantity: 100 })
    await expect(count(alice)).to.emit(w.ledger, 'DelegateVotesChanged').withArgs(bob.address, 7, 107)
    expect(await cast(alice, bob)).to.deep.equal([0, 107, 107])
  })
  leaf('given the account moved', "it is its holder's, however often it moved", async () => {
    const { alice, bob, dave } = w.accounts
    await earn(alice, 100)
    await delegate(dave)
    await w.move(alice, bob)
    await w.move(bob, dave)
    expect(await cast(alice, bob, dave)).to.deep.equal([0, 0, 100, 100])
    await w.ledger.connect(dave).reduceOwnUnits(alice.address, DESIGN, 30)
    await earn(bob, 5)
    await count(alice)
    expect(await cast(alice, bob, dave)).to.deep.equal([0, 0, 75, 75])
    expect(await voiceOf(w, alice)).to.deep.equal([ZERO, 0n, 0n])
  })
  leaf('when the holder calls', 'it is a sign of life', async () => {
    const { alice, bob } = w.accounts
    await count(alice, [], alice)
    expect(await voiceOf(w, alice)).to.deep.equal([ZERO, await today(w), 0n])
    await w.move(alice, bob)
    await w.time.increase(3 * DAY)
    await count(alice, [], bob)
    expect(await voiceOf(w, bob)).to.deep.equal([ZERO, await today(w), 0n])
  })
  leaf('when somebody else calls', 'it is none', async () => {
    const { alice, bob } = w.accounts
    await delegate(alice, bob)
    const before = await today(w)
    await w.time.increase(3 * DAY)
    await earn(alice, 1)
    await count(alice, [DESIGN], bob)
    expect(await voiceOf(w, alice)).to.deep.equal([bob.address, before, 1n])
  })
  leaf('when something calls itself a ledger', 'it counts in its own books alone', async () => {
    const { alice } = w.accounts
    await delegate(alice)
    await earn(alice, 10)
    await w.give({ to: alice.address, quantity: 90 })
    const forged = await deployVoice(w, 'ForgedLedger', [w.L])
    await w.voices.updateVoice(forged.target, alice.address, [DESIGN])
    expect((await w.voices.voiceOf(forged.target, alice.address)).units).to.equal(100n)
    expect(await cast(alice)).to.deep.equal([10, 10])
  })
})

describe('VoiceBoard.lapse', () => {
  const w = useWorld(async (world) => {
    await useVoice(world).earn(world.accounts.alice, 100)
  })
  const { delegate, count, cast, asLedger, appointGroup } = useVoice(w)
  const lapse = (account = w.accounts.alice) => w.voices.connect(w.accounts.stranger).lapse(w.L, account.address)
  const lapsesAt = async (account = w.accounts.alice) => Number(await w.voices.lapsesAt(w.L, account.address))

  leaf('given nobody can cast it', 'it reverts with VoiceOutOfReach', async () => {
    await refuses(lapse(), 'VoiceOutOfReach', [w.accounts.alice.address])
    await delegate(w.accounts.alice)
    await delegate(w.accounts.alice, { address: ZERO })
    await w.time.increase(3 * 365 * DAY)
    await refuses(lapse(), 'VoiceOutOfReach', [w.accounts.alice.address])
  })
  leaf('given a sign of life of the last 24 months', 'it reverts with VoiceNotLapsed', async () => {
    const { alice } = w.accounts
    await delegate(alice)
    const at = await lapsesAt()
    expect(at).to.equal((Number(await today(w)) + LAPSE_DAYS) * DAY)
    expect(at - (await w.time.latest())).to.be.within(730 * DAY, 731 * DAY)
    await w.time.setNextBlockTimestamp(at - 1)
    await refuses(lapse(), 'VoiceNotLapsed', [alice.address, at - 1, at])
  })
  leaf('given the account moved', 'it reverts with VoiceNotLapsed', async () => {
    const { alice, bob } = w.accounts
    await delegate(alice)
    await w.move(alice, bob)
    await w.time.increase(4 * 365 * DAY)
    await refuses(lapse(), 'VoiceNotLapsed', [alice.address])
  })
  leaf('given none for longer', 'anybody takes it out of reach, and no quorum counts it (T61)', async () => {
    const { alice, bob } = w.accounts
    await delegate(alice, bob)
    await w.time.setNextBlockTimestamp(await lapsesAt())
    await expect(lapse())
      .to.emit(w.ledger, 'DelegateChanged')
      .withArgs(alice.address, bob.address, ZERO)
      .and.to.emit(w.ledger, 'DelegateVotesChanged')
      .withArgs(bob.address, 100, 0)
    expect(await cast(alice, bob)).to.deep.equal([0, 0, 0])
    expect((await w.voices.voiceOf(w.L, alice.address)).units).to.equal(100n)
  })
  leaf('given it lapsed', 'delegating brings it back', async () => {
    const { alice } = w.accounts
    await delegate(alice)
    await w.time.increaseTo(await lapsesAt())
    await lapse()
    await delegate(alice)
    expect(await cast(alice)).to.deep.equal([100, 100])
    await refuses(lapse(), 'VoiceNotLapsed')
  })
  leaf('given it delegated, counted its own voice or voted', 'its 24 months begin anew', async () => {
    const { alice, bob } = w.accounts
    const governor = await appointGroup()
    const vote = async () => {
      const target = await w.board.getAddress()
      const data = w.board.interface.encodeFunctionData('lengthenNotice', [w.V, 8 * DAY])
      const text = String(await w.time.latest())
      await w.helpers.mine()
      await governor.connect(alice).propose([target], [0], [data], text)
      return governor.connect(alice).castVote(await governor.hashProposal([target], [0], [data], ethers.id(text)), 1)
    }
    const signs: Record<string, [act: () => Promise<unknown>, isSign: boolean]> = {
      delegating: [() => delegate(alice), true],
      'counting for oneself': [() => count(alice, [DESIGN], alice), true],
      voting: [vote, true],
      'counting for another': [() => count(bob, [DESIGN], alice), false],
      'being counted': [() => count(alice), false],
    }
    await delegate(alice)
    for (const [name, [act, isSign]] of Object.entries(signs)) {
      await w.time.increase(100 * DAY)
      const before = await lapsesAt()
      await act()
      expect((await lapsesAt()) > before, name).to.equal(isSign)
    }
  })
  leaf('given only its representative voted', 'it lapses all the same', async () => {
    const { alice, bob } = w.accounts
    await delegate(alice, bob)
    await w.time.increase(700 * DAY)
    const governor = await appointGroup()
    const before = await lapsesAt()
    await w.voices.connect(await w.as(String(governor.target))).noteVote(w.L, bob.address)
    expect(await lapsesAt()).to.equal(before)
  })
  leaf('when another ledger is meant', 'this one stays as it is', async () => {
    const { alice } = w.accounts
    await delegate(alice)
    const other = await w.deploy(w.config(), ethers.id('other'))
    await w.time.increaseTo(await lapsesAt())
    await refuses(w.voices.lapse(other.L, alice.address), 'VoiceOutOfReach')
    await (await asLedger()).setDelegate(alice.address, alice.address)
    expect(await cast(alice)).to.deep.equal([100, 100])
  })
})

describe('VoiceBoard.setDelegate', () => {
  const w = useWorld(async (world) => {
    const { earn, delegate } = useVoice(world)
    await earn(world.accounts.alice, 100)
    await delegate(world.accounts.alice)
  })
  const { cast, asLedger } = useVoice(w)

  leaf('given the account moved', 'it reverts with VoiceMoved', async () => {
    const { alice, bob, dave } = w.accounts
    await w.move(alice, dave)
    await refuses((await asLedger()).setDelegate(alice.address, bob.address), 'VoiceMoved', [alice.address, dave.address])
  })
  leaf('when a ledger calls', 'the voice goes from one to the other and stays within reach', async () => {
    const { alice, bob } = w.accounts
    await expect((await asLedger()).setDelegate(alice.address, bob.address))
      .to.emit(w.ledger, 'DelegateChanged')
      .withArgs(alice.address, alice.address, bob.address)
      .and.to.emit(w.ledger, 'DelegateVotesChanged')
      .withArgs(alice.address, 100, 0)
      .and.to.emit(w.ledger, 'DelegateVotesChanged')
      .withArgs(bob.address, 0, 100)
    expect(await cast(alice, bob)).to.deep.equal([0, 100, 100])
  })
  leaf('when it names zero', 'the voice is out of reach', async () => {
    const { alice } = w.accounts
    await (await asLedger()).setDelegate(alice.address, ZERO)
    expect(await cast(alice)).to.deep.equal([0, 0])
  })
  leaf('when it names the same', 'it is a sign of life and nothing else', async () => {
    const { alice } = w.accounts
    await w.time.increase(10 * DAY)
    await expect((await asLedger()).setDelegate(alice.address, alice.address)).not.to.emit(w.ledger, 'DelegateVotesChanged')
    expect(await voiceOf(w, alice)).to.deep.equal([alice.address, await today(w), 100n])
  })
  leaf('when something else calls', 'the ledger hears nothing of it (T65)', async () => {
    const { alice, bob } = w.accounts
    const forged = await deployVoice(w, 'ForgedLedger', [w.L])
    const call = w.voices.interface.encodeFunctionData('setDelegate', [alice.address, bob.address])
    await expect(forged.getFunction('run')(w.voices.target, call)).not.to.emit(w.ledger, 'DelegateChanged')
    expect((await w.voices.voiceOf(forged.target, alice.address)).delegatee).to.equal(bob.address)
    expect(await w.ledger.delegates(alice.address)).to.equal(alice.address)
    expect(await cast(alice, bob)).to.deep.equal([100, 0, 100])
  })
  leaf('when units are given to somebody', 'their representative stays who they chose (T65)', async () => {
    const { alice, bob } = w.accounts
    await w.accept(await w.propose([{ to: alice.address, quantity: 50 }], bob))
    await useVoice(w).count(alice, [DESIGN], bob)
    expect(await w.ledger.delegates(alice.address)).to.equal(alice.address)
    expect(await cast(alice, bob)).to.deep.equal([150, 0, 150])
  })
})

describe('VoiceBoard.setDelegateBySig', () => {
  const w = useWorld(async (world) => useVoice(world).earn(world.accounts.alice, 100))
  const { cast } = useVoice(w)
  const types = {
    Delegation: ['address delegatee', 'uint256 nonce', 'uint256 expiry'].map((field) => {
      const [type, name] = field.split(' ') as [string, string]
      return { name, type }
    }),
  }
  const signed = async () => {
    const message = { delegatee: w.accounts.bob.address, nonce: 0, expiry: 10n ** 12n }
    const { v, r, s } = ethers.Signature.from(await w.sign(w.accounts.alice, types, message))
    return [message.delegatee, message.nonce, message.expiry, v, r, s] as const
  }

  leaf('when a ledger calls', 'it says who signed and uses the nonce up', async () => {
    const { alice, bob } = w.accounts
    const asLedger = await useVoice(w).asLedger()
    const args = await signed()
    expect(await asLedger.setDelegateBySig.staticCall(...args)).to.equal(alice.address)
    await asLedger.setDelegateBySig(...args)
    expect([await w.ledger.nonces(alice.address), await w.ledger.delegates(alice.address)]).to.deep.equal([1n, bob.address])
  })
  leaf('when something else calls with the domain of a ledger', 'the ledger hears nothing of it (T65)', async () => {
    const { alice, bob } = w.accounts
    const forged = await deployVoice(w, 'ForgedLedger', [w.L])
    const args = await signed()
    await forged.getFunction('run')(w.voices.target, w.voices.interface.encodeFunctionData('setDelegateBySig', [...args]))
    expect((await w.voices.voiceOf(forged.target, alice.address)).delegatee).to.equal(bob.address)
    expect([await w.ledger.nonces(alice.address), await w.ledger.delegates(alice.address)]).to.deep.equal([0n, ZERO])
    expect(await cast(bob)).to.deep.equal([0, 0])
    await w.ledger.delegateBySig(...args)
    expect(await cast(bob)).to.deep.equal([100, 100])
  })
})

describe('VoiceBoard.moveVoice', () => {
  const w = useWorld(async (world) => {
    const { earn, delegate } = useVoice(world)
    await earn(world.accounts.alice, 100)
    await earn(world.accounts.dave, 7)
    await delegate(world.accounts.alice)
  })
  const { delegate, count, earn, cast } = useVoice(w)

  leaf('given both have opted in', 'who goes on casts both, and the events tell it', async () => {
    const { alice, bob, dave } = w.accounts
    await delegate(dave, bob)
    await expect(w.move(alice, dave))
      .to.emit(w.ledger, 'DelegateChanged')
      .withArgs(alice.address, alice.address, ZERO)
      .and.to.emit(w.ledger, 'DelegateVotesChanged')
      .withArgs(alice.address, 100, 0)
      .and.to.emit(w.ledger, 'DelegateVotesChanged')
      .withArgs(bob.address, 7, 107)
    expect(await cast(alice, dave, bob)).to.deep.equal([0, 0, 107, 107])
    expect([await voiceOf(w, alice), (await voiceOf(w, dave))[2]]).to.deep.equal([[ZERO, 0n, 0n], 107n])
  })
  leaf('given who goes on has not opted in', 'it is out of reach until they do', async () => {
    const { alice, dave } = w.accounts
    await w.move(alice, dave)
    expect(await cast(alice, dave)).to.deep.equal([0, 0, 0])
    await delegate(dave)
    expect(await cast(alice, dave)).to.deep.equal([0, 107, 107])
  })
  leaf('given who moves has not opted in', 'it comes within reach with who goes on', async () => {
    const { bob, dave } = w.accounts
    await earn(bob, 30)
    await delegate(dave)
    await expect(w.move(bob, dave)).not.to.emit(w.ledger, 'DelegateChanged')
    expect(await cast(bob, dave)).to.deep.equal([0, 37, 137])
  })
  leaf('given others had chosen the account', 'theirs stays with it until they choose again (T75)', async () => {
    const { alice, bob, dave } = w.accounts
    await earn(bob, 50)
    await delegate(bob, alice)
    await w.move(alice, dave)
    await delegate(dave)
    expect(await cast(alice, dave)).to.deep.equal([50, 107, 157])
    await delegate(bob, dave)
    expect(await cast(alice, dave)).to.deep.equal([0, 157, 157])
  })
  leaf('given both together have more than 2^80 - 1', 'it reverts with VoiceTooLarge', async () => {
    const { alice, bob, dave } = w.accounts
    await w.board.connect(w.accounts.founder).openKind(w.V, { ...w.config().kinds[0]!, voice: 2 ** 23 })
    await earn(alice, 2n ** 57n - 1n, 4)
    await earn(bob, 1, 4)
    // 2^57 of them would be 2^80.
    await w.move(alice, dave)
    const units = (2n ** 57n - 1n) * 2n ** 23n + 107n
    expect((await w.voices.voiceOf(w.L, dave.address)).units).to.equal(units)
    await refuses(w.move(bob, dave), 'VoiceTooLarge', [dave.address, units + 2n ** 23n, MAX_VOICE])
  })
  leaf('given the account moved before', 'it reverts and takes nobody along', async () => {
    const { alice, bob, dave } = w.accounts
    await w.move(alice, dave)
    await refuses(w.move(alice, bob), 'VoiceMoved', [alice.address, dave.address])
    await refuses(w.move(bob, alice), 'MoveEndMoved', [bob.address, alice.address])
  })
  leaf('when something else calls', 'the ledger hears nothing of it (T65)', async () => {
    const { alice, dave } = w.accounts
    const forged = await deployVoice(w, 'ForgedLedger', [w.L])
    await forged.getFunction('run')(
      w.voices.target,
      w.voices.interface.encodeFunctionData('moveVoice', [alice.address, dave.address]),
    )
    await count(alice)
    expect(await cast(alice, dave)).to.deep.equal([100, 0, 100])
    expect(await w.ledger.delegates(alice.address)).to.equal(alice.address)
  })
})

describe('VoiceBoard.noteVote', () => {
  const w = useWorld(async (world) => useVoice(world).delegate(world.accounts.alice))
  const asGovernor = () => w.voices.connect(w.accounts.founder)

  leaf("when the caller is not the governor of the ledger's venture", 'it reverts with VoiceGovernorOnly', async () => {
    const { alice, steward, founder } = w.accounts
    for (const caller of [alice, steward]) {
      await refuses(w.voices.connect(caller).noteVote(w.L, alice.address), 'VoiceGovernorOnly', [caller.address, founder.address])
    }
    const other = await w.deploy(
      w.config((c) => (c.governor = alice.address)),
      ethers.id('other'),
    )
    await refuses(asGovernor().noteVote(other.L, alice.address), 'VoiceGovernorOnly', [founder.address, alice.address])
  })
  leaf('when the governor calls', 'it is a sign of life', async () => {
    const { alice } = w.accounts
    await w.time.increase(10 * DAY)
    await asGovernor().noteVote(w.L, alice.address)
    expect(await voiceOf(w, alice)).to.deep.equal([alice.address, await today(w), 0n])
  })
  leaf('given the account moved', 'it stays moved', async () => {
    const { alice, dave } = w.accounts
    await w.move(alice, dave)
    await asGovernor().noteVote(w.L, alice.address)
    expect(await voiceOf(w, alice)).to.deep.equal([ZERO, 0n, 0n])
    await refuses(w.ledger.connect(alice).delegate(alice.address), 'VoiceMoved', [alice.address, dave.address])
  })
})

describe('VoiceBoard.totalVoice', () => {
  const w = useWorld()
  leaf('when units are entered', 'it has them times voice, of every kind, counted or not', async () => {
    const { alice, bob } = w.accounts
    await w.board.connect(w.accounts.founder).openKind(w.V, { ...w.config().kinds[0]!, voice: 9 })
    await w.give({ to: alice.address, quantity: 100 }, { to: bob.address, kind: REVIEW, quantity: 10 })
    await w.give({ to: bob.address, kind: 4, quantity: 2 }, { to: bob.address, kind: CASH, quantity: 1_000 })
    expect(await w.voices.totalVoice(w.V)).to.equal(128n)
    // Of a large batch: before anybody has activated a leaf.
    const large = await w.proposeLarge([{ kind: DESIGN, quantity: 50 }])
    await w.ledger.connect(await w.as(await w.growth.getAddress())).take(large.header, large.entries, 0, 1, [])
    expect(await w.voices.totalVoice(w.V)).to.equal(178n)
  })
})
