// Run on its own by performance.test.ts, so that memory is measured without the test runner around it.
import { fileURLToPath } from 'node:url'
import { checkImport, readImport } from '@open-value/sdk/batch'
import { fileSource } from '@open-value/sdk/batch/node'
import { peakKiB } from '../../../bench/offChain/memory.ts'
import { kinds, largePeople, proposer } from './fixtures.ts'

export type Figures = {
  rows: number
  batches: number
  entries: number
  seconds: number
  /** Time the processor worked on it: the same on a busy machine. */
  cpuSeconds: number
  rssGrowthMiB: number
  progressCalls: number
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(await measure(process.argv[2] ?? '')))
}

async function measure(file: string): Promise<Figures> {
  const source = fileSource(file)
  const options = { kinds, people: largePeople(), onProgress: () => void progressCalls++ }
  let progressCalls = 0
  let [batches, entries] = [0, 0]
  const rssBefore = process.memoryUsage.rss()
  const start = performance.now()
  const cpuBefore = process.cpuUsage()

  const report = await checkImport(source, options)
  for await (const batch of readImport(source, { ...options, proposer }, report)) {
    batches++
    entries += batch.entries.length
  }

  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(cpuBefore)
  const cpuSeconds = (user + system) / 1e6
  // What the operating system saw at most, not what is left at the end.
  const rssGrowthMiB = peakKiB() / 1024 - rssBefore / 2 ** 20
  return { rows: report.rows, batches, entries, seconds, cpuSeconds, rssGrowthMiB, progressCalls }
}
