import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import {
  type DatedContribution,
  EquationGrossShareTooHighError,
  whatIf,
  WhatIfDateInvalidError,
  type WhatIfDescription,
  WhatIfNameUnknownError,
  whatIfOverTime,
} from '../../sdk/src/model/index.ts'

const CSV = new URL('../../scripts/demo/data/arduino-contributions.csv', import.meta.url)

/** 5% gross to infrastructure, all that remains to equity; weights are points per unit. */
const LONG_TAIL: WhatIfDescription = {
  pools: [{ id: 'work', type: 'equity' }],
  kinds: [
    { id: 'ide', pool: 'work', weight: 3 },
    { id: 'firmware', pool: 'work', weight: 4 },
    { id: 'libraries', pool: 'work', weight: 2 },
    { id: 'packaging', pool: 'work', weight: 1 },
    { id: 'documentation', pool: 'work', weight: 2 },
  ],
  equation: [
    { account: 'infrastructure', basis: 'gross', shareBps: 500 },
    { pool: 'work', basis: 'remaining', shareBps: 10_000 },
    { remainder: 'network' },
  ],
}

describe('model: what if', () => {
  describe('the long tail: 6,528 contributions of 313 people', () => {
    const contributions = readContributions()

    it('shares one sale of 1,000,000.00', () => {
      const { lines, recipients, heldBack, parked } = whatIf(LONG_TAIL, contributions, 1_000_000_000000n)
      const affiliates = recipients.filter(({ account }) => account.startsWith('affiliate-'))

      expect(affiliates).to.have.length(313)
      expect(lines.map(({ line, amount }) => [line, cents(amount)])).to.deep.equal([
        ['infrastructure', '50000.00'],
        ['work', '950000.00'],
        ['network', '0.00'],
      ])
      expect([affiliates[0]?.account, cents(affiliates[0]?.amount)]).to.deep.equal(['affiliate-007', '165951.79'])
      expect(cents(affiliates[156]?.amount)).to.equal('23.67')
      expect(cents(affiliates[312]?.amount)).to.equal('0.54')
      expect(recipients.reduce((sum, { amount }) => sum + amount, heldBack)).to.equal(1_000_000_000000n)
      expect(parked).to.equal(0n)
      // Less than a millionth for each.
      expect(heldBack < 313n).to.equal(true)
    })

    it("lets the founder's share fall, and what he earned stay", () => {
      // The founder is affiliate-001, who made the first contribution. His share of a year is his points over all points on
      // 31 December, everything since 2005 counted; of each 50,000.00 the line of the work takes 47,500.00.
      const years = Array.from({ length: 20 }, (_, i) => 2005 + i)
      const sales = years.map((year) => ({ date: `${year}-12-31`, amount: 50_000_000000n }))
      const history = whatIfOverTime(LONG_TAIL, contributions, sales)
      const shares = history.sales.map(({ points: [work] }) => {
        const held = work?.byAffiliate.get('affiliate-001') ?? 0n
        return Number((held * 10_000n) / (work?.total ?? 1n)) / 100
      })

      expect(shares[years.indexOf(2009)]?.toFixed(1)).to.equal('87.1')
      expect(shares[years.indexOf(2024)]?.toFixed(1)).to.equal('16.8')
      expect(Math.max(...shares)).to.equal(shares[years.indexOf(2009)])
      expect(history.recipients[0]?.account).to.equal('affiliate-001')
      expect(cents(history.recipients[0]?.amount)).to.equal('377127.33')
      expect(history.recipients).to.deep.include({ account: 'infrastructure', amount: 50_000_000000n })

      const ofSales = history.sales.flatMap(({ recipients }) => recipients.filter(({ account }) => account === 'affiliate-001'))
      expect(ofSales).to.have.length(20)
      expect(ofSales.reduce((sum, { amount }) => sum + amount, 0n)).to.equal(history.recipients[0]?.amount)
      expect(ofSales.every(({ amount }) => amount > 0n)).to.equal(true)
    })
  })

  describe('whatIf', () => {
    it('repays debts before it shares', () => {
      const description: WhatIfDescription = {
        pools: [
          { id: 'costs', type: 'debt', capBps: 12_000 },
          { id: 'work', type: 'equity' },
        ],
        kinds: [
          { id: 'cash', pool: 'costs', decimals: 2, price: 100 },
          { id: 'hour', pool: 'work', decimals: 2, weight: 1 },
        ],
        equation: [
          { pool: 'costs', basis: 'gross', shareBps: 5000 },
          { pool: 'work', basis: 'remaining', shareBps: 10_000 },
          { remainder: 'fund' },
        ],
      }
      const contributions = [
        { affiliate: 'ann', kind: 'hour', quantity: 300 },
        { affiliate: 'ben', kind: 'hour', quantity: 100n },
        { affiliate: 'ann', kind: 'cash', quantity: 1000 },
      ]
      const { recipients, lines } = whatIf(description, contributions, 10_000n)
      expect(lines.map(({ amount }) => amount)).to.deep.equal([1200n, 8800n, 0n])
      expect(recipients).to.deep.equal([
        { account: 'ann', amount: 7800n },
        { account: 'ben', amount: 2200n },
      ])
    })

    it('parks what nobody has points for', () => {
      const { parked, heldBack, recipients } = whatIf(LONG_TAIL, [], 1000n)
      expect({ parked, heldBack, recipients }).to.deep.equal({
        parked: 950n,
        heldBack: 0n,
        recipients: [{ account: 'infrastructure', amount: 50n }],
      })
    })

    it('refuses names nobody described', () => {
      const unknown = { affiliate: 'ann', kind: 'singing', quantity: 1 }
      expect(() => whatIf(LONG_TAIL, [unknown], 1n)).to.throw(
        WhatIfNameUnknownError,
        'There is no kind "singing"; there is ide, firmware, libraries, packaging, documentation.',
      )
      const lost = { ...LONG_TAIL, kinds: [{ id: 'ide', pool: 'play', weight: 1 }] }
      expect(() => whatIf(lost, [], 1n)).to.throw(WhatIfNameUnknownError, 'There is no pool "play"; there is work.')
    })

    it('refuses an equation without remainder, or one a venture would refuse', () => {
      const equation = [{ account: 'x', basis: 'gross' as const, shareBps: 6000 }]
      expect(() => whatIf({ ...LONG_TAIL, equation }, [], 1n)).to.throw(WhatIfNameUnknownError)
      const greedy = [...equation, ...equation, { remainder: 'fund' }]
      expect(() => whatIf({ ...LONG_TAIL, equation: greedy }, [], 1n)).to.throw(EquationGrossShareTooHighError)
    })
  })

  describe('whatIfOverTime', () => {
    const at = (date: string | Date, affiliate: string): DatedContribution => ({
      date,
      affiliate,
      kind: 'packaging',
      quantity: 1,
    })

    it('counts what was there by then: the day of a sale in full, a moment to the millisecond', () => {
      const contributions = [
        at('2024-01-02T23:59:59Z', 'late'),
        at('2024-01-01', 'early'),
        at(new Date('2024-01-03T00:00:00.001Z'), 'next'),
      ]
      const { sales, recipients } = whatIfOverTime(LONG_TAIL, contributions, [
        { date: new Date('2024-01-03'), amount: 200n },
        { date: '2024-01-02', amount: 100n },
      ])
      expect(sales.map(({ amount }) => amount)).to.deep.equal([100n, 200n])
      expect(sales.map(({ points: [work] }) => [...(work?.byAffiliate.keys() ?? [])])).to.deep.equal([
        ['early', 'late'],
        ['early', 'late'],
      ])
      expect(recipients).to.deep.equal([
        { account: 'early', amount: 142n },
        { account: 'late', amount: 142n },
        { account: 'infrastructure', amount: 15n },
      ])
    })

    it('takes contributions of one date as one acceptance of a debt pool', () => {
      const description: WhatIfDescription = {
        pools: [{ id: 'costs', type: 'debt' }],
        kinds: [{ id: 'packaging', pool: 'costs', price: 100 }],
        equation: [{ pool: 'costs', basis: 'gross', shareBps: 10_000 }, { remainder: 'fund' }],
      }
      const contributions = [at('2024-01-02', 'c'), at('2024-01-01', 'a'), at('2024-01-01', 'b')]
      const { recipients } = whatIfOverTime(description, contributions, [{ date: '2024-02-01', amount: 150n }])
      expect(recipients).to.deep.equal([
        { account: 'a', amount: 75n },
        { account: 'b', amount: 75n },
        { account: 'c', amount: 0n },
      ])
    })

    it('refuses what is no date', () => {
      expect(() => whatIfOverTime(LONG_TAIL, [at('31/12/2024', 'a')], [{ date: 'soon', amount: 1n }])).to.throw(
        WhatIfDateInvalidError,
        '"31/12/2024" is no date; a day like 2024-12-31 or a moment like 2024-12-31T18:00:00Z is expected.',
      )
    })
  })
})

function readContributions(): DatedContribution[] {
  const [, ...rows] = readFileSync(CSV, 'utf8').trimEnd().split('\n')
  return rows.map((row) => {
    const [date = '', affiliate = '', kind = '', quantity = ''] = row.split(',')
    return { date, affiliate, kind, quantity: BigInt(quantity) }
  })
}

/** Of a token of 6 decimals, rounded to the nearest cent. */
function cents(amount = 0n): string {
  const rounded = (amount + 5000n) / 10_000n
  return `${rounded / 100n}.${String(rounded % 100n).padStart(2, '0')}`
}
