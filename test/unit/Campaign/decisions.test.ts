import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { expect } from 'chai'
import { ethers } from 'ethers'
import {
  Action,
  COMMERCIAL,
  decide,
  type Decided,
  forVenture,
  GOAL,
  inEth,
  type Opened,
  ProposalStatus,
  State,
  useCampaign,
  WINDOW,
} from '../../utils/campaignWorld.ts'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { DAY, ZERO } from '../../utils/world.ts'

const PART = GOAL / 20n

describe('decisions', () => {
  let work: Opened
  const w = useCampaign(async (world) => {
    work = await world.open(forVenture)
  })
  const purchase = (amount = GOAL, supplier: string = w.accounts.stranger.address) => decide.purchase(supplier, amount)
  const propose = (by: HardhatEthersSigner, { action, data }: Decided, of: Opened = w.usual) =>
    of.campaign.connect(by).propose(action, data, ethers.id('text'), 'ipfs://text')
  const status = async (id: bigint, of: Opened = w.usual) => (await of.campaign.proposalOf(id)).status
  const live = (by = w.accounts.steward3, decision = purchase(), of: Opened = w.usual) => w.proposeAs(of, by, decision)
  /** Funded with these objectors among the pledgers: fee has 9.9999% and fund 0.0001%, customer 5%. */
  const fundThreshold = async (of: Opened = w.usual) => {
    const { alice, bob, carol, dave, customer, fee, fund } = w.accounts
    await w.fund(of, [
      [alice, GOAL / 4n],
      [bob, GOAL / 4n],
      [carol, GOAL / 4n],
      [customer, PART],
      [dave, GOAL / 10n],
      [fee, GOAL / 10n - 1n],
      [fund, 1n],
    ])
  }
  /** Steward3's proposals are stopped as often as said. */
  const stop = async (times: number, of: Opened = w.usual) => {
    for (let i = 0; i < times; i++) await w.objectTo(of, await live(w.accounts.steward3, purchase(), of), w.accounts.alice)
  }

  describe('Campaign.propose', () => {
    leaf('given it is open', 'it reverts with ActionClosed', async () => {
      await refuses(propose(w.accounts.steward3, purchase()), 'ActionClosed', [Action.Purchase])
      await refuses(propose(w.accounts.steward, decide.delivery(1n), work), 'ActionClosed', [Action.Delivery])
    })
    leaf('given it is over', 'it reverts with ActionClosed', async () => {
      await w.fund()
      await w.time.increaseTo(w.terms.releaseDeadline)
      expect(await w.campaign.state()).to.equal(State.Failed)
      await refuses(propose(w.accounts.steward3, purchase()), 'ActionClosed', [Action.Purchase])
    })
    leaf('given it is for the other end', 'it reverts with ActionClosed', async () => {
      await w.fund()
      await w.fund(work)
      await refuses(propose(w.accounts.steward3, decide.delivery(1n)), 'ActionClosed', [Action.Delivery])
      await refuses(propose(w.accounts.steward, purchase(), work), 'ActionClosed', [Action.Purchase])
      await refuses(propose(w.accounts.alice, decide.move(w.accounts.bob, w.accounts.fee), work), 'ActionClosed', [Action.Move])
    })
    leaf('given the machine is not in service', 'it reverts with ActionClosed for what is about it', async () => {
      await w.fund()
      for (const decision of [decide.custodian(w.accounts.alice), decide.move(w.accounts.alice, w.accounts.bob)]) {
        await refuses(propose(w.accounts.steward3, decision), 'ActionClosed', [decision.action])
      }
    })
    leaf('given the machine belongs to the pool', 'it reverts with ActionClosed, moves apart', async () => {
      await w.fund()
      const machine = await w.buy()
      await w.token.mint(w.M, 10n * GOAL)
      await machine.sync(w.T)
      expect(await machine.isReleased()).to.equal(true)
      await refuses(propose(w.accounts.steward3, decide.custodian(w.accounts.alice)), 'ActionClosed', [Action.Custodian])
      await propose(w.accounts.steward3, decide.move(w.accounts.alice, w.accounts.bob))
    })
    leaf('when its window ends at the release deadline or later', 'it reverts with ProposalTooLate', async () => {
      await w.fund()
      for (const late of [0, 1]) {
        await w.time.setNextBlockTimestamp(w.terms.releaseDeadline - WINDOW + late)
        await refuses(propose(w.accounts.steward3, purchase()), 'ProposalTooLate', [
          w.terms.releaseDeadline + late,
          w.terms.releaseDeadline,
        ])
      }
    })
    leaf('given the proposer has a live proposal', 'it reverts with ProposalStillLive', async () => {
      await w.fund()
      await live()
      await refuses(propose(w.accounts.steward3, purchase(1n)), 'ProposalStillLive', [w.accounts.steward3.address, 1])
      await propose(w.accounts.customer, purchase(1n))
    })
    leaf('given its last one was stopped, withdrawn or executed, or has lapsed', 'it may propose again', async () => {
      await w.fund()
      const { alice, bob, customer, steward3 } = w.accounts
      await w.objectTo(w.usual, await live(customer), alice)
      await w.campaign.connect(customer).withdrawProposal(await live(customer))
      await live(customer)
      await w.buy()
      await w.pass(w.usual, steward3, decide.steward(bob))
      const id = await live(steward3, decide.custodian(alice))
      await propose(customer, decide.custodian(alice))
      expect(await status(id)).to.equal(ProposalStatus.Live)
      await refuses(propose(customer, decide.custodian(alice)), 'ProposalStillLive')
      await w.time.increase(WINDOW + 30 * DAY)
      await propose(customer, decide.custodian(alice))
    })
    leaf('given it was stopped twice before the release', 'it reverts with ProposerStopped', async () => {
      await w.fund()
      await stop(1)
      await stop(1)
      await refuses(propose(w.accounts.steward3, purchase()), 'ProposerStopped', [
        w.accounts.steward3.address,
        2,
        w.terms.releaseDeadline,
      ])
      await propose(w.accounts.customer, purchase())
    })
    leaf('given it was stopped twice and the machine is in service', 'it may propose again after 90 days', async () => {
      await w.fund()
      const { alice, customer, steward3 } = w.accounts
      await stop(2)
      const { stoppedAt } = await w.campaign.proposerOf(steward3)
      await w.pass(w.usual, customer, purchase())
      const until = Number(stoppedAt) + 90 * DAY
      await w.time.setNextBlockTimestamp(until - 1)
      await refuses(propose(steward3, decide.custodian(alice)), 'ProposerStopped', [steward3.address, 2, until])
      await w.time.setNextBlockTimestamp(until)
      const id = await live(steward3, decide.custodian(alice))
      await w.objectTo(w.usual, id, alice)
      await refuses(propose(steward3, decide.custodian(alice)), 'ProposerStopped', [steward3.address, 3])
    })
    leaf('when a purchase is proposed with less than 5%', 'it reverts with ProposerUnqualified', async () => {
      await fundThreshold()
      for (const account of [w.accounts.founder, w.accounts.steward, w.accounts.stranger]) {
        await refuses(propose(account, purchase()), 'ProposerUnqualified', [account.address, 0, PART])
      }
      await refuses(propose(w.accounts.fund, purchase()), 'ProposerUnqualified', [w.accounts.fund.address, 1, PART])
    })
    leaf('given 5% is no whole number', 'it takes the next one', async () => {
      const of = await w.open(({ terms }) => (terms.goal = GOAL + 1n))
      const { alice, bob, carol, dave, fee, fund } = w.accounts
      await w.fund(of, [
        [alice, GOAL / 4n],
        [bob, GOAL / 4n],
        [carol, GOAL / 4n],
        [dave, 3n * PART],
        [fee, PART],
        [fund, PART + 1n],
      ])
      await refuses(propose(fee, purchase(), of), 'ProposerUnqualified', [fee.address, PART, PART + 1n])
    })
    leaf('when a purchase is proposed by the custodian or with 5%', 'it emits ProposalMade', async () => {
      await w.fund()
      for (const [i, account] of [w.accounts.steward3, w.accounts.customer].entries()) {
        const { action, data } = purchase()
        await w.time.setNextBlockTimestamp((await w.time.latest()) + 1)
        const readyAt = (await w.time.latest()) + 1 + WINDOW
        await expect(propose(account, { action, data }))
          .to.emit(w.campaign, 'ProposalMade')
          .withArgs(i + 1, account.address, action, data, readyAt, ethers.id('text'), 'ipfs://text')
        const proposal = await w.campaign.proposalOf(i + 1)
        expect([proposal.proposer, proposal.readyAt, proposal.status, proposal.action, proposal.objections]).to.deep.equal([
          account.address,
          BigInt(readyAt),
          ProposalStatus.Live,
          BigInt(action),
          0n,
        ])
      }
      expect(await w.campaign.proposalCount()).to.equal(2n)
    })
    leaf('when a delivery is proposed by anyone but a steward of the venture', 'it reverts with StewardOnly', async () => {
      await w.fund(work)
      for (const account of [w.accounts.founder, w.accounts.alice, w.accounts.stranger]) {
        await refuses(propose(account, decide.delivery(1n), work), 'StewardOnly', [account.address])
      }
    })
    leaf('when a delivery is proposed by a steward of the venture', 'it emits ProposalMade', async () => {
      await w.fund(work)
      for (const account of [w.accounts.steward, w.accounts.steward3]) {
        await expect(propose(account, decide.delivery(1n), work)).to.emit(work.campaign, 'ProposalMade')
      }
    })
    leaf('when something about the machine is proposed with less than 5%', 'it reverts with ProposerUnqualified', async () => {
      await w.fund()
      await w.buy()
      const account = w.accounts.stranger
      await refuses(propose(account, decide.custodian(account)), 'ProposerUnqualified', [account.address, 0, PART])
    })
    leaf('when something about the machine is proposed by its custodian, a steward or with 5%', 'it is taken', async () => {
      await w.fund()
      await w.buy()
      const { steward, steward2, steward3, customer, alice } = w.accounts
      for (const account of [steward, steward2, steward3, customer]) await propose(account, decide.custodian(alice))
      expect(await w.campaign.proposalCount()).to.equal(5n)
    })
    leaf(
      'when the supplier is zero, the campaign, the token or the machine',
      'it reverts with PurchaseSupplierInvalid',
      async () => {
        await w.fund()
        for (const supplier of [ZERO, w.C, w.T, w.M]) {
          await refuses(propose(w.accounts.steward3, purchase(GOAL, supplier)), 'PurchaseSupplierInvalid', [supplier])
        }
      },
    )
    leaf('when a purchase is nothing or more than was raised', 'it reverts with ReleaseAmountOutOfBounds', async () => {
      await w.fund()
      for (const amount of [0n, GOAL + 1n, ethers.MaxUint256]) {
        await refuses(propose(w.accounts.steward3, purchase(amount)), 'ReleaseAmountOutOfBounds', [amount, GOAL])
      }
    })
    leaf('when a delivery is nothing or more than is left', 'it reverts with ReleaseAmountOutOfBounds', async () => {
      await w.fund(work)
      await w.pass(work, w.accounts.steward, decide.delivery(GOAL - 10n))
      for (const amount of [0n, 11n]) {
        await refuses(propose(w.accounts.steward, decide.delivery(amount), work), 'ReleaseAmountOutOfBounds', [amount, 10])
      }
    })
    leaf('when the data has another length', 'it reverts with ActionDataInvalid', async () => {
      await w.fund()
      const { action, data } = purchase()
      await refuses(propose(w.accounts.steward3, { action, data: `${data}00` }), 'ActionDataInvalid', [97, 96])
      await refuses(propose(w.accounts.steward3, { action, data: '0x' }), 'ActionDataInvalid', [0, 96])
    })
    leaf('when the machine could not do it', 'it reverts with what the machine says', async () => {
      await w.fund()
      await w.buy()
      const { steward3, alice } = w.accounts
      await refuses(propose(steward3, decide.custodian(ZERO)), 'MachineAccountInvalid', [ZERO])
      await refuses(propose(steward3, decide.move(alice, w.M)), 'MachineAccountInvalid', [w.M])
      await refuses(propose(steward3, decide.spending(w.T, alice, 1n)), 'MaintenanceInsufficient', [w.T, 0, 1])
    })
    leaf('when it is a move', 'the window is 30 days and it says whom it is about', async () => {
      await w.fund()
      await w.buy()
      const id = await live(w.accounts.steward3, decide.move(w.accounts.alice, w.accounts.bob))
      const { readyAt, subject } = await w.campaign.proposalOf(id)
      expect([Number(readyAt), subject]).to.deep.equal([(await w.time.latest()) + 30 * DAY, w.accounts.alice.address])
    })
    leaf('given the window is longer than 30 days', 'a move has that window', async () => {
      const of = await w.open(({ terms }) => {
        Object.assign(terms, { objectionWindow: 40 * DAY, releaseDeadline: terms.deadline + 80 * DAY })
      })
      await w.fund(of)
      await w.buy(of)
      const id = await live(w.accounts.steward3, decide.move(w.accounts.alice, w.accounts.bob), of)
      expect(Number((await of.campaign.proposalOf(id)).readyAt)).to.equal((await w.time.latest()) + 40 * DAY)
    })
  })

  describe('Campaign.object', () => {
    const object = (id: bigint, by: HardhatEthersSigner) => w.objectTo(w.usual, id, by)
    beforeEach(() => fundThreshold())
    leaf('when there is no such proposal', 'it reverts with ProposalUnknown', async () => {
      await refuses(object(1n, w.accounts.alice), 'ProposalUnknown', [1, 0])
      await live()
      await refuses(object(0n, w.accounts.alice), 'ProposalUnknown', [0, 1])
    })
    leaf('given it is not live', 'it reverts with ProposalNotLive', async () => {
      const id = await live()
      await object(id, w.accounts.alice)
      await refuses(object(id, w.accounts.bob), 'ProposalNotLive', [id, ProposalStatus.Stopped])
    })
    leaf('given its window is over', 'it reverts with ProposalWindowOver', async () => {
      const id = await live()
      const { readyAt } = await w.campaign.proposalOf(id)
      await w.time.setNextBlockTimestamp(readyAt)
      await refuses(object(id, w.accounts.alice), 'ProposalWindowOver', [readyAt, readyAt])
    })
    leaf('given another purchase has ended it', 'it reverts with ActionClosed', async () => {
      const first = await live()
      await w.time.increase(DAY)
      const second = await live(w.accounts.customer)
      await w.wait(w.usual, first)
      await w.execute(w.usual, first, purchase())
      await refuses(object(second, w.accounts.alice), 'ActionClosed', [Action.Purchase])
    })
    leaf('when the objector has no pledge', 'it reverts with ObjectorWithoutPledge', async () => {
      const id = await live()
      for (const account of [w.accounts.founder, w.accounts.steward3, w.accounts.stranger]) {
        await refuses(object(id, account), 'ObjectorWithoutPledge', [account.address])
      }
    })
    leaf('given the account has objected', 'it reverts with ProposalObjectedTwice', async () => {
      const id = await live()
      await object(id, w.accounts.customer)
      await refuses(object(id, w.accounts.customer), 'ProposalObjectedTwice', [id, w.accounts.customer.address])
    })
    leaf('when it stays below the threshold by one unit', 'it emits ProposalObjected and the proposal lives on', async () => {
      const id = await live()
      const weight = GOAL / 10n - 1n
      await expect(object(id, w.accounts.fee))
        .to.emit(w.campaign, 'ProposalObjected')
        .withArgs(id, w.accounts.fee.address, weight, weight, ethers.id('reason'), 'ipfs://reason')
      expect(await status(id)).to.equal(ProposalStatus.Live)
      expect(await w.campaign.hasObjected(id, w.accounts.fee)).to.equal(true)
      expect(await w.campaign.hasObjected(id, w.accounts.fund)).to.equal(false)
      expect((await w.campaign.proposerOf(w.accounts.steward3)).stops).to.equal(0n)
    })
    leaf('when several together reach the threshold exactly', 'it emits ProposalStopped', async () => {
      const id = await live()
      await object(id, w.accounts.fee)
      await expect(object(id, w.accounts.fund))
        .to.emit(w.campaign, 'ProposalStopped')
        .withArgs(id, w.accounts.steward3.address, 1)
      const { status, objections } = await w.campaign.proposalOf(id)
      expect([status, objections]).to.deep.equal([ProposalStatus.Stopped, GOAL / 10n])
      const { proposal, stops, stoppedAt } = await w.campaign.proposerOf(w.accounts.steward3)
      expect([proposal, stops, stoppedAt]).to.deep.equal([id, 1n, BigInt(await w.time.latest())])
    })
    leaf('when one alone reaches the threshold exactly', 'it emits ProposalStopped', async () => {
      const id = await live()
      await expect(object(id, w.accounts.dave)).to.emit(w.campaign, 'ProposalStopped')
      await w.wait(w.usual, id)
      await refuses(w.execute(w.usual, id, purchase()), 'ProposalNotLive', [id, ProposalStatus.Stopped])
    })
    leaf('given the threshold is no whole number', 'it takes more than it', async () => {
      const of = await w.open(({ terms }) => (terms.goal = GOAL + 1n))
      const { alice, bob, carol, dave, customer, fee } = w.accounts
      await w.fund(of, [
        [alice, GOAL / 4n],
        [bob, GOAL / 4n],
        [carol, GOAL / 4n],
        [dave, GOAL / 10n],
        [customer, GOAL / 10n + 1n],
        [fee, PART],
      ])
      const id = await live(w.accounts.steward3, purchase(), of)
      await w.objectTo(of, id, dave)
      expect(await status(id, of)).to.equal(ProposalStatus.Live)
      await w.objectTo(of, id, customer)
      expect(await status(id, of)).to.equal(ProposalStatus.Stopped)
    })
    leaf('when a co-owner objects who was paid back', 'it weighs what it pledged', async () => {
      await w.buy(w.usual, GOAL - 100n)
      await w.campaign.refund(w.accounts.dave)
      const id = await live(w.accounts.steward3, decide.custodian(w.accounts.alice))
      await expect(object(id, w.accounts.dave)).to.emit(w.campaign, 'ProposalStopped')
    })
    leaf('when it is about the objector', 'it alone stops it, whatever it has pledged', async () => {
      await w.buy()
      const { bob, customer, steward } = w.accounts
      // 5% of the pledges, half of what stops anything else.
      const id = await live(steward, decide.move(customer, bob))
      await expect(object(id, customer)).to.emit(w.campaign, 'ProposalStopped')
      expect(await status(id)).to.equal(ProposalStatus.Stopped)
    })
    leaf('when it is about somebody else', 'the threshold decides', async () => {
      await w.buy()
      const { alice, bob, dave, customer, steward } = w.accounts
      const id = await live(steward, decide.move(alice, bob))
      await object(id, customer)
      expect(await status(id)).to.equal(ProposalStatus.Live)
      await object(id, dave)
      expect(await status(id)).to.equal(ProposalStatus.Stopped)
    })
  })

  describe('Campaign.withdrawProposal', () => {
    beforeEach(() => w.fund())
    leaf('when there is no such proposal', 'it reverts with ProposalUnknown', () =>
      refuses(w.campaign.withdrawProposal(1), 'ProposalUnknown', [1, 0]),
    )
    leaf('when it is the proposal of another', 'it reverts with ProposalOfAnother', async () => {
      const id = await live()
      const { alice, steward3 } = w.accounts
      await refuses(w.campaign.connect(alice).withdrawProposal(id), 'ProposalOfAnother', [alice.address, steward3.address])
    })
    leaf('given it is not live', 'it reverts with ProposalNotLive', async () => {
      const id = await live()
      await w.campaign.connect(w.accounts.steward3).withdrawProposal(id)
      await refuses(w.campaign.connect(w.accounts.steward3).withdrawProposal(id), 'ProposalNotLive', [
        id,
        ProposalStatus.Withdrawn,
      ])
    })
    leaf('given nobody has objected', 'it emits ProposalWithdrawn and counts for nothing', async () => {
      const id = await live()
      const call = w.campaign.connect(w.accounts.steward3).withdrawProposal(id)
      await expect(call).to.emit(w.campaign, 'ProposalWithdrawn').withArgs(id)
      await expect(call).not.to.emit(w.campaign, 'ProposalStopped')
      expect((await w.campaign.proposerOf(w.accounts.steward3)).stops).to.equal(0n)
      await w.wait(w.usual, id)
      await refuses(w.execute(w.usual, id, purchase()), 'ProposalNotLive', [id, ProposalStatus.Withdrawn])
    })
    leaf('given somebody has objected', 'it counts as being stopped', async () => {
      const { steward3, customer } = w.accounts
      for (const stops of [1, 2]) {
        const id = await live()
        await w.objectTo(w.usual, id, customer)
        const call = w.campaign.connect(steward3).withdrawProposal(id)
        await expect(call).to.emit(w.campaign, 'ProposalWithdrawn').withArgs(id)
        await expect(call).to.emit(w.campaign, 'ProposalStopped').withArgs(id, steward3.address, stops)
        expect(await status(id)).to.equal(ProposalStatus.Withdrawn)
      }
      await refuses(propose(steward3, purchase()), 'ProposerStopped', [steward3.address, 2, w.terms.releaseDeadline])
    })
  })

  describe('Campaign.execute', () => {
    const execute = (id: bigint, decision: Decided, of: Opened = w.usual) => w.execute(of, id, decision)
    const ready = async (by: HardhatEthersSigner, decision: Decided, of: Opened = w.usual) => {
      const id = await live(by, decision, of)
      await w.wait(of, id)
      return id
    }
    leaf('when there is no such proposal', 'it reverts with ProposalUnknown', async () => {
      await w.fund()
      await refuses(execute(1n, purchase()), 'ProposalUnknown', [1, 0])
    })
    leaf('given it was executed', 'it reverts with ProposalNotLive', async () => {
      await w.fund()
      await w.buy()
      await refuses(execute(1n, purchase()), 'ProposalNotLive', [1, ProposalStatus.Executed])
    })
    leaf('given its window is open', 'it reverts with ProposalWindowOpen', async () => {
      await w.fund()
      const id = await live()
      const { readyAt } = await w.campaign.proposalOf(id)
      await w.time.setNextBlockTimestamp(readyAt - 1n)
      await refuses(execute(id, purchase()), 'ProposalWindowOpen', [readyAt - 1n, readyAt])
    })
    leaf('given the release deadline passed', 'it reverts with ActionClosed', async () => {
      await w.fund()
      const id = await ready(w.accounts.steward3, purchase())
      await w.time.setNextBlockTimestamp(w.terms.releaseDeadline)
      await refuses(execute(id, purchase()), 'ActionClosed', [Action.Purchase])
    })
    leaf('given a decision about the machine is 30 days old', 'it reverts with ProposalLapsed', async () => {
      await w.fund()
      await w.buy()
      const decision = decide.custodian(w.accounts.alice)
      const id = await ready(w.accounts.steward3, decision)
      const { readyAt } = await w.campaign.proposalOf(id)
      const lapsesAt = readyAt + BigInt(30 * DAY)
      await w.time.setNextBlockTimestamp(lapsesAt)
      await refuses(execute(id, decision), 'ProposalLapsed', [lapsesAt, lapsesAt])
    })
    leaf('given another purchase was made', 'it reverts with ActionClosed', async () => {
      await w.fund()
      const id = await ready(w.accounts.customer, purchase())
      await w.buy()
      await refuses(execute(id, purchase()), 'ActionClosed', [Action.Purchase])
    })
    leaf('when action or data are not as proposed', 'it reverts with ProposalContentDiffers', async () => {
      await w.fund()
      const id = await ready(w.accounts.steward3, purchase())
      const { content } = await w.campaign.proposalOf(id)
      const others = [
        purchase(GOAL - 1n),
        purchase(GOAL, w.accounts.dave.address),
        decide.purchase(w.accounts.stranger, GOAL, ethers.id('other')),
        { ...purchase(), action: Action.Delivery },
        { ...purchase(), data: '0x' },
        { ...purchase(), data: `${purchase().data}00` },
      ]
      for (const other of others) await refuses(execute(id, other), 'ProposalContentDiffers', [undefined, content])
      await execute(id, purchase())
    })
    leaf('when the code of the supplier has changed', 'it reverts with ProposalContentDiffers', async () => {
      await w.fund()
      const supplier = await (await w.mock('Wallet')).getAddress()
      const code = await w.hh.provider.getCode(supplier)
      const id = await ready(w.accounts.steward3, purchase(GOAL, supplier))
      for (const other of ['0x00', `0xef0100${w.T.slice(2)}`, '0x']) {
        await w.helpers.setCode(supplier, other)
        await refuses(execute(id, purchase(GOAL, supplier)), 'ProposalContentDiffers')
      }
      await w.helpers.setCode(supplier, code)
      await execute(id, purchase(GOAL, supplier))
    })
    leaf('when the supplier got code that had none', 'it reverts with ProposalContentDiffers', async () => {
      await w.fund()
      const supplier = ethers.Wallet.createRandom().address
      const id = await ready(w.accounts.steward3, purchase(GOAL, supplier))
      await w.helpers.setCode(supplier, '0x00')
      await refuses(execute(id, purchase(GOAL, supplier)), 'ProposalContentDiffers')
    })
    leaf('when somebody sends the supplier its first money', 'it is still the same supplier', async () => {
      await w.fund()
      const supplier = ethers.Wallet.createRandom().address
      const id = await ready(w.accounts.steward3, purchase(GOAL, supplier))
      await w.accounts.stranger.sendTransaction({ to: supplier, value: 1 })
      await execute(id, purchase(GOAL, supplier))
      expect(await w.token.balanceOf(supplier)).to.equal(GOAL)
    })
    leaf('when a purchase was not stopped', 'anyone pays the supplier and puts the machine into service', async () => {
      await w.fund()
      const id = await ready(w.accounts.steward3, purchase(GOAL - 7n))
      const before = await w.token.balanceOf(w.accounts.stranger)
      const call = w.execute(w.usual, id, purchase(GOAL - 7n), w.accounts.dave)
      await expect(call).to.emit(w.campaign, 'ProposalExecuted').withArgs(id, Action.Purchase)
      await expect(call)
        .to.emit(w.campaign, 'Purchased')
        .withArgs(id, w.accounts.stranger.address, GOAL - 7n, ethers.id('invoice'), w.M)
      expect((await w.token.balanceOf(w.accounts.stranger)) - before).to.equal(GOAL - 7n)
      const { spent, isReleased } = await w.campaign.totals()
      expect([spent, isReleased, await w.campaign.state()]).to.deep.equal([GOAL - 7n, true, State.Released])
      const machine = await w.hh.getContractAt('SharedEquipment', w.M)
      expect([await machine.custodian(), await machine.decider()]).to.deep.equal([w.accounts.steward3.address, w.C])
      const [scenarios, materials] = await machine.rateCardSize()
      expect([scenarios, materials]).to.deep.equal([4n, 1n])
      for (const steward of w.config.machine.stewards) expect(await machine.isSteward(steward)).to.equal(true)
    })
    leaf('when a purchase in ETH was not stopped', 'it pays the supplier', async () => {
      const of = await w.open(inEth)
      await w.fund(of)
      const supplier = ethers.Wallet.createRandom().address
      await w.buy(of, GOAL - 7n, supplier)
      expect([await w.balanceOf(of, supplier), await w.balanceOf(of, of.C)]).to.deep.equal([GOAL - 7n, 7n])
    })
    leaf('when the supplier takes no ETH', 'it reverts with RecipientRefusedEth', async () => {
      const of = await w.open(inEth)
      await w.fund(of)
      const supplier = await (await w.hh.deployContract('RevertingRecipient')).getAddress()
      const id = await ready(w.accounts.steward3, purchase(GOAL, supplier), of)
      await refuses(execute(id, purchase(GOAL, supplier), of), 'RecipientRefusedEth', [supplier, GOAL])
      expect(await of.campaign.state()).to.equal(State.Funded)
    })
    leaf('when more is to be delivered than is left', 'it reverts with ReleaseAmountOutOfBounds', async () => {
      await w.fund(work)
      const decision = decide.delivery(GOAL / 2n + 1n)
      const first = await live(w.accounts.steward, decision, work)
      const second = await ready(w.accounts.steward2, decision, work)
      await execute(first, decision, work)
      await refuses(execute(second, decision, work), 'ReleaseAmountOutOfBounds', [GOAL / 2n + 1n, GOAL / 2n - 1n])
    })
    leaf('when a part is delivered', 'the venture gets it and the rest waits', async () => {
      await w.fund(work)
      const id = await ready(w.accounts.steward, decide.delivery(400_000n), work)
      await expect(execute(id, decide.delivery(400_000n), work))
        .to.emit(work.campaign, 'Delivered')
        .withArgs(id, w.V, 400_000, 400_000, ethers.id('note'))
      expect([await w.token.balanceOf(w.V), await work.campaign.state()]).to.deep.equal([400_000n, State.Funded])
      await w.venture.sync(w.T)
    })
    leaf('when the last part is delivered', 'it is released and nobody has anything to come', async () => {
      await w.fund(work)
      await w.pass(work, w.accounts.steward, decide.delivery(400_000n))
      const id = await ready(w.accounts.steward2, decide.delivery(600_000n), work)
      await expect(execute(id, decide.delivery(600_000n), work))
        .to.emit(work.campaign, 'Delivered')
        .withArgs(id, w.V, 600_000, GOAL, ethers.id('note'))
      const { spent, isReleased, unpaid } = await work.campaign.totals()
      expect([spent, isReleased, unpaid, await work.campaign.state()]).to.deep.equal([GOAL, true, 0n, State.Released])
      await refuses(work.campaign.refund(w.accounts.alice), 'RefundNothing', [w.accounts.alice.address])
    })
    leaf('given parts were delivered and the release deadline passed', 'the rest goes back pro rata', async () => {
      await w.fund(work)
      await w.pass(work, w.accounts.steward, decide.delivery(400_000n))
      await w.pass(work, w.accounts.steward, decide.delivery(100_000n))
      const id = await ready(w.accounts.steward, decide.delivery(500_000n), work)
      await w.time.increaseTo(work.terms.releaseDeadline)
      await refuses(execute(id, decide.delivery(500_000n), work), 'ActionClosed', [Action.Delivery])
      const { alice, bob, carol, dave, customer } = w.accounts
      await work.campaign.refundBatch([alice, bob, carol, dave, customer], 200_000)
      expect([await w.token.balanceOf(alice), await w.token.balanceOf(dave), await w.token.balanceOf(customer)]).to.deep.equal([
        125_000n,
        100_000n,
        25_000n,
      ])
      expect([await w.token.balanceOf(work.C), await w.token.balanceOf(w.V)]).to.deep.equal([0n, 500_000n])
    })
    leaf('when it is about the machine', 'the machine does it', async () => {
      await w.fund()
      const machine = await w.buy()
      const { alice, bob, carol, dave, steward, steward2, steward3, fee } = w.accounts
      await expect(w.pass(w.usual, steward3, decide.custodian(bob)))
        .to.emit(machine, 'DecisionEnacted')
        .withArgs(Action.Custodian, decide.custodian(bob).data)
      const pass = (decision: Decided) => w.pass(w.usual, steward, decision)
      await pass(decide.steward(dave))
      await pass(decide.steward(steward2, false))
      const free = { pricePerHour: 7n, maintenancePerHour: 8n, technicianPerHour: 9n, coOwnersOnly: true, inKind: false }
      await pass(decide.scenario(COMMERCIAL, 'Commercial', free))
      await pass(decide.scenario(4, 'Evening', free))
      await pass(decide.material(1, 'Resin', 'l', { supplier: fee.address, price: 5n, decimals: 2 }))
      await pass(decide.token(await (await w.mock('OddToken')).getAddress()))
      expect([await machine.custodian(), await machine.isSteward(dave), await machine.isSteward(steward2)]).to.deep.equal([
        bob.address,
        true,
        false,
      ])
      expect((await w.rules.scenarioOf(w.M, COMMERCIAL)).pricePerHour).to.equal(7n)
      const [scenarios, materials] = await machine.rateCardSize()
      expect([scenarios, materials, (await machine.tokens()).length]).to.deep.equal([5n, 2n, 2])
      await w.token.mint(w.M, 100_000)
      await machine.sync(w.T)
      await pass(decide.spending(w.T, fee, 10_000n))
      expect(await w.token.balanceOf(fee)).to.equal(10_000n)
      expect(await machine.maintenanceOf(w.T)).to.equal(0n)
      await pass(decide.move(alice, carol))
      await machine.claim(alice, [w.T], [], 0)
      expect(await w.token.balanceOf(carol)).to.equal(17_500n)
    })
    leaf('when the machine cannot do it any more', 'it reverts with what the machine says', async () => {
      await w.fund()
      const machine = await w.buy()
      await w.token.mint(w.M, 100_000)
      await machine.sync(w.T)
      const decision = decide.spending(w.T, w.accounts.fee, 10_000n)
      const first = await live(w.accounts.steward, decision)
      const second = await ready(w.accounts.steward2, decision)
      await execute(first, decision)
      await refuses(execute(second, decision), 'MaintenanceInsufficient', [w.T, 0, 10_000])
    })
    leaf('given the machine was released meanwhile', 'it reverts with ActionClosed, moves apart', async () => {
      await w.fund()
      const machine = await w.buy()
      const decision = decide.custodian(w.accounts.bob)
      const move = decide.move(w.accounts.alice, w.accounts.bob)
      const moving = await live(w.accounts.steward, move)
      await w.time.increase(25 * DAY)
      const id = await ready(w.accounts.steward2, decision)
      await w.token.mint(w.M, 10n * GOAL)
      await machine.sync(w.T)
      await refuses(execute(id, decision), 'ActionClosed', [Action.Custodian])
      await execute(moving, move)
    })
  })
})
