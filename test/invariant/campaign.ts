import { ModelError } from '../../sdk/src/model/index.ts'
import { ACTION_NAMES, ACTIONS, type ActionName, FIRST, ON_DEMAND } from './actions.ts'
import type { Chain, Log, Outcome } from './chain.ts'
import { Broken, CHECKERS, checkGraph, eventsOf, type Turn } from './invariants.ts'
import { compareClosing, compareMove, compareRoles, type MoveStatus, observe, type Sight } from './observer.ts'
import { checkBirth, probe } from './probes.ts'
import { type Random, randomFrom } from './random.ts'
import { replayWorld } from './replay.ts'
import type { Part, Payment, Step } from './step.ts'
import { type Campaign, type Course, mostlyBusy, mostlyLeast, runWorlds, type Tally } from './tally.ts'
import { TRIALS } from './trials.ts'
import { addTo, type BatchStatus, tick, type VentureGhost, World } from './world.ts'
import type { View } from './words.ts'

/** What one mistake shows by, more often than anything else. */
const BUSY: readonly ActionName[] = ['sale', 'saleEth', 'pay', 'claim', 'claimTo', 'acceptAttested', 'acceptAttested', 'sync']
const LARGE: readonly ActionName[] = ['sale', 'sync', 'proposeLarge', 'acceptAttested', 'activate', 'activate', 'closeRest']
const SIGNED: readonly ActionName[] = ['payoutFor', 'showPresence', 'move', 'relay', 'proposeMove', 'decideMove', 'makeMove']
const BUSY_FOR: Record<string, readonly ActionName[]> = {
  B1: LARGE,
  B2: LARGE,
  L6: LARGE,
  N1: [...BUSY, ...LARGE],
  N3: [...BUSY, ...LARGE],
  R1: [...BUSY, ...LARGE],
  L1: [...BUSY, ...LARGE],
  L4: [...BUSY, ...LARGE],
  X1: [...BUSY, ...LARGE, ...SIGNED],
  L5: [...BUSY, ...SIGNED],
  X2: [...BUSY, ...SIGNED],
  M4: [...BUSY, ...SIGNED],
  H1: SIGNED,
  H2: SIGNED,
  H3: SIGNED,
}

/** Where moves may go. */
const MOVE_EDGES: Record<MoveStatus, readonly MoveStatus[]> = {
  None: ['Proposed'],
  Proposed: ['Proposed', 'Waiting', 'Rejected'],
  Waiting: ['Waiting', 'Made', 'Rejected'],
  Made: [],
  Rejected: [],
}

type Refusal = Extract<Outcome, { ok: false }>
type Seen = { logs: readonly Log[]; payments: Payment[]; through: Map<VentureGhost, Step> }

const WANTED = ACTION_NAMES.filter((name) => !ON_DEMAND.includes(name))

/** Where batches may go. */
const EDGES: Record<string, readonly string[]> = {
  None: ['None', 'Pending'],
  Pending: ['Pending', 'Resolved', 'Accepted', 'Rejected', 'Withdrawn'],
  Resolved: ['Resolved', 'Accepted'],
  Accepted: ['Accepted'],
  Rejected: ['Rejected'],
  Withdrawn: ['Withdrawn'],
}

/** Random histories, compared with the model after every step. Throws what is `Broken`, with seed and step. */
export function runCampaign(campaign: Campaign): Promise<Map<ActionName, Tally>> {
  return runWorlds(ACTION_NAMES, campaign, (chain, seed, tally) => new History(chain, seed, tally, campaign.only))
}

class History implements Course {
  count = 0
  last = ''
  private world!: World
  private readonly random: Random
  private readonly views = new Map<string, View>()
  /** Successes in this world: what is chosen depends on its own seed alone. */
  private readonly done = new Map<ActionName, number>()

  constructor(
    private readonly chain: Chain,
    seed: number,
    private readonly tally: Map<ActionName, Tally>,
    private readonly only: readonly string[] | undefined,
  ) {
    this.random = randomFrom(seed)
  }

  private isEnforced(id: string): boolean {
    return !this.only || this.only.includes(id)
  }

  private readonly fail = (id: string, problem: string | undefined | false): void => {
    if (problem && this.isEnforced(id)) throw new Broken(id, problem)
  }

  async begin(): Promise<void> {
    this.world = await World.create(this.chain, this.random)
    tick(this.world)
    for (const venture of this.world.ventures) await this.look(venture)
    await checkBirth(this.world, this.fail)
  }

  /** Everything once more, in the end, and the whole history from its events. */
  async end(): Promise<void> {
    if (this.only) return checkBirth(this.world, this.fail)
    for (const venture of this.world.ventures) {
      const { difference } = await observe(this.world, { venture, accounts: this.accountsOf(venture) })
      this.fail('X1', difference && `${venture.name}\n  ${difference}`)
    }
    await checkBirth(this.world, this.fail)
    await replayWorld(this.world, this.fail)
  }

  async step(): Promise<void> {
    const { world, random, chain } = this
    this.count++
    const step = this.choose()
    this.last = `${step.action} of ${step.venture.name}`
    const equations = new Map(world.ventures.map((venture) => [venture, venture.model.equation]))
    const outcome = await chain.send(step.tx)
    tick(world)

    const logs: readonly Log[] = outcome.ok ? (await chain.receipt(outcome.hash)).logs : []
    const payments: Payment[] = []
    /** What went through of it, by the venture it is about. */
    const through = new Map<VentureGhost, Step>()
    if (outcome.ok) {
      const failed = this.failedParts(logs)
      this.pass(step, logs, payments, through)
      for (const part of step.parts ?? []) this.passPart(step, part, failed.get(part.index), { logs, payments, through })
    } else this.refuse(step, outcome)
    const events = new Map(world.ventures.map((venture) => [venture, eventsOf(logs, venture.address)]))
    this.settle(events)

    const touched = step.touched ?? [step.venture]
    const sights = new Map<VentureGhost, Sight>()
    for (const venture of touched) {
      const accounts = !this.only && random.once(3) ? [this.accountsOf(venture)[random.below(12)] as string] : []
      const batch = (through.get(venture) ?? (venture === step.venture ? step : undefined))?.batch
      const sight = await observe(world, { venture, accounts, batch, always: this.only !== undefined })
      sights.set(venture, sight)
    }
    for (const [venture, { view, batchStatus }] of sights) {
      const before = this.views.get(venture.address) as View
      const equation = equations.get(venture) as Turn['equation']
      const own = through.get(venture) ?? step
      const turn = { world, venture, step: own, before, after: view, equation, events: events.get(venture) ?? [], now: chain.now }
      for (const [id, check] of Object.entries(CHECKERS)) {
        if (outcome.ok && this.isEnforced(id)) this.fail(id, check(turn))
      }
      if (batchStatus && own.batch) {
        const from = this.statuses.get(own.batch.id) ?? 'None'
        this.fail('M4', !EDGES[from]?.includes(batchStatus) && `batch ${own.batch.id} went from ${from} to ${batchStatus}`)
        this.statuses.set(own.batch.id, batchStatus as BatchStatus)
      }
      this.views.set(venture.address, view)
    }
    if (this.isEnforced('W1')) this.fail('W1', checkGraph(world, this.views))
    this.comparePayments(payments, events)
    for (const [venture, { difference }] of sights) {
      this.fail('X1', difference && `${step.action}, ${venture.name}\n  ${difference}`)
    }
    await this.lookAtRoles(through)
    await this.lookAtBoards(through)
    if (this.count % 5 === 0) await probe(world, random, this.fail, (id) => this.isEnforced(id))
  }

  /** A step went through: the model does the same. */
  private pass(step: Step, logs: readonly Log[], payments: Payment[], through: Map<VentureGhost, Step>): void {
    const tally = this.tally.get(step.action) as Tally
    tally.tried++
    tally.succeeded++
    this.done.set(step.action, (this.done.get(step.action) ?? 0) + 1)
    through.set(step.venture, step)
    try {
      payments.push(...(step.apply(logs) ?? []))
      const { acts = [], attested = [], venture } = step
      const unknown = attested.filter((account) => venture.roleOf(account).lastAct === 0n)
      for (const account of [...acts, ...unknown]) venture.noteLedgerAct(account)
    } catch (error) {
      if (!(error instanceof ModelError)) throw error
      this.fail('X1', `${step.action} went through, the model refuses it: ${error.message}`)
    }
  }

  private refuse({ action, mayFail }: Step, refusal: Refusal): void {
    const tally = this.tally.get(action) as Tally
    tally.tried++
    tally.refused++
    const { chain } = this
    this.fail('X3', !chain.errors.has(refusal.selector) && `${action} was refused with ${chain.nameOf(refusal)}`)
    this.fail('X1', !mayFail && `${action} was refused with ${chain.nameOf(refusal)}`)
  }

  /** One call of several that somebody submitted for others. */
  private passPart({ action }: Step, { step, index }: Part, selector: string | undefined, seen: Seen): void {
    if (!step) return this.fail('L5', selector === undefined && `call ${index} of a ${action} went through`)
    this.last += `, ${step.action} of ${step.venture.name}`
    if (selector === undefined) return this.pass(step, seen.logs, seen.payments, seen.through)
    this.refuse(step, { ok: false, selector, data: selector, error: 'in the middle of others' })
  }

  /** Calls of several that failed, with the selector of the reason. */
  private failedParts(logs: readonly Log[]): Map<number, string> {
    const { relay, abi } = this.world
    return new Map(
      logs.flatMap((log) => {
        const event = log.address.toLowerCase() === relay ? abi.relay.parseLog(log) : null
        return event ? [[Number(event.args.index), String(event.args.reason)] as const] : []
      }),
    )
  }

  /** Who is what, and who did what when, in the ledgers that were acted in. */
  private async lookAtRoles(through: ReadonlyMap<VentureGhost, Step>): Promise<void> {
    for (const [venture, { acts, attested, moved }] of through) {
      if (this.only ? !this.isEnforced('H3') : !acts && !attested && !moved && !this.random.once(8)) continue
      const difference = await compareRoles(this.world, venture)
      this.fail(this.only ? 'H3' : 'X1', difference && `${venture.name}\n  ${difference}`)
    }
  }

  /** What boards know of a move, or of a closing, that something was done about. */
  private async lookAtBoards(through: ReadonlyMap<VentureGhost, Step>): Promise<void> {
    for (const [venture, { action, batch, move }] of through) {
      if (batch && action === 'announceClosing') this.fail('X1', await compareClosing(this.world, venture, batch))
      if (!move) continue
      const { status, difference } = await compareMove(this.world, move)
      this.fail('X1', difference)
      const from = this.moves.get(move.id) ?? 'None'
      this.fail('M4', !MOVE_EDGES[from].includes(status) && `move ${move.id} went from ${from} to ${status}`)
      this.moves.set(move.id, status)
    }
  }

  private readonly moves = new Map<string, MoveStatus>()
  private readonly statuses = new Map<string, BatchStatus>()

  /** Rounds of what needs a snapshot: other orders, other splits, everybody claims, strangers try everything. */
  async trials(): Promise<void> {
    for (const [id, trial] of Object.entries(TRIALS)) {
      if (!this.isEnforced(id)) continue
      const snapshot = await this.chain.snapshot()
      const seed = this.random.below(2 ** 31)
      try {
        this.last = `trial of ${id}`
        this.fail(
          id,
          await trial(this.world, randomFrom(seed), this.world.venture(this.random.below(this.world.ventures.length))),
        )
      } finally {
        await this.chain.revert(snapshot)
      }
    }
  }

  /** What the last step was for, and was not itself. */
  private aim: { name: ActionName; venture: VentureGhost } | undefined

  /** Mostly what happened least so far, so that nothing is rare; or what the last step made possible. */
  private choose(): Step {
    const { world, random, done, aim } = this
    this.aim = undefined
    const aimed = aim && ACTIONS[aim.name]({ world, random, done, venture: aim.venture })
    if (aimed) return aimed
    for (;;) {
      const venture = world.venture(random.below(world.ventures.length))
      const busy = BUSY_FOR[this.only?.[0] ?? ''] ?? BUSY
      const wanted = this.only ? mostlyBusy(random, WANTED, busy) : mostlyLeast(random, WANTED, done)
      let name = wanted
      let needed: readonly ActionName[] = []
      for (let i = 0; i < 4; i++) {
        const step = ACTIONS[name]({ world, random, done, venture, needed })
        if (step) {
          if (name !== wanted && !this.only) this.aim = { name: wanted, venture }
          return step
        }
        const first = FIRST[name]
        if (!first) break
        needed = first
        // What several ventures get something done by, more often.
        name = first.includes('relay') && random.once(3) ? 'relay' : random.pick(first)
      }
    }
  }

  private accountsOf(venture: VentureGhost): string[] {
    return this.world.creditors.filter((account) => account !== venture.address)
  }

  private async look(venture: VentureGhost): Promise<void> {
    const { view, difference } = await observe(this.world, { venture })
    this.fail('X1', difference && `${venture.name} at its birth\n  ${difference}`)
    this.views.set(venture.address, view)
  }

  /** Who was paid, as the ventures tell it. */
  private settle(events: ReadonlyMap<VentureGhost, Turn['events']>): void {
    for (const [venture, list] of events) {
      for (const event of list) {
        if (event.name !== 'Claimed') continue
        addTo(venture.paid, event.token, event.amount)
        const other = this.world.ventureAt(event.recipient)
        if (other) addTo(other.deposited, event.token, event.amount)
        else addTo(this.world.leafPaid, event.token, event.amount)
      }
    }
  }

  private comparePayments(payments: readonly Payment[], events: ReadonlyMap<VentureGhost, Turn['events']>): void {
    for (const [venture, list] of events) {
      const told = list.flatMap((event) =>
        event.name === 'Claimed' && event.amount !== 0n
          ? [`${event.amount} of ${event.token} for ${event.account} to ${event.recipient}`]
          : [],
      )
      const due = payments
        .filter((payment) => payment.venture === venture)
        .map(({ amount, token, account, recipient }) => `${amount} of ${token} for ${account} to ${recipient}`)
      this.fail(
        'X1',
        told.join('\n') !== due.join('\n') &&
          `${venture.name} paid\n  ${told.join('\n  ')}\nthe model says\n  ${due.join('\n  ')}`,
      )
    }
  }
}
