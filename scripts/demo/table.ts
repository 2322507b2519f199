import type { DemoReport } from './report.ts'
import { FORILLON_HOURS } from './cases/forillon.ts'
import { FOUNDER } from './cases/longTailByYear.ts'

/** What people read after a replay: who put in what and took out what, to the cent, and what it cost. */
export function describeReplay({ cases }: DemoReport): string {
  const { forillon, longTail, longTailByYear, upstream } = cases
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
    '   The developer has a new wallet without ETH: somebody else sent his claim, the money went to him.',
    ...leftover(forillon.leftInContract),
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
    `   Two ventures that pay each other half of everything: ${cents(upstream.cycle.in)} in, ${cents(upstream.cycle.out)} out to people.`,
    ...leftover(upstream.cycle.left),
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

function personRow({ affiliate, points, amount }: { affiliate: string; points: string; amount: string }, label = ''): string[] {
  return [label === '' ? affiliate : `${affiliate} (${label})`, count(Number(points)), cents(amount)]
}

function leftover(amount: string): string[] {
  return amount === '0' ? [] : [`   Rounding left ${Number(amount) / 1_000_000} in the contract.`]
}

/** A heading and columns: the first to the left, the last to the right. */
function section(title: string, rows: readonly string[][]): string[] {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const isNumber = (column: number) => rows.slice(1).every((row) => /^[\d.,%]*$/.test(row[column] ?? ''))
  const line = (row: readonly string[]) =>
    `   ${row.map((cell, column) => (column > 0 && (column === 2 || isNumber(column)) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('   ')}`.trimEnd()
  return [title, ...rows.map(line)]
}

/** Smallest units of 6 decimals, to the nearest cent. */
export function cents(amount: string): string {
  const rounded = (BigInt(amount) + 5_000n) / 10_000n
  return `${count(rounded / 100n)}.${String(rounded % 100n).padStart(2, '0')}`
}

function count(value: number | bigint): string {
  return value.toLocaleString('en-US')
}
