import type { Chain, Log } from '../chain.ts'
import { Broken } from '../invariants.ts'
import { type Random, randomFrom, shuffled } from '../random.ts'
import { type Campaign, type Course, runWorlds, type Tally } from '../tally.ts'
import { ACTION_NAMES, ACTIONS, type ActionName } from './actions.ts'
import { STATES } from './ghost.ts'
import { CHECKERS, type Motion, motionIn } from './invariants.ts'
import { observe, type Sight, watchedMotions } from './observer.ts'
import { probe } from './probes.ts'
import type { Step } from './step.ts'
import { GovernanceWorld, randomRules, STRANGER } from './world.ts'

/** So many at a time. */
const TRIALS = 6
/** Until there is a group. */
const GATHERING = ['contribute', 'delegate', 'updateVoice'] as const
/** It takes several votes to decide one thing. */
const BUSY = ['vote', 'vote', 'vote', 'vote', 'execute'] as const

/** Random histories of a group that decides, held against a ghost after every step. */
export function runGovernance(campaign: Campaign): Promise<Map<ActionName, Tally>> {
  return runWorlds(ACTION_NAMES, campaign, (chain, seed, tally) => new History(chain, seed, tally, campaign.only))
}

class History implements Course {
  count = 0
  last = ''
  private world!: GovernanceWorld
  private sight!: Sight
  private readonly random: Random
  private readonly done = new Map<ActionName, number>()
  private readonly first = new Map<string, Motion>()
  private readonly carriedOut = new Map<string, number>()

  constructor(
    private readonly chain: Chain,
    seed: number,
    private readonly tally: Map<ActionName, Tally>,
    private readonly only: readonly string[] | undefined,
  ) {
    this.random = randomFrom(seed)
  }

  private readonly isEnforced = (id: string): boolean => !this.only || this.only.includes(id)

  private readonly fail = (id: string, problem: string | undefined | false): void => {
    if (problem && this.isEnforced(id)) throw new Broken(id, problem)
  }

  async begin(): Promise<void> {
    this.world = await GovernanceWorld.create(this.chain, this.random)
    this.sight = await observe(this.world, this.random)
    this.fail('X1', this.sight.difference)
  }

  async end(): Promise<void> {}

  /** Windows end, under other rules or the same: what was proposed is decided as it would have been. */
  async trials(): Promise<void> {
    const { world, chain, random } = this
    const { ghost, abi, governor } = world
    for (let i = 0; i < TRIALS; i++) {
      const id = i % 2 === 0 ? 'G2' : 'G4'
      if (!this.isEnforced(id)) continue
      const snapshot = await chain.snapshot()
      const motions = watchedMotions(world)
      const motion = motions[random.below(motions.length)]
      if (id === 'G2') await chain.send(world.tx(governor, 'governor', 'setRules', [randomRules(random)]))
      if (motion) await chain.send({ from: world.account(STRANGER), to: world.account(STRANGER), at: motion.deadline + 1n })
      for (const each of motions) {
        const [state] = await chain.call(governor, abi.governor, 'state', [each.id])
        const due = ghost.stateOf(each, chain.now)
        this.fail(id, STATES[Number(state)] !== due && `in the end ${each.content.what} is ${STATES[Number(state)]}, not ${due}`)
      }
      await chain.revert(snapshot)
    }
  }

  async step(): Promise<void> {
    const { world, chain, random } = this
    this.count++
    const step = this.choose()
    this.last = `${step.action}${step.what ? ` of ${step.what}` : ''}`
    const tally = this.tally.get(step.action) as Tally
    tally.tried++
    const outcome = await chain.send(step.tx)
    const obstacle = step.obstacle()
    if (!outcome.ok) {
      tally.refused++
      const name = chain.errors.get(outcome.selector)
      this.fail('X3', !name && `${step.action} was refused with ${chain.nameOf(outcome)}`)
      this.fail('X1', name !== obstacle && `${this.last} was refused with ${chain.nameOf(outcome)}, not ${obstacle}`)
    } else {
      tally.succeeded++
      this.done.set(step.action, (this.done.get(step.action) ?? 0) + 1)
      this.fail('X1', obstacle !== undefined && `${this.last} went through in spite of ${obstacle}`)
      const { logs } = await chain.receipt(outcome.hash)
      this.hear(logs)
      // Whether it could be carried out is checked against how things stood before it.
      this.check(['G8'], step, this.sight, this.sight)
      step.apply(logs)
    }
    world.ghost.remember(chain.now)
    const before = this.sight
    this.sight = await observe(world, random)
    for (const { id } of watchedMotions(world)) {
      const motion = motionIn(this.sight, id)
      if (motion && !this.first.has(id)) this.first.set(id, motion)
    }
    if (outcome.ok) {
      const names = Object.keys(CHECKERS).filter((id) => id !== 'G8')
      this.check(names, step, before, this.sight)
    }
    this.fail('X1', this.sight.difference && `${this.last}\n  ${this.sight.difference}`)
    if (this.only || this.count % 3 === 0) await probe({ world, random, now: chain.now }, this.fail, this.isEnforced)
  }

  private check(ids: readonly string[], step: Step, before: Sight, after: Sight): void {
    const { world, first, carriedOut, chain } = this
    for (const id of ids) {
      if (this.isEnforced(id)) this.fail(id, CHECKERS[id]?.({ world, step, before, after, first, carriedOut, now: chain.now }))
    }
  }

  /** What was carried out. */
  private hear(logs: readonly Log[]): void {
    const { governor, abi } = this.world
    for (const log of logs) {
      const event = log.address.toLowerCase() === governor ? abi.governor.parseLog(log) : null
      if (event?.name !== 'ProposalExecuted') continue
      const id = String(event.args.proposalId)
      this.carriedOut.set(id, (this.carriedOut.get(id) ?? 0) + 1)
    }
  }

  /** Mostly what happened least so far of what can happen now. */
  private choose(): Step {
    const { world, random, done, chain } = this
    const context = { world, random, now: chain.now }
    for (;;) {
      const busy = random.pick(world.ghost.isHandedOver ? BUSY : GATHERING)
      const byNeed = shuffled(random, ACTION_NAMES).sort((a, b) => (done.get(a) ?? 0) - (done.get(b) ?? 0))
      for (const wanted of random.below(5) < 2 ? [busy] : byNeed) {
        const step = ACTIONS[wanted](context)
        if (step) return step
      }
    }
  }
}
