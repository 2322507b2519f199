import { expect } from 'chai'
import { startChain } from '../../../scripts/internal/chain.ts'
import type { DemoReport } from '../../../scripts/demo/report.ts'
import { BEFORE_THE_FIRST_YEAR, replayCases } from '../../../scripts/demo/replay.ts'
import { cents, describeReplay } from '../../../scripts/demo/table.ts'
import golden from '../../vectors/printer.json' with { type: 'json' }

const sum = (amounts: readonly (string | bigint)[]) => amounts.reduce<bigint>((total, amount) => total + BigInt(amount), 0n)
const amountsOf = (payouts: readonly { amount: string }[]) => payouts.map(({ amount }) => amount)

describe('demo: the report', () => {
  let cases: DemoReport['cases']

  before(async () => {
    const chain = await startChain({ initialDate: BEFORE_THE_FIRST_YEAR })
    try {
      cases = (await replayCases(chain.client)).report.cases
    } finally {
      await chain.close()
    }
  })

  it('pays Forillon to the unit', () => {
    expect(cases.forillon).to.deep.equal({
      sale: '12000000000',
      infrastructure: '600000000',
      exchangeFirm: '360000000',
      payouts: [
        { affiliate: 'designer', amount: '3000000000' },
        { affiliate: 'engineer', amount: '3840000000' },
        { affiliate: 'developer', amount: '4200000000' },
      ],
      gasless: { affiliate: 'developer', ethBefore: '0', ethAfter: '0', relayedBy: 'passer-by', signed: 'ClaimTo' },
      remainder: '0',
      leftInContract: '0',
    })
  })

  it('pays the co-owners of the printer back, and then it belongs to everyone', () => {
    const { pledges, supplierPaid, campaignBalanceAfter, payback, uses, jobs } = cases.printer
    expect([...pledges].sort()).to.deep.equal(golden.pledges.map(String).sort())
    expect([supplierPaid, campaignBalanceAfter]).to.deep.equal(['400000', '0'])
    expect(payback).to.deep.equal(
      golden.payback.map(({ id, perOwner, excess, released = false }) => ({
        id,
        perOwner: Object.fromEntries(Object.entries(perOwner).map(([pledge, amount]) => [pledge, String(amount)])),
        excess: String(excess),
        released,
      })),
    )
    expect(uses).to.deep.equal(
      golden.uses.map(({ id, expect: lines }) => ({
        id,
        lines: Object.fromEntries(Object.entries(lines).map(([line, amount]) => [line, String(amount)])),
      })),
    )
    expect(jobs).to.deep.equal([
      { n: 57, coOwners: '8400', maintenance: '1200', infrastructure: '2400', released: false },
      { n: 58, coOwners: '1200', maintenance: '1200', infrastructure: '9600', released: true },
      { n: 59, coOwners: '0', maintenance: '3960', infrastructure: '8040', released: true },
    ])
  })

  it('pays the long tail', () => {
    const { sale, infrastructure, payouts, remainder, leftInContract, gas } = cases.longTail
    const sorted = [...payouts].sort((a, b) => Number(BigInt(b.amount) - BigInt(a.amount)))
    expect([payouts.length, sale, infrastructure, remainder]).to.deep.equal([313, '1000000000000', '50000000000', '0'])
    expect(sorted[0]?.affiliate).to.equal('affiliate-007')
    expect([0, 156, 312].map((i) => cents(sorted[i]?.amount ?? '0'))).to.deep.equal(['165,951.79', '23.67', '0.54'])
    expect(sum([...amountsOf(payouts), infrastructure, remainder, leftInContract])).to.equal(BigInt(sale))
    expect(Number(leftInContract)).to.be.below(314)
    const points = sum(payouts.map((payout) => payout.points))
    for (const payout of payouts) {
      const exact = (950_000_000000n * BigInt(payout.points)) / points
      expect(exact - BigInt(payout.amount) <= 1n && exact >= BigInt(payout.amount), payout.affiliate).to.equal(true)
    }
    for (const figure of Object.values(gas)) expect(figure).to.be.within(20_000, 150_000)
  })

  it("lets the founder's share fall year by year, and what he earned stay", () => {
    const { years, payouts, leftInContract } = cases.longTailByYear
    const shareOf = (year: number) => ((years.find((entry) => entry.year === year)?.founderSharePpm ?? 0) / 10_000).toFixed(1)
    expect(years.map(({ year }) => year)).to.deep.equal(Array.from({ length: 20 }, (_, i) => 2005 + i))
    expect(shareOf(2009)).to.equal('87.1')
    expect(shareOf(2024)).to.equal('16.8')
    expect([years[0]?.affiliates, years.at(-1)?.affiliates]).to.deep.equal([3, 313])
    expect(cents(payouts.find(({ affiliate }) => affiliate === 'affiliate-001')?.amount ?? '0')).to.equal('377,127.33')
    const infrastructure = 50_000_000000n
    expect(sum([...amountsOf(payouts), infrastructure, leftInContract])).to.equal(1_000_000_000000n)
    expect(Number(leftInContract)).to.be.below(314 + 20)
  })

  it('passes royalties up, and ends a cycle', () => {
    const { sale, hops, cycle } = cases.upstream
    expect(sale).to.equal('30000000000')
    expect(hops).to.deep.equal([
      { venture: 'Local maker', received: '30000000000', passedUp: '3000000000' },
      { venture: 'Sensor design', received: '3000000000', passedUp: '150000000' },
      { venture: 'Origin', received: '150000000', passedUp: '7500000' },
      { venture: 'First prototype', received: '7500000', passedUp: '0' },
    ])
    expect(sum([cycle.out, cycle.left])).to.equal(BigInt(cycle.in))
    expect(Number(cycle.left)).to.be.below(10)
  })

  it('releases what was pledged for a wish as revenue like any other', () => {
    const { pledges, released, campaignBalanceAfter, team, passedUp, nextSale, nextRoyalty } = cases.upstream.feedback
    expect([pledges.length, sum(pledges), released, campaignBalanceAfter]).to.deep.equal([7, 300_000000n, '300000000', '0'])
    expect(passedUp).to.equal('15000000')
    expect(300_000000n - sum([team, passedUp]) <= 1n).to.equal(true)
    expect(BigInt(nextRoyalty) * 10n).to.equal(BigInt(nextSale))
  })

  it('pays a thousand pledgers back to the unit, the surplus too', () => {
    expect(cases.pledgers).to.deep.equal({
      pledged: '23871000000',
      refunded: '23871000000',
      pledgers: 1000,
      worstDifference: '0',
      second: { raised: '25000000000', invoice: '24350000000', surplusReturned: '650000000', balanceAfter: '0' },
    })
  })

  it('lets nobody lose by a bad actor, in whatever role', () => {
    const roles = ['two attestors', 'founder', 'affiliate', 'outsider', 'custodian', 'pledger', 'issuer', 'thief']
    expect(cases.badActors.length).to.be.at.least(8)
    for (const [i, row] of cases.badActors.entries()) {
      expect(row.role).to.contain(roles[i])
      expect([row.attempt, row.noticedBy, row.stoppedBy].includes('')).to.equal(false)
      expect(row.costToOthers, row.role).to.equal('0')
    }
  })

  it('pays a newcomer what the old hand agreed to', () => {
    const { logged, objectedBy, amendedTo, accepted, sale, paid } = cases.wrongedNewcomer
    expect([logged, objectedBy, amendedTo, accepted]).to.deep.equal(['1000', 'old hand', '800', '800'])
    // 380 hours were there before.
    expect(BigInt(paid)).to.equal((BigInt(sale) * 8n) / 388n)
  })

  it('reads as a table', () => {
    const table = describeReplay({ cases })
    for (const line of [
      /engineer +60 h and a camera of 840\.00 +3,840\.00\n/,
      /4 co-owners, each +500\.00 +600\.00\n/,
      /58 +12\.00 +12\.00 +96\.00 +it belongs to everyone\n/,
      /2009 +5 +87\.1%\n/,
      /Origin +150\.00 +7\.50\n/,
      /two attestors.*: attest 1,000,000 hours .*\n.*noticed by engineer.*\n.*stopped by .*\n +cost the others 0\.00\n/,
      /newcomer's 10 h; the old hand objects, it was 8 h/,
      /the goal was missed +23,871\.00 +0\.00 +23,871\.00\n/,
    ]) {
      expect(table).to.match(line)
    }
  })
})
