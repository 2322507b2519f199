import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { ProposalState, type Rules, RULES, Support, useGovernedWorld } from '../../utils/governance.ts'
import { leaf } from '../../utils/leaf.ts'
import { DAY } from '../../utils/world.ts'

/** Floor and ceiling of every rule, as the docs promise them. */
const BOUNDS: Record<keyof Rules, [floor: bigint, ceiling: bigint]> = {
  lazyWindow: [2n * 86_400n, 180n * 86_400n],
  stopBps: [1n, 1_000n],
  stopHeads: [1n, 10n],
  consensusWindow: [2n * 86_400n, 180n * 86_400n],
  quorumBps: [2_000n, 10_000n],
  quorumHeads: [0n, 16n],
  delay: [0n, 30n * 86_400n],
  stepBps: [0n, 2_500n],
  stewardTerm: [30n * 86_400n, 1_096n * 86_400n],
  termsInRow: [0n, 255n],
  openLazy: [1n, 24n],
  openPerProposer: [1n, 24n],
  headVoice: [1n, 2n ** 64n - 1n],
  proposerVoice: [1n, 800n],
}
/** The loosest rules but for bounds that hang together: what is open to one proposer, and what it takes to propose. */
const loose: Rules = { ...RULES.circle, openLazy: 24, openPerProposer: 1, proposerVoice: 1n }

describe('motions', () => {
  const w = useGovernedWorld({ members: 0 })
  const openMotion = async (rules: Rules = RULES.circle, action = w.lengthenNotice()) =>
    w.decisions.connect(await w.as(w.G)).openMotion(w.L, rules, [action.target], [0n], [action.data])
  /** Voice of somebody, and voice of somebody who did not opt in. */
  const reach = async (shown: number, silent: number) => {
    await w.giveVoice(w.accounts.alice, shown)
    await w.give({ to: w.accounts.dave.address, quantity: silent })
  }

  describe('DecisionBoard.checkRules', () => {
    for (const rule of Object.keys(BOUNDS) as (keyof Rules)[]) {
      it(`T62, G3: ${rule} has its floor and its ceiling`, async () => {
        const [floor, ceiling] = BOUNDS[rule]
        const max = w.decisions.interface.getFunction('checkRules').inputs[0]?.components?.find(({ name }) => name === rule)?.type
        const typeMax = 2n ** BigInt((max as string).slice(4)) - 1n
        const setTo = (value: bigint) => ({ ...loose, [rule]: value }) as unknown as Rules
        for (const value of [floor, ceiling]) await w.decisions.checkRules(setTo(value))
        const beyond = [
          ...(floor === 0n ? [] : [floor - 1n, ...(rule === 'stewardTerm' ? [] : [0n])]),
          ...(ceiling === typeMax ? [] : [ceiling + 1n, typeMax]),
        ]
        for (const value of beyond) {
          const expected = [ethers.encodeBytes32String(rule), value, floor]
          await refuses(w.decisions.checkRules(setTo(value)), 'RuleOutOfBounds', expected)
          await refuses(w.factory.deployGovernor(w.V, setTo(value), ethers.ZeroHash), 'RuleOutOfBounds', expected)
          await refuses(w.governor.connect(await w.as(w.G)).setRules(setTo(value)), 'RuleOutOfBounds', expected)
        }
        expect(beyond.length > 0).to.equal(rule !== 'termsInRow')
      })
    }
    leaf('when terms have no end', 'a term of zero is in bounds', () => w.decisions.checkRules({ ...loose, stewardTerm: 0 }))
    leaf('when a proposer may have more proposals open than all', 'it reverts with RuleOutOfBounds', () =>
      refuses(w.decisions.checkRules({ ...loose, openLazy: 2, openPerProposer: 3 }), 'RuleOutOfBounds', [
        ethers.encodeBytes32String('openPerProposer'),
        3,
        1,
        2,
      ]),
    )
    leaf('when proposing takes more voice than makes a head', 'it reverts with RuleOutOfBounds', () =>
      refuses(w.decisions.checkRules({ ...loose, headVoice: 5n, proposerVoice: 6n }), 'RuleOutOfBounds', [
        ethers.encodeBytes32String('proposerVoice'),
        6,
        1,
        5,
      ]),
    )
    leaf('when they are those of the three sizes', 'they are in bounds', async () => {
      for (const rules of Object.values(RULES)) await w.decisions.checkRules(rules)
    })
  })

  describe('DecisionBoard.openMotion', () => {
    leaf('given no voice is within reach', 'it reverts with VoiceUnreachable', async () => {
      await w.give({ to: w.accounts.dave.address, quantity: 1_000 })
      await refuses(openMotion(), 'VoiceUnreachable', [w.L])
    })
    leaf('when somebody else than the governor asks', 'it reverts with GovernorNotInCharge', async () => {
      await reach(1_000, 0)
      const { target, data } = w.lengthenNotice()
      const { stranger } = w.accounts
      const call = w.decisions.connect(stranger).openMotion(w.L, RULES.circle, [target], [0n], [data])
      await refuses(call, 'GovernorNotInCharge', [stranger.address, w.G])
    })
    leaf('given exactly a fifth of all voice is within reach', 'its track and rules are as usual', async () => {
      await reach(2_000, 8_000)
      const motion = await openMotion()
      expect([motion.isConsensus, motion.window, motion.quorumBps]).to.deep.equal([false, BigInt(5 * DAY), 5_000n])
      expect([motion.reachable, motion.headVoice]).to.deep.equal([2_000n, 200n])
    })
    leaf('given less than a fifth is within reach', 'all needs consensus, 30 days and half of that voice', async () => {
      await reach(1_999, 8_001)
      for (const [rules, action] of [
        [RULES.circle, w.lengthenNotice()],
        [RULES.network, w.lengthenNotice()],
        [RULES.network, w.removeSteward()],
      ] as const) {
        const motion = await openMotion(rules, action)
        expect([motion.isConsensus, motion.window, motion.quorumBps]).to.deep.equal([true, BigInt(30 * DAY), 5_000n])
      }
      const longer = await openMotion({ ...RULES.circle, consensusWindow: 40 * DAY, quorumBps: 6_000 })
      expect([longer.window, longer.quorumBps], 'rules that ask for more hold').to.deep.equal([BigInt(40 * DAY), 6_000n])
    })
    leaf('given less than a fifth is within reach', 'half of it decides after 30 days, others can opt in', async () => {
      await reach(1_000, 0)
      await w.giveVoice(w.accounts.bob, 999)
      await w.give({ to: w.accounts.dave.address, quantity: 8_001 })
      const proposal = await w.proposeActions(w.lengthenNotice())
      await w.vote(proposal, Support.For, w.accounts.alice)
      await w.time.increaseTo(proposal.proposedAt + 30 * DAY)
      expect(await w.stateOf(proposal)).to.equal(ProposalState.Active)
      await w.time.increase(1)
      expect(await w.stateOf(proposal)).to.equal(ProposalState.Succeeded)
      await w.ledger.connect(w.accounts.dave).delegate(w.accounts.dave.address)
      await w.voices.updateVoice(w.L, w.accounts.dave.address, [0])
      await w.time.increase(1)
      expect((await openMotion()).isConsensus).to.equal(false)
    })
    leaf('when voice is earned in the same second', 'it is not counted', async () => {
      await reach(1_000, 0)
      await w.time.increase(1)
      const now = await w.time.latest()
      expect((await openMotion()).deadline).to.equal(now + 5 * DAY)
      expect((await openMotion()).reachable).to.equal(1_000n)
      await w.giveVoice(w.accounts.bob, 500)
      expect((await openMotion()).reachable, 'the second it was counted').to.equal(1_000n)
      await w.time.increase(1)
      expect((await openMotion()).reachable).to.equal(1_500n)
    })
  })
})

describe('T62: a quiet takeover', () => {
  const rules = { ...RULES.network, openLazy: 24, openPerProposer: 24 }
  const w = useGovernedWorld({ members: 2, rules })

  it('the 25th lazy proposal is refused, whoever makes it; decisions by consensus are not', async () => {
    const [alice, bob] = w.members as [HardhatEthersSigner, HardhatEthersSigner]
    for (let i = 0; i < 24; i++) await w.proposeActions(w.openPool(), { by: alice })
    expect((await w.governor.openLazyProposals()).length).to.equal(24)
    for (const by of [alice, bob]) await refuses(w.proposeActions(w.openPool(), { by }), 'LazyProposalsTooMany', [24, 24])
    await w.proposeActions(w.removeSteward(), { by: bob })
    await w.time.increase(7 * DAY)
    await w.proposeActions(w.openPool(), { by: bob })
    expect((await w.governor.openLazyProposals()).length, 'what is over is forgotten').to.equal(1)
  })
  it('no decision goes beyond a floor or a ceiling, however many are for it', async () => {
    const beyond: Partial<Rules>[] = [
      { lazyWindow: DAY },
      { stopBps: 5_000 },
      { stopHeads: 11 },
      { quorumBps: 1_999 },
      { openLazy: 25 },
    ]
    for (const rule of beyond) {
      const decided = w.decide(w.call(w.governor, 'setRules', { ...rules, ...rule }))
      await refuses(decided, 'RuleOutOfBounds', [ethers.encodeBytes32String(Object.keys(rule)[0] as string)])
    }
  })
})
