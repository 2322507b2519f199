import { campaignModel, machineModel } from '../../../sdk/src/model/index.ts'
import { ZeroAddress } from 'ethers'
import type { CampaignState } from '../../../sdk/src/abis/enums.ts'
import type { Log, Transaction } from '../chain.ts'
import type { Random } from '../random.ts'
import { type Decision, encoded } from './decisions.ts'
import { type CampaignGhost, DAY, type EquipmentWorld, ETH, GOVERNOR, PLEDGERS } from './world.ts'

/** What a campaign, its machine or a token told. */
export type Told = { by: 'campaign' | 'machine' | 'token'; name: string; args: Record<string, unknown> }

export type Step = {
  action: string
  campaign: CampaignGhost
  tx: Transaction
  /** True where the contract may refuse: the state has changed since it was proposed. */
  mayFail?: boolean
  /** Whatever must never go through, and the invariant that says so. */
  mustFail?: { id: string; what: string } | undefined
  /** What a use that is logged must come to. */
  total?: bigint
  /** Whose tokens it pulls, and who pulls them. */
  pulls?: { account: string; token: string; spender?: string }
  /** What it brings without being asked: no event says it. */
  gift?: { to: 'campaign' | 'machine'; token: string; amount: bigint }
  /** What the test remembers. */
  note?: (told: readonly Told[]) => void
  /** What the model makes of it. */
  apply: (told: readonly Told[]) => void
}

export type Context = { world: EquipmentWorld; random: Random }
export type Action = (context: Context) => Step | undefined

/** Steps between choosing an action and its block: it may have to be provided first. */
const SLACK = 5n
const EXECUTION_PERIOD = 30n * DAY

/** The state in which the next step finds a campaign; undefined where it is about to change. */
export function stateSoon({ world }: Context, campaign: CampaignGhost): CampaignState | undefined {
  const state = campaign.state(world.chain.now + 1n)
  return campaign.state(world.chain.now + SLACK) === state ? state : undefined
}

export function anyCampaign(context: Context, isWanted: (campaign: CampaignGhost) => boolean): CampaignGhost | undefined {
  return anyOf(context, context.world.campaigns.filter(isWanted))
}
export function anyIn(context: Context, state: CampaignState, isWanted: (campaign: CampaignGhost) => boolean = () => true) {
  return anyCampaign(context, (campaign) => stateSoon(context, campaign) === state && isWanted(campaign))
}
export function anyOf<T>({ random }: Context, list: readonly T[]): T | undefined {
  return list[random.below(list.length || 1)]
}

export function anybody({ world, random }: Context): string {
  return world.account(random.pick(PLEDGERS))
}

/** Paid with the transaction where the token is ETH, pulled where it is not. */
export function paying(account: string, token: string, amount: bigint, spender: string) {
  return token === ETH ? { value: amount } : { value: 0n, pulls: { account, token, spender } }
}

/** Whether a proposal of this kind can be decided on: phase, and end of what is in it. */
export function isActionOpen(context: Context, campaign: CampaignGhost, { type }: Decision): boolean {
  const state = stateSoon(context, campaign)
  if (type === 'purchase' || type === 'delivery') return state === 'funded' && campaign.isMachine === (type === 'purchase')
  return campaign.isInService && (type === 'move' || campaign.machineView?.version === 1)
}

/** Until when a proposal can be carried out. */
export function lapsesAt({ terms }: CampaignGhost, { type }: Decision, readyAt: bigint): bigint {
  return type === 'purchase' || type === 'delivery' ? terms.releaseDeadline : readyAt + EXECUTION_PERIOD
}

/** Whether an account may propose now: nothing live, not stopped too often. */
export function isFree({ world }: Context, campaign: CampaignGhost, account: string, isRelease: boolean): boolean {
  const { stops, stoppedAt } = campaign.view.proposer(account)
  const now = world.chain.now
  const last = campaign.live().find(({ proposer }) => proposer === account)
  if (last) {
    const isOver = last.decision.type === 'purchase' || last.decision.type === 'delivery' ? !isRelease : false
    if (!isOver && now < lapsesAt(campaign, last.decision, campaign.view.readyAt(last.id))) return false
  }
  return stops < 2 || (!isRelease && now >= stoppedAt + 90n * DAY)
}

export function isQualified({ view }: CampaignGhost, account: string): boolean {
  return view.pledged(account) * 10_000n >= view.raised * 500n
}

/** Something co-owners, or the governor in their place, may decide about a machine. */
export function randomDecision(context: Context, campaign: CampaignGhost, canMove: boolean): Decision | undefined {
  const { world, random } = context
  const machine = campaign.machineView
  if (!machine) return
  const invoiceHash = `0x${'11'.repeat(32)}`
  const spendable = world.tokens.filter((token) => machine.credit(token, campaign.machine) !== 0n)
  const token = anyOf(context, spendable)
  const kind = random.below(canMove ? 7 : 6)
  if (token !== undefined && (kind === 0 || random.once(3))) {
    const held = machine.credit(token, campaign.machine)
    const amount = random.once(3) ? held : 1n + random.big(held)
    const recipients = [world.account(GOVERNOR), anybody(context), world.venture]
    // What comes to the campaign is a donation; it takes no other token, and no plain ETH.
    if (token === campaign.token && token !== ETH) recipients.push(campaign.address)
    return { type: 'spending', token, recipient: anyOf(context, recipients) ?? '', amount, invoiceHash }
  }
  if (kind <= 1) {
    const others = world.tokens.filter((candidate) => candidate !== campaign.token)
    return { type: 'token', token: anyOf(context, others) ?? '', muted: random.once(4) }
  }
  if (kind === 2) return { type: 'custodian', account: anybody(context) }
  if (kind === 3) {
    const account = anyOf(context, world.cast.stewards) ?? ''
    return { type: 'steward', account, appointed: !machine.isSteward(account) || random.once(2) }
  }
  const name = `0x${'22'.repeat(32)}`
  if (kind === 4) {
    const count = machine.scenarioCount
    const id = count < 8 && random.once(3) ? count : random.below(count)
    const { pricePerHour, maintenancePerHour, technicianPerHour } = machine.scenario(random.below(count))
    const scenario = {
      pricePerHour: pricePerHour + BigInt(random.below(50)),
      maintenancePerHour: (maintenancePerHour * BigInt(random.below(3))) / 2n,
      technicianPerHour,
      coOwnersOnly: random.once(4),
      inKind: random.once(5),
    }
    return { type: 'scenario', id: BigInt(id), name, scenario }
  }
  if (kind === 5) {
    const count = machine.materialCount
    const id = count < 6 && random.once(3) ? count : random.below(count)
    const { price } = machine.material(random.below(count))
    const material = { supplier: anyOf(context, world.creditors) ?? '', price: price + 1n, decimals: BigInt(random.below(4)) }
    return { type: 'material', id: BigInt(id), name, unit: name, material }
  }
  const owners = world.people.filter((account) => campaign.view.pledged(account) !== 0n)
  const unreachable = owners.filter((account) => campaign.view.isPlaceholder(account) && !machine.link(account))
  const savers = owners.filter((account) => machine.deposit(account) !== 0n)
  const wanted = unreachable.length !== 0 && random.once(2) ? unreachable : savers.length !== 0 ? savers : owners
  const from = anyOf(context, wanted) ?? ''
  return { type: 'move', from, to: anybody(context) }
}

/** Money that left a campaign or its machine may have reached the other, or the place where the machine will be. */
export function arrive(campaign: CampaignGhost, recipient: string, token: string, amount: bigint): void {
  const { address, machine, token: own, model } = campaign
  if (recipient === address && token === own) campaignModel.receive(model, amount)
  if (recipient !== machine) return
  if (model.inService) machineModel.receive(model.inService, token, amount)
  else campaign.early += amount
}

export const call = (context: Context, campaign: CampaignGhost, name: string, values: readonly unknown[]) => ({
  to: campaign.address,
  data: context.world.abi.campaign.encodeFunctionData(name, values),
})
export const callMachine = (context: Context, campaign: CampaignGhost, name: string, values: readonly unknown[]) => ({
  to: campaign.machine,
  data: context.world.abi.machine.encodeFunctionData(name, values),
})
export { encoded, type Log, ZeroAddress }
