import { expect } from 'chai'
import {
  addUnits,
  bookOf,
  claim,
  ClaimBalanceTooLowError,
  ClaimRecipientInvalidError,
  ClockBackwardsError,
  cloneVentureModel,
  closeKind,
  debtPoolOf,
  DebtEntryUnknownError,
  DebtLineTooLongError,
  DebtMoneyOutOfBoundsError,
  equityPoolOf,
  heldBack,
  isSameWord,
  KindIsClosedError,
  kindIndex,
  kindOf,
  KindsNotAscendingError,
  KindUnitsTooManyError,
  KindUnknownError,
  listToken,
  MAX_ACCOUNTED,
  ModelError,
  muteToken,
  offsetOf,
  openKind,
  owedTo,
  parkedOf,
  pointsOf,
  PoolPointsTooManyError,
  previewClaim,
  previewDistribution,
  reassignDebt,
  receive,
  recoverableOf,
  removeUnits,
  reweigh,
  setBalance,
  setClock,
  setEquation,
  setReadable,
  sync,
  TokenNotListedError,
  toWord,
  UnitsInsufficientError,
  unitsOf,
  WeightOfDebtError,
} from '../../sdk/src/model/index.ts'
import {
  ALL_WORK,
  CASH,
  COSTS,
  COSTS_FIRST,
  DESIGN,
  EUR,
  HOUR,
  USD,
  WORK,
  expectUnchanged,
  owe,
  sell,
  venture,
  withoutEquation,
  work,
} from './smallVenture.ts'

describe('model: venture', () => {
  describe('sync', () => {
    it('shares revenue by the points that held when it arrived', () => {
      const model = venture()
      work(model, 'a', 1n)
      sell(model, 100n)
      work(model, 'b', 1n)
      receive(model, USD, 100n)
      work(model, 'b', 98n)
      expect([owedTo(model, 'a', USD), owedTo(model, 'b', USD)]).to.deep.equal([150n, 50n])
    })

    it('parks what reaches a pool without points, and gives it to those of the opening moment', () => {
      const model = venture({ openingPeriod: 100n })
      sell(model, 70n)
      expect([parkedOf(model, USD), owedTo(model, 'a', USD)]).to.deep.equal([70n, 0n])
      work(model, 'a', 1n)
      setClock(model, 50n)
      work(model, 'b', 2n)
      sell(model, 20n)
      expect(parkedOf(model, USD)).to.equal(90n)
      setClock(model, 99n)
      expect(previewClaim(model, 'a', USD)).to.equal(0n)
      setClock(model, 100n)
      expect(previewClaim(model, 'a', USD)).to.equal(30n)
      work(model, 'late', 1000n)
      expect([parkedOf(model, USD), owedTo(model, 'a', USD), owedTo(model, 'b', USD)]).to.deep.equal([0n, 30n, 60n])
    })

    it('opens anew when points rise from zero again', () => {
      const model = venture({ openingPeriod: 100n })
      setClock(model, 7n)
      work(model, 'a', 1n)
      setClock(model, 200n)
      removeUnits(model, 'a', HOUR, 1n)
      sell(model, 10n)
      work(model, 'b', 1n)
      const { opensAt, firstPointsAt } = equityPoolOf(model, WORK)
      expect([opensAt, firstPointsAt]).to.deep.equal([300n, 7n])
      setClock(model, 300n)
      sync(model, USD)
      expect(owedTo(model, 'b', USD)).to.equal(10n)
    })

    it('splits a muted token, one listed later and one that was unreadable by the shares of its next sync', () => {
      const model = venture()
      work(model, 'a', 1n)
      receive(model, USD, 100n)
      receive(model, EUR, 100n)
      receive(model, 'yen', 100n)
      listToken(model, 'yen')
      setReadable(model, 'yen', false)
      receive(model, EUR, 100n)
      muteToken(model, USD)
      receive(model, USD, 100n)
      work(model, 'b', 1n)
      listToken(model, EUR)
      setReadable(model, 'yen', true)
      for (const token of [USD, EUR, 'yen']) sync(model, token)
      const shares = [USD, EUR, 'yen'].map((token) => [owedTo(model, 'a', token), owedTo(model, 'b', token)])
      expect(shares).to.deep.equal([
        [150n, 50n],
        [100n, 100n],
        [50n, 50n],
      ])
    })

    it('says so when a balance can not be read, and does nothing', () => {
      const model = venture()
      receive(model, USD, 100n)
      setReadable(model, USD, false)
      expect(sync(model, USD)).to.deep.equal({ token: USD, amount: 0n, isSkipped: true, equity: [], debt: [] })
      expect(previewClaim(model, 'fund', USD)).to.equal(0n)
    })

    it('takes no more than the books hold; the rest comes in as claims leave', () => {
      const model = venture()
      work(model, 'a', 1n)
      receive(model, USD, MAX_ACCOUNTED + 5n)
      expect(sync(model, USD).amount).to.equal(MAX_ACCOUNTED)
      expect(sync(model, USD).amount).to.equal(0n)
      expect(claim(model, 'a', [USD]).amounts).to.deep.equal([MAX_ACCOUNTED])
      expect(sync(model, USD).amount).to.equal(5n)
      expect(owedTo(model, 'a', USD)).to.equal(5n)
    })

    it('finds no revenue in a token that shrank, and none until it has grown back', () => {
      const model = venture()
      work(model, 'a', 1n)
      sell(model, 100n)
      setBalance(model, USD, 60n)
      expect(sync(model, USD).amount).to.equal(0n)
      expect(owedTo(model, 'a', USD)).to.equal(100n)
      setBalance(model, USD, 103n)
      expect(sync(model, USD).amount).to.equal(3n)
    })

    it('refuses a token nobody listed', () => expect(() => sync(venture(), 'yen')).to.throw(TokenNotListedError))

    it('stays exact when indices and offsets pass a word', () => {
      const model = venture()
      work(model, 'a', 1n)
      for (let i = 0; i < 5; i++) {
        receive(model, USD, MAX_ACCOUNTED)
        work(model, `b${i}`, 1n)
        for (const account of ['a', 'b0', 'b1', 'b2', 'b3', 'b4']) claim(model, account, [USD])
      }
      const kind = kindOf(model, HOUR)
      const index = kindIndex(model, kind, USD)
      expect(index > 2n ** 256n).to.equal(true)
      expect(toWord(index)).to.equal(index % 2n ** 256n)
      expect(isSameWord(offsetOf(kind, USD, 'b4'), toWord(offsetOf(kind, USD, 'b4')))).to.equal(true)
      expect(isSameWord(index, toWord(index) + 1n)).to.equal(false)
      expect(heldBack(model, USD) < 10n).to.equal(true)
    })
  })

  describe('setEquation', () => {
    it('lets what was paid before the first equation run through it, and before the next through the one in force', () => {
      const model = withoutEquation()
      receive(model, USD, 100n)
      setEquation(model, { lines: [], remainder: 'first' })
      receive(model, USD, 10n)
      setEquation(model, { lines: [], remainder: 'second' })
      expect([model.equation.version, owedTo(model, 'first', USD)]).to.deep.equal([2, 110n])
    })

    it('changes nothing where it is refused', () => {
      const model = venture()
      receive(model, USD, 10n)
      expectUnchanged(model, () => setEquation(model, { lines: [], remainder: '' }), ModelError)
    })
  })

  describe('reweigh', () => {
    it('re-prices revenue to come and leaves what has accrued', () => {
      const model = venture()
      addUnits(model, [
        { affiliate: 'a', kind: HOUR, quantity: 10n },
        { affiliate: 'b', kind: DESIGN, quantity: 10n },
      ])
      receive(model, USD, 300n)
      reweigh(model, HOUR, 8n)
      sell(model, 300n)
      expect([owedTo(model, 'a', USD), owedTo(model, 'b', USD)]).to.deep.equal([340n, 260n])
      expect(pointsOf(model, 'a', WORK)).to.equal(80n)
    })

    it('refuses a debt kind, and more points than fit', () => {
      const model = venture()
      expect(() => reweigh(model, CASH, 1n)).to.throw(WeightOfDebtError)
      for (let i = 0; i < 250; i++) work(model, `a${i}`, 2n ** 88n - 1n)
      expectUnchanged(model, () => reweigh(model, HOUR, 2n ** 32n - 1n), PoolPointsTooManyError)
    })
  })

  describe('addUnits and removeUnits', () => {
    it('keep what units have earned', () => {
      const model = venture()
      work(model, 'a', 4n)
      receive(model, USD, 100n)
      expect(removeUnits(model, 'a', HOUR, 4n).unitsLeft).to.equal(0n)
      sell(model, 50n)
      expect([owedTo(model, 'a', USD), parkedOf(model, USD), unitsOf(model, 'a', HOUR)]).to.deep.equal([100n, 50n, 0n])
    })

    for (const [what, entries, expected] of [
      ['a kind nobody opened', [{ affiliate: 'a', kind: 9, quantity: 1n }], KindUnknownError],
      ['units that do not fit', [{ affiliate: 'a', kind: HOUR, quantity: 2n ** 96n }], KindUnitsTooManyError],
      ['a debt of nothing', [{ affiliate: 'a', kind: CASH, quantity: 0n }], DebtMoneyOutOfBoundsError],
      ['a debt that does not fit', [{ affiliate: 'a', kind: CASH, quantity: 2n ** 95n + 1n }], DebtMoneyOutOfBoundsError],
      ['a closed kind', [{ affiliate: 'a', kind: 3, quantity: 1n }], KindIsClosedError],
    ] as const) {
      it(`refuse ${what}, and enter nothing`, () => {
        const model = venture()
        closeKind(model, openKind(model, { pool: WORK, rate: 1n }))
        receive(model, USD, 10n)
        expectUnchanged(model, () => addUnits(model, [{ affiliate: 'b', kind: HOUR, quantity: 1n }, ...entries]), expected)
      })
    }

    it('refuse points that do not fit', () => {
      const model = venture()
      const kind = openKind(model, { pool: WORK, rate: 2n ** 32n - 1n })
      addUnits(model, [{ affiliate: 'a', kind, quantity: 2n ** 80n }])
      expectUnchanged(model, () => addUnits(model, [{ affiliate: 'a', kind, quantity: 2n ** 60n }]), PoolPointsTooManyError)
    })

    it('refuse a line longer than the books', () => {
      const model = venture()
      debtPoolOf(model, COSTS).end = MAX_ACCOUNTED - 5n
      expectUnchanged(model, () => owe(model, 'a', 6n), DebtLineTooLongError)
      owe(model, 'a', 5n)
    })

    it('refuse to remove more than there is', () => {
      const model = venture()
      work(model, 'a', 1n)
      expectUnchanged(model, () => removeUnits(model, 'a', HOUR, 2n), UnitsInsufficientError)
      expectUnchanged(model, () => removeUnits(model, 'a', CASH, 1n), UnitsInsufficientError)
    })
  })

  describe('claim', () => {
    it('leaves the fraction with the last kind that had any, and later kinds for later', () => {
      const model = venture({ equation: ALL_WORK })
      addUnits(model, [
        { affiliate: 'a', kind: HOUR, quantity: 1n },
        { affiliate: 'a', kind: DESIGN, quantity: 1n },
        { affiliate: 'b', kind: HOUR, quantity: 4n },
      ])
      sell(model, 10n)
      // 10 over 7 points: 1.43 and 2.86 of a, 5.71 of b.
      expect(claim(model, 'a', [USD], [HOUR]).amounts).to.deep.equal([1n])
      expect(claim(model, 'a', [USD], [HOUR, DESIGN]).amounts).to.deep.equal([3n])
      expect(claim(model, 'a', [USD]).amounts).to.deep.equal([0n])
      sell(model, 5n)
      // 5 over 7 points is 2.14, and 0.29 were left.
      expect(claim(model, 'a', [USD]).amounts).to.deep.equal([2n])
      expect(heldBack(model, USD)).to.equal(1n)
    })

    it('changes nothing where nothing is due', () => {
      const model = venture()
      owe(model, 'a', 10n)
      sync(model, USD)
      const before = cloneVentureModel(model)
      expect(claim(model, 'a', [USD]).amounts).to.deep.equal([0n])
      expect(model).to.deep.equal(before)
    })

    it('walks as many debt entries as it is told, oldest first', () => {
      const model = venture({ equation: COSTS_FIRST })
      for (let i = 0; i < 5; i++) owe(model, 'a', 10n)
      sell(model, 45n)
      expect(claim(model, 'a', [USD], [], 2n).amounts).to.deep.equal([20n])
      expect(claim(model, 'a', [USD], [], 2n).amounts).to.deep.equal([20n])
      expect(debtPoolOf(model, COSTS).queues.get('a')?.cursor).to.equal(4)
      expect(claim(model, 'a', [USD], [], 0n).amounts).to.deep.equal([0n])
      expect(claim(model, 'a', [USD], []).amounts).to.deep.equal([5n])
    })

    it('joins the entries an account has in one acceptance', () => {
      const model = venture({ equation: COSTS_FIRST })
      const material = openKind(model, { pool: COSTS, rate: 250n, decimals: 2 })
      addUnits(model, [
        { affiliate: 'a', kind: CASH, quantity: 100n },
        { affiliate: 'b', kind: CASH, quantity: 50n },
        { affiliate: 'a', kind: material, quantity: 21n },
      ])
      // 21 hundredths at 250 are 52.5, rounded down.
      expect(debtPoolOf(model, COSTS).queues.get('a')?.entries).to.deep.equal([{ money: 152n, paid: 0n, acceptance: 0 }])
      expect(debtPoolOf(model, COSTS).acceptances).to.deep.equal([{ start: 0n, money: 202n }])
      sell(model, 101n)
      expect([owedTo(model, 'a', USD), owedTo(model, 'b', USD)]).to.deep.equal([76n, 25n])
    })

    it('pays account lines and the remainder, several lines to one account together', () => {
      const lines = [1000, 2000].map((shareBps) => ({ account: 'x', basis: 'gross' as const, shareBps }))
      const model = venture({ equation: { lines, remainder: 'x' } })
      receive(model, USD, 99n)
      expect(previewClaim(model, 'x', USD)).to.equal(99n)
      expect(claim(model, 'x', [USD, USD]).amounts).to.deep.equal([99n, 0n])
    })

    it('is all or nothing when a token shrank', () => {
      const model = venture()
      listToken(model, EUR)
      work(model, 'a', 1n)
      sell(model, 100n)
      receive(model, EUR, 100n)
      sync(model, EUR)
      setBalance(model, EUR, 99n)
      expectUnchanged(model, () => claim(model, 'a', [USD, EUR]), ClaimBalanceTooLowError)
      expect(claim(model, 'a', [USD]).amounts).to.deep.equal([100n])
    })

    it('refuses the venture, kinds out of order and unknown ones, and tokens nobody listed', () => {
      const model = venture()
      expect(() => claim(model, 'venture', [USD])).to.throw(ClaimRecipientInvalidError)
      expect(() => claim(model, 'a', [USD], [1, 1])).to.throw(KindsNotAscendingError)
      expect(() => previewClaim(model, 'a', USD, [1, 0])).to.throw(KindsNotAscendingError)
      expect(() => claim(model, 'a', [USD], [9])).to.throw(KindUnknownError)
      expect(() => claim(model, 'a', ['yen'])).to.throw(TokenNotListedError)
      expect(previewClaim(model, 'a', 'yen')).to.equal(0n)
    })
  })

  describe('reassignDebt', () => {
    it('credits what accrued, and lets the rest flow to the last pool line', () => {
      const model = venture({ equation: COSTS_FIRST })
      work(model, 'w', 1n)
      owe(model, 'a', 100n)
      sell(model, 30n)
      receive(model, USD, 10n)
      const { money, credited, syncs } = reassignDebt(model, COSTS, 'a', 0)
      expect([money, credited, syncs[0]?.amount]).to.deep.equal([100n, 40n, 10n])
      expect(sell(model, 50n).distribution?.recovered).to.equal(50n)
      expect([owedTo(model, 'a', USD), owedTo(model, 'w', USD)]).to.deep.equal([40n, 50n])
      expect(() => reassignDebt(model, COSTS, 'a', 0)).to.throw(DebtEntryUnknownError)
    })

    it('gives what the last pool line has no room for to the remainder', () => {
      const model = venture({ equation: { lines: COSTS_FIRST.lines.slice(0, 1), remainder: 'fund' } })
      owe(model, 'a', 40n)
      owe(model, 'b', 100n)
      reassignDebt(model, COSTS, 'a', 0)
      // 40 to the own entry, which flow on to b; 60 more for b; the rest to the remainder.
      sell(model, 40n)
      expect([owedTo(model, 'b', USD), owedTo(model, 'fund', USD)]).to.deep.equal([40n, 0n])
      sell(model, 100n)
      expect([owedTo(model, 'b', USD), owedTo(model, 'fund', USD)]).to.deep.equal([100n, 40n])
    })

    it('settles at most 16 own entries a distribution', () => {
      const model = venture({ equation: COSTS_FIRST })
      work(model, 'w', 1n)
      for (let i = 0; i < 20; i++) owe(model, `a${i}`, 10n)
      for (let i = 0; i < 20; i++) reassignDebt(model, COSTS, `a${i}`, 0)
      sell(model, 200n)
      expect([owedTo(model, 'w', USD), recoverableOf(model, USD), heldBack(model, USD)]).to.deep.equal([160n, 40n, 0n])
      sell(model, 1n)
      expect([owedTo(model, 'w', USD), recoverableOf(model, USD)]).to.deep.equal([201n, 0n])
    })

    it('makes no money of another token out of own entries that wait', () => {
      const model = venture({ equation: COSTS_FIRST })
      listToken(model, EUR)
      work(model, 'w', 1n)
      for (let i = 0; i < 17; i++) owe(model, `a${i}`, 10n)
      for (let i = 0; i < 17; i++) reassignDebt(model, COSTS, `a${i}`, 0)
      sell(model, 170n)
      expect(recoverableOf(model, USD)).to.equal(10n)
      receive(model, EUR, 5n)
      expect(sync(model, EUR).distribution?.recovered).to.equal(0n)
      expect(owedTo(model, 'w', EUR)).to.equal(5n)
      expect(recoverableOf(model, EUR)).to.equal(0n)
    })

    it('refuses entries that do not exist and those of the venture', () => {
      const model = venture()
      owe(model, 'a', 10n)
      reassignDebt(model, COSTS, 'a', 0)
      for (const [pool, account] of [
        [COSTS, 'venture'],
        [COSTS, 'b'],
        [WORK, 'a'],
        [9, 'a'],
      ] as const) {
        expect(() => reassignDebt(model, pool, account, 0)).to.throw(DebtEntryUnknownError)
      }
    })
  })

  it('previews what each line would take', () => {
    const model = venture({ equation: COSTS_FIRST })
    owe(model, 'a', 40n)
    expect(previewDistribution(model, USD, 100n)).to.deep.equal([40n, 60n, 0n])
    expect(previewDistribution(model, EUR, 100n)).to.deep.equal([0n, 100n, 0n])
  })

  it('takes addresses with and without checksum', () => {
    const model = venture()
    addUnits(model, [{ affiliate: '0xD8dA6BF26964aF9D7eEd9e03E53415D37aA96045', kind: HOUR, quantity: 1n }])
    sell(model, 10n)
    expect(owedTo(model, '0xd8da6bf26964af9d7eed9e03e53415d37aa96045', USD)).to.equal(10n)
    expect(bookOf(model, USD).accounted).to.equal(10n)
  })

  it('has a clock that does not go back', () => {
    const model = venture()
    setClock(model, 5n)
    expect(() => setClock(model, 4n)).to.throw(ClockBackwardsError, '4 lies before 5, where the clock of the model stands.')
  })
})
