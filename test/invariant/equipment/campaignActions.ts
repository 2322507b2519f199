import { campaignModel, machineModel } from '../../../sdk/src/model/index.ts'
import { keccak256 } from 'ethers'
import { coder } from '../chain.ts'
import { someOf } from '../random.ts'
import { ZERO_HASH } from '../signing.ts'
import type { Decision } from './decisions.ts'
import { NO_PERMIT, signPermit, signPledge, signRefundTo } from './signing.ts'
import {
  type Action,
  anybody,
  anyCampaign,
  anyIn,
  anyOf,
  arrive,
  call,
  type Context,
  encoded,
  isActionOpen,
  isFree,
  isQualified,
  lapsesAt,
  paying,
  randomDecision,
  stateSoon,
  type Step,
  ZeroAddress,
} from './step.ts'
import {
  AGREEMENT,
  type CampaignGhost,
  CUSTODIAN,
  DONOR,
  ETH,
  INITIATOR,
  NETWORK,
  PLEDGERS,
  type ProposalGhost,
  SELLER,
  STEWARDS,
  STRANGER,
} from './world.ts'

const HASH = `0x${'33'.repeat(32)}`

/* PLEDGES */

/** What an account may offer; undefined where it has pledged all it may. */
function pledgeable({ random }: Context, { view, terms }: CampaignGhost, account: string): bigint | undefined {
  const { goal, minPledge, maxPledge } = terms
  const room = goal - view.raised
  const pledged = view.pledged(account)
  const head = maxPledge - pledged
  const least = pledged >= minPledge ? 1n : minPledge - pledged
  const most = head < room ? head : room
  if (room <= head && (room < least || random.once(4))) return room + BigInt(random.below(3))
  if (most < least) return undefined
  // Mostly much: campaigns are there to be funded.
  return random.once(4) ? least + random.big(most - least + 1n) : random.once(4) ? least : most
}

/** Somebody who can pledge for an account, and how much. */
function offer(context: Context, isWanted: (campaign: CampaignGhost, account: string) => boolean) {
  const open = (campaign: CampaignGhost) => campaign.pledgers.some((account) => isWanted(campaign, account))
  const campaign = anyIn(context, 'open', open)
  if (!campaign) return
  const account =
    anyOf(
      context,
      campaign.pledgers.filter((candidate) => isWanted(campaign, candidate)),
    ) ?? ''
  const amount = pledgeable(context, campaign, account)
  return amount === undefined ? undefined : { campaign, account, amount }
}

function refundTarget(context: Context, { machine }: CampaignGhost): string {
  const { world, random } = context
  if (!random.once(3)) return ZeroAddress
  return anyOf(context, [anybody(context), world.account(DONOR), world.venture, machine || world.account(NETWORK)]) ?? ZeroAddress
}

const pledge: Action = (context) => {
  const { world, random } = context
  const found = offer(context, (_, account) => world.isWallet(account))
  if (!found) return
  const { campaign, account, amount } = found
  const refundTo = refundTarget(context, campaign)
  const content = [amount, AGREEMENT, refundTo]
  const apply = () => void campaignModel.pledge(campaign.model, { account, amount, refundTo })
  if (campaign.token !== ETH && random.once(4)) {
    const { permit, pulls, note } = permitOf(context, campaign, account, amount)
    const tx = { from: account, ...call(context, campaign, 'pledgeWithPermit', [...content, permit]) }
    return { action: 'pledge', campaign, tx, pulls, note, apply }
  }
  const { value, ...pulls } = paying(account, campaign.token, amount, campaign.address)
  return {
    action: 'pledge',
    campaign,
    tx: { from: account, ...call(context, campaign, 'pledge', content), value },
    ...pulls,
    apply,
  }
}

/** A permit that stands, or one that is refused: then the allowance decides. */
function permitOf({ world, random }: Context, campaign: CampaignGhost, account: string, amount: bigint) {
  const { token, address } = campaign
  const isGood = token === world.permitToken && !random.once(4)
  const nonce = isGood ? (world.permitNonces.get(account) ?? 0n) : 999n
  const permit = signPermit(world, campaign, world.chain.accounts.indexOf(account), amount, nonce)
  const note = () => {
    if (!isGood) return
    world.permitNonces.set(account, nonce + 1n)
    world.forgetAllowance(account, token, address)
  }
  return { permit, note, pulls: { account, token, ...(!isGood && { spender: address }) } }
}

const pledgeFor: Action = (context) => {
  const { world, random } = context
  const found = offer(context, () => true)
  if (!found) return
  const { campaign, account, amount } = found
  const isPledged = campaign.view.pledged(account) !== 0n
  const isPlaceholder = !world.isWallet(account) || random.once(5)
  const current = campaign.view.refundTo(account)
  const others = PLEDGERS.map((n) => world.account(n)).filter((candidate) => candidate !== account)
  // The first pledge says where the money goes back to; a later one, of others, says the same or nothing.
  const first = isPlaceholder ? (anyOf(context, others) ?? '') : refundTarget(context, campaign)
  if (isPledged && isPlaceholder && current === account) return
  const refundTo = isPledged ? current : first
  const payer = anyOf(context, others) ?? ''
  const { value, ...pulls } = paying(payer, campaign.token, amount, campaign.address)
  return {
    action: 'pledgeFor',
    campaign,
    tx: { from: payer, ...call(context, campaign, 'pledgeFor', [account, amount, AGREEMENT, refundTo, isPlaceholder]), value },
    ...pulls,
    apply: () => void campaignModel.pledge(campaign.model, { payer, account, amount, refundTo, isPlaceholder }),
  }
}

const pledgeSigned: Action = (context) => {
  const { world, random } = context
  const found = offer(context, (campaign, account) => campaign.token !== ETH && world.isWallet(account))
  if (!found) return
  const { campaign, account, amount } = found
  const refundTo = refundTarget(context, campaign)
  const number = world.chain.accounts.indexOf(account)
  const nonce = campaign.usedNonces.get(account) ?? 0n
  const { signed, signature } = signPledge(world, campaign, number, [amount, AGREEMENT, refundTo, nonce])
  const own = { account, token: campaign.token, spender: campaign.address }
  const without = { permit: NO_PERMIT, pulls: own, note: () => {} }
  const { permit, pulls, note } = random.once(2) ? permitOf(context, campaign, account, amount) : without
  const tx = { from: anybody(context), ...call(context, campaign, 'pledgeSigned', [signed, signature, permit]) }
  return {
    action: 'pledgeSigned',
    campaign,
    tx,
    pulls,
    note: () => {
      note()
      noteSignature(campaign, account, nonce, 'a signed pledge', tx)
    },
    apply: () => void campaignModel.pledge(campaign.model, { account, amount, refundTo }),
  }
}

function noteSignature(campaign: CampaignGhost, account: string, nonce: bigint, what: string, tx: Step['tx']): void {
  campaign.usedNonces.set(account, nonce + 1n)
  campaign.signed.push({ what, tx })
}

const unpledge: Action = (context) => {
  const { world, random } = context
  const pledged = ({ pledgers, view }: CampaignGhost) =>
    pledgers.filter((account) => world.isWallet(account) && view.pledged(account) !== 0n)
  const campaign = anyIn(context, 'open', (candidate) => pledged(candidate).length !== 0)
  if (!campaign) return
  const account = anyOf(context, pledged(campaign)) ?? ''
  const all = campaign.view.pledged(account)
  const { minPledge } = campaign.terms
  const isTooMuch = all > 1n && minPledge > 1n && random.once(8)
  const dust = isTooMuch ? 1n + random.big((all < minPledge ? all : minPledge) - 1n) : 0n
  const amount = isTooMuch ? all - dust : all > minPledge && !random.once(3) ? 1n + random.big(all - minPledge) : all
  return {
    action: 'unpledge',
    campaign,
    mustFail: isTooMuch ? { id: 'T80', what: `leaving ${dust} of a pledge, where ${minPledge} is the least,` } : undefined,
    tx: { from: account, ...call(context, campaign, 'unpledge', [amount]) },
    apply: () => arrive(campaign, campaignModel.unpledge(campaign.model, account, amount), campaign.token, amount),
  }
}

const setRefundTo: Action = (context) => {
  const { world, random } = context
  const waiting = ({ pledgers, view }: CampaignGhost) =>
    pledgers.filter((account) => world.isWallet(account) && view.pledged(account) !== 0n && !view.isPaidBack(account))
  const campaign = anyCampaign(context, (candidate) => waiting(candidate).length !== 0)
  if (!campaign) return
  const account = anyOf(context, waiting(campaign)) ?? ''
  const target = refundTarget(context, campaign)
  const refundTo = target === ZeroAddress ? account : target
  const apply = () => campaignModel.setRefundTo(campaign.model, account, refundTo)
  if (random.once(2)) {
    return {
      action: 'setRefundTo',
      campaign,
      tx: { from: account, ...call(context, campaign, 'setRefundTo', [refundTo]) },
      apply,
    }
  }
  const nonce = campaign.usedNonces.get(account) ?? 0n
  const signed = signRefundTo(world, campaign, world.chain.accounts.indexOf(account), refundTo, nonce)
  const tx = { from: anybody(context), ...call(context, campaign, 'setRefundToSigned', signed) }
  const note = () => noteSignature(campaign, account, nonce, 'a signed word on refunds', tx)
  return { action: 'setRefundTo', campaign, tx, note, apply }
}

const cancel: Action = (context) => {
  const campaign = anyIn(context, 'open', ({ view }) => view.unpaid !== 0)
  if (!campaign) return
  return {
    action: 'cancel',
    campaign,
    tx: { from: context.world.account(INITIATOR), ...call(context, campaign, 'cancel', []) },
    apply: () => campaignModel.cancel(campaign.model, context.world.account(INITIATOR)),
  }
}

const donate: Action = (context) => {
  const { world, random } = context
  const campaign = anyCampaign(context, () => true)
  if (!campaign) return
  const amount = 1n + random.big(campaign.terms.goal)
  const { token, address } = campaign
  const from = world.account(DONOR)
  const step = { action: 'donate', campaign, gift: { to: 'campaign', token, amount } } as const
  const apply = () => campaignModel.receive(campaign.model, amount)
  // Nobody can keep ETH from being forced upon a contract.
  const { abi, bytecode } = world.abi.forcer
  if (token === ETH) return { ...step, apply, tx: { from, data: bytecode + abi.encodeDeploy([address]).slice(2), value: amount } }
  const data = world.abi.token.encodeFunctionData('transfer', [address, amount])
  return { ...step, apply, pulls: { account: from, token, spender: address }, tx: { from, to: token, data } }
}

/* DECISIONS */

const proposeRelease: Action = (context) => {
  const { world, random } = context
  const ready = (campaign: CampaignGhost) => {
    const { view, terms } = campaign
    const ends = world.chain.now + 10n + terms.objectionWindow
    return ends < terms.releaseDeadline && view.spent < view.raised && proposersOf(context, campaign).length !== 0
  }
  const campaign = anyIn(context, 'funded', ready)
  if (!campaign) return
  const proposer = anyOf(context, proposersOf(context, campaign)) ?? ''
  const left = campaign.view.raised - campaign.view.spent
  const amount = random.once(campaign.isMachine ? 3 : 2) ? left : 1n + random.big(left)
  if (!campaign.isMachine)
    return propose(context, 'proposeRelease', campaign, proposer, { type: 'delivery', amount, noteHash: HASH })
  // Perhaps to themselves: then it is for the others to object.
  const supplier = anyOf(context, [world.account(SELLER), proposer, world.venture]) ?? ''
  return propose(context, 'proposeRelease', campaign, proposer, { type: 'purchase', supplier, amount, invoiceHash: HASH })
}

function proposersOf(context: Context, campaign: CampaignGhost): string[] {
  const { world } = context
  const named = campaign.isMachine ? [world.account(CUSTODIAN)] : STEWARDS.map((n) => world.account(n))
  const owners = campaign.pledgers.filter((account) => world.isWallet(account) && isQualified(campaign, account))
  const able = campaign.isMachine ? [...named, ...owners] : named
  return able.filter((account) => isFree(context, campaign, account, true))
}

const proposeDecision: Action = (context) => {
  const { world } = context
  const proposers = (campaign: CampaignGhost) => {
    const machine = campaign.machineView
    const able = world.people.filter(
      (account) => machine?.custodian === account || machine?.isSteward(account) || isQualified(campaign, account),
    )
    return able.filter((account) => world.isWallet(account) && isFree(context, campaign, account, false))
  }
  const campaign = anyCampaign(context, (candidate) => candidate.isInService && proposers(candidate).length !== 0)
  if (!campaign) return
  const isOwners = campaign.machineView?.version === 1
  const decision = isOwners ? randomDecision(context, campaign, true) : movesOnly(context, campaign)
  if (!decision) return
  return propose(context, 'proposeDecision', campaign, anyOf(context, proposers(campaign)) ?? '', decision)
}

function movesOnly(context: Context, campaign: CampaignGhost): Decision | undefined {
  const owners = context.world.people.filter((account) => campaign.view.pledged(account) !== 0n)
  const from = anyOf(context, owners)
  return from === undefined ? undefined : { type: 'move', from, to: anybody(context) }
}

function propose(
  context: Context,
  action: 'proposeRelease' | 'proposeDecision',
  campaign: CampaignGhost,
  proposer: string,
  decision: Decision,
): Step {
  const [number, data] = encoded(decision)
  return {
    action,
    campaign,
    tx: { from: proposer, ...call(context, campaign, 'propose', [number, data, HASH, '']) },
    note: () => {
      const { chain, venture, ventureCodeHash } = context.world
      const codeHash = decision.type === 'purchase' && decision.supplier === venture ? ventureCodeHash : ZERO_HASH
      const content = keccak256(coder.encode(['uint8', 'bytes', 'bytes32'], [number, data, codeHash]))
      const id = campaign.proposals.length + 1
      campaign.proposals.push({ id, proposer, decision, content, madeAt: chain.now, status: 'live' })
    },
    apply: () => void campaignModel.propose(campaign.model, proposer, decision),
  }
}

const object: Action = (context) => {
  const { world } = context
  const found = anyOf(
    context,
    world.campaigns.flatMap((campaign) => {
      const { view } = campaign
      return campaign
        .live()
        .filter(({ decision, id }) => isActionOpen(context, campaign, decision) && world.chain.now + 5n < view.readyAt(id))
        .flatMap((proposal) => {
          const { id, decision } = proposal
          const subject = decision.type === 'move' ? decision.from : ''
          const able = world.people.filter(
            (account) =>
              world.isWallet(account) && (view.pledged(account) !== 0n || account === subject) && !view.hasObjected(id, account),
          )
          return able.length === 0 ? [] : [{ campaign, proposal, able }]
        })
    }),
  )
  if (!found) return
  const { campaign, proposal, able } = found
  // Mostly those whose word alone does not stop it.
  const light = able.filter((account) => !isStopping(campaign, proposal, account))
  const objector = anyOf(context, light.length !== 0 && !context.random.once(4) ? light : able) ?? ''
  return {
    action: 'object',
    campaign,
    tx: { from: objector, ...call(context, campaign, 'object', [proposal.id, HASH, '']) },
    apply: () => void campaignModel.object(campaign.model, objector, BigInt(proposal.id)),
  }
}

function isStopping({ view, terms }: CampaignGhost, { id, decision }: ProposalGhost, account: string): boolean {
  if (decision.type === 'move' && decision.from === account) return true
  return (view.objections(id) + view.pledged(account)) * 10_000n >= view.raised * BigInt(terms.objectionBps)
}

const withdrawProposal: Action = (context) => {
  const campaign = anyCampaign(context, (candidate) => candidate.live().length !== 0)
  if (!campaign) return
  const { id, proposer } = anyOf(context, campaign.live()) as ProposalGhost
  return {
    action: 'withdrawProposal',
    campaign,
    tx: { from: proposer, ...call(context, campaign, 'withdrawProposal', [id]) },
    apply: () => campaignModel.withdrawProposal(campaign.model, proposer, BigInt(id)),
  }
}

function execution(context: Context, action: 'purchase' | 'deliver' | 'decide', isWanted: (decision: Decision) => boolean) {
  const { world } = context
  const found = anyOf(
    context,
    world.campaigns.flatMap((campaign) =>
      campaign
        .live()
        .filter(({ decision, id }) => {
          const readyAt = campaign.view.readyAt(id)
          const lapses = lapsesAt(campaign, decision, readyAt)
          const at = readyAt > world.chain.now ? readyAt : world.chain.now
          // More than is left: it was released in other parts.
          if (isTooMuch(campaign, decision) && !context.random.once(9)) return false
          return isWanted(decision) && isActionOpen(context, campaign, decision) && at + 5n < lapses
        })
        .map((proposal) => ({ campaign, proposal })),
    ),
  )
  if (!found) return
  const { campaign, proposal } = found
  const { decision, id } = proposal
  const other = context.random.once(8) ? altered(context, decision) : undefined
  return {
    action,
    campaign,
    mayFail: isTooMuch(campaign, decision) || decision.type === 'spending',
    mustFail: other && { id: 'E4', what: `carrying out another ${decision.type} than was proposed` },
    tx: {
      from: anybody(context),
      ...call(context, campaign, 'execute', [id, ...encoded(other ?? decision)]),
      at: campaign.view.readyAt(id),
    },
    apply: () => {
      const { machine } = campaignModel.execute(campaign.model, BigInt(id), decision)
      if (machine) machineModel.receive(machine, campaign.token, campaign.early)
      if (decision.type === 'spending') arrive(campaign, decision.recipient, decision.token, decision.amount)
    },
  }
}

function isTooMuch({ view }: CampaignGhost, decision: Decision): boolean {
  return decision.type === 'delivery' && decision.amount > view.raised - view.spent
}

/** Something else than was proposed: to somebody else, or of another amount. */
function altered({ world }: Context, decision: Decision): Decision | undefined {
  if (decision.type === 'purchase') return { ...decision, supplier: world.account(STRANGER) }
  if (decision.type === 'delivery') return { ...decision, amount: decision.amount === 1n ? 2n : decision.amount - 1n }
  return decision.type === 'spending' ? { ...decision, recipient: world.account(STRANGER) } : undefined
}

/* REFUNDS */

function refundable(context: Context, campaign: CampaignGhost): string[] {
  const state = stateSoon(context, campaign)
  const { view } = campaign
  if ((state !== 'failed' && state !== 'released') || view.spent === view.raised) return []
  return campaign.pledgers.filter((account) => view.pledged(account) !== 0n && !view.isPaidBack(account))
}

const refund: Action = (context) => {
  const campaign = anyCampaign(context, (candidate) => refundable(context, candidate).length !== 0)
  if (!campaign) return
  const account = anyOf(context, refundable(context, campaign)) ?? ''
  return {
    action: 'refund',
    campaign,
    tx: { from: anybody(context), ...call(context, campaign, 'refund', [account]) },
    apply: () => {
      const { recipient, amount } = campaignModel.refund(campaign.model, account)
      arrive(campaign, recipient, campaign.token, amount)
    },
  }
}

const refundBatch: Action = (context) => {
  const campaign = anyCampaign(context, (candidate) => refundable(context, candidate).length !== 0)
  if (!campaign) return
  const few = someOf(context.random, refundable(context, campaign)).slice(0, 3)
  // One of whom nothing is known, or who was paid already.
  const accounts = context.random.once(2) ? few : [...few, anyOf(context, campaign.pledgers) ?? '']
  return {
    action: 'refundBatch',
    campaign,
    tx: { from: anybody(context), ...call(context, campaign, 'refundBatch', [accounts, 300_000n]) },
    apply: () => {
      for (const outcome of campaignModel.refundBatch(campaign.model, accounts)) {
        if ('recipient' in outcome) arrive(campaign, outcome.recipient, campaign.token, outcome.amount)
      }
    },
  }
}

const passOn: Action = (context) => {
  const over = (campaign: CampaignGhost) => ['failed', 'released'].includes(stateSoon(context, campaign) ?? '')
  const owed = ({ view }: CampaignGhost) => (view.unpaid === 0 ? 0n : view.raised - view.paidBack - view.spent)
  const campaign =
    anyCampaign(context, (candidate) => over(candidate) && candidate.sight.balance > owed(candidate)) ??
    anyCampaign(context, over)
  if (!campaign) return
  return {
    action: 'passOn',
    campaign,
    tx: { from: anybody(context), ...call(context, campaign, 'passOn', []) },
    apply: () => void campaignModel.passOn(campaign.model),
  }
}

export const CAMPAIGN_ACTIONS = {
  pledge,
  pledgeFor,
  pledgeSigned,
  unpledge,
  setRefundTo,
  cancel,
  donate,
  proposeRelease,
  proposeDecision,
  object,
  withdrawProposal,
  purchase: (context) => execution(context, 'purchase', ({ type }) => type === 'purchase'),
  deliver: (context) => execution(context, 'deliver', ({ type }) => type === 'delivery'),
  decide: (context) => execution(context, 'decide', ({ type }) => type !== 'purchase' && type !== 'delivery'),
  refund,
  refundBatch,
  passOn,
} satisfies Record<string, Action>
