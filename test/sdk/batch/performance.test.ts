import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { BATCH_HOLD_MIB, BATCH_HOLD_SECONDS, measureBatchBuild } from '../../../bench/offChain/batch.ts'
import { header } from './fixtures.ts'
import type { Figures } from './millionRows.ts'

const ROWS = 1_000_000

/** Rows of a thousand people over ten years, in chunks. */
function* generate(): Generator<string> {
  yield `${header}\n`
  let chunk = ''
  // A small generator of its own: the same rows on every run.
  let state = 1
  const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below
  for (let i = 0; i < ROWS; i++) {
    const day = new Date((16_000 + random(3_650)) * 86_400_000).toISOString().slice(0, 10)
    const name = `affiliate-${String(1 + random(1_000)).padStart(4, '0')}`
    const [kind, quantity] = [
      ['design', `${1 + random(8)}.${random(2) === 0 ? '25' : '5'}`],
      ['PLA', `${1 + random(500)}`],
      ['cash', `${1 + random(500)}.${10 + random(90)}`],
    ][random(3)] as [string, string]
    chunk += `${day},${name},${kind},${quantity},https://example.org/work/${i}\n`
    if (chunk.length > 1_000_000) {
      yield chunk
      chunk = ''
    }
  }
  yield chunk
}

describe('a million rows', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'open-value-rows-'))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('are checked and built in at most 60 s and 512 MiB', async function () {
    this.timeout(300_000)
    const file = join(folder, 'contributions.csv')
    await pipeline(Readable.from(generate()), createWriteStream(file))

    const script = fileURLToPath(new URL('millionRows.ts', import.meta.url))
    const cwd = fileURLToPath(new URL('../../..', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, file], { cwd })
    const figures = JSON.parse(stdout) as Figures
    const { rows, batches, entries, seconds, cpuSeconds, rssGrowthMiB, progressCalls } = figures
    const time = `${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of processor time)`
    console.log(`      ${rows} rows, ${batches} batches, ${entries} entries: ${time}, ${rssGrowthMiB.toFixed(0)} MiB more`)
    assert.equal(rows, ROWS)
    assert.ok(entries > batches * 200 && progressCalls > 100)
    assert.ok(cpuSeconds < 60, `${cpuSeconds} s`)
    assert.ok(rssGrowthMiB < 512, `${rssGrowthMiB} MiB`)
  })
})

describe('a large batch of 200,000 rows', () => {
  it('is built in a quarter of the minute a million may take, starting included, and in less than 1 GiB', async function () {
    this.timeout(120_000)
    const { rows, seconds, cpuSeconds, peakMiB } = await measureBatchBuild(200_000)
    const time = `${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of processor time)`
    console.log(`      ${rows} rows: ${time}, ${peakMiB.toFixed(0)} MiB`)
    assert.ok(cpuSeconds < BATCH_HOLD_SECONDS / 4, `${cpuSeconds} s`)
    assert.ok(peakMiB < BATCH_HOLD_MIB, `${peakMiB} MiB`)
  })
})
