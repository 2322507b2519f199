// npm run bench [-- --report FILE]: prints what each act costs, fails when one costs more than it may.
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { measure } from './measure.ts'
import { isFlat } from './row.ts'

/** A machine has as many co-owners when it has many. */
const CO_OWNERS = 100_000

const { report } = new Command('bench').option('--report <file>', 'write the rows as JSON').parse().opts<{ report?: string }>()

const rows = await measure(CO_OWNERS)
const number = (value: number) => value.toLocaleString('en')
const table = [
  ['id', 'gas', 'hold', 'aim', 'with many', '', 'what', 'floor or peer'],
  ...rows.map((row) => [
    row.id,
    number(row.gas),
    number(row.hold),
    number(row.aim),
    row.many ? number(row.many.gas) : '',
    row.gas > row.hold ? 'ABOVE' : row.gas > row.aim ? '' : 'aim',
    row.act,
    row.floor,
  ]),
]
const widths = table[0]!.map((_, column) => Math.max(...table.map((line) => line[column]!.length)))
for (const line of table) {
  console.log(
    line
      .map((cell, column) => (column >= 1 && column <= 4 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd(),
  )
}
console.log(`With many: ${number(CO_OWNERS)} co-owners instead of the fewest possible.`)
if (report) writeFileSync(resolve(process.env.INIT_CWD ?? '.', report), `${JSON.stringify(rows, null, 2)}\n`)

const above = rows.filter((row) => row.gas > row.hold)
if (above.length > 0) {
  console.error(`Above hold: ${above.map((row) => row.id).join(', ')}.`)
  process.exitCode = 1
}
const notFlat = rows.filter((row) => !isFlat(row))
if (notFlat.length > 0) {
  console.error(`More than 1% away with ${number(CO_OWNERS)} co-owners: ${notFlat.map((row) => row.id).join(', ')}.`)
  process.exitCode = 1
}
