import os from 'node:os'
import { number } from '../pages/format.ts'
import { AUDIT_HOLD_SECONDS, measureAudit } from './audit.ts'
import { BATCH_HOLD_MIB, BATCH_HOLD_SECONDS, measureBatchBuild } from './batch.ts'
import type { OffChainRow } from './row.ts'

const ROWS = 1_000_000
const EVENTS = 100_000

/** Measures the commands whose work grows with a venture, each in a process of its own. It takes some minutes. */
export async function measureOffChain({ rows = ROWS, events = EVENTS } = {}): Promise<OffChainRow[]> {
  const built = { machine: machine(), ...(await measureBatchBuild(rows)) }
  const audited = { machine: machine(), ...(await measureAudit(events)) }
  return [
    {
      id: 'batch-build',
      what: `${number(rows)} rows of CSV become the root, totals, data file and proofs of a large batch`,
      ...figuresOf(built),
      holdSeconds: BATCH_HOLD_SECONDS,
      holdMiB: BATCH_HOLD_MIB,
    },
    {
      id: 'audit',
      what: `${number(audited.events)} events are read, ${number(audited.figuresCompared)} figures of ${number(audited.accounts)} accounts recomputed and compared with the chain`,
      ...figuresOf(audited),
      holdSeconds: AUDIT_HOLD_SECONDS,
    },
  ]
}

function figuresOf(figures: { seconds: number; cpuSeconds: number; peakMiB: number; machine: string }) {
  const { seconds, cpuSeconds, peakMiB, machine } = figures
  const tenths = (value: number) => Math.round(value * 10) / 10
  return { seconds: tenths(seconds), cpuSeconds: tenths(cpuSeconds), peakMiB: Math.ceil(peakMiB), machine }
}

/** Where it is about to be measured, and how much waited for the processor in the minute before. */
function machine(): string {
  const cores = os.cpus()
  const load = os.loadavg()[0]?.toFixed(1)
  return `${cores.length} cores, ${cores[0]?.model.trim() ?? 'unknown'}, Node.js ${process.version}; load ${load}`
}
