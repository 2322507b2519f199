import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { expect } from 'chai'
import { ethers } from 'ethers'
import { callsOf } from '../../utils/calls.ts'
import { refuses } from '../../utils/errors.ts'
import { ProposalState, RULES, Support, useGovernedWorld } from '../../utils/governance.ts'
import { Change, coder, DAY, DESIGN } from '../../utils/world.ts'

const { Against, For } = Support
const MONTH = 30 * DAY

type Sent = { wait(): Promise<unknown> }

describe('threats to decisions', () => {
  const w = useGovernedWorld()
  const someone = (i: number) => w.members[i] as HardhatEthersSigner
  const tally = async (id: bigint) => w.governor.tallyOf(id)
  /** Sends all of it in one block, each with its own gas, and says which went through. */
  const inOneBlock = async (...calls: (() => Promise<Sent>)[]) => {
    const { provider } = w.hh
    await provider.send('evm_setAutomine', [false])
    const sent: Sent[] = []
    for (const call of calls) sent.push(await call())
    await provider.send('evm_mine', [])
    await provider.send('evm_setAutomine', [true])
    const outcomes = await Promise.all(
      sent.map((one) =>
        one.wait().then(
          () => true,
          () => false,
        ),
      ),
    )
    const blocks = new Set(
      await Promise.all(
        sent.map(async (one) => (await provider.getTransaction((one as unknown as { hash: string }).hash))?.blockNumber),
      ),
    )
    expect(blocks.size, 'all in one block').to.equal(1)
    return outcomes
  }
  const gas = { gasLimit: 3_000_000 }

  describe('T56: one voice counts once, whoever has it', () => {
    it('vote, move house and vote again in one block', async () => {
      const [alice, bob] = [someone(1), w.accounts.steward2]
      const { id } = await w.proposeActions(w.lengthenNotice())
      const board = await w.as(String(w.accountBoard.target))
      const outcomes = await inOneBlock(
        () => w.governor.connect(alice).castVote(id, Against, gas),
        () => w.ledger.connect(board).move(alice.address, bob.address, gas),
        () => w.governor.connect(bob).castVote(id, Against, gas),
      )
      expect(outcomes).to.deep.equal([true, true, false])
      const { againstVoice, headsAgainst, castVoice } = await tally(id)
      expect([againstVoice, castVoice, headsAgainst]).to.deep.equal([4_000n, 4_000n, 1n])
      const next = await w.proposeActions(w.openPool())
      await refuses(w.vote(next, Against, alice), 'VoiceMissing', [alice.address, next.id])
      await refuses(w.vote(next, Against, bob), 'VoiceMissing', [bob.address, next.id])
      await w.ledger.connect(bob).delegate(bob.address)
      await w.time.increase(1)
      expect(await w.governor.getVotes(bob.address, (await w.time.latest()) - 1), 'once opted in').to.equal(4_000n)
    })
    it('vote, delegate and let the representative vote in one block', async () => {
      const [alice, bob] = [someone(1), someone(2)]
      const { id } = await w.proposeActions(w.lengthenNotice())
      const outcomes = await inOneBlock(
        () => w.governor.connect(alice).castVote(id, Against, gas),
        () => w.ledger.connect(alice).delegate(bob.address, gas),
        () => w.governor.connect(bob).castVote(id, Against, gas),
      )
      expect(outcomes).to.deep.equal([true, true, true])
      expect((await tally(id)).castVoice).to.equal(8_000n)
    })
  })

  describe('T57: what comes in a flash has no voice', () => {
    it('contribute, be accepted, opt in, count, propose and vote in one block', async () => {
      const { stranger, steward } = w.accounts
      const { id } = await w.proposeActions(w.lengthenNotice())
      const batch = await w.batch([{ to: stranger.address, quantity: 1_000 }], { proposer: stranger.address })
      const action = w.openPool()
      const attestations = w.by(steward)
      const outcomes = await inOneBlock(
        () => w.ledger.connect(stranger).propose(batch.proposal, gas),
        () => w.review.connect(steward).acceptAttested(w.L, batch.header, batch.entries, 0, 1, attestations, gas),
        () => w.ledger.connect(stranger).delegate(stranger.address, gas),
        () => w.voices.connect(stranger).updateVoice(w.L, stranger.address, [DESIGN], gas),
        () => w.governor.connect(stranger).propose([action.target], [0n], [action.data], 'flash', gas),
        () => w.governor.connect(stranger).castVote(id, Against, gas),
      )
      expect(outcomes).to.deep.equal([true, true, true, true, false, false])
      expect(await w.ledger.getVotes(stranger.address)).to.equal(1_000n)
      await refuses(w.governor.connect(stranger).castVote(id, Against), 'VoiceMissing', [stranger.address, id])
      expect((await tally(id)).castVoice).to.equal(0n)
      await w.proposeActions(action, { by: stranger })
    })
    it('a proposal in the block in which its voice was counted', async () => {
      const { stranger } = w.accounts
      await w.ledger.connect(stranger).delegate(stranger.address)
      await w.give({ to: stranger.address, quantity: 4_000 })
      const { target, data } = w.openPool()
      const outcomes = await inOneBlock(
        () => w.voices.connect(stranger).updateVoice(w.L, stranger.address, [DESIGN], gas),
        () => w.governor.connect(stranger).propose([target], [0n], [data], 'flash', gas),
        () => w.governor.connect(someone(1)).propose([target], [0n], [data], 'slow', gas),
        () => w.governor.connect(someone(1)).propose([target], [0n], [data], 'slow', gas),
      )
      expect(outcomes).to.deep.equal([true, false, true, false])
      const { id } = { id: await w.governor.hashProposal([target], [0n], [data], ethers.id('slow')) }
      await refuses(w.governor.connect(stranger).castVote(id, Against), 'VoiceMissing', [stranger.address, id])
      expect((await w.governor.motionOf(id)).reachable).to.equal(44_000n)
    })
  })

  describe('T58, G1: an objection counts once', () => {
    it('not again, by signature, through a representative or after a move', async () => {
      const [alice, bob, carol] = [someone(1), someone(2), w.accounts.steward3]
      const proposal = await w.proposeActions(w.lengthenNotice())
      await w.vote(proposal, Against, alice)
      await refuses(w.vote(proposal, Against, alice), 'GovernorAlreadyCastVote', [alice.address])
      const domain = { name: 'OpenValueGovernor', version: '1', chainId: w.chainId, verifyingContract: w.G }
      const types = {
        Ballot: ['uint256 proposalId', 'uint8 support', 'address voter', 'uint256 nonce'].map((field) => {
          const [type, name] = field.split(' ') as [string, string]
          return { name, type }
        }),
      }
      const message = { proposalId: proposal.id, support: Against, voter: alice.address, nonce: 0n }
      const signature = await alice.signTypedData(domain, types, message)
      await refuses(w.governor.castVoteBySig(proposal.id, Against, alice.address, signature), 'GovernorAlreadyCastVote', [
        alice.address,
      ])
      await w.ledger.connect(alice).delegate(bob.address)
      await w.vote(proposal, Against, bob)
      await w.move(alice, carol)
      await w.ledger.connect(carol).delegate(carol.address)
      await refuses(w.vote(proposal, Against, carol), 'VoiceMissing', [carol.address, proposal.id])
      const { castVoice, headsAgainst } = await tally(proposal.id)
      expect([castVoice, headsAgainst]).to.deep.equal([8_000n, 2n])
    })
    it('all votes together are never more than what was reachable', async () => {
      const proposal = await w.proposeActions(w.removeSteward())
      await w.ledger.connect(someone(3)).delegate(someone(4).address)
      for (const [i, member] of w.members.entries()) await w.vote(proposal, i % 3, member)
      const { castVoice } = await tally(proposal.id)
      expect(castVoice).to.equal((await w.governor.motionOf(proposal.id)).reachable)
    })
  })

  describe('T61: voice that is gone is in no threshold', () => {
    /** Seven of the eleven hold what the quorum asks for; the other four are gone in some way. */
    const gone = () => w.members.slice(7)
    const quorum = async () => (await w.governor.quorum((await w.time.latest()) - 1)) as bigint
    const decides = async () => {
      await w.decide(w.removeSteward(), w.members.slice(0, 4))
      expect(await w.ledger.isSteward(w.accounts.steward.address)).to.equal(false)
    }
    it('units that were taken away', async () => {
      const open = await w.proposeActions(w.removeSteward(w.accounts.steward2))
      expect(await quorum()).to.equal(22_000n)
      const ledger = await w.as(w.L)
      for (const { address } of gone()) {
        await w.venture.connect(ledger).removeUnits(address, DESIGN, 4_000n)
        await w.voices.connect(w.accounts.stranger).updateVoice(w.L, address, [DESIGN])
      }
      await w.time.increase(1)
      expect(await quorum()).to.equal(14_000n)
      expect((await w.governor.motionOf(open.id)).reachable, 'what is open stays as it was').to.equal(44_000n)
      await w.vote(open, For, ...gone())
      await decides()
    })
    it('the voice of those who gave no sign of life for two years', async () => {
      await w.time.increase(720 * DAY)
      for (const member of w.members.slice(0, 7)) await w.ledger.connect(member).delegate(member.address)
      await w.time.increase(20 * DAY)
      for (const { address } of gone()) await w.voices.connect(w.accounts.stranger).lapse(w.L, address)
      await refuses(w.voices.lapse(w.L, someone(0).address), 'VoiceNotLapsed')
      await w.time.increase(1)
      expect(await quorum()).to.equal(14_000n)
      await decides()
    })
    it('the voice of who is barred stays, and counts', async () => {
      const data = coder.encode(['address', 'bool'], [someone(9).address, true])
      await w.decide(w.call(w.board, 'announceChange', w.V, Change.Bar, data))
      await w.time.increase(7 * DAY)
      await w.board.applyChange(w.V, Change.Bar, data)
      expect(await quorum()).to.equal(22_000n)
      const proposal = await w.proposeActions(w.removeSteward())
      await w.vote(proposal, For, someone(9))
      expect((await tally(proposal.id)).headsFor).to.equal(1n)
    })
  })

  describe('T63: what is called can do no harm, whatever its code is by then', () => {
    it('a token without code any more is no token', async () => {
      await w.token.mint(w.G, 100n)
      const proposal = await w.proposeActions(w.call(w.token, 'transfer', w.accounts.bob.address, 5n))
      await w.wait(proposal)
      await w.helpers.setCode(w.T, '0x')
      await refuses(w.execute(proposal), 'ActionUnknown', [0, w.T])
    })
    it('a token with other code than before gets nowhere by calling back', async () => {
      const plain = await w.hh.deployContract('TestToken', ['Plain', 'PLN', 2])
      const target = String(plain.target)
      await plain.mint(w.G, 100n)
      const proposal = await w.proposeActions(w.call(plain, 'transfer', w.accounts.bob.address, 5n))
      await w.wait(proposal)
      const odd = await w.mock('OddToken')
      await w.helpers.setCode(target, await w.hh.provider.getCode(await odd.getAddress()))
      const swapped = new ethers.Contract(target, odd.interface, w.accounts.stranger)
      const harmless = /^(on|castVote|propose$)/
      const calls = [
        ...callsOf(w.governor, w.V).filter(({ name }) => !harmless.test(name)),
        { name: 'execute it again', data: w.governor.interface.encodeFunctionData('execute', proposal.content) },
      ].map((call) => ({ ...call, at: w.G }))
      for (const board of [w.board, w.handOvers]) {
        calls.push(...callsOf(board, w.V).map((call) => ({ ...call, at: String(board.target) })))
      }
      expect(calls.length).to.be.greaterThan(18)
      const snapshot = await w.helpers.takeSnapshot()
      for (const { name, data, at } of calls) {
        await swapped.getFunction('callBack')(at, data)
        await w.execute(proposal)
        expect(await swapped.getFunction('callbackOk')(), name).to.equal(false)
        expect(await w.stateOf(proposal), name).to.equal(ProposalState.Executed)
        await snapshot.restore()
      }
    })
  })

  describe('T64: a proposal is made first, and withdrawn, by somebody else', () => {
    it('which keeps the same text from being used', async () => {
      const [alice, mallory] = [someone(0), someone(1)]
      const first = await w.proposeActions(w.lengthenNotice(), { by: mallory, text: 'Longer notice' })
      await w.governor.connect(mallory).cancel(...first.content)
      const again = w.proposeActions(w.lengthenNotice(), { by: alice, text: 'Longer notice' })
      await refuses(again, 'GovernorUnexpectedProposalState', [first.id, ProposalState.Canceled])
    })
    it('unless its text names its proposer', async () => {
      const [alice, mallory] = [someone(0), someone(1)]
      const text = `Longer notice #proposer=${alice.address.toLowerCase()}`
      await refuses(w.proposeActions(w.lengthenNotice(), { by: mallory, text }), 'GovernorRestrictedProposer', [mallory.address])
      const proposal = await w.proposeActions(w.lengthenNotice(), { by: alice, text })
      await refuses(w.governor.connect(mallory).cancel(...proposal.content), 'GovernorUnableToCancel', [
        proposal.id,
        mallory.address,
      ])
      await w.wait(proposal)
      await w.execute(proposal)
    })
  })

  describe('T67: objections of many who have no voice', () => {
    it('200 of them change nothing', async () => {
      const proposal = await w.proposeActions(w.lengthenNotice())
      const before = [await tally(proposal.id), await w.deadlineOf(proposal)]
      await w.time.increaseTo((await w.deadlineOf(proposal)) - DAY)
      for (let i = 0; i < 200; i++) {
        const from = ethers.dataSlice(ethers.id(`nobody ${i}`), 12)
        await refuses(w.governor.connect(w.hh.provider).castVote.staticCall(proposal.id, Against, { from }), 'VoiceMissing', [
          undefined,
          proposal.id,
        ])
      }
      const { stranger } = w.accounts
      await refuses(w.governor.connect(stranger).castVote(proposal.id, Against), 'VoiceMissing', [stranger.address])
      expect([await tally(proposal.id), await w.deadlineOf(proposal)]).to.deep.equal(before)
      await w.wait(proposal)
      await w.execute(proposal)
    })
    it('many with next to no voice neither stop a proposal nor lengthen its window', async () => {
      const crowd = [w.accounts.steward, w.accounts.steward2, w.accounts.steward3, w.accounts.customer, w.accounts.fee]
      for (const account of crowd) await w.giveVoice(account, 1n)
      const proposal = await w.proposeActions(w.lengthenNotice())
      const deadline = await w.deadlineOf(proposal)
      await w.time.increaseTo(deadline - 60)
      await w.vote(proposal, Against, ...crowd)
      expect(await w.deadlineOf(proposal)).to.equal(deadline)
      await w.wait(proposal)
      expect(await w.stateOf(proposal)).to.equal(ProposalState.Succeeded)
    })
  })

  describe('T71: an address of another chain is nobody here', () => {
    it('the alias of a member, as layers two make it, has no voice and no vote', async () => {
      const alice = someone(0)
      const offset = BigInt('0x1111000000000000000000000000000000001111')
      const alias = await w.as(ethers.getAddress(ethers.toBeHex((BigInt(alice.address) + offset) % 2n ** 160n, 20)))
      const proposal = await w.proposeActions(w.lengthenNotice())
      await refuses(w.vote(proposal, Against, alias), 'VoiceMissing', [alias.address, proposal.id])
      await refuses(w.proposeActions(w.openPool(), { by: alias }), 'GovernorInsufficientProposerVotes', [alias.address, 0])
      await refuses(w.governor.connect(alias).cancel(...proposal.content), 'GovernorUnableToCancel')
      const aliasOfGovernor = await w.as(ethers.toBeHex((BigInt(w.G) + offset) % 2n ** 160n, 20))
      await refuses(w.governor.connect(aliasOfGovernor).setRules(RULES.network), 'GovernorOnlyExecutor')
      await refuses(w.board.connect(aliasOfGovernor).lengthenNotice(w.V, MONTH), 'GovernorOnly')
    })
  })
})

describe('T68: a chain that stands still at the end of a window', () => {
  const rules = { ...RULES.circle, lazyWindow: 2 * DAY, consensusWindow: 2 * DAY, delay: 0 }
  const w = useGovernedWorld({ rules })
  const STALL = DAY

  it('for a day leaves a day before it, of the shortest window there can be', async () => {
    const proposal = await w.proposeActions(w.lengthenNotice())
    await w.time.increaseTo((await w.deadlineOf(proposal)) - STALL)
    await w.vote(proposal, Against, ...w.members.slice(1, 3))
    await w.wait(proposal)
    expect(await w.stateOf(proposal)).to.equal(ProposalState.Defeated)
  })
  it('a lazy decision can still be objected to when it moves on', async () => {
    const proposal = await w.proposeActions(w.lengthenNotice())
    await w.vote(proposal, Against, w.members[1] as HardhatEthersSigner)
    await w.time.increaseTo((await w.deadlineOf(proposal)) + STALL)
    await w.vote(proposal, Against, w.members[2] as HardhatEthersSigner)
    await refuses(w.execute(proposal), 'GovernorUnexpectedProposalState', [proposal.id, ProposalState.Defeated])
  })
  it('an objection just before the end leaves others half a day', async () => {
    const proposal = await w.proposeActions(w.removeSteward())
    await w.vote(proposal, For, ...w.members.slice(0, 6))
    const deadline = await w.deadlineOf(proposal)
    await w.time.setNextBlockTimestamp(deadline)
    await w.vote(proposal, Against, w.members[7] as HardhatEthersSigner)
    expect(await w.deadlineOf(proposal)).to.equal(deadline + DAY / 2)
    await w.vote(proposal, Against, ...w.members.slice(8))
    await w.wait(proposal)
    expect(await w.stateOf(proposal)).to.equal(ProposalState.Defeated)
  })
})
