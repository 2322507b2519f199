import { expect } from 'chai'
import { ethers } from 'ethers'
import {
  AGREEMENT,
  type CampaignWorld,
  CHOSEN,
  GOAL,
  inEth,
  type Opened,
  PLACEHOLDER,
  State,
  useCampaign,
} from '../../utils/campaignWorld.ts'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { ETH, ZERO } from '../../utils/world.ts'

const { MaxUint256, id } = ethers
const MIN = GOAL / 200n
const MAX = GOAL / 4n

describe('pledging', () => {
  const w = useCampaign()
  const position = async (account: { address: string }, of: Opened = w.usual) => {
    const { refundTo, pledged, flags } = await of.campaign.positionOf(account.address)
    return [refundTo, pledged, flags]
  }
  const alice = () => w.campaign.connect(w.accounts.alice)
  const asStranger = () => ({ payer: w.accounts.stranger, refundTo: w.accounts.stranger })
  /** All but `missing` of the goal is pledged, by others than dave and the customer. */
  const allBut = async (missing: bigint, of: Opened = w.usual) => {
    const { alice, bob, carol, fee } = w.accounts
    for (const account of [alice, bob, carol]) await w.pledge(of, account, MAX)
    if (missing < MAX) await w.pledge(of, fee, MAX - missing)
  }

  describe('Campaign.pledge', () => {
    leaf('given it is funded', 'it reverts with CampaignNotOpen', async () => {
      await w.fund()
      await refuses(w.pledge(w.usual, w.accounts.stranger, MIN), 'CampaignNotOpen', [State.Funded])
    })
    leaf('given it was cancelled', 'it reverts with CampaignNotOpen', async () => {
      await w.campaign.connect(w.accounts.founder).cancel()
      await refuses(w.pledge(w.usual, w.accounts.alice, MIN), 'CampaignNotOpen', [State.Failed])
    })
    leaf('given the deadline is over', 'it reverts with CampaignNotOpen', async () => {
      await w.time.increaseTo(w.terms.deadline)
      await refuses(w.pledge(w.usual, w.accounts.alice, MIN), 'CampaignNotOpen', [State.Failed])
    })
    leaf('when the agreement is another', 'it reverts with PledgeAgreementWrong', () =>
      refuses(alice().pledge(MIN, id('other'), ZERO), 'PledgeAgreementWrong', [id('other'), AGREEMENT]),
    )
    leaf('when nothing is pledged', 'it reverts with PledgeBelowMinimum', async () => {
      await refuses(alice().pledge(0, AGREEMENT, ZERO), 'PledgeBelowMinimum', [0, MIN])
      await w.pledge(w.usual, w.accounts.alice, MIN)
      await refuses(alice().pledge(0, AGREEMENT, ZERO), 'PledgeBelowMinimum', [MIN, MIN])
    })
    leaf('when all of an account is below the minimum', 'it reverts with PledgeBelowMinimum', () =>
      refuses(w.pledge(w.usual, w.accounts.alice, MIN - 1n), 'PledgeBelowMinimum', [MIN - 1n, MIN]),
    )
    leaf('when all of an account is above the maximum', 'it reverts with PledgeAboveMaximum', async () => {
      await refuses(w.pledge(w.usual, w.accounts.alice, MAX + 1n), 'PledgeAboveMaximum', [MAX + 1n, MAX])
      await w.pledge(w.usual, w.accounts.alice, MAX)
      await refuses(w.pledge(w.usual, w.accounts.alice, 1n), 'PledgeAboveMaximum', [MAX + 1n, MAX])
    })
    leaf('when refunds are to go to the campaign', 'it reverts with PledgeRefundToInvalid', () =>
      refuses(w.pledge(w.usual, w.accounts.alice, MIN, { payer: w.accounts.alice, refundTo: w.C }), 'PledgeRefundToInvalid', [
        w.C,
      ]),
    )
    leaf('when ETH comes with a pledge of tokens', 'it reverts with PledgeValueMismatch', () =>
      refuses(alice().pledge(MIN, AGREEMENT, ZERO, { value: 1 }), 'PledgeValueMismatch', [1, 0]),
    )
    leaf('when another amount of ETH comes with a pledge of ETH', 'it reverts with PledgeValueMismatch', async () => {
      const { campaign } = await w.open(inEth)
      for (const value of [0n, MIN - 1n, MIN + 1n]) {
        await refuses(campaign.connect(w.accounts.alice).pledge(MIN, AGREEMENT, ZERO, { value }), 'PledgeValueMismatch', [
          value,
          MIN,
        ])
      }
    })
    leaf('when it is as agreed', 'it takes it and emits Pledged', async () => {
      const { alice } = w.accounts
      await expect(w.pledge(w.usual, alice, MIN))
        .to.emit(w.campaign, 'Pledged')
        .withArgs(alice.address, alice.address, MIN, alice.address, MIN, MIN)
      await expect(w.pledge(w.usual, alice, 1n))
        .to.emit(w.campaign, 'Pledged')
        .withArgs(alice.address, alice.address, 1, alice.address, MIN + 1n, MIN + 1n)
      expect(await position(alice)).to.deep.equal([alice.address, MIN + 1n, CHOSEN])
      expect(await w.token.balanceOf(w.C)).to.equal(MIN + 1n)
      const { raised, unpaid } = await w.campaign.totals()
      expect([raised, unpaid]).to.deep.equal([MIN + 1n, 1n])
    })
    leaf('when it names where refunds go', 'that holds until it names another', async () => {
      const { alice, bob, carol } = w.accounts
      await w.pledge(w.usual, alice, MIN, { payer: alice, refundTo: bob })
      expect(await position(alice)).to.deep.equal([bob.address, MIN, CHOSEN])
      await w.pledge(w.usual, alice, MIN)
      expect(await position(alice)).to.deep.equal([bob.address, 2n * MIN, CHOSEN])
      await w.mintFor(alice, w.usual, MIN)
      await w.campaign.connect(alice).pledge(MIN, AGREEMENT, carol.address)
      expect(await position(alice)).to.deep.equal([carol.address, 3n * MIN, CHOSEN])
    })
    leaf('when more is offered than is missing', 'it takes what is missing and emits GoalReached', async () => {
      await allBut(MIN)
      const { dave } = w.accounts
      await w.mintFor(dave, w.usual, MAX)
      expect(await w.campaign.connect(dave).pledge.staticCall(MAX, AGREEMENT, ZERO)).to.equal(MIN)
      await expect(w.campaign.connect(dave).pledge(MAX, AGREEMENT, ZERO))
        .to.emit(w.campaign, 'GoalReached')
        .withArgs(GOAL)
      expect(await w.token.balanceOf(dave.address)).to.equal(MAX - MIN)
      expect(await w.token.balanceOf(w.C)).to.equal(GOAL)
      expect(await w.campaign.state()).to.equal(State.Funded)
    })
    leaf('when the largest number there is is offered', 'it takes what is missing', async () => {
      await allBut(MAX)
      const { dave } = w.accounts
      await w.mintFor(dave, w.usual, MAX)
      await w.campaign.connect(dave).pledge(MaxUint256, AGREEMENT, ZERO)
      expect(await position(dave)).to.deep.equal([dave.address, MAX, CHOSEN])
    })
    leaf('when more ETH is sent than is missing', 'the rest goes back at once', async () => {
      const of = await w.open(inEth)
      await allBut(MIN, of)
      const { dave } = w.accounts
      await expect(w.pledge(of, dave, MAX)).to.changeEtherBalances(w.hh, [dave.address, of.C], [-MIN, MIN])
      expect(await of.campaign.state()).to.equal(State.Funded)
    })
    leaf('when the payer takes no ETH back', 'it reverts with RecipientRefusedEth', async () => {
      const of = await w.open(inEth)
      await allBut(MIN, of)
      const wallet = await w.mock('Wallet')
      await wallet.getFunction('refuseEth')(true)
      const payer = await w.as(await wallet.getAddress())
      await refuses(w.pledge(of, payer, MIN + 1n), 'RecipientRefusedEth', [payer.address, 1])
      await w.pledge(of, payer, MIN)
      expect(await of.campaign.state()).to.equal(State.Funded)
    })
    leaf('given less than the minimum is missing', 'it takes exactly that and nothing below it', async () => {
      await allBut(MIN - 1n)
      await refuses(w.pledge(w.usual, w.accounts.dave, MIN - 2n), 'PledgeBelowMinimum', [MIN - 2n, MIN])
      await w.pledge(w.usual, w.accounts.dave, MIN - 1n)
      expect(await w.campaign.state()).to.equal(State.Funded)
    })
    leaf('given somebody pledged for it as a placeholder', 'it is a placeholder no longer', async () => {
      await w.pledge(w.usual, w.accounts.alice, MIN, { ...asStranger(), placeholder: true })
      expect((await position(w.accounts.alice))[2]).to.equal(PLACEHOLDER)
      await w.pledge(w.usual, w.accounts.alice, 1n)
      expect((await position(w.accounts.alice))[2]).to.equal(CHOSEN)
    })
    leaf('given somebody else said where its refunds go', 'its own pledge brings all of it back to it', async () => {
      const { alice, stranger } = w.accounts
      await w.pledge(w.usual, alice, MIN, asStranger())
      await w.pledge(w.usual, alice, MAX - MIN)
      expect(await position(alice)).to.deep.equal([alice.address, MAX, CHOSEN])
      await w.time.increaseTo(w.terms.deadline)
      await w.campaign.refund(alice)
      expect([await w.token.balanceOf(alice), await w.token.balanceOf(stranger)]).to.deep.equal([MAX, 0n])
    })
  })

  describe('Campaign.pledgeFor', () => {
    leaf('when the account is zero, the campaign or its machine', 'it reverts with PledgeAccountInvalid', async () => {
      for (const account of [ZERO, w.C, w.M]) {
        await refuses(w.pledge(w.usual, account, MIN, asStranger()), 'PledgeAccountInvalid', [account])
      }
    })
    leaf('when the agreement is another', 'it reverts with PledgeAgreementWrong', () =>
      refuses(w.campaign.pledgeFor(w.accounts.alice.address, MIN, id('other'), ZERO, false), 'PledgeAgreementWrong', [
        id('other'),
        AGREEMENT,
      ]),
    )
    leaf('when a placeholder is to be refunded itself', 'it reverts with PledgeRefundToInvalid', async () => {
      const { alice, stranger } = w.accounts
      for (const refundTo of [ZERO, alice.address]) {
        const call = w.pledge(w.usual, alice, MIN, { payer: stranger, refundTo, placeholder: true })
        await refuses(call, 'PledgeRefundToInvalid', [refundTo])
      }
    })
    leaf('when refunds are to go to the campaign', 'it reverts with PledgeRefundToInvalid', () =>
      refuses(w.pledge(w.usual, w.accounts.alice, MIN, { payer: w.accounts.stranger, refundTo: w.C }), 'PledgeRefundToInvalid', [
        w.C,
      ]),
    )
    leaf('when it is the first pledge of the account', 'the pledge is its own and refunds go where the payer says', async () => {
      const { alice, bob, stranger } = w.accounts
      await expect(w.pledge(w.usual, alice, MIN, { payer: stranger, refundTo: bob }))
        .to.emit(w.campaign, 'Pledged')
        .withArgs(alice.address, stranger.address, MIN, bob.address, MIN, MIN)
      expect(await position(alice)).to.deep.equal([bob.address, MIN, 0n])
      expect(await position(stranger)).to.deep.equal([ZERO, 0n, 0n])
    })
    leaf('when it does not say where refunds go', 'they go to the account', async () => {
      await w.pledge(w.usual, w.accounts.alice, MIN, { payer: w.accounts.stranger })
      expect(await position(w.accounts.alice)).to.deep.equal([w.accounts.alice.address, MIN, 0n])
    })
    leaf('given only others have pledged for it', 'it reverts with PledgeRefundToDiffers when it says nothing', async () => {
      const { alice, bob, stranger } = w.accounts
      await w.pledge(w.usual, alice, MIN, asStranger())
      await refuses(w.pledge(w.usual, alice, MIN, { payer: bob }), 'PledgeRefundToDiffers', [
        alice.address,
        alice.address,
        stranger.address,
      ])
      await w.pledge(w.usual, alice, MIN, { payer: bob, refundTo: stranger })
      expect(await position(alice)).to.deep.equal([stranger.address, 2n * MIN, 0n])
    })
    leaf('given the account has pledged', 'it reverts with PledgeRefundToDiffers when it says something else', async () => {
      const { alice, stranger } = w.accounts
      await w.pledge(w.usual, alice, MIN)
      await refuses(w.pledge(w.usual, alice, MIN, asStranger()), 'PledgeRefundToDiffers', [
        alice.address,
        stranger.address,
        alice.address,
      ])
    })
    leaf('given the account has pledged', 'it adds to the pledge when it says the same or nothing', async () => {
      const { alice, bob, stranger } = w.accounts
      await w.pledge(w.usual, alice, MIN, { payer: alice, refundTo: bob })
      await w.pledge(w.usual, alice, MIN, { payer: stranger, refundTo: bob })
      await w.pledge(w.usual, alice, MIN, { payer: stranger })
      expect(await position(alice)).to.deep.equal([bob.address, 3n * MIN, CHOSEN])
      expect((await w.campaign.totals()).unpaid).to.equal(1n)
    })
    leaf('given only others have pledged for it', 'it makes a placeholder of it when it says so', async () => {
      const { alice, bob, stranger } = w.accounts
      await w.pledge(w.usual, alice, MIN, { payer: stranger, refundTo: bob })
      await w.pledge(w.usual, alice, MIN, { payer: bob, refundTo: bob, placeholder: true })
      expect(await position(alice)).to.deep.equal([bob.address, 2n * MIN, PLACEHOLDER])
    })
    leaf('given the account has pledged', 'it makes no placeholder of it', async () => {
      const { alice, bob, stranger } = w.accounts
      await w.pledge(w.usual, alice, MIN, { payer: alice, refundTo: bob })
      await w.pledge(w.usual, alice, MIN, { payer: stranger, refundTo: bob, placeholder: true })
      expect(await position(alice)).to.deep.equal([bob.address, 2n * MIN, CHOSEN])
    })
    leaf('when it is a placeholder', 'it emits PlaceholderPledged', async () => {
      const { alice, stranger } = w.accounts
      const call = w.pledge(w.usual, alice, MIN, { ...asStranger(), placeholder: true })
      await expect(call).to.emit(w.campaign, 'PlaceholderPledged').withArgs(alice.address)
      expect(await position(alice)).to.deep.equal([stranger.address, MIN, PLACEHOLDER])
    })
    leaf('when a placeholder is the caller or a contract', 'it reverts with PledgeAccountInvalid', async () => {
      const { stranger, bob } = w.accounts
      for (const account of [stranger.address, w.V]) {
        const call = w.pledge(w.usual, account, MIN, { payer: stranger, refundTo: bob, placeholder: true })
        await refuses(call, 'PledgeAccountInvalid', [account])
      }
    })
    leaf('given the account is a placeholder', 'it stays one', async () => {
      await w.pledge(w.usual, w.accounts.alice, MIN, { ...asStranger(), placeholder: true })
      await w.pledge(w.usual, w.accounts.alice, MIN, { payer: w.accounts.bob, refundTo: w.accounts.stranger })
      expect(await position(w.accounts.alice)).to.deep.equal([w.accounts.stranger.address, 2n * MIN, PLACEHOLDER])
    })
    leaf('when the account is the caller', 'it is the same as pledge', async () => {
      const { alice, bob, carol } = w.accounts
      await w.pledge(w.usual, alice, MIN, { payer: alice, refundTo: bob })
      await w.pledge(w.usual, alice, MIN, { payer: alice, refundTo: carol })
      expect(await position(alice)).to.deep.equal([carol.address, 2n * MIN, CHOSEN])
    })
    leaf('when more ETH is sent than is missing', 'the rest goes back to the payer', async () => {
      const of = await w.open(inEth)
      await allBut(MIN, of)
      const { dave, stranger } = w.accounts
      const call = w.pledge(of, dave, MAX, { payer: stranger })
      await expect(call).to.changeEtherBalances(w.hh, [stranger.address, dave.address, of.C], [-MIN, 0, MIN])
    })
  })

  describe('Campaign.receive', () => {
    leaf('when ETH is sent without a pledge', 'it reverts with CampaignTakesNoPlainEth', async () => {
      const { C } = await w.open(inEth)
      for (const to of [w.C, C, await w.campaignCode.getAddress()]) {
        await refuses(w.accounts.customer.sendTransaction({ to, value: 1 }), 'CampaignTakesNoPlainEth')
      }
    })
  })

  describe('Campaign.unpledge', () => {
    const unpledge = (amount: bigint) => alice().unpledge(amount)
    leaf('given it is funded', 'it reverts with CampaignNotOpen', async () => {
      await w.fund()
      await refuses(unpledge(1n), 'CampaignNotOpen', [State.Funded])
    })
    leaf('given the deadline is over', 'it reverts with CampaignNotOpen', async () => {
      await w.pledge(w.usual, w.accounts.alice, MIN)
      await w.time.increaseTo(w.terms.deadline)
      await refuses(unpledge(MIN), 'CampaignNotOpen', [State.Failed])
    })
    leaf('given the account has not pledged', 'it reverts with PledgeMissing', () =>
      refuses(unpledge(1n), 'PledgeMissing', [w.accounts.alice.address]),
    )
    leaf('when it is nothing, or more than was pledged', 'it reverts with UnpledgeOutOfBounds', async () => {
      await w.pledge(w.usual, w.accounts.alice, MIN)
      for (const amount of [0n, MIN + 1n, MaxUint256]) {
        await refuses(unpledge(amount), 'UnpledgeOutOfBounds', [amount, MIN, MIN])
      }
    })
    leaf('when it leaves less than the minimum', 'it reverts with UnpledgeOutOfBounds', async () => {
      await w.pledge(w.usual, w.accounts.alice, 2n * MIN)
      await refuses(unpledge(MIN + 1n), 'UnpledgeOutOfBounds', [MIN + 1n, 2n * MIN, MIN])
    })
    leaf('when it is a part', 'it goes to where refunds go and emits Unpledged', async () => {
      const { alice, bob } = w.accounts
      await w.pledge(w.usual, alice, 2n * MIN, { payer: alice, refundTo: bob })
      await w.pledge(w.usual, w.accounts.carol, MIN)
      await expect(unpledge(MIN))
        .to.emit(w.campaign, 'Unpledged')
        .withArgs(alice.address, bob.address, MIN, MIN, 2n * MIN)
      expect(await w.token.balanceOf(bob.address)).to.equal(MIN)
      expect(await position(alice)).to.deep.equal([bob.address, MIN, CHOSEN])
      expect((await w.campaign.totals()).unpaid).to.equal(2n)
    })
    leaf('given it is a placeholder', 'it is one no longer', async () => {
      await w.pledge(w.usual, w.accounts.alice, 2n * MIN, { ...asStranger(), placeholder: true })
      await unpledge(MIN)
      expect(await position(w.accounts.alice)).to.deep.equal([w.accounts.stranger.address, MIN, 0n])
    })
    leaf('when it is all of it', 'nothing of the account is left', async () => {
      const { alice, stranger } = w.accounts
      await w.pledge(w.usual, alice, MIN, { ...asStranger(), placeholder: true })
      await expect(unpledge(MIN)).to.emit(w.campaign, 'Unpledged').withArgs(alice.address, stranger.address, MIN, 0, 0)
      expect(await position(alice)).to.deep.equal([ZERO, 0n, 0n])
      const { raised, unpaid } = await w.campaign.totals()
      expect([raised, unpaid]).to.deep.equal([0n, 0n])
      await w.pledge(w.usual, alice, MIN)
      expect(await position(alice)).to.deep.equal([alice.address, MIN, CHOSEN])
    })
    leaf('given it goes to somebody who takes no ETH', 'it reverts with RecipientRefusedEth', async () => {
      const of = await w.open(inEth)
      const refusing = await (await w.hh.deployContract('RevertingRecipient')).getAddress()
      await w.pledge(of, w.accounts.alice, MIN, { payer: w.accounts.alice, refundTo: refusing })
      await refuses(of.campaign.connect(w.accounts.alice).unpledge(MIN), 'RecipientRefusedEth', [refusing, MIN])
    })
  })

  describe('Campaign.setRefundTo', () => {
    leaf('given the account has not pledged', 'it reverts with PledgeMissing', () =>
      refuses(alice().setRefundTo(w.accounts.bob.address), 'PledgeMissing', [w.accounts.alice.address]),
    )
    leaf('given the account was paid back', 'it reverts with RefundPaidAlready', async () => {
      await w.pledge(w.usual, w.accounts.alice, MIN)
      await w.time.increaseTo(w.terms.deadline)
      await w.campaign.refund(w.accounts.alice.address)
      await refuses(alice().setRefundTo(w.accounts.bob.address), 'RefundPaidAlready', [w.accounts.alice.address])
    })
    leaf('when it is zero or the campaign', 'it reverts with PledgeRefundToInvalid', async () => {
      await w.pledge(w.usual, w.accounts.alice, MIN)
      for (const refundTo of [ZERO, w.C]) await refuses(alice().setRefundTo(refundTo), 'PledgeRefundToInvalid', [refundTo])
    })
    leaf('given the account is a placeholder', 'it is one no longer', async () => {
      await w.pledge(w.usual, w.accounts.alice, MIN, { ...asStranger(), placeholder: true })
      await alice().setRefundTo(w.accounts.bob.address)
      expect(await position(w.accounts.alice)).to.deep.equal([w.accounts.bob.address, MIN, CHOSEN])
    })
    leaf('when it is somebody', 'refunds go there and it emits RefundToSet', async () => {
      const { alice: pledger, bob } = w.accounts
      await w.pledge(w.usual, pledger, MIN)
      await expect(alice().setRefundTo(bob.address))
        .to.emit(w.campaign, 'RefundToSet')
        .withArgs(pledger.address, pledger.address, bob.address)
      await w.time.increaseTo(w.terms.deadline)
      await w.campaign.refund(pledger.address)
      expect(await w.token.balanceOf(bob.address)).to.equal(MIN)
    })
  })

  describe('Campaign.cancel', () => {
    const cancel = (of: CampaignWorld | Opened = w) => of.campaign.connect(w.accounts.founder).cancel()
    leaf('when somebody else than the initiator cancels', 'it reverts with CampaignInitiatorOnly', async () => {
      for (const account of [w.accounts.steward3, w.accounts.fund, w.accounts.stranger]) {
        await refuses(w.campaign.connect(account).cancel(), 'CampaignInitiatorOnly', [
          account.address,
          w.accounts.founder.address,
        ])
      }
    })
    leaf('given it is funded', 'it reverts with CampaignNotOpen', async () => {
      await w.fund()
      await refuses(cancel(), 'CampaignNotOpen', [State.Funded])
    })
    leaf('given it has failed', 'it reverts with CampaignNotOpen', async () => {
      await cancel()
      await refuses(cancel(), 'CampaignNotOpen', [State.Failed])
    })
    leaf('given it is open', 'everybody gets everything back and it emits CampaignCancelled', async () => {
      await w.pledge(w.usual, w.accounts.alice, MIN)
      await expect(cancel()).to.emit(w.campaign, 'CampaignCancelled').withArgs(w.accounts.founder.address)
      expect(await w.campaign.state()).to.equal(State.Failed)
      await w.campaign.refund(w.accounts.alice.address)
      expect(await w.token.balanceOf(w.accounts.alice.address)).to.equal(MIN)
    })
  })

  describe('Campaign views', () => {
    it('tell the terms, in tokens and in ETH', async () => {
      const of = await w.open(inEth)
      const terms = await of.campaign.terms()
      for (const [name, value] of Object.entries(of.terms)) {
        expect(String(terms[name as keyof typeof of.terms]), name).to.equal(String(value))
      }
      expect(terms.token).to.equal(ETH)
    })
    it('tell the implementation of the machine, and no machine of work in a venture', async () => {
      expect(await w.campaign.machineImplementation()).to.equal(await w.machineCode.getAddress())
      const work = await w.open((config) => Object.assign(config.terms, { end: 1, custodian: ZERO, venture: w.V }))
      expect(await work.campaign.machine()).to.equal(ZERO)
    })
    it('tell the domain of signatures', async () => {
      const { name, version, chainId, verifyingContract } = await w.campaign.eip712Domain()
      expect([name, version, chainId, verifyingContract]).to.deep.equal(['OpenValueCampaign', '1', BigInt(w.chainId), w.C])
    })
  })
})
