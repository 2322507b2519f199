import type { Sight } from './observer.ts'
import { MOTION_WORDS, TALLY_WORDS, watchedMotions } from './observer.ts'
import { type MotionGhost, STATES, type Rules } from './ghost.ts'
import type { Step } from './step.ts'
import { areWithin, DAY, type GovernanceWorld, MEMBERS, RULE_NAMES, TERMS } from './world.ts'

/** One step that went through, as it was seen. */
export type Turn = {
  world: GovernanceWorld
  step: Step
  before: Sight
  after: Sight
  /** How every motion was seen first. */
  first: ReadonlyMap<string, Motion>
  /** How often the governor told that a motion was carried out. */
  carriedOut: ReadonlyMap<string, number>
  now: bigint
}
export type Motion = Record<(typeof MOTION_WORDS)[number], bigint>
type Tally = Record<(typeof TALLY_WORDS)[number], bigint>

const named = <Name extends string>(names: readonly Name[], words: readonly bigint[] | undefined) =>
  words && (Object.fromEntries(names.map((name, i) => [name, words[i] ?? 0n])) as Record<Name, bigint>)
export const motionIn = ({ words }: Sight, id: string): Motion | undefined => named(MOTION_WORDS, words.get(`motion ${id}`))
const tallyIn = ({ words }: Sight, id: string): Tally | undefined => named(TALLY_WORDS, words.get(`tally ${id}`))
const oneIn = ({ words }: Sight, label: string) => words.get(label)?.[0] ?? 0n
const CONSTANT = [
  'consensusWindow',
  'delay',
  'stopBps',
  'stopHeads',
  'quorumBps',
  'quorumHeads',
  'stepBps',
  'epoch',
  'reachable',
  'headVoice',
] as const

type Checker = (turn: Turn) => string | undefined | false
const each = (turn: Turn, check: (motion: MotionGhost, seen: Motion, tally: Tally) => string | undefined | false) => {
  for (const motion of watchedMotions(turn.world)) {
    const [seen, tally] = [motionIn(turn.after, motion.id), tallyIn(turn.after, motion.id)]
    const problem = seen && tally && check(motion, seen, tally)
    if (problem) return `${motion.content.what}: ${problem}`
  }
  return undefined
}

/** By number, as in `contracts/README.md`. Each looks at what the contracts say, and at what was done. */
export const CHECKERS: Record<string, Checker> = {
  /** Voice is of the moment before a proposal, each unit counts once, and all that vote are no more than there is. */
  G1: (turn) =>
    each(turn, (motion, seen, tally) => {
      const { ghost } = turn.world
      const snapshot = motion.madeAt - 1n
      if (oneIn(turn.after, `snapshot ${motion.id}`) !== snapshot) return 'its voice is not of the moment before it'
      const voters = [...motion.votes.keys()].reduce((sum, account) => sum + ghost.votesAt(account, snapshot), 0n)
      if (tally.cast !== voters) return `${tally.cast} voted, its voters have ${voters}`
      if (tally.cast > ghost.reachableAt(snapshot)) return `${tally.cast} voted of ${ghost.reachableAt(snapshot)}`
      return tally.for + tally.against > tally.cast && `${tally.for} + ${tally.against} of ${tally.cast}`
    }),
  /** A proposal is decided by the rules and the voice of its moment. */
  G2: (turn) =>
    each(turn, (motion, seen) => {
      const first = turn.first.get(motion.id) as Motion
      const before = motionIn(turn.before, motion.id) ?? first
      const changed = CONSTANT.find((name) => seen[name] !== first[name])
      if (changed) return `${changed} went from ${first[changed]} to ${seen[changed]}`
      const isSubject = turn.step.motion === motion
      const isEscalated = isSubject && turn.step.action === 'escalate'
      if (!isEscalated && (seen.isConsensus !== before.isConsensus || seen.window !== before.window)) return 'its track changed'
      if (!isEscalated && !(isSubject && turn.step.vote) && seen.deadline !== before.deadline) return 'its deadline changed'
      const state = STATES[Number(oneIn(turn.after, `state ${motion.id}`))]
      const due = turn.world.ghost.stateOf({ ...motion, deadline: seen.deadline }, turn.now)
      return state !== due && `it is ${state}, by the rules of its moment ${due}`
    }),
  /** Hard floors and ceilings. */
  G3: (turn) => {
    const rules = named(RULE_NAMES, turn.after.words.get('rules')) as Rules
    if (!areWithin(rules)) return `the rules are ${Object.entries(rules)}`
    return each(turn, (motion, seen) => {
      if (seen.window < 2n * DAY || seen.stopBps > 1000n || seen.stopBps === 0n || seen.quorumBps < 2000n)
        return `${Object.entries(seen)}`
      const { ghost } = turn.world
      const isNew = turn.step.action.startsWith('propose') && motion === ghost.motions.at(-1)
      if (!isNew || ghost.reachableAt(motion.madeAt - 1n) * 5n >= ghost.totalVoice()) return
      const isCareful = seen.isConsensus === 1n && seen.window >= 30n * DAY && seen.quorumBps >= 5000n
      return !isCareful && 'few can be reached, and it is decided as if many could'
    })
  },
  /** Nothing is carried out before its window and delay are over, nor what was stopped. */
  G4: (turn) => {
    const { world, step, before, now } = turn
    const { motion, action } = step
    if (action === 'execute' && motion) {
      const { deadline, delay } = motionIn(before, motion.id) ?? motion
      if (now <= deadline + delay) return `${motion.content.what} was carried out at ${now}, due after ${deadline + delay}`
    }
    return each(turn, (subject) => {
      const state = STATES[Number(oneIn(turn.after, `state ${subject.id}`))]
      return (
        (state === 'Succeeded' || state === 'Executed') && !world.ghost.passes(subject) && `it is ${state}, and had not passed`
      )
    })
  },
  /** What was decided happens once. */
  G5: ({ carriedOut, world: { ghost } }) => {
    const twice = [...carriedOut].find(([, times]) => times > 1)
    if (twice) return `${ghost.motion(twice[0])?.content.what} was carried out ${twice[1]} times`
    return undefined
  },
  /** A group takes over as was published, when enough of it show enough voice; only whoever governs gives a venture away. */
  G6: ({ world, step, before, after, now }) => {
    const [was, is] = [oneIn(before, 'governor'), oneIn(after, 'governor')]
    if (was === is) return
    if (step.action === 'giveAway') return
    if (step.action !== 'takeOver' || is !== BigInt(world.governor)) return `${step.action} made ${is.toString(16)} the governor`
    const { ghost } = world
    const shown = world.people.filter((account) => oneIn(before, `voice ${account}`) !== 0n)
    const voice = shown.reduce((sum, account) => sum + (before.words.get(`voice ${account}`)?.[2] ?? 0n), 0n)
    const isDue = now >= ghost.bornAt + TERMS.period || shown.length >= TERMS.affiliates
    if (!isDue || shown.length < TERMS.accounts) return 'it was not due'
    return voice * 5n < oneIn(before, 'total') && 'too little voice was shown'
  },
  /** A steward is one to the end of the term, and no longer. */
  G7: ({ world, after, now }) => {
    const wrong = world.people.find(
      (account) => oneIn(after, `steward ${account}`) !== BigInt(world.ghost.isSteward(account, now)),
    )
    return wrong && `${wrong} is ${oneIn(after, `steward ${wrong}`) === 0n ? 'no' : 'a'} steward`
  },
  /** Without a vote, the weight of new work goes no further than the step from all it was in 90 days. */
  G8: ({ world: { ghost }, step, now }) => {
    const { action, motion } = step
    const { successor } = motion?.content ?? {}
    if (action !== 'execute' || !motion || motion.isConsensus || !successor) return
    const { kind, rate } = successor
    // Its own birth is a moment ago.
    const weights = ghost.weightsOf(kind, now)
    return !ghost.isWithinStep(kind, rate, motion.stepBps, now) && `${rate} after ${weights} within ${motion.stepBps}`
  },
  /** No head objects at the last moment: others have a quarter of the window left. */
  G9: ({ step, before, after, now }) => {
    if (!step.motion || !step.vote) return
    const [was, is] = [motionIn(before, step.motion.id), motionIn(after, step.motion.id)]
    if (!was || !is) return
    if (is.deadline < was.deadline) return 'a window became shorter'
    if (was.wasExtended === 1n) return is.deadline !== was.deadline && 'a window was extended twice'
    const isHead = (tallyIn(after, step.motion.id)?.headsAgainst ?? 0n) > (tallyIn(before, step.motion.id)?.headsAgainst ?? 0n)
    if (now > was.deadline || !isHead) return
    return is.deadline < now + is.window / 4n && `an objection at ${now} left until ${is.deadline} of a window of ${is.window}`
  },
  /** Nobody counts as more than a tenth of what can be reached. */
  G10: ({ step, before, after }) => {
    if (!step.motion || !step.vote) return
    const [was, is] = [tallyIn(before, step.motion.id), tallyIn(after, step.motion.id)]
    const reachable = motionIn(after, step.motion.id)?.reachable ?? 0n
    if (!was || !is) return
    const added = is.for + is.against - was.for - was.against
    const most = reachable / 10n > 1n ? reachable / 10n : 1n
    return added > most && `one vote counts ${added} of ${reachable}`
  },
  /** Nothing that is decided lowers what anybody is owed. */
  N2: ({ world, step, before, after }) => {
    for (const n of MEMBERS) {
      const account = world.account(n)
      const [was, is] = [oneIn(before, `due ${account}`), oneIn(after, `due ${account}`)]
      if (is < was && step.claimed !== account) return `${step.action} took ${was - is} from ${account}`
    }
    return undefined
  },
  /** Votes are the counted voice of those who gave it, now and at any moment before. */
  N3: ({ world: { ghost, people }, after, now }) => {
    let sum = 0n
    for (const account of people) {
      const [votes, due] = [oneIn(after, `votes ${account}`), ghost.votesAt(account, now)]
      if (votes !== due) return `${account} has ${votes} votes, was given ${due}`
      sum += votes
    }
    if (sum !== ghost.reachableAt(now)) return `all votes are ${sum}, all voice within reach is ${ghost.reachableAt(now)}`
    for (const [label, [value]] of after.words) {
      const [what, ...rest] = label.split(' ')
      const [at = 0n, account] = rest.reverse()
      const due =
        what === 'supply' ? ghost.reachableAt(BigInt(at)) : what === 'past' ? ghost.votesAt(account ?? '', BigInt(at)) : value
      if (value !== due) return `${label} is ${value}, was ${due}`
    }
    return undefined
  },
}
