import type { Address } from 'viem'
import { formatDuration } from '../../utils/duration.ts'
import { type QuantityUnit, formatQuantity } from '../../utils/quantity.ts'
import { formatShare } from '../../utils/share.ts'
import { addressIn, changeWords, count } from '../../errors/words.ts'
import { type ChangeNames, describeChange } from '../board/describeChange.ts'
import type { NewKind } from '../board/openKind.ts'
import { type DecisionNames, describeDecision } from '../campaign/describeDecision.ts'
import { changeNumber } from '../internal/changes.ts'
import type { GovernorRules, LedgerParameters } from '../types.ts'
import type { KindInfo } from '../venture/getKinds.ts'
import type { DecisionAction, NewPool } from './decisionAction.ts'

/** How accounts, tokens and amounts are called, and what stands now, to say what becomes different. All may be left out. */
export type DecisionWords = ChangeNames &
  DecisionNames & {
    kinds?: readonly Pick<KindInfo, 'kind' | 'name' | 'unit' | 'decimals' | 'rate' | 'voice' | 'isDebt'>[]
    rules?: GovernorRules
    parameters?: LedgerParameters
  }

type Known = Required<ChangeNames & DecisionNames> & Pick<DecisionWords, 'kinds' | 'rules' | 'parameters'>

/**
 * An action of a decision in one sentence.
 *
 * @example
 * describeDecisionAction({ type: 'openSuccessor', kind: 0, successor: { ...kind, weight: 35n } }, { kinds })
 * // 'new weight for Design hour from now on: 35 instead of 30'
 */
export function describeDecisionAction(action: DecisionAction, words: DecisionWords = {}): string {
  const known = withDefaults(words)
  const { account, token, amount, kind } = known
  switch (action.type) {
    case 'openPool':
      return poolWords(action.pool, known)
    case 'openKind':
      return `new kind: ${newKindWords(action.kind)}`
    case 'openSuccessor':
      return successorWords(action, known)
    case 'closeKind':
      return `${kind(action.kind)} takes no more contributions${action.successor === undefined ? '' : `; ${kind(action.successor)} takes its place`}`
    case 'lengthenNotice':
      return `changes need ${formatDuration(action.period)} of notice, at once`
    case 'removeSteward':
      return `${account(action.account)} is no longer a steward, at once`
    case 'appointSteward': {
      const { until } = action
      const steward = until !== 0n
      return afterNotice(describeChange({ change: 'steward', account: action.account, steward, until }, known))
    }
    case 'tightenParameters':
      return `acceptance follows stricter rules at once: ${parameterWords(action.parameters, known.parameters)}`
    case 'announceParameters':
      return afterNotice(`acceptance follows other rules: ${parameterWords(action.parameters, known.parameters)}`)
    case 'announceEquation':
      return afterNotice(describeChange({ ...action, change: 'equation' }, known))
    case 'announceWeight':
      return afterNotice(
        `new weight for ${kind(action.kind)}, past contributions, too: ${action.weight}${insteadOf(rateOf(action.kind, known))}`,
      )
    case 'announceToken':
      return afterNotice(describeChange({ ...action, change: 'token' }, known))
    case 'announceGovernor':
      return afterNotice(describeChange({ ...action, change: 'governor' }, known))
    case 'announceNoticePeriod':
      return afterNotice(describeChange({ ...action, change: 'noticePeriod' }, known))
    case 'announceBar':
      return `after 7 days for a reply: ${describeChange({ ...action, change: 'bar' }, known)}`
    case 'cancelChange':
      return cancelWords(action, known)
    case 'openTask':
      return `new task ${action.ref}: ${quantityWords(action.estimate, action.kind, known)} of ${kind(action.kind)}, ${action.uri}`
    case 'closeTask':
      return `task ${action.ref} is closed`
    case 'resolveBatch':
      return `${resolutionWords[action.decision](action, known)}, of the contributions ${account(action.header.proposer)} proposed, evidence ${action.header.evidenceHash}`
    case 'applyCorrection': {
      const { entries, debts, batch } = action.correction
      return `what batch ${batch} brought is corrected: ${count(BigInt(entries.length), 'entry of units', 'entries of units')} and ${count(BigInt(debts.length), 'debt')} are taken away, reason ${action.correction.reasonHash}`
    }
    case 'decideMove': {
      const { from, to } = action.move
      const who = `${account(to)} ${action.approved ? 'goes on' : 'does not go on'} as ${account(from)}`
      return action.approved ? `${who}, after 30 days in which the account can say no` : who
    }
    case 'announceClosing':
      return `after 30 days: what nobody activated of the large batch with the data ${action.header.dataHash} is closed`
    case 'cancelClosing':
      return `the large batch with the data ${action.header.dataHash} is not closed after all`
    case 'payEth':
      return `${account(action.to)} is paid ${amount(action.amount, ETH)}`
    case 'payToken':
      return `${account(action.to)} is paid ${amount(action.amount, action.token)} of ${token(action.token)}`
    case 'machineDecision':
      return `machine ${account(action.machine)}: ${describeDecision(action.decision, known)}`
    case 'setRules':
      return `decisions are made by other rules: ${rulesWords(action.rules, known.rules)}`
    case 'unknown':
      return `a call nobody can read: ${action.data.slice(0, 10)} of ${account(action.target)}`
  }
}

/** As in tokens of a venture. */
const ETH: Address = '0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE'

function withDefaults({ account = String, token = String, amount, kind, ...now }: DecisionWords): Known {
  const named = (id: number) => now.kinds?.find((known) => known.kind === id)?.name ?? `kind ${id}`
  return { account, token, amount: amount ?? ((units) => `${units} smallest units`), kind: kind ?? named, ...now }
}

const afterNotice = (words: string) => `after the notice: ${words}`

const insteadOf = (now: bigint | number | string | undefined) => (now === undefined ? '' : ` instead of ${now}`)

const rateOf = (id: number, { kinds }: Known) => kinds?.find(({ kind }) => kind === id)?.rate

function poolWords(pool: NewPool, { token }: Known): string {
  if (pool.type === 'debt') return `new pool of debts in ${token(pool.token)}, repaid at ${formatShare(pool.capBps)}`
  const { openingPeriod = 0 } = pool
  return `new equity pool${openingPeriod === 0 ? '' : `, opening ${formatDuration(openingPeriod)} after the first points`}`
}

function newKindWords({ name, unit, pool, weight, price, voice = 0 }: NewKind): string {
  const rate = weight === undefined ? `price ${price}` : `weight ${weight}, voice ${voice}`
  return `${name}, counted in ${unit}, in pool ${pool}, ${rate}`
}

function successorWords({ kind: id, successor }: Extract<DecisionAction, { type: 'openSuccessor' }>, known: Known): string {
  const { name, weight, price, voice = 0 } = successor
  const now = known.kinds?.find(({ kind }) => kind === id)
  const what = weight === undefined ? 'price' : 'weight'
  const others = [
    ...(now && now.name !== name ? [`called ${name}`] : []),
    ...(now && now.unit !== successor.unit ? [`counted in ${successor.unit} instead of ${now.unit}`] : []),
    ...(now && now.decimals !== successor.decimals ? [`with ${successor.decimals} decimals instead of ${now.decimals}`] : []),
    ...(now && now.voice !== voice && weight !== undefined ? [`voice ${voice} instead of ${now.voice}`] : []),
  ]
  const head = `new ${what} for ${known.kind(id)} from now on: ${weight ?? price}${insteadOf(now?.rate)}`
  return [head, ...others].join(', ')
}

function quantityWords(quantity: bigint, id: number, { kinds }: Known): string {
  const kind = kinds?.find((known) => known.kind === id)
  return kind ? formatQuantity(quantity, kind satisfies QuantityUnit) : `${quantity} smallest units`
}

type Resolution = Extract<DecisionAction, { type: 'resolveBatch' }>

const resolutionWords: Record<Resolution['decision'], (resolution: Resolution, known: Known) => string> = {
  reject: () => 'nothing is accepted',
  all: ({ entries }) => `all ${entries.length} entries are accepted`,
  some: ({ entries, allowed = 0n }) => `${bitsOf(allowed)} of ${entries.length} entries are accepted`,
  amendment: ({ objector }, { account }) => `what the objector ${objector ? account(objector) : ''} proposes instead is accepted`,
}

const bitsOf = (bitmap: bigint) => bitmap.toString(2).replaceAll('0', '').length

function cancelWords({ change, subject = 0n }: Extract<DecisionAction, { type: 'cancelChange' }>, known: Known): string {
  const about = () => {
    if (change === 'weight') return ` (${known.kind(Number(subject))})`
    if (change === 'token') return ` (${known.token(addressIn(subject))})`
    if (change === 'steward' || change === 'bar') return ` (${known.account(addressIn(subject))})`
    return ''
  }
  return `taken back: ${changeWords(changeNumber(change))}${about()}`
}

/* WHAT BECOMES DIFFERENT */

type Format<value> = (value: value) => string

function differences<values extends Record<string, bigint | number>>(
  words: { [name in keyof values]: [string, Format<values[name]>] },
  next: values,
  now: values | undefined,
): string {
  const changed = (Object.keys(words) as (keyof values)[]).filter((name) => !now || now[name] !== next[name])
  if (changed.length === 0) return 'nothing becomes different'
  return changed
    .map((name) => {
      const [what, format] = words[name]
      return `${what} ${format(next[name])}${insteadOf(now && format(now[name]))}`
    })
    .join(', ')
}

const seconds = (value: number) => formatDuration(value)
const bps = (value: number) => formatShare(value)

const PARAMETERS: { [name in keyof LedgerParameters]: [string, Format<LedgerParameters[name]>] } = {
  attestationsRequired: ['attestations', String],
  attestorMinPoints: ['points of an attestor', String],
  objectorMinPoints: ['points of an objector', String],
  objectionWindow: ['objections within', seconds],
  resolutionDeadline: ['resolutions within', seconds],
  instantGrowthBps: ['growth at once up to', bps],
  instantGrowthPoints: ['or points', String],
  silentGrowthBps: ['growth by silence up to', bps],
  silentGrowthPoints: ['or points', String],
}

const parameterWords = (next: LedgerParameters, now: LedgerParameters | undefined) => differences(PARAMETERS, next, now)

const RULES: { [name in keyof GovernorRules]: [string, Format<GovernorRules[name]>] } = {
  lazyWindow: ['lazy window', seconds],
  stopBps: ['stopped by objections of', bps],
  stopHeads: ['or of heads', String],
  consensusWindow: ['consensus window', seconds],
  quorumBps: ['quorum', bps],
  quorumHeads: ['heads that take part', String],
  delay: ['delay', seconds],
  stepBps: ['step of a weight in 90 days', bps],
  stewardTerm: ['term of a steward', (value) => (value === 0 ? 'without end' : seconds(value))],
  termsInRow: ['terms in a row', (value) => (value === 0 ? 'any number' : String(value))],
  openLazy: ['open lazy decisions', String],
  openPerProposer: ['of one proposer', String],
  headVoice: ['voice of a head', String],
  proposerVoice: ['voice of a proposer', String],
}

const rulesWords = (next: GovernorRules, now: GovernorRules | undefined) => differences(RULES, next, now)
