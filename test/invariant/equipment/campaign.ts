import { campaignModel, ModelError } from '../../../sdk/src/model/index.ts'
import type { Chain, Log } from '../chain.ts'
import { Broken } from '../invariants.ts'
import { type Random, randomFrom } from '../random.ts'
import { plain } from '../replay.ts'
import { type Campaign, type Course, mostlyBusy, mostlyLeast, runWorlds, type Tally } from '../tally.ts'
import { ACTION_NAMES, ACTIONS, type ActionName, FIRST } from './actions.ts'
import { CHECKERS } from './invariants.ts'
import { compareViews, observe } from './observer.ts'
import { probe } from './probes.ts'
import { replayAll } from './replay.ts'
import type { Step, Told } from './step.ts'
import { TRIALS } from './trials.ts'
import { type CampaignGhost, EquipmentWorld } from './world.ts'

/** Campaigns that are open at a time, at least; machines, and those that have ended, at most; steps between two, at least. */
const OPEN = 2
const KEPT = 4
const AGE = 40
const BUSY: readonly ActionName[] = ['pledge', 'refund', 'payUse', 'logAndPay', 'sale', 'claim', 'purchase', 'deliver', 'decide']

/** Random histories of campaigns and machines, held against the model after every step. */
export function runEquipment(campaign: Campaign): Promise<Map<ActionName, Tally>> {
  return runWorlds(ACTION_NAMES, campaign, (chain, seed, tally) => new History(chain, seed, tally, campaign.only))
}

class History implements Course {
  count = 0
  last = ''
  private world!: EquipmentWorld
  private readonly random: Random
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
    this.world = await EquipmentWorld.create(this.chain, this.random)
    for (let i = 0; i < OPEN; i++) await this.open()
  }

  async end(): Promise<void> {
    for (const campaign of this.world.campaigns) await this.look(campaign, true)
    if (!this.only) await replayAll(this.world, this.fail)
  }

  async step(): Promise<void> {
    const { world, chain } = this
    this.count++
    await this.renew()
    const step = this.choose()
    const { campaign } = step
    const name = step.action as ActionName
    this.last = `${name} of ${campaign.name}`
    if (step.pulls) await world.provide(step.pulls)
    const tally = this.tally.get(name) as Tally
    tally.tried++
    const outcome = await chain.send(step.tx)
    campaignModel.setClock(campaign.model, chain.now)

    let told: readonly Told[] = []
    if (outcome.ok) {
      tally.succeeded++
      this.done.set(name, (this.done.get(name) ?? 0) + 1)
      told = this.read(campaign, (await chain.receipt(outcome.hash)).logs)
      step.note?.(told)
      campaign.hasDistributed ||= told.some(({ name: event, args }) => event === 'Distributed' && args.token === campaign.token)
      for (const { name: event, args } of told) if (event === 'PaybackRested') campaign.rested += args.amount as bigint
      this.applyToModel(step, told)
    } else {
      tally.refused++
      this.fail('X3', !chain.errors.has(outcome.selector) && `${name} was refused with ${chain.nameOf(outcome)}`)
      this.fail('X1', !step.mayFail && !step.mustFail && `${name} was refused with ${chain.nameOf(outcome)}`)
    }
    if (step.mustFail) this.fail(step.mustFail.id, outcome.ok && `${step.mustFail.what} was not refused`)
    const before = campaign.sight
    const difference = await this.look(campaign, false, told)
    const gift = outcome.ok ? step.gift : undefined
    const turn = { world, step, campaign, before, after: campaign.sight, told, gift, now: chain.now }
    for (const [id, check] of Object.entries(CHECKERS)) if (this.isEnforced(id)) this.fail(id, check(turn))
    this.fail('X1', difference && `${name}, ${campaign.name}\n  ${difference}`)
    if (!this.only && this.random.once(3)) {
      const account = this.random.pick(world.people as [string, ...string[]])
      this.fail('X1', await compareViews(world, campaign, account))
    }
    if (this.count % 5 === 0) await probe(world, this.random, this.fail)
  }

  /** Rounds of what needs a snapshot. */
  async trials(): Promise<void> {
    for (const [id, trial] of Object.entries(TRIALS)) {
      if (!this.isEnforced(id)) continue
      const snapshot = await this.chain.snapshot()
      try {
        for (const campaign of this.world.campaigns) {
          this.last = `trial of ${id} on ${campaign.name}`
          this.fail(id, await trial(this.world, campaign))
        }
      } finally {
        await this.chain.revert(snapshot)
      }
    }
  }

  private async open(): Promise<void> {
    const campaign = await this.world.open(this.random)
    await this.look(campaign)
  }

  /** Some can always be pledged to; of what has ended, and of machines, the oldest give place. */
  private async renew(): Promise<void> {
    const { world, chain, random } = this
    const isOpen = (campaign: CampaignGhost) => campaign.state(chain.now + 5n) === 'open'
    if (world.campaigns.filter(isOpen).length >= OPEN && !random.once(AGE)) return
    const machines = world.campaigns.filter(({ isInService }) => isInService)
    const ended = world.campaigns.filter((campaign) => !campaign.isInService && campaign.hasEnded(chain.now))
    for (const list of [machines, ended]) {
      const oldest = list[0]
      if (!oldest || list.length < KEPT) continue
      await this.look(oldest, true)
      world.campaigns.splice(world.campaigns.indexOf(oldest), 1)
    }
    await this.open()
  }

  private choose(): Step {
    const { world, random } = this
    for (;;) {
      let name = this.only ? mostlyBusy(random, ACTION_NAMES, BUSY) : mostlyLeast(random, ACTION_NAMES, this.done)
      for (let i = 0; i < 6; i++) {
        const step = ACTIONS[name]({ world, random })
        if (step) return step
        const first = FIRST[name]
        if (!first) break
        name = first
      }
    }
  }

  private applyToModel(step: Step, told: readonly Told[]): void {
    const { campaign } = step
    try {
      step.apply(told)
      if (campaign.model.inService) campaign.model.inService.governor = this.world.governorOf(campaign)
    } catch (error) {
      if (!(error instanceof ModelError) && !this.only) throw error
      this.fail('X1', `${step.action} went through, the model refuses it: ${(error as Error).message}`)
    }
  }

  /** What campaign, machine and tokens told, in its order. */
  private read({ address, machine }: CampaignGhost, logs: readonly Log[]): Told[] {
    const { abi, tokens } = this.world
    return logs.flatMap((log): Told[] => {
      const from = log.address.toLowerCase()
      const by = from === address ? 'campaign' : from === machine ? 'machine' : tokens.includes(from) ? 'token' : undefined
      const event = by && abi[by].parseLog(log)
      return event ? [{ by, name: event.name, args: lowered(plain(event.args, event.fragment.inputs)) as Told['args'] }] : []
    })
  }

  /** Looks at a campaign and its machine, and says how they differ from the model. */
  private async look(campaign: CampaignGhost, isWhole = false, told: readonly Told[] = []): Promise<string | undefined> {
    const isInService = (campaign.isSeen && campaign.isInService) || told.some(({ name }) => name === 'Purchased')
    campaignModel.setClock(campaign.model, this.chain.now)
    const sight = await observe(this.world, campaign, isInService, isWhole)
    campaign.see(sight)
    if (isWhole) this.fail('X1', sight.difference && `${campaign.name}\n  ${sight.difference}`)
    return sight.difference
  }
}

/** Addresses in lower case, however deep they are. */
function lowered(value: unknown): unknown {
  if (typeof value === 'string') return value.length === 42 ? value.toLowerCase() : value
  if (Array.isArray(value)) return value.map(lowered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, lowered(part)]))
}
