import { hex } from '../chain.ts'
import type { Random } from '../random.ts'
import { type MotionGhost, STATES } from './ghost.ts'
import { type GovernanceWorld, MEMBERS, RULE_NAMES, type Target } from './world.ts'

/** What was asked of the contracts after a step, by its name, as words; and where the ghost says otherwise. */
export type Sight = { words: ReadonlyMap<string, readonly bigint[]>; difference?: string }

export const MOTION_WORDS = [
  'deadline',
  'window',
  'consensusWindow',
  'delay',
  'stopBps',
  'stopHeads',
  'quorumBps',
  'quorumHeads',
  'stepBps',
  'epoch',
  'isConsensus',
  'wasEscalated',
  'wasExtended',
  'reachable',
  'headVoice',
] as const
export const TALLY_WORDS = ['for', 'against', 'cast', 'headsFor', 'headsAgainst', 'headsAbstaining'] as const

/** Those that something may still become of, and the last that are over. */
export function watchedMotions({ ghost, chain }: GovernanceWorld): MotionGhost[] {
  return ghost.motions.filter((motion, i) => {
    const state = ghost.stateOf(motion, chain.now)
    return i >= ghost.motions.length - 3 || state === 'Active' || state === 'Succeeded' || ghost.canEscalate(motion, chain.now)
  })
}

/** More would take more gas than a call may. */
const CALLS_AT_ONCE = 130

/** Asks for everything. */
export async function observe(world: GovernanceWorld, random: Random): Promise<Sight> {
  const { ghost, chain, abi, people } = world
  const { now } = chain
  const calls: [string, string][] = []
  const labels: string[] = []
  const expected: (readonly (bigint | undefined)[] | undefined)[] = []
  const ask = (
    label: string,
    target: Target,
    method: string,
    args: readonly (string | bigint)[],
    words?: readonly (bigint | undefined)[],
  ) => {
    calls.push([world[target], selectorOf(world, target, method) + args.map((arg) => hex(BigInt(arg))).join('')])
    labels.push(label)
    expected.push(words)
  }
  ask('governor', 'venture', 'governor', [], [BigInt(ghost.governor)])
  ask('notice', 'venture', 'noticePeriod', [], [ghost.notice])
  ask('epoch', 'venture', 'noticeEpoch', [])
  ask('treasury', 'token', 'balanceOf', [world.governor], [ghost.treasury])
  ask(
    'rules',
    'governor',
    'rules',
    [],
    RULE_NAMES.map((name) => ghost.rules[name]),
  )
  ask('total', 'voices', 'totalVoice', [world.venture], [ghost.totalVoice()])
  for (const account of people) {
    const voice = ghost.isUnmoved(account)
      ? [BigInt(ghost.delegateeOf(account)), ghost.activeDays.get(account) ?? 0n, ghost.voiceOf(account)]
      : [0n, 0n, 0n]
    ask(`voice ${account}`, 'voices', 'voiceOf', [world.ledger, account], voice)
    ask(`votes ${account}`, 'ledger', 'getVotes', [account], [ghost.votesAt(account, now)])
    const { until, terms } = ghost.roleOf(account)
    const isSteward = BigInt(ghost.isSteward(account, now))
    ask(`role ${account}`, 'ledger', 'roleOf', [account], [isSteward, undefined, undefined, undefined, until, terms])
    ask(`steward ${account}`, 'ledger', 'isSteward', [account], [isSteward])
  }
  for (const at of pastTimes(world, random)) {
    ask(`supply ${at}`, 'ledger', 'getPastTotalSupply', [at], [ghost.reachableAt(at)])
    for (const account of people)
      ask(`past ${account} ${at}`, 'ledger', 'getPastVotes', [account, at], [ghost.votesAt(account, at)])
  }
  for (const motion of watchedMotions(world)) {
    const { id } = motion
    const tally = ghost.tallyOf(motion)
    const { heads } = tally
    const fields = MOTION_WORDS.map((name) => (name === 'epoch' ? undefined : BigInt(motion[name])))
    ask(`motion ${id}`, 'governor', 'motionOf', [id], fields)
    ask(
      `tally ${id}`,
      'governor',
      'tallyOf',
      [id],
      [tally.for, tally.against, tally.cast, ...[heads.for, heads.against, heads.abstain].map(BigInt)],
    )
    ask(`state ${id}`, 'governor', 'state', [id], [BigInt(STATES.indexOf(ghost.stateOf(motion, now)))])
    ask(`snapshot ${id}`, 'governor', 'proposalSnapshot', [id], [motion.madeAt - 1n])
  }
  const kinds = ghost.kinds.map((_, id) => id)
  // An account, a list of one token, a list of kinds.
  const lists = [1n, BigInt(world.token), BigInt(kinds.length), ...kinds.map(BigInt)]
  for (const n of MEMBERS) ask(`due ${world.account(n)}`, 'venture', 'previewClaim', [world.account(n), 96n, 160n, ...lists])

  const answers: bigint[] = []
  for (let i = 0; i < calls.length; i += CALLS_AT_ONCE) {
    const data = encodeCalls(world, calls.slice(i, i + CALLS_AT_ONCE))
    const outcome = await chain.dry({ from: world.account(0), to: world.lens, data })
    if (!outcome.ok) throw new Error(`the lens reverted: ${chain.nameOf(outcome)}`)
    const size = 2 * Number(BigInt(`0x${outcome.data.slice(66, 130)}`))
    answers.push(...(outcome.data.slice(130, 130 + size).match(/.{64}/g) ?? []).map((word) => BigInt(`0x${word}`)))
  }
  const words = new Map<string, readonly bigint[]>()
  const wrong: string[] = []
  let offset = 0
  labels.forEach((label, i) => {
    const count = label.startsWith('due') ? 3 : (expected[i]?.length ?? 1)
    const answer = answers.slice(offset, offset + count)
    offset += count
    words.set(label, label.startsWith('due') ? answer.slice(2) : answer)
    const isRight = expected[i]?.every((word, k) => word === undefined || word === answer[k]) ?? true
    if (!isRight) wrong.push(`${label}: ${answer} on chain, not ${expected[i]?.map((word) => word ?? '?')}`)
  })
  return { words, ...(wrong.length !== 0 && { difference: wrong.slice(0, 6).join('\n  ') }) }
}

/** A moment next to one at which votes changed. */
function pastTimes({ ghost, chain }: GovernanceWorld, random: Random): bigint[] {
  const edge = ghost.past[random.below(ghost.past.length)]?.at ?? 0n
  const times = [random.once(3) ? (ghost.past.at(-1)?.at ?? 0n) - random.big(2n) : edge - 1n + random.big(3n)]
  return times.filter((at) => at > 0n && at < chain.now)
}

const selectors = new Map<string, string>()
function selectorOf({ abi }: GovernanceWorld, target: Target, method: string): string {
  const known = selectors.get(`${target}.${method}`)
  const selector = known ?? abi[target].getFunction(method)?.selector.slice(2) ?? ''
  selectors.set(`${target}.${method}`, selector)
  return selector
}

/** `read` of the lens, in words: the encoder of a library takes as long as the chain. */
function encodeCalls({ abi }: GovernanceWorld, calls: readonly (readonly [target: string, data: string])[]): string {
  const parts = calls.map(([target, data]) => {
    const padded = data.padEnd(Math.ceil(data.length / 64) * 64, '0')
    return hex(BigInt(target)) + hex(64n) + hex(data.length / 2) + padded
  })
  let offset = 32 * calls.length
  const offsets = parts.map((part) => {
    const here = hex(offset)
    offset += part.length / 2
    return here
  })
  return `${abi.lens.getFunction('read')?.selector}${hex(32n)}${hex(calls.length)}${offsets.join('')}${parts.join('')}`
}
