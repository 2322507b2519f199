import { expect } from 'chai'
import {
  accountsOf,
  activateLeaves,
  addUnits,
  claim,
  createVentureModel,
  earnedByRests,
  equityPoolOf,
  heldBack,
  listToken,
  type ModelEntry,
  muteToken,
  openKind,
  openPool,
  owedTo,
  receive,
  restOf,
  reweigh,
  setEquation,
  sync,
  unitsOf,
  type VentureModel,
} from '../../sdk/src/model/index.ts'
import { ACCOUNTS, TOKENS } from './history.ts'
import { type Random, randomFrom, seedOfRun } from './random.ts'
import { addressOf, VENTURE } from './recorder.ts'

const HISTORIES = process.env.OPEN_VALUE_DEEP === '1' ? 1000 : 60
const STEPS = 60
const FUND = addressOf(0xf1)
const KINDS = [0, 1, 2]

/** One venture takes every contribution as an entry, the other some of them as leaves, which come when they like. */
type Twins = { single: VentureModel; large: VentureModel; waiting: { batch: string; leaves: ModelEntry[] }[]; batches: number }

describe('model: a contribution is credited once, however it is accepted (L1)', function () {
  this.timeout(600_000)
  const seed = seedOfRun()

  it(`gives everyone the same, to the unit, whenever leaves are activated (seed ${seed})`, () => {
    let late = 0
    forTwins(seed, (twins, paid) => {
      late += twins.waiting.length
      while (twins.waiting.length !== 0) bring(twins, twins.waiting[0]?.leaves.length ?? 0)
      const [single, large] = [twins.single, twins.large]
      expect(new Set(accountsOf(large))).to.deep.equal(new Set(accountsOf(single)))
      for (const account of accountsOf(single)) {
        for (const kind of KINDS) expect(unitsOf(large, account, kind)).to.equal(unitsOf(single, account, kind))
        for (const token of TOKENS) {
          const [had, has] = [single, large].map((model) => paid(model, account, token) + owedTo(model, account, token))
          expect(has, `${account} ${token}`).to.equal(had)
        }
      }
      for (const token of TOKENS) expect(earnedByRests(large, token)).to.equal(0n)
    })
    expect(late).to.be.greaterThan(HISTORIES)
  })

  it(`gives everyone else the same while leaves wait (seed ${seed})`, () => {
    forTwins(seed, ({ single, large, waiting, batches }, paid) => {
      expect(equityPoolOf(large, 1)).to.deep.equal(equityPoolOf(single, 1))
      expect(equityPoolOf(large, 2)).to.deep.equal(equityPoolOf(single, 2))
      const named = new Set(waiting.flatMap(({ leaves }) => leaves.map(({ affiliate }) => affiliate)))
      for (const token of TOKENS) {
        for (const account of accountsOf(single)) {
          const [had = 0n, has = 0n] = [single, large].map((model) => paid(model, account, token) + owedTo(model, account, token))
          if (named.has(account)) expect(has <= had).to.equal(true)
          else expect(has, `${account} ${token}`).to.equal(had)
        }
        expect(heldBack(large, token) >= 0n).to.equal(true)
        // Of what waits in a rest, each leaf has its part: cut by less than a unit each.
        const owed = (model: VentureModel) =>
          accountsOf(model).reduce((sum, account) => sum + totalOf(model, account, token, paid), 0n)
        const missing = owed(single) - owed(large)
        const leaves = BigInt(waiting.reduce((count, batch) => count + batch.leaves.length, 0))
        const gap = earnedByRests(large, token) - missing
        expect(gap > -leaves - 1n && gap < BigInt(3 * batches) + leaves + 1n, `${gap} of ${token}`).to.equal(true)
      }
    })
  })

  it(`gives no leaf more than is left, and nothing twice (seed ${seed})`, () => {
    forTwins(seed, (twins) => {
      const { large } = twins
      const all = large.kinds.flatMap(({ id, rests }) => [...rests.keys()].map((batch) => ({ batch, kind: id })))
      while (twins.waiting.length !== 0) bring(twins, twins.waiting[0]?.leaves.length ?? 0)
      for (const { batch, kind } of all) {
        expect(restOf(large, batch, kind)).to.equal(0n)
        const units = unitsOf(large, ACCOUNTS[0], kind)
        const again = activateLeaves(large, batch, [{ affiliate: ACCOUNTS[0], kind, quantity: 1n }])
        expect([again[0]?.quantity, unitsOf(large, ACCOUNTS[0], kind)]).to.deep.equal([0n, units])
      }
    })
  })
})

type Paid = (model: VentureModel, account: string, token: string) => bigint

function totalOf(model: VentureModel, account: string, token: string, paid: Paid): bigint {
  return paid(model, account, token) + owedTo(model, account, token)
}

function forTwins(seed: number, check: (twins: Twins, paid: Paid) => void): void {
  const random = randomFrom(seed)
  for (let history = 0; history < HISTORIES; history++) {
    const twins: Twins = { single: begin(), large: begin(), waiting: [], batches: 0 }
    const payments = new Map<VentureModel, Map<string, bigint>>([twins.single, twins.large].map((model) => [model, new Map()]))
    for (let i = 0; i < STEPS; i++) step(twins, random, payments)
    check(twins, (model, account, token) => payments.get(model)?.get(`${account} ${token}`) ?? 0n)
  }
}

/** Two equity pools, three kinds, three tokens. */
function begin(): VentureModel {
  const model = createVentureModel({ venture: VENTURE })
  for (const openingPeriod of [0n, 50n]) openPool(model, { type: 'equity', openingPeriod })
  for (const [pool, rate] of [
    [1, 3n],
    [1, 1n],
    [2, 2n],
  ] as const) {
    openKind(model, { pool, rate })
  }
  for (const token of TOKENS.slice(0, 2)) listToken(model, token)
  setEquation(model, {
    lines: [
      { pool: 2, basis: 'gross', shareBps: 3_333 },
      { pool: 1, basis: 'remaining', shareBps: 10_000 },
    ],
    remainder: FUND,
  })
  listToken(model, TOKENS[2])
  return model
}

/** The same in both. */
function step(twins: Twins, random: Random, payments: Map<VentureModel, Map<string, bigint>>): void {
  const { single, large } = twins
  const both = (action: (model: VentureModel) => void) => [single, large].forEach(action)
  const token = random.pick(TOKENS)
  switch (random.below(12)) {
    case 0:
    case 1:
    case 2: {
      const amount = random.once(8) ? random.big(10n ** 24n) : random.big(5000n)
      both((model) => receive(model, token, amount))
      return
    }
    case 3:
      both((model) => sync(model, token))
      return
    case 4:
    case 5: {
      const entries = randomEntries(random)
      both((model) => addUnits(model, entries))
      return
    }
    case 6: {
      const leaves = randomEntries(random)
      const batch = `batch ${++twins.batches}`
      addUnits(single, leaves)
      addUnits(large, totalsOf(leaves), batch)
      twins.waiting.push({ batch, leaves })
      return
    }
    case 7:
    case 8:
      if (twins.waiting.length !== 0) bring(twins, 1 + random.below(4), random.below(twins.waiting.length))
      return
    case 9: {
      const [kind, weight] = [random.below(3), 1n + random.big(9n)]
      both((model) => reweigh(model, kind, weight))
      return
    }
    case 10: {
      const account = random.pick([...ACCOUNTS, FUND] as [string, ...string[]])
      both((model) => {
        const [amount = 0n] = claim(model, account, [token]).amounts
        const paid = payments.get(model)
        paid?.set(`${account} ${token}`, (paid.get(`${account} ${token}`) ?? 0n) + amount)
      })
      return
    }
    default: {
      const [time, isMuted] = [random.big(30n), random.once(2)]
      both((model) => {
        model.now += time
        muteToken(model, token, isMuted)
      })
    }
  }
}

/** Activates the first leaves of a batch that waits. */
function bring({ large, waiting }: Twins, count: number, index = 0): void {
  const { batch, leaves } = waiting[index] ?? { batch: '', leaves: [] }
  const brought = leaves.splice(0, count)
  const given = activateLeaves(large, batch, brought)
  expect(given.map(({ quantity }) => quantity)).to.deep.equal(brought.map(({ quantity }) => quantity))
  if (leaves.length === 0) waiting.splice(index, 1)
}

function randomEntries(random: Random): ModelEntry[] {
  return Array.from({ length: 1 + random.below(8) }, () => ({
    affiliate: random.pick(ACCOUNTS),
    kind: random.below(3),
    quantity: 1n + random.big(300n),
  })).sort((a, b) => a.kind - b.kind)
}

function totalsOf(leaves: readonly ModelEntry[]): ModelEntry[] {
  return KINDS.flatMap((kind) => {
    const quantity = leaves.reduce((sum, leaf) => sum + (leaf.kind === kind ? leaf.quantity : 0n), 0n)
    return quantity === 0n ? [] : [{ affiliate: VENTURE, kind, quantity }]
  })
}
