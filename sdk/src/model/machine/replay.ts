import { fundingNames } from '../../abis/enums.ts'
import { decodeDecision } from '../campaign/decision.ts'
import { isCampaignEvent } from '../campaign/events.ts'
import { campaignReplay } from '../campaign/replay.ts'
import type { CampaignModel } from '../campaign/types.ts'
import { type AuditDifference, type AuditSubject, type Compare, comparing } from '../difference.ts'
import { type ClaimedEvent, type DecodedEvent, byPlace } from '../events.ts'
import { isNobody, keyOf } from '../keys.ts'
import { setPayee } from '../moves.ts'
import { commit } from '../revenue.ts'
import { applyEquation } from '../rules.ts'
import type { Account } from '../types.ts'
import { enterDecision } from './decisions.ts'
import { MachinePurchaseMissingError, UseScenarioUnknownError, UseUnknownError } from './errors.ts'
import { type MachineEvent, isMachineEvent } from './events.ts'
import { invoiceOf } from './invoice.ts'
import { takeBook } from './payback.ts'
import { changeDeposit, enterMoney, shareUse } from './payments.ts'
import { coOwnerOf, depositOf, isReleased, maintenanceOf, paybackPool } from './state.ts'
import type { MachineModel, Use } from './types.ts'
import { enterContest, enterSettlement, enterUse } from './uses.ts'

export type MachineReplay = {
  model: MachineModel
  campaign: CampaignModel
  /** Figures in the events that recomputing doesn't give. */
  differences: AuditDifference[]
  /** Events that were read. */
  eventCount: number
}

type Args<Name extends MachineEvent['eventName']> = Extract<MachineEvent, { eventName: Name }>

/** What the claim of a co-owner who has just been settled took, to be compared with the events that follow. */
type Settled = { account: Account; amount: bigint; rested: bigint }

/**
 * Rebuilds a machine from the events of its campaign and its own, and checks every figure in them by recomputing it: each invoice, who
 * gets what of each payment, what co-owners were paid back, where rounding went.
 *
 * Balances are not in the events; `model.balances` stays empty.
 *
 * @param events in any order, events of others among them; all of the campaign's and the machine's have to be there
 * @throws what `replayCampaign` throws, {MachinePurchaseMissingError} {UseUnknownError} {UseScenarioUnknownError}
 * {UseMaterialUnknownError} {TokenNotListedError}
 */
export function replayMachine(
  events: readonly DecodedEvent[],
  { machine, campaign }: { machine: string; campaign: string },
): MachineReplay {
  const differences: AuditDifference[] = []
  const compare = comparing(differences)
  const assembly = campaignReplay(campaign, compare, true)
  const service = machineReplay(machine, compare, () => assembly.model().inService)
  const steps = events.flatMap((event): (DecodedEvent & { apply: () => void })[] => {
    if (isCampaignEvent(event) && assembly.isOwn(event)) return [{ ...event, apply: () => assembly.apply(event) }]
    if (isMachineEvent(event) && service.isOwn(event)) return [{ ...event, apply: () => service.apply(event) }]
    return []
  })
  steps.sort(byPlace)
  for (const { apply } of steps) apply()
  service.end()
  return { model: service.model(), campaign: assembly.model(), differences, eventCount: steps.length }
}

function machineReplay(machine: string, compare: Compare, inService: () => MachineModel | undefined) {
  const key = keyOf(machine)
  const uses = new Map<string, Use>()
  let settled: Settled | undefined
  let last: MachineEvent | undefined

  function model(): MachineModel {
    const rebuilt = inService()
    if (!rebuilt) throw new MachinePurchaseMissingError(machine)
    return rebuilt
  }

  function isOwn({ address }: MachineEvent): boolean {
    return address !== undefined && keyOf(address) === key
  }

  function useOf(id: string): Use {
    const use = uses.get(id)
    if (!use) throw new UseUnknownError(id)
    return use
  }

  function compareAccounts(
    event: MachineEvent,
    figure: 'UseLogged.account' | 'PayeeSet.previousPayee' | 'PaybackRested.network',
    subject: AuditSubject,
    computed: Account,
    stated: Account,
  ): void {
    if (keyOf(computed) !== keyOf(stated)) compare(event, figure, subject, BigInt(computed || 0), BigInt(stated))
  }

  function apply(event: MachineEvent): void {
    const rebuilt = model()
    if (event.blockTimestamp !== undefined) rebuilt.now = event.blockTimestamp
    if (event.eventName !== 'Distributed' && event.eventName !== 'ReleasedToPool') checkReleased(event)
    if (event.eventName !== 'Claimed' && event.eventName !== 'PaybackRested') checkSettled(event)
    applyTo(rebuilt, event)
    last = event
  }

  /** Nothing may follow the payment that pays the co-owners back but other tokens and the release. */
  function checkReleased(event: MachineEvent): void {
    const { repaid, end } = paybackPool(model())
    if (isReleased(model()) || repaid !== end) return
    compare(event, 'ReleasedToPool.paidBack', {}, end, 0n)
    applyEquation(model(), model().equations[1])
  }

  /** A claim that took something says so. */
  function checkSettled(event: MachineEvent): void {
    if (!settled) return
    const { account, amount, rested } = settled
    settled = undefined
    compare(event, 'Claimed.amount', { account, token: model().token }, amount, 0n)
    compare(event, 'PaybackRested.amount', {}, rested, 0n)
  }

  function end(): void {
    if (!last) return
    checkReleased(last)
    checkSettled(last)
  }

  function applyTo(rebuilt: MachineModel, event: MachineEvent): void {
    switch (event.eventName) {
      case 'UseLogged':
        return applyUse(rebuilt, event)
      case 'UsePaid': {
        const { id, payer, funding, amount, paid } = event.args
        const use = useOf(id)
        const subject = { use: use.invoice.number }
        const isPayable = use.status === 'logged' && amount <= use.total - use.paid
        compare(event, 'UsePaid.isPayable', subject, BigInt(isPayable), 1n)
        if (fundingNames[Number(funding)] === 'deposit') changeDeposit(rebuilt, keyOf(payer), -amount)
        else enterMoney(rebuilt, amount)
        shareUse(rebuilt, use, amount)
        compare(event, 'UsePaid.paid', subject, use.paid, paid)
        return
      }
      case 'UseContested':
        return enterContest(useOf(event.args.id), keyOf(event.args.account))
      case 'UseSettled':
        return enterSettlement(rebuilt, useOf(event.args.id), event.args.stands)
      case 'Deposited': {
        const { amount, held } = event.args
        const account = keyOf(event.args.account)
        enterMoney(rebuilt, amount)
        changeDeposit(rebuilt, account, amount)
        compare(event, 'Deposited.held', { account }, depositOf(rebuilt, account), held)
        return
      }
      case 'DepositWithdrawn': {
        const { amount, held } = event.args
        const account = keyOf(event.args.account)
        enterMoney(rebuilt, -amount)
        changeDeposit(rebuilt, account, -amount)
        compare(event, 'DepositWithdrawn.held', { account }, depositOf(rebuilt, account), held)
        return
      }
      case 'DecisionEnacted': {
        const decision = decodeDecision(event.args.action, event.args.data)
        if (decision.type === 'spending') {
          const held = maintenanceOf(rebuilt, decision.token)
          const { amount } = decision
          compare(event, 'DecisionEnacted.amount', { token: decision.token }, amount < held ? amount : held, amount)
        }
        const payee = decision.type === 'move' ? rebuilt.payees.get(keyOf(decision.from)) : undefined
        enterDecision(rebuilt, decision)
        // The payee of a move has an event of its own.
        if (decision.type === 'move') setPayee(rebuilt, decision.from, payee)
        return
      }
      case 'PayeeSet': {
        const { account, previousPayee, payee } = event.args
        const previous = rebuilt.payees.get(keyOf(account)) ?? ''
        if (previous || !isNobody(previousPayee)) {
          compareAccounts(event, 'PayeeSet.previousPayee', { account: keyOf(account) }, previous, previousPayee)
        }
        setPayee(rebuilt, account, payee)
        return
      }
      default:
        applyMoney(rebuilt, event)
    }
  }

  function applyMoney(
    rebuilt: MachineModel,
    event: Args<'Distributed' | 'Claimed' | 'CoOwnerSettled' | 'ReleasedToPool' | 'PaybackRested'>,
  ): void {
    switch (event.eventName) {
      case 'Distributed': {
        const { amount, parts: stated } = event.args
        const token = keyOf(event.args.token)
        const parts = commit(rebuilt, token, amount, () => false).distribution?.parts ?? []
        const lines = Math.max(parts.length, stated.length)
        for (let line = 0; line < lines; line++) {
          compare(event, 'Distributed.parts', { token, line }, parts[line] ?? 0n, stated[line] ?? 0n)
        }
        return
      }
      case 'ReleasedToPool':
        compare(event, 'ReleasedToPool.paidBack', {}, paybackPool(rebuilt).repaid, event.args.paidBack)
        if (!isReleased(rebuilt)) applyEquation(rebuilt, rebuilt.equations[1])
        return
      case 'CoOwnerSettled': {
        const account = keyOf(event.args.account)
        const { amount, rested = 0n } = takeBook(rebuilt, account, rebuilt.token)
        const { paid, isSettled } = coOwnerOf(rebuilt, account)
        compare(event, 'CoOwnerSettled.paid', { account }, isSettled ? paid : 0n, event.args.paid)
        settled = { account, amount, rested }
        return
      }
      case 'PaybackRested': {
        const { network, amount } = event.args
        compareAccounts(event, 'PaybackRested.network', {}, rebuilt.network, network)
        compare(event, 'PaybackRested.amount', {}, settled?.rested ?? 0n, amount)
        if (settled) settled.rested = 0n
        return
      }
      case 'Claimed':
        return applyClaim(rebuilt, event)
    }
  }

  function applyClaim(rebuilt: MachineModel, event: ClaimedEvent): void {
    const [account, token] = [keyOf(event.args.account), keyOf(event.args.token)]
    const subject = { account, token }
    if (settled && settled.account === account && token === rebuilt.token) {
      compare(event, 'Claimed.amount', subject, settled.amount, event.args.amount)
      compare(event, 'PaybackRested.amount', {}, settled.rested, 0n)
      settled = undefined
      return
    }
    checkSettled(event)
    const wasSettled = coOwnerOf(rebuilt, account).isSettled
    compare(event, 'Claimed.amount', subject, takeBook(rebuilt, account, token).amount, event.args.amount)
    const { isSettled, paid } = coOwnerOf(rebuilt, account)
    if (isSettled && !wasSettled) compare(event, 'CoOwnerSettled.paid', { account }, paid, 0n)
  }

  function applyUse(rebuilt: MachineModel, event: Args<'UseLogged'>): void {
    const { id, input, invoice: stated, total } = event.args
    const scenario = rebuilt.scenarios[Number(input.scenario)]
    if (!scenario) throw new UseScenarioUnknownError(BigInt(input.scenario), BigInt(rebuilt.scenarios.length))
    rebuilt.now = BigInt(stated.loggedAt)
    const invoice = invoiceOf(rebuilt, keyOf(stated.logger), input, scenario)
    const use = enterUse(rebuilt, invoice)
    uses.set(id, use)
    const subject = { use: invoice.number }
    const lines = Math.max(invoice.costs.length, stated.costs.length)
    for (let line = 0; line < lines; line++) {
      const [ours, theirs] = [invoice.costs[line], stated.costs[line]]
      compareAccounts(event, 'UseLogged.account', { ...subject, line }, ours?.account ?? '', theirs?.account ?? '')
      compare(event, 'UseLogged.costs', { ...subject, line }, ours?.amount ?? 0n, theirs?.amount ?? 0n)
    }
    compare(event, 'UseLogged.number', subject, invoice.number, stated.number)
    compare(event, 'UseLogged.net', subject, invoice.net, stated.net)
    compare(event, 'UseLogged.inKind', subject, invoice.inKind, stated.inKind)
    compare(event, 'UseLogged.total', subject, use.total, total)
  }

  return { model, isOwn, apply, end }
}
