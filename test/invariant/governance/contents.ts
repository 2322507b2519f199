import { ZeroHash } from 'ethers'
import { coder } from '../chain.ts'
import type { Content, KindGhost, Rules, Track } from './ghost.ts'
import type { Context } from './step.ts'
import {
  areWithin,
  DAY,
  encodeRules,
  type GovernanceWorld,
  kindConfig,
  MAX_KINDS,
  MEMBERS,
  outOfBounds,
  randomRules,
  RULES_TYPE,
  type Target,
} from './world.ts'

const STEWARD = 8
/** Terms may begin later than they were proposed. */
const TERM_LEAD = 90n * DAY

/** One call of a decision. */
function content(
  world: GovernanceWorld,
  [target, method, args]: readonly [Target, string, readonly unknown[]],
  rest: Omit<Content, 'targets' | 'values' | 'calldatas'>,
): Content {
  const call = world.abi[target].encodeFunctionData(method, args)
  return { targets: [world[target]], values: [0n], calldatas: [call], ...rest }
}
const always = (track: Track) => () => track
const nothing = () => undefined

function task({ world }: Context): Content {
  return content(world, ['ledger', 'openTask', [ZeroHash, 0, 0, `${world.next()}`]], {
    what: 'a task',
    track: always('lazy'),
    obstacle: nothing,
    enact: nothing,
  })
}

/** Money the group holds. */
function payment({ world, random }: Context): Content {
  const { ghost } = world
  const amount = random.once(12) ? ghost.treasury + 1n : random.big(ghost.treasury / 8n + 1n)
  return content(world, ['token', 'transfer', [world.account(random.pick(MEMBERS)), amount]], {
    what: `a payment of ${amount}`,
    track: always('lazy'),
    obstacle: () => (amount > ghost.treasury ? 'ERC20InsufficientBalance' : undefined),
    enact: () => void (ghost.treasury -= amount),
  })
}

/** Another weight for work from now on, within the step bound or a little beyond. */
export function successor({ world, random, now }: Context, isWide = random.once(3)): Content | undefined {
  const { ghost } = world
  const open = ghost.kinds.flatMap(({ closed }, id) => (closed ? [] : [id]))
  const id = open[random.below(open.length)]
  if (id === undefined || ghost.kinds.length >= MAX_KINDS) return
  const kind = ghost.kinds[id] as KindGhost
  const { stepBps } = ghost.rules
  // From the edges of all weights of the last 90 days, so that one unit decides.
  const weights = ghost.weightsOf(id, now)
  const highest = (weights.reduce((least, weight) => (weight < least ? weight : least)) * (10_000n + stepBps)) / 10_000n
  const rate = isWide ? highest + 1n + random.big(highest) : random.once(2) ? highest : kind.rate
  const unit = random.once(8) ? 'km' : kind.unit
  const args = [world.venture, id, kindConfig(unit, rate, kind.voice)]
  return content(world, ['board', 'openSuccessor', args], {
    what: `a weight of ${rate} in place of ${kind.rate} of kind ${id}`,
    track: ({ now: at, stepBps: bps }) => (unit === kind.unit && ghost.isWithinStep(id, rate, bps, at) ? 'lazy' : 'consensus'),
    obstacle: () => (kind.closed ? 'KindAlreadyClosed' : undefined),
    enact: (at) => {
      kind.closed = true
      ghost.kinds.push({ unit, rate, voice: kind.voice, bornAt: at, predecessor: id, closed: false, units: 0n })
    },
    successor: { kind: id, rate },
  })
}

function newRules({ world, random }: Context): Content {
  const { ghost } = world
  const good = randomRules(random)
  const rules: Rules = random.once(6) ? outOfBounds(random, good) : good
  return content(world, ['governor', 'setRules', [coder.decode([RULES_TYPE], encodeRules(rules))[0]]], {
    what: 'other rules',
    track: always('consensus'),
    obstacle: () => (areWithin(rules) ? undefined : 'RuleOutOfBounds'),
    enact: () => void (ghost.rules = rules),
  })
}

/** A steward for a term, mostly one that the rules allow. */
export function appointment({ world, random, now }: Context): Content {
  const { ghost } = world
  const { stewardTerm } = ghost.rules
  const account = random.once(3) ? world.account(1) : world.account(random.pick(MEMBERS))
  const latest = now + stewardTerm + TERM_LEAD
  const until =
    stewardTerm === 0n
      ? random.once(3)
        ? 1n
        : now + 60n * DAY
      : random.once(6)
        ? latest + DAY
        : random.once(8)
          ? 1n
          : latest - DAY
  const data = coder.encode(['address', 'uint40'], [account, until])
  return content(world, ['board', 'announceChange', [world.venture, STEWARD, data]], {
    what: `a term of ${account} until ${until}`,
    track: ({ since }): Track => {
      const { stewardTerm: term, termsInRow } = ghost.rules
      if (term === 0n) return 'consensus'
      if (until === 1n) return { error: 'StewardTermMissing' }
      if (until > since + term + TERM_LEAD) return { error: 'StewardTermTooLong' }
      const role = ghost.roleOf(ghost.holderOf(account))
      if (termsInRow === 0n || role.terms < termsInRow || since >= role.until + TERM_LEAD) return 'consensus'
      return { error: 'StewardTermsSpent' }
    },
    obstacle: () => (until > 1n && until <= world.chain.now ? 'StewardTermPast' : undefined),
    enact: (at) => {
      const same = ghost.pending.findIndex((pending) => pending.account === account)
      if (same !== -1) ghost.pending.splice(same, 1)
      ghost.pending.push({ data, account, until, readyAt: at + ghost.notice })
    },
  })
}

function removal({ world, random, now }: Context): Content | undefined {
  const { ghost } = world
  const stewards = world.people.filter((account) => ghost.isSteward(account, now))
  const account = stewards[random.below(stewards.length)]
  if (!account) return
  return content(world, ['board', 'removeSteward', [world.venture, account]], {
    what: `the end of ${account} as a steward`,
    track: always('consensus'),
    obstacle: nothing,
    enact: (at) => {
      const announced = ghost.pending.findIndex((pending) => pending.account === account)
      if (announced !== -1) ghost.pending.splice(announced, 1)
      ghost.appoint(account, 0n, at)
    },
  })
}

function longerNotice({ world, random }: Context): Content {
  const { ghost } = world
  const period = ghost.notice + BigInt(random.below(3)) * 3600n
  return content(world, ['board', 'lengthenNotice', [world.venture, period]], {
    what: `a notice of ${period}`,
    track: always('lazy'),
    obstacle: () => (period <= ghost.notice ? 'NoticePeriodNotLonger' : undefined),
    enact: () => void (ghost.notice = period),
  })
}

/** Two decisions in one: the whole is as weighty as its weightiest part. */
function both(one: Content, other: Content): Content {
  return {
    what: `${one.what} and ${other.what}`,
    targets: [...one.targets, ...other.targets],
    values: [...one.values, ...other.values],
    calldatas: [...one.calldatas, ...other.calldatas],
    track: (asked): Track => {
      const [first, second] = [one.track(asked), other.track(asked)]
      if (typeof first === 'object') return first
      return first === 'lazy' ? second : typeof second === 'object' ? second : first
    },
    obstacle: () => one.obstacle() ?? other.obstacle(),
    enact: (at) => {
      one.enact(at)
      other.enact(at)
    },
    ...(one.successor && { successor: one.successor }),
  }
}

export function lazyContent(context: Context): Content {
  const { random } = context
  const made = [task, payment, () => successor(context, false), () => successor(context), longerNotice]
  const one = made[random.below(made.length)]?.(context) ?? task(context)
  return random.once(8) ? both(one, task(context)) : one
}

export function weightyContent(context: Context): Content {
  const { random } = context
  const made = [newRules, newRules, appointment, appointment, appointment, removal, () => successor(context, true)]
  const one = made[random.below(made.length)]?.(context) ?? newRules(context)
  return random.once(8) ? both(task(context), one) : one
}
