import { expect } from 'chai'
import {
  accountsOf,
  type AuditFigure,
  auditVenture,
  bookOf,
  type ChainState,
  type DecodedEvent,
  describeDifference,
  explain,
  holderOf,
  KindUnknownError,
  owedTo,
  payeeOf,
  previewClaim,
  replayVenture,
  toWord,
  type VentureModel,
} from '../../sdk/src/model/index.ts'
import { ACCOUNTS, beginHistory, randomStep, TOKENS } from './history.ts'
import { randomFrom, seedOfRun } from './random.ts'
import { addressOf, type Recorder, recordVenture, VENTURE } from './recorder.ts'

const HISTORIES = process.env.OPEN_VALUE_DEEP === '1' ? 500 : 40
const STEPS = 80

describe('model: replay, audit, explain', function () {
  this.timeout(600_000)
  const seed = seedOfRun()

  for (const hasTimestamps of [false, true]) {
    it(`rebuilds a venture from its events ${hasTimestamps ? 'with' : 'without'} timestamps (seed ${seed})`, () => {
      forHistories(seed, hasTimestamps, ({ model, events }) => {
        const replay = replayVenture(shuffled(events, seed), { venture: VENTURE })
        expect(replay.differences.map(describeDifference)).to.deep.equal([])
        expect(replay.eventCount).to.equal(events.length)
        expect(bookkeepingOf(replay.model)).to.deep.equal(bookkeepingOf(model))
      })
    })
  }

  it(`finds no difference to the chain's figures, and each figure that is changed (seed ${seed})`, () => {
    const random = randomFrom(seed)
    const found = new Set<AuditFigure>()
    forHistories(seed, false, ({ model, events }) => {
      const chain = chainStateOf(model)
      const report = auditVenture(events, chain)
      expect(report.differences.map(describeDifference)).to.deep.equal([])
      expect(report.figureCount).to.be.greaterThan(50)

      const { forged, figure } = forge(events, random.below)
      if (figure) {
        const { differences } = auditVenture(forged, chain)
        expect(differences.map((difference) => difference.figure)).to.include(figure)
        found.add(figure)
      }
      const [first, ...others] = chain.claimable ?? []
      if (first) {
        const claimable = [{ ...first, amount: first.amount + 1n }, ...others]
        const { differences } = auditVenture(events, { ...chain, claimable })
        expect(differences).to.deep.equal([
          {
            figure: 'state.claimable',
            account: first.account,
            token: first.token,
            computed: first.amount,
            stated: first.amount + 1n,
          },
        ])
      }
    })
    expect([...found].sort()).to.include.members(['Claimed.amount', 'Distributed.parts', 'LeafCut.quantity'])
  })

  it(`explains every unit that anyone was paid or is owed (seed ${seed})`, () => {
    forHistories(seed, false, ({ model, events }) => {
      for (const account of ACCOUNTS) {
        for (const token of model.books.keys()) {
          const { parts, total, paid, owed, fraction, unexplained } = explain(events, account, token, { venture: VENTURE })
          expect(unexplained).to.equal(0n)
          expect(parts.reduce((sum, { amount }) => sum + amount, 0n)).to.equal(total)
          expect(parts.reduce((sum, { raw }) => sum + raw, 0n)).to.equal((total << 128n) + fraction)
          expect(fraction < 1n << 128n).to.equal(true)
          expect(total).to.equal(paid + owed)
          expect(owed).to.equal(owedTo(model, account, token))
        }
      }
    })
  })

  it('explains a sale through line, kind and contribution', () => {
    const [alice, bob] = [addressOf(1), addressOf(2)]
    const recorder = recordVenture()
    recorder.begin({
      pools: [{ type: 'equity' }, { type: 'debt', token: TOKENS[0] }],
      kinds: [
        { pool: 1, rate: 2n },
        { pool: 2, rate: 1n },
      ],
      tokens: [TOKENS[0]],
      equation: {
        lines: [
          { account: bob, basis: 'gross', shareBps: 1000 },
          { pool: 2, basis: 'remaining', shareBps: 5000 },
          { pool: 1, basis: 'remaining', shareBps: 10_000 },
        ],
        remainder: bob,
      },
    })
    const first = recorder.addUnits([
      { affiliate: alice, kind: 0, quantity: 30n },
      { affiliate: bob, kind: 0, quantity: 10n },
      { affiliate: alice, kind: 1, quantity: 100n },
    ])
    recorder.receive(TOKENS[0], 1000n)
    recorder.sync(TOKENS[0])
    const second = recorder.addUnits([{ affiliate: alice, kind: 0, quantity: 40n }])
    recorder.removeUnits(alice, 0, 50n)
    recorder.receive(TOKENS[0], 100n)
    recorder.sync(TOKENS[0])

    const { parts, total } = explain(recorder.events, alice, TOKENS[0], { venture: VENTURE })
    const shown = parts.map(({ sale, line, contribution, amount }) => ({
      sale: sale.amount,
      to: line.to,
      line: line.amount,
      batch: contribution?.batch,
      index: contribution?.index,
      quantity: contribution?.quantity,
      amount,
    }))
    expect(shown).to.deep.equal([
      // 1000 - 100 to bob: half of 900 could go to the debt pool, which takes the 100 outstanding; 800 over 40 units.
      { sale: 1000n, to: 'equity', line: 800n, batch: first.batch, index: 0, quantity: 30n, amount: 600n },
      { sale: 1000n, to: 'debt', line: 100n, batch: first.batch, index: 2, quantity: 100n, amount: 100n },
      // The 40 units of the second batch went first, then 10 of the first; 90 over 20 and 10.
      { sale: 100n, to: 'equity', line: 90n, batch: first.batch, index: 0, quantity: 20n, amount: 60n },
    ])
    expect(second.batch).not.to.equal(first.batch)
    expect(total).to.equal(760n)
  })

  it('knows which kinds are closed and which tokens are muted', () => {
    const recorder = recordVenture()
    beginHistory(recorder, randomFrom(1))
    recorder.closeKind(1)
    recorder.muteToken(TOKENS[0], true)
    const { model } = replayVenture(recorder.events, { venture: VENTURE })
    expect(model.kinds.map(({ closed }) => closed)).to.deep.equal([false, true, false, false, false, false])
    expect([...model.books.values()].map(({ muted }) => muted)).to.deep.equal([true, false])
  })

  it('leaves out events of others', () => {
    const recorder = recordVenture()
    recorder.openPool({ type: 'equity' })
    const other = {
      ...recorder.events[0],
      args: { ...(recorder.events[0]?.args as object), venture: addressOf(7) },
    } as DecodedEvent
    const foreign: DecodedEvent = { blockNumber: 9n, logIndex: 0, address: TOKENS[0], eventName: 'Claimed', args: {} }
    const unknown: DecodedEvent = { blockNumber: 9n, logIndex: 1, address: VENTURE, eventName: 'Paid', args: {} }
    const replay = replayVenture([...recorder.events, other, foreign, unknown], { venture: VENTURE })
    expect(replay.eventCount).to.equal(1)
    expect(replay.model.pools).to.have.length(1)
  })

  it('refuses a history without its beginning', () => {
    const recorder = recordVenture()
    beginHistory(recorder, randomFrom(1))
    recorder.addUnits([{ affiliate: addressOf(1), kind: 0, quantity: 1n }])
    const last = recorder.events.slice(-1)
    expect(() => replayVenture(last, { venture: VENTURE })).to.throw(KindUnknownError)
  })

  it('reads a release right before a distribution as part of it, to the same unit', () => {
    const account = addressOf(1)
    const recorder = recordVenture()
    recorder.begin({
      pools: [1, 2].map(() => ({ type: 'equity', openingPeriod: 10n })),
      kinds: [1, 2].map((pool) => ({ pool, rate: 1n })),
      tokens: [TOKENS[0]],
      equation: { lines: [1, 2].map((pool) => ({ pool, basis: 'remaining', shareBps: 5000 })), remainder: account },
    })
    recorder.addUnits([0, 1].map((kind) => ({ affiliate: account, kind, quantity: 3n })))
    recorder.receive(TOKENS[0], 1001n)
    recorder.sync(TOKENS[0])
    recorder.model.now += 10n
    recorder.sync(TOKENS[0])
    recorder.receive(TOKENS[0], 11n)
    recorder.sync(TOKENS[0])
    // As if the release of pool 2 stood in the transaction of the last distribution.
    const block = recorder.events.at(-1)?.blockNumber ?? 0n
    const hash = recorder.events.at(-1)?.transactionHash
    const released = recorder.events.findLast(({ eventName }) => eventName === 'ParkedReleased')
    const joined = recorder.events.map((event) => {
      if (event.blockNumber === block) return { ...event, logIndex: event.logIndex + 1 }
      return event === released ? { ...event, blockNumber: block, transactionHash: hash, logIndex: 0 } : event
    })
    const { differences, model } = replayVenture(joined, { venture: VENTURE })
    expect(differences).to.deep.equal([])
    expect(owedTo(model, account, TOKENS[0])).to.equal(owedTo(recorder.model, account, TOKENS[0]))
  })
})

function forHistories(seed: number, hasTimestamps: boolean, check: (recorder: Recorder) => void): void {
  const random = randomFrom(seed)
  for (let history = 0; history < HISTORIES; history++) {
    const recorder = recordVenture({ hasTimestamps })
    beginHistory(recorder, random)
    for (let i = 0; i < STEPS; i++) randomStep(recorder, random)
    check(recorder)
  }
}

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const random = randomFrom(seed)
  return list
    .map((item) => ({ item, key: random.below(2 ** 30) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}

/** What events tell: no balances, no clock. */
function bookkeepingOf({ pools, kinds, equation, books, credits, payees, successors }: VentureModel): object {
  return { pools, kinds, equation, books, credits, payees, successors }
}

function chainStateOf(model: VentureModel): ChainState {
  const tokens = [...model.books.values()]
  const held = accountsOf(model).flatMap((account) => tokens.map(({ token }) => ({ account, token })))
  return {
    venture: VENTURE,
    timestamp: model.now,
    equationVersion: BigInt(model.equation.version),
    tokens: tokens.map((book) => ({ ...book, balance: model.balances.get(book.token) ?? 0n })),
    equityPools: model.pools.flatMap((pool) => {
      if (pool.type !== 'equity') return []
      const parked = tokens.map(({ token }) => ({ token, amount: pool.parked.get(token) ?? 0n }))
      const indices = tokens.map(({ token }) => ({ token, word: toWord(pool.j.get(token) ?? 0n) }))
      return [{ pool: pool.id, points: pool.points, opensAt: pool.opensAt, parked, indices }]
    }),
    debtPools: model.pools.flatMap((pool) =>
      pool.type === 'debt' ? [{ pool: pool.id, end: pool.end, repaid: pool.repaid, acceptances: pool.acceptances.length }] : [],
    ),
    kinds: model.kinds.map(({ id, units, rate, closed }) => ({ kind: id, units, rate, closed })),
    holdings: model.kinds.flatMap(({ id, holdings }) => [...holdings].map(([account, units]) => ({ account, kind: id, units }))),
    activated: model.kinds.flatMap(({ id, rests }) =>
      [...rests].map(([batch, { total, units, leaves }]) => ({ batch, kind: id, units: total - units, leaves })),
    ),
    holders: ACCOUNTS.map((account) => ({ account, holder: holderOf(model, account), payee: payeeOf(model, account) })),
    owed: held.map((pair) => ({ ...pair, amount: owedTo(model, pair.account, bookOf(model, pair.token).token) })),
    claimable: held.map((pair) => ({ ...pair, amount: previewClaim(model, pair.account, pair.token) })),
  }
}

/** One unit more in one event. */
function forge(events: readonly DecodedEvent[], below: (bound: number) => number) {
  const names = ['Claimed', 'Distributed', 'UnitsRemoved', 'DebtReassigned', 'LeafCut', 'RestClosed'] as const
  const name = names[below(names.length)]
  const target = events.findLast(({ eventName }) => eventName === name)
  if (!target) return { forged: events, figure: undefined }
  const args = target.args as { [name: string]: bigint } & { parts: readonly bigint[] }
  const more = (argument: string) => () => ({ [argument]: (args[argument] ?? 0n) + 1n })
  const [figure, change] = {
    Claimed: ['Claimed.amount', more('amount')],
    Distributed: ['Distributed.parts', () => ({ parts: args.parts.map((part, i) => (i === 0 ? part + 1n : part)) })],
    UnitsRemoved: ['UnitsRemoved.unitsLeft', more('unitsLeft')],
    DebtReassigned: ['DebtReassigned.credited', more('credited')],
    LeafCut: ['LeafCut.quantity', more('quantity')],
    RestClosed: ['RestClosed.units', more('units')],
  }[name ?? 'Claimed'] as [AuditFigure, () => object]
  return { forged: events.map((event) => (event === target ? { ...event, args: { ...args, ...change() } } : event)), figure }
}
