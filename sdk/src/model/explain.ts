import { FRACTION_BITS } from './constants.ts'
import { moneyOf, paidEver } from './debt.ts'
import { perPoint, wholeUnits } from './equity.ts'
import type { DecodedEvent, EventPlace, RestClosedEvent, UnitsActivatedEvent, VentureEvent } from './events.ts'
import { keyOf } from './keys.ts'
import { owedTo } from './claims.ts'
import { unpackModelEntry } from './packedEntry.ts'
import { replayVenture } from './replay.ts'
import type { RestClosing } from './rests.ts'
import type { DebtFeed, EquityFeed, SyncOutcome } from './revenue.ts'
import { debtPoolOf, kindOf } from './state.ts'
import type { Account, Basis, Token, VentureModel } from './types.ts'

/** Revenue that was distributed: the place of its `Distributed` event; or what a closed rest had earned: of its `RestClosed`. */
export type ExplainedSale = {
  blockNumber: bigint
  logIndex: number
  /** Seconds since 1970, where events carry it. */
  timestamp?: bigint
  /** Distributed in all, token units. */
  amount: bigint
  equationVersion: number
}

/** The line of the equation it came through. The last is the remainder. */
export type ExplainedLine = {
  /** -1 for a rest. */
  index: number
  /**
   * A pool, an account, or what no line took; or the rest of a large batch: what that had earned went to the points that stayed in
   * its pool, without a line.
   */
  to: 'equity' | 'debt' | 'account' | 'remainder' | 'rest'
  pool?: number
  basis: Basis
  shareBps: number
  /** What the line took of the sale, with what came back from corrected debts. Token units. */
  amount: bigint
  /** Of a rest: the batch and kind it was left of. */
  batch?: string
  kind?: number
}

/** One of the account's contributions. */
export type ExplainedContribution = {
  batch: string
  /** Index among the entries of the batch that were taken together; of a large batch, of the leaf. */
  index: number
  /** A leaf of a large batch, which counts since the batch was accepted. */
  isLeaf?: true
  kind: number
  /** What counted in this sale, smallest units of the kind: what was accepted, less what was removed by then. */
  quantity: bigint
}

/** What one sale gave through one line by one contribution. A leaf that came late brings its part of earlier sales with it. */
export type ExplainedPart = {
  sale: ExplainedSale
  line: ExplainedLine
  /** Missing for account lines and the remainder: they pay whoever they name. */
  contribution?: ExplainedContribution
  /** Exact, x 2^128. */
  raw: bigint
  /** Token units. All parts up to here, fractions included, rounded down, less the same up to the part before. */
  amount: bigint
}

export type Explanation = {
  account: Account
  token: Token
  /** In the order in which the money reached the account. Their amounts add up to `total`, to the unit. */
  parts: ExplainedPart[]
  /** Paid and owed. Token units. */
  total: bigint
  paid: bigint
  /** By the books: without what arrived and wasn't distributed yet, and without what is parked. */
  owed: bigint
  /** Where rounding sits: part of a unit that stays with the account, x 2^128, below 2^128. */
  fraction: bigint
  /** `total` less the parts. Zero unless the venture paid something else than its events say. */
  unexplained: bigint
}

type Holding = ExplainedContribution & { money: bigint }
type Parked = { sale: ExplainedSale; line: ExplainedLine; amount: bigint }
/** What one unit of a kind earned by a sale, x 2^128. */
type Earned = { sale: ExplainedSale; line: ExplainedLine; raw: bigint }

/**
 * Explains what an account was paid and is owed in a token: which sale, through which line, by which kind, by which of its
 * contributions, gave how much. The parts add up to the total, to the unit.
 *
 * Units of a kind are alike; where some are removed, the latest contributions are taken to go first. Revenue that was parked is
 * shown with the sale it came from; what a closed rest had earned, with the closing.
 *
 * @param events of the venture and its notice board, as `replayVenture` takes them
 * @throws what `replayVenture` throws
 */
export function explain(
  events: readonly DecodedEvent[],
  account: Account,
  token: Token,
  { venture }: { venture: Account },
): Explanation {
  const own = keyOf(account)
  const ownToken = keyOf(token)
  const parts: ExplainedPart[] = []
  /** Equity, per kind; oldest first. */
  const holdings = new Map<number, Holding[]>()
  /** Debt, per pool and index of the entry in the account's queue. */
  const debts = new Map<string, Holding[]>()
  /** Per pool. */
  const parked = new Map<number, Parked[]>()
  /** Per kind, since its first large batch. */
  const earned = new Map<number, Earned[]>()
  /** Per large batch and kind: what units had earned by the acceptance, as a number of pieces. */
  const acceptedAt = new Map<string, number>()
  /** Leaves whose units come with the next event. */
  let brought: readonly bigint[] = []
  let rawSoFar = 0n
  let paid = 0n

  function add(sale: ExplainedSale, line: ExplainedLine, raw: bigint, contribution?: ExplainedContribution): void {
    if (raw === 0n) return
    const amount = wholeUnits(rawSoFar + raw) - wholeUnits(rawSoFar)
    rawSoFar += raw
    parts.push({ sale, line, ...(contribution && { contribution }), raw, amount })
  }

  function addEquity(model: VentureModel, feed: EquityFeed, current: Parked | undefined): void {
    const waiting = [...(parked.get(feed.pool) ?? []), ...(current ? [current] : [])]
    if (feed.parked !== 0n) {
      parked.set(feed.pool, waiting)
      return
    }
    parked.delete(feed.pool)
    // The revenue per point grew once for all of it; each sale has what it adds to the growth.
    let amount = 0n
    for (const { sale, line, amount: fed } of waiting) {
      const growth = perPoint(amount + fed, feed.points) - perPoint(amount, feed.points)
      amount += fed
      for (const kind of model.kinds) {
        if (kind.pool !== feed.pool) continue
        earned.get(kind.id)?.push({ sale, line, raw: kind.rate * growth })
        for (const { money: _, ...contribution } of holdings.get(kind.id) ?? []) {
          add(sale, line, contribution.quantity * kind.rate * growth, contribution)
        }
      }
    }
  }

  function addDebt(model: VentureModel, feed: DebtFeed, sale: ExplainedSale, line: ExplainedLine): void {
    const pool = debtPoolOf(model, feed.pool)
    const entries = pool.queues.get(own)?.entries ?? []
    entries.forEach((entry, index) => {
      const before = paidEver(pool, entry, feed.from).paid
      const gained = paidEver(pool, entry, feed.to).paid - before
      if (gained === 0n) return
      // Contributions of one acceptance are one entry; each has its part of the money.
      let money = 0n
      for (const { money: ownMoney, ...contribution } of debts.get(`${feed.pool} ${index}`) ?? []) {
        const share = (gained * (money + ownMoney)) / entry.money - (gained * money) / entry.money
        money += ownMoney
        add(sale, line, share << FRACTION_BITS, contribution)
      }
    })
  }

  function onSync({ token: synced, amount, distribution, equity, debt }: SyncOutcome, event: VentureEvent, model: VentureModel) {
    if (synced !== ownToken) return
    const { lines = [], version = 0 } = distribution?.equation ?? {}
    const sale = saleOf(event, amount, version)
    const lineOf = (index: number): ExplainedLine => {
      const line = lines[index]
      const flow = distribution?.flows[index] ?? 0n
      if (!line) return { index, to: 'remainder', basis: 'remaining', shareBps: 10_000, amount: flow }
      const { pool, basis, shareBps } = line
      if (!pool) return { index, to: 'account', basis, shareBps, amount: flow }
      return { index, to: model.pools[pool - 1]?.type ?? 'equity', pool, basis, shareBps, amount: flow }
    }
    lines.forEach((line, i) => {
      if (line.account === own) add(sale, lineOf(i), (distribution?.flows[i] ?? 0n) << FRACTION_BITS)
    })
    if (distribution?.equation.remainder === own)
      add(sale, lineOf(lines.length), (distribution.flows.at(-1) ?? 0n) << FRACTION_BITS)
    for (const feed of equity) {
      const index = lines.findIndex(({ pool }) => pool === feed.pool)
      addEquity(model, feed, feed.fed === 0n ? undefined : { sale, line: lineOf(index), amount: feed.fed })
    }
    for (const feed of debt) addDebt(model, feed, sale, lineOf(lines.findIndex(({ pool }) => pool === feed.pool)))
  }

  function onClosing({ kind, feeds }: RestClosing, event: RestClosedEvent, model: VentureModel): void {
    for (const { token: fedToken, ...feed } of feeds) {
      if (fedToken !== ownToken) continue
      const { fed: amount, pool } = feed
      const { batch } = event.args
      const line = { index: -1, to: 'rest', pool, basis: 'gross', shareBps: 10_000, amount, batch, kind } as const
      addEquity(model, feed, { sale: saleOf(event, amount, model.equation.version), line, amount })
    }
  }

  /** A total: from here on its leaves earn. */
  function acceptTotal(batch: string, kind: number): void {
    const pieces = earned.get(kind) ?? []
    earned.set(kind, pieces)
    acceptedAt.set(`${batch} ${kind}`, pieces.length)
  }

  /** Leaves of the account, and what they earned before they came. */
  function addLeaves({ batch, leaves }: UnitsActivatedEvent['args']): void {
    leaves.map(unpackModelEntry).forEach(({ affiliate, kind, quantity }, i) => {
      if (affiliate !== own || quantity === 0n) return
      const leaf = { batch, index: Number(brought[i] ?? i), isLeaf: true, kind, quantity } as const
      push(holdings, kind, { ...leaf, money: 0n })
      const since = earned.get(kind)?.slice(acceptedAt.get(`${batch} ${kind}`) ?? 0) ?? []
      for (const { sale, line, raw } of since) add(sale, line, quantity * raw, leaf)
    })
    brought = []
  }

  function onEvent(event: VentureEvent, model: VentureModel): void {
    if (event.eventName === 'Claimed') {
      if (keyOf(event.args.account) === own && keyOf(event.args.token) === ownToken) paid += event.args.amount
    } else if (event.eventName === 'UnitsAdded') {
      event.args.entries.map(unpackModelEntry).forEach(({ affiliate, kind: kindId, quantity }, index) => {
        if (affiliate === model.venture) return acceptTotal(event.args.batch, kindId)
        if (affiliate !== own) return
        const kind = kindOf(model, kindId)
        const contribution = { batch: event.args.batch, index, kind: kindId, quantity }
        if (!kind.isDebt) return push(holdings, kindId, { ...contribution, money: 0n })
        const entry = (debtPoolOf(model, kind.pool).queues.get(own)?.entries.length ?? 0) - 1
        push(debts, `${kind.pool} ${entry}`, { ...contribution, money: moneyOf(quantity, kind.rate, kind.decimals) })
      })
    } else if (event.eventName === 'LeavesActivated') {
      brought = event.args.indices
    } else if (event.eventName === 'UnitsActivated') {
      addLeaves(event.args)
    } else if (event.eventName === 'UnitsRemoved' && keyOf(event.args.account) === own) {
      removeLatest(holdings.get(Number(event.args.kind)) ?? [], event.args.quantity)
    }
  }

  const { model } = replayVenture(events, { venture, onSync, onClosing, onEvent })
  const owed = owedTo(model, own, ownToken)
  const total = paid + owed
  const fraction = rawSoFar - (wholeUnits(rawSoFar) << FRACTION_BITS)
  return { account: own, token: ownToken, parts, total, paid, owed, fraction, unexplained: total - wholeUnits(rawSoFar) }
}

function saleOf(event: EventPlace, amount: bigint, equationVersion: number): ExplainedSale {
  const { blockNumber, logIndex, blockTimestamp: timestamp } = event
  return { blockNumber, logIndex, ...(timestamp !== undefined && { timestamp }), amount, equationVersion }
}

function push<Key>(map: Map<Key, Holding[]>, key: Key, holding: Holding): void {
  const list = map.get(key)
  if (list) list.push(holding)
  else map.set(key, [holding])
}

/** Takes a quantity out of the latest contributions. Those shown in earlier parts stay as they were. */
function removeLatest(list: Holding[], quantity: bigint): void {
  let left = quantity
  while (left > 0n) {
    const last = list.pop()
    if (!last) return
    if (last.quantity > left) list.push({ ...last, quantity: last.quantity - left })
    left -= last.quantity
  }
}
