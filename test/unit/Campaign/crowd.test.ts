import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { expect } from 'chai'
import { ethers } from 'ethers'
import { AGREEMENT, type CampaignWorld, decide, inEth, type Opened, State, useCampaign } from '../../utils/campaignWorld.ts'

const CROWD = 5_000
const GOAL = 1_000_000n
const SPENT = 900_007n
/** Where the first of the crowd lives. */
const FIRST = 0xc0ffee0000n
const EACH = 60_000n
/** Said beforehand: an estimate runs everything many times. */
const gasLimit = 16_700_000n

type Run = { of: Opened; end: (state: 'Failed' | 'Released') => Promise<void> }

/** What happens to the honest must not depend on whoever else is there. */
describe('5,000 pledges of one unit, donations and a wallet that takes nothing', () => {
  let crowded: Run
  let quiet: Run
  let broken: HardhatEthersSigner
  let crowd: string[]
  const w = useCampaign(async (world) => {
    const { alice, bob, carol, dave } = world.accounts
    const broke = await world.hh.deployContract('RevertingRecipient')
    broken = await world.as(await broke.getAddress())
    crowd = Array.from({ length: CROWD }, (_, i) => ethers.toBeHex(FIRST + BigInt(i), 20))
    const open = (name: string) =>
      world.open(inEth, (config) => {
        config.name = name
        Object.assign(config.terms, { goal: GOAL, minPledge: 1n, maxPledge: GOAL })
      })
    const honest = [
      [alice, 333_333n],
      [bob, 250_001n],
      [carol, 111_111n],
      [dave, 99_999n],
    ] as const

    const other = await open('Quiet')
    await world.fund(other, honest)
    await world.pledge(other, world.accounts.fee, GOAL - 794_444n - 1n)
    quiet = { of: other, end: (state) => finish(world, other, state) }

    const of = await open('Crowded')
    const forced = (amount: bigint) => world.hh.deployContract('Forcer', [of.C], { value: amount })
    await forced(13n)
    await world.fund(of, honest)
    const crowdOf = await world.mock('Crowd')
    for (let i = 0; i < CROWD; i += 200) {
      await crowdOf.getFunction('pledge')(of.C, AGREEMENT, FIRST + BigInt(i), 200, { value: 200, gasLimit })
    }
    await world.pledge(of, broken, 17n)
    await world.pledge(of, world.accounts.fee, GOAL - 794_444n - BigInt(CROWD) - 17n - 1n)
    await forced(GOAL)
    crowded = {
      of,
      end: async (state) => {
        await finish(world, of, state, () => forced(GOAL))
        await forced(7n)
      },
    }
  })

  /** Misses the goal by one unit, or reaches it and buys the machine for less. */
  const finish = async (
    world: CampaignWorld,
    of: Opened,
    state: 'Failed' | 'Released',
    meanwhile: () => Promise<unknown> = async () => undefined,
  ) => {
    if (state === 'Failed') {
      await world.time.increaseTo(of.terms.deadline)
      return
    }
    await world.pledge(of, world.accounts.founder, 1n)
    await meanwhile()
    await world.pass(of, world.accounts.steward3, decide.purchase(world.accounts.customer, SPENT))
  }
  /** Pays everybody back; returns what the honest got. */
  const settle = async ({ of }: Run, others: readonly string[]) => {
    const { alice, bob, carol, dave, fee, founder } = w.accounts
    const honest = [alice, bob, carol, dave]
    const before = await Promise.all(honest.map((account) => w.balanceOf(of, account)))
    const all = [...others.slice(0, 2_500), ...honest.map(({ address }) => address), ...others.slice(2_500)]
    const rest = [fee.address, founder.address]
    for (let i = 0; i < all.length; i += 250) {
      await of.campaign.connect(w.accounts.stranger).refundBatch(all.slice(i, i + 250), EACH, { gasLimit })
    }
    await of.campaign.connect(w.accounts.stranger).refundBatch(rest, 200_000)
    const after = await Promise.all(honest.map((account) => w.balanceOf(of, account)))
    return after.map((amount, i) => amount - (before[i] as bigint))
  }

  for (const state of ['Failed', 'Released'] as const) {
    it(`change nothing for others, and nothing stays: ${state}`, async () => {
      await quiet.end(state)
      expect(await quiet.of.campaign.state()).to.equal(State[state])
      const expected = await settle(quiet, [])
      expect(await w.balanceOf(quiet.of, quiet.of.C)).to.equal(0n)

      await crowded.end(state)
      const { of } = crowded
      expect(await of.campaign.state()).to.equal(State[state])
      expect((await of.campaign.totals()).raised).to.equal(state === 'Failed' ? GOAL - 1n : GOAL)
      expect(await settle(crowded, [...crowd, broken.address])).to.deep.equal(expected)
      expect(expected).to.deep.equal(
        [333_333n, 250_001n, 111_111n, 99_999n].map((pledge) => (state === 'Failed' ? pledge : (pledge * (GOAL - SPENT)) / GOAL)),
      )
      const each = state === 'Failed' ? 1n : 0n
      for (const i of [0, 1, 2_499, 2_500, CROWD - 1]) expect(await w.balanceOf(of, crowd[i] as string)).to.equal(each)

      // Only the wallet that takes nothing is left, and whatever belongs to nobody.
      expect((await of.campaign.totals()).unpaid).to.equal(1n)
      await of.campaign.connect(broken).setRefundTo(w.accounts.bob)
      await of.campaign.connect(w.accounts.stranger).refund(broken)
      const { unpaid, paidBack, spent, raised } = await of.campaign.totals()
      expect([unpaid, await w.balanceOf(of, of.C)]).to.deep.equal([0n, 0n])
      expect(paidBack + spent <= raised).to.equal(true)
    })
  }
})
