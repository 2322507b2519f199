import { type Address, keccak256, stringToBytes } from 'viem'
import { type Change, type DecisionAction, parseAmount, parseDuration, parseQuantity, parseShare } from '@open-value/sdk'
import { changeNames } from '@open-value/sdk/abis'
import { findBatch, openBatches } from './batches.ts'
import { type Context, type NamedKind, findKind, findToken } from './context.ts'
import type { Group } from './decisions.ts'
import { InputError } from './errors.ts'
import { findMove } from './moves.ts'

export type ActionOptions = {
  name?: string
  unit?: string
  decimals?: string
  pool?: string
  weight?: string
  price?: string
  voice?: string
  token?: string
  cap?: string
  opening?: string
  uri?: string
  until?: string
  objector?: string
  remove?: boolean
  lift?: boolean
  mute?: boolean
  successor?: string
}

/** What can be proposed in words, and the words it takes. Everything else, and more than one at once, comes from a file. */
export const USAGE = {
  weight: '<kind> <weight>',
  kind: '<name> <unit> --weight|--price',
  'close-kind': '<kind>',
  pool: '<equity|debt>',
  task: '<name> <kind> <estimate> --uri',
  'close-task': '<name>',
  notice: '<duration>',
  steward: '<who> [--until|--remove]',
  bar: '<who> [--lift]',
  token: '<token> [--mute]',
  reweigh: '<kind> <weight>',
  governor: '<who>',
  pay: '<who> <amount>',
  resolve: '<batch> <all|reject|amendment>',
  move: '<move> <approve|reject>',
  cancel: '<change> [of what]',
} as const

export type What = keyof typeof USAGE

/** @throws {InputError} something else, or not the words it takes */
export async function readAction(
  context: Context,
  group: Group,
  { what, words, options }: { what: string; words: readonly string[]; options: ActionOptions },
): Promise<DecisionAction> {
  if (!(what in USAGE)) {
    throw new InputError(`"${what}" can't be proposed.`, [
      `There is ${Object.keys(USAGE).join(', ')}; or --file with any actions (docs/governance.md).`,
    ])
  }
  const usage = USAGE[what as What]
  const most = usage.match(/[<[](?!--)[^>\]]+[>\]]/g)?.length ?? 0
  const least = usage.match(/<[^>]+>/g)?.length ?? 0
  if (words.length < least || words.length > most) {
    throw new InputError(`"${what}" takes ${least} words, and there are ${words.length}.`, [
      `Write decide:propose ${what} ${usage}.`,
    ])
  }
  const { people } = context
  const { venture } = group
  const [first = '', second = '', third = ''] = words
  switch (what as What) {
    case 'weight':
      return successor(findKind(venture.kinds, first), second, options)
    case 'kind':
      return { type: 'openKind', kind: newKind(group, { name: first, unit: second }, options) }
    case 'close-kind': {
      const next = options.successor === undefined ? {} : { successor: findKind(venture.kinds, options.successor).kind }
      return { type: 'closeKind', kind: findKind(venture.kinds, first).kind, ...next }
    }
    case 'pool':
      return newPool(group, first, options)
    case 'task': {
      const kind = findKind(venture.kinds, second)
      const estimate = parseQuantity(third, kind)
      return { type: 'openTask', ref: taskRef(first), kind: kind.kind, estimate, uri: needed(options.uri, '--uri') }
    }
    case 'close-task':
      return { type: 'closeTask', ref: taskRef(first) }
    case 'notice': {
      const period = parseDuration(first)
      return { type: period > venture.noticePeriod ? 'lengthenNotice' : 'announceNoticePeriod', period }
    }
    case 'steward':
      return steward(group, people.addressOf(first), options)
    case 'bar':
      return { type: 'announceBar', account: people.addressOf(first), barred: !options.lift }
    case 'token': {
      const known = venture.tokens.find(({ symbol }) => symbol.toLowerCase() === first.toLowerCase())
      return { type: 'announceToken', token: known?.token ?? people.addressOf(first), muted: options.mute ?? false }
    }
    case 'reweigh':
      return { type: 'announceWeight', kind: anyKind(venture.kinds, first).kind, weight: Number(whole(second, 'The weight')) }
    case 'governor':
      return { type: 'announceGovernor', governor: people.addressOf(first) }
    case 'pay':
      return payment(group, people.addressOf(first), second)
    case 'resolve':
      return resolution(context, group, first, second, options)
    case 'move': {
      if (second !== 'approve' && second !== 'reject') throw new InputError(`"${second}" is neither approve nor reject.`)
      const { move } = await findMove(context, venture, first)
      return { type: 'decideMove', move, approved: second === 'approve' }
    }
    case 'cancel':
      return cancellation(context, group, first, second)
  }
}

function successor(
  { kind, name, unit, decimals, pool, isDebt, voice }: NamedKind,
  written: string,
  options: ActionOptions,
): DecisionAction {
  const same = { name: options.name ?? name, unit, decimals, pool }
  const rate = whole(written, isDebt ? 'The price, in smallest units,' : 'The weight')
  return { type: 'openSuccessor', kind, successor: isDebt ? { ...same, price: rate } : { ...same, weight: rate, voice } }
}

function newKind({ venture }: Group, { name, unit }: { name: string; unit: string }, options: ActionOptions) {
  const similar = venture.kinds.find(
    (kind) => kind.unit.toLowerCase() === unit.toLowerCase() && kind.isDebt === (options.price !== undefined),
  )
  const decimals = options.decimals === undefined ? similar?.decimals : Number(whole(options.decimals, '--decimals'))
  const pool = options.pool === undefined ? similar?.pool : Number(whole(options.pool, '--pool'))
  if (decimals === undefined || pool === undefined) {
    throw new InputError(`No kind here is counted in ${unit} yet.`, ['Give it --decimals and --pool too.'])
  }
  const same = { name, unit, decimals, pool }
  if (options.price !== undefined) return { ...same, price: whole(options.price, '--price') }
  const voice = options.voice === undefined ? (similar?.voice ?? 0) : Number(whole(options.voice, '--voice'))
  return { ...same, weight: whole(needed(options.weight, '--weight or --price'), '--weight'), voice }
}

function newPool({ venture }: Group, type: string, { token, cap = '100%', opening = '0 s' }: ActionOptions): DecisionAction {
  if (type === 'equity') return { type: 'openPool', pool: { type, openingPeriod: parseDuration(opening) } }
  if (type !== 'debt') throw new InputError(`"${type}" is no pool: there are equity and debt.`)
  return { type: 'openPool', pool: { type, token: findToken(venture.tokens, token).token, capBps: parseShare(cap) } }
}

/** Appointed for the term of the rules, where they know one. */
function steward({ venture, rules }: Group, account: Address, { until, remove }: ActionOptions): DecisionAction {
  if (remove) return { type: 'removeSteward', account }
  if (until !== undefined) return { type: 'appointSteward', account, until: dayEnds(until) }
  if (rules.stewardTerm === 0) return { type: 'appointSteward', account }
  const begins = venture.asOf.timestamp + BigInt(rules.consensusWindow + rules.delay + venture.noticePeriod)
  return { type: 'appointSteward', account, until: begins + BigInt(rules.stewardTerm) }
}

function payment({ venture }: Group, to: Address, written: string): DecisionAction {
  const symbol = /[A-Za-z]+$/.exec(written.trim())?.[0]
  if (symbol?.toUpperCase() === 'ETH')
    return { type: 'payEth', to, amount: parseAmount(written, { symbol: 'ETH', decimals: 18 }) }
  const token = findToken(venture.tokens, symbol)
  return { type: 'payToken', token: token.token, to, amount: parseAmount(written, token) }
}

async function resolution(
  context: Context,
  { venture }: Group,
  written: string,
  decision: string,
  options: ActionOptions,
): Promise<DecisionAction> {
  const { header, entries, objections } = findBatch(await openBatches(context, venture), written)
  if (decision === 'all' || decision === 'reject') return { type: 'resolveBatch', header, entries, decision }
  if (decision !== 'amendment') throw new InputError(`"${decision}" is neither all, reject nor amendment.`)
  const wanted = options.objector === undefined ? undefined : context.people.addressOf(options.objector)
  const [found, ...others] = objections.filter(
    ({ status, amendedEntries, objector }) => status === 'standing' && amendedEntries && (!wanted || wanted === objector),
  )
  if (!found || others.length > 0)
    throw new InputError(`${found ? 'More than one' : 'No'} standing objection has an amendment.`, ['Name it with --objector.'])
  return { type: 'resolveBatch', header, entries, decision, objector: found.objector }
}

/** What is announced, and of which kind, token or account. */
function cancellation({ people }: Context, { venture }: Group, change: string, written: string): DecisionAction {
  if (!(changeNames as readonly string[]).includes(change)) {
    throw new InputError(`"${change}" is nothing that is announced.`, ['See decide:apply: equation, weight, token, steward, …'])
  }
  const subject = () => {
    if (change === 'weight') return BigInt(anyKind(venture.kinds, written).kind)
    if (change === 'token' || change === 'steward' || change === 'bar') {
      return BigInt(venture.tokens.find(({ symbol }) => symbol === written)?.token ?? people.addressOf(written))
    }
    return 0n
  }
  return { type: 'cancelChange', change: change as Change, subject: subject() }
}

/** One that is closed, too; by its number where names are the same. */
function anyKind(kinds: readonly NamedKind[], written: string): NamedKind {
  const numbered = /^\d{1,3}$/.test(written) ? kinds.find(({ kind }) => kind === Number(written)) : undefined
  const all = kinds.map((kind) => ({ ...kind, isClosed: false }))
  return numbered ?? findKind(all, written)
}

/** A task is known by the hash of its name. */
const taskRef = (name: string) => keccak256(stringToBytes(name))

function needed(value: string | undefined, option: string): string {
  if (value !== undefined) return value
  throw new InputError(`It needs ${option}.`)
}

function whole(written: string, what: string): bigint {
  if (/^\d{1,30}$/.test(written)) return BigInt(written)
  throw new InputError(`${what} is "${written}", a whole number is expected.`)
}

/** The last second of a day, in UTC. */
function dayEnds(written: string): bigint {
  const milliseconds = /^\d{4}-\d\d-\d\d$/.test(written) ? Date.parse(`${written}T23:59:59Z`) : Number.NaN
  if (Number.isNaN(milliseconds)) throw new InputError(`"${written}" is no day such as 2027-06-30.`)
  return BigInt(milliseconds / 1000)
}

/* A FILE */

const DURATIONS = /^(period|openingPeriod|lazyWindow|consensusWindow|delay|stewardTerm|objectionWindow|resolutionDeadline)$/
const SHARES = /Bps$/
const ACCOUNTS = /^(account|remainder|token|governor|to|from|proposer|objector|recipient|supplier|machine|ledger)$/
const NUMBERS =
  /^(amount|until|subject|estimate|allowed|nonce|price|headVoice|proposerVoice|leaves|.*Points|pricePerHour|.*PerHour)$/

/**
 * Actions as a file has them: durations, shares, names and kinds as people write them, rules and parameters only where they change.
 *
 * @throws {InputError}
 */
export function readActions({ people }: Context, { venture, rules }: Group, file: unknown, name: string): DecisionAction[] {
  if (!Array.isArray(file)) throw new InputError(`${name} is no list of actions.`)
  const read = (value: unknown, key: string, parent: string): unknown => {
    if (Array.isArray(value)) return value.map((inner) => read(inner, key, parent))
    if (typeof value === 'object' && value !== null) {
      const parts = Object.entries(value).map(([inner, of]) => [inner, read(of, inner, key)])
      return Object.fromEntries(parts)
    }
    if (key === 'entries') return BigInt(value as string)
    if (key === 'weight' && (parent === 'kind' || parent === 'successor')) return BigInt(value as string)
    if (typeof value === 'string') {
      if (DURATIONS.test(key)) return parseDuration(value)
      if (SHARES.test(key)) return parseShare(value)
      if (ACCOUNTS.test(key)) return venture.tokens.find(({ symbol }) => symbol === value)?.token ?? people.addressOf(value)
      if (key === 'kind') return findKind(venture.kinds, value).kind
      if (key === 'until' && value.includes('-')) return dayEnds(value)
    }
    return NUMBERS.test(key) ? whole(String(value), key) && BigInt(value as string) : value
  }
  return file.map((written) => {
    const action = read(written, '', '') as DecisionAction
    switch (action.type) {
      case 'setRules':
        return { ...action, rules: { ...rules, ...action.rules } }
      case 'announceParameters':
      case 'tightenParameters':
        return { ...action, parameters: { ...venture.parameters, ...action.parameters } }
      default:
        return action
    }
  })
}
