import { owedTo, parkedOf } from './claims.ts'
import { WhatIfDateInvalidError, WhatIfNameUnknownError } from './errors.ts'
import { addUnits } from './holdings.ts'
import { keyOf } from './keys.ts'
import { sync } from './revenue.ts'
import { listToken, openKind, openPool, receive, setEquation } from './rules.ts'
import { accountsOf, createVentureModel, pointsOf } from './state.ts'
import type { Account, Basis, EquationLine, ModelEntry, VentureModel } from './types.ts'

/** An equation with its pools and kinds, by name, as a venture's config has them. */
export type WhatIfDescription = {
  pools: readonly { id: string; type: 'equity' | 'debt'; /** Debt. Default 10,000. */ capBps?: number }[]
  kinds: readonly {
    id: string
    pool: string
    /** Quantities count 10^-decimals of the unit. Default 0. */
    decimals?: number
    /** Equity: points per smallest unit of quantity. */
    weight?: number | bigint
    /** Debt: token units per whole unit. */
    price?: number | bigint
  }[]
  equation: readonly (
    | { account: Account; basis: Basis; shareBps: number }
    | { pool: string; basis: Basis; shareBps: number }
    | { remainder: Account }
  )[]
  contributorsFloorBps?: number
}

/** A contribution by name. `quantity` in smallest units of its kind. */
export type WhatIfContribution = { affiliate: Account; kind: string; quantity: number | bigint }
/** When something happened: a moment, or a UTC day (`2024-12-31`). */
export type WhatIfDate = string | Date
export type DatedContribution = WhatIfContribution & { date: WhatIfDate }
/** A sale. It is split among what was contributed until then, the day of the sale included. Token units. */
export type DatedSale = { date: WhatIfDate; amount: bigint }

/** What one recipient gets. Token units, rounded down. */
export type WhatIfAmount = { account: Account; amount: bigint }

export type WhatIfResult = {
  /** What each line takes, the remainder last; together the sale. */
  lines: readonly { line: string; amount: bigint }[]
  /** What everyone gets, most first: affiliates and recipients of account lines. */
  recipients: readonly WhatIfAmount[]
  /** Waits for an equity pool to have points. */
  parked: bigint
  /** Held back by rounding: the sale less recipients and parked. */
  heldBack: bigint
}

export type WhatIfSale = WhatIfResult & {
  date: WhatIfDate
  amount: bigint
  /** Points at the moment of the sale, per equity pool: an affiliate's share is `points / total`. */
  points: readonly { pool: string; total: bigint; byAffiliate: ReadonlyMap<Account, bigint> }[]
}

export type WhatIfHistory = {
  /** One for each sale, in order of time. What a recipient gets of one sale includes what was rounded off in earlier ones. */
  sales: readonly WhatIfSale[]
  /** All sales together, most first. */
  recipients: readonly WhatIfAmount[]
}

const TOKEN = 'token'

/**
 * What a sale would give to whom: an equation, contributions accepted together, an amount. Nothing is on chain. Token units,
 * rounded down; the same figures as a venture's to the unit.
 *
 * @throws {WhatIfNameUnknownError} a pool or kind nobody described, or no remainder
 * @throws what `checkEquation` and `addUnits` throw
 */
export function whatIf(
  description: WhatIfDescription,
  contributions: readonly WhatIfContribution[],
  amount: bigint,
): WhatIfResult {
  const { model, lineNames, entryOf } = build(description)
  accept(model, contributions.map(entryOf))
  return sell(model, lineNames, amount)
}

/**
 * The same over time: contributions enter on their date, each sale is split among what was there by then. Contributions of one
 * date are accepted together.
 *
 * @example 50,000.00 of a 6-decimals token, sold each 31 December
 * whatIfOverTime(description, contributions, [{ date: '2005-12-31', amount: 50_000_000000n }, …])
 * @throws {WhatIfDateInvalidError}
 * @throws what `whatIf` throws
 */
export function whatIfOverTime(
  description: WhatIfDescription,
  contributions: readonly DatedContribution[],
  sales: readonly DatedSale[],
): WhatIfHistory {
  const { model, lineNames, entryOf } = build(description)
  const dated = contributions.map((contribution) => ({ at: timeOf(contribution.date, 'start'), contribution }))
  dated.sort((a, b) => a.at - b.at)
  const ordered = sales.map((sale) => ({ at: timeOf(sale.date, 'end'), sale })).sort((a, b) => a.at - b.at)

  let next = 0
  const results = ordered.map(({ at, sale }): WhatIfSale => {
    while ((dated[next]?.at ?? Infinity) <= at) {
      const date = dated[next]?.at
      const together = dated.slice(next).findIndex((other) => other.at !== date)
      const end = together === -1 ? dated.length : next + together
      accept(
        model,
        dated.slice(next, end).map(({ contribution }) => entryOf(contribution)),
      )
      next = end
    }
    return { date: sale.date, amount: sale.amount, points: pointsNow(model, description), ...sell(model, lineNames, sale.amount) }
  })
  return { sales: results, recipients: recipientsOf(model, new Map()) }
}

function build(description: WhatIfDescription) {
  const { contributorsFloorBps, pools, kinds, equation } = description
  const model = createVentureModel({ contributorsFloorBps })
  const poolIds = new Map(
    pools.map(({ id, type, capBps }) => [id, openPool(model, type === 'equity' ? { type } : { type, token: TOKEN, capBps })]),
  )
  const poolId = (name: string) => known(poolIds, 'pool', name)
  const kindIds = new Map(
    kinds.map(({ id, pool, decimals, weight, price }) => [
      id,
      openKind(model, { pool: poolId(pool), decimals, rate: BigInt(weight ?? price ?? 0) }),
    ]),
  )
  const lines: EquationLine[] = []
  const lineNames: string[] = []
  let remainder: string | undefined
  for (const line of equation) {
    if ('remainder' in line) {
      remainder = line.remainder
      continue
    }
    const { basis, shareBps } = line
    lines.push('pool' in line ? { pool: poolId(line.pool), basis, shareBps } : { account: line.account, basis, shareBps })
    lineNames.push('pool' in line ? line.pool : line.account)
  }
  if (remainder === undefined) throw new WhatIfNameUnknownError('remainder', '', [])
  listToken(model, TOKEN)
  setEquation(model, { lines, remainder })
  const entryOf = ({ affiliate, kind, quantity }: WhatIfContribution): ModelEntry => ({
    affiliate,
    kind: known(kindIds, 'kind', kind),
    quantity: BigInt(quantity),
  })
  return { model, lineNames: [...lineNames, remainder], entryOf }
}

function known(ids: ReadonlyMap<string, number>, what: 'pool' | 'kind', name: string): number {
  const id = ids.get(name)
  if (id === undefined) throw new WhatIfNameUnknownError(what, name, [...ids.keys()])
  return id
}

/** Sorted by kind, as a ledger wants them; nothing else depends on the order. */
function accept(model: VentureModel, entries: ModelEntry[]): void {
  if (entries.length !== 0)
    addUnits(
      model,
      entries.sort((a, b) => a.kind - b.kind),
    )
}

function sell(model: VentureModel, lineNames: readonly string[], amount: bigint): WhatIfResult {
  const before = owedToAll(model)
  const parkedBefore = parkedOf(model, TOKEN)
  receive(model, TOKEN, amount)
  const { distribution } = sync(model, TOKEN)
  const recipients = recipientsOf(model, before)
  const parked = parkedOf(model, TOKEN) - parkedBefore
  return {
    lines: lineNames.map((line, i) => ({ line, amount: distribution?.parts[i] ?? 0n })),
    recipients,
    parked,
    heldBack: recipients.reduce((left, recipient) => left - recipient.amount, amount - parked),
  }
}

function owedToAll(model: VentureModel): Map<Account, bigint> {
  return new Map(accountsOf(model).map((account) => [account, owedTo(model, account, TOKEN)]))
}

/** What everyone is owed beyond `before`, most first. */
function recipientsOf(model: VentureModel, before: ReadonlyMap<Account, bigint>): WhatIfAmount[] {
  return [...owedToAll(model)]
    .map(([account, owed]) => ({ account, amount: owed - (before.get(account) ?? 0n) }))
    .sort((a, b) => (a.amount === b.amount ? (a.account < b.account ? -1 : 1) : a.amount > b.amount ? -1 : 1))
}

function pointsNow(model: VentureModel, { pools }: WhatIfDescription): WhatIfSale['points'] {
  const accounts = accountsOf(model)
  return model.pools.flatMap((pool) => {
    if (pool.type !== 'equity') return []
    const held = accounts.map((account) => [account, pointsOf(model, account, pool.id)] as const)
    return {
      pool: pools[pool.id - 1]?.id ?? '',
      total: pool.points,
      byAffiliate: new Map(held.filter(([, points]) => points !== 0n).map(([account, points]) => [keyOf(account), points])),
    }
  })
}

/** Milliseconds. A day stands for its first or last millisecond, UTC. */
function timeOf(date: WhatIfDate, end: 'start' | 'end'): number {
  const isDay = typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(date)
  const time = isDay ? Date.parse(`${date}T${end === 'end' ? '23:59:59.999' : '00:00:00'}Z`) : new Date(date).getTime()
  if (Number.isNaN(time)) throw new WhatIfDateInvalidError(String(date))
  return time
}
