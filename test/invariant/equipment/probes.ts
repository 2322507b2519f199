import type { Transaction } from '../chain.ts'
import { ZERO_HASH } from '../signing.ts'
import { encoded } from './decisions.ts'
import { anyOf, call, callMachine, type Context, isActionOpen, stateSoon, ZeroAddress } from './step.ts'
import { AGREEMENT, type CampaignGhost, type EquipmentWorld, ETH, STRANGER } from './world.ts'
import type { Random } from '../random.ts'

type Fail = (id: string, problem: string | undefined | false) => void
type Probe = { what: string; tx: Transaction; /** What must be possible, and not refused. */ isPossible?: boolean }
type Prober = (context: Context, campaign: CampaignGhost) => Probe | undefined

/** Whatever must be refused, or must be possible, tried without a trace; each refusal has to be one of our typed errors. */
export async function probe(world: EquipmentWorld, random: Random, fail: Fail): Promise<void> {
  const context = { world, random }
  const campaign = anyOf(context, world.campaigns) as CampaignGhost
  for (const [id, prober] of Object.entries(PROBERS)) {
    const tried = prober(context, campaign)
    if (!tried) continue
    const outcome = await world.chain.dry(tried.tx)
    if (outcome.ok) fail(id, !tried.isPossible && `${tried.what} was not refused`)
    else {
      fail(id, tried.isPossible && `${tried.what} was refused with ${world.chain.nameOf(outcome)}`)
      fail('X3', !world.chain.errors.has(outcome.selector) && `${tried.what} was refused with ${world.chain.nameOf(outcome)}`)
    }
  }
}

const PROBERS: Record<string, Prober> = {
  /** What can be released can't be paid back, and the other way round. */
  E2: (context, campaign) => {
    const state = stateSoon(context, campaign)
    const from = context.world.account(STRANGER)
    const pledger = anyOf(
      context,
      campaign.pledgers.filter((account) => campaign.view.pledged(account) !== 0n),
    )
    if ((state === 'open' || state === 'funded') && pledger !== undefined) {
      return { what: `a refund while ${state}`, tx: { from, ...call(context, campaign, 'refund', [pledger]) } }
    }
    const releases = campaign.live().filter(({ decision: { type } }) => type === 'purchase' || type === 'delivery')
    const proposal = anyOf(context, releases)
    if (!proposal || state === 'funded') return
    const data = call(context, campaign, 'execute', [proposal.id, ...encoded(proposal.decision)])
    return { what: `a release while ${state}`, tx: { from, ...data } }
  },
  /** A signature is good for once. */
  L5: (context, campaign) => {
    const used = anyOf(context, campaign.signed)
    return used && { what: `${used.what}, once more,`, tx: used.tx }
  },
  /** The gap can be filled, however small it is. */
  T77: (context, campaign) => {
    if (stateSoon(context, campaign) !== 'open') return
    const { world } = context
    const { view, terms, token, address } = campaign
    const gap = terms.goal - view.raised
    const able = campaign.pledgers.filter(
      (account) =>
        world.isWallet(account) &&
        (token === ETH || world.mayPull(account, token, address)) &&
        view.pledged(account) + gap <= terms.maxPledge,
    )
    const from = anyOf(context, able)
    if (from === undefined) return
    const value = token === ETH ? gap : 0n
    const data = call(context, campaign, 'pledge', [gap, AGREEMENT, ZeroAddress])
    return { what: `filling a gap of ${gap}`, tx: { from, ...data, value }, isPossible: true }
  },
  /** From the goal on pledges stay as they are. */
  T79: (context, campaign) => {
    if (stateSoon(context, campaign) !== 'funded') return
    const { view } = campaign
    const from = anyOf(
      context,
      campaign.pledgers.filter((account) => context.world.isWallet(account) && view.pledged(account) !== 0n),
    )
    if (from === undefined) return
    return {
      what: 'taking a pledge back while funded',
      tx: { from, ...call(context, campaign, 'unpledge', [view.pledged(from)]) },
    }
  },
  /** Whoever has pledged anything can object, alone. */
  T80: (context, campaign) => {
    const { world } = context
    const { view } = campaign
    const open = campaign
      .live()
      .filter(({ id, decision }) => isActionOpen(context, campaign, decision) && world.chain.now + 5n < view.readyAt(id))
    const proposal = anyOf(context, open)
    if (!proposal) return
    const able = campaign.pledgers.filter(
      (account) => world.isWallet(account) && view.pledged(account) !== 0n && !view.hasObjected(proposal.id, account),
    )
    const from = anyOf(context, able)
    if (from === undefined) return
    const tx = { from, ...call(context, campaign, 'object', [proposal.id, ZERO_HASH, '']) }
    return { what: `the objection of one who pledged ${view.pledged(from)}`, tx, isPossible: true }
  },
  /** Nobody decides about their own use. */
  T81: (context, campaign) => {
    const { machineView: machine } = campaign
    if (!machine) return
    const found = campaign.uses.flatMap((use) => {
      const [, , user, logger, technician] = use.invoice
      if (use.status !== 'contested') return []
      const parts = [user, logger, technician, machine.contester(use.id)]
      return context.world.cast.stewards.filter((account) => parts.includes(account)).map((from) => ({ from, use }))
    })
    const chosen = anyOf(context, found)
    if (!chosen) return
    const data = callMachine(context, campaign, 'settle', [chosen.use.invoice, true, ZERO_HASH, ''])
    return { what: `settling a use by ${chosen.from}, who has a part in it,`, tx: { from: chosen.from, ...data } }
  },
  /** Plain mistakes. */
  X3: (context, campaign) => {
    const { world } = context
    const from = world.account(STRANGER)
    const { terms, token } = campaign
    const mistakes: Probe[] = [
      {
        what: 'a pledge without the agreement',
        tx: { from, ...call(context, campaign, 'pledge', [1n, ZERO_HASH, ZeroAddress]) },
      },
      { what: 'a refund to nobody', tx: { from, ...call(context, campaign, 'refund', [from]) } },
      { what: 'an unknown proposal', tx: { from, ...call(context, campaign, 'object', [99n, ZERO_HASH, '']) } },
      { what: 'cancelling by a stranger', tx: { from, ...call(context, campaign, 'cancel', []) } },
      { what: 'ETH out of nothing', tx: { from, to: campaign.address, value: 1n } },
      { what: 'a decision of no length', tx: { from, ...call(context, campaign, 'propose', [0, '0x', ZERO_HASH, '']) } },
    ]
    if (campaign.isInService) {
      const invoice = [1n, 1n, from, from, ZeroAddress, [], 1n, 0n]
      mistakes.push(
        { what: 'an unknown use', tx: { from, ...callMachine(context, campaign, 'payUse', [invoice, 1, 1n]) } },
        { what: 'money not put by', tx: { from, ...callMachine(context, campaign, 'withdrawDeposit', [from, terms.goal]) } },
        {
          what: 'maintenance money claimed',
          tx: { from, ...callMachine(context, campaign, 'claim', [campaign.machine, [token], [], 0]) },
        },
        {
          what: 'a decision of a stranger',
          tx: { from, ...callMachine(context, campaign, 'enact', encoded({ type: 'custodian', account: from })) },
        },
        {
          what: 'beginning again',
          tx: { from, ...callMachine(context, campaign, 'initialize', [from, 1n, 1n, 10_000n, [from], [], []]) },
        },
      )
    }
    return anyOf(context, mistakes)
  },
}
