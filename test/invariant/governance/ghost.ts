const DAY = 86_400n
const BPS = 10_000n
const NOBODY = `0x${'0'.repeat(40)}`
/** Whoever gave no sign of life for so long. */
const LAPSE_DAYS = 731n
const STEP_PERIOD = 90n * DAY
const ESCALATION_PERIOD = 7n * DAY
const EXECUTION_PERIOD = 60n * DAY
const TERM_BREAK = 90n * DAY

export type Rules = {
  lazyWindow: bigint
  stopBps: bigint
  stopHeads: bigint
  consensusWindow: bigint
  quorumBps: bigint
  quorumHeads: bigint
  delay: bigint
  stepBps: bigint
  stewardTerm: bigint
  termsInRow: bigint
  openLazy: bigint
  openPerProposer: bigint
  headVoice: bigint
  proposerVoice: bigint
}
export const STATES = ['Pending', 'Active', 'Canceled', 'Defeated', 'Succeeded', 'Queued', 'Expired', 'Executed'] as const
export type State = (typeof STATES)[number]
export const SUPPORT = { against: 0, for: 1, abstain: 2 } as const
export type Support = keyof typeof SUPPORT

export type KindGhost = {
  unit: string
  rate: bigint
  voice: bigint
  bornAt: bigint
  predecessor?: number
  closed: boolean
  units: bigint
}
export type RoleGhost = { steward: boolean; until: bigint; terms: bigint }
export type Track = 'lazy' | 'consensus' | { error: string }
/** What a proposal is to do, and to the ghost when it is done. */
export type Content = {
  what: string
  targets: string[]
  values: bigint[]
  calldatas: string[]
  /** Whether it may pass lazily, or the error with which it can't be proposed; asked again when it is carried out. */
  track: (asked: { now: bigint; since: bigint; stepBps: bigint }) => Track
  /** The error that carrying it out meets. */
  obstacle: () => string | undefined
  enact: (now: bigint) => void
  successor?: { kind: number; rate: bigint }
}
/** A proposal by the rules of its moment. */
export type MotionGhost = {
  id: string
  content: Content
  description: string
  proposer: string
  madeAt: bigint
  deadline: bigint
  window: bigint
  consensusWindow: bigint
  delay: bigint
  stopBps: bigint
  stopHeads: bigint
  quorumBps: bigint
  quorumHeads: bigint
  stepBps: bigint
  isConsensus: boolean
  wasEscalated: boolean
  wasExtended: boolean
  reachable: bigint
  headVoice: bigint
  votes: Map<string, Support>
  canceled: boolean
  executions: number
}
/** Who casts whose voice, from a moment on. */
type Standing = { at: bigint; by: ReadonlyMap<string, { delegatee: string; units: bigint }> }

/**
 * What a group has decided and may decide, told in as plain words as possible: nothing is added up over time, votes are
 * counted anew from who stood where at a moment.
 */
export class Ghost {
  readonly kinds: KindGhost[]
  readonly units = new Map<string, bigint[]>()
  /** Voice counted of an account's units, by kind. */
  readonly counted = new Map<string, bigint[]>()
  readonly delegatees = new Map<string, string>()
  readonly activeDays = new Map<string, bigint>()
  readonly successors = new Map<string, string>()
  readonly depths = new Map<string, number>()
  readonly roles = new Map<string, RoleGhost>()
  readonly motions: MotionGhost[] = []
  readonly pending: { data: string; account: string; until: bigint; readyAt: bigint }[] = []
  readonly past: Standing[] = []
  isHandedOver = false
  /** When whom the founder named may take the venture; it goes over to the group all the same. */
  givenAwayAt: bigint | undefined
  notice = 2n * DAY
  treasury = 10n ** 12n

  constructor(
    readonly people: readonly string[],
    kinds: readonly (readonly [name: string, unit: string, rate: bigint, voice: bigint])[],
    public rules: Rules,
    readonly bornAt: bigint,
    public governor: string,
    { stewards, until }: { stewards: readonly string[]; until: bigint },
  ) {
    this.kinds = kinds.map(([, unit, rate, voice]) => ({ unit, rate, voice, bornAt, closed: false, units: 0n }))
    for (const account of stewards) this.roles.set(account, { steward: true, until, terms: 1n })
    this.past.push({ at: 0n, by: new Map() })
  }

  /* VOICE */

  holderOf(account: string): string {
    const next = this.successors.get(account)
    return next === undefined ? account : this.holderOf(next)
  }
  isUnmoved(account: string): boolean {
    return !this.successors.has(account)
  }
  unitsOf(account: string, kind: number): bigint {
    return this.units.get(account)?.[kind] ?? 0n
  }
  addUnits(account: string, kind: number, quantity: bigint): void {
    const list = this.units.get(account) ?? []
    list[kind] = (list[kind] ?? 0n) + quantity
    this.units.set(account, list)
    ;(this.kinds[kind] as KindGhost).units += quantity
  }
  count(account: string, kinds: readonly number[]): void {
    const list = this.counted.get(account) ?? []
    for (const kind of kinds) list[kind] = this.unitsOf(account, kind) * (this.kinds[kind]?.voice ?? 0n)
    this.counted.set(account, list)
  }
  /** Voice an account earned itself, and what came to it with those who moved to it. */
  voiceOf(holder: string): bigint {
    return this.people
      .filter((account) => this.holderOf(account) === holder)
      .reduce((sum, account) => (this.counted.get(account) ?? []).reduce((all, voice) => all + (voice ?? 0n), sum), 0n)
  }
  delegateeOf(account: string): string {
    return (this.isUnmoved(account) && this.delegatees.get(account)) || NOBODY
  }
  delegate(account: string, delegatee: string, now: bigint): void {
    this.delegatees.set(account, delegatee)
    this.seen(account, now)
  }
  seen(account: string, now: bigint): void {
    if (this.isUnmoved(account)) this.activeDays.set(account, now / DAY)
  }
  lapsesAt(account: string): bigint {
    return ((this.activeDays.get(account) ?? 0n) + LAPSE_DAYS) * DAY
  }
  move(from: string, to: string, now: bigint): void {
    this.successors.set(from, to)
    this.depths.set(to, Math.max(this.depths.get(to) ?? 0, (this.depths.get(from) ?? 0) + 1))
    const [role, heir] = [this.roleOf(from), this.roleOf(to)]
    const carried = role.terms >= heir.terms ? { until: role.until, terms: role.terms } : heir
    this.roles.set(to, { ...carried, steward: heir.steward })
    if (!this.isSteward(from, now)) return
    this.roles.set(from, { ...role, steward: false })
    // The term that goes on is no new one.
    this.roles.set(to, { steward: true, until: role.until, terms: now < carried.until + TERM_BREAK ? carried.terms : 1n })
  }
  /** Writes down who stands where, if that is new. */
  remember(now: bigint): void {
    const by = new Map(
      this.people.flatMap((account) => {
        const [delegatee, units] = [this.delegateeOf(account), this.voiceOf(account)]
        return delegatee === NOBODY || units === 0n ? [] : [[account, { delegatee, units }] as const]
      }),
    )
    const last = this.past.at(-1) as Standing
    const isSame =
      by.size === last.by.size &&
      [...by].every(([account, { delegatee, units }]) => {
        const before = last.by.get(account)
        return before?.delegatee === delegatee && before.units === units
      })
    if (!isSame) this.past.push({ at: now, by })
  }
  private standing(at: bigint): Standing {
    return this.past.findLast((standing) => standing.at <= at) as Standing
  }
  votesAt(account: string, at: bigint): bigint {
    return [...this.standing(at).by.values()].reduce(
      (sum, { delegatee, units }) => (delegatee === account ? sum + units : sum),
      0n,
    )
  }
  reachableAt(at: bigint): bigint {
    return [...this.standing(at).by.values()].reduce((sum, { units }) => sum + units, 0n)
  }
  totalVoice(): bigint {
    return this.kinds.reduce((sum, { units, voice }) => sum + units * voice, 0n)
  }

  /* STEWARDS */

  roleOf(account: string): RoleGhost {
    return this.roles.get(account) ?? { steward: false, until: 0n, terms: 0n }
  }
  isSteward(account: string, now: bigint): boolean {
    const { steward, until } = this.roleOf(account)
    return steward && (until === 1n || now < until)
  }
  appoint(account: string, until: bigint, now: bigint): void {
    const holder = this.holderOf(account)
    const role = this.roleOf(holder)
    if (until === 0n) this.roles.set(holder, { ...role, steward: false })
    else this.roles.set(holder, { steward: true, until, terms: now < role.until + TERM_BREAK ? role.terms + 1n : 1n })
  }

  /* KINDS */

  /** Weights this work had at any time in the last 90 days. */
  weightsOf(kind: number, now: bigint): bigint[] {
    const weights: bigint[] = []
    let end = now
    for (let id: number | undefined = kind; id !== undefined;) {
      const { rate, bornAt, predecessor } = this.kinds[id] as KindGhost
      if (end + STEP_PERIOD > now) weights.push(rate)
      ;[end, id] = [bornAt, predecessor]
    }
    return weights
  }
  isWithinStep(kind: number, rate: bigint, stepBps: bigint, now: bigint): boolean {
    return this.weightsOf(kind, now).every(
      (weight) => rate * BPS <= weight * (BPS + stepBps) && rate * BPS >= weight * (BPS - stepBps),
    )
  }

  /* MOTIONS */

  motion(id: string): MotionGhost | undefined {
    return this.motions.find((motion) => motion.id === id)
  }
  /** Rules and voice of this moment. */
  open(id: string, content: Content, description: string, proposer: string, now: bigint): MotionGhost {
    const { rules } = this
    const reachable = this.reachableAt(now - 1n)
    const isLow = reachable * BPS < this.totalVoice() * 2000n
    const isConsensus = isLow || content.track({ now, since: now, stepBps: rules.stepBps }) !== 'lazy'
    const consensusWindow = isLow ? max(30n * DAY, rules.consensusWindow) : rules.consensusWindow
    const window = isConsensus ? consensusWindow : rules.lazyWindow
    const motion: MotionGhost = {
      id,
      content,
      description,
      proposer,
      madeAt: now,
      deadline: now + window,
      window,
      consensusWindow,
      delay: rules.delay,
      stopBps: rules.stopBps,
      stopHeads: rules.stopHeads,
      quorumBps: isLow ? max(5000n, rules.quorumBps) : rules.quorumBps,
      quorumHeads: rules.quorumHeads,
      stepBps: rules.stepBps,
      isConsensus,
      wasEscalated: false,
      wasExtended: false,
      reachable,
      headVoice: max(1n, min(rules.headVoice, reachable / 10n)),
      votes: new Map(),
      canceled: false,
      executions: 0,
    }
    this.motions.push(motion)
    return motion
  }
  /** What one voter counts at most. */
  capOf({ reachable }: MotionGhost): bigint {
    return max(1n, reachable / 10n)
  }
  tallyOf(motion: MotionGhost) {
    const tally = { for: 0n, against: 0n, abstain: 0n, cast: 0n, heads: { for: 0n, against: 0n, abstain: 0n } }
    for (const [account, support] of motion.votes) {
      const whole = this.votesAt(account, motion.madeAt - 1n)
      const weight = min(whole, this.capOf(motion))
      tally.cast += whole
      tally[support] += weight
      if (weight >= motion.headVoice) tally.heads[support]++
    }
    return tally
  }
  hasQuorum(motion: MotionGhost): boolean {
    const { cast, heads } = this.tallyOf(motion)
    const all = heads.for + heads.against + heads.abstain
    return !motion.isConsensus || (cast * BPS >= motion.reachable * motion.quorumBps && all >= motion.quorumHeads)
  }
  /** As the votes stand. */
  passes(motion: MotionGhost): boolean {
    const tally = this.tallyOf(motion)
    if (!motion.isConsensus) {
      const stop = max(1n, (motion.reachable * motion.stopBps) / BPS)
      return tally.against < stop && tally.heads.against < motion.stopHeads
    }
    const isFor = tally.for * 3n >= (tally.for + tally.against) * 2n && tally.heads.for > tally.heads.against
    return this.hasQuorum(motion) && isFor
  }
  stateOf(motion: MotionGhost, now: bigint): State {
    if (motion.executions !== 0) return 'Executed'
    if (motion.canceled) return 'Canceled'
    if (now <= motion.deadline) return 'Active'
    if (!this.passes(motion)) return 'Defeated'
    return now > motion.deadline + motion.delay + EXECUTION_PERIOD ? 'Expired' : 'Succeeded'
  }
  readyAt(motion: MotionGhost): bigint {
    return motion.deadline + motion.delay + 1n
  }
  canVote(motion: MotionGhost, account: string, support: Support, now: bigint): boolean {
    const state = this.stateOf(motion, now)
    const isOpen = state === 'Active' || (state === 'Succeeded' && support === 'against' && !motion.isConsensus)
    return isOpen && !motion.votes.has(account) && this.votesAt(account, motion.madeAt - 1n) !== 0n
  }
  vote(motion: MotionGhost, account: string, support: Support, now: bigint): void {
    const passed = this.passes(motion)
    motion.votes.set(account, support)
    this.seen(account, now)
    const quarter = motion.window / 4n
    const isHead = min(this.votesAt(account, motion.madeAt - 1n), this.capOf(motion)) >= motion.headVoice
    const matters = (support === 'against' && isHead) || passed !== this.passes(motion)
    const isLate = now <= motion.deadline && now + quarter > motion.deadline
    if (!matters || !isLate || motion.wasExtended) return
    ;[motion.deadline, motion.wasExtended] = [now + quarter, true]
  }
  canEscalate(motion: MotionGhost, now: bigint): boolean {
    return !motion.isConsensus && this.stateOf(motion, now) === 'Defeated' && now <= motion.deadline + ESCALATION_PERIOD
  }
  escalate(motion: MotionGhost, now: bigint): void {
    ;[motion.isConsensus, motion.wasEscalated, motion.wasExtended] = [true, true, false]
    ;[motion.window, motion.deadline] = [motion.consensusWindow, now + motion.consensusWindow]
  }
  /** The error that carrying it out meets, if any. */
  obstacleTo(motion: MotionGhost, now: bigint): string | undefined {
    if (this.stateOf(motion, now) !== 'Succeeded') return 'GovernorUnexpectedProposalState'
    if (now < this.readyAt(motion)) return 'DecisionWaits'
    const { content, stepBps, madeAt: since, isConsensus } = motion
    if (!isConsensus && content.track({ now, since, stepBps }) !== 'lazy') return 'DecisionNeedsConsensus'
    return content.obstacle()
  }
  openLazy(now: bigint): MotionGhost[] {
    return this.motions.filter((motion) => !motion.isConsensus && this.stateOf(motion, now) === 'Active')
  }
  /** The error that proposing meets, if any. */
  obstacleToProposing(content: Content, proposer: string, now: bigint): string | undefined {
    const { rules } = this
    const reachable = this.reachableAt(now - 1n)
    const threshold = max(1n, min(rules.proposerVoice, reachable / 10n))
    if (this.votesAt(proposer, now - 1n) < threshold) return 'GovernorInsufficientProposerVotes'
    const track = content.track({ now, since: now, stepBps: rules.stepBps })
    if (typeof track === 'object') return track.error
    if (reachable === 0n) return 'VoiceUnreachable'
    if (!this.isHandedOver) return 'GovernorNotInCharge'
    if (track === 'consensus' || reachable * BPS < this.totalVoice() * 2000n) return undefined
    const open = this.openLazy(now)
    if (BigInt(open.length) >= rules.openLazy) return 'LazyProposalsTooMany'
    const own = open.filter((motion) => motion.proposer === proposer)
    return BigInt(own.length) >= rules.openPerProposer ? 'LazyProposalsOfProposerTooMany' : undefined
  }

  /* HAND-OVER */

  /** The error that taking over with these accounts meets, if any. */
  obstacleToTakingOver(
    accounts: readonly string[],
    { period, affiliates, accounts: least }: { period: bigint; affiliates: number; accounts: number },
    now: bigint,
  ): string | undefined {
    if (this.isHandedOver) return 'HandOverNone'
    if (now < this.bornAt + period && accounts.length < affiliates) return 'HandOverTooEarly'
    if (accounts.length < least) return 'HandOverAccountsMissing'
    let shown = 0n
    for (const [i, account] of accounts.entries()) {
      if (i !== 0 && BigInt(account) <= BigInt(accounts[i - 1] ?? 0)) return 'HandOverNotAscending'
      if (this.delegateeOf(account) === NOBODY || this.voiceOf(account) === 0n) return 'HandOverWithoutVoice'
      shown += this.voiceOf(account)
    }
    return shown * BPS < this.totalVoice() * 2000n ? 'HandOverVoiceMissing' : undefined
  }
}

const max = (a: bigint, b: bigint) => (a > b ? a : b)
const min = (a: bigint, b: bigint) => (a < b ? a : b)
export { NOBODY }
