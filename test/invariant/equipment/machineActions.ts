import { machineModel } from '../../../sdk/src/model/index.ts'
import type { MachineModel, UseInput } from '../../../sdk/src/model/machine/index.ts'
import { someOf } from '../random.ts'
import {
  type Action,
  anybody,
  anyCampaign,
  anyOf,
  arrive,
  callMachine,
  type Context,
  encoded,
  paying,
  randomDecision,
  type Step,
  type Told,
  ZeroAddress,
} from './step.ts'
import { type CampaignGhost, DONOR, ETH, type Invoice, type UseGhost } from './world.ts'
import type { MachineView } from './words.ts'

const HASH = `0x${'44'.repeat(32)}`
const MAX_OPEN_USES = 6
const WALLET = 0
const DEPOSIT = 1

/** What is enough to go on with a machine: its campaign, its words, its model. */
type InService = { campaign: CampaignGhost; view: MachineView; model: MachineModel }

function machineIn(context: Context, isWanted: (found: InService) => boolean = () => true): InService | undefined {
  const found = context.world.campaigns.flatMap((campaign): InService[] => {
    const { machineView: view, model } = campaign
    // A campaign whose model has gone astray, while one mistake is looked for, has no model of its machine.
    return view ? [{ campaign, view, model: model.inService as MachineModel }] : []
  })
  return anyOf(context, found.filter(isWanted))
}

/* USES */

type Logging = { logger: string; input: UseInput; values: unknown[]; total: bigint }

/** A use somebody may log; none where the scenario is for co-owners and none of them has a wallet. */
function randomUse(context: Context, { view, campaign }: InService): Logging | undefined {
  const { world, random } = context
  const stewards = world.cast.stewards.filter((account) => view.isSteward(account))
  const scenarioId = random.below(view.scenarioCount)
  const scenario = view.scenario(scenarioId)
  const owners = campaign.pledgers.filter((account) => world.isWallet(account) && campaign.view.pledged(account) !== 0n)
  const user = scenario.coOwnersOnly ? anyOf(context, owners) : anybody(context)
  if (user === undefined) return
  const logger = stewards.length === 0 || random.once(2) ? user : (anyOf(context, stewards) ?? '')
  const isJob = logger !== user && random.once(3)
  const durationMinutes = random.once(8) ? 10_080 : 1 + random.below(600)
  const materials = Array.from({ length: random.below(3) }, () => ({
    material: random.below(view.materialCount),
    quantity: 1n + random.big(500n),
  }))
  const others = stewards.filter((account) => account !== user)
  const technician = random.once(2) ? anyOf(context, others) : undefined
  const technicianMinutes = technician ? 1 + random.below(300) : 0
  const agreedPrice = isJob ? random.big(campaign.terms.goal / 4n + 1n) : 0n
  const input: UseInput = {
    user,
    scenario: scenarioId,
    durationMinutes,
    materials,
    ...(technician && { technician, technicianMinutes }),
    ...(isJob && { isJob, agreedPrice }),
  }
  const lines = materials.map(({ material, quantity }) => [material, quantity])
  const values = [
    user,
    scenarioId,
    durationMinutes,
    lines,
    technician ?? ZeroAddress,
    technicianMinutes,
    isJob,
    agreedPrice,
    HASH,
    '',
  ]
  return { logger, input, values, total: totalOf(view, input) }
}

/** What a use will come to, worked out apart from contract and model. */
function totalOf(
  view: MachineView,
  { scenario: id, durationMinutes, materials = [], technicianMinutes = 0, isJob, agreedPrice = 0n }: UseInput,
): bigint {
  const { pricePerHour, maintenancePerHour, technicianPerHour, inKind } = view.scenario(Number(id))
  const hours = (rate: bigint, minutes: UseInput['durationMinutes']) => (rate * BigInt(minutes)) / 60n
  const used = materials.reduce((sum, { material, quantity }) => {
    const { price, decimals } = view.material(Number(material))
    return sum + (price * quantity) / 10n ** decimals
  }, 0n)
  const costs = used + hours(technicianPerHour, technicianMinutes)
  const price = isJob ? agreedPrice : hours(pricePerHour, durationMinutes)
  const fee = isJob ? 0n : hours(maintenancePerHour, durationMinutes)
  return fee + (price > costs && !inKind ? price : costs)
}

/** Keeps the invoice, which only the event has. */
function noteUse(campaign: CampaignGhost, told: readonly Told[]): void {
  const event = told.find(({ name }) => name === 'UseLogged')
  if (!event) return
  const { id, invoice, total } = event.args as { id: string; invoice: InvoiceArgs; total: bigint }
  const { number, loggedAt, user, logger, technician, costs, net, inKind } = invoice
  const lines = costs.map(({ account, amount }) => [account, amount] as const)
  const content: Invoice = [number, loggedAt, user, logger, technician, lines, net, inKind]
  campaign.uses.push({ id, invoice: content, total, status: 'logged' })
}
type InvoiceArgs = {
  number: bigint
  loggedAt: bigint
  user: string
  logger: string
  technician: string
  costs: { account: string; amount: bigint }[]
  net: bigint
  inKind: bigint
}

const isRoomy = ({ campaign }: InService) => campaign.openUses().length < MAX_OPEN_USES

const log: Action = (context) => {
  const found = machineIn(context, isRoomy)
  if (!found) return
  const { campaign, model } = found
  const use = randomUse(context, found)
  if (!use) return
  const { logger, input, values, total } = use
  return {
    action: 'log',
    campaign,
    tx: { from: logger, ...callMachine(context, campaign, 'log', [values]) },
    total,
    note: (told) => noteUse(campaign, told),
    apply: () => void machineModel.log(model, logger, input),
  }
}

const logAndPay: Action = (context) => {
  const { random } = context
  const found = machineIn(context)
  if (!found) return
  const { campaign, model, view } = found
  const use = randomUse(context, found)
  if (!use) return
  const { logger, input, values, total } = use
  const funding = view.deposit(logger) >= total && random.once(2) ? DEPOSIT : WALLET
  const isEth = campaign.token === ETH && funding === WALLET
  const limit = total + (random.once(2) ? 0n : random.big(campaign.terms.goal))
  const { value, ...pulls } = paying(logger, campaign.token, limit, campaign.machine)
  return {
    action: 'logAndPay',
    campaign,
    tx: { from: logger, ...callMachine(context, campaign, 'logAndPay', [values, funding, limit]), value: isEth ? value : 0n },
    ...pulls,
    total,
    note: (told) => noteUse(campaign, told),
    apply: () =>
      void machineModel.logAndPay(model, logger, input, limit, { funding: funding === DEPOSIT ? 'deposit' : 'wallet' }),
  }
}

const payUse: Action = (context) => {
  const { world, random } = context
  const payable = (campaign: CampaignGhost) => campaign.uses.filter(({ status }) => status === 'logged')
  const found = machineIn(context, ({ campaign }) => payable(campaign).length !== 0)
  if (!found) return
  const { campaign, model, view } = found
  const use = anyOf(context, payable(campaign)) as UseGhost
  const left = use.total - view.usePaid(use.id)
  const amount = random.once(3) ? left : random.once(3) ? 1n : 1n + random.big(left)
  const rich = world.people.filter((account) => world.isWallet(account) && view.deposit(account) >= amount)
  const fromDeposit = rich.length !== 0 && random.once(2) ? anyOf(context, rich) : undefined
  const payer = fromDeposit ?? anybody(context)
  const data = callMachine(context, campaign, 'payUse', [use.invoice, fromDeposit ? DEPOSIT : WALLET, amount])
  const { value, ...pulls } = paying(payer, campaign.token, amount, campaign.machine)
  return {
    action: 'payUse',
    campaign,
    tx: { from: payer, ...data, value: fromDeposit ? 0n : value },
    ...pulls,
    apply: () => void machineModel.pay(model, payer, use.invoice[0], amount, { funding: fromDeposit ? 'deposit' : 'wallet' }),
  }
}

const contest: Action = (context) => {
  const { world } = context
  // Each use once, and in time.
  const fresh = ({ campaign, view }: InService) =>
    campaign.uses.filter(({ id, status, invoice }) => {
      const until = invoice[1] + campaign.machineTerms.contestWindow
      return status === 'logged' && world.chain.now + 5n < until && view.contester(id) === ZeroAddress
    })
  const found = machineIn(context, (candidate) => fresh(candidate).length !== 0)
  if (!found) return
  const { campaign, model, view } = found
  const { invoice } = anyOf(context, fresh(found)) as UseGhost
  const [number, , user, , technician] = invoice
  const owners = campaign.pledgers.filter((account) => world.isWallet(account) && campaign.view.pledged(account) !== 0n)
  const stewards = world.cast.stewards.filter((account) => view.isSteward(account))
  const concerned = [user, view.custodian, ...(technician === ZeroAddress ? [] : [technician]), ...owners, ...stewards]
  const from = anyOf(context, concerned) ?? ''
  return {
    action: 'contest',
    campaign,
    tx: { from, ...callMachine(context, campaign, 'contest', [invoice, HASH, '']) },
    apply: () => machineModel.contest(model, from, number),
  }
}

/** Stewards who have no part in a use and did not contest it. */
export function settlersOf({ world }: Pick<Context, 'world'>, view: MachineView, { id, invoice }: UseGhost): string[] {
  const [, , user, logger, technician] = invoice
  const parts = [user, logger, technician, view.contester(id)]
  return world.cast.stewards.filter((account) => view.isSteward(account) && !parts.includes(account))
}

const settle: Action = (context) => {
  const contested = ({ campaign, view }: InService) =>
    campaign.uses.filter((use) => use.status === 'contested' && settlersOf(context, view, use).length !== 0)
  const found = machineIn(context, (candidate) => contested(candidate).length !== 0)
  if (!found) return
  const { campaign, model, view } = found
  const use = anyOf(context, contested(found)) as UseGhost
  const from = anyOf(context, settlersOf(context, view, use)) ?? ''
  const stands = context.random.once(2)
  return {
    action: 'settle',
    campaign,
    tx: { from, ...callMachine(context, campaign, 'settle', [use.invoice, stands, HASH, '']) },
    apply: () => machineModel.settle(model, from, use.invoice[0], stands),
  }
}

/* MONEY */

const deposit: Action = (context) => {
  const { world, random } = context
  const found = machineIn(context)
  if (!found) return
  const { campaign, model } = found
  const payer = anybody(context)
  const account = random.once(2) ? payer : (anyOf(context, world.people) ?? payer)
  const amount = 1n + random.big(campaign.terms.goal)
  const { value, ...pulls } = paying(payer, campaign.token, amount, campaign.machine)
  return {
    action: 'deposit',
    campaign,
    tx: { from: payer, ...callMachine(context, campaign, 'deposit', [account, amount]), value },
    ...pulls,
    apply: () => void machineModel.deposit(model, account, amount),
  }
}

const withdrawDeposit: Action = (context) => {
  const { world, random } = context
  const holders = ({ view }: InService) =>
    world.people.filter((account) => world.isWallet(account) && view.deposit(account) !== 0n)
  const found = machineIn(context, (candidate) => holders(candidate).length !== 0)
  if (!found) return
  const { campaign, model, view } = found
  const account = anyOf(context, holders(found)) ?? ''
  const held = view.deposit(account)
  const amount = random.once(2) ? held : 1n + random.big(held)
  const recipient = recipientOf(context, account)
  return {
    action: 'withdrawDeposit',
    campaign,
    tx: { from: account, ...callMachine(context, campaign, 'withdrawDeposit', [recipient, amount]) },
    apply: () => {
      machineModel.withdrawDeposit(model, account, recipient, amount)
      arrive(campaign, recipient, campaign.token, amount)
    },
  }
}

function recipientOf(context: Context, account: string): string {
  const { world, random } = context
  return random.once(2) ? account : (anyOf(context, [anybody(context), world.account(DONOR), world.venture]) ?? account)
}

/** A plain transfer, or one with a reference. */
const sale: Action = (context) => {
  const { random } = context
  const found = machineIn(context)
  if (!found) return
  const { campaign } = found
  const token = random.once(3) ? (anyOf(context, campaign.listed()) ?? campaign.token) : campaign.token
  // Often enough to pay everybody back, with something beyond.
  const much = token === campaign.token && random.once(3) ? toPayBack(found) : 0n
  const amount = random.once(8) ? 1n : 1n + random.big(campaign.terms.goal + 100n) + much
  return selling(context, found, token, amount)
}

/** What has to come in until all co-owners are paid back. */
function toPayBack({ campaign, view }: InService): bigint {
  return ((view.end - view.repaid) * 10_000n) / BigInt(campaign.machineTerms.paybackBps) + 1n
}

function selling({ world, random }: Context, { campaign, model }: InService, token: string, amount: bigint): Step {
  const { machine } = campaign
  const from = world.account(DONOR)
  const apply = () => machineModel.receive(model, token, amount)
  if (random.once(3)) {
    const { value, ...pulls } = paying(from, token, amount, machine)
    const tx = { from, ...callMachine({ world, random }, campaign, 'pay', [token, amount, HASH]), value }
    return { action: 'sale', campaign, tx, ...pulls, apply }
  }
  const gift = { to: 'machine', token, amount } as const
  if (token === ETH) return { action: 'sale', campaign, tx: { from, to: machine, value: amount }, gift, apply }
  const data = world.abi.token.encodeFunctionData('transfer', [machine, amount])
  return { action: 'sale', campaign, tx: { from, to: token, data }, gift, pulls: { account: from, token }, apply }
}

const sync: Action = (context) => {
  const found = machineIn(context)
  if (!found) return
  return syncing(context, found, anyOf(context, found.campaign.listed()) ?? '')
}

function syncing(context: Context, { campaign, model }: InService, token: string): Step {
  return {
    action: 'sync',
    campaign,
    tx: { from: anybody(context), ...callMachine(context, campaign, 'sync', [token]) },
    apply: () => void machineModel.sync(model, token),
  }
}

/** Somebody who is owed something, if anybody is. */
function creditorOf(context: Context, { campaign, view }: InService, isWanted: (account: string) => boolean): string | undefined {
  const { world } = context
  const accounts = [...new Set([...world.creditors, ...world.people])].filter(isWanted)
  const owed = accounts.filter((account) => {
    if (campaign.due(account) !== 0n && isReachable(campaign, view, account)) return true
    return world.creditors.includes(account) && campaign.listed().some((token) => view.credit(token, account) !== 0n)
  })
  return anyOf(context, owed.length !== 0 ? owed : accounts.filter((account) => isReachable(campaign, view, account)))
}

/** Not a placeholder that nobody has moved yet. */
export function isReachable({ view }: CampaignGhost, machine: MachineView, account: string): boolean {
  return !view.isPlaceholder(account) || machine.link(account) !== undefined || view.pledged(account) === 0n
}

function claiming(context: Context, action: 'claim' | 'claimTo'): Step | undefined {
  const { world } = context
  const found = machineIn(context)
  if (!found) return
  const { campaign, model, view } = found
  const isTo = action === 'claimTo'
  const account = creditorOf(context, found, (candidate) => !isTo || world.isWallet(candidate))
  if (account === undefined) return
  const tokens = someOf(context.random, campaign.listed())
  const recipient = isTo ? recipientOf(context, account) : (view.link(account) ?? account)
  return {
    action,
    campaign,
    mayFail: !isReachable(campaign, view, account),
    tx: {
      from: isTo ? account : anybody(context),
      ...callMachine(context, campaign, action, [account, ...(isTo ? [recipient] : []), tokens, [], 0]),
    },
    apply: () => {
      const { amounts } = machineModel.claim(model, account, tokens, isTo ? recipient : undefined)
      tokens.forEach((token, i) => arrive(campaign, recipient, token, amounts[i] ?? 0n))
    },
  }
}

const setPayee: Action = (context) => {
  const { world, random } = context
  const found = machineIn(context)
  if (!found) return
  const { campaign, model } = found
  const account = anybody(context)
  const payee = random.once(2) ? undefined : recipientOf(context, world.account(DONOR))
  return {
    action: 'setPayee',
    campaign,
    tx: { from: account, ...callMachine(context, campaign, 'setPayee', [account, payee ?? ZeroAddress]) },
    apply: () => machineModel.setPayee(model, account, payee),
  }
}

/** The network's governor decides once everybody is paid back. */
const enact: Action = (context) => {
  const { world } = context
  const found = machineIn(context, ({ view }) => view.version === 2)
  if (!found) return releasing(context)
  const { campaign, model } = found
  const decision = randomDecision(context, campaign, false)
  if (!decision) return
  const governor = world.governorOf(campaign)
  return {
    action: 'enact',
    campaign,
    tx: { from: governor, ...callMachine(context, campaign, 'enact', encoded(decision)) },
    apply: () => {
      machineModel.enact(model, governor, decision)
      if (decision.type === 'spending') arrive(campaign, decision.recipient, decision.token, decision.amount)
    },
  }
}

/** What brings a machine to its release. */
function releasing(context: Context): Step | undefined {
  const found = machineIn(context)
  if (!found) return
  const { campaign, view } = found
  const waiting = (campaign.sight.balances.get(campaign.token) ?? 0n) - view.accounted(campaign.token)
  if (waiting >= toPayBack(found)) return syncing(context, found, campaign.token)
  return selling(context, found, campaign.token, toPayBack(found) + BigInt(context.random.below(5)))
}

export const MACHINE_ACTIONS = {
  log,
  logAndPay,
  payUse,
  contest,
  settle,
  deposit,
  withdrawDeposit,
  sale,
  sync,
  claim: (context) => claiming(context, 'claim'),
  claimTo: (context) => claiming(context, 'claimTo'),
  setPayee,
  enact,
} satisfies Record<string, Action>
