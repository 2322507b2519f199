import { expect } from 'chai'
import type { ActivatedLeaf, OpenKindParameters, SyncOutcome } from '../../sdk/src/model/index.ts'
import { type Fraction, ZERO, fraction, isBelow, minus, plus } from './fraction.ts'
import type { Step } from './history.ts'

type Closing = Extract<Step, { step: 'close' }>

type Pool = { type: 'equity' } | { type: 'debt'; capBps: bigint }
type Entry = { owner: string; money: bigint; acceptance: Acceptance; paid: Fraction }
type Acceptance = { start: bigint; length: bigint; total: bigint }

/**
 * The value equation in exact rational numbers, as a person would write it down: every distribution is handed out to everybody at
 * once. It shares no code and no idea with the model (no indices, no offsets, no cursors). What is left of a large batch is somebody
 * like everybody; leaves take their part of all it has. What it takes from the model: which amounts were distributed when, and
 * what each line got of them, both of which the test checks apart; and what a closed rest had, which it checks itself.
 */
export class ExactVenture {
  /** Everything an account should have had, ever. */
  private readonly due = new Map<string, Fraction>()
  private readonly units = new Map<string, bigint>()
  private readonly parked = new Map<string, bigint>()
  private readonly weights: bigint[]
  private readonly entries = new Map<number, Entry[]>()
  private readonly lineEnd = new Map<number, bigint>()
  private readonly repaid = new Map<number, bigint>()
  /** Of entries that are the venture's now. */
  private readonly firstOwner = new Map<Entry, string>()

  constructor(
    private readonly pools: readonly Pool[],
    private readonly kinds: readonly OpenKindParameters[],
    private readonly venture: string,
  ) {
    this.weights = kinds.map(({ rate }) => rate)
  }

  dueTo(account: string, token: string): Fraction {
    return this.due.get(`${account} ${token}`) ?? ZERO
  }

  /** Debt entries it has or had. */
  entryCount(account: string): number {
    return [...this.entries.values()].flat().filter((entry) => this.firstOwnerOf(entry) === account).length
  }

  follow(step: Step): void {
    if ('syncs' in step) for (const outcome of step.syncs) this.distribute(outcome)
    if (step.step === 'accept') this.accept(step.entries, step.batch)
    else if (step.step === 'activate') for (const leaf of step.leaves) this.activate(step.batch, leaf)
    else if (step.step === 'close') this.close(step)
    else if (step.step === 'remove') this.changeUnits(step.account, step.kind, -step.quantity)
    else if (step.step === 'reweigh') this.weights[step.kind] = step.weight
    else if (step.step === 'reassign') this.reassign(step.pool, step.account, step.index)
  }

  private distribute({ token, distribution, equity }: SyncOutcome): void {
    distribution?.equation.lines.forEach(({ account }, i) => {
      if (account) this.give(account, token, fraction(distribution.flows[i] ?? 0n))
    })
    if (distribution) this.give(distribution.equation.remainder, token, fraction(distribution.flows.at(-1) ?? 0n))
    this.pools.forEach((pool, i) => {
      const id = i + 1
      const line = distribution?.equation.lines.findIndex((candidate) => candidate.pool === id) ?? -1
      const fed = line === -1 ? 0n : (distribution?.flows[line] ?? 0n)
      if (pool.type === 'debt') this.repay(id, token, fed)
      else this.share(id, token, fed, (equity.find((feed) => feed.pool === id)?.growth ?? 0n) !== 0n)
    })
  }

  /** Among all points at once, or parked. */
  private share(pool: number, token: string, fed: bigint, isOpen: boolean): void {
    const key = `${pool} ${token}`
    const amount = fed + (this.parked.get(key) ?? 0n)
    if (amount === 0n) return
    if (!isOpen || this.pointsOf(pool) === 0n) {
      this.parked.set(key, amount)
      return
    }
    this.parked.delete(key)
    const points = this.pointsOf(pool)
    for (const [holding, units] of this.units) {
      const [account = '', kind] = holding.split(' ')
      if (this.kinds[Number(kind)]?.pool !== pool) continue
      this.give(account, token, fraction(amount * units * (this.weights[Number(kind)] ?? 0n), points))
    }
  }

  /** Every entry gets what lies between where the line was and where it is now. */
  private repay(pool: number, token: string, fed: bigint): void {
    const repaid = (this.repaid.get(pool) ?? 0n) + fed
    this.repaid.set(pool, repaid)
    for (const entry of this.entries.get(pool) ?? []) {
      const { start, length, total } = entry.acceptance
      const reached = repaid <= start ? 0n : repaid - start > length ? length : repaid - start
      const paid = fraction(entry.money * reached, total)
      if (entry.owner !== this.venture) this.give(entry.owner, token, minus(paid, entry.paid))
      entry.paid = paid
    }
  }

  /** Of all that what is left of the batch ever got, a leaf has the part of its units. */
  private activate(batch: string, { affiliate, kind, quantity }: ActivatedLeaf): void {
    if (quantity === 0n) return
    const rest = restOf(batch, kind)
    const part = fraction(quantity, this.units.get(`${rest} ${kind}`))
    for (const [key, due] of [...this.due]) {
      const [account = '', token = ''] = key.split(' ')
      if (account !== rest) continue
      const taken = fraction(due.n * part.n, due.d * part.d)
      this.give(rest, token, minus(ZERO, taken))
      this.give(affiliate, token, taken)
    }
    this.changeUnits(rest, kind, -quantity)
    this.changeUnits(affiliate, kind, quantity)
  }

  /** What it has, cut to whole units, is shared among those who stay. */
  private close({ batch, kind, units, feeds }: Closing): void {
    const rest = restOf(batch, kind)
    expect(units).to.equal(this.units.get(`${rest} ${kind}`))
    this.changeUnits(rest, kind, -units)
    for (const [key, due] of [...this.due]) {
      const [account = '', token = ''] = key.split(' ')
      if (account !== rest) continue
      const feed = feeds.find((candidate) => candidate.token === token)
      const fed = feed?.fed ?? 0n
      expect(isJustBelow(fed, due, fraction(1001n, 1000n)), `rest: ${fed} of ${due.n}/${due.d} ${token}`).to.equal(true)
      this.due.delete(key)
      if (feed) this.share(feed.pool, token, fed, feed.growth !== 0n)
    }
  }

  private accept(entries: readonly { affiliate: string; kind: number; quantity: bigint }[], batch: string): void {
    const accepted = new Map<number, Entry[]>()
    for (const { affiliate, kind, quantity } of entries) {
      const { pool = 0, rate = 0n, decimals = 0 } = this.kinds[kind] ?? {}
      if (this.pools[pool - 1]?.type !== 'debt') {
        this.changeUnits(affiliate === this.venture ? restOf(batch, kind) : affiliate, kind, quantity)
        continue
      }
      const money = (quantity * rate) / 10n ** BigInt(decimals)
      const together = accepted.get(pool) ?? []
      const joined = together.find(({ owner }) => owner === affiliate)
      if (joined) joined.money += money
      else together.push({ owner: affiliate, money, acceptance: { start: 0n, length: 0n, total: 0n }, paid: ZERO })
      accepted.set(pool, together)
    }
    for (const [id, together] of accepted) {
      const pool = this.pools[id - 1]
      const total = together.reduce((sum, { money }) => sum + money, 0n)
      const start = this.lineEnd.get(id) ?? 0n
      const length = pool?.type === 'debt' ? (total * pool.capBps) / 10_000n : 0n
      for (const entry of together) entry.acceptance = { start, length, total }
      this.lineEnd.set(id, start + length)
      this.entries.set(id, [...(this.entries.get(id) ?? []), ...together])
    }
  }

  /** Entry `index` of those the account had at any time. */
  private reassign(pool: number, account: string, index: number): void {
    const everOwned = (this.entries.get(pool) ?? []).filter((entry) => this.firstOwnerOf(entry) === account)
    const entry = everOwned[index]
    if (!entry) throw new Error(`no entry ${index} of ${account} in pool ${pool}`)
    this.firstOwner.set(entry, account)
    entry.owner = this.venture
  }
  private firstOwnerOf(entry: Entry): string {
    return this.firstOwner.get(entry) ?? entry.owner
  }

  private changeUnits(account: string, kind: number, change: bigint): void {
    const key = `${account} ${kind}`
    this.units.set(key, (this.units.get(key) ?? 0n) + change)
  }

  private pointsOf(pool: number): bigint {
    let points = 0n
    for (const [holding, units] of this.units) {
      const kind = Number(holding.split(' ')[1])
      if (this.kinds[kind]?.pool === pool) points += units * (this.weights[kind] ?? 0n)
    }
    return points
  }

  private give(account: string, token: string, amount: Fraction): void {
    const key = `${account} ${token}`
    this.due.set(key, plus(this.due.get(key) ?? ZERO, amount))
  }
}

/** Who stands for what is left of a large batch. */
function restOf(batch: string, kind: number): string {
  return `rest:${batch}:${kind}`
}

/** `exact - allowed < actual <= exact`. */
export function isJustBelow(actual: bigint, exact: Fraction, allowed: Fraction): boolean {
  const gap = minus(exact, fraction(actual))
  return !isBelow(gap, ZERO) && isBelow(gap, allowed)
}
