import { campaignEndNames, campaignStateNames } from '../../abis/enums.ts'
import { type AuditDifference, type AuditSubject, type CampaignFigure, type Compare, comparing } from '../difference.ts'
import { type DecodedEvent, byPlace } from '../events.ts'
import { keyOf } from '../keys.ts'
import type { Account } from '../types.ts'
import { decodeDecision } from './decision.ts'
import { enterDelivery, enterObjection, enterProposal, enterPurchase, enterWithdrawal, windowOf } from './decisions.ts'
import { CampaignDeploymentMissingError, PledgeMissingError, ProposalUnknownError } from './errors.ts'
import { type CampaignEvent, isCampaignEvent } from './events.ts'
import { enterPledge, enterRefundTo, takePledge } from './pledges.ts'
import { payBack } from './refunds.ts'
import { campaignState, createCampaignModel, pledgedOf } from './state.ts'
import type { CampaignModel, CampaignState, Position, Proposal } from './types.ts'

export type CampaignReplay = {
  model: CampaignModel
  /** Figures in the events that recomputing doesn't give. */
  differences: AuditDifference[]
  /** Events that were read. */
  eventCount: number
}

/**
 * Rebuilds a campaign from its `CampaignDeployed` and its own events, and checks every figure in them by recomputing it: who has
 * pledged what, where the weights of objections stand, what was released, and each refund to the unit.
 *
 * Where events carry timestamps, the state of the campaign and the windows of proposals are checked too. What it holds is not in the
 * events: `model.balance` stays 0, and what donations added to `PassedOn` can't be told.
 *
 * @param events in any order, events of others among them; all of the campaign's have to be there
 * @throws {CampaignDeploymentMissingError} {ProposalUnknownError} {PledgeMissingError} events are missing or not genuine
 */
export function replayCampaign(events: readonly DecodedEvent[], { campaign }: { campaign: string }): CampaignReplay {
  const differences: AuditDifference[] = []
  const replay = campaignReplay(campaign, comparing(differences))
  const own = events.filter(isCampaignEvent).filter(replay.isOwn).sort(byPlace)
  for (const event of own) replay.apply(event)
  return { model: replay.model(), differences, eventCount: own.length }
}

/** A campaign that is being rebuilt, event by event. */
export function campaignReplay(campaign: string, compare: Compare, hasMachine = false) {
  const key = keyOf(campaign)
  let born: CampaignModel | undefined
  /** Announced by the event before the pledge. */
  let placeholder: Account | undefined

  function model(): CampaignModel {
    if (!born) throw new CampaignDeploymentMissingError(campaign)
    return born
  }

  function isOwn(event: CampaignEvent): boolean {
    if (event.eventName === 'CampaignDeployed') return keyOf(event.args.campaign) === key
    return event.address === undefined || keyOf(event.address) === key
  }

  function compareAccounts(
    event: CampaignEvent,
    figure: CampaignFigure,
    subject: AuditSubject,
    computed: Account,
    stated: Account,
  ): void {
    if (keyOf(computed) !== keyOf(stated)) compare(event, figure, subject, BigInt(computed || 0), BigInt(stated))
  }

  /** States are compared by their place in the contracts' enum. */
  function checkState(event: CampaignEvent, expected: readonly CampaignState[]): void {
    if (event.blockTimestamp === undefined) return
    const state = campaignState(model())
    const [likely = state] = expected
    if (!expected.includes(state)) compare(event, 'campaign.state', {}, placeOf(state), placeOf(likely))
  }

  function positionOf(account: Account): Position {
    const position = model().positions.get(account)
    if (!position) throw new PledgeMissingError(account)
    return position
  }

  function proposalOf(id: bigint): Proposal {
    const proposal = model().proposals[Number(id) - 1]
    if (!proposal) throw new ProposalUnknownError(id, BigInt(model().proposals.length))
    return proposal
  }

  function apply(event: CampaignEvent): void {
    if (event.eventName === 'CampaignDeployed') {
      const { machine, config } = event.args
      const end = campaignEndNames[Number(config.terms.end)] ?? 'machine'
      const terms = { ...config.terms, end }
      born = createCampaignModel({ terms, campaign, machine, ...(hasMachine && { config: config.machine }) })
    }
    const rebuilt = model()
    if (event.blockTimestamp !== undefined) rebuilt.now = event.blockTimestamp
    applyTo(rebuilt, event)
  }

  function applyTo(rebuilt: CampaignModel, event: CampaignEvent): void {
    switch (event.eventName) {
      case 'CampaignDeployed':
        return
      case 'PlaceholderPledged':
        placeholder = keyOf(event.args.account)
        return
      case 'Pledged': {
        checkState(event, ['open'])
        const { amount, refundTo, pledged, raised } = event.args
        const [account, payer] = [keyOf(event.args.account), keyOf(event.args.payer)]
        const position = rebuilt.positions.get(account)
        const isOwnMoney = payer === account
        // Nobody else changes where the money of an account goes back to.
        if (position && !isOwnMoney) compareAccounts(event, 'Pledged.refundTo', { account }, position.refundTo, refundTo)
        enterPledge(rebuilt, account, amount, {
          refundTo: keyOf(refundTo),
          isPlaceholder: !isOwnMoney && (placeholder === account || (position?.isPlaceholder ?? false)),
          hasChosen: isOwnMoney || (position?.hasChosen ?? false),
        })
        placeholder = undefined
        compare(event, 'Pledged.pledged', { account }, pledgedOf(rebuilt, account), pledged)
        compare(event, 'Pledged.raised', {}, rebuilt.raised, raised)
        return
      }
      case 'GoalReached':
        compare(event, 'GoalReached.raised', {}, rebuilt.terms.goal, event.args.raised)
        compare(event, 'GoalReached.raised', {}, rebuilt.raised, event.args.raised)
        return
      case 'Unpledged': {
        checkState(event, ['open'])
        const { recipient, amount, pledged, raised } = event.args
        const account = keyOf(event.args.account)
        compareAccounts(event, 'Unpledged.recipient', { account }, positionOf(account).refundTo, recipient)
        takePledge(rebuilt, account, amount)
        compare(event, 'Unpledged.pledged', { account }, pledgedOf(rebuilt, account), pledged)
        compare(event, 'Unpledged.raised', {}, rebuilt.raised, raised)
        return
      }
      case 'RefundToSet': {
        const { previousRefundTo, refundTo } = event.args
        const account = keyOf(event.args.account)
        const position = positionOf(account)
        compareAccounts(event, 'RefundToSet.previousRefundTo', { account }, position.refundTo, previousRefundTo)
        enterRefundTo(position, keyOf(refundTo))
        return
      }
      case 'CampaignCancelled':
        checkState(event, ['open'])
        rebuilt.isCancelled = true
        return
      case 'Refunded': {
        checkState(event, ['failed', 'released'])
        const { recipient, amount, paidBack } = event.args
        const account = keyOf(event.args.account)
        const { pledged, refundTo, isPaidBack } = positionOf(account)
        const { spent, raised } = rebuilt
        // What was released says what happened, whatever the time: something, and the rest is surplus; or nothing.
        const due = spent === 0n ? pledged : (pledged * (raised - spent)) / raised
        compare(event, 'Refunded.amount', { account }, isPaidBack ? 0n : due, amount)
        compareAccounts(event, 'Refunded.recipient', { account }, refundTo, recipient)
        payBack(rebuilt, account, amount)
        compare(event, 'Refunded.paidBack', {}, rebuilt.paidBack, paidBack)
        return
      }
      case 'PassedOn': {
        checkState(event, ['failed', 'released'])
        const isMachine = rebuilt.terms.end === 'machine' && rebuilt.isReleased
        compareAccounts(
          event,
          'PassedOn.recipient',
          {},
          isMachine ? rebuilt.machine : rebuilt.terms.venture,
          event.args.recipient,
        )
        return
      }
      default:
        applyDecision(rebuilt, event)
    }
  }

  function applyDecision(
    rebuilt: CampaignModel,
    event: Extract<CampaignEvent, { eventName: `Proposal${string}` | 'Purchased' | 'Delivered' }>,
  ): void {
    switch (event.eventName) {
      case 'ProposalMade': {
        const { id, proposer, action, data, readyAt } = event.args
        const decision = decodeDecision(action, data)
        const made = enterProposal(rebuilt, keyOf(proposer), decision, readyAt)
        compare(event, 'ProposalMade.id', { proposal: made.id }, made.id, id)
        if (event.blockTimestamp === undefined) return
        const computed = rebuilt.now + windowOf(rebuilt, decision.type)
        compare(event, 'ProposalMade.readyAt', { proposal: id }, computed, readyAt)
        return
      }
      case 'ProposalObjected': {
        const { id, weight, objections } = event.args
        const objector = keyOf(event.args.objector)
        const proposal = proposalOf(id)
        compare(event, 'ProposalObjected.weight', { proposal: id, account: objector }, pledgedOf(rebuilt, objector), weight)
        enterObjection(rebuilt, proposal, objector)
        compare(event, 'ProposalObjected.objections', { proposal: id }, proposal.objections, objections)
        return
      }
      case 'ProposalStopped': {
        const { id, stops } = event.args
        const { status, objections, proposer } = proposalOf(id)
        const isStopped = status === 'stopped' || (status === 'withdrawn' && objections !== 0n)
        const counted = isStopped ? (rebuilt.proposers.get(proposer)?.stops ?? 0n) : 0n
        compare(event, 'ProposalStopped.stops', { proposal: id }, counted, stops)
        return
      }
      case 'ProposalWithdrawn':
        enterWithdrawal(rebuilt, proposalOf(event.args.id))
        return
      case 'ProposalExecuted': {
        const { id } = event.args
        const proposal = proposalOf(id)
        compare(event, 'ProposalExecuted.isLive', { proposal: id }, BigInt(proposal.status === 'live'), 1n)
        if (event.blockTimestamp !== undefined) {
          compare(event, 'ProposalExecuted.isReady', { proposal: id }, BigInt(rebuilt.now >= proposal.readyAt), 1n)
        }
        proposal.status = 'executed'
        return
      }
      case 'Purchased': {
        checkState(event, ['funded'])
        const { proposal: id, supplier, amount, machine } = event.args
        const { decision } = proposalOf(id)
        const proposed = decision.type === 'purchase' ? decision : { supplier: '', amount: 0n }
        compareAccounts(event, 'Purchased.supplier', { proposal: id }, proposed.supplier, supplier)
        compare(event, 'Purchased.amount', { proposal: id }, proposed.amount, amount)
        compareAccounts(event, 'Purchased.machine', {}, rebuilt.machine, machine)
        enterPurchase(rebuilt, amount)
        if (rebuilt.spent === rebuilt.raised) rebuilt.unpaid = 0n
        return
      }
      case 'Delivered': {
        checkState(event, ['funded'])
        const { proposal: id, venture, amount, spent } = event.args
        const { decision } = proposalOf(id)
        compareAccounts(event, 'Delivered.venture', { proposal: id }, rebuilt.terms.venture, venture)
        compare(event, 'Delivered.amount', { proposal: id }, decision.type === 'delivery' ? decision.amount : 0n, amount)
        enterDelivery(rebuilt, amount)
        compare(event, 'Delivered.spent', {}, rebuilt.spent, spent)
        if (rebuilt.isReleased) rebuilt.unpaid = 0n
        return
      }
    }
  }

  return { model, isOwn, apply }
}

/** A state as the contracts have it. */
function placeOf(state: CampaignState): bigint {
  return BigInt(campaignStateNames.indexOf(state))
}
