// Build, types, then the Solidity and Mocha tests. The last line is `N passed, N failed`.
import { stripVTControlCharacters } from 'node:util'
import { build, main, run } from './bootstrap.mjs'

const args = process.argv.slice(2)

await main(async () => {
  if ((await build({ withTests: true })) !== 0) return report({ passed: 0, failed: 1, notRun: 0 })
  const types = await run(['tsc', '--noEmit'])

  const counts = new Map()
  const code = await run(['hardhat', 'test', ...args], { onLine: (line) => count(counts, stripVTControlCharacters(line)) })
  const of = (...names) => names.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0)

  let failed = of('mocha failing', 'solidity failing')
  if (code !== 0 && failed === 0) failed = 1
  if (types !== 0) failed += 1
  return report({ passed: of('mocha passing', 'solidity passing'), failed, notRun: of('mocha pending', 'solidity skipped') })
})

/**
 * Mocha ends with indented lines such as `  3 passing (2s)` and `  1 pending`; Hardhat then sums up both runners at the
 * margin, `5 passing (2 solidity, 3 mocha)`. That sum counts Mocha's pending tests as passing, so only its Solidity part is used.
 */
function count(counts, line) {
  const mocha = /^ {2}(\d+) (passing|pending|failing)( \(|$)/.exec(line)
  if (mocha) counts.set(`mocha ${mocha[2]}`, Number(mocha[1]))
  const total = /^(\d+) (passing|failing|skipped)(?: \((.*)\))?$/.exec(line)
  if (!total) return
  const solidity = /(\d+) solidity/.exec(total[3] ?? '')
  if (solidity) counts.set(`solidity ${total[2]}`, Number(solidity[1]))
}

function report({ passed, failed, notRun }) {
  console.log()
  if (notRun > 0) console.log(`${notRun} not run`)
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}
