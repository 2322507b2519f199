// npm run bench [-- --report FILE]: prints what each act costs, fails when one costs more than it may.
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { measure } from './measure.ts'

const { report } = new Command('bench').option('--report <file>', 'write the rows as JSON').parse().opts<{ report?: string }>()

const rows = await measure()
const number = (value: number) => value.toLocaleString('en')
const table = [
  ['id', 'gas', 'hold', 'aim', '', 'what', 'floor or peer'],
  ...rows.map((row) => [
    row.id,
    number(row.gas),
    number(row.hold),
    number(row.aim),
    row.gas > row.hold ? 'ABOVE' : row.gas > row.aim ? '' : 'aim',
    row.act,
    row.floor,
  ]),
]
const widths = table[0]!.map((_, column) => Math.max(...table.map((line) => line[column]!.length)))
for (const line of table) {
  console.log(
    line
      .map((cell, column) => (column >= 1 && column <= 3 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd(),
  )
}
if (report) writeFileSync(resolve(process.env.INIT_CWD ?? '.', report), `${JSON.stringify(rows, null, 2)}\n`)

const above = rows.filter((row) => row.gas > row.hold)
if (above.length > 0) {
  console.error(`Above hold: ${above.map((row) => row.id).join(', ')}.`)
  process.exitCode = 1
}
