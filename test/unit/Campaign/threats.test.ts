import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { expect } from 'chai'
import {
  AGREEMENT,
  type ChangeCampaign,
  decide,
  forVenture,
  GOAL,
  inEth,
  type Opened,
  ProposalStatus,
  State,
  useCampaign,
} from '../../utils/campaignWorld.ts'
import { refuses } from '../../utils/errors.ts'
import { ETH, ZERO } from '../../utils/world.ts'

const QUARTER = GOAL / 4n

describe('threats to the escrow', () => {
  const w = useCampaign()
  const donate = async (of: Opened, amount: bigint) => {
    if (of.terms.token === ETH) await w.hh.deployContract('Forcer', [of.C], { value: amount })
    else await w.token.mint(of.C, amount)
  }
  const five = () => {
    const { alice, bob, carol, dave, customer } = w.accounts
    return [alice, bob, carol, dave, customer]
  }
  const kinds: Record<string, ChangeCampaign[]> = {
    'a machine, in tokens': [],
    'a machine, in ETH': [inEth],
    'a venture, in tokens': [forVenture],
    'a venture, in ETH': [forVenture, inEth],
  }

  describe('T76: a failed campaign pays back exactly what was pledged, without any fee', () => {
    for (const [name, changes] of Object.entries(kinds)) {
      it(`when it misses its goal, is cancelled, or is not released in time: ${name}`, async () => {
        for (const way of ['missed', 'cancelled', 'not released']) {
          const of = await w.open(...changes, (config) => (config.name = way))
          const pledges = [QUARTER, QUARTER - 1n, 5_001n, 12_345n, 5_000n]
          if (way === 'not released') await w.fund(of)
          else for (const [i, account] of five().entries()) await w.pledge(of, account, pledges[i] as bigint)
          if (way === 'cancelled') await of.campaign.connect(w.accounts.founder).cancel()
          else await w.time.increaseTo(way === 'missed' ? of.terms.deadline : of.terms.releaseDeadline)
          for (const account of five()) {
            const { pledged } = await of.campaign.positionOf(account)
            const before = await w.balanceOf(of, account)
            await of.campaign.connect(w.accounts.stranger).refund(account)
            expect((await w.balanceOf(of, account)) - before, `${way}: ${account.address}`).to.equal(pledged)
          }
          const { raised, paidBack } = await of.campaign.totals()
          expect([paidBack, await w.balanceOf(of, of.C)]).to.deep.equal([raised, 0n])
        }
      })
    }
  })

  describe('T77: nothing keeps a campaign from reaching its goal', () => {
    for (const [name, changes] of Object.entries(kinds)) {
      it(`a gap of one unit is filled, whatever was donated: ${name}`, async () => {
        const of = await w.open(...changes)
        await donate(of, 1n)
        await w.fund(of, [
          [w.accounts.alice, QUARTER],
          [w.accounts.bob, QUARTER],
          [w.accounts.carol, QUARTER],
          [w.accounts.dave, QUARTER - 1n],
        ])
        await donate(of, GOAL)
        expect([await of.campaign.state(), (await of.campaign.totals()).raised]).to.deep.equal([State.Open, GOAL - 1n])
        await w.pledge(of, w.accounts.customer, 100n)
        expect([await of.campaign.state(), (await of.campaign.totals()).raised]).to.deep.equal([State.Funded, GOAL])
        expect((await of.campaign.positionOf(w.accounts.customer)).pledged).to.equal(1n)
      })
    }
    it('an unpledge that opens a gap again is filled again', async () => {
      const { alice, bob, carol, dave, customer } = w.accounts
      for (const account of [alice, bob, carol]) await w.pledge(w.usual, account, QUARTER)
      await w.pledge(w.usual, dave, QUARTER - 1n)
      await w.campaign.connect(dave).unpledge(5_000n)
      await refuses(w.pledge(w.usual, customer, 4_999n), 'PledgeBelowMinimum', [4_999, 5_000])
      await w.pledge(w.usual, customer, 5_000n)
      await w.pledge(w.usual, dave, 1n)
      expect(await w.campaign.state()).to.equal(State.Funded)
    })
  })

  describe('T78: nobody sells something of their own to the campaign against the pledgers', () => {
    it('10% stop it, whoever proposed it, and the second stop is the last', async () => {
      await w.fund()
      const { alice, bob, customer } = w.accounts
      const own = decide.purchase(customer, GOAL)
      for (const objector of [alice, bob]) await w.objectTo(w.usual, await w.proposeAs(w.usual, customer, own), objector)
      await refuses(w.proposeAs(w.usual, customer, own), 'ProposerStopped')
      await w.time.increaseTo(w.terms.releaseDeadline)
      await w.campaign.refund(alice)
      expect(await w.token.balanceOf(alice)).to.equal(QUARTER)
    })
    it('what was not objected to can become neither dearer nor somebody else', async () => {
      await w.fund()
      const { customer, dave } = w.accounts
      const id = await w.proposeAs(w.usual, customer, decide.purchase(customer, 1n))
      await w.wait(w.usual, id)
      for (const other of [decide.purchase(customer, GOAL), decide.purchase(customer, 2n), decide.purchase(dave, 1n)]) {
        await refuses(w.execute(w.usual, id, other), 'ProposalContentDiffers')
      }
      await w.execute(w.usual, id, decide.purchase(customer, 1n))
      expect(await w.token.balanceOf(customer)).to.equal(1n)
    })
    it('the campaign, its token and its machine are no suppliers, and a delivery goes to the venture alone', async () => {
      await w.fund()
      for (const supplier of [w.C, w.T, w.M]) {
        await refuses(w.proposeAs(w.usual, w.accounts.customer, decide.purchase(supplier, 1n)), 'PurchaseSupplierInvalid')
      }
      const work = await w.open(forVenture)
      await w.fund(work)
      await w.pass(work, w.accounts.steward, decide.delivery(GOAL))
      expect([await w.token.balanceOf(w.V), await w.token.balanceOf(work.C)]).to.deep.equal([GOAL, 0n])
    })
  })

  describe('T79: once it is funded, nobody leaves, nobody comes in, and nobody gets more weight', () => {
    const weight = async (account: HardhatEthersSigner) => (await w.campaign.positionOf(account)).pledged
    it('the last pledger weighs what was missing, not what was offered', async () => {
      const { alice, bob, carol, dave, customer, steward3 } = w.accounts
      await w.fund(w.usual, [
        [alice, QUARTER],
        [bob, QUARTER],
        [carol, QUARTER],
        [dave, (3n * QUARTER) / 5n],
      ])
      await w.pledge(w.usual, customer, QUARTER)
      expect(await weight(customer)).to.equal(GOAL / 10n)
      const id = await w.proposeAs(w.usual, steward3, decide.purchase(steward3, GOAL))
      await w.objectTo(w.usual, id, customer)
      expect((await w.campaign.proposalOf(id)).status).to.equal(ProposalStatus.Stopped)
    })
    it('weights stay as they are, whatever pledgers do afterwards', async () => {
      await w.fund()
      const { alice, bob, stranger } = w.accounts
      await refuses(w.campaign.connect(alice).unpledge(1), 'CampaignNotOpen', [State.Funded])
      await refuses(w.pledge(w.usual, alice, 1n), 'CampaignNotOpen', [State.Funded])
      await refuses(w.pledge(w.usual, alice, 1n, { payer: stranger }), 'CampaignNotOpen', [State.Funded])
      await refuses(w.campaign.connect(w.accounts.founder).cancel(), 'CampaignNotOpen', [State.Funded])
      await w.campaign.connect(alice).setRefundTo(bob)
      expect([await weight(alice), await weight(bob)]).to.deep.equal([QUARTER, QUARTER])
      await w.buy(w.usual, GOAL - 100n)
      await w.campaign.refund(alice)
      expect([await weight(alice), (await w.campaign.totals()).raised]).to.deep.equal([QUARTER, GOAL])
    })
    it('an unpledge in the block of the last pledge comes before it or not at all', async () => {
      const { alice, bob, carol, dave } = w.accounts
      for (const account of [alice, bob, carol]) await w.pledge(w.usual, account, QUARTER)
      await w.mintFor(dave, w.usual, QUARTER)
      await w.hh.provider.send('evm_setAutomine', [false])
      const gasLimit = 400_000n
      const nonce = { gasLimit, maxPriorityFeePerGas: 2n, maxFeePerGas: 10n ** 11n }
      const last = await w.campaign.connect(dave).pledge(QUARTER, AGREEMENT, ZERO, { ...nonce, maxPriorityFeePerGas: 3n })
      const late = await w.campaign.connect(alice).unpledge(QUARTER, nonce)
      await w.hh.provider.send('evm_mine', [])
      await w.hh.provider.send('evm_setAutomine', [true])
      const receipts = await Promise.all([last, late].map(({ hash }) => w.hh.provider.getTransactionReceipt(hash)))
      expect(receipts.map((receipt) => receipt?.status)).to.deep.equal([1, 0])
      expect(receipts[0]?.blockNumber).to.equal(receipts[1]?.blockNumber)
      expect(await w.campaign.state()).to.equal(State.Funded)
    })
  })

  describe('T80: the smallest pledge counts for what it is', () => {
    it('one unit of many has a weight of one, part of the payback, and stops nothing alone', async () => {
      const of = await w.open(({ terms }) => Object.assign(terms, { minPledge: 1n }))
      const { alice, bob, carol, dave, fee, steward3 } = w.accounts
      await w.fund(of, [
        [alice, QUARTER],
        [bob, QUARTER],
        [carol, QUARTER],
        [dave, QUARTER - 1n],
        [fee, 1n],
      ])
      const id = await w.proposeAs(of, steward3, decide.purchase(steward3, GOAL))
      await w.objectTo(of, id, fee)
      const { status, objections } = await of.campaign.proposalOf(id)
      expect([status, objections]).to.deep.equal([ProposalStatus.Live, 1n])
      await w.wait(of, id)
      await w.execute(of, id, decide.purchase(steward3, GOAL))
      const machine = await w.hh.getContractAt('SharedEquipment', of.M)
      await w.token.mint(of.M, 10n * GOAL)
      await machine.sync(w.T)
      await machine.claim(fee, [w.T], [], 0)
      expect(await w.token.balanceOf(fee)).to.equal(1n)
    })
    it('the whole of a goal of one unit decides alone', async () => {
      const of = await w.open(({ terms }) => Object.assign(terms, { goal: 1n, minPledge: 1n, maxPledge: 1n }))
      await w.pledge(of, w.accounts.alice, 1n)
      const id = await w.proposeAs(of, w.accounts.alice, decide.purchase(w.accounts.bob, 1n))
      await w.objectTo(of, id, w.accounts.alice)
      expect((await of.campaign.proposalOf(id)).status).to.equal(ProposalStatus.Stopped)
      await w.time.increaseTo(of.terms.releaseDeadline)
      await of.campaign.refund(w.accounts.alice)
      expect(await w.token.balanceOf(w.accounts.alice)).to.equal(1n)
    })
    it('the largest goal there is can be raised, spent and paid back', async () => {
      const goal = 2n ** 88n - 1n
      const of = await w.open(({ terms }) => Object.assign(terms, { goal, minPledge: 1n, maxPledge: goal }))
      await w.pledge(of, w.accounts.alice, goal - 1n)
      await w.pledge(of, w.accounts.bob, 1n)
      const machine = await w.buy(of, goal - 2n)
      for (const account of [w.accounts.alice, w.accounts.bob]) await of.campaign.refund(account)
      expect(await w.token.balanceOf(w.accounts.alice)).to.equal(1n)
      expect([await w.token.balanceOf(machine), await w.token.balanceOf(of.C)]).to.deep.equal([1n, 0n])
    })
  })
})
