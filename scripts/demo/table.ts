import type { DemoReport } from './report.ts'
import { FORILLON_HOURS } from './cases/forillon.ts'
import { FOUNDER } from './cases/longTailByYear.ts'

type Cases = DemoReport['cases']

/** What people read after a replay: who put in what and took out what, to the cent, and what it cost. */
export function describeReplay({ cases }: DemoReport): string {
  const { forillon, printer, longTail, longTailByYear, upstream, pledgers, badActors, wrongedNewcomer } = cases
  const paid = [...longTail.payouts].sort((a, b) => Number(BigInt(b.amount) - BigInt(a.amount)))
  const at = (i: number) => paid[i] ?? { affiliate: '', points: '0', amount: '0' }
  const hours: Record<string, bigint> = FORILLON_HOURS
  const founder = longTailByYear.payouts.find(({ affiliate }) => affiliate === FOUNDER)
  const years = longTailByYear.years.filter(({ year }) => [2005, 2009, 2014, 2019, 2024].includes(year))

  return [
    ...section(`1  Forillon, 2015 (illustrative): one sale of ${cents(forillon.sale)}`, [
      ['who', 'put in', 'took out'],
      ['exchange firm', '3% of the sale', cents(forillon.exchangeFirm)],
      ['infrastructure', '5% of the sale', cents(forillon.infrastructure)],
      ...forillon.payouts.map(({ affiliate, amount }) => [
        affiliate,
        `${hours[affiliate]} h${affiliate === 'engineer' ? ' and a camera of 840.00' : ''}`,
        cents(amount),
      ]),
    ]),
    `   The ${forillon.gasless.affiliate} is far away, with a new wallet that holds ${forillon.gasless.ethAfter} ETH: he signed, a ${forillon.gasless.relayedBy} sent it.`,
    ...leftover(forillon.leftInContract),
    '',
    ...describePrinter(printer),
    '',
    ...section(`3a The long tail: ${paid.length} people of a real open-hardware project, one sale of ${cents(longTail.sale)}`, [
      ['who', 'points', 'took out'],
      ['infrastructure', '5% of the sale', cents(longTail.infrastructure)],
      ...[0, 1, 2].map((i) => personRow(at(i))),
      personRow(at(Math.floor(paid.length / 2)), 'the median'),
      personRow(at(paid.length - 1), 'the smallest'),
    ]),
    ...leftover(longTail.leftInContract),
    '',
    ...section('3b The same, year by year: 50,000.00 sold each 31 December, 2005 to 2024', [
      ['year', 'people so far', "founder's share"],
      ...years.map(({ year, affiliates, founderSharePpm }) => [
        String(year),
        String(affiliates),
        `${(founderSharePpm / 10_000).toFixed(1)}%`,
      ]),
      ['in the end', 'the founder took out', cents(founder?.amount ?? '0')],
    ]),
    ...leftover(longTailByYear.leftInContract),
    '',
    ...section('4  Give back upstream: a maker sells 250 sensors at 120.00', [
      ['venture', 'received', 'passed up'],
      ...upstream.hops.map(({ venture, received, passedUp }) => [venture, cents(received), cents(passedUp)]),
    ]),
    '   One transaction paid all of it up, and anybody could send it.',
    `   Two ventures that pay each other half of everything: ${cents(upstream.cycle.in)} in, ${cents(upstream.cycle.out)} out to people.`,
    ...leftover(upstream.cycle.left),
    ...describeFeedback(upstream.feedback),
    '',
    ...describePledgers(pledgers),
    '',
    ...describeBadActors(badActors),
    ...describeNewcomer(wrongedNewcomer),
    '',
    ...section('Gas', [
      ['what', 'gas', ''],
      ['accept a contribution, in a batch', count(longTail.gas.acceptPerEntry), ''],
      ['a sale, for 313 people', count(longTail.gas.sale), ''],
      ['distribute it (nobody has to)', count(longTail.gas.sync), ''],
      ['claim', count(longTail.gas.claim), ''],
    ]),
  ].join('\n')
}

function describePrinter({ pledges, payback, jobs }: Cases['printer']): string[] {
  const paidBack = payback.find(({ released, excess }) => released && excess === '0')?.perOwner ?? {}
  const classes = [...new Set(pledges)].map((pledged) => ({ pledged, of: pledges.filter((other) => other === pledged) }))
  const total = pledges.reduce((sum, pledged) => sum + BigInt(pledged), 0n)
  const stopping = (Number(pledges[0]) / Number(total)) * 100
  return [
    ...section(
      `2  The printer, 2015: ${pledges.length} co-owners (who pledged what is illustrative) buy it for ${money(total)}`,
      [
        ['who', 'put in', 'took out'],
        ...classes.map(({ pledged, of }) => [
          `${of.length} co-owners, each`,
          money(pledged),
          paidBack[pledged] === undefined ? '' : money(paidBack[pledged]),
        ]),
      ],
    ),
    `   Three live too far away to ever use it. One of them all (${stopping}% of the pledges) was enough to stop a first quote.`,
    ...section('   What jobs of 200.00 bring', [
      ['job', 'co-owners', 'maintenance', 'infrastructure', ''],
      ...jobs.map(({ n, coOwners, maintenance, infrastructure, released }) => [
        String(n),
        ...[coOwners, maintenance, infrastructure].map(money),
        released ? 'it belongs to everyone' : '',
      ]),
    ]),
  ]
}

function describeFeedback({ pledges, released, team, passedUp, nextSale, nextRoyalty }: Cases['upstream']['feedback']): string[] {
  return [
    `   "Battery dies in the cold": ${pledges.length - 1} customers and the maker pledge ${cents(released)} (who gave what is illustrative) to the design.`,
    `   Solved and released: ${cents(team)} to the designers, ${cents(passedUp)} further up. The next version ships: ${cents(nextSale)} sold, ${cents(nextRoyalty)} to the design.`,
  ]
}

function describePledgers({ pledgers, pledged, refunded, worstDifference, second }: Cases['pledgers']): string[] {
  return [
    ...section(`5  A thousand pledgers (who gave what is illustrative): ${count(pledgers)} signed, somebody else sent it`, [
      ['campaign', 'raised', 'spent', 'went back'],
      ['the goal was missed', cents(pledged), cents('0'), cents(refunded)],
      ['the goal was met', cents(second.raised), cents(second.invoice), cents(second.surplusReturned)],
    ]),
    `   One wallet was broken: nobody else noticed. Between what somebody gave and got back: ${cents(worstDifference)} at most.`,
  ]
}

function describeBadActors(rows: Cases['badActors']): string[] {
  return [
    '6  A bad actor in each role (illustrative), and what it cost the others',
    ...rows.flatMap(({ role, attempt, noticedBy, stoppedBy, costToOthers }) => [
      `   ${role}: ${attempt}`,
      `      noticed by ${noticedBy}`,
      `      stopped by ${stoppedBy}`,
      `      cost the others ${cents(costToOthers)}`,
    ]),
  ]
}

function describeNewcomer({ logged, objectedBy, amendedTo, accepted, sale, paid }: Cases['wrongedNewcomer']): string[] {
  const hours = (quantity: string) => `${Number(quantity) / 100} h`
  return [
    `   And one wronged good actor: a newcomer's ${hours(logged)}; the ${objectedBy} objects, it was ${hours(amendedTo)}; both agree.`,
    `   Accepted: ${hours(accepted)}. Of the next ${cents(sale)} the newcomer is paid ${cents(paid)}.`,
  ]
}

function personRow({ affiliate, points, amount }: { affiliate: string; points: string; amount: string }, label = ''): string[] {
  return [label === '' ? affiliate : `${affiliate} (${label})`, count(Number(points)), cents(amount)]
}

function leftover(amount: string): string[] {
  return amount === '0' ? [] : [`   Rounding left ${Number(amount) / 1_000_000} in the contract.`]
}

/** A heading and columns: the first to the left, numbers to the right, the third always. */
function section(title: string, rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const isNumber = (column: number) => rows.slice(1).every((row) => /^[\d.,%]*$/.test(row[column] ?? ''))
  const line = (row: readonly string[]) =>
    `   ${row.map((cell, column) => (column > 0 && (column === 2 || isNumber(column)) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('   ')}`.trimEnd()
  return [title, ...rows.map(line)]
}

/** Smallest units of 6 decimals, to the nearest cent. */
export function cents(amount: string): string {
  return money((BigInt(amount) + 5_000n) / 10_000n)
}

/** Cents. */
function money(amount: string | bigint): string {
  return `${count(BigInt(amount) / 100n)}.${String(BigInt(amount) % 100n).padStart(2, '0')}`
}

function count(value: number | bigint): string {
  return value.toLocaleString('en-US')
}
