import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { expect } from 'chai'
import { ethers } from 'ethers'
import { CHOSEN, decide, forVenture, GOAL, inEth, type Opened, PAID_BACK, State, useCampaign } from '../../utils/campaignWorld.ts'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { ETH, ZERO } from '../../utils/world.ts'

const MIN = GOAL / 200n
const QUARTER = GOAL / 4n

describe('refunds', () => {
  const w = useCampaign()
  const fail = ({ terms }: Opened = w.usual) => w.time.increaseTo(terms.deadline)
  const refund = (account: HardhatEthersSigner, of: Opened = w.usual) => of.campaign.connect(w.accounts.stranger).refund(account)
  /** Funds it, spends `amount`, for a machine or for a delivery, and goes to the release deadline. */
  const spend = async (amount: bigint, of: Opened = w.usual) => {
    await w.fund(of)
    if (of.M !== ZERO) await w.buy(of, amount)
    else await w.pass(of, w.accounts.steward, decide.delivery(amount))
    await w.time.increaseTo(of.terms.releaseDeadline)
  }
  /** ETH or the usual token, given to the campaign by nobody in particular. */
  const donate = async (of: Opened, amount: bigint) => {
    if (of.terms.token === ETH) await w.hh.deployContract('Forcer', [of.C], { value: amount })
    else await w.token.mint(of.C, amount)
  }
  const deployed = async (name: string) => (await w.hh.deployContract(name)).getAddress()
  /** A campaign in an odd token. */
  const openOdd = async () => {
    const odd = await w.mock('OddToken')
    const T = await odd.getAddress()
    return { odd, of: await w.open(({ terms }) => (terms.token = T)) }
  }

  describe('Campaign.refund', () => {
    leaf('given it is open', 'it reverts with CampaignNotOver', async () => {
      await w.pledge(w.usual, w.accounts.alice, MIN)
      await refuses(refund(w.accounts.alice), 'CampaignNotOver', [State.Open])
    })
    leaf('given it is funded', 'it reverts with CampaignNotOver', async () => {
      await w.fund()
      await refuses(refund(w.accounts.alice), 'CampaignNotOver', [State.Funded])
    })
    leaf('given the account has not pledged', 'it reverts with PledgeMissing', async () => {
      await fail()
      await refuses(refund(w.accounts.alice), 'PledgeMissing', [w.accounts.alice.address])
    })
    leaf('given the account was paid back', 'it reverts with RefundPaidAlready', async () => {
      await w.pledge(w.usual, w.accounts.alice, MIN)
      await fail()
      await refund(w.accounts.alice)
      await refuses(refund(w.accounts.alice), 'RefundPaidAlready', [w.accounts.alice.address])
    })
    leaf('given everything was spent', 'it reverts with RefundNothing', async () => {
      await spend(GOAL)
      await refuses(refund(w.accounts.alice), 'RefundNothing', [w.accounts.alice.address])
      expect(await w.campaign.refundOf(w.accounts.alice)).to.equal(0n)
    })
    leaf('given the recipient takes no ETH', 'it reverts with RecipientRefusedEth', async () => {
      const of = await w.open(inEth)
      const refusing = await deployed('RevertingRecipient')
      await w.pledge(of, w.accounts.alice, MIN, { payer: w.accounts.alice, refundTo: refusing })
      await fail(of)
      await refuses(refund(w.accounts.alice, of), 'RecipientRefusedEth', [refusing, MIN])
    })
    leaf('given the token refuses', 'it reverts with SafeERC20FailedOperation', async () => {
      const { odd, of } = await openOdd()
      await w.pledge(of, w.accounts.alice, MIN)
      await fail(of)
      await odd.getFunction('be')(2)
      await refuses(refund(w.accounts.alice, of), 'SafeERC20FailedOperation', [of.terms.token])
    })
    leaf('given the goal was missed', 'it pays everything to where it goes and emits Refunded', async () => {
      const { alice, bob, carol } = w.accounts
      await w.pledge(w.usual, alice, MIN + 1n, { payer: alice, refundTo: carol })
      await w.pledge(w.usual, bob, 2n * MIN)
      expect(await w.campaign.refundOf(alice)).to.equal(0n)
      await fail()
      expect(await w.campaign.refundOf(alice)).to.equal(MIN + 1n)
      expect(await w.campaign.refund.staticCall(alice)).to.equal(MIN + 1n)
      await expect(refund(alice))
        .to.emit(w.campaign, 'Refunded')
        .withArgs(alice.address, carol.address, MIN + 1n, MIN + 1n)
      await expect(refund(bob))
        .to.emit(w.campaign, 'Refunded')
        .withArgs(bob.address, bob.address, 2n * MIN, 3n * MIN + 1n)
      expect([await w.token.balanceOf(carol), await w.token.balanceOf(bob)]).to.deep.equal([MIN + 1n, 2n * MIN])
      const { raised, paidBack, unpaid } = await w.campaign.totals()
      expect([raised, paidBack, unpaid, await w.token.balanceOf(w.C)]).to.deep.equal([3n * MIN + 1n, 3n * MIN + 1n, 0n, 0n])
      expect((await w.campaign.positionOf(alice)).flags).to.equal(PAID_BACK | CHOSEN)
      expect(await w.campaign.refundOf(alice)).to.equal(0n)
    })
    leaf('given it was cancelled', 'it pays everything', async () => {
      await w.pledge(w.usual, w.accounts.alice, MIN)
      await w.campaign.connect(w.accounts.founder).cancel()
      await refund(w.accounts.alice)
      expect(await w.token.balanceOf(w.accounts.alice)).to.equal(MIN)
    })
    for (const [end, changes] of Object.entries({ machine: [], venture: [forVenture] })) {
      it(`pays everything where nothing was released in time: ${end}`, async () => {
        const of = await w.open(...changes)
        await w.fund(of)
        await w.time.increaseTo(of.terms.releaseDeadline)
        for (const account of [w.accounts.alice, w.accounts.bob, w.accounts.carol, w.accounts.dave, w.accounts.customer]) {
          await refund(account, of)
        }
        expect(await w.token.balanceOf(of.C)).to.equal(0n)
        expect(await w.token.balanceOf(w.accounts.dave)).to.equal(GOAL / 5n)
      })
    }
    leaf('given the release deadline passed', 'it pays everything', async () => {
      await w.fund()
      await w.time.increaseTo(w.terms.releaseDeadline)
      await refund(w.accounts.customer)
      expect(await w.token.balanceOf(w.accounts.customer)).to.equal(GOAL / 20n)
    })
    leaf('given a machine was bought for less', 'it pays the part of the surplus, rounded down', async () => {
      await spend(GOAL - 13n)
      const { alice, customer } = w.accounts
      expect(await w.campaign.refundOf(alice)).to.equal(3n)
      await expect(refund(alice)).to.emit(w.campaign, 'Refunded').withArgs(alice.address, alice.address, 3, 3)
      await expect(refund(customer)).to.emit(w.campaign, 'Refunded').withArgs(customer.address, customer.address, 0, 3)
      await refuses(refund(customer), 'RefundPaidAlready', [customer.address])
    })
    leaf('given work was delivered in part', 'it pays the part of what was not released', async () => {
      const of = await w.open(forVenture)
      await spend(GOAL - 100n, of)
      await refund(w.accounts.dave, of)
      expect(await w.token.balanceOf(w.accounts.dave)).to.equal(20n)
    })
    leaf('when it is the last one of a machine', 'the machine gets what is left and nothing stays', async () => {
      await spend(GOAL - 13n)
      await donate(w.usual, 50n)
      const { alice, bob, carol, dave, customer } = w.accounts
      for (const account of [alice, bob, carol, dave]) await refund(account)
      // 3 + 3 + 3 + 2 of 13; the customer's part is below 1.
      await expect(refund(customer)).to.emit(w.campaign, 'PassedOn').withArgs(w.M, 52)
      expect([await w.token.balanceOf(w.M), await w.token.balanceOf(w.C)]).to.deep.equal([52n, 0n])
    })
    leaf('when it is the last one of a venture', 'the venture gets what is left and nothing stays', async () => {
      const of = await w.open(forVenture, inEth)
      await spend(GOAL - 13n, of)
      await donate(of, 50n)
      const { alice, bob, carol, dave, customer } = w.accounts
      for (const account of [alice, bob, carol, dave, customer]) await refund(account, of)
      expect([await w.balanceOf(of, w.V), await w.balanceOf(of, of.C)]).to.deep.equal([GOAL - 13n + 52n, 0n])
    })
    leaf('when it is the last one of a failed campaign', 'the network gets what was donated', async () => {
      await w.pledge(w.usual, w.accounts.alice, MIN)
      await donate(w.usual, 50n)
      await fail()
      await expect(refund(w.accounts.alice)).to.emit(w.campaign, 'PassedOn').withArgs(w.accounts.fund.address, 50)
      expect(await w.token.balanceOf(w.C)).to.equal(0n)
    })
    for (const name of ['RevertingRecipient', 'GasBurner', 'ReturnBomb']) {
      it(`pays the last one whatever becomes of what is left: ${name}`, async () => {
        const network = await deployed(name)
        const of = await w.open(inEth, ({ terms }) => (terms.venture = network))
        await w.pledge(of, w.accounts.alice, MIN)
        await donate(of, 50n)
        await fail(of)
        const call = refund(w.accounts.alice, of)
        await expect(call).to.changeEtherBalances(w.hh, [w.accounts.alice], [MIN])
        await expect(call).not.to.emit(of.campaign, 'PassedOn')
        expect((await (await call).wait())!.gasUsed).to.be.below(300_000n)
      })
    }
    leaf('given the recipient of what is left refuses it', 'the last one is paid all the same', async () => {
      const network = await deployed('RevertingRecipient')
      const of = await w.open(inEth, ({ terms }) => (terms.venture = network))
      await w.pledge(of, w.accounts.alice, MIN)
      await donate(of, 50n)
      await fail(of)
      await refund(w.accounts.alice, of)
      expect(await w.balanceOf(of, of.C)).to.equal(50n)
    })
  })

  describe('Campaign.refundBatch', () => {
    const failures = async (call: Promise<ethers.TransactionResponse>, { campaign }: Opened = w.usual) =>
      (await (await call).wait())!.logs
        .flatMap((log) => campaign.interface.parseLog(log) ?? [])
        .filter(({ name }) => name === 'RefundFailed')
        .map(({ args }) => [args[0], args[1], args[2]])
    const selector = (name: string) => w.campaign.interface.getError(name as 'PledgeMissing')!.selector
    leaf('when it has less gas than promised', 'it reverts with RefundGasTooLow', async () => {
      await w.pledge(w.usual, w.accounts.alice, MIN)
      await fail()
      await refuses(w.campaign.refundBatch([w.accounts.alice], 1_000_000, { gasLimit: 900_000 }), 'RefundGasTooLow', [
        undefined,
        (1_000_000n * 64n) / 63n + 20_000n,
      ])
      expect((await w.campaign.positionOf(w.accounts.alice)).flags).to.equal(CHOSEN)
    })
    leaf('when there is nobody', 'it does nothing', async () => {
      expect(await w.campaign.refundBatch.staticCall([], 100_000)).to.deep.equal([])
    })
    leaf('when all go through', 'it pays all', async () => {
      const { alice, bob } = w.accounts
      await w.pledge(w.usual, alice, MIN)
      await w.pledge(w.usual, bob, 2n * MIN)
      await fail()
      expect(await w.campaign.refundBatch.staticCall([alice, bob], 200_000)).to.deep.equal([true, true])
      expect(await failures(w.campaign.refundBatch([alice, bob], 200_000))).to.deep.equal([])
      expect([await w.token.balanceOf(alice), await w.token.balanceOf(bob)]).to.deep.equal([MIN, 2n * MIN])
    })
    leaf('when some did not pledge, come twice, or it is not over', 'it emits RefundFailed with the reason', async () => {
      const { alice, stranger } = w.accounts
      await w.pledge(w.usual, alice, MIN)
      expect(await failures(w.campaign.refundBatch([alice], 200_000))).to.deep.equal([
        [0n, alice.address, selector('CampaignNotOver')],
      ])
      await fail()
      expect(await failures(w.campaign.refundBatch([stranger, alice, alice], 200_000))).to.deep.equal([
        [0n, stranger.address, selector('PledgeMissing')],
        [2n, alice.address, selector('RefundPaidAlready')],
      ])
    })
    leaf('when a recipient refuses ETH, burns gas or returns a bomb', 'it pays the others', async () => {
      const of = await w.open(inEth)
      const { alice, bob, carol, dave, customer } = w.accounts
      const recipients = await Promise.all(['RevertingRecipient', 'GasBurner', 'ReturnBomb'].map(deployed))
      for (const [i, account] of [alice, bob, carol].entries()) {
        await w.pledge(of, account, QUARTER, { payer: account, refundTo: recipients[i] as string })
      }
      await w.pledge(of, dave, MIN)
      await w.pledge(of, customer, MIN)
      await fail(of)
      const accounts = [dave, alice, bob, carol, customer]
      expect(await of.campaign.refundBatch.staticCall(accounts, 200_000)).to.deep.equal([true, false, false, false, true])
      const call = of.campaign.connect(w.accounts.stranger).refundBatch(accounts, 200_000)
      await expect(call).to.changeEtherBalances(w.hh, [dave, customer, of.C], [MIN, MIN, -2n * MIN])
      expect((await failures(call, of)).map(([index, account]) => [index, account])).to.deep.equal([
        [1n, alice.address],
        [2n, bob.address],
        [3n, carol.address],
      ])

      // Nothing was lost: another recipient gets it.
      for (const account of [alice, bob, carol]) await of.campaign.connect(account).setRefundTo(dave)
      await expect(of.campaign.refundBatch([alice, bob, carol], 200_000)).to.changeEtherBalances(w.hh, [dave], [3n * QUARTER])
      expect(await w.balanceOf(of, of.C)).to.equal(0n)
    })
    leaf('when the token has blocked a recipient', 'it pays the others', async () => {
      const blocklist = await w.hh.deployContract('BlocklistToken')
      const token = await blocklist.getAddress()
      const of = await w.open(({ terms }) => (terms.token = token))
      const { alice, bob, carol } = w.accounts
      for (const account of [alice, bob, carol]) {
        await blocklist.mint(account, MIN)
        await of.campaign.connect(account).pledge(MIN, of.terms.agreementHash, ZERO)
      }
      await blocklist.setBlocked(bob, true)
      await fail(of)
      expect((await failures(of.campaign.refundBatch([alice, bob, carol], 200_000), of)).map(([index]) => index)).to.deep.equal([
        1n,
      ])
      expect(await blocklist.balanceOf(of.C)).to.equal(MIN)
      await of.campaign.connect(bob).setRefundTo(w.accounts.dave)
      await refund(bob, of)
      expect(await blocklist.balanceOf(w.accounts.dave)).to.equal(MIN)
    })
  })

  describe('Campaign.passOn', () => {
    const passOn = (of: Opened = w.usual) => of.campaign.connect(w.accounts.stranger).passOn()
    leaf('given it is open', 'it reverts with CampaignNotOver', () => refuses(passOn(), 'CampaignNotOver', [State.Open]))
    leaf('given it is funded', 'it reverts with CampaignNotOver', async () => {
      await w.fund()
      await refuses(passOn(), 'CampaignNotOver', [State.Funded])
    })
    leaf('given nothing is left', 'it does nothing', async () => {
      await w.pledge(w.usual, w.accounts.alice, MIN)
      await fail()
      expect(await w.campaign.passOn.staticCall()).to.equal(0n)
      await expect(passOn()).not.to.emit(w.campaign, 'PassedOn')
      expect(await w.token.balanceOf(w.C)).to.equal(MIN)
    })
    leaf('given it failed and something was donated', 'it sends exactly that to the network', async () => {
      const { alice, bob } = w.accounts
      await w.pledge(w.usual, alice, MIN)
      await w.pledge(w.usual, bob, MIN)
      await donate(w.usual, 50n)
      await fail()
      await refund(alice)
      await expect(passOn()).to.emit(w.campaign, 'PassedOn').withArgs(w.accounts.fund.address, 50)
      await refund(bob)
      expect(await w.token.balanceOf(bob)).to.equal(MIN)
    })
    leaf('given a surplus is being paid', 'it sends what was donated to the machine, and no more', async () => {
      await spend(GOAL - 13n)
      await refund(w.accounts.alice)
      await donate(w.usual, 50n)
      await expect(passOn()).to.emit(w.campaign, 'PassedOn').withArgs(w.M, 50)
      expect(await w.token.balanceOf(w.C)).to.equal(10n)
    })
    leaf('given everything was spent', 'what was donated has gone to the machine with the purchase', async () => {
      await w.fund()
      await donate(w.usual, 50n)
      await w.buy()
      expect([await w.token.balanceOf(w.M), await w.token.balanceOf(w.C)]).to.deep.equal([50n, 0n])
      await donate(w.usual, 7n)
      await passOn()
      expect(await w.token.balanceOf(w.M)).to.equal(57n)
    })
    leaf('given it is for a venture', 'it sends it to the venture', async () => {
      const of = await w.open(forVenture)
      await spend(GOAL, of)
      await donate(of, 50n)
      await expect(passOn(of)).to.emit(of.campaign, 'PassedOn').withArgs(w.V, 50)
    })
    leaf('given the recipient refuses', 'it stays until another time', async () => {
      const wallet = await w.mock('Wallet')
      const network = await wallet.getAddress()
      await wallet.getFunction('refuseEth')(true)
      const of = await w.open(inEth, ({ terms }) => (terms.venture = network))
      await donate(of, 50n)
      await fail(of)
      expect(await of.campaign.passOn.staticCall()).to.equal(0n)
      await expect(passOn(of)).not.to.emit(of.campaign, 'PassedOn')
      await wallet.getFunction('refuseEth')(false)
      await expect(passOn(of)).to.emit(of.campaign, 'PassedOn').withArgs(network, 50)
    })
    leaf('given the token refuses', 'it stays until another time', async () => {
      const { odd, of } = await openOdd()
      await odd.getFunction('mint')(of.C, 50)
      await fail(of)
      for (const refusal of [2, 3]) {
        await odd.getFunction('be')(refusal)
        expect(await of.campaign.passOn.staticCall()).to.equal(0n)
      }
      await odd.getFunction('be')(0)
      await expect(passOn(of)).to.emit(of.campaign, 'PassedOn').withArgs(w.accounts.fund.address, 50)
    })
  })

  describe('the goal of 25,000.00', () => {
    /** What each of five pledges, in cents: 23,871.00 together. */
    const PLEDGES = [850_000n, 700_000n, 437_100n, 300_000n, 100_000n]
    const open = () => w.open(({ terms }) => Object.assign(terms, { goal: 2_500_000n, minPledge: 100n, maxPledge: 2_500_000n }))
    const pledgers = () => [w.accounts.alice, w.accounts.bob, w.accounts.carol, w.accounts.dave, w.accounts.customer]
    const pledgeAll = async (of: Opened) => {
      for (const [i, account] of pledgers().entries()) await w.pledge(of, account, PLEDGES[i] as bigint)
    }

    it('missed at 23,871.00 gives everything back', async () => {
      const of = await open()
      await pledgeAll(of)
      expect((await of.campaign.totals()).raised).to.equal(2_387_100n)
      await fail(of)
      await of.campaign.refundBatch(pledgers(), 200_000)
      for (const [i, account] of pledgers().entries()) expect(await w.token.balanceOf(account)).to.equal(PLEDGES[i])
      expect(await w.token.balanceOf(of.C)).to.equal(0n)
    })
    it('reached, with an invoice of 24,350.00, gives 650.00 back, 2.6% each', async () => {
      const of = await open()
      await pledgeAll(of)
      await w.pledge(of, w.accounts.fee, 112_900n)
      const machine = await w.buy(of, 2_435_000n)
      const all = [...pledgers(), w.accounts.fee]
      await of.campaign.refundBatch(all, 200_000)
      const back = await Promise.all(all.map((account) => w.token.balanceOf(account)))
      // 2,935.4 of 112,900 and 11,364.6 of 437,100 are rounded down.
      expect(back).to.deep.equal([22_100n, 18_200n, 11_364n, 7_800n, 2_600n, 2_935n])
      expect([await w.token.balanceOf(machine), await w.token.balanceOf(of.C)]).to.deep.equal([1n, 0n])
      expect(back.reduce((sum, amount) => sum + amount, 1n)).to.equal(65_000n)
    })
  })
})
