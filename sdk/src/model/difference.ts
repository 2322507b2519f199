import type { EventPlace } from './events.ts'

/** Figures that an audit compares. Of an event: `Event.argument`; of the chain: `state.figure`. */
export type AuditFigure =
  | CampaignFigure
  | MachineFigure
  | 'Distributed.parts'
  | 'Parked.amount'
  | 'Parked.parkedInAll'
  | 'ParkedReleased.amount'
  | 'Recovered.amount'
  | 'Claimed.amount'
  | 'UnitsRemoved.unitsLeft'
  | 'PoolOpens.opensAt'
  | 'DebtReassigned.money'
  | 'DebtReassigned.credited'
  | 'TotalAdded.total'
  | 'TotalAdded.tokens'
  | 'TotalAdded.index'
  | 'UnitsAdded.total'
  | 'UnitsActivated.count'
  | 'UnitsActivated.quantity'
  | 'LeavesActivated.isNew'
  | 'LeafCut.isActivated'
  | 'LeafCut.affiliate'
  | 'LeafCut.quantity'
  | 'LeafCut.left'
  | 'RestClosed.units'
  | 'Moved.isPossible'
  | 'Moved.from'
  | 'Moved.to'
  | 'MoveMade.isProposed'
  | 'PoolOpened.pool'
  | 'KindOpened.kind'
  | 'KindReweighed.previousWeight'
  | 'EquationSet.version'
  | 'TokenListed.count'
  | 'pool.isOpen'
  | 'state.equationVersion'
  | 'state.accounted'
  | 'state.muted'
  | 'state.points'
  | 'state.opensAt'
  | 'state.parked'
  | 'state.index'
  | 'state.end'
  | 'state.repaid'
  | 'state.acceptances'
  | 'state.kindUnits'
  | 'state.rate'
  | 'state.closed'
  | 'state.units'
  | 'state.activated'
  | 'state.leaves'
  | 'state.holder'
  | 'state.owed'
  | 'state.claimable'

export type CampaignFigure =
  | 'campaign.state'
  | 'Pledged.refundTo'
  | 'Pledged.pledged'
  | 'Pledged.raised'
  | 'GoalReached.raised'
  | 'Unpledged.recipient'
  | 'Unpledged.pledged'
  | 'Unpledged.raised'
  | 'RefundToSet.previousRefundTo'
  | 'ProposalMade.id'
  | 'ProposalMade.readyAt'
  | 'ProposalObjected.weight'
  | 'ProposalObjected.objections'
  | 'ProposalStopped.stops'
  | 'ProposalExecuted.isLive'
  | 'ProposalExecuted.isReady'
  | 'Purchased.supplier'
  | 'Purchased.amount'
  | 'Purchased.machine'
  | 'Delivered.venture'
  | 'Delivered.amount'
  | 'Delivered.spent'
  | 'Refunded.recipient'
  | 'Refunded.amount'
  | 'Refunded.paidBack'
  | 'PassedOn.recipient'
  | 'state.campaign'
  | 'state.raised'
  | 'state.spent'
  | 'state.paidBack'
  | 'state.unpaid'
  | 'state.missing'
  | 'state.pledged'
  | 'state.refundTo'
  | 'state.isPaidBack'
  | 'state.isPlaceholder'
  | 'state.refundable'
  | 'state.proposals'
  | 'state.proposal'
  | 'state.proposer'
  | 'state.readyAt'
  | 'state.objections'

export type MachineFigure =
  | 'UseLogged.number'
  | 'UseLogged.account'
  | 'UseLogged.costs'
  | 'UseLogged.net'
  | 'UseLogged.inKind'
  | 'UseLogged.total'
  | 'UsePaid.isPayable'
  | 'UsePaid.paid'
  | 'Deposited.held'
  | 'DepositWithdrawn.held'
  | 'DecisionEnacted.amount'
  | 'PayeeSet.previousPayee'
  | 'CoOwnerSettled.paid'
  | 'ReleasedToPool.paidBack'
  | 'PaybackRested.network'
  | 'PaybackRested.amount'
  | 'state.custodian'
  | 'state.steward'
  | 'state.scenario'
  | 'state.material'
  | 'state.maintenance'
  | 'state.deposit'
  | 'state.payee'
  | 'state.paid'
  | 'state.isSettled'
  | 'state.use'
  | 'state.useVersion'
  | 'state.usePaid'

/** What a figure is about. */
export type AuditSubject = {
  token?: string
  account?: string
  pool?: number
  kind?: number
  line?: number
  batch?: string
  /** Its index in the batch. */
  leaf?: bigint
  move?: string
  proposal?: bigint
  use?: bigint
  /** In the rate card. */
  place?: number
}

/** A figure that isn't what recomputing gives. Zero differences: the venture paid everyone to the unit. */
export type AuditDifference = AuditSubject & {
  figure: AuditFigure
  /** Recomputed. Yes and no are 1 and 0, an account is its number. */
  computed: bigint
  /** As the event or the chain says. */
  stated: bigint
  /** Event it is in, where it is one. */
  blockNumber?: bigint
  logIndex?: number
}

/** Writes down what isn't what recomputing gives. */
export type Compare = (event: EventPlace, figure: AuditFigure, subject: AuditSubject, computed: bigint, stated: bigint) => void

/** Writes differences into a list. */
export function comparing(differences: AuditDifference[]): Compare {
  return ({ blockNumber, logIndex }, figure, subject, computed, stated) => {
    if (computed !== stated) differences.push({ figure, ...subject, computed, stated, blockNumber, logIndex })
  }
}

/** One line for people. */
export function describeDifference(difference: AuditDifference): string {
  const { figure, computed, stated, blockNumber, logIndex, ...subject } = difference
  const about = Object.entries(subject).map(([name, value]) => `${name} ${value}`)
  const place = blockNumber === undefined ? [] : [`block ${blockNumber}, log ${logIndex}`]
  return `${figure} (${[...about, ...place].join(', ')}): ${stated} is stated, ${computed} is right.`
}
