import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import {
  type Action,
  ESCALATION_PERIOD,
  EXECUTION_PERIOD,
  type GovernedWorld,
  type Proposal,
  ProposalState,
  type Rules,
  RULES,
  Support,
  useGovernedWorld,
} from '../../utils/governance.ts'
import { leaf } from '../../utils/leaf.ts'
import { Change, coder, DAY, ZERO } from '../../utils/world.ts'

const { Against, For } = Support
const { Active, Canceled, Defeated, Succeeded, Expired, Executed } = ProposalState

const stop = (w: GovernedWorld, proposal: Proposal) => w.vote(proposal, Against, ...w.members.slice(1, 3))
const setRules = (w: GovernedWorld, rules: Rules) => w.call(w.governor, 'setRules', rules)
/** Another account governs, by notice; who governs now is impersonated. */
const setGovernor = async (w: GovernedWorld, account: string) => {
  const data = coder.encode(['address'], [account])
  const now = await w.as(await w.venture.governor())
  await w.board.connect(now).announceChange(w.V, Change.Governor, data)
  await w.time.increase(8 * DAY)
  await w.board.applyChange(w.V, Change.Governor, data)
}
/** What a call answered, by names. */
const plain = (answer: unknown) => (answer as ethers.Result).toObject()
const member = (w: GovernedWorld, i: number) => w.members[i] as HardhatEthersSigner

describe('proposals', () => {
  const w = useGovernedWorld({ rules: { ...RULES.circle, openLazy: 4 } })

  describe('LazyConsensusGovernor.propose', () => {
    leaf('when the proposer has less voice than it takes', 'it reverts with GovernorInsufficientProposerVotes', async () => {
      await w.giveVoice(w.accounts.steward, 99n)
      await refuses(w.proposeActions(w.lengthenNotice(), { by: w.accounts.steward }), 'GovernorInsufficientProposerVotes', [
        w.accounts.steward.address,
        99n,
        100n,
      ])
      await w.giveVoice(w.accounts.steward, 1n)
      await w.proposeActions(w.lengthenNotice(), { by: w.accounts.steward })
    })
    leaf('given the proposer is barred', 'it reverts with ProposerBarred, but has a voice', async () => {
      const data = coder.encode(['address', 'bool'], [w.accounts.alice.address, true])
      await w.board.connect(await w.as(w.G)).announceChange(w.V, Change.Bar, data)
      await w.time.increase(8 * DAY)
      await w.board.applyChange(w.V, Change.Bar, data)
      await refuses(w.proposeActions(w.lengthenNotice()), 'ProposerBarred', [w.accounts.alice.address])
      const proposal = await w.proposeActions(w.lengthenNotice(), { by: member(w, 1) })
      await w.vote(proposal, Against, w.accounts.alice)
      expect((await w.governor.tallyOf(proposal.id)).headsAgainst).to.equal(1n)
    })
    leaf('given another account governs the venture', 'it reverts with GovernorNotInCharge', async () => {
      await setGovernor(w, w.accounts.founder.address)
      await refuses(w.proposeActions(w.lengthenNotice()), 'GovernorNotInCharge', [w.G, w.accounts.founder.address])
    })
    leaf('given the same was proposed before', 'it reverts with GovernorUnexpectedProposalState', async () => {
      const { id } = await w.proposeActions(w.lengthenNotice(), { text: 'same' })
      const again = w.proposeActions(w.lengthenNotice(), { text: 'same', by: member(w, 1) })
      await refuses(again, 'GovernorUnexpectedProposalState', [id, Active, ethers.ZeroHash])
    })
    leaf('when nothing is proposed, or unevenly', 'it reverts with ActionsUneven', async () => {
      const { target, data } = w.lengthenNotice()
      const propose = (...lists: [string[], bigint[], string[]]) => w.governor.connect(w.accounts.alice).propose(...lists, 'text')
      await refuses(propose([], [], []), 'ActionsUneven', [0, 0, 0])
      await refuses(propose([target], [], [data]), 'ActionsUneven', [1, 0, 1])
      await refuses(propose([target], [0n], [data, data]), 'ActionsUneven', [1, 1, 2])
    })
    leaf('when the text names another proposer', 'it reverts with GovernorRestrictedProposer', async () => {
      const text = `Mine #proposer=${member(w, 1).address}`
      await refuses(w.proposeActions(w.lengthenNotice(), { text }), 'GovernorRestrictedProposer', [w.accounts.alice.address])
    })
    leaf(
      'when a proposer has as many lazy proposals open as one may',
      'it reverts with LazyProposalsOfProposerTooMany',
      async () => {
        const first = await w.proposeActions(w.lengthenNotice())
        for (let i = 0; i < 2; i++) await w.proposeActions(w.lengthenNotice())
        await refuses(w.proposeActions(w.lengthenNotice()), 'LazyProposalsOfProposerTooMany', [w.accounts.alice.address, 3, 3])
        await w.proposeActions(w.removeSteward())
        await w.governor.connect(w.accounts.alice).cancel(...first.content)
        await w.proposeActions(w.lengthenNotice())
      },
    )
    leaf('when as many lazy proposals are open as can be', 'it reverts with LazyProposalsTooMany until one is over', async () => {
      const first = await w.proposeActions(w.lengthenNotice())
      for (const i of [1, 1, 2]) await w.proposeActions(w.lengthenNotice(), { by: member(w, i) })
      const fifth = () => w.proposeActions(w.lengthenNotice(), { by: member(w, 3) })
      await refuses(fifth(), 'LazyProposalsTooMany', [4, 4])
      await w.proposeActions(w.removeSteward(), { by: member(w, 3) })
      await w.time.setNextBlockTimestamp(await w.deadlineOf(first))
      await refuses(fifth(), 'LazyProposalsTooMany', [4, 4])
      await w.time.setNextBlockTimestamp((await w.deadlineOf(first)) + 1)
      const { id } = await fifth()
      expect(await w.governor.openLazyProposals())
        .to.include(id)
        .and.not.to.include(first.id)
    })
    leaf('when it is lazy', 'it has the lazy window, and the rules and the voice of this moment', async () => {
      const proposal = await w.proposeActions(w.lengthenNotice())
      const motion = await w.governor.motionOf(proposal.id)
      expect(motion.isConsensus).to.equal(false)
      expect(await w.deadlineOf(proposal)).to.equal(proposal.proposedAt + 5 * DAY)
      expect(await w.readyAt(proposal)).to.equal(proposal.proposedAt + 7 * DAY + 1)
      expect(await w.governor.proposalSnapshot(proposal.id)).to.equal(proposal.proposedAt - 1)
      expect([motion.reachable, motion.headVoice, motion.stopBps, motion.stopHeads]).to.deep.equal([44_000n, 800n, 1_000n, 2n])
    })
    leaf('when it is for consensus', 'it has the consensus window', async () => {
      const proposal = await w.proposeActions(w.removeSteward())
      const motion = await w.governor.motionOf(proposal.id)
      expect([motion.isConsensus, motion.quorumBps, motion.quorumHeads]).to.deep.equal([true, 5_000n, 0n])
      expect(await w.deadlineOf(proposal)).to.equal(proposal.proposedAt + 7 * DAY)
    })
    leaf('when a lazy and another action come together', 'both need consensus', async () => {
      const { id } = await w.proposeActions([w.lengthenNotice(), w.removeSteward()])
      expect((await w.governor.motionOf(id)).isConsensus).to.equal(true)
    })
    leaf('when it is proposed', 'it emits ProposalCreated with its own window, and MotionOpened', async () => {
      const { target, data } = w.lengthenNotice()
      const sent = await w.governor.connect(w.accounts.alice).propose([target], [0n], [data], 'text')
      const id = await w.governor.hashProposal([target], [0n], [data], ethers.id('text'))
      const at = await w.time.latest()
      const motion = Array.from((await w.governor.motionOf(id)) as unknown as unknown[])
      await expect(sent).to.emit(w.governor, 'MotionOpened').withArgs(id, false, motion)
      await expect(sent)
        .to.emit(w.governor, 'ProposalCreated')
        .withArgs(id, w.accounts.alice.address, [target], [0n], [''], [data], at, at + 5 * DAY, 'text')
    })
  })

  describe('LazyConsensusGovernor.cancel', () => {
    const cancel = (proposal: Proposal, by = w.accounts.alice) => w.governor.connect(by).cancel(...proposal.content)
    leaf('when somebody else withdraws it', 'it reverts with GovernorUnableToCancel', async () => {
      const proposal = await w.proposeActions(w.lengthenNotice())
      await refuses(cancel(proposal, member(w, 1)), 'GovernorUnableToCancel', [proposal.id, member(w, 1).address])
    })
    leaf('given its window is over', 'it reverts with GovernorUnableToCancel', async () => {
      const proposal = await w.proposeActions(w.lengthenNotice())
      await w.time.setNextBlockTimestamp((await w.deadlineOf(proposal)) + 1)
      await refuses(cancel(proposal), 'GovernorUnableToCancel', [proposal.id, w.accounts.alice.address])
    })
    leaf('given its window is open', 'the proposer withdraws it for good', async () => {
      const proposal = await w.proposeActions(w.lengthenNotice())
      await w.time.setNextBlockTimestamp(await w.deadlineOf(proposal))
      await expect(cancel(proposal)).to.emit(w.governor, 'ProposalCanceled').withArgs(proposal.id)
      expect(await w.stateOf(proposal)).to.equal(Canceled)
      await refuses(w.vote(proposal, Against, member(w, 1)), 'GovernorUnexpectedProposalState', [proposal.id, Canceled])
      await refuses(w.governor.escalate(proposal.id), 'EscalationNotPossible', [proposal.id, Canceled])
    })
  })

  describe('LazyConsensusGovernor.escalate', () => {
    /** Stopped, and its window is over. */
    const stopped = async () => {
      const proposal = await w.proposeActions(w.lengthenNotice())
      await stop(w, proposal)
      await w.time.increaseTo((await w.deadlineOf(proposal)) + 1)
      return proposal
    }
    leaf('given it was not stopped', 'it reverts with EscalationNotPossible', async () => {
      const proposal = await w.proposeActions(w.lengthenNotice())
      await refuses(w.governor.escalate(proposal.id), 'EscalationNotPossible', [proposal.id, Active])
      await w.wait(proposal)
      await refuses(w.governor.escalate(proposal.id), 'EscalationNotPossible', [proposal.id, Succeeded])
    })
    leaf('given it was for consensus', 'it reverts with EscalationNotPossible', async () => {
      const proposal = await w.proposeActions(w.removeSteward())
      await w.wait(proposal)
      await refuses(w.governor.escalate(proposal.id), 'EscalationNotPossible', [proposal.id, Defeated])
    })
    leaf('given it was escalated before', 'it reverts with EscalationNotPossible', async () => {
      const proposal = await stopped()
      await w.governor.escalate(proposal.id)
      await refuses(w.governor.escalate(proposal.id), 'EscalationNotPossible', [proposal.id, Active])
      await w.time.increaseTo((await w.deadlineOf(proposal)) + 1)
      await refuses(w.governor.escalate(proposal.id), 'EscalationNotPossible', [proposal.id, Defeated])
    })
    leaf('T69: when 7 days after its window are over', 'it reverts with EscalationTooLate, not before', async () => {
      const proposal = await stopped()
      const until = (await w.deadlineOf(proposal)) + ESCALATION_PERIOD
      for (const at of [until - 1, until]) {
        await w.time.increaseTo(at)
        await w.governor.escalate.staticCall(proposal.id)
      }
      await w.time.increaseTo(until + 1)
      await refuses(w.governor.escalate(proposal.id), 'EscalationTooLate', [until + 2, until])
    })
    leaf('given it was stopped', 'anybody puts the same proposal to the vote, and votes stand', async () => {
      const proposal = await stopped()
      const snapshot = await w.governor.proposalSnapshot(proposal.id)
      await expect(w.governor.connect(w.accounts.stranger).escalate(proposal.id))
        .to.emit(w.governor, 'ProposalEscalated')
        .withArgs(proposal.id, w.accounts.stranger.address, (await w.time.latest()) + 1 + 7 * DAY)
      expect([await w.stateOf(proposal), await w.governor.proposalSnapshot(proposal.id)]).to.deep.equal([Active, snapshot])
      const { isConsensus, wasEscalated, wasExtended } = await w.governor.motionOf(proposal.id)
      expect([isConsensus, wasEscalated, wasExtended]).to.deep.equal([true, true, false])
      await refuses(w.vote(proposal, For, member(w, 1)), 'GovernorAlreadyCastVote', [member(w, 1).address])
      await w.vote(proposal, For, ...w.members.slice(3, 7))
      await w.wait(proposal)
      const { headsFor, headsAgainst } = await w.governor.tallyOf(proposal.id)
      expect([headsFor, headsAgainst, await w.stateOf(proposal)]).to.deep.equal([4n, 2n, Succeeded])
      await w.execute(proposal)
      expect(await w.venture.noticePeriod()).to.equal(8 * DAY)
    })
    leaf('given its lazy window was extended', 'the consensus window can be extended once more', async () => {
      const proposal = await w.proposeActions(w.lengthenNotice())
      await w.time.setNextBlockTimestamp(await w.deadlineOf(proposal))
      await stop(w, proposal)
      await w.time.increaseTo((await w.deadlineOf(proposal)) + 1)
      await w.governor.escalate(proposal.id)
      const deadline = await w.deadlineOf(proposal)
      await w.time.setNextBlockTimestamp(deadline)
      await w.vote(proposal, Against, member(w, 4))
      expect(await w.deadlineOf(proposal)).to.equal(deadline + (7 * DAY) / 4)
    })
    leaf('given it passed lazily and was objected to before its execution', 'it can be put to the vote', async () => {
      const proposal = await w.proposeActions(w.lengthenNotice())
      await w.wait(proposal)
      await stop(w, proposal)
      expect(await w.stateOf(proposal)).to.equal(Defeated)
      await w.governor.escalate(proposal.id)
      expect(await w.stateOf(proposal)).to.equal(Active)
    })
  })

  describe('LazyConsensusGovernor.execute', () => {
    leaf('given it did not pass', 'it reverts with GovernorUnexpectedProposalState', async () => {
      const proposal = await w.proposeActions(w.removeSteward())
      await refuses(w.execute(proposal), 'GovernorUnexpectedProposalState', [proposal.id, Active])
      await w.wait(proposal)
      await refuses(w.execute(proposal), 'GovernorUnexpectedProposalState', [proposal.id, Defeated])
    })
    leaf('T69: given the delay is not over', 'it reverts with DecisionWaits, one second later it does not', async () => {
      const proposal = await w.proposeActions(w.lengthenNotice())
      const at = (await w.deadlineOf(proposal)) + 2 * DAY
      for (const moment of [at - 1, at]) {
        await w.time.setNextBlockTimestamp(moment)
        await refuses(w.execute(proposal), 'DecisionWaits', [moment, at + 1])
      }
      await w.time.setNextBlockTimestamp(at + 1)
      await w.execute(proposal)
      expect(await w.stateOf(proposal)).to.equal(Executed)
    })
    leaf('T69: given nobody executed it for 60 days', 'it has expired', async () => {
      const proposal = await w.proposeActions(w.lengthenNotice())
      const until = (await w.deadlineOf(proposal)) + 2 * DAY + EXECUTION_PERIOD
      for (const moment of [until - 1, until]) {
        await w.time.increaseTo(moment)
        await w.governor.execute.staticCall(...proposal.content)
      }
      await w.time.increaseTo(until + 1)
      expect(await w.stateOf(proposal)).to.equal(Expired)
      await refuses(w.execute(proposal), 'GovernorUnexpectedProposalState', [proposal.id, Expired])
      await refuses(w.vote(proposal, Against, member(w, 1)), 'GovernorUnexpectedProposalState', [proposal.id, Expired])
    })
    leaf('given it was executed', 'it reverts with GovernorUnexpectedProposalState', async () => {
      const proposal = await w.decide(w.lengthenNotice())
      await refuses(w.execute(proposal), 'GovernorUnexpectedProposalState', [proposal.id, Executed])
    })
    leaf('given another governed in between', 'it reverts with DecisionOfAnotherEpoch', async () => {
      const proposal = await w.proposeActions(w.lengthenNotice())
      await setGovernor(w, w.accounts.founder.address)
      await refuses(w.execute(proposal), 'DecisionOfAnotherEpoch', [1, 2])
      await setGovernor(w, w.G)
      await refuses(w.execute(proposal), 'DecisionOfAnotherEpoch', [1, 3])
    })
    leaf('given what is decided failed', 'it reverts with that, and stays executable', async () => {
      const [long, short] = [await w.proposeActions(w.lengthenNotice(20)), await w.proposeActions(w.lengthenNotice(10))]
      await w.wait(short)
      await w.execute(long)
      await refuses(w.execute(short), 'NoticePeriodNotLonger', [10 * DAY, 20 * DAY])
      expect(await w.stateOf(short)).to.equal(Succeeded)
    })
    leaf('given who is paid takes nothing', 'it reverts with FailedCall, and stays executable', async () => {
      await w.accounts.stranger.sendTransaction({ to: w.G, value: 5n })
      const proposal = await w.proposeActions({ target: w.T, value: 5n, data: '0x' })
      await w.wait(proposal)
      await refuses(w.execute(proposal), 'FailedCall', [])
      expect(await w.stateOf(proposal)).to.equal(Succeeded)
    })
    leaf('when one of many actions fails', 'none takes effect', async () => {
      const proposal = await w.proposeActions([w.lengthenNotice(20), w.openPool(), w.lengthenNotice(10)])
      await w.wait(proposal)
      await refuses(w.execute(proposal), 'NoticePeriodNotLonger', [10 * DAY, 20 * DAY])
      expect([await w.venture.noticePeriod(), await w.venture.poolCount()]).to.deep.equal([BigInt(7 * DAY), 2n])
    })
    leaf('when it runs out of gas', 'it takes effect as a whole or not at all, and stays executable', async () => {
      await w.sale(1_000n)
      const actions = [w.openPool(), w.lengthenNotice(9), w.openPool(), w.lengthenNotice(10)]
      const proposal = await w.proposeActions(actions)
      await w.wait(proposal)
      const before = async () => [await w.venture.noticePeriod(), await w.venture.poolCount()]
      const gas = await w.governor.execute.estimateGas(...proposal.content)
      let refusals = 0
      for (let part = 30n; part < 100n; part += 7n) {
        const sent = w.governor.execute(...proposal.content, { gasLimit: (gas * part) / 100n })
        const went = await sent.then(
          () => true,
          () => false,
        )
        if (went) break
        refusals++
        expect(await before(), `${part}% of the gas`).to.deep.equal([BigInt(7 * DAY), 2n])
        expect(await w.stateOf(proposal)).to.equal(Succeeded)
      }
      expect(refusals).to.be.greaterThan(5)
      if ((await w.stateOf(proposal)) === Succeeded) await w.execute(proposal)
      expect(await before()).to.deep.equal([BigInt(10 * DAY), 4n])
    })
    leaf('given a lazy decision would need consensus now', 'it reverts with DecisionNeedsConsensus', async () => {
      const parameters = plain(await w.ledger.parameters())
      const tighter = { ...parameters, objectionWindow: 4 * DAY }
      const lazy = await w.proposeActions(w.call(w.board, 'tightenParameters', w.V, tighter))
      expect((await w.governor.motionOf(lazy.id)).isConsensus).to.equal(false)
      await w.wait(lazy)
      const stricter = { ...parameters, attestationsRequired: 2 }
      await w.board.connect(await w.as(w.G)).tightenParameters(w.V, stricter as never)
      await refuses(w.execute(lazy), 'DecisionNeedsConsensus', [lazy.id])
      expect(await w.stateOf(lazy)).to.equal(Succeeded)
    })
    leaf('when ETH and tokens of the governor are paid out', 'they arrive, and ETH sent along stays', async () => {
      await w.token.mint(w.G, 500n)
      await w.accounts.stranger.sendTransaction({ to: w.G, value: 700n })
      const to = ethers.Wallet.createRandom().address
      const eth: Action = { target: to, value: 300n, data: '0x' }
      const proposal = await w.proposeActions([eth, w.call(w.token, 'transfer', to, 200n)])
      expect((await w.governor.motionOf(proposal.id)).isConsensus).to.equal(false)
      await w.wait(proposal)
      await w.governor.execute(...proposal.content, { value: 5n })
      const { provider } = w.hh
      expect([await provider.getBalance(to), await w.token.balanceOf(to)]).to.deep.equal([300n, 200n])
      expect([await provider.getBalance(w.G), await w.token.balanceOf(w.G)]).to.deep.equal([405n, 300n])
    })
    leaf('when it passed', 'anybody executes it, and it emits ProposalExecuted', async () => {
      const proposal = await w.proposeActions(w.removeSteward())
      await w.vote(proposal, For, ...w.members)
      await w.wait(proposal)
      await expect(w.execute(proposal)).to.emit(w.governor, 'ProposalExecuted').withArgs(proposal.id)
      expect(await w.ledger.isSteward(w.accounts.steward.address)).to.equal(false)
    })
  })

  describe('LazyConsensusGovernor.setRules', () => {
    leaf('when it is not decided', 'it reverts with GovernorOnlyExecutor', async () => {
      for (const account of [w.accounts.alice, w.accounts.founder, w.accounts.steward]) {
        await refuses(w.governor.connect(account).setRules(RULES.network), 'GovernorOnlyExecutor', [account.address])
      }
    })
    leaf('when it is decided', 'the rules are new, and it emits RulesSet', async () => {
      const previous = await w.governor.rules()
      const proposal = await w.proposeActions(setRules(w, RULES.network))
      await w.vote(proposal, For, ...w.members)
      await w.wait(proposal)
      await expect(w.execute(proposal))
        .to.emit(w.governor, 'RulesSet')
        .withArgs(Array.from(previous), Object.values(RULES.network))
      expect(plain(await w.governor.rules())).to.deep.equal(
        Object.fromEntries(Object.entries(RULES.network).map(([name, value]) => [name, BigInt(value)])),
      )
      expect(await w.governor.votingPeriod()).to.equal(7 * DAY)
    })
    leaf(
      'T62: when a rule is beyond its floor or ceiling',
      'the decision reverts with RuleOutOfBounds, and rules stay',
      async () => {
        const proposal = await w.proposeActions(setRules(w, { ...RULES.circle, lazyWindow: 2 * DAY - 1 }))
        await w.vote(proposal, For, ...w.members)
        await w.wait(proposal)
        await refuses(w.execute(proposal), 'RuleOutOfBounds', [
          ethers.encodeBytes32String('lazyWindow'),
          2 * DAY - 1,
          2 * DAY,
          180 * DAY,
        ])
        expect((await w.governor.rules()).lazyWindow).to.equal(5 * DAY)
      },
    )
  })

  describe('LazyConsensusGovernor.initialize', () => {
    leaf('T66: given it is a clone or the implementation', 'it reverts with GovernorInitialized', async () => {
      await refuses(w.governor.initialize(w.L, RULES.circle), 'GovernorInitialized', [w.L])
      const dead = '0x000000000000000000000000000000000000dEaD'
      await refuses(w.governorCode.initialize(w.L, RULES.circle), 'GovernorInitialized', [dead])
    })
    leaf('T62: when a rule is beyond its floor or ceiling', 'no governor is deployed', async () => {
      const call = w.factory.deployGovernor(w.V, { ...RULES.circle, stopBps: 1_001 }, ethers.ZeroHash)
      await refuses(call, 'RuleOutOfBounds', [ethers.encodeBytes32String('stopBps'), 1_001, 1, 1_000])
    })
    leaf('when it is deployed', 'it has the rules it was given, and the ledger', async () => {
      expect(await w.governor.ledger()).to.equal(w.L)
      expect((await w.governor.rules()).openLazy).to.equal(4n)
    })
  })

  describe('LazyConsensusGovernor.queue', () => {
    leaf('given it passed', 'it reverts with GovernorProposalQueueingNotRequired', async () => {
      const proposal = await w.proposeActions(w.lengthenNotice())
      await w.wait(proposal)
      await refuses(w.governor.queue(...proposal.content), 'GovernorProposalQueueingNotRequired', [proposal.id])
    })
  })

  describe('LazyConsensusGovernor.relay', () => {
    leaf('when it is not decided', 'it reverts with GovernorOnlyExecutor', () =>
      refuses(w.governor.relay(w.V, 0n, '0x'), 'GovernorOnlyExecutor', [w.accounts.founder.address]),
    )
    leaf('when it is proposed', 'it reverts with ActionUnknown', async () => {
      const action = w.call(w.governor, 'relay', w.V, 0n, '0x')
      await refuses(w.proposeActions(action), 'ActionUnknown', [0, w.G, action.data.slice(0, 10)])
    })
  })

  const selector = (name: string) => w.governor.interface.getFunction(name as 'name')?.selector
  describe('LazyConsensusGovernor.onERC721Received', () => {
    leaf('when a token arrives', 'it is taken', async () => {
      expect(await w.governor.onERC721Received.staticCall(ZERO, ZERO, 1n, '0x')).to.equal(selector('onERC721Received'))
    })
  })
  describe('LazyConsensusGovernor.onERC1155Received', () => {
    leaf('when a token arrives', 'it is taken', async () => {
      const answer = await w.governor.onERC1155Received.staticCall(ZERO, ZERO, 1n, 1n, '0x')
      expect(answer).to.equal(selector('onERC1155Received'))
    })
  })
  describe('LazyConsensusGovernor.onERC1155BatchReceived', () => {
    leaf('when tokens arrive', 'they are taken', async () => {
      const answer = await w.governor.onERC1155BatchReceived.staticCall(ZERO, ZERO, [1n], [1n], '0x')
      expect(answer).to.equal(selector('onERC1155BatchReceived'))
    })
  })
})
