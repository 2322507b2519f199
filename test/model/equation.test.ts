import { expect } from 'chai'
import {
  addUnits,
  checkEquation,
  createVentureModel,
  decodeEquation,
  encodeEquation,
  type Equation,
  type EquationLine,
  EquationCodeInvalidError,
  EquationDebtLeftOutError,
  EquationDebtShareLoweredError,
  EquationEquityLeftOutError,
  EquationFloorMissedError,
  EquationGrossShareTooHighError,
  EquationLineTargetInvalidError,
  EquationPoolTwiceError,
  EquationPoolUnknownError,
  EquationRemainderInvalidError,
  EquationShareTooHighError,
  EquationTooLongError,
  listToken,
  openKind,
  openPool,
  runEquation,
  setEquation,
} from '../../sdk/src/model/index.ts'
import { randomFrom, seedOfRun } from './random.ts'
import { addressOf, VENTURE } from './recorder.ts'

const [INFRASTRUCTURE, FUND] = [addressOf(0x1f), addressOf(0xf0)]

const EQUATION: Equation = {
  lines: [
    { account: INFRASTRUCTURE, basis: 'gross', shareBps: 500 },
    { pool: 2, basis: 'remaining', shareBps: 5000 },
    { pool: 1, basis: 'remaining', shareBps: 10_000 },
  ],
  remainder: FUND,
}

describe('model: equation', () => {
  describe('encodeEquation', () => {
    it('packs 23 bytes a line, the remainder last', () => {
      expect(encodeEquation(EQUATION)).to.equal(
        '0x' +
          '0001f4000000000000000000000000000000000000001f' +
          '0313880000000000000000000000000000000000000002' +
          '0327100000000000000000000000000000000000000001' +
          '01271000000000000000000000000000000000000000f0',
      )
    })

    const seed = seedOfRun()
    it(`is undone by decodeEquation (seed ${seed})`, () => {
      const random = randomFrom(seed)
      for (let i = 0; i < 500; i++) {
        const lines = Array.from({ length: random.below(16) }, (): EquationLine => {
          const share = { basis: random.pick(['gross', 'remaining'] as const), shareBps: random.below(65_536) }
          const account = addressOf(1n + random.big(2n ** 160n - 1n))
          return random.once(2) ? { account, ...share } : { pool: 1 + random.below(255), ...share }
        })
        const equation = { lines, remainder: addressOf(random.big(2n ** 160n)) }
        expect(decodeEquation(encodeEquation(equation))).to.deep.equal(equation)
      }
    })
  })

  describe('decodeEquation', () => {
    for (const [what, code] of [
      ['nothing', '0x'],
      ['half a line', '0x0001f4'],
      ['bits that mean nothing', `0x04${encodeEquation(EQUATION).slice(4)}`],
      ['a pool line without pool', `0x0201f4${'0'.repeat(40)}${encodeEquation({ lines: [], remainder: FUND }).slice(2)}`],
      ['no hex', `0x${'zz'.repeat(23)}`],
    ] as const) {
      it(`refuses ${what}`, () => expect(() => decodeEquation(code)).to.throw(EquationCodeInvalidError))
    }
  })

  describe('runEquation', () => {
    it('rounds shares down and gives the rest to the remainder', () => {
      expect(runEquation(EQUATION.lines, 999n)).to.deep.equal([49n, 475n, 475n, 0n])
      expect(runEquation(EQUATION.lines.slice(0, 2), 999n)).to.deep.equal([49n, 475n, 475n])
    })

    it('lets what a line has no room for flow on', () => {
      expect(runEquation(EQUATION.lines, 1000n, [undefined, 100n])).to.deep.equal([50n, 100n, 850n, 0n])
    })

    const seed = seedOfRun()
    it(`adds up to the amount, to the unit (seed ${seed})`, () => {
      const random = randomFrom(seed)
      for (let i = 0; i < 2000; i++) {
        const lines = Array.from({ length: random.below(16) }, (_, pool): EquationLine => {
          return { pool: pool + 1, basis: random.pick(['gross', 'remaining'] as const), shareBps: random.below(10_001) }
        })
        const amount = random.big(random.pick([10n, 10n ** 6n, 2n ** 128n]))
        const rooms = lines.map(() => (random.once(2) ? undefined : random.big(amount + 1n)))
        const parts = runEquation(lines, amount, rooms)
        expect(parts.reduce((sum, part) => sum + part, 0n)).to.equal(amount)
        parts.slice(0, -1).forEach((part, line) => expect(part >= 0n && part <= (rooms[line] ?? amount)).to.equal(true))
      }
    })
  })

  describe('checkEquation', () => {
    function venture({ contributorsFloorBps = 0 } = {}) {
      const model = createVentureModel({ venture: VENTURE, contributorsFloorBps })
      openPool(model, { type: 'equity' })
      openPool(model, { type: 'debt', token: 'token' })
      openKind(model, { pool: 1, rate: 1n })
      openKind(model, { pool: 2, rate: 1n })
      listToken(model, 'token')
      return model
    }
    const withLines = (...lines: EquationLine[]): Equation => ({ lines, remainder: FUND })
    const gross = (shareBps: number): EquationLine => ({ account: INFRASTRUCTURE, basis: 'gross', shareBps })

    it('takes an equation that holds all rules', () => checkEquation(venture({ contributorsFloorBps: 9500 }), EQUATION))

    it('takes one person on two account lines', () => checkEquation(venture(), withLines(gross(1), gross(2))))

    it('refuses a 17th line', () => {
      const lines = Array.from({ length: 16 }, () => gross(1))
      expect(() => checkEquation(venture(), withLines(...lines))).to.throw(
        EquationTooLongError,
        'The equation has 17 lines with its remainder, at most 16 are possible.',
      )
    })

    for (const remainder of ['', addressOf(0), VENTURE.toUpperCase().replace('0X', '0x')]) {
      it(`refuses ${remainder || 'no'} remainder`, () =>
        expect(() => checkEquation(venture(), { lines: [], remainder })).to.throw(
          EquationRemainderInvalidError,
          "it has to be an account other than the venture's own.",
        ))
    }

    it('refuses a share above the whole', () =>
      expect(() => checkEquation(venture(), withLines(gross(1), gross(10_001)))).to.throw(
        EquationShareTooHighError,
        'Line 1 takes 10001 bps, at most 10000 bps are possible.',
      ))

    for (const [what, line] of [
      ['no target', { account: '', basis: 'gross', shareBps: 1 }],
      ['the zero address', { account: addressOf(0), basis: 'gross', shareBps: 1 }],
      ['the venture', { account: VENTURE, basis: 'gross', shareBps: 1 }],
      ['an account and a pool', { account: FUND, pool: 1, basis: 'gross', shareBps: 1 }],
    ] as const) {
      it(`refuses a line to ${what}`, () =>
        expect(() => checkEquation(venture(), withLines(line as EquationLine))).to.throw(
          EquationLineTargetInvalidError,
          'it has to name exactly one of the two.',
        ))
    }

    it('refuses a pool nobody opened', () =>
      expect(() => checkEquation(venture(), withLines({ pool: 3, basis: 'gross', shareBps: 1 }))).to.throw(
        EquationPoolUnknownError,
        'Line 0 names pool 3, but the venture has 2 pools; the first is 1.',
      ))

    it('refuses a pool twice', () => {
      const line: EquationLine = { pool: 1, basis: 'gross', shareBps: 1 }
      expect(() => checkEquation(venture(), withLines(line, line))).to.throw(
        EquationPoolTwiceError,
        'Line 1 names pool 1, which an earlier line names already; a pool can stand in one line.',
      )
    })

    it('refuses gross shares above the whole', () =>
      expect(() => checkEquation(venture(), withLines(gross(6000), gross(4001)))).to.throw(
        EquationGrossShareTooHighError,
        'Gross shares add up to 10001 bps, at most 10000 bps are possible.',
      ))

    it("refuses less than the contributors' floor once debts are settled", () => {
      expect(() => checkEquation(venture({ contributorsFloorBps: 9501 }), EQUATION)).to.throw(
        EquationFloorMissedError,
        "With all debts settled the pools of birth get 9500 of 10000, but the contributors' floor is 9501; nobody can ever lower it.",
      )
    })

    it('counts pools of birth alone towards the floor', () => {
      const model = venture({ contributorsFloorBps: 5000 })
      setEquation(model, EQUATION)
      const late = openPool(model, { type: 'equity' })
      const line: EquationLine = { pool: late, basis: 'gross', shareBps: 5001 }
      expect(() => checkEquation(model, withLines(line, { pool: 1, basis: 'remaining', shareBps: 10_000 }))).to.throw(
        EquationFloorMissedError,
      )
    })

    it('refuses to leave out a pool with points', () => {
      const model = venture()
      setEquation(model, EQUATION)
      addUnits(model, [{ affiliate: 'a', kind: 0, quantity: 7n }])
      expect(() => checkEquation(model, withLines())).to.throw(
        EquationEquityLeftOutError,
        'Equity pool 1 has 7 points and no line; a pool with points has to have one.',
      )
    })

    it('refuses to leave out an open debt, and to lower what it gets', () => {
      const model = venture()
      setEquation(model, EQUATION)
      addUnits(model, [{ affiliate: 'a', kind: 1, quantity: 100n }])
      expect(() => checkEquation(model, withLines())).to.throw(
        EquationDebtLeftOutError,
        'Debt pool 2 has 100 token units outstanding and no line; it has to have one until all is repaid.',
      )
      expect(() => checkEquation(model, withLines(gross(600), { pool: 2, basis: 'remaining', shareBps: 5000 }))).to.throw(
        EquationDebtShareLoweredError,
        "Debt pool 2 would get 4700 of 10000, but gets 4750 now; while anything is outstanding it can't get less.",
      )
      checkEquation(model, withLines(gross(600), { pool: 2, basis: 'gross', shareBps: 4750 }))
    })

    it('says how to mend it, and which error of the contract it is', () => {
      try {
        checkEquation(venture(), withLines(gross(6000), gross(4001)))
        expect.fail()
      } catch (error) {
        expect((error as Error).message).to.equal(
          'Gross shares add up to 10001 bps, at most 10000 bps are possible.\n\n' +
            '1% is 100 bps.\nWhat the other lines leave goes to the remainder, always last.\n\nDocs: docs/value-equation.md',
        )
        expect((error as EquationGrossShareTooHighError).contractError).to.equal('EquationGrossShareTooHigh')
      }
    })
  })
})
