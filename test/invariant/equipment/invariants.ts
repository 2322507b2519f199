import { coOwnerActionNames } from '../../../sdk/src/abis/enums.ts'
import { coder } from '../chain.ts'
import type { CampaignView, MachineView } from './words.ts'
import { type CampaignGhost, DAY, type EquipmentWorld, ETH, type UseGhost } from './world.ts'
import { isReachable } from './machineActions.ts'
import type { Sight } from './observer.ts'
import type { Step, Told } from './step.ts'

/** One step as it was seen. */
export type Turn = {
  world: EquipmentWorld
  step: Step
  campaign: CampaignGhost
  before: Sight
  after: Sight
  told: readonly Told[]
  gift: Step['gift']
  now: bigint
}
const MOVE = BigInt(coOwnerActionNames.indexOf('move'))
const SPENDING = BigInt(coOwnerActionNames.indexOf('spending'))
type Checker = (turn: Turn) => string | undefined | false

const sum = (list: readonly bigint[]) => list.reduce((total, value) => total + value, 0n)
const smaller = (a: bigint, b: bigint) => (a < b ? a : b)
const shareOf = (amount: bigint, bps: number) => (amount * BigInt(bps)) / 10_000n
const clipped = (start: bigint, length: bigint, paid: bigint) => (paid <= start ? 0n : smaller(paid - start, length))

/** Events of one name, with the fields that are wanted. */
function all<Fields>({ told }: Pick<Turn, 'told'>, ...names: string[]): (Fields & { name: string })[] {
  return told.flatMap(({ name, args }) => (names.includes(name) ? [{ ...(args as Fields), name }] : []))
}

/* CAMPAIGNS */

type Paid = { account: string; recipient: string; amount: bigint }

const pledgedBy = (view: CampaignView, accounts: readonly string[]) => sum(accounts.map((account) => view.pledged(account)))

/** What a campaign still owes to pledgers, or keeps for the release. */
function keptFor(campaign: CampaignGhost, view: CampaignView, now: bigint): bigint {
  const { raised, spent, paidBack, unpaid } = view
  const state = campaign.state(now, view)
  if (state === 'open' || state === 'funded') return raised - spent
  return unpaid === 0 ? 0n : raised - spent - paidBack
}

/** Who has to get what out of a campaign in this step: in the order of its events. */
function paymentsOf(turn: Turn): { recipient: string; amount: bigint }[] {
  type Any = { recipient?: string; supplier?: string; venture?: string; amount: bigint }
  return all<Any>(turn, 'Unpledged', 'Refunded', 'Purchased', 'Delivered', 'PassedOn')
    .map(({ recipient, supplier, venture, amount }) => ({ recipient: recipient ?? supplier ?? venture ?? '', amount }))
    .filter(({ amount }) => amount !== 0n)
}

function transfersFrom(turn: Turn, from: string): string[] {
  return all<{ from: string; to: string; value: bigint }>(turn, 'Transfer')
    .filter((transfer) => transfer.from === from)
    .map(({ to, value }) => `${value} to ${to}`)
    .sort()
}

const CAMPAIGN_CHECKERS: Record<string, Checker> = {
  E1: ({ campaign, after: { view, balance }, now }) => {
    const state = campaign.state(now)
    if (state !== 'open' && state !== 'funded') return
    const pledged = pledgedBy(view, campaign.pledgers)
    if (pledged !== view.raised) return `${pledged} pledged, ${view.raised} in the books`
    const pledgers = campaign.pledgers.filter((account) => view.pledged(account) !== 0n).length
    if (pledgers !== view.unpaid) return `${pledgers} have pledged, the books know ${view.unpaid}`
    return balance < view.raised - view.spent && `${balance} held, ${view.raised - view.spent} pledged and not spent`
  },
  E2: (turn) => {
    const { campaign, before, now } = turn
    const state = campaign.state(now, before.view)
    const released = all(turn, 'Purchased', 'Delivered').length !== 0
    if (released && (state !== 'funded' || before.view.paidBack !== 0n)) {
      return `released while ${state}, ${before.view.paidBack} having been paid back`
    }
    const isRefunded = all(turn, 'Refunded').length !== 0
    return isRefunded && state !== 'failed' && state !== 'released' && `paid back while ${state}`
  },
  E3: (turn) => {
    const { campaign, before, after, now } = turn
    const state = campaign.state(now, before.view)
    const refunds = all<Paid>(turn, 'Refunded')
    const { raised, spent } = before.view
    for (const { account, recipient, amount } of refunds) {
      const pledged = before.view.pledged(account)
      const due = state === 'failed' ? pledged : (pledged * (raised - spent)) / raised
      if (before.view.isPaidBack(account)) return `${account} was paid back twice`
      if (amount !== due) return `${account} pledged ${pledged} and was paid back ${amount} of ${due}`
      if (recipient !== before.view.refundTo(account)) return `${recipient} was paid for ${account}`
      if (!after.view.isPaidBack(account)) return `${account} was paid back, and can be once more`
    }
    const grown = after.view.paidBack - before.view.paidBack
    const total = sum(refunds.map(({ amount }) => amount))
    if (grown !== total) return `${total} was paid back, the books say ${grown}`
    if (campaign.state(now) !== 'failed') return
    const done = campaign.pledgers.filter((account) => after.view.isPaidBack(account))
    const exact = pledgedBy(after.view, done)
    return exact !== after.view.paidBack && `${after.view.paidBack} was paid back to those who pledged ${exact}`
  },
  E4: (turn) => {
    const { campaign, before, after, now } = turn
    const { spent, raised } = after.view
    const { goal, releaseDeadline, objectionBps, venture } = campaign.terms
    if (spent > raised || raised > goal) return `spent ${spent} of ${raised}, the goal was ${goal}`
    type Release = { proposal: bigint; supplier?: string; venture?: string; amount: bigint }
    const releases = all<Release>(turn, 'Purchased', 'Delivered')
    if (spent - before.view.spent !== sum(releases.map(({ amount }) => amount)))
      return `${spent - before.view.spent} spent without a word`
    for (const { proposal: id, supplier, venture: paid, amount } of releases) {
      const proposal = campaign.proposals[Number(id) - 1]
      const { decision } = proposal ?? {}
      const target = decision?.type === 'purchase' ? decision.supplier : venture
      if (!proposal || (decision?.type !== 'purchase' && decision?.type !== 'delivery'))
        return `proposal ${id} is none of a release`
      if ((supplier ?? paid) !== target) return `${supplier ?? paid} was paid, ${target} was approved`
      if (amount !== decision.amount) return `${amount} was paid, ${decision.amount} was approved`
      if (before.view.status(proposal.id) !== 'live') return `proposal ${id} was ${before.view.status(proposal.id)}`
      const { view } = before
      if (now < view.readyAt(proposal.id) || now >= releaseDeadline) return `proposal ${id} was carried out at ${now}`
      const objections = view.objections(proposal.id) * 10_000n
      if (objections >= view.raised * BigInt(objectionBps)) return `proposal ${id} was carried out against objections`
    }
    if (campaign.token === ETH) return
    const due = paymentsOf(turn).map(({ recipient, amount }) => `${amount} to ${recipient}`)
    const seen = transfersFrom(turn, campaign.address)
    return due.sort().join() !== seen.join() && `${seen.join(', ') || 'nothing'} left the campaign, and not ${due.join(', ')}`
  },
  T76: ({ campaign, after: { view, balance }, now }) => {
    if (campaign.state(now) !== 'failed') return
    const waiting = campaign.pledgers.filter((account) => !view.isPaidBack(account))
    const owed = pledgedBy(view, waiting)
    return balance < owed && `failed, ${balance} is held for refunds of ${owed}`
  },
  T77: (turn) => {
    const { campaign, before, after, step } = turn
    const { raised } = after.view
    if (step.action === 'donate' && raised !== before.view.raised) return `a donation counted as a pledge`
    const isReached = all(turn, 'GoalReached').length !== 0
    const isNow = raised === campaign.terms.goal && before.view.raised !== raised
    return (
      isReached !== isNow && `the goal of ${campaign.terms.goal} was ${isReached ? '' : 'not '}said to be reached at ${raised}`
    )
  },
  T78: ({ campaign, after: { view } }) => {
    const { objectionWindow, objectionBps } = campaign.terms
    for (const { id, decision, madeAt } of campaign.live()) {
      const least = decision.type === 'move' && objectionWindow < 30n * DAY ? 30n * DAY : objectionWindow
      if (view.readyAt(id) - madeAt < least) return `proposal ${id} leaves ${view.readyAt(id) - madeAt} seconds to object`
      if (view.objections(id) * 10_000n >= view.raised * BigInt(objectionBps)) return `proposal ${id} is live against objections`
    }
  },
  T79: ({ campaign, before, after, now }) => {
    const state = campaign.state(now, before.view)
    if (state === 'open') return
    for (const account of campaign.pledgers) {
      const [was, is] = [before.view.pledged(account), after.view.pledged(account)]
      if (was !== is) return `${account} had pledged ${was} and has now ${is}, ${state}`
    }
    return before.view.raised !== after.view.raised && `${before.view.raised} was raised, ${after.view.raised} now, ${state}`
  },
  T80: (turn) => {
    const { campaign, before, after, now } = turn
    const small = campaign.pledgers.filter((account) => {
      const pledged = after.view.pledged(account)
      return pledged !== 0n && pledged < campaign.terms.minPledge
    })
    // Who fills the goal may do so with less.
    const allowed = campaign.state(now) === 'open' || after.view.raised < campaign.terms.goal ? 0 : 1
    if (small.length > allowed) return `${small.join()} pledged less than ${campaign.terms.minPledge}`
    type Objected = { id: bigint; objector: string; weight: bigint; objections: bigint }
    for (const { id, objector, weight, objections } of all<Objected>(turn, 'ProposalObjected')) {
      const pledged = after.view.pledged(objector)
      if (weight !== pledged) return `${objector} pledged ${pledged} and objected with ${weight}`
      const counted = objections - before.view.objections(Number(id))
      if (counted !== pledged) return `${objector} pledged ${pledged}, ${counted} was counted`
    }
  },
}

/* MACHINES */

/** Lines of the net by the number of the equation: maintenance, infrastructure, payback. */
function splitOf({ machineTerms: terms }: CampaignGhost, version: number): readonly [number, number, number] {
  if (version === 2) return [terms.maintenanceAfterBps, 10_000 - terms.maintenanceAfterBps, 0]
  return [terms.maintenanceBps, terms.infrastructureBps, terms.paybackBps]
}

/** What rounding keeps of uses that are paid in part. */
export function heldInUses(campaign: CampaignGhost, machine: MachineView): bigint {
  const held = campaign.openUses().map(({ id, invoice, total }) => {
    const status = machine.useStatus(id)
    if (status === 'paid' || status === 'void') return 0n
    const version = machine.useVersion(id)
    if (version === 0) return 0n
    const net = invoice[6]
    const reached = clipped(total - net, net, machine.usePaid(id))
    return reached - sum(splitOf(campaign, version).map((bps) => shareOf(reached, bps)))
  })
  return sum(held)
}

/** What the payments of a step must bring, worked out from the invoices and the split alone. */
function flowsOf(turn: Turn) {
  const { campaign, before, after } = turn
  const { token, machine, terms } = campaign
  const was = before.machineView
  let room = was ? was.end - was.repaid : 0n
  let version = was?.version ?? 1
  let payback = 0n
  const credits = new Map<string, bigint>()
  const credit = (account: string, amount: bigint) => credits.set(account, (credits.get(account) ?? 0n) + amount)
  const problems: string[] = []
  for (const { by, name, args } of turn.told) {
    if (by !== 'machine') continue
    if (name === 'Distributed' && args.token === token) {
      const { amount, parts } = args as { amount: bigint; parts: bigint[] }
      const [maintenanceBps, infrastructureBps, paybackBps] = splitOf(campaign, version)
      const taken = smaller(shareOf(amount, paybackBps), room)
      const [maintenance, infrastructure] = [shareOf(amount, maintenanceBps), shareOf(amount, infrastructureBps)]
      const rest = amount - maintenance - infrastructure - taken
      const due = [maintenance, infrastructure, taken, rest]
      if (parts.join() !== due.join()) problems.push(`${amount} was split into ${parts}, and not into ${due}`)
      credit(machine, maintenance)
      credit(terms.venture, infrastructure + rest)
      payback += taken
      room -= taken
    }
    if (name === 'UsePaid' || name === 'UseSettled') {
      const use = campaign.uses.find(({ id }) => id === args.id) as UseGhost
      const ofUse = after.machineView?.useVersion(use.id) ?? 0
      const [, , , , , costs, net] = use.invoice
      const paid = after.machineView?.usePaid(use.id) ?? 0n
      const start = use.total - net
      const bps = splitOf(campaign, ofUse)
      const restOf = (reached: bigint) => reached - sum(bps.map((share) => shareOf(reached, share)))
      const reached = clipped(start, net, paid)
      if (name === 'UseSettled') {
        if (!args.stands && ofUse !== 0) credit(terms.venture, restOf(reached))
        continue
      }
      const first = paid - (args as { amount: bigint }).amount
      let at = 0n
      for (const [account, amount] of costs) {
        credit(account, clipped(at, amount, paid) - clipped(at, amount, first))
        at += amount
      }
      const reachedBefore = clipped(start, net, first)
      const [maintenance, infrastructure, share] = bps.map((part) => shareOf(reached, part) - shareOf(reachedBefore, part)) as [
        bigint,
        bigint,
        bigint,
      ]
      const taken = smaller(share, room)
      credit(machine, maintenance)
      credit(terms.venture, infrastructure + share - taken)
      if (reached === net) credit(terms.venture, restOf(reached))
      payback += taken
      room -= taken
    }
    if (name === 'ReleasedToPool') version = 2
    if (name === 'PaybackRested') credit(terms.venture, (args as { amount: bigint }).amount)
    if (name === 'Claimed' && args.token === token) credits.delete((args as { account: string }).account)
  }
  return { payback, credits, problems }
}

function claimedBy(turn: Turn, account: string, token: string): bigint {
  type Claimed = { account: string; token: string; amount: bigint }
  const claims = all<Claimed>(turn, 'Claimed').filter((claim) => claim.account === account && claim.token === token)
  return sum(claims.map(({ amount }) => amount))
}

/** Maintenance money that was spent in this step: in the data of the decision. */
function spendings(turn: Turn): { token: string; recipient: string; amount: bigint }[] {
  return all<{ action: bigint; data: string }>(turn, 'DecisionEnacted')
    .filter(({ action }) => action === SPENDING)
    .map(({ data }) => {
      const [token, recipient, amount] = coder.decode(['address', 'address', 'uint256', 'bytes32'], data)
      return { token: String(token).toLowerCase(), recipient: String(recipient).toLowerCase(), amount: BigInt(amount) }
    })
}

/** A check of machines in service, and of nothing else. */
function inService(
  check: (turn: Turn, machine: MachineView, before: MachineView | undefined) => string | undefined | false,
): Checker {
  return (turn) => turn.after.machineView && check(turn, turn.after.machineView, turn.before.machineView)
}

const MACHINE_CHECKERS: Record<string, Checker> = {
  E5: inService((turn, machine) => {
    const { campaign, world } = turn
    const { token } = campaign
    const credits = sum([...world.creditors, campaign.machine].map((account) => machine.credit(token, account)))
    const deposits = sum(world.people.map((account) => machine.deposit(account)))
    const payback = machine.repaid - sum(world.people.map((account) => machine.paid(account))) - campaign.rested
    const held = heldInUses(campaign, machine)
    const all = credits + deposits + payback + held
    return (
      all !== machine.accounted(token) &&
      `${machine.accounted(token)} in the books: ${credits} credited, ${deposits} put by, ${payback} of payback, ${held} kept by rounding, together ${all}`
    )
  }),
  E6: inService((turn, machine) => {
    const { campaign, world, after } = turn
    for (const account of world.people) {
      const most = (after.view.pledged(account) * machine.end) / campaign.terms.goal
      if (machine.paid(account) > most) return `${account} was paid back ${machine.paid(account)} of at most ${most}`
    }
    for (const { account, token } of all<{ account: string; token: string }>(turn, 'Claimed')) {
      // Nobody's wallet, as far as is known, is paid credits alone.
      const isKnown = isReachable(campaign, machine, account)
      const due = token === campaign.token && isKnown ? campaign.due(account) : 0n
      if (due !== 0n) return `${account} has claimed, ${due} is due all the same`
    }
  }),
  C1: inService(({ campaign, world, after }, machine) => {
    const end = shareOf(after.view.spent, campaign.terms.capBps)
    if (machine.end !== end) return `${after.view.spent} was spent, at most ${end} is to be paid back and not ${machine.end}`
    if (machine.repaid > end) return `${machine.repaid} of at most ${end} was paid back`
    const paid = sum(world.people.map((account) => machine.paid(account)))
    return paid > machine.repaid && `${paid} was claimed of ${machine.repaid}`
  }),
  C2: inService((turn, machine, before) => {
    const { payback } = flowsOf(turn)
    const grown = machine.repaid - (before?.repaid ?? 0n)
    return grown < payback && `the payback took ${grown}, it had room for ${payback}`
  }),
  C3: inService((turn, machine, before) => {
    const { payback, credits, problems } = flowsOf(turn)
    const grown = machine.repaid - (before?.repaid ?? 0n)
    if (problems[0]) return problems[0]
    if (grown > payback) return `the payback took ${grown} of ${payback}`
    const { token, terms } = turn.campaign
    if (!before || claimedBy(turn, terms.venture, token) !== 0n) return
    const [network, due] = [
      machine.credit(token, terms.venture) - before.credit(token, terms.venture),
      credits.get(terms.venture) ?? 0n,
    ]
    if (network !== due) return `infrastructure got ${network}, and not ${due}`
    return (
      (machine.version === 2) !== (machine.repaid === machine.end) && `released: ${machine.version}, paid back ${machine.repaid}`
    )
  }),
  M3: inService((turn, machine, before) => {
    const { campaign, world } = turn
    if (!before) return
    for (const token of world.tokens) {
      const spent = sum(
        spendings(turn)
          .filter((each) => each.token === token)
          .map(({ amount }) => amount),
      )
      for (const account of [...world.creditors, campaign.machine]) {
        const lost = before.credit(token, account) - machine.credit(token, account)
        const allowed = account === campaign.machine ? spent : claimedBy(turn, account, token)
        if (lost > allowed) return `${account} lost ${lost} of ${token}, and was paid ${allowed}`
      }
    }
    const moves = all<{ action: bigint; data: string }>(turn, 'DecisionEnacted').filter(({ action }) => action === MOVE)
    for (const { data } of moves) {
      const [from, to] = coder.decode(['address', 'address'], data).map((account) => String(account).toLowerCase()) as [
        string,
        string,
      ]
      const due = before.deposit(to) + (from === to ? 0n : before.deposit(from))
      if (machine.deposit(to) !== due) return `${to} has ${machine.deposit(to)} put by, and not ${due}, after a move`
    }
    type Taken = { account?: string; payer?: string; amount: bigint; funding?: bigint }
    for (const account of world.people) {
      if (machine.paid(account) < before.paid(account)) return `${account} was paid back less than before`
      const taken = all<Taken>(turn, 'DepositWithdrawn', 'UsePaid')
        .filter((event) => (event.account ?? (event.funding === 1n ? event.payer : '')) === account)
        .map(({ amount }) => amount)
      const lost = before.deposit(account) - machine.deposit(account)
      if (lost > sum(taken) && moves.length === 0) return `${account} had ${lost} more put by, and used ${sum(taken)}`
    }
  }),
  T81: inService((turn, machine, before) => {
    type Logged = { user: string; logger: string; input: { isJob: boolean; technician: string }; total: bigint }
    for (const { user, logger, input, total } of all<Logged>(turn, 'UseLogged')) {
      if (input.isJob && (user === logger || !before?.isSteward(logger))) return `${logger} logged a job of ${user}`
      if (user !== logger && !before?.isSteward(logger)) return `${logger} logged a use of ${user}`
      if (user === input.technician) return `${user} is paid for work on a use of their own`
      if (total !== turn.step.total) return `a use comes to ${total}, and not to ${turn.step.total}`
    }
    for (const { id, steward } of all<{ id: string; steward: string }>(turn, 'UseSettled')) {
      const use = turn.campaign.uses.find((candidate) => candidate.id === id) as UseGhost
      const [, , user, logger, technician] = use.invoice
      if ([user, logger, technician, machine.contester(id)].includes(steward)) return `${steward} settled a use of their own`
      if (!before?.isSteward(steward)) return `${steward}, who is no steward, settled a use`
    }
  }),
}

/* BOTH */

/** Where proposals and uses may go. */
const PROPOSAL_EDGES: Record<string, readonly string[]> = { live: ['live', 'stopped', 'withdrawn', 'executed'] }
const USE_EDGES: Record<string, readonly string[]> = {
  logged: ['logged', 'contested', 'paid'],
  contested: ['contested', 'logged', 'void'],
}

export const CHECKERS: Record<string, Checker> = {
  S1: ({ world, campaign, after, now }) => {
    const { view, machineView: machine, balance, balances } = after
    const kept = keptFor(campaign, view, now)
    if (balance < kept) return `the campaign holds ${balance} and owes ${kept}`
    if (!machine) return
    for (const token of world.tokens) {
      const accounted = machine.accounted(token)
      if ((balances.get(token) ?? 0n) < accounted) return `${token}: ${balances.get(token)} held, ${accounted} in the books`
      if (token === campaign.token) continue
      const credits = sum([...world.creditors, campaign.machine].map((account) => machine.credit(token, account)))
      if (credits !== accounted) return `${token}: ${credits} credited, ${accounted} in the books`
    }
  },
  S2: (turn) => {
    const { world, campaign, before, after, gift } = turn
    type Flow = { amount: bigint; recipient?: string; token?: string; funding?: bigint }
    const own = campaign.token
    const given = (to: 'campaign' | 'machine', token: string) => (gift?.to === to && gift.token === token ? gift.amount : 0n)
    const amounts = (list: readonly Flow[]) => sum(list.map(({ amount }) => amount))
    const leaving: Flow[] = [
      ...all<Flow>(turn, 'Claimed'),
      ...all<Flow>(turn, 'DepositWithdrawn').map((flow) => ({ ...flow, token: own })),
      ...spendings(turn),
    ]
    const toCampaign = leaving.filter(({ recipient, token }) => recipient === campaign.address && token === own)
    const came = amounts(all<Flow>(turn, 'Pledged')) + given('campaign', own) + amounts(toCampaign)
    const went = paymentsOf(turn)
    const moved = after.balance - before.balance
    if (moved !== came - amounts(went)) return `the campaign's balance moved by ${moved}: ${came} came, ${amounts(went)} went`
    if (!after.machineView || !before.machineView) return
    const toMachine = went.filter(({ recipient }) => recipient === campaign.machine)
    for (const token of world.tokens) {
      const out = amounts(leaving.filter((flow) => flow.token === token))
      const paid = amounts(all<Flow>(turn, 'Paid').filter((flow) => flow.token === token))
      const fromWallets = all<Flow>(turn, 'UsePaid').filter(({ funding }) => funding === 0n)
      const invoiced = token === own ? amounts(fromWallets) + amounts(all<Flow>(turn, 'Deposited')) + amounts(toMachine) : 0n
      const came = given('machine', token) + paid + invoiced
      const moved = (after.balances.get(token) ?? 0n) - (before.balances.get(token) ?? 0n)
      if (moved !== came - out) return `${token}: the machine's balance moved by ${moved}: ${came} came, ${out} went`
    }
  },
  M4: ({ campaign, before, after }) => {
    for (const { id } of campaign.proposals) {
      if (!before.view.has(`proposal ${id} 1`)) continue
      const [was, is] = [before.view.status(id), after.view.status(id)]
      if (was !== is && after.view.has(`proposal ${id} 1`) && !PROPOSAL_EDGES[was]?.includes(is))
        return `proposal ${id} went from ${was} to ${is}`
    }
    const [was, is] = [before.machineView, after.machineView]
    if (!was || !is) return
    for (const { id } of campaign.uses) {
      if (!was.has(`use ${id}`) || !is.has(`use ${id}`)) continue
      const [from, to] = [was.useStatus(id), is.useStatus(id)]
      if (from !== to && !USE_EDGES[from]?.includes(to)) return `use ${id} went from ${from} to ${to}`
      if (is.usePaid(id) < was.usePaid(id)) return `use ${id} was paid ${was.usePaid(id)}, and ${is.usePaid(id)} now`
    }
    return is.version < was.version && `the equation went back to ${is.version}`
  },
  ...CAMPAIGN_CHECKERS,
  ...MACHINE_CHECKERS,
}
