import { ALL_DEBT_ENTRIES, type EquationVersion, unpackModelEntry } from '../../sdk/src/model/index.ts'
import { artifactOf } from './artifacts.ts'
import type { Log } from './chain.ts'
import type { Step } from './step.ts'
import { CLOSING_NOTICE, isComplete, type Large, leftOf } from './largeActions.ts'
import { MOST_MOVES } from './moveActions.ts'
import type { Rest, View } from './words.ts'
import type { VentureGhost, World } from './world.ts'

/** An invariant does not hold. The message begins with its id. */
export class Broken extends Error {
  constructor(
    readonly id: string,
    message: string,
  ) {
    super(`${id}: ${message}`)
    this.name = 'Broken'
  }
}

/** One step as it was seen from one venture. */
export type Turn = {
  world: World
  venture: VentureGhost
  step: Step
  /** Views of the words before and after it. */
  before: View
  after: View
  /** In force before it. */
  equation: EquationVersion
  events: VentureEvent[]
  now: bigint
}

export type VentureEvent =
  /** `isLate`: units were removed before it in the same transaction, as when a correction comes to the debts of a muted token. */
  | { name: 'Distributed'; token: string; amount: bigint; parts: bigint[]; isLate: boolean }
  | { name: 'Recovered'; token: string; amount: bigint }
  | { name: 'Claimed'; token: string; amount: bigint; account: string; recipient: string; maxDebtEntries: bigint }

const { abi } = artifactOf('Venture')
const NAMES = ['Distributed', 'Recovered', 'Claimed'] as const
const byTopic = new Map(NAMES.map((name) => [abi.getEvent(name)?.topicHash, name]))
const REMOVED = abi.getEvent('UnitsRemoved')?.topicHash

/** What a venture told of money, in order. */
export function eventsOf(logs: readonly Log[], venture: string): VentureEvent[] {
  let isLate = false
  return logs.flatMap(({ address, topics, data }): VentureEvent[] => {
    if (address.toLowerCase() !== venture) return []
    if (topics[0] === REMOVED) isLate = true
    const name = byTopic.get(topics[0])
    if (!name) return []
    const { token, amount, parts, account, recipient, maxDebtEntries } = abi.decodeEventLog(name, data, topics)
    const common = { token: token.toLowerCase(), amount }
    if (name === 'Distributed') return [{ name, ...common, parts: [...parts], isLate }]
    if (name === 'Recovered') return [{ name, ...common }]
    return [{ name, ...common, account: account.toLowerCase(), recipient: recipient.toLowerCase(), maxDebtEntries }]
  })
}

const sum = (list: readonly bigint[]) => list.reduce((total, value) => total + value, 0n)
const smaller = (a: bigint, b: bigint) => (a < b ? a : b)

function paidTo({ events }: Turn, account: string, token: string): bigint {
  return sum(
    events.map((event) => (event.name === 'Claimed' && event.account === account && event.token === token ? event.amount : 0n)),
  )
}

/** Distributions of this step, one per token, and what reached each pool. */
const recoveredOf = ({ events }: Pick<Turn, 'events'>, token: string): bigint =>
  sum(events.map((event) => (event.name === 'Recovered' && event.token === token ? event.amount : 0n)))

function distributionsOf({ events, before, equation }: Turn) {
  const found = events.filter((event) => event.name === 'Distributed')
  return found
    .filter(({ token, isLate }) => !isLate && found.filter((other) => other.token === token).length === 1)
    .map(({ token, amount, parts }) => {
      const recovered = recoveredOf({ events }, token)
      const last = equation.lines.findLastIndex(({ pool }) => pool)
      const fed = new Map<number, bigint>()
      equation.lines.forEach(({ pool }, i) => {
        if (!pool) return
        const part = parts[i] ?? 0n
        const isEquity = before.cast.equityPools.includes(pool)
        const room = isEquity ? recovered : before.debtToken(pool) === token ? before.end(pool) - before.repaid(pool) - part : 0n
        fed.set(pool, part + (i === last ? smaller(recovered, room) : 0n))
      })
      return { token, amount, parts, fed }
    })
}

type Checker = (turn: Turn) => string | undefined | false

/** Cheap enough for every step. Each says what is wrong, or nothing. */
export const CHECKERS: Record<string, Checker> = {
  S1: ({ after }) => {
    for (const token of after.cast.tokens) {
      if (after.balance(token) < after.accounted(token))
        return `${token}: ${after.balance(token)} held, ${after.accounted(token)} in the books`
      const { creditors, venture } = after.cast
      const owed = sum(creditors.map((account) => after.owed(token, account)))
      const own = creditors.includes(venture) ? 0n : after.due(token, venture)
      const all = owed + own + after.earnedByRests(token) + after.parkedInAll(token)
      if (all > after.accounted(token)) return `${token}: ${all} owed or parked, ${after.accounted(token)} in the books`
    }
  },
  S2: (turn) => {
    const { venture, before, after, events } = turn
    for (const token of after.cast.tokens) {
      const held = (venture.deposited.get(token) ?? 0n) - (venture.paid.get(token) ?? 0n)
      if (held !== after.balance(token)) return `${token}: ${held} came in and was not paid, ${after.balance(token)} held`
      const moved = sum(
        events.map((event) =>
          event.token !== token || event.name === 'Recovered' ? 0n : event.name === 'Claimed' ? -event.amount : event.amount,
        ),
      )
      if (after.accounted(token) - before.accounted(token) !== moved) {
        return `${token}: the books moved by ${after.accounted(token) - before.accounted(token)}, distributed less paid is ${moved}`
      }
    }
    for (const { token, amount, parts } of distributionsOf(turn)) {
      if (sum(parts) !== amount) return `${token}: parts ${parts} of ${amount}`
    }
  },
  S3: ({ step, venture, before, after }) => {
    if (!step.tokens || step.venture !== venture || step.action === 'claimBatch') return
    for (const token of after.cast.tokens.filter((other) => !step.tokens?.includes(other))) {
      for (const [name, i] of venture.index) {
        if (name.includes(token) && before.words[i] !== after.words[i])
          return `${name} changed by ${step.action} of ${step.tokens}`
      }
      for (const pool of after.cast.debtPools) {
        if (before.debtToken(pool) === token && before.repaid(pool) !== after.repaid(pool))
          return `pool ${pool} in ${token} was repaid`
      }
    }
  },
  M1: (turn) => {
    const { before, after } = turn
    const distributions = distributionsOf(turn)
    for (const pool of after.cast.equityPools) {
      for (const token of after.cast.tokens) {
        const grown = BigInt.asUintN(256, after.j(pool, token) - before.j(pool, token))
        if (grown === 0n) continue
        const fed =
          (distributions.find((distribution) => distribution.token === token)?.fed.get(pool) ?? 0n) +
          before.parked(pool, token) +
          earnedByClosed(turn, pool, token)
        const points = smaller(before.points(pool), after.points(pool))
        // Above that an index may pass a multiple of 2^256, and what looks like a fall is none.
        if (grown >> 255n && points !== 0n && (fed << 128n) / points < 2n ** 255n) return `index of pool ${pool} in ${token} fell`
      }
    }
  },
  M2: ({ before, after }) => {
    for (const pool of after.cast.debtPools) {
      for (const entry of before.entries(pool)) {
        const later = after.entries(pool).find(({ name }) => name === entry.name)
        if (later && later.money !== 0n && later.acceptance === entry.acceptance && later.paid < entry.paid) {
          return `${entry.name}: paid ${entry.paid}, now ${later.paid}`
        }
      }
    }
  },
  N2: (turn) => (turn.step.isGoverned ? fallen(turn, 0n) : undefined),
  M3: (turn) => fallen(turn),
  N3: ({ after }) => {
    const { holders, equityPools } = after.cast
    const points = new Map<number, bigint>(equityPools.map((pool) => [pool, 0n]))
    for (let kind = 0; kind < after.kindCount; kind++) {
      const rests = after.rests().filter((rest) => rest.kind === kind)
      const units = sum(holders.map((account) => after.units(kind, account))) + sum(rests.map((rest) => rest.units))
      if (units !== after.kindUnits(kind)) return `kind ${kind}: ${units} held or left, ${after.kindUnits(kind)} in all`
      const pool = after.kindPool(kind)
      if (points.has(pool)) points.set(pool, (points.get(pool) ?? 0n) + units * after.rate(kind))
    }
    for (const [pool, total] of points)
      if (total !== after.points(pool)) return `pool ${pool}: ${after.points(pool)}, held ${total}`
  },
  /** Units that are activated late have earned since their acceptance, and what they did is taken from nobody. */
  N1: ({ step, venture, before, after }) => {
    if (!step.fromRest || step.venture !== venture) return
    const affiliates = new Set((step.credited ?? []).map((entry) => unpackModelEntry(entry).affiliate))
    for (const token of after.cast.tokens) {
      const gains = new Map(
        after.cast.holders.map((account) => [account, after.rawOf(token, account) - before.rawOf(token, account)]),
      )
      const given = sum(before.rests().map((rest) => before.rawOfRest(rest, token)))
      const left = sum(after.rests().map((rest) => after.rawOfRest(rest, token)))
      const gained = sum([...gains.values()])
      if (gained !== given - left) return `${token}: 2^-128 x ${gained} were gained, the rest lost ${given - left}`
      for (const [account, gain] of gains) {
        if (gain < 0n || (gain !== 0n && !affiliates.has(account))) return `${token}: ${account} gained 2^-128 x ${gain}`
      }
    }
  },
  /** Of a total no more is activated and closed than entered, and what is left is the rest. */
  B1: ({ venture, after }) => {
    for (const rest of after.rests()) {
      const batch = venture.batches.find(({ id }) => id === rest.batch)
      if (!batch?.large) return `${rest.name}: there is no such batch`
      const left = leftOf(batch as Large, rest.kind)
      if (rest.units !== left) return `${rest.name}: ${rest.units} on chain, ${left} entered and were not given or closed`
    }
  },
  /** A rest is closed when nobody can come for it any more, or 30 days after that was said. */
  B2: ({ step, venture, now }) => {
    if (!step.closed || step.venture !== venture) return
    const { announcedAt } = step.closed.batch.large ?? {}
    if (isComplete(step.closed.batch as Large) || (announcedAt !== undefined && now >= announcedAt + CLOSING_NOTICE)) return
    return `a rest of batch ${step.closed.batch.id} was closed, which was announced at ${announcedAt}`
  },
  /** Nobody is moved but by this step, and everybody is who they were. */
  H1: ({ step, venture, before, after }) => {
    const { from, to } = (step.venture === venture && step.moved) || {}
    if (!from && !before.hasOtherLinks(after)) return
    for (const account of after.cast.people) {
      const [was, is] = [before.holderOf(account, MOST_MOVES), after.holderOf(account, MOST_MOVES)]
      const expected = was === from ? to : was
      if (is !== expected) return `${account} was ${was} and is ${is}, not ${expected}`
    }
  },
  /** No circle, and never more than 8 moves in a row. */
  H2: ({ before, after }) => {
    if (!before.hasOtherLinks(after)) return
    for (const account of after.cast.people) {
      if (after.holderOf(account, MOST_MOVES) === undefined) return `moves of ${account} lead to nobody in ${MOST_MOVES} steps`
    }
  },
  R1: (turn) =>
    forShares(turn, ({ pool, token, fed, shares, slack }) => {
      const rest = fed - sum([...shares.values()])
      if (rest < 0n) return `pool ${pool}, ${token}: 2^-128 x ${-rest} more than ${fed >> 128n} was given`
      if (rest >= (slack * BigInt(shares.size)) << 128n)
        return `pool ${pool}, ${token}: ${rest >> 128n} of ${fed >> 128n} was kept`
      return undefined
    }),
  R2: (turn) =>
    forShares(turn, ({ pool, token, fed, points, shares, pointsOf, slack }) => {
      for (const [account, share] of shares) {
        const difference = share * points - fed * pointsOf(account)
        if (difference >= (slack * points) << 128n || -difference >= (slack * points) << 128n) {
          const own = `${account} with ${pointsOf(account)} of ${points} points`
          return `pool ${pool}, ${token}: ${own} got ${share >> 128n} of ${fed >> 128n}`
        }
      }
      return undefined
    }),
  C1: ({ after }) => {
    for (const pool of after.cast.debtPools) {
      if (after.repaid(pool) > after.end(pool)) return `pool ${pool}: repaid ${after.repaid(pool)} of ${after.end(pool)}`
      const paid = new Map<number, bigint>()
      for (const entry of after.entries(pool)) {
        if (entry.paid > (entry.money * after.capBps(pool)) / 10_000n)
          return `${entry.name}: paid ${entry.paid} of ${entry.money}`
        paid.set(entry.acceptance, (paid.get(entry.acceptance) ?? 0n) + entry.paid)
      }
      for (const [acceptance, total] of paid) {
        const { length } = after.acceptance(pool, acceptance)
        if (total > length) return `pool ${pool}, acceptance ${acceptance}: paid ${total} of ${length}`
      }
    }
  },
  C2: (turn) => {
    const { before, equation } = turn
    for (const { token, amount, parts } of distributionsOf(turn)) {
      let left = amount
      for (const [i, { basis, shareBps, pool }] of equation.lines.entries()) {
        const share = smaller(((basis === 'gross' ? amount : left) * BigInt(shareBps)) / 10_000n, left)
        const isDebt = pool !== undefined && before.cast.debtPools.includes(pool)
        const room = !isDebt ? share : before.debtToken(pool) === token ? before.end(pool) - before.repaid(pool) : 0n
        const part = parts[i] ?? 0n
        if (part < smaller(share, room)) return `${token}: line ${i} took ${part}, it had room for ${smaller(share, room)}`
        left -= part
      }
    }
  },
  C3: (turn) => {
    const { before, after, equation } = turn
    for (const { token, amount, parts, fed } of distributionsOf(turn)) {
      if (sum(parts) !== amount) return `${token}: ${parts} is not ${amount}`
      for (const [i, { pool }] of equation.lines.entries()) {
        if (pool === undefined || !before.cast.debtPools.includes(pool)) continue
        const room = before.debtToken(pool) === token ? before.end(pool) - before.repaid(pool) : 0n
        if ((parts[i] ?? 0n) > room) return `${token}: line ${i} took ${parts[i]}, pool ${pool} had room for ${room}`
        const moved = after.repaid(pool) - before.repaid(pool)
        if (before.debtToken(pool) === token && moved !== (fed.get(pool) ?? 0n))
          return `pool ${pool} was repaid ${moved} of ${fed.get(pool)}`
      }
    }
  },
  C4: ({ after }) => {
    for (const pool of after.cast.debtPools) {
      const count = after.acceptanceCount(pool)
      let start = 0n
      for (let i = 0; i < count; i++) {
        const acceptance = after.acceptance(pool, i)
        if (acceptance.start !== start)
          return `pool ${pool}: acceptance ${i} begins at ${acceptance.start}, the one before ended at ${start}`
        start += acceptance.length
      }
      if (after.end(pool) !== start) return `pool ${pool} ends at ${after.end(pool)}, its last acceptance at ${start}`
      for (const entry of after.entries(pool)) {
        if (entry.paid !== 0n && after.repaid(pool) <= entry.start) return `${entry.name} was paid before its turn`
      }
    }
  },
  C5: (turn) => {
    const { after } = turn
    for (const pool of after.cast.debtPools) {
      for (const { name, paid, earned, money } of after.entries(pool)) {
        if (money !== 0n && paid > earned) return `${name}: paid ${paid}, pro rata ${earned}`
      }
    }
    for (const event of turn.events) {
      if (event.name !== 'Claimed' || event.maxDebtEntries !== ALL_DEBT_ENTRIES) continue
      const due = after.due(event.token, event.account)
      if (due !== 0n) return `${event.account} claimed all debts in ${event.token}, ${due} is due all the same`
    }
  },
  Z1: (turn) => {
    const { before, after, now } = turn
    for (const { token, fed } of distributionsOf(turn)) {
      for (const [pool, amount] of fed) {
        if (!before.cast.equityPools.includes(pool)) continue
        if (before.points(pool) !== 0n && now >= before.opensAt(pool)) continue
        if (after.j(pool, token) !== before.j(pool, token)) return `the index of pool ${pool} moved, which is not open`
        const parked = after.parked(pool, token) - before.parked(pool, token)
        if (parked !== amount) return `pool ${pool}, ${token}: ${amount} arrived, ${parked} was parked`
      }
    }
  },
  L4: ({ step, venture, before, after }) => {
    if (!step.credited || step.venture !== venture) return
    const expected = new Map<string, bigint>()
    const add = (name: string, quantity: bigint) => expected.set(name, (expected.get(name) ?? 0n) + quantity)
    const debts = new Map<number, bigint>()
    for (const entry of step.credited) {
      const { affiliate, kind, quantity } = unpackModelEntry(entry)
      if (step.fromRest) add(`rest ${kind} ${step.fromRest.id}`, -quantity)
      if (affiliate === venture.address) add(`rest ${kind} ${step.batch?.id}`, quantity)
      else if (!after.isDebt(kind)) add(`${kind} ${affiliate}`, quantity)
      else {
        const pool = after.kindPool(kind)
        const money = (quantity * after.rate(kind)) / 10n ** ((after.word(`kind ${kind}`) >> 8n) & 0xffn)
        debts.set(pool, (debts.get(pool) ?? 0n) + money)
      }
    }
    for (let kind = 0; kind < after.kindCount; kind++) {
      for (const account of after.cast.holders) {
        const added = after.units(kind, account) - before.units(kind, account)
        const signed = expected.get(`${kind} ${account}`) ?? 0n
        if (added !== signed) return `kind ${kind}: ${account} got ${added} units, ${signed} were signed`
      }
    }
    for (const { name } of after.rests()) {
      const [more, signed] = [after.rest(name) - before.rest(name), expected.get(name) ?? 0n]
      if (more !== signed) return `${name} changed by ${more}, ${signed} were signed`
    }
    for (const pool of after.cast.debtPools) {
      const longer = after.end(pool) - before.end(pool)
      const signed = ((debts.get(pool) ?? 0n) * after.capBps(pool)) / 10_000n
      if (longer !== signed) return `pool ${pool}: the line grew by ${longer}, ${signed} were signed`
    }
  },
}

/** Over the whole graph of ventures: what people were paid and are owed came from outside. */
export function checkGraph(world: World, views: ReadonlyMap<string, View>): string | undefined {
  for (const token of world.tokens) {
    let all = world.leafPaid.get(token) ?? 0n
    for (const view of views.values()) {
      const { creditors, venture } = view.cast
      const own = creditors.includes(venture) ? 0n : view.due(token, venture)
      const unaccounted = view.balance(token) - view.accounted(token)
      const owed = sum(creditors.map((account) => view.owed(token, account))) + view.earnedByRests(token)
      all += owed + own + view.parkedInAll(token) + unaccounted
    }
    const external = world.external.get(token) ?? 0n
    if (all > external) return `${token}: ${all} paid, owed or waiting in all ventures, ${external} came from outside`
  }
  return undefined
}

/** What somebody is owed fell by more than they were paid. */
function fallen(turn: Turn, allowed?: bigint): string | undefined {
  const { before, after } = turn
  for (const token of after.cast.tokens) {
    for (const account of after.cast.creditors) {
      // What the venture's own debt entries are repaid goes on to the last pool line, in the same distribution.
      const passedOn = account === turn.venture.address ? recoveredOf(turn, token) : 0n
      const paid = (allowed ?? paidTo(turn, account, token)) + passedOn
      const lost = before.owed(token, account) - after.owed(token, account)
      if (lost > paid) return `${account} was owed ${lost} less of ${token} after ${turn.step.action}, and was paid ${paid}`
    }
  }
  return undefined
}

/** What closed rests of a pool had earned before, rounded down: the points that stay get it. */
function earnedByClosed({ step, venture, before }: Turn, pool: number, token: string): bigint {
  return sum(closedRests(step, venture, before, pool).map((rest) => before.rawOfRest(rest, token))) >> 128n
}

function closedRests(step: Step, venture: VentureGhost, before: View, pool: number): Rest[] {
  const { closed } = step
  if (!closed || step.venture !== venture) return []
  return before
    .rests()
    .filter(({ batch, kind }) => batch === closed.batch.id && closed.kinds.includes(kind) && before.kindPool(kind) === pool)
}

type Shares = {
  pool: number
  token: string
  /** 2^128 times what the points of the pool share. */
  fed: bigint
  points: bigint
  /** 2^128 times what each holder, and each rest, got. */
  shares: Map<string, bigint>
  pointsOf: (name: string) => bigint
  /** Roundings on the way, a unit each. */
  slack: bigint
}

/**
 * Each open equity pool and each token that was distributed in this step, or that a closed rest had earned; claims apart: they take
 * something away.
 */
function forShares(turn: Turn, check: (shares: Shares) => string | undefined): string | undefined {
  const { before, after, now, step, venture } = turn
  const distributions = distributionsOf(turn)
  for (const token of after.cast.tokens) {
    const byPool = distributions.find((distribution) => distribution.token === token)?.fed
    if (turn.events.some((event) => event.token === token && (event.name === 'Claimed' || !byPool))) continue
    for (const pool of before.cast.equityPools) {
      const points = before.points(pool)
      if (points === 0n || now < before.opensAt(pool)) continue
      const closed = closedRests(step, venture, before, pool)
      if (!byPool && closed.every((rest) => before.rawOfRest(rest, token) >> 128n === 0n)) continue
      const kinds = Array.from({ length: before.kindCount }, (_, kind) => kind).filter((kind) => before.kindPool(kind) === pool)
      const rawIn = (view: View, account: string) => sum(kinds.map((kind) => view.raw(kind, token, account)))
      const shares = new Map(before.cast.holders.map((account) => [account, rawIn(after, account) - rawIn(before, account)]))
      const rests = before.rests().filter((rest) => kinds.includes(rest.kind) && !closed.includes(rest))
      for (const rest of rests) {
        const later = after.rests().find(({ name }) => name === rest.name) ?? rest
        shares.set(rest.name, after.rawOfRest(later, token) - before.rawOfRest(rest, token))
      }
      // What leaves, and what it had earned, goes to those who stay; nobody there, it is parked.
      const gone = sum(closed.map(({ kind, units }) => units * before.rate(kind)))
      const earned = sum(closed.map((rest) => before.rawOfRest(rest, token)))
      const fed = (((byPool?.get(pool) ?? 0n) + before.parked(pool, token)) << 128n) + earned
      if (gone !== 0n && gone === points) {
        const rest = fed - (after.parked(pool, token) << 128n)
        if (rest < 0n || rest >> 128n > BigInt(closed.length)) return `pool ${pool}, ${token}: ${rest >> 128n} was not parked`
        continue
      }
      const pointsOf = (name: string) => {
        const rest = rests.find((each) => each.name === name)
        return rest ? rest.units * before.rate(rest.kind) : sum(kinds.map((kind) => before.units(kind, name) * before.rate(kind)))
      }
      const slack = 1n + 2n * BigInt(closed.length)
      const problem = check({ pool, token, fed, points: points - gone, shares, pointsOf, slack })
      if (problem) return problem
    }
  }
  return undefined
}
