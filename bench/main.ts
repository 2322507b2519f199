// npm run bench [-- --report FILE] [-- --write-docs] [-- --off-chain]: prints what each act costs, ours and others', and
// what commands take, and fails when one of ours costs or takes more than it may.
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { measure } from './measure.ts'
import { AFFILIATES } from './million/settings.ts'
import { measureOffChain } from './offChain/measure.ts'
import { isOverdrawn } from './offChain/row.ts'
import { figure, number } from './pages/format.ts'
import { textTable } from './pages/textTable.ts'
import { measurePeers } from './peers/measure.ts'
import { isMeasured } from './peers/row.ts'
import { toJson, writeSnapshot } from './results.ts'
import { type Row, isAbove, isFlat } from './row.ts'

/** A machine has as many co-owners when it has many. */
const CO_OWNERS = 100_000

const { report, writeDocs, offChain } = new Command('bench')
  .option('--report <file>', 'write the rows as JSON')
  .option('--write-docs', 'write bench/snapshot.json, docs/benchmark.md and its chart')
  .option('--off-chain', 'measure commands too: a batch of a million rows, an audit of a hundred thousand events')
  .parse()
  .opts<{ report?: string; writeDocs?: boolean; offChain?: boolean }>()

const rows = await measure(CO_OWNERS)
const verdict = (row: Row) => (isAbove(row) ? 'ABOVE' : row.aim !== undefined && row.gas <= row.aim ? 'aim' : '')
console.log(
  textTable(
    ['id', 'gas', 'hold', 'aim', 'with many', '', 'what', 'floor or peer'],
    rows.map((row) => [row.id, ...[row.gas, row.hold, row.aim, row.many?.gas].map(figure), verdict(row), row.act, row.floor]),
    [1, 2, 3, 4],
  ),
)
console.log(
  `With many: ${number(AFFILIATES)} affiliates of a venture, ${number(CO_OWNERS)} co-owners of a machine, instead of the fewest possible.\n`,
)

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

const commands = offChain ? await measureOffChain() : []
if (offChain) {
  console.log(
    `\n${textTable(
      ['id', 'seconds', 'hold', 'of the processor', 'MiB', 'hold', '', 'what'],
      commands.map((row) => [
        row.id,
        ...[row.seconds, row.holdSeconds, row.cpuSeconds, row.peakMiB, row.holdMiB].map(figure),
        isOverdrawn(row) ? 'ABOVE' : '',
        row.what,
      ]),
      [1, 2, 3, 4, 5],
    )}`,
  )
}

if (report) writeFileSync(resolve(process.env.INIT_CWD ?? '.', report), toJson({ rows, peers, offChain: commands }))
if (writeDocs) writeSnapshot({ rows, peers, offChain: commands })

const above = [...rows.filter(isAbove), ...commands.filter(isOverdrawn)]
if (above.length > 0) {
  console.error(`Above hold: ${above.map((row) => row.id).join(', ')}.`)
  process.exitCode = 1
}
const notFlat = rows.filter((row) => !isFlat(row))
if (notFlat.length > 0) {
  console.error(`More than 1% away with many: ${notFlat.map((row) => row.id).join(', ')}.`)
  process.exitCode = 1
}
