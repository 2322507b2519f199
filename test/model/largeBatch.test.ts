import { expect } from 'chai'
import {
  accountsOf,
  activatedOf,
  activateLeaves,
  addUnits,
  bookOf,
  claim,
  closeRest,
  earnedByRests,
  equityPoolOf,
  heldBack,
  kindOf,
  LeafAffiliateInvalidError,
  listToken,
  muteToken,
  owedTo,
  parkedOf,
  pointsOf,
  previewClaim,
  receive,
  RecordWrongError,
  recordOf,
  restOf,
  reweigh,
  setClock,
  sync,
  TotalExistsError,
  unitsOf,
  type VentureModel,
} from '../../sdk/src/model/index.ts'
import { leaf } from '../utils/leaf.ts'
import { CASH, DESIGN, EUR, expectUnchanged, HOUR, sell, USD, venture, WORK, work } from './smallVenture.ts'

const BATCH = 'batch'

describe('model.acceptLarge', () => {
  leaf('when a total is accepted', 'its points count at once', async () => {
    const model = venture()
    work(model, 'alice', 200n)
    accept(model, 100n)
    expect(equityPoolOf(model, WORK).points).to.equal(300n)
    sell(model, 400_00n)
    // 200 of 300 points: two thirds of 400.00.
    expect(owedTo(model, 'alice', USD)).to.equal(266_66n)
  })

  leaf('when a total is accepted', "its units are nobody's", async () => {
    const model = venture()
    work(model, 'alice', 200n)
    accept(model, 100n)
    sell(model, 400_00n)
    expect(accountsOf(model)).to.deep.equal(['alice'])
    expect([unitsOf(model, 'venture', HOUR), owedTo(model, 'venture', USD)]).to.deep.equal([0n, 0n])
    expect(restOf(model, BATCH, HOUR)).to.equal(100n)
    // 133.33 wait for the leaves. alice's 266.666… and their 133.333… are cut, a cent is held back.
    expect([earnedByRests(model, USD), heldBack(model, USD)]).to.deep.equal([133_33n, 1n])
  })

  leaf('when a total is accepted', 'points of a pool are those of accounts and of rests', async () => {
    const model = venture()
    work(model, 'alice', 7n)
    addUnits(
      model,
      [
        { affiliate: 'venture', kind: HOUR, quantity: 100n },
        { affiliate: 'venture', kind: DESIGN, quantity: 10n },
      ],
      BATCH,
    )
    activateLeaves(model, BATCH, [{ affiliate: 'bob', kind: DESIGN, quantity: 4n }])
    const held = pointsOf(model, 'alice', WORK) + pointsOf(model, 'bob', WORK)
    const rests = restOf(model, BATCH, HOUR) + 2n * restOf(model, BATCH, DESIGN)
    expect([held, rests, equityPoolOf(model, WORK).points]).to.deep.equal([15n, 112n, 127n])
  })

  leaf('when a total is accepted', 'it opens a pool that had no points', async () => {
    const model = venture({ openingPeriod: 100n })
    setClock(model, 7n)
    receive(model, USD, 50n)
    const { openings } = accept(model, 100n)
    expect(openings).to.deep.equal([{ pool: WORK, opensAt: 107n }])
    setClock(model, 107n)
    sync(model, USD)
    expect([parkedOf(model, USD), earnedByRests(model, USD)]).to.deep.equal([0n, 50n])
  })

  leaf('when a total is accepted', 'what units had earned by then is kept, token by token', async () => {
    const model = venture()
    addUnits(model, [{ affiliate: 'alice', kind: DESIGN, quantity: 32n }])
    sell(model, 128n)
    listToken(model, EUR)
    addUnits(model, [{ affiliate: 'venture', kind: DESIGN, quantity: 5n }], BATCH)
    listToken(model, 'yen')
    // 2 per point, 4 per unit of twice the weight; then nothing in the other token, and the total.
    expect(recordOf(model, BATCH, DESIGN)).to.deep.equal([4n << 128n, 0n, 5n])
    expect([recordOf(model, BATCH, HOUR), recordOf(model, 'another', DESIGN)]).to.deep.equal([[], []])
  })

  leaf('when a total of the kind was accepted before', 'it is refused', async () => {
    const model = venture()
    accept(model, 100n)
    expectUnchanged(model, () => accept(model, 1n), TotalExistsError)
    const twice = [1n, 2n].map((quantity) => ({ affiliate: 'venture', kind: DESIGN, quantity }))
    expectUnchanged(model, () => addUnits(model, twice, 'another'), TotalExistsError)
  })
})

describe('model.activateLeaves', () => {
  leaf('given revenue came before and after the acceptance', 'leaves get what came after', async () => {
    const model = venture()
    work(model, 'alice', 200n)
    sell(model, 50_00n)
    accept(model, 100n)
    sell(model, 400_00n)
    const given = activateLeaves(model, BATCH, [{ affiliate: 'bob', kind: HOUR, quantity: 60n }])
    expect(given).to.deep.equal([{ affiliate: 'bob', kind: HOUR, quantity: 60n, left: 40n }])
    // 60 of 300 points: a fifth of 400.00, less the 2^-128 by which a third of it per point is cut. The first 50.00 are alice's.
    expect([owedTo(model, 'bob', USD), owedTo(model, 'alice', USD)]).to.deep.equal([79_99n, 316_66n])
    sell(model, 300_00n)
    expect([owedTo(model, 'bob', USD), previewClaim(model, 'bob', USD)]).to.deep.equal([139_99n, 139_99n])
    expect(claim(model, 'bob', [USD]).amounts).to.deep.equal([139_99n])
  })

  leaf('given revenue came before and after the acceptance', 'those of somebody with units join them', async () => {
    const model = venture()
    work(model, 'alice', 200n)
    accept(model, 100n)
    sell(model, 300_00n)
    claim(model, 'alice', [USD])
    activateLeaves(model, BATCH, [{ affiliate: 'alice', kind: HOUR, quantity: 50n }])
    sell(model, 300_00n)
    expect([unitsOf(model, 'alice', HOUR), owedTo(model, 'alice', USD)]).to.deep.equal([250n, 300_00n])
  })

  leaf('given a token was listed since', 'leaves get all of it', async () => {
    const model = venture()
    accept(model, 64n)
    listToken(model, EUR)
    receive(model, EUR, 70n)
    sync(model, EUR)
    activateLeaves(model, BATCH, [{ affiliate: 'bob', kind: HOUR, quantity: 32n }])
    expect(owedTo(model, 'bob', EUR)).to.equal(35n)
  })

  leaf('given the kind was re-weighed since', 'each sale counts at the weight of its time', async () => {
    const model = venture()
    work(model, 'alice', 100n)
    addUnits(model, [{ affiliate: 'venture', kind: DESIGN, quantity: 50n }], BATCH)
    sell(model, 100_00n)
    reweigh(model, DESIGN, 6n)
    sell(model, 100_00n)
    activateLeaves(model, BATCH, [{ affiliate: 'bob', kind: DESIGN, quantity: 25n }])
    // 50 of 200 points, then 150 of 400.
    expect(owedTo(model, 'bob', USD)).to.equal(25_00n + 37_50n)
  })

  leaf('given something has arrived', 'it distributes nothing', async () => {
    const model = venture()
    accept(model, 100n)
    receive(model, USD, 100n)
    activateLeaves(model, BATCH, [{ affiliate: 'bob', kind: HOUR, quantity: 50n }])
    expect([bookOf(model, USD).accounted, owedTo(model, 'bob', USD)]).to.deep.equal([0n, 0n])
    expect(previewClaim(model, 'bob', USD)).to.equal(50n)
  })

  leaf('when leaves ask for more than is left', 'the last get what is left, kind by kind', async () => {
    const model = venture()
    addUnits(
      model,
      [
        { affiliate: 'venture', kind: HOUR, quantity: 100n },
        { affiliate: 'venture', kind: DESIGN, quantity: 10n },
      ],
      BATCH,
    )
    const asked = [
      ['alice', HOUR, 60n],
      ['bob', HOUR, 60n],
      ['carol', HOUR, 1n],
      ['carol', DESIGN, 11n],
    ] as const
    const given = activateLeaves(
      model,
      BATCH,
      asked.map(([affiliate, kind, quantity]) => ({ affiliate, kind, quantity })),
    )
    expect(given.map(({ quantity, left }) => [quantity, left])).to.deep.equal([
      [60n, 40n],
      [40n, 0n],
      [0n, 0n],
      [10n, 0n],
    ])
    expect([unitsOf(model, 'bob', HOUR), unitsOf(model, 'carol', DESIGN)]).to.deep.equal([40n, 10n])
    expect(kindOf(model, HOUR).units).to.equal(100n)
  })

  leaf('when there is no such total', 'all are refused', async () => {
    const model = venture()
    accept(model, 100n)
    for (const [batch, kind] of [
      ['another', HOUR],
      [BATCH, DESIGN],
      [BATCH, CASH],
      [BATCH, 9],
    ] as const) {
      const leaves = [
        { affiliate: 'bob', kind: HOUR, quantity: 1n },
        { affiliate: 'bob', kind, quantity: 1n },
      ]
      expectUnchanged(model, () => activateLeaves(model, batch, leaves), RecordWrongError)
    }
  })

  leaf('when a leaf names the venture, or nobody', 'all are refused', async () => {
    const model = venture()
    accept(model, 100n)
    for (const affiliate of ['venture', '']) {
      const leaves = ['bob', affiliate].map((name) => ({ affiliate: name, kind: HOUR, quantity: 1n }))
      expectUnchanged(model, () => activateLeaves(model, BATCH, leaves), LeafAffiliateInvalidError)
    }
  })
})

describe('model.closeRest', () => {
  leaf('given others have points', 'they get what it has earned, and it earns no more', async () => {
    const model = venture()
    work(model, 'alice', 200n)
    accept(model, 100n)
    sell(model, 400_00n)
    activateLeaves(model, BATCH, [{ affiliate: 'bob', kind: HOUR, quantity: 60n }])
    sell(model, 300_00n)
    // 40 of 300 points: 53.33 and 40.00, two thirds of a cent short.
    const { units, feeds } = closeRest(model, BATCH, HOUR)
    expect(units).to.equal(40n)
    expect(feeds.map(({ token, fed, points }) => [token, fed, points])).to.deep.equal([[USD, 93_33n, 260n]])
    expect([restOf(model, BATCH, HOUR), kindOf(model, HOUR).units, equityPoolOf(model, WORK).points]).to.deep.equal([
      0n,
      260n,
      260n,
    ])
    // alice: 266.67 + 200.00 + 200/260 of 93.33; bob: 80.00 + 60.00 + 60/260 of it.
    expect([owedTo(model, 'alice', USD), owedTo(model, 'bob', USD)]).to.deep.equal([538_45n, 161_53n])
    expect([bookOf(model, USD).accounted, earnedByRests(model, USD), heldBack(model, USD)]).to.deep.equal([700_00n, 0n, 2n])
    sell(model, 26_00n)
    expect(owedTo(model, 'bob', USD)).to.equal(167_53n)
  })

  leaf('given something has arrived', 'the rest has its share of it', async () => {
    const model = venture()
    work(model, 'alice', 50n)
    accept(model, 50n)
    receive(model, USD, 100n)
    const { syncs, feeds } = closeRest(model, BATCH, HOUR)
    expect([syncs.map(({ amount }) => amount), feeds.map(({ fed }) => fed)]).to.deep.equal([[100n], [50n]])
    expect(owedTo(model, 'alice', USD)).to.equal(100n)
  })

  leaf('given nobody has points', 'what it has earned is parked for the next who do', async () => {
    const model = venture()
    accept(model, 50n)
    sell(model, 100n)
    const { feeds } = closeRest(model, BATCH, HOUR)
    expect(feeds.map(({ fed, parked, growth }) => [fed, parked, growth])).to.deep.equal([[100n, 100n, 0n]])
    expect([parkedOf(model, USD), heldBack(model, USD)]).to.deep.equal([100n, 0n])
    work(model, 'alice', 1n)
    sync(model, USD)
    expect(owedTo(model, 'alice', USD)).to.equal(100n)
  })

  leaf('given a muted token waits', 'it is released with what the rest has earned', async () => {
    const model = venture()
    work(model, 'alice', 32n)
    accept(model, 32n)
    sell(model, 40n)
    reweigh(model, HOUR, 0n)
    sell(model, 10n)
    muteToken(model, USD)
    reweigh(model, HOUR, 1n)
    expect([parkedOf(model, USD), owedTo(model, 'alice', USD)]).to.deep.equal([10n, 20n])
    const { feeds } = closeRest(model, BATCH, HOUR)
    expect(feeds.map(({ fed, released, parked }) => [fed, released, parked])).to.deep.equal([[20n, 10n, 0n]])
    expect([parkedOf(model, USD), owedTo(model, 'alice', USD)]).to.deep.equal([0n, 50n])
  })

  leaf('given it has earned less than a unit', 'nothing is brought to the pool', async () => {
    const model = venture()
    work(model, 'alice', 2n)
    accept(model, 1n)
    sell(model, 2n)
    expect(closeRest(model, BATCH, HOUR).feeds).to.deep.equal([])
    expect([owedTo(model, 'alice', USD), heldBack(model, USD)]).to.deep.equal([1n, 1n])
  })

  leaf('given all of it was activated, or closed', 'nothing happens, and leaves get nothing', async () => {
    const model = venture()
    accept(model, 50n)
    activateLeaves(model, BATCH, [{ affiliate: 'bob', kind: HOUR, quantity: 20n }])
    closeRest(model, BATCH, HOUR)
    expect(activatedOf(model, BATCH, HOUR)).to.deep.equal({ units: 50n, leaves: 1n })
    receive(model, USD, 10n)
    expect(closeRest(model, BATCH, HOUR)).to.deep.equal({ syncs: [], kind: HOUR, units: 0n, feeds: [] })
    expect(bookOf(model, USD).accounted).to.equal(0n)
    expect(activateLeaves(model, BATCH, [{ affiliate: 'carol', kind: HOUR, quantity: 1n }])[0]?.quantity).to.equal(0n)
    expect(activatedOf(model, BATCH, HOUR)).to.deep.equal({ units: 50n, leaves: 2n })
  })

  leaf('when there is no such total', 'it is refused', async () => {
    const model = venture()
    accept(model, 50n)
    receive(model, USD, 10n)
    expectUnchanged(model, () => closeRest(model, 'another', HOUR), RecordWrongError)
    expectUnchanged(model, () => closeRest(model, BATCH, 9), RecordWrongError)
  })
})

function accept(model: VentureModel, quantity: bigint) {
  return addUnits(model, [{ affiliate: 'venture', kind: HOUR, quantity }], BATCH)
}
