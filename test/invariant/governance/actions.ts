import { keccak256, toUtf8Bytes } from 'ethers'
import { packModelEntry } from '../../../sdk/src/model/index.ts'
import { type Random, someOf } from '../random.ts'
import { lazyContent, weightyContent } from './contents.ts'
import { type Content, type MotionGhost, NOBODY, SUPPORT, type Support } from './ghost.ts'
import type { Action, Context, Step } from './step.ts'
import { DAY, FOUNDER, HOMES, HOUR, MEMBERS, OTHER_FOUNDER, STRANGER, TERMS } from './world.ts'

const nothing = () => undefined

/* CONTRIBUTIONS AND MONEY */

const contribute: Action = ({ world, random, now }) => {
  const { ghost } = world
  const open = ghost.kinds.flatMap(({ closed }, id) => (closed ? [] : [id]))
  const [account, kind] = [world.account(random.pick(MEMBERS)), open[random.below(open.length)] ?? 0]
  const quantity = BigInt(1 + random.below(random.once(6) ? 20_000 : 3000))
  const entry = packModelEntry({ affiliate: account, kind, quantity })
  return {
    action: 'contribute',
    tx: world.tx(world.ledger, 'venture', 'addUnits', [keccak256(toUtf8Bytes(`${now}`)), [entry]], soon({ world, random, now })),
    obstacle: nothing,
    apply: () => ghost.addUnits(account, kind, quantity),
  }
}

const reduce: Action = ({ world, random }) => {
  const { ghost } = world
  const account = world.account(random.pick(MEMBERS))
  const held = ghost.kinds.flatMap((_, id) => (ghost.unitsOf(account, id) === 0n ? [] : [id]))
  const kind = held[random.below(held.length)]
  if (kind === undefined) return
  const quantity = 1n + random.big(ghost.unitsOf(account, kind) / 4n + 1n)
  return {
    action: 'reduce',
    tx: world.tx(ghost.holderOf(account), 'ledger', 'reduceOwnUnits', [account, kind, quantity]),
    obstacle: () => (quantity > ghost.unitsOf(account, kind) ? 'UnitsInsufficient' : undefined),
    apply: () => ghost.addUnits(account, kind, -quantity),
  }
}

const sale: Action = ({ world, random }) => ({
  action: 'sale',
  tx: world.tx(world.account(FOUNDER), 'token', 'mint', [world.venture, 1n + random.big(10n ** 9n)]),
  obstacle: nothing,
  apply: nothing,
})

const claim: Action = ({ world, random }) => {
  const account = world.account(random.pick(MEMBERS))
  const kinds = world.ghost.kinds.map((_, id) => id)
  return {
    action: 'claim',
    tx: world.tx(world.account(STRANGER), 'venture', 'claim', [account, [world.token], kinds, 0]),
    obstacle: nothing,
    apply: nothing,
    claimed: account,
  }
}

/* VOICE */

const delegate: Action = (context) => {
  const { world, random } = context
  const { ghost } = world
  const free = world.people.filter((each) => ghost.isUnmoved(each))
  // Mostly somebody whose voice nobody can cast.
  const silent = free.filter((each) => ghost.delegateeOf(each) === NOBODY && ghost.voiceOf(each) !== 0n)
  const list = random.once(3) || silent.length === 0 ? free : silent
  const account = random.once(12) ? world.account(random.pick(MEMBERS)) : (list[random.below(list.length)] ?? '')
  const own = random.once(3) ? NOBODY : account
  const delegatee = random.once(4) ? world.account(random.pick(MEMBERS)) : random.once(5) ? own : account
  return {
    action: 'delegate',
    tx: world.tx(account, 'ledger', 'delegate', [delegatee], soon(context)),
    obstacle: () => (ghost.isUnmoved(account) ? undefined : 'VoiceMoved'),
    apply: () => ghost.delegate(account, delegatee, world.chain.now),
  }
}

const updateVoice: Action = (context) => {
  const { world, random } = context
  const { ghost } = world
  const all = ghost.kinds.map((_, id) => id)
  const some = world.people.filter((each) =>
    all.some((id) => ghost.unitsOf(each, id) !== 0n && ghost.counted.get(each)?.[id] === undefined),
  )
  const account =
    random.once(2) && some.length !== 0 ? (some[random.below(some.length)] ?? '') : world.account(random.pick(MEMBERS))
  const kinds = random.once(3) ? someOf(random, all) : all
  const holder = ghost.holderOf(account)
  const from = random.once(3) ? world.account(STRANGER) : holder
  return {
    action: 'updateVoice',
    tx: world.tx(from, 'voices', 'updateVoice', [world.ledger, account, kinds], soon(context)),
    obstacle: nothing,
    apply: () => {
      ghost.count(account, kinds)
      if (from === holder) ghost.seen(holder, world.chain.now)
    },
  }
}

/** Somebody who gave no sign of life for two years. */
const lapse: Action = ({ world, random, now }) => {
  const { ghost } = world
  const gone = world.people.filter((account) => ghost.delegateeOf(account) !== NOBODY && ghost.lapsesAt(account) <= now + DAY)
  const account = gone[random.below(gone.length)]
  if (!account) return
  const at = ghost.lapsesAt(account)
  return {
    action: 'lapse',
    tx: world.tx(world.account(STRANGER), 'voices', 'lapse', [world.ledger, account], at),
    obstacle: nothing,
    apply: () => ghost.delegate(account, NOBODY, world.chain.now),
  }
}

const move: Action = ({ world, random }) => {
  const { ghost } = world
  const free = world.people.filter((account) => ghost.isUnmoved(account))
  const from = free[random.below(free.length)] ?? ''
  const to = random.once(3) ? free[random.below(free.length)] : world.account(random.pick(HOMES))
  const isGood = to !== undefined && to !== from && ghost.isUnmoved(to) && (ghost.depths.get(from) ?? 0) < 8
  // Some have to stay.
  if (!isGood || free.length < 9 || !ghost.isHandedOver) return
  return {
    action: 'move',
    tx: world.tx(world.accounts, 'ledger', 'move', [from, to]),
    obstacle: nothing,
    apply: () => ghost.move(from, to, world.chain.now),
  }
}

/* DECISIONS */

const proposing = (context: Context, action: 'propose' | 'proposeWeighty', content: Content): Step | undefined => {
  const { world, random, now } = context
  const { ghost } = world
  if (!ghost.isHandedOver || ghost.reachableAt(now) === 0n) return
  // Who votes on everything decides nothing.
  const active = ghost.motions.filter((motion) => ghost.stateOf(motion, now + 1n) === 'Active')
  const weighty = active.filter(({ isConsensus }) => isConsensus).length
  const isEnough = action === 'propose' ? active.length - weighty > 3 && !random.once(4) : weighty > 1
  if (isEnough) return
  const able = world.people.filter((account) => ghost.votesAt(account, now) >= ghost.rules.proposerVoice)
  const proposer =
    able.length !== 0 && !random.once(20) ? (able[random.below(able.length)] as string) : world.account(random.pick(MEMBERS))
  if (ghost.obstacleToProposing(content, proposer, now + 1n) !== undefined && !random.once(6)) return
  const { targets, values, calldatas } = content
  const description = `${content.what} ${world.next()}`
  return {
    action,
    what: content.what,
    tx: world.tx(proposer, 'governor', 'propose', [targets, values, calldatas, description]),
    obstacle: () => ghost.obstacleToProposing(content, proposer, world.chain.now),
    apply: (logs) => {
      const created = logs.map((log) => world.abi.governor.parseLog(log)).find((event) => event?.name === 'ProposalCreated')
      ghost.open(String(created?.args.proposalId), content, description, proposer, world.chain.now)
    },
  }
}
const propose: Action = (context) => proposing(context, 'propose', lazyContent(context))
const proposeWeighty: Action = (context) => proposing(context, 'proposeWeighty', weightyContent(context))

function voting(
  context: Context,
  action: 'vote' | 'object' | 'objectLate',
  motion: MotionGhost,
  support: Support,
  at?: bigint,
): Step | undefined {
  const { world, random, now } = context
  const { ghost } = world
  const able = world.people.filter((account) => ghost.canVote(motion, account, support, at ?? now + 1n))
  const account = able[random.below(able.length)]
  if (!account) return
  const method = random.once(2) ? 'castVoteWithReason' : 'castVote'
  const args = [motion.id, SUPPORT[support], ...(method === 'castVote' ? [] : ['because'])]
  return {
    action,
    what: motion.content.what,
    tx: world.tx(account, 'governor', method, args, at),
    obstacle: () => (ghost.canVote(motion, account, support, world.chain.now) ? undefined : 'GovernorUnexpectedProposalState'),
    apply: () => ghost.vote(motion, account, support, world.chain.now),
    motion,
    vote: { account, support },
  }
}

/** Mostly the one that most have voted on, so that something comes of it. */
function anyOf(random: Random, motions: readonly MotionGhost[]): MotionGhost | undefined {
  const most = motions.reduce<MotionGhost | undefined>(
    (top, motion) => (top && top.votes.size >= motion.votes.size ? top : motion),
    undefined,
  )
  return random.once(3) ? motions[random.below(motions.length)] : most
}

/** Mostly for what needs it and still has time, so that something passes. */
const vote: Action = (context) => {
  const { world, random, now } = context
  const { ghost } = world
  const active = ghost.motions.filter((motion) => ghost.stateOf(motion, now + 1n) === 'Active')
  const consensus = active.filter(({ isConsensus }) => isConsensus)
  const motion = anyOf(random, consensus.length !== 0 && !random.once(5) ? consensus : active)
  if (!motion) return
  const late = random.once(4) && motion.deadline - random.big(motion.window / 4n)
  const support = random.once(5) ? 'against' : random.once(6) ? 'abstain' : 'for'
  return voting(context, 'vote', motion, support, late && late > now ? late : undefined)
}

const object: Action = (context) => {
  const { world, random, now } = context
  const { ghost } = world
  const active = ghost.motions.filter((motion) => ghost.stateOf(motion, now + 1n) === 'Active')
  const lazy = active.filter(({ isConsensus }) => !isConsensus)
  const motion = anyOf(random, lazy.length !== 0 && !random.once(4) ? lazy : active)
  return motion && voting(context, 'object', motion, 'against')
}

/** In the last quarter of a window, or after it, while nobody has carried it out. */
const objectLate: Action = (context) => {
  const { world, random, now } = context
  const { ghost } = world
  const list = ghost.motions.filter((motion) => {
    const state = ghost.stateOf(motion, now + 1n)
    return !motion.isConsensus ? state === 'Active' || state === 'Succeeded' : state === 'Active'
  })
  const motion = list[random.below(list.length)]
  if (!motion) return
  const end = motion.deadline
  const at = random.once(4)
    ? end
    : random.once(4) && !motion.isConsensus
      ? end + 1n + random.big(motion.delay + DAY)
      : end - random.big(motion.window / 4n)
  return voting(context, 'objectLate', motion, 'against', at > now ? at : undefined)
}

/** What objections stopped, if anything can still be stopped by waiting for the end of its window. */
const escalate: Action = ({ world, random, now }) => {
  const { ghost } = world
  const list = ghost.motions.filter((motion) => {
    const end = motion.deadline + 1n > now ? motion.deadline + 1n : now + 1n
    return ghost.canEscalate(motion, end)
  })
  const motion = list[random.below(list.length)]
  if (!motion) return
  const at = motion.deadline + 1n + (random.once(3) ? 7n * DAY - 1n : random.big(6n * DAY))
  return {
    action: 'escalate',
    what: motion.content.what,
    tx: world.tx(world.account(STRANGER), 'governor', 'escalate', [motion.id], at),
    obstacle: () => (ghost.canEscalate(motion, world.chain.now) ? undefined : 'EscalationNotPossible'),
    apply: () => ghost.escalate(motion, world.chain.now),
    motion,
  }
}

/** What passes as the votes stand, when its time has come. */
const execute: Action = ({ world, random, now }) => {
  const { ghost } = world
  const list = ghost.motions.filter((motion) => {
    const at = ghost.readyAt(motion) > now ? ghost.readyAt(motion) : now + 1n
    return ghost.stateOf(motion, at) === 'Succeeded'
  })
  const weighty = list.filter(({ isConsensus }) => isConsensus)
  const some = weighty.length !== 0 && random.once(2) ? weighty : list
  const motion = some[random.below(some.length)]
  if (!motion || (ghost.obstacleTo(motion, ghost.readyAt(motion)) === undefined) === random.once(12)) return
  const { targets, values, calldatas } = motion.content
  const args = [targets, values, calldatas, keccak256(toUtf8Bytes(motion.description))]
  // Now and then before the delay is over.
  const at = motion.delay !== 0n && random.once(4) ? motion.deadline + 1n + random.big(motion.delay + 1n) : ghost.readyAt(motion)
  return {
    action: 'execute',
    what: motion.content.what,
    tx: world.tx(world.account(STRANGER), 'governor', 'execute', args, at),
    obstacle: () => ghost.obstacleTo(motion, world.chain.now),
    apply: () => {
      motion.executions++
      motion.content.enact(world.chain.now)
    },
    motion,
  }
}

const withdraw: Action = ({ world, random, now }) => {
  const { ghost } = world
  const active = ghost.motions.filter((motion) => ghost.stateOf(motion, now + 1n) === 'Active')
  const motion = active[random.below(active.length)]
  // Most of what was proposed is to be decided.
  if (!motion || active.length < 2) return
  const { targets, values, calldatas } = motion.content
  const args = [targets, values, calldatas, keccak256(toUtf8Bytes(motion.description))]
  return {
    action: 'withdraw',
    what: motion.content.what,
    tx: world.tx(motion.proposer, 'governor', 'cancel', args),
    obstacle: () => (ghost.stateOf(motion, world.chain.now) === 'Active' ? undefined : 'GovernorUnableToCancel'),
    apply: () => void (motion.canceled = true),
    motion,
  }
}

/** A steward's term that was decided. */
const applyChange: Action = ({ world }) => {
  const { ghost } = world
  const pending = ghost.pending[0]
  if (!pending) return
  const { data, account, until, readyAt } = pending
  const forget = () => void ghost.pending.shift()
  if (until > 1n && until <= (readyAt > world.chain.now ? readyAt : world.chain.now + 1n)) return void forget()
  return {
    action: 'applyChange',
    tx: world.tx(world.account(STRANGER), 'board', 'applyChange', [world.venture, 8, data], readyAt),
    obstacle: () => (until > 1n && until <= world.chain.now ? 'StewardTermPast' : undefined),
    apply: () => {
      forget()
      ghost.appoint(account, until, world.chain.now)
    },
  }
}

/* HAND-OVER */

const takeOver: Action = ({ world, random, now }) => {
  const { ghost } = world
  if (ghost.isHandedOver) return
  const able = world.people.filter((account) => ghost.delegateeOf(account) !== NOBODY && ghost.voiceOf(account) !== 0n)
  const accounts = able.sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
  const at = random.once(9) ? ghost.bornAt + TERMS.period : now + 1n
  if (ghost.obstacleToTakingOver(accounts, TERMS, at > now ? at : now + 1n) !== undefined) return
  return {
    action: 'takeOver',
    tx: world.tx(world.account(STRANGER), 'handOvers', 'takeOver', [world.venture, accounts], at),
    obstacle: () => ghost.obstacleToTakingOver(accounts, TERMS, world.chain.now),
    apply: () => {
      ghost.isHandedOver = true
      ghost.governor = world.governor
    },
  }
}

/** The founder gives the venture to somebody else, which the group can live with. */
const giveAway: Action = ({ world }) => {
  const { ghost } = world
  const [founder, other] = [world.account(FOUNDER), world.account(OTHER_FOUNDER)]
  if (ghost.isHandedOver || ghost.governor === other) return
  const due = ghost.givenAwayAt
  if (due === undefined) {
    return {
      action: 'giveAway',
      tx: world.tx(founder, 'board', 'announceChange', [world.venture, 6, `0x${other.slice(2).padStart(64, '0')}`]),
      obstacle: nothing,
      apply: () => void (ghost.givenAwayAt = world.chain.now + ghost.notice),
    }
  }
  return {
    action: 'giveAway',
    tx: world.tx(other, 'board', 'applyChange', [world.venture, 6, `0x${other.slice(2).padStart(64, '0')}`], due),
    obstacle: nothing,
    apply: () => void (ghost.governor = other),
  }
}

/* TIME */

const wait: Action = ({ world, random, now }) => {
  const { ghost } = world
  const somebody = world.account(STRANGER)
  const edges = ghost.motions.slice(-6).flatMap((motion) => [motion.deadline, motion.deadline + 1n, motion.deadline + 7n * DAY])
  const ahead = edges.filter((edge) => edge > now + 1n)
  const edge = ahead[random.below(ahead.length)]
  const isLong = random.once(6)
  const at = isLong
    ? now + 731n * DAY + random.big(DAY)
    : edge !== undefined && random.once(2)
      ? edge
      : now + random.big(12n * HOUR) + 1n
  return { action: 'wait', tx: { from: somebody, to: somebody, at }, obstacle: nothing, apply: nothing }
}

/** Minutes to hours later, now and then. */
const soon = ({ random, now }: Context) => (random.once(4) ? now + 60n + random.big(6n * HOUR) : undefined)

export const ACTIONS = {
  contribute,
  reduce,
  sale,
  claim,
  delegate,
  updateVoice,
  lapse,
  move,
  propose,
  proposeWeighty,
  vote,
  object,
  objectLate,
  escalate,
  execute,
  withdraw,
  applyChange,
  takeOver,
  giveAway,
  wait,
} satisfies Record<string, Action>
export type ActionName = keyof typeof ACTIONS
export const ACTION_NAMES = Object.keys(ACTIONS) as ActionName[]
/** Once in a world, or what several others have to make possible. */
export const ON_DEMAND: readonly ActionName[] = ['takeOver', 'giveAway', 'move', 'escalate', 'applyChange']
