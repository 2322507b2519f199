import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { expect } from 'chai'
import { ethers } from 'ethers'
import { ledgerDomain } from '../../../sdk/src/batch/typedData.ts'
import { refuses, revertData } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { deployVoice, useVoice } from '../../utils/voice.ts'
import { DAY, useWorld, type World, ZERO } from '../../utils/world.ts'

/** Order of the curve: a signature (r, s) has a twin (r, order - s), one of them with a high s. */
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

const prepare = async (w: World) => {
  await useVoice(w).earn(w.accounts.alice, 100)
  await useVoice(w).earn(w.accounts.bob, 10)
}
const types = {
  Delegation: [
    { name: 'delegatee', type: 'address' },
    { name: 'nonce', type: 'uint256' },
    { name: 'expiry', type: 'uint256' },
  ],
}
type Delegation = { delegatee: string; nonce: bigint; expiry: bigint; v: number; r: string; s: string }
const argsOf = ({ delegatee, nonce, expiry, v, r, s }: Delegation) => [delegatee, nonce, expiry, v, r, s] as const

describe('ContributionLedger.delegate', () => {
  const w = useWorld(prepare)
  const { delegate, cast } = useVoice(w)

  leaf('given the account moved', 'it reverts with VoiceMoved', async () => {
    const { alice, bob } = w.accounts
    await w.move(alice, bob)
    await refuses(delegate(alice), 'VoiceMoved', [alice.address, bob.address])
  })
  leaf('when an account chooses itself', 'it can cast its voice, and the events are those of ERC-5805', async () => {
    const { alice } = w.accounts
    await expect(delegate(alice))
      .to.emit(w.ledger, 'DelegateChanged')
      .withArgs(alice.address, ZERO, alice.address)
      .and.to.emit(w.ledger, 'DelegateVotesChanged')
      .withArgs(alice.address, 0, 100)
    expect(await w.ledger.delegates(alice.address)).to.equal(alice.address)
    expect(await cast(alice)).to.deep.equal([100, 100])
  })
  leaf('when an account chooses another', 'that one casts both', async () => {
    const { alice, bob } = w.accounts
    await delegate(bob)
    await delegate(alice, bob)
    expect(await cast(alice, bob)).to.deep.equal([0, 110, 110])
  })
  leaf('when it chooses a representative who has one', 'that goes no further', async () => {
    const { alice, bob, carol } = w.accounts
    await delegate(alice, bob)
    await delegate(bob, carol)
    expect(await cast(bob, carol)).to.deep.equal([100, 10, 110])
  })
  leaf('given it has chosen', 'it can choose again at any time', async () => {
    const { alice, bob } = w.accounts
    await delegate(alice, bob)
    await expect(delegate(alice))
      .to.emit(w.ledger, 'DelegateVotesChanged')
      .withArgs(bob.address, 100, 0)
      .and.to.emit(w.ledger, 'DelegateVotesChanged')
      .withArgs(alice.address, 0, 100)
    expect(await cast(alice, bob)).to.deep.equal([100, 0, 100])
  })
  leaf('when it chooses', 'it is noted that it is there', async () => {
    const { alice, bob } = w.accounts
    await delegate(alice, bob)
    const now = BigInt(await w.time.latest())
    expect((await w.ledger.roleOf(alice.address)).lastAct).to.equal(now)
    expect((await w.ledger.roleOf(bob.address)).lastAct).to.equal(0n)
  })
})

describe('ContributionLedger.delegateBySig', () => {
  let plain: ethers.Contract
  const w = useWorld(async (world) => {
    await prepare(world)
    plain = await deployVoice(world, 'PlainVotes')
  })
  const { delegate, cast } = useVoice(w)

  const signFor = async (ledger: string, change: Partial<Delegation> = {}, by: HardhatEthersSigner = w.accounts.alice) => {
    const message = { delegatee: w.accounts.bob.address, nonce: 0n, expiry: 10n ** 12n, ...change }
    const domain = ledgerDomain({ chainId: w.chainId, ledger: ledger as `0x${string}` })
    const { delegatee, nonce, expiry } = message
    const { v, r, s } = ethers.Signature.from(await w.sign(by, types, { delegatee, nonce, expiry }, domain))
    return { v, r, s, ...message }
  }
  const submit = (delegation: Delegation) => w.ledger.connect(w.accounts.stranger).delegateBySig(...argsOf(delegation))
  /** What was changed of a signature is refused here as it is there; both say the same, but for what depends on the signature. */
  const refusesAsPlain = async (
    name: string,
    signed: Partial<Delegation>,
    change: (delegation: Delegation) => Delegation = (delegation) => delegation,
    length?: number,
  ) => {
    const [ours, theirs] = [change(await signFor(w.L, signed)), change(await signFor(String(plain.target), signed))]
    await refuses(submit(ours), name)
    const said = await revertData(plain.getFunction('delegateBySig').staticCall(...argsOf(theirs)))
    expect((await revertData(submit(ours))).slice(0, length)).to.equal(said.slice(0, length))
  }

  leaf('when it has expired', 'it reverts with VotesExpiredSignature, as in OpenZeppelin', async () => {
    const expiry = BigInt((await w.time.latest()) + DAY)
    const signed = await signFor(w.L, { expiry })
    await w.time.setNextBlockTimestamp(expiry + 1n)
    await refuses(submit(signed), 'VotesExpiredSignature', [expiry])
    await refusesAsPlain('VotesExpiredSignature', { expiry: 1n })
  })
  leaf('when it is the last second', 'it is good', async () => {
    const expiry = BigInt((await w.time.latest()) + DAY)
    const signed = await signFor(w.L, { expiry })
    await w.time.setNextBlockTimestamp(expiry)
    await submit(signed)
    expect(await w.ledger.delegates(w.accounts.alice.address)).to.equal(w.accounts.bob.address)
  })
  leaf('given it was used', 'it reverts with InvalidAccountNonce', async () => {
    const { alice } = w.accounts
    const signed = await signFor(w.L)
    await submit(signed)
    await refuses(submit(signed), 'InvalidAccountNonce', [alice.address, 1])
  })
  leaf('when its nonce is not the next', 'it reverts with InvalidAccountNonce, as in OpenZeppelin', async () => {
    await refusesAsPlain('InvalidAccountNonce', { nonce: 1n })
  })
  leaf('when its s is high', 'it reverts with ECDSAInvalidSignatureS, as in OpenZeppelin', async () => {
    const high = (of: Delegation) => ({ ...of, s: ethers.toBeHex(ORDER - BigInt(of.s), 32), v: of.v === 27 ? 28 : 27 })
    await refusesAsPlain('ECDSAInvalidSignatureS', {}, high, 10)
  })
  leaf('when it is no signature', 'it reverts with ECDSAInvalidSignature, as in OpenZeppelin', async () => {
    for (const change of [{ v: 0 }, { v: 29 }, { r: ethers.ZeroHash }]) {
      await refusesAsPlain('ECDSAInvalidSignature', {}, (of) => ({ ...of, ...change }))
    }
  })
  leaf('given the signer moved', 'it reverts with VoiceMoved', async () => {
    const { alice, bob } = w.accounts
    await w.move(alice, bob)
    await refuses(submit(await signFor(w.L)), 'VoiceMoved', [alice.address, bob.address])
  })
  leaf('when it was signed for another ledger, or altered', "it is nobody's here (T65)", async () => {
    const { alice, bob, stranger } = w.accounts
    const other = await w.deploy(w.config(), ethers.id('other'))
    const signed = await signFor(w.L)
    const altered: Delegation[] = [
      await signFor(other.L),
      await signFor(await w.ledgerCode.getAddress()),
      await signFor(await w.voices.getAddress()),
      { ...signed, delegatee: stranger.address },
      { ...signed, expiry: signed.expiry + 1n },
    ]
    // As in OpenZeppelin it may be taken, for whoever a signature of something else happens to name.
    for (const of of altered) await submit(of)
    expect([await w.ledger.delegates(alice.address), await w.ledger.nonces(alice.address)]).to.deep.equal([ZERO, 0n])
    await submit(signed)
    expect(await cast(alice, bob, stranger)).to.deep.equal([0, 100, 0, 100])
  })
  leaf('when it is good', 'whoever sends it, the signer has delegated, and is there', async () => {
    const { alice, bob, stranger } = w.accounts
    await expect(submit(await signFor(w.L)))
      .to.emit(w.ledger, 'DelegateChanged')
      .withArgs(alice.address, ZERO, bob.address)
      .and.to.emit(w.ledger, 'DelegateVotesChanged')
      .withArgs(bob.address, 0, 100)
    expect([await w.ledger.nonces(alice.address), await w.ledger.nonces(stranger.address)]).to.deep.equal([1n, 0n])
    const acts = await Promise.all([alice, stranger].map(async ({ address }) => (await w.ledger.roleOf(address)).lastAct))
    expect(acts).to.deep.equal([BigInt(await w.time.latest()), 0n])
  })
  leaf('given one that was never sent', 'signing its nonce again takes it back (T75)', async () => {
    const { alice, bob, carol } = w.accounts
    const [forgotten, instead] = [await signFor(w.L, { delegatee: carol.address }), await signFor(w.L)]
    await submit(instead)
    await refuses(submit(forgotten), 'InvalidAccountNonce', [alice.address, 1])
    await delegate(alice)
    await refuses(submit(forgotten), 'InvalidAccountNonce', [alice.address, 1])
    expect(await cast(alice, bob, carol)).to.deep.equal([100, 0, 0, 100])
  })
})

describe('ContributionLedger.tellDelegate', () => {
  const w = useWorld()
  leaf('when the caller is not the voice board', 'it reverts with BoardOnly', async () => {
    const { alice, founder } = w.accounts
    for (const caller of [founder, alice, await w.as(await w.review.getAddress())]) {
      await refuses(w.ledger.connect(caller).tellDelegate(alice.address, ZERO, alice.address), 'BoardOnly', [
        caller.address,
        await w.voices.getAddress(),
      ])
    }
  })
  leaf('when the voice board calls', 'it emits DelegateChanged', async () => {
    const { alice, bob, carol } = w.accounts
    const ledger = w.ledger.connect(await w.as(await w.voices.getAddress()))
    await expect(ledger.tellDelegate(alice.address, bob.address, carol.address))
      .to.emit(w.ledger, 'DelegateChanged')
      .withArgs(alice.address, bob.address, carol.address)
  })
})

describe('ContributionLedger.tellVotes', () => {
  const w = useWorld()
  leaf('when the caller is not the voice board', 'it reverts with BoardOnly', async () => {
    const { alice, founder } = w.accounts
    for (const caller of [founder, alice, await w.as(await w.accountBoard.getAddress())]) {
      await refuses(w.ledger.connect(caller).tellVotes(alice.address, 0, 1), 'BoardOnly', [
        caller.address,
        await w.voices.getAddress(),
      ])
    }
  })
  leaf('when the voice board calls', 'it emits DelegateVotesChanged', async () => {
    const ledger = w.ledger.connect(await w.as(await w.voices.getAddress()))
    await expect(ledger.tellVotes(w.accounts.alice.address, 3, 5))
      .to.emit(w.ledger, 'DelegateVotesChanged')
      .withArgs(w.accounts.alice.address, 3, 5)
  })
})

describe('ContributionLedger.clock', () => {
  const w = useWorld()
  leaf('when anybody asks', 'it counts seconds, as CLOCK_MODE says', async () => {
    expect(await w.ledger.CLOCK_MODE()).to.equal('mode=timestamp')
    for (const seconds of [1, 1_000]) {
      await w.time.increase(seconds)
      expect(await w.ledger.clock()).to.equal(BigInt(await w.time.latest()))
    }
  })
  leaf('given the group governs', 'its governor goes by the same clock (T70)', async () => {
    const governor = await useVoice(w).appointGroup()
    expect(await governor.CLOCK_MODE()).to.equal(await w.ledger.CLOCK_MODE())
    for (const seconds of [1, 1_000]) {
      await w.time.increase(seconds)
      expect(await governor.clock()).to.equal(await w.ledger.clock())
    }
  })
})

describe('ContributionLedger.getPastVotes', () => {
  const w = useWorld(prepare)
  const { delegate, inOneBlock } = useVoice(w)
  const past = (at: number) => w.ledger.getPastVotes(w.accounts.alice.address, at)

  leaf('when it is now or later', 'it reverts with ERC5805FutureLookup', async () => {
    const now = await w.time.latest()
    for (const at of [now, now + 1, 2 ** 48]) await refuses(past(at), 'ERC5805FutureLookup', [at, now])
  })
  leaf('when it was before', 'it is what the account could cast at the end of that second', async () => {
    const { alice, bob } = w.accounts
    await delegate(alice)
    const since = await w.time.latest()
    await delegate(bob, alice)
    await w.time.increase(10)
    await delegate(alice, bob)
    const until = await w.time.latest()
    await w.helpers.mine()
    const votes = await Promise.all([0, since - 1, since, until - 1, until].map(past))
    expect(votes).to.deep.equal([0n, 0n, 100n, 110n, 10n])
  })
  leaf('given several changes in one block', 'the last one counts', async () => {
    const { alice, bob, carol } = w.accounts
    const ledger = w.ledger
    const done = await inOneBlock(
      (options) => ledger.connect(alice).delegate(alice.address, options),
      (options) => ledger.connect(bob).delegate(alice.address, options),
      (options) => ledger.connect(alice).delegate(carol.address, options),
    )
    expect(done).to.deep.equal([true, true, true])
    const at = await w.time.latest()
    await w.helpers.mine()
    expect([await past(at - 1), await past(at)]).to.deep.equal([0n, 10n])
  })
})

describe('ContributionLedger.getPastTotalSupply', () => {
  const w = useWorld(prepare)
  const { delegate, cast } = useVoice(w)

  leaf('when it is now or later', 'it reverts with ERC5805FutureLookup', async () => {
    const now = await w.time.latest()
    await refuses(w.ledger.getPastTotalSupply(now), 'ERC5805FutureLookup', [now, now])
  })
  leaf('when it was before', 'it is all that somebody could cast, and nothing else', async () => {
    const { alice, bob, carol } = w.accounts
    expect(await cast()).to.deep.equal([0])
    await delegate(alice, carol)
    expect(await cast(carol)).to.deep.equal([100, 100])
    const then = await w.time.latest()
    await delegate(bob)
    await delegate(alice, { address: ZERO })
    expect(await cast(bob, carol)).to.deep.equal([10, 0, 10])
    expect(await w.ledger.getPastTotalSupply(then)).to.equal(100n)
  })
})
