import { expect } from 'chai'
import {
  accountsOf,
  BPS,
  debtPoolOf,
  heldBack,
  MAX_ACCOUNTED,
  owedTo,
  parkedOf,
  previewClaim,
  rawOf,
  rawOfRest,
  type SyncOutcome,
  type VentureModel,
} from '../../sdk/src/model/index.ts'
import { paidEver } from '../../sdk/src/model/debt.ts'
import { ExactVenture, isJustBelow } from './exact.ts'
import { fraction } from './fraction.ts'
import { ACCOUNTS, beginHistory, randomStep, type Step } from './history.ts'
import { randomFrom, seedOfRun } from './random.ts'
import { type Recorder, recordVenture, VENTURE } from './recorder.ts'

const HISTORIES = process.env.OPEN_VALUE_DEEP === '1' ? 1000 : 60
const STEPS = 80

describe('model: random histories', function () {
  this.timeout(600_000)
  const seed = seedOfRun()

  it(`pays everyone what exact fractions say, less than a unit below (seed ${seed})`, () => {
    forHistories(seed, (recorder, steps) => {
      const { model } = recorder
      const exact = exactOf(model)
      const paid = new Map<string, bigint>()
      for (const step of steps) {
        exact.follow(step)
        if (step.step === 'claim')
          step.tokens.forEach((token, i) => addTo(paid, `${step.account} ${token}`, step.amounts[i] ?? 0n))
        for (const token of model.books.keys()) {
          for (const account of ACCOUNTS) {
            const total = (paid.get(`${account} ${token}`) ?? 0n) + owedTo(model, account, token)
            const due = exact.dueTo(account, token)
            // One unit of equity, below one per debt entry, and what 128 bits behind the point lose.
            const allowed = fraction(1001n + 1000n * BigInt(exact.entryCount(account)), 1000n)
            expect(isJustBelow(total, due, allowed), `${account} ${token}: ${total}, exact ${due.n}/${due.d}`).to.equal(true)
          }
        }
      }
    })
  })

  it(`loses no unit of any token (S2, seed ${seed})`, () => {
    forHistories(seed, ({ model }, steps) => {
      const received = new Map<string, bigint>()
      const paid = new Map<string, bigint>()
      const lost = new Map<string, bigint>()
      for (const step of steps) {
        if (step.step === 'receive') addTo(received, step.token, step.amount)
        if (step.step === 'claim') step.tokens.forEach((token, i) => addTo(paid, token, step.amounts[i] ?? 0n))
        if ('syncs' in step) for (const outcome of step.syncs) addTo(lost, outcome.token, remainderOf(outcome))
        if (step.step === 'close') {
          for (const feed of step.feeds) addTo(lost, feed.token, remainderOf({ equity: [feed] }))
          for (const [token, raw] of step.kept) addTo(lost, token, raw)
        }
        for (const [token, { accounted }] of model.books) {
          const balance = model.balances.get(token) ?? 0n
          expect(received.get(token) ?? 0n).to.equal((paid.get(token) ?? 0n) + balance)
          expect(accounted <= balance).to.equal(true)
          expect(heldBack(model, token) >= 0n).to.equal(true)
          // Every 2^-128 of a unit is somewhere: owed raw, credited, due, parked, or rounded off in a counted place.
          expect(rawOfAll(model, token) + (booksOf(model, token) << 128n) + (lost.get(token) ?? 0n)).to.equal(accounted << 128n)
        }
      }
    })
  })

  it(`counts points and units of accounts and of rests, and nobody else's (N3, seed ${seed})`, () => {
    forHistories(seed, ({ model }, steps) => {
      for (const _ of steps) {
        for (const { holdings, rests, units } of model.kinds) {
          expect(units).to.equal(sum([...holdings.values(), ...[...rests.values()].map((rest) => rest.units)]))
        }
        for (const pool of model.pools) {
          if (pool.type === 'debt') continue
          const points = model.kinds.filter((kind) => kind.pool === pool.id).map(({ units, rate }) => units * rate)
          expect(pool.points).to.equal(sum(points))
        }
      }
    })
  })

  it(`splits each amount over its lines without rest (seed ${seed})`, () => {
    forHistories(seed, (_, steps) => {
      for (const { amount, distribution } of syncsOf(steps)) {
        if (!distribution) continue
        const { parts, flows, recovered, equation } = distribution
        expect(sum(parts)).to.equal(amount)
        expect(sum(flows)).to.equal(amount + recovered)
        let left = amount
        equation.lines.forEach(({ pool, basis, shareBps }, i) => {
          const share = ((basis === 'gross' ? amount : left) * BigInt(shareBps)) / BPS
          const part = parts[i] ?? 0n
          expect(part <= share && part <= left).to.equal(true)
          if (!pool || pool % 2 === 1) expect(part).to.equal(share < left ? share : left)
          left -= part
        })
      }
    })
  })

  it(`previews every claim to the unit (seed ${seed})`, () => {
    const random = randomFrom(seed)
    for (let history = 0; history < HISTORIES; history++) {
      const recorder = recordVenture()
      beginHistory(recorder, random)
      for (let i = 0; i < STEPS; i++) {
        randomStep(recorder, random)
        if (!random.once(4)) continue
        const account = random.pick(ACCOUNTS)
        const kinds = [0, 1, 2, 3, 4, 5].filter(() => !random.once(3))
        const tokens = [...recorder.model.books.keys()]
        const previews = tokens.map((token) => previewClaim(recorder.model, account, token, kinds))
        expect(recorder.claim(account, tokens, kinds, MAX_ACCOUNTED).amounts).to.deep.equal(previews)
      }
    }
  })

  it(`reaches what it is meant to test (seed ${seed})`, () => {
    const seen = new Set<string>()
    forHistories(seed, (_, steps) => {
      for (const step of steps) {
        seen.add(step.step)
        if (step.step === 'activate' && step.isCut) seen.add('cut')
        if (step.step === 'close' && step.feeds.length !== 0) seen.add('rest shared')
        for (const { distribution, equity } of 'syncs' in step ? step.syncs : []) {
          if (distribution?.recovered) seen.add('recovered')
          for (const { released, parked } of equity) seen.add(released ? 'released' : parked ? 'parked' : 'shared')
        }
      }
    })
    expect([...seen]).to.include.members(['accept', 'remove', 'reweigh', 'reassign', 'claim', 'recovered', 'released', 'parked'])
    expect([...seen]).to.include.members(['activate', 'cut', 'close', 'rest shared'])
  })
})

/** `check` pulls the steps, and looks at the model after each. */
function forHistories(seed: number, check: (recorder: Recorder, steps: Iterable<Step>) => void): void {
  const random = randomFrom(seed)
  for (let history = 0; history < HISTORIES; history++) {
    const recorder = recordVenture()
    beginHistory(recorder, random)
    check(recorder, stepsOf(recorder))
  }
  function* stepsOf(recorder: Recorder): Iterable<Step> {
    for (let i = 0; i < STEPS; i++) yield randomStep(recorder, random)
  }
}

function* syncsOf(steps: Iterable<Step>): Iterable<SyncOutcome> {
  for (const step of steps) if ('syncs' in step) yield* step.syncs
}

function exactOf(model: VentureModel): ExactVenture {
  const pools = model.pools.map((pool) =>
    pool.type === 'equity' ? { type: pool.type } : { type: pool.type, capBps: BigInt(pool.capBps) },
  )
  return new ExactVenture(
    pools,
    model.kinds.map(({ pool, rate, decimals }) => ({ pool, rate, decimals })),
    VENTURE,
  )
}

/** What dividing by the points leaves, x 2^128 modulo the points. */
function remainderOf({ equity }: Pick<SyncOutcome, 'equity'>): bigint {
  return sum(equity.map(({ fed, released, growth, points }) => (growth === 0n ? 0n : ((fed + released) << 128n) % points)))
}

function rawOfAll(model: VentureModel, token: string): bigint {
  const held = accountsOf(model).flatMap((account) => model.kinds.map((kind) => rawOf(model, account, token, kind)))
  const rests = model.kinds.flatMap((kind) => [...kind.rests.values()].map((rest) => rawOfRest(model, rest, token, kind)))
  return sum([...held, ...rests])
}

/** Credits, repaid but not taken debts with their dust, parked: whole units. */
function booksOf(model: VentureModel, token: string): bigint {
  const credits = sum([...(model.credits.get(token)?.values() ?? [])])
  const debts = model.pools.flatMap((pool) => {
    if (pool.type === 'equity' || pool.token !== token) return []
    const entries = [...pool.queues.values()].flatMap((queue) => queue.entries)
    const everPaid = sum(entries.map((entry) => paidEver(debtPoolOf(model, pool.id), entry, pool.repaid).paid))
    const taken = sum(entries.map((entry) => entry.paid))
    expect(everPaid <= pool.repaid).to.equal(true)
    return [pool.repaid - taken]
  })
  return credits + sum(debts) + parkedOf(model, token)
}

function sum(list: readonly bigint[]): bigint {
  return list.reduce((total, value) => total + value, 0n)
}

function addTo(map: Map<string, bigint>, key: string, amount: bigint): void {
  map.set(key, (map.get(key) ?? 0n) + amount)
}
