import { expect } from 'chai'
import {
  ActionClosedError,
  CampaignBalanceTooLowError,
  CampaignInitiatorOnlyError,
  campaignModel,
  CampaignNotOpenError,
  CampaignNotOverError,
  ClockBackwardsError,
  MachineAccountInvalidError,
  machineModel,
  MaintenanceInsufficientError,
  ModelError,
  ObjectorWithoutPledgeError,
  PledgeAboveMaximumError,
  PledgeAccountInvalidError,
  PledgeAgreementWrongError,
  PledgeBelowMinimumError,
  PledgeMissingError,
  PledgeRefundToDiffersError,
  PledgeRefundToInvalidError,
  PledgeTakesFeeError,
  ProposalContentDiffersError,
  ProposalLapsedError,
  ProposalNotLiveError,
  ProposalObjectedTwiceError,
  ProposalOfAnotherError,
  ProposalStillLiveError,
  ProposalTooLateError,
  ProposalUnknownError,
  ProposalWindowOpenError,
  ProposalWindowOverError,
  ProposerStoppedError,
  ProposerUnqualifiedError,
  PurchaseSupplierInvalidError,
  RecipientRefusedEthError,
  RefundNothingError,
  RefundPaidAlreadyError,
  ReleaseAmountOutOfBoundsError,
  StewardOnlyError,
  UnpledgeOutOfBoundsError,
} from '../../sdk/src/model/index.ts'
import { isJustBelow } from './exact.ts'
import { type Fraction, fraction, plus, ZERO } from './fraction.ts'
import { randomFrom, seedOfRun } from './random.ts'

type Campaign = campaignModel.CampaignModel
type Decision = campaignModel.CoOwnerDecision

const {
  cancel,
  campaignState,
  execute,
  object,
  passOn,
  pledge,
  propose,
  receive,
  refund,
  refundBatch,
  refundOf,
  setClock,
  setRefundTo,
  unpledge,
  withdrawProposal,
} = campaignModel

const DAY = 86_400n
const WINDOW = 5n * DAY
const DEADLINE = 45n * DAY
const RELEASE_DEADLINE = 105n * DAY
const GOAL = 10_000n
const STEWARD: Decision = { type: 'steward', account: 'new', appointed: true }

describe('model: campaign', () => {
  describe('state', () => {
    it('follows from time and totals, half-open at every deadline', () => {
      const statesOf = (model: Campaign) =>
        [DEADLINE - 1n, DEADLINE, RELEASE_DEADLINE - 1n, RELEASE_DEADLINE].map((now) => campaignState({ ...model, now }))
      expect(statesOf(campaign())).to.deep.equal(['open', 'failed', 'failed', 'failed'])
      expect(statesOf(funded())).to.deep.equal(['funded', 'funded', 'funded', 'failed'])
      expect(statesOf(bought())).to.deep.equal(Array(4).fill('released'))
      expect(statesOf(delivered(4000n))).to.deep.equal(['funded', 'funded', 'funded', 'released'])
      expect(statesOf({ ...campaign(), isCancelled: true })).to.deep.equal(Array(4).fill('failed'))
    })

    it('has a clock that only goes forward, the machine with it', () => {
      const model = bought()
      setClock(model, model.now + 1n)
      expect(model.inService?.now).to.equal(model.now)
      refuses(() => setClock(model, model.now - 1n), ClockBackwardsError)
    })
  })

  describe('pledges', () => {
    it('take no more than is missing, and fill a tail below the minimum', () => {
      const model = campaign({ maxPledge: GOAL })
      expect(pledge(model, { account: 'a', amount: GOAL - 1n })).to.equal(GOAL - 1n)
      expect(pledge(model, { account: 'b', amount: 500n })).to.equal(1n)
      expect([model.raised, model.unpaid, model.balance, campaignState(model)]).to.deep.equal([GOAL, 2n, GOAL, 'funded'])
    })

    it('are refused, and nothing changes', () => {
      const model = campaign()
      const before = campaignModel.cloneCampaignModel(model)
      const by = (change: Partial<campaignModel.PledgeParameters>) => () =>
        pledge(model, { account: 'a', amount: 100n, ...change })
      refuses(by({ agreementHash: 'another' }), PledgeAgreementWrongError)
      refuses(by({ amount: 0n }), PledgeBelowMinimumError)
      refuses(by({ amount: 49n }), PledgeBelowMinimumError)
      refuses(by({ amount: 2501n }), PledgeAboveMaximumError)
      for (const account of ['', 'campaign', 'machine']) refuses(by({ account }), PledgeAccountInvalidError)
      refuses(by({ refundTo: 'campaign' }), PledgeRefundToInvalidError)
      refuses(by({ payer: 'p', isPlaceholder: true }), PledgeRefundToInvalidError)
      refuses(by({ payer: 'p', isPlaceholder: true, refundTo: 'a' }), PledgeRefundToInvalidError)
      refuses(by({ received: 99n }), PledgeTakesFeeError)
      expect(model).to.deep.equal(before)
      setClock(model, DEADLINE)
      refuses(by({}), CampaignNotOpenError)
    })

    it('of others say where money goes back to with the first one only', () => {
      const model = campaign()
      pledge(model, { account: 'a', amount: 100n, payer: 'p', refundTo: 'p', isPlaceholder: true })
      for (const refundTo of ['q', undefined]) {
        refuses(() => pledge(model, { account: 'a', amount: 100n, payer: 'q', refundTo }), PledgeRefundToDiffersError)
      }
      pledge(model, { account: 'a', amount: 100n, payer: 'q', refundTo: 'p' })
      expect(positionOf(model, 'a')).to.include({ refundTo: 'p', pledged: 200n, isPlaceholder: true, hasChosen: false })
      pledge(model, { account: 'a', amount: 100n })
      expect(positionOf(model, 'a')).to.include({ refundTo: 'a', isPlaceholder: false, hasChosen: true })
      pledge(model, { account: 'a', amount: 100n, refundTo: 'safe' })
      pledge(model, { account: 'a', amount: 100n })
      pledge(model, { account: 'a', amount: 100n, payer: 'q' })
      expect(positionOf(model, 'a')?.refundTo).to.equal('safe')
    })

    it('are taken back while it is open, whole or down to the minimum', () => {
      const model = campaign()
      pledge(model, { account: 'a', amount: 300n, payer: 'p', refundTo: 'p', isPlaceholder: true })
      for (const amount of [0n, 251n, 301n]) refuses(() => unpledge(model, 'a', amount), UnpledgeOutOfBoundsError)
      refuses(() => unpledge(model, 'b', 1n), PledgeMissingError)
      expect(unpledge(model, 'a', 250n)).to.equal('p')
      expect([model.raised, model.unpaid, model.balance]).to.deep.equal([50n, 1n, 50n])
      expect(positionOf(model, 'a')).to.include({ isPlaceholder: false, hasChosen: false })
      model.refusing.add('p')
      refuses(() => unpledge(model, 'a', 50n), RecipientRefusedEthError)
      setRefundTo(model, 'a', 'q')
      unpledge(model, 'a', 50n)
      expect([model.raised, model.unpaid, model.positions.size]).to.deep.equal([0n, 0n, 0])
      refuses(() => setRefundTo(model, 'a', 'q'), PledgeMissingError)
      const over = funded()
      refuses(() => unpledge(over, 'p0', 1n), CampaignNotOpenError)
    })

    it('go back to whom the account names', () => {
      const model = campaign()
      pledge(model, { account: 'a', amount: 100n, payer: 'p', refundTo: 'p', isPlaceholder: true })
      for (const refundTo of ['', 'campaign']) refuses(() => setRefundTo(model, 'a', refundTo), PledgeRefundToInvalidError)
      setRefundTo(model, 'a', 'safe')
      expect(positionOf(model, 'a')).to.include({ refundTo: 'safe', isPlaceholder: false })
    })
  })

  describe('refunds', () => {
    it('pay a failed campaign back exactly, and pass donations on with the last', () => {
      const model = campaign()
      pledge(model, { account: 'a', amount: 300n })
      pledge(model, { account: 'b', amount: 200n, refundTo: 'safe' })
      receive(model, 7n)
      refuses(() => refund(model, 'a'), CampaignNotOverError)
      refuses(() => passOn(model), CampaignNotOverError)
      expect(refundOf(model, 'a')).to.equal(0n)
      refuses(() => cancel(model, 'a'), CampaignInitiatorOnlyError)
      cancel(model, 'initiator')
      refuses(() => cancel(model, 'initiator'), CampaignNotOpenError)
      expect(refund(model, 'a')).to.deep.equal({ recipient: 'a', amount: 300n })
      refuses(() => refund(model, 'a'), RefundPaidAlreadyError)
      refuses(() => refund(model, 'c'), PledgeMissingError)
      refuses(() => setRefundTo(model, 'a', 'x'), RefundPaidAlreadyError)
      expect(passOn(model)).to.deep.equal({ recipient: 'network', amount: 7n })
      receive(model, 2n)
      expect(refund(model, 'b')).to.deep.include({
        recipient: 'safe',
        amount: 200n,
        passedOn: { recipient: 'network', amount: 2n },
      })
      expect([model.balance, model.unpaid, model.paidBack]).to.deep.equal([0n, 0n, 500n])
    })

    it('of a batch fail each on its own', () => {
      const model = campaign()
      for (const account of ['a', 'b', 'c']) pledge(model, { account, amount: 100n })
      cancel(model, 'initiator')
      model.refusing.add('b')
      const outcomes = refundBatch(model, ['a', 'b', 'c', 'a'])
      expect(outcomes.map((outcome) => (outcome instanceof ModelError ? outcome.contractError : outcome.amount))).to.deep.equal([
        100n,
        'RecipientRefusedEth',
        100n,
        'RefundPaidAlready',
      ])
      model.balance = 99n
      model.refusing.clear()
      refuses(() => refund(model, 'b'), CampaignBalanceTooLowError)
    })

    it('of a surplus are rounded down; what it leaves goes to the machine with the last', () => {
      const model = bought({ pledges: [3n, 3n, 1n], amount: 5n })
      receive(model, 10n)
      // 2 of surplus: 6/7, 6/7 and 2/7.
      expect(passOn(model).amount).to.equal(10n)
      expect(['p0', 'p1', 'p2'].map((account) => refund(model, account).amount)).to.deep.equal([0n, 0n, 0n])
      const { inService } = model
      expect([model.balance, inService?.balances.get('usd'), inService && machineModel.paybackPool(inService).end]).to.deep.equal(
        [0n, 12n, 6n],
      )
    })

    it('are nothing where all was spent, and donations go on at once', () => {
      const model = funded()
      receive(model, 5n)
      const { passedOn, machine } = decide(model, { type: 'purchase', supplier: 'shop', amount: GOAL })
      expect([passedOn, machine?.coOwners, model.balance]).to.deep.equal([{ recipient: 'machine', amount: 5n }, 4n, 0n])
      refuses(() => refund(model, 'p0'), RefundNothingError)
      receive(model, 3n)
      model.refusing.add('machine')
      expect(passOn(model).amount).to.equal(0n)
      model.refusing.delete('machine')
      expect(passOn(model).amount).to.equal(3n)
    })

    it('of five thousand pledges of one unit are exact', () => {
      const pledges = Array.from({ length: 5000 }, () => 1n)
      const model = bought({ pledges, amount: 4999n })
      expect(pledges.map((_, i) => refund(model, `p${i}`).amount).every((amount) => amount === 0n)).to.equal(true)
      expect([model.balance, model.inService?.balances.get('usd')]).to.deep.equal([0n, 1n])
    })

    it(`are what exact fractions say, less than a unit below (seed ${seedOfRun()})`, () => {
      const random = randomFrom(seedOfRun())
      for (let round = 0; round < 200; round++) {
        const size = random.once(4) ? 10n ** 24n : 1000n
        const pledges = Array.from({ length: 1 + random.below(9) }, () => 1n + random.big(size))
        const goal = pledges.reduce((sum, pledged) => sum + pledged, 0n)
        const spent = random.once(4) ? 0n : 1n + random.big(goal - 1n || 1n)
        const model = random.once(2) ? bought({ pledges, amount: spent || goal }) : delivered(spent, pledges)
        setClock(model, RELEASE_DEADLINE)
        if (model.spent === goal) continue
        let exact: Fraction = ZERO
        let passedOn = 0n
        const donated = random.big(5n)
        receive(model, donated)
        for (const [i, pledged] of pledges.entries()) {
          const due = fraction(pledged * (goal - model.spent), goal)
          const outcome = refund(model, `p${i}`)
          expect(isJustBelow(outcome.amount, due, fraction(1n))).to.equal(true)
          if (campaignState(model) === 'failed') expect(outcome.amount).to.equal(pledged)
          exact = plus(exact, due)
          passedOn += outcome.passedOn?.amount ?? 0n
        }
        expect(exact).to.deep.equal(fraction(goal - model.spent))
        expect(model.paidBack + passedOn).to.equal(goal - model.spent + donated)
        expect(passedOn - donated < BigInt(pledges.length)).to.equal(true)
        expect(model.balance).to.equal(0n)
      }
    })
  })

  describe('purchase', () => {
    it('pays the supplier and puts the machine into service', () => {
      const model = funded()
      const { machine } = decide(model, { type: 'purchase', supplier: 'shop', amount: 9000n })
      expect([model.spent, model.balance, model.unpaid, machine?.coOwners]).to.deep.equal([9000n, 1000n, 4n, 4n])
      expect(machine && machineModel.paybackPool(machine).end).to.equal(10_800n)
      expect(machine?.custodian).to.equal('holder')
      refuses(() => propose(model, 'holder', { type: 'purchase', supplier: 'shop', amount: 1n }), ActionClosedError)
    })

    it('is proposed by the custodian or 5% of the pledges, for a supplier that can be one', () => {
      const model = funded([250n, 499n, 500n, 2500n, 2500n, 2500n, 1251n])
      const purchase = (amount: bigint, supplier = 'shop'): Decision => ({ type: 'purchase', supplier, amount })
      refuses(() => propose(model, 'stranger', purchase(1n)), ProposerUnqualifiedError)
      refuses(() => propose(model, 'p1', purchase(1n)), ProposerUnqualifiedError)
      expect(propose(model, 'p2', purchase(1n)).id).to.equal(1n)
      refuses(() => propose(model, 'holder', purchase(0n)), ReleaseAmountOutOfBoundsError)
      refuses(() => propose(model, 'holder', purchase(GOAL + 1n)), ReleaseAmountOutOfBoundsError)
      for (const supplier of ['', 'campaign', 'usd', 'machine']) {
        refuses(() => propose(model, 'holder', purchase(1n, supplier)), PurchaseSupplierInvalidError)
      }
      refuses(() => propose(model, 'holder', { type: 'delivery', amount: 1n }), ActionClosedError)
      refuses(() => propose(model, 'holder', STEWARD), ActionClosedError)
      expect(propose(model, 'holder', purchase(GOAL)).id).to.equal(2n)
    })

    it('is bound to supplier, amount and the code of the supplier', () => {
      const model = funded()
      const purchase: Decision = { type: 'purchase', supplier: 'shop', amount: 1000n }
      model.codes.set('shop', 'honest')
      const { id, readyAt } = propose(model, 'holder', purchase)
      setClock(model, readyAt)
      refuses(() => execute(model, id, { ...purchase, amount: 1001n }), ProposalContentDiffersError)
      refuses(() => execute(model, id, { ...purchase, supplier: 'other' }), ProposalContentDiffersError)
      model.codes.set('shop', 'changed')
      refuses(() => execute(model, id), ProposalContentDiffersError)
      model.codes.set('shop', 'honest')
      model.refusing.add('shop')
      refuses(() => execute(model, id), RecipientRefusedEthError)
      model.refusing.clear()
      execute(model, id, { amount: 1000n, supplier: 'shop', type: 'purchase' })
      expect(model.proposals[0]?.status).to.equal('executed')
    })

    it('ends all other proposals', () => {
      const model = funded()
      const other = propose(model, 'p0', { type: 'purchase', supplier: 'shop', amount: 2n })
      decide(model, { type: 'purchase', supplier: 'shop', amount: GOAL })
      refuses(() => execute(model, other.id), ActionClosedError)
      expect(propose(model, 'p0', STEWARD).id).to.equal(3n)
    })
  })

  describe('delivery', () => {
    it('pays the venture in parts, at most what was raised', () => {
      const model = venture()
      const first = propose(model, 'worker', { type: 'delivery', amount: 6000n })
      const second = propose(model, 'worker2', { type: 'delivery', amount: 6000n })
      refuses(() => propose(model, 'p0', { type: 'delivery', amount: 1n }), StewardOnlyError)
      setClock(model, WINDOW)
      execute(model, first.id)
      refuses(() => execute(model, second.id), ReleaseAmountOutOfBoundsError)
      expect([model.spent, model.balance, second.status]).to.deep.equal([6000n, 4000n, 'live'])
      receive(model, 9n)
      const { passedOn } = decide(model, { type: 'delivery', amount: 4000n }, 'worker')
      expect([passedOn, model.balance, campaignState(model)]).to.deep.equal([{ recipient: 'work', amount: 9n }, 0n, 'released'])
    })

    it('gives what was not released back like a surplus', () => {
      const model = delivered(4000n)
      refuses(() => refund(model, 'p0'), CampaignNotOverError)
      setClock(model, RELEASE_DEADLINE)
      expect(refund(model, 'p0').amount).to.equal(1500n)
    })
  })

  describe('proposals', () => {
    it('are stopped at the threshold and not a unit below', () => {
      const model = funded([999n, 1n, 1000n, 2500n, 2500n, 2500n, 500n])
      const { id } = propose(model, 'holder', { type: 'purchase', supplier: 'shop', amount: 1n })
      refuses(() => object(model, 'stranger', id), ObjectorWithoutPledgeError)
      expect(object(model, 'p0', id).status).to.equal('live')
      refuses(() => object(model, 'p0', id), ProposalObjectedTwiceError)
      expect(object(model, 'p1', id)).to.include({ status: 'stopped', objections: 1000n })
      for (const action of [
        () => object(model, 'p2', id),
        () => execute(model, id),
        () => withdrawProposal(model, 'holder', id),
      ]) {
        refuses(action, ProposalNotLiveError)
      }
      refuses(() => object(model, 'p2', 2n), ProposalUnknownError)
      refuses(() => object(model, 'p2', 0n), ProposalUnknownError)
    })

    it('have a window, and are carried out from its end to the release deadline', () => {
      const model = funded()
      const { id, readyAt } = propose(model, 'holder', { type: 'purchase', supplier: 'shop', amount: 1n })
      setClock(model, readyAt - 1n)
      refuses(() => execute(model, id), ProposalWindowOpenError)
      object(campaignModel.cloneCampaignModel(model), 'p0', id)
      setClock(model, readyAt)
      refuses(() => object(model, 'p0', id), ProposalWindowOverError)
      setClock(model, RELEASE_DEADLINE)
      refuses(() => execute(model, id), ActionClosedError)
    })

    it('come in time for their window', () => {
      const model = funded()
      setClock(model, RELEASE_DEADLINE - WINDOW)
      refuses(() => propose(model, 'holder', { type: 'purchase', supplier: 'shop', amount: 1n }), ProposalTooLateError)
    })

    it('are one at a time, and withdrawn by their proposer alone', () => {
      const model = funded()
      const purchase: Decision = { type: 'purchase', supplier: 'shop', amount: 1n }
      const { id } = propose(model, 'holder', purchase)
      refuses(() => propose(model, 'holder', purchase), ProposalStillLiveError)
      refuses(() => withdrawProposal(model, 'p0', id), ProposalOfAnotherError)
      withdrawProposal(model, 'holder', id)
      expect(propose(model, 'holder', purchase).id).to.equal(2n)
    })

    it('of somebody who was stopped twice are over before the release, and rare afterwards', () => {
      const model = funded()
      const purchase: Decision = { type: 'purchase', supplier: 'shop', amount: 1n }
      for (let i = 0; i < 2; i++) object(model, 'p0', propose(model, 'holder', purchase).id)
      refuses(() => propose(model, 'holder', purchase), ProposerStoppedError)
      decide(model, purchase, 'p1')
      const stoppedAt = model.proposers.get('holder')?.stoppedAt ?? 0n
      setClock(model, stoppedAt + 90n * DAY - 1n)
      refuses(() => propose(model, 'holder', STEWARD), ProposerStoppedError)
      setClock(model, stoppedAt + 90n * DAY)
      object(model, 'p0', propose(model, 'holder', STEWARD).id)
      setClock(model, model.now + 90n * DAY - 1n)
      refuses(() => propose(model, 'holder', STEWARD), ProposerStoppedError)
    })

    it('withdrawn after an objection count as stopped', () => {
      const model = funded([1n, 2499n, 2500n, 2500n, 2500n])
      const purchase: Decision = { type: 'purchase', supplier: 'shop', amount: 1n }
      withdrawProposal(model, 'holder', propose(model, 'holder', purchase).id)
      for (let i = 0; i < 2; i++) {
        const { id } = propose(model, 'holder', purchase)
        object(model, 'p0', id)
        withdrawProposal(model, 'holder', id)
      }
      expect(model.proposers.get('holder')?.stops).to.equal(2n)
      refuses(() => propose(model, 'holder', purchase), ProposerStoppedError)
    })

    it('about the machine lapse after thirty days, and make room for the next', () => {
      const model = bought()
      const { id, readyAt } = propose(model, 'steward', STEWARD)
      setClock(model, readyAt + 30n * DAY - 1n)
      refuses(() => propose(model, 'steward', STEWARD), ProposalStillLiveError)
      setClock(model, readyAt + 30n * DAY)
      refuses(() => execute(model, id), ProposalLapsedError)
      const next = propose(model, 'steward', STEWARD)
      setClock(model, next.readyAt)
      execute(model, next.id)
      expect(model.inService?.stewards.has('new')).to.equal(true)
    })

    it('about the machine are checked when made and when carried out', () => {
      const model = bought()
      const spending: Decision = { type: 'spending', token: 'usd', recipient: 'repair', amount: 100n }
      refuses(() => propose(model, 'stranger', STEWARD), ProposerUnqualifiedError)
      refuses(() => propose(model, 'holder', { type: 'custodian', account: 'machine' }), MachineAccountInvalidError)
      refuses(() => propose(model, 'holder', spending), MaintenanceInsufficientError)
      if (!model.inService) throw new Error('not in service')
      machineModel.receive(model.inService, 'usd', 1000n)
      machineModel.sync(model.inService, 'usd')
      const [first, second] = [propose(model, 'holder', spending), propose(model, 'p0', spending)]
      setClock(model, first.readyAt)
      execute(model, first.id)
      refuses(() => execute(model, second.id), MaintenanceInsufficientError)
      expect([second.status, model.inService.balances.get('usd')]).to.deep.equal(['live', 900n])
    })

    it('to move an account have thirty days and its own objection stops them; the release to the pool leaves them', () => {
      const model = bought({ pledges: [2500n, 2500n, 2500n, 2450n, 50n] })
      const move: Decision = { type: 'move', from: 'p4', to: 'wallet' }
      const { id, readyAt } = propose(model, 'p0', move)
      expect(readyAt).to.equal(model.now + 30n * DAY)
      expect(object(model, 'p4', id)).to.include({ status: 'stopped', objections: 50n })
      refuses(() => propose(model, 'p1', { ...move, from: 'friend' }), MachineAccountInvalidError)
      if (!model.inService) throw new Error('not in service')
      machineModel.receive(model.inService, 'usd', 20_000n)
      machineModel.sync(model.inService, 'usd')
      refuses(() => propose(model, 'holder', STEWARD), ActionClosedError)
      decide(model, move, 'p2')
      expect(machineModel.payeeOf(model.inService, 'p4')).to.equal('wallet')
    })
  })
})

function campaign(change: Partial<campaignModel.CampaignTermsInput> = {}): Campaign {
  return campaignModel.createCampaignModel({
    terms: {
      end: 'machine',
      token: 'usd',
      goal: GOAL,
      minPledge: 50n,
      maxPledge: 2500n,
      deadline: DEADLINE,
      releaseDeadline: RELEASE_DEADLINE,
      objectionWindow: WINDOW,
      objectionBps: 1000,
      capBps: 12_000,
      agreementHash: 'agreement',
      initiator: 'initiator',
      custodian: 'holder',
      venture: 'network',
      ...change,
    },
    config: {
      terms: {
        maintenanceBps: 1000,
        infrastructureBps: 2000,
        paybackBps: 7000,
        maintenanceAfterBps: 3300,
        contestWindow: 7n * DAY,
      },
      stewards: ['steward'],
      scenarios: [{ pricePerHour: 1200n, maintenancePerHour: 150n, technicianPerHour: 2500n }],
    },
    ventureStewards: ['worker', 'worker2'],
  })
}

function funded(
  pledges: readonly bigint[] = [2500n, 2500n, 2500n, 2500n],
  change: Partial<campaignModel.CampaignTermsInput> = {},
): Campaign {
  const goal = pledges.reduce((sum, pledged) => sum + pledged, 0n)
  const model = campaign({ goal, minPledge: 1n, maxPledge: goal, ...change })
  pledges.forEach((amount, i) => pledge(model, { account: `p${i}`, amount }))
  return model
}

function venture(pledges?: readonly bigint[]): Campaign {
  return funded(pledges, { end: 'venture', custodian: '', venture: 'work' })
}

/** Proposed, not objected to, carried out. */
function decide(model: Campaign, decision: Decision, proposer = 'holder') {
  const { id, readyAt } = propose(model, proposer, decision)
  setClock(model, readyAt)
  return execute(model, id)
}

function bought({ pledges, amount = 9000n }: { pledges?: readonly bigint[]; amount?: bigint } = {}): Campaign {
  const model = funded(pledges)
  decide(model, { type: 'purchase', supplier: 'shop', amount })
  return model
}

/** Work of which a part was released; 0: none. */
function delivered(amount: bigint, pledges?: readonly bigint[]): Campaign {
  const model = venture(pledges)
  if (amount !== 0n) decide(model, { type: 'delivery', amount }, 'worker')
  return model
}

function positionOf(model: Campaign, account: string): campaignModel.Position | undefined {
  return model.positions.get(account)
}

function refuses(action: () => unknown, error: new (...args: never[]) => ModelError): void {
  expect(action).to.throw(error)
}
