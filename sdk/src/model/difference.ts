/** Figures that an audit compares. Of an event: `Event.argument`; of the chain: `state.figure`. */
export type AuditFigure =
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
  | 'state.owed'
  | 'state.claimable'

/** What a figure is about. */
export type AuditSubject = {
  token?: string
  account?: string
  pool?: number
  kind?: number
  line?: number
}

/** A figure that isn't what recomputing gives. Zero differences: the venture paid everyone to the unit. */
export type AuditDifference = AuditSubject & {
  figure: AuditFigure
  /** Recomputed. Yes and no are 1 and 0. */
  computed: bigint
  /** As the event or the chain says. */
  stated: bigint
  /** Event it is in, where it is one. */
  blockNumber?: bigint
  logIndex?: number
}

/** One line for people. */
export function describeDifference(difference: AuditDifference): string {
  const { figure, computed, stated, blockNumber, logIndex, ...subject } = difference
  const about = Object.entries(subject).map(([name, value]) => `${name} ${value}`)
  const place = blockNumber === undefined ? [] : [`block ${blockNumber}, log ${logIndex}`]
  return `${figure} (${[...about, ...place].join(', ')}): ${stated} is stated, ${computed} is right.`
}
