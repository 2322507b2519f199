import { keccak256, toUtf8Bytes, ZeroHash } from 'ethers'
import type { Transaction } from '../chain.ts'
import { appointment, successor } from './contents.ts'
import { type MotionGhost, NOBODY } from './ghost.ts'
import type { Context } from './step.ts'
import { FOUNDER, outOfBounds, randomRules, STRANGER, TERMS } from './world.ts'

type Fail = (id: string, problem: string | undefined | false) => void
type Try = { what: string; tx: Transaction }

const executing = ({ world }: Context, { content, description }: MotionGhost) =>
  world.tx(world.account(STRANGER), 'governor', 'execute', [
    content.targets,
    content.values,
    content.calldatas,
    keccak256(toUtf8Bytes(description)),
  ])
const proposing = (
  { world }: Context,
  from: string,
  { targets, values, calldatas }: Pick<MotionGhost['content'], 'targets' | 'values' | 'calldatas'>,
) => world.tx(from, 'governor', 'propose', [targets, values, calldatas, `probe ${world.next()}`])

/** What must be refused, whoever tries; by the invariant it would break. */
const FORBIDDEN: Record<string, (context: Context) => Try | undefined> = {
  G1: (context) => {
    const { world, random, now } = context
    const { ghost } = world
    const active = ghost.motions.filter((motion) => ghost.stateOf(motion, now + 10n) === 'Active')
    const motion = active[random.below(active.length)]
    if (!motion) return
    const voted = [...motion.votes.keys()]
    const late = world.people.filter((account) => ghost.votesAt(account, motion.madeAt - 1n) === 0n)
    const account = voted.length !== 0 && random.once(2) ? voted[random.below(voted.length)] : late[random.below(late.length)]
    if (!account) return
    const isAgain = motion.votes.has(account)
    return {
      what: isAgain ? `a second vote of ${account}` : `a vote of ${account}, who had no voice then`,
      tx: world.tx(account, 'governor', 'castVote', [motion.id, random.below(3)]),
    }
  },
  G3: ({ world, random }) => ({
    what: 'a governor with rules out of their bounds',
    tx: world.tx(world.account(STRANGER), 'factory', 'deployGovernor', [
      world.venture,
      outOfBounds(random, randomRules(random)),
      ZeroHash,
    ]),
  }),
  G4: (context) => {
    const { world, random, now } = context
    const { ghost } = world
    const early = ghost.motions.filter((motion) => {
      const state = ghost.stateOf(motion, now)
      return state === 'Defeated' || (ghost.readyAt(motion) > now + 10n && (state === 'Active' || state === 'Succeeded'))
    })
    const waiting = early.filter((motion) => ghost.stateOf(motion, now) === 'Succeeded')
    const list = waiting.length === 0 || random.once(2) ? early : waiting
    const motion = list[random.below(list.length)]
    return (
      motion && { what: `carrying out ${motion.content.what}, ${ghost.stateOf(motion, now)}`, tx: executing(context, motion) }
    )
  },
  G5: (context) => {
    const { ghost } = context.world
    const done = ghost.motions.filter(({ executions }) => executions !== 0)
    const motion = done[context.random.below(done.length)]
    return motion && { what: `carrying out ${motion.content.what} again`, tx: executing(context, motion) }
  },
  G6: ({ world, random, now }) => {
    const { ghost } = world
    const some = world.people.filter(() => random.once(2)).sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
    const able = world.people.filter((account) => ghost.delegateeOf(account) !== NOBODY && ghost.voiceOf(account) !== 0n)
    const few = able.slice(0, 1 + random.below(4)).sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
    const twice = able.slice(0, 1).flatMap((account) => [account, account, account, account, account])
    const accounts = [some, few, twice][random.below(3)] ?? []
    if (ghost.obstacleToTakingOver(accounts, TERMS, now + 10n) === undefined) return
    return {
      what: `taking over with ${accounts.length}`,
      tx: world.tx(world.account(STRANGER), 'handOvers', 'takeOver', [world.venture, accounts]),
    }
  },
  G7: (context) => {
    const { world, now } = context
    const { ghost } = world
    const content = appointment(context)
    const able = world.people.find((account) => ghost.votesAt(account, now) >= ghost.rules.headVoice)
    if (!able || !ghost.isHandedOver) return
    const track = content.track({ now, since: now, stepBps: ghost.rules.stepBps })
    if (typeof track !== 'object') return
    return { what: `proposing ${content.what}, ${track.error}`, tx: proposing(context, able, content) }
  },
  G11: ({ world, random, now }) => {
    const { ghost } = world
    const alive = world.people.filter((account) => ghost.delegateeOf(account) !== NOBODY && ghost.lapsesAt(account) > now + 10n)
    const account = alive[random.below(alive.length)]
    return account
      ? {
          what: `the lapse of ${account}, who is there`,
          tx: world.tx(world.account(STRANGER), 'voices', 'lapse', [world.ledger, account]),
        }
      : undefined
  },
  X2: (context) => {
    const { world, random, now } = context
    const { ghost } = world
    const stranger = world.account(STRANGER)
    const moved = world.people.find((account) => !ghost.isUnmoved(account))
    const active = ghost.motions.find((motion) => ghost.stateOf(motion, now + 10n) === 'Active' && motion.proposer !== stranger)
    const tries: (Try | undefined)[] = [
      { what: 'other rules by a stranger', tx: world.tx(stranger, 'governor', 'setRules', [ghost.rules]) },
      { what: 'a sign of life by a stranger', tx: world.tx(stranger, 'voices', 'noteVote', [world.ledger, world.account(1)]) },
      { what: 'a hand-over by a stranger', tx: world.tx(stranger, 'board', 'handOver', [world.venture, stranger, []]) },
      {
        what: 'another hand-over',
        tx: world.tx(stranger, 'handOvers', 'publish', [world.venture, [stranger, 0, 1, 1]]),
      },
      { what: 'another beginning of a governor', tx: world.tx(stranger, 'governor', 'initialize', [stranger, ghost.rules]) },
      moved ? { what: `voice of ${moved}, who moved`, tx: world.tx(moved, 'ledger', 'delegate', [moved]) } : undefined,
      ghost.isHandedOver
        ? {
            what: 'the founder again',
            tx: world.tx(world.account(FOUNDER), 'board', 'lengthenNotice', [world.venture, 60n * 86_400n]),
          }
        : undefined,
      active && {
        what: 'a withdrawal by a stranger',
        tx: world.tx(stranger, 'governor', 'cancel', [
          active.content.targets,
          active.content.values,
          active.content.calldatas,
          keccak256(toUtf8Bytes(active.description)),
        ]),
      },
    ]
    const some = tries.filter((each) => each !== undefined)
    return some[random.below(some.length)]
  },
}

/** Tries what must not be, without a trace. */
export async function probe(context: Context, fail: Fail, isEnforced: (id: string) => boolean): Promise<void> {
  const { world } = context
  for (const [id, attempt] of Object.entries(FORBIDDEN)) {
    const found = attempt(context)
    if (!found || !isEnforced(id)) continue
    const outcome = await world.chain.dry(found.tx)
    fail(id, outcome.ok && `${found.what} was not refused`)
    if (!outcome.ok)
      fail('X3', !world.chain.errors.has(outcome.selector) && `${found.what} was refused with ${world.chain.nameOf(outcome)}`)
  }
  if (isEnforced('G8')) fail('G8', await wrongTrack(context))
}

/** Whether a step is within bounds, asked before anybody proposes it. */
async function wrongTrack(context: Context): Promise<string | undefined> {
  const { world, now } = context
  const { ghost, abi, ledger, governor, decisions, chain } = world
  const content = successor(context)
  if (!content) return
  const args = [ledger, governor, ghost.rules, now, content.targets[0], 0n, content.calldatas[0]]
  const [isLazy] = await chain.call(decisions, abi.decisions, 'isActionLazy', args)
  const due = content.track({ now: chain.now, since: now, stepBps: ghost.rules.stepBps }) === 'lazy'

  return isLazy === due ? undefined : `${content.what} ${isLazy ? 'needs no vote' : 'needs a vote'} within ${ghost.rules.stepBps}`
}
