// npm run bench [-- --report FILE] [-- --write-docs]: prints what each act costs, ours and others', and fails when one of
// ours costs more than it may.
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { measure } from './measure.ts'
import { number } from './pages/format.ts'
import { textTable } from './pages/textTable.ts'
import { measurePeers } from './peers/measure.ts'
import { isMeasured } from './peers/row.ts'
import { toJson, writeSnapshot } from './results.ts'
import { isFlat } from './row.ts'

/** A machine has as many co-owners when it has many. */
const CO_OWNERS = 100_000

const { report, writeDocs } = new Command('bench')
  .option('--report <file>', 'write the rows as JSON')
  .option('--write-docs', 'write bench/snapshot.json, docs/benchmark.md and its chart')
  .parse()
  .opts<{ report?: string; writeDocs?: boolean }>()

const rows = await measure(CO_OWNERS)
console.log(
  textTable(
    ['id', 'gas', 'hold', 'aim', 'with many', '', 'what', 'floor or peer'],
    rows.map((row) => [
      row.id,
      number(row.gas),
      number(row.hold),
      number(row.aim),
      row.many ? number(row.many.gas) : '',
      row.gas > row.hold ? 'ABOVE' : row.gas > row.aim ? '' : 'aim',
      row.act,
      row.floor,
    ]),
    [1, 2, 3, 4],
  ),
)
console.log(`With many: ${number(CO_OWNERS)} co-owners instead of the fewest possible.\n`)

const peers = await measurePeers()
console.log(
  textTable(
    ['id', 'gas', 'calldata', 'on L1', 'L1 fee', 'in', 'what'],
    peers.map((row) =>
      isMeasured(row)
        ? [
            row.id,
            ...[row.gas, row.calldataBytes, row.l1Bytes, Math.round(row.l1Fee / 1e9), row.transactions].map(number),
            row.what,
          ]
        : [row.id, number(row.gas), '', '', '', '', `${row.what} (quoted, not run here)`],
    ),
    [1, 2, 3, 4, 5],
  ),
)
console.log('Calldata and its size on L1 in bytes, the fee for it in gwei; in so many transactions. More in docs/benchmark.md.')

if (report) writeFileSync(resolve(process.env.INIT_CWD ?? '.', report), toJson({ rows, peers }))
if (writeDocs) writeSnapshot({ rows, peers })

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
