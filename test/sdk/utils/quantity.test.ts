import assert from 'node:assert/strict'
import {
  QuantityInvalidError,
  QuantityNegativeError,
  QuantityTooLargeError,
  QuantityTooPreciseError,
  QuantityUnitError,
} from '../../../sdk/src/errors/parse.ts'
import { formatQuantity, isHourUnit, parseQuantity } from '../../../sdk/src/utils/index.ts'
import { assertThrows } from './expectError.ts'

const hours = { unit: 'h', decimals: 2 }
const grams = { unit: 'g', decimals: 0 }
const cad = { unit: 'CAD', decimals: 2 }

describe('parseQuantity', () => {
  const cases: [string, { unit: string; decimals: number }, bigint][] = [
    ['2.5h', hours, 250n],
    ['2.5 h', hours, 250n],
    ['2.5\u00a0h', hours, 250n],
    [' 2.50 hours ', hours, 250n],
    ['.5h', hours, 50n],
    ['2.5', hours, 250n],
    ['2.500', hours, 250n],
    ['1h15', hours, 125n],
    ['1 h 15 min', hours, 125n],
    ['1h3', hours, 105n],
    ['90min', hours, 150n],
    ['90 minutes', hours, 150n],
    ['0', hours, 0n],
    ['1h15', { unit: 'min', decimals: 0 }, 75n],
    ['1.5 hours', { unit: 'minute', decimals: 0 }, 90n],
    ['120 g', grams, 120n],
    ['120 G', grams, 120n],
    ['120.000', grams, 120n],
    ['3 pieces', { unit: 'piece', decimals: 0 }, 3n],
    ['12.5 m2', { unit: 'm2', decimals: 1 }, 125n],
    ['41.20', cad, 4120n],
    ['41.20 CAD', cad, 4120n],
    ['0.000000000000000001', { unit: 'ETH', decimals: 18 }, 1n],
  ]
  for (const [text, unit, expected] of cases) {
    it(`reads ${JSON.stringify(text)} as ${expected} at ${unit.decimals} decimals of ${unit.unit}`, () => {
      assert.equal(parseQuantity(text, unit), expected)
    })
  }

  it('refuses what is no number', () => {
    const hint = 'Write a point before decimals, and nothing between thousands: 1250.5'
    const hourly = 'expected hours such as 2.5h, 1h15 or 90min.'
    assertThrows(() => parseQuantity('', hours), QuantityInvalidError, `Quantity was "", ${hourly}`)
    assertThrows(() => parseQuantity('two', hours), QuantityInvalidError, `Quantity was "two", ${hourly}`)
    assertThrows(() => parseQuantity('2,5h', hours), QuantityInvalidError, `Quantity was "2,5h", ${hourly}\n\n${hint}`)
    assertThrows(() => parseQuantity('1h75', hours), QuantityInvalidError, `Quantity was "1h75", ${hourly}`)
    assertThrows(() => parseQuantity('2.', hours), QuantityInvalidError, `Quantity was "2.", ${hourly}`)
    for (const was of ['1e3', '1_000', 'NaN', '0x10']) {
      const message = `Quantity was "${was}", expected a number such as 12 or 12.5, in g.`
      assertThrows(() => parseQuantity(was, grams), QuantityInvalidError, message)
    }
    assertThrows(
      () => parseQuantity('1 000', grams),
      QuantityInvalidError,
      'Quantity was "1 000", expected a number such as 12 or 12.5, in g.',
    )
    assertThrows(
      () => parseQuantity('1,250.5', cad),
      QuantityInvalidError,
      `Quantity was "1,250.5", expected a number such as 12 or 12.5, in CAD.\n\n${hint}`,
    )
  })

  it('shows a long text shortened and control characters visible', () => {
    assertThrows(
      () => parseQuantity(`\u0007${'9'.repeat(200)}`, grams),
      QuantityInvalidError,
      `Quantity was "\\u0007${'9'.repeat(58)}…", expected a number such as 12 or 12.5, in g.`,
    )
  })

  it('refuses a negative one', () => {
    const message =
      'Quantity was "-2.5h", expected a quantity above 0.\n\n' +
      'What was accepted by mistake is taken out by a correction, not by a negative contribution.'
    assertThrows(() => parseQuantity('-2.5h', hours), QuantityNegativeError, message)
    assertThrows(() => parseQuantity('-1h15', hours), QuantityNegativeError, message.replace('-2.5h', '-1h15'))
  })

  it('never rounds', () => {
    const tooFine = (was: string, expected: string, nearest: string) =>
      `Quantity was ${JSON.stringify(was)}, expected ${expected}.\n\nNothing is rounded silently: write ${nearest}.`
    assertThrows(
      () => parseQuantity('41.205', cad),
      QuantityTooPreciseError,
      tooFine('41.205', 'at most 2 decimals', '41.2 or 41.21'),
    )
    assertThrows(
      () => parseQuantity('1h20', hours),
      QuantityTooPreciseError,
      tooFine('1h20', 'at most 2 decimals', '1.33 h or 1.34 h'),
    )
    assertThrows(
      () => parseQuantity('20min', hours),
      QuantityTooPreciseError,
      tooFine('20min', 'at most 2 decimals', '0.33 h or 0.34 h'),
    )
    assertThrows(() => parseQuantity('0.5 g', grams), QuantityTooPreciseError, tooFine('0.5 g', 'a whole number', '0 g or 1 g'))
    assertThrows(
      () => parseQuantity('0.15', { unit: 'km', decimals: 1 }),
      QuantityTooPreciseError,
      tooFine('0.15', 'at most 1 decimal', '0.1 or 0.2'),
    )
  })

  it('refuses another unit', () => {
    const message = (was: string, unit: string) =>
      `Quantity was "${was}", expected the unit ${unit}.\n\nA number without a unit is read in this unit.`
    assertThrows(() => parseQuantity('2.5h', grams), QuantityUnitError, message('2.5h', 'g'))
    assertThrows(() => parseQuantity('1h15', grams), QuantityUnitError, message('1h15', 'g'))
    assertThrows(() => parseQuantity('12 USD', cad), QuantityUnitError, message('12 USD', 'CAD'))
    assertThrows(() => parseQuantity('5 %', hours), QuantityUnitError, message('5 %', 'h'))
  })

  it('refuses one above the maximum, and takes the maximum', () => {
    const max = 2n ** 88n - 1n
    assert.equal(parseQuantity(max.toString(), { ...grams, max }), max)
    const error = assertThrows(
      () => parseQuantity((max + 1n).toString(), { ...grams, max }),
      QuantityTooLargeError,
      'Quantity was "309485009821345068724781056", expected at most 309485009821345068724781055 g.\n\n' +
        'Split it into several contributions if it is real.',
    )
    assert.equal(error.max, max)
  })
})

describe('formatQuantity', () => {
  it('is exact, without zeros nobody wrote', () => {
    assert.equal(formatQuantity(250n, hours), '2.5 h')
    assert.equal(formatQuantity(5n, hours), '0.05 h')
    assert.equal(formatQuantity(100n, hours), '1 h')
    assert.equal(formatQuantity(0n, hours), '0 h')
    assert.equal(formatQuantity(2n ** 88n - 1n, { unit: 'x', decimals: 18 }), '309485009.821345068724781055 x')
  })

  it('is read back as the same quantity', () => {
    for (let decimals = 0; decimals <= 18; decimals++) {
      for (const quantity of [0n, 1n, 9n, 10n, 123_456_789n, 2n ** 88n - 1n]) {
        assert.equal(parseQuantity(formatQuantity(quantity, { unit: 'g', decimals }), { unit: 'g', decimals }), quantity)
      }
    }
  })
})

describe('isHourUnit', () => {
  it('knows the hour under its names', () => {
    assert.deepEqual(['h', 'hr', 'hours', 'H', 'min', 'g'].map(isHourUnit), [true, true, true, true, false, false])
  })
})
