import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { pad, toHex } from 'viem'
import { formatPeople } from '@open-value/sdk/batch'
import { inRoot } from '../../scripts/deploy/artifacts.ts'
import { runMeasured } from './command.ts'

/** A batch of 1,000,000 rows may take so long and so much. */
export const BATCH_HOLD_SECONDS = 60
export const BATCH_HOLD_MIB = 1024

/** Who contributed. */
const PEOPLE = 1_000
const DAYS = 3_650

type Built = { leaves: number; affiliates: number }

export type BatchBuildFigures = {
  rows: number
  affiliates: number
  /** From the start of the command to its end: CSV to data file, tree and summary. */
  seconds: number
  /** Time the processor worked for it: the same on a busy machine. */
  cpuSeconds: number
  /** What the operating system saw at most, in MiB. */
  peakMiB: number
}

/**
 * Builds a large batch of so many rows by the command, in a process of its own. The rows are the same on every run; writing
 * them isn't measured.
 *
 * @throws the command failed, or left rows out
 */
export async function measureBatchBuild(rows: number): Promise<BatchBuildFigures> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'open-value-batch-'))
  try {
    const file = path.join(folder, 'work.csv')
    const people = path.join(folder, 'people.csv')
    await pipeline(Readable.from(contributions(rows)), createWriteStream(file))
    writeFileSync(
      people,
      formatPeople(new Map(Array.from({ length: PEOPLE }, (_, i) => [nameOf(i), pad(toHex(i + 1), { size: 20 })]))),
    )
    const config = inRoot('docs/examples/venture.json')
    const args = ['batch:build', file, '--affiliates', people, '--config', config, '--json']
    const { report, seconds, cpuSeconds, peakMiB } = await runMeasured<Built>(args)
    if (report.leaves !== rows) throw new Error(`${report.leaves} of ${rows} rows became leaves.`)
    return { rows, affiliates: report.affiliates, seconds, cpuSeconds, peakMiB }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const nameOf = (person: number) => `affiliate-${String(person + 1).padStart(4, '0')}`

/** A contributions file, in parts. */
function* contributions(rows: number): Generator<string> {
  let state = 1
  const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below
  let part = 'date,affiliate,kind,quantity,evidence\n'
  for (let i = 0; i < rows; i++) {
    const day = new Date((16_000 + random(DAYS)) * 86_400_000).toISOString().slice(0, 10)
    const kind = random(2) === 0 ? 'design' : 'build'
    const quantity = `${1 + random(8)}.${random(2) === 0 ? '25' : '5'}h`
    part += `${day},${nameOf(random(PEOPLE))},${kind},${quantity},https://example.org/work/${i}\n`
    if (part.length < 1_000_000) continue
    yield part
    part = ''
  }
  yield part
}
