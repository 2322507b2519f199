import { expect } from 'chai'
import {
  type AuditFigure,
  bookOf,
  type DecodedEvent,
  describeDifference,
  equityPoolOf,
  explain,
  holderOf,
  LeafAffiliateInvalidError,
  MoveInvalidError,
  owedTo,
  packModelEntry,
  payeeOf,
  replayVenture,
  restOf,
  unitsOf,
} from '../../sdk/src/model/index.ts'
import { leaf } from '../utils/leaf.ts'
import { TOKENS } from './history.ts'
import { addressOf, LEAVES, type Recorder, recordVenture, VENTURE } from './recorder.ts'

const [USD] = TOKENS
const [alice, bob, carol, fund] = [0xa1, 0xa2, 0xa3, 0xf1].map(addressOf) as [string, string, string, string]
const HOUR = 0

describe('model.replayLarge', () => {
  leaf('given leaves were activated and a rest was closed', 'it gives everyone what they have', async () => {
    const { recorder, batch } = story()
    const { model, differences } = replayVenture(recorder.events, { venture: VENTURE })
    expect(differences.map(describeDifference)).to.deep.equal([])
    expect([unitsOf(model, bob, HOUR), restOf(model, batch, HOUR), equityPoolOf(model, 1).points]).to.deep.equal([64n, 0n, 192n])
    for (const account of [alice, bob, carol]) expect(owedTo(model, account, USD)).to.equal(owedTo(recorder.model, account, USD))
    expect([alice, bob].map((account) => owedTo(model, account, USD))).to.deep.equal([1024n, 512n])
  })

  leaf('given an amendment lowered a total', 'less enters than was proposed', async () => {
    const { recorder, batch } = story()
    const proposed = altered(recorder.events, 'LargeBatchProposed', { totals: [packed(VENTURE, 1000n)] })
    const { model, differences } = replayVenture(proposed, { venture: VENTURE })
    expect(differences).to.deep.equal([])
    expect([unitsOf(model, bob, HOUR), restOf(model, batch, HOUR)]).to.deep.equal([64n, 0n])
  })

  leaf('given what a rest had earned was parked', 'it is told from what was parked next to it', async () => {
    const recorder = begin()
    const { batch } = recorder.acceptLarge([{ kind: HOUR, quantity: 64n }])
    sell(recorder, 100n)
    recorder.closeRest(batch, HOUR)
    sell(recorder, 7n)
    const { model, differences } = replayVenture(inOneBlock(recorder.events, 2), { venture: VENTURE })
    expect(differences).to.deep.equal([])
    expect([equityPoolOf(model, 1).parked.get(USD), bookOf(model, USD).accounted]).to.deep.equal([107n, 107n])
  })

  leaf('given a rest had earned nothing', 'what is parked next to its closing is no part of it', async () => {
    const recorder = begin()
    const { batch } = recorder.acceptLarge([{ kind: HOUR, quantity: 64n }])
    recorder.closeRest(batch, HOUR)
    sell(recorder, 7n)
    const { model, differences } = replayVenture(inOneBlock(recorder.events, 2), { venture: VENTURE })
    expect(differences).to.deep.equal([])
    expect([equityPoolOf(model, 1).parked.get(USD), bookOf(model, USD).accounted]).to.deep.equal([7n, 7n])
  })

  leaf('given what a rest had earned released what was parked', 'both reach the points that stay', async () => {
    const recorder = begin()
    recorder.addUnits([{ affiliate: alice, kind: HOUR, quantity: 64n }])
    const { batch } = recorder.acceptLarge([{ kind: HOUR, quantity: 64n }])
    sell(recorder, 100n)
    recorder.reweigh(HOUR, 0n)
    sell(recorder, 10n)
    recorder.muteToken(USD, true)
    recorder.reweigh(HOUR, 1n)
    recorder.closeRest(batch, HOUR)
    const { model, differences } = replayVenture(recorder.events, { venture: VENTURE })
    expect(differences).to.deep.equal([])
    expect([equityPoolOf(model, 1).parked.has(USD), owedTo(model, alice, USD)]).to.deep.equal([false, 110n])
  })

  leaf('when an event says what can not be', 'the figure is named', async () => {
    const given = (...leaves: [string, bigint][]) => ({ leaves: leaves.map(([account, quantity]) => packed(account, quantity)) })
    for (const [recorder, eventName, change, figure] of [
      [story().recorder, 'LeavesActivated', { indices: [0n, 1n] }, 'LeavesActivated.isNew'],
      [story().recorder, 'LeavesActivated', { indices: [1n, LEAVES] }, 'LeavesActivated.isNew'],
      [story().recorder, 'LeavesActivated', { indices: [] }, 'UnitsActivated.count'],
      [story().recorder, 'LargeBatchProposed', { totals: [packed(VENTURE, 127n)] }, 'TotalAdded.total'],
      [story().recorder, 'LargeBatchProposed', { batch: '0x00' }, 'UnitsAdded.total'],
      [story().recorder, 'TotalAdded', { record: [0n, 127n] }, 'UnitsAdded.total'],
      [story().recorder, 'TotalAdded', { record: [0n, 129n] }, 'TotalAdded.total'],
      [story().recorder, 'TotalAdded', { record: [1n, 128n] }, 'TotalAdded.index'],
      [story().recorder, 'TotalAdded', { record: [0n, 0n, 128n] }, 'TotalAdded.tokens'],
      [story().recorder, 'RestClosed', { units: 63n }, 'RestClosed.units'],
      [cutStory(), 'UnitsActivated', given([bob, 40n], [carol, 40n]), 'UnitsActivated.quantity'],
      [cutStory(), 'UnitsActivated', given([bob, 32n], [carol, 1n]), 'LeafCut.left'],
      [cutStory(), 'LeafCut', { quantity: 31n }, 'LeafCut.quantity'],
      [cutStory(), 'LeafCut', { affiliate: alice }, 'LeafCut.affiliate'],
      [cutStory(), 'LeafCut', { index: 9n }, 'LeafCut.isActivated'],
    ] as const) {
      expect(figuresOf(recorder.events), eventName).to.deep.equal([])
      expect(figuresOf(altered(recorder.events, eventName, change)), `${eventName}: ${figure}`).to.include(figure)
    }
  })

  leaf('when leaves come without their units', 'it says so', async () => {
    const { recorder } = story()
    const last = recorder.events.findLast(({ eventName }) => eventName === 'UnitsActivated')
    expect(figuresOf(recorder.events.filter((event) => event !== last))).to.include('UnitsActivated.count')
  })

  leaf('when units come without their leaves', 'it says so', async () => {
    const { recorder } = story()
    expect(figuresOf(recorder.events.filter(({ eventName }) => eventName !== 'LeavesActivated'))).to.deep.equal([
      'UnitsActivated.count',
      'UnitsActivated.count',
    ])
  })

  leaf('when a total is accepted twice', 'it says so', async () => {
    const { recorder } = story()
    const added = recorder.events.find(({ eventName, args }) => eventName === 'UnitsAdded' && isTotal(args))
    const twice = recorder.events.flatMap((event) =>
      event === added ? [event, { ...event, logIndex: event.logIndex + 1 }] : [event],
    )
    expect(figuresOf(twice)).to.include('UnitsAdded.total')
  })

  leaf('when a leaf names the venture', 'it refuses the history', async () => {
    const { recorder } = story()
    const wrong = altered(recorder.events, 'UnitsActivated', { leaves: [packed(VENTURE, 1n)] })
    expect(() => replayVenture(wrong, { venture: VENTURE })).to.throw(LeafAffiliateInvalidError)
  })

  leaf('when batches of another ledger are among them', 'it leaves them out', async () => {
    const { recorder } = story()
    const { eventCount } = replayVenture(recorder.events, { venture: VENTURE })
    const foreign = recorder.events
      .filter(({ args }) => 'ledger' in (args as object) && !('venture' in (args as object)))
      .map((event) => ({ ...event, logIndex: event.logIndex + 50, args: { ...(event.args as object), ledger: addressOf(9) } }))
    expect(foreign.length).to.be.greaterThan(1)
    const replay = replayVenture([...recorder.events, ...foreign], { venture: VENTURE })
    expect([replay.eventCount, replay.differences]).to.deep.equal([eventCount, []])
  })
})

describe('model.replayMoves', () => {
  leaf('given accounts moved and named payees', 'it knows who they are and who is paid', async () => {
    const { model, differences } = replayVenture(moved().events, { venture: VENTURE })
    expect(differences).to.deep.equal([])
    expect([alice, bob, carol].map((account) => holderOf(model, account))).to.deep.equal([carol, carol, carol])
    expect([alice, carol, fund].map((account) => payeeOf(model, account))).to.deep.equal([fund, fund, fund])
  })

  leaf('when an event says what can not be', 'the figure is named', async () => {
    for (const [eventName, change, figure] of [
      ['Moved', { to: fund }, 'Moved.to'],
      ['Moved', { from: fund }, 'Moved.from'],
      ['Moved', { from: alice }, 'Moved.isPossible'],
      ['MoveMade', { move: '0x00' }, 'MoveMade.isProposed'],
      ['PayeeSet', { previousPayee: alice }, 'PayeeSet.previousPayee'],
    ] as const) {
      expect(figuresOf(altered(moved().events, eventName, change)), `${eventName}: ${figure}`).to.include(figure)
    }
  })

  leaf('when a move is made and nobody moves', 'it says so', async () => {
    const { events } = moved()
    const last = events.findLast(({ eventName }) => eventName === 'Moved')
    expect(figuresOf(events.filter((event) => event !== last))).to.include.members(['Moved.from', 'Moved.to'])
  })

  leaf('when the venture itself moves', 'it refuses the history', async () => {
    const wrong = altered(moved().events, 'Moved', { to: VENTURE })
    expect(() => replayVenture(wrong, { venture: VENTURE })).to.throw(MoveInvalidError)
  })
})

describe('model.explainLarge', () => {
  leaf('given leaves came late', 'they bring their part of earlier sales', async () => {
    const { recorder, batch } = story()
    const [first, second] = [0, 1].map((index) => ({ batch, index, isLeaf: true, kind: HOUR, quantity: 32n }))
    // 256 points: 4 of the first sale and 2 of the second per unit. Each leaf has 32.
    expect(shown(recorder, bob).slice(0, 4)).to.deep.equal([
      { sale: 1024n, to: 'equity', through: 1024n, contribution: first, amount: 128n },
      { sale: 512n, to: 'equity', through: 512n, contribution: first, amount: 64n },
      { sale: 1024n, to: 'equity', through: 1024n, contribution: second, amount: 128n },
      { sale: 512n, to: 'equity', through: 512n, contribution: second, amount: 64n },
    ])
  })

  leaf('given a rest was closed', 'what it had earned comes from there', async () => {
    const { recorder, batch } = story()
    // 64 units with 6 each, over 192 points.
    const { parts } = explain(recorder.events, alice, USD, { venture: VENTURE })
    const { sale, line, amount } = parts.at(-1) ?? expect.fail('nothing is explained')
    const closing = recorder.events.find(({ eventName }) => eventName === 'RestClosed')
    expect([sale.blockNumber, sale.logIndex, sale.amount]).to.deep.equal([closing?.blockNumber, closing?.logIndex, 384n])
    expect(line).to.deep.equal({
      index: -1,
      to: 'rest',
      pool: 1,
      basis: 'gross',
      shareBps: 10_000,
      amount: 384n,
      batch,
      kind: HOUR,
    })
    expect(amount).to.equal(256n)
  })

  leaf('given a rest was closed', 'all parts add up', async () => {
    const { recorder } = story()
    for (const [account, expected] of [
      [alice, 1024n],
      [bob, 512n],
    ] as const) {
      const { parts, total, unexplained } = explain(recorder.events, account, USD, { venture: VENTURE })
      expect([total, unexplained]).to.deep.equal([expected, 0n])
      expect(parts.reduce((sum, { amount }) => sum + amount, 0n)).to.equal(expected)
    }
  })

  leaf('given what a rest had earned was parked', 'it comes from there all the same', async () => {
    const recorder = begin()
    const { batch } = recorder.acceptLarge([{ kind: HOUR, quantity: 64n }])
    sell(recorder, 100n)
    recorder.closeRest(batch, HOUR)
    recorder.addUnits([{ affiliate: alice, kind: HOUR, quantity: 64n }])
    sell(recorder, 28n)
    expect(shown(recorder, alice).map(({ sale, to, amount }) => [sale, to, amount])).to.deep.equal([
      [100n, 'rest', 100n],
      [28n, 'equity', 28n],
    ])
  })

  leaf('given units were removed', 'the leaves that came last go first', async () => {
    const { recorder } = story()
    recorder.removeUnits(bob, HOUR, 40n)
    sell(recorder, 152n)
    // 128 of alice and 24 of bob, of his first leaf.
    const last = shown(recorder, bob).at(-1)
    expect([last?.contribution?.index, last?.contribution?.quantity, last?.amount]).to.deep.equal([0, 24n, 24n])
  })
})

/** 128 of alice, 128 of a large batch; sales of 1024 and 512, two leaves of bob, and the other 64 are closed. */
function story() {
  const recorder = begin()
  recorder.addUnits([{ affiliate: alice, kind: HOUR, quantity: 128n }])
  const { batch } = recorder.acceptLarge([{ kind: HOUR, quantity: 128n }])
  sell(recorder, 1024n)
  recorder.activateLeaves(batch, [{ affiliate: bob, kind: HOUR, quantity: 32n }])
  sell(recorder, 512n)
  recorder.activateLeaves(batch, [{ affiliate: bob, kind: HOUR, quantity: 32n }])
  recorder.closeRest(batch, HOUR)
  return { recorder, batch }
}

/** A total of 64: bob asks for 32, carol for 64 of the other 32. */
function cutStory(): Recorder {
  const recorder = begin()
  const { batch } = recorder.acceptLarge([{ kind: HOUR, quantity: 64n }])
  recorder.activateLeaves(batch, [
    { affiliate: bob, kind: HOUR, quantity: 32n },
    { affiliate: carol, kind: HOUR, quantity: 64n },
  ])
  return recorder
}

/** alice moves to bob by herself, bob to carol by others; carol and the fund name payees. */
function moved(): Recorder {
  const recorder = begin()
  recorder.setPayee(bob, alice)
  recorder.move(alice, bob)
  recorder.setPayee(carol, bob)
  recorder.setPayee(carol, fund)
  recorder.move(bob, carol, true)
  return recorder
}

function begin(): Recorder {
  const recorder = recordVenture({ hasTimestamps: true })
  recorder.begin({
    pools: [{ type: 'equity' }],
    kinds: [{ pool: 1, rate: 1n }],
    tokens: [USD],
    equation: { lines: [{ pool: 1, basis: 'remaining', shareBps: 10_000 }], remainder: fund },
  })
  return recorder
}

function sell(recorder: Recorder, amount: bigint): void {
  recorder.receive(USD, amount)
  recorder.sync(USD)
}

function packed(affiliate: string, quantity: bigint): bigint {
  return packModelEntry({ affiliate, kind: HOUR, quantity })
}

function figuresOf(events: readonly DecodedEvent[]): AuditFigure[] {
  return replayVenture(events, { venture: VENTURE }).differences.map(({ figure }) => figure)
}

/** The last event of a name says something else. */
function altered(events: readonly DecodedEvent[], name: string, change: object): DecodedEvent[] {
  const target = events.findLast(({ eventName }) => eventName === name)
  expect(target, name).not.to.equal(undefined)
  return events.map((event) => (event === target ? { ...event, args: { ...(event.args as object), ...change } } : event))
}

/** As if the last actions had been one transaction. */
function inOneBlock(events: readonly DecodedEvent[], actions: number): DecodedEvent[] {
  const last = events.at(-1)
  const first = [...new Set(events.map(({ blockNumber }) => blockNumber))].at(-actions) ?? 0n
  let logIndex = 0
  return events.map((event) =>
    event.blockNumber < first
      ? event
      : { ...event, blockNumber: first, transactionHash: last?.transactionHash ?? '', logIndex: logIndex++ },
  )
}

function isTotal(args: unknown): boolean {
  return (args as { entries: readonly bigint[] }).entries.some((entry) => entry >> 96n === BigInt(VENTURE))
}

function shown(recorder: Recorder, account: string) {
  return explain(recorder.events, account, USD, { venture: VENTURE }).parts.map(({ sale, line, contribution, amount }) => {
    return { sale: sale.amount, to: line.to, through: line.amount, contribution, amount }
  })
}
