import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startChain } from '../../scripts/internal/chain.ts'
import { makeBusyVenture } from './busyVenture.ts'
import { runMeasured } from './command.ts'

/** Who contributed. */
const ACCOUNTS = 2_000
/** An audit of 100,000 events may take so long. */
export const AUDIT_HOLD_SECONDS = 60

type Audited = { eventCount: number; figureCount: number; accounts: number }

export type AuditFigures = {
  /** Told by the venture and its ledger; the audit reads all of them. */
  events: number
  /** Those that change what anybody is owed. */
  eventsRecomputed: number
  figuresCompared: number
  accounts: number
  /** From the start of the command to its end. */
  seconds: number
  /** Time the processor worked for it, the chain's apart. */
  cpuSeconds: number
  /** What the operating system saw at most, in MiB. */
  peakMiB: number
  /** The same once more, with the events of before. */
  secondsAgain: number
}

/**
 * Audits a venture of at least so many events by the command, in a process of its own, against a node over HTTP. Making the
 * venture isn't measured.
 *
 * @throws the audit found a difference, or failed
 */
export async function measureAudit(events: number): Promise<AuditFigures> {
  const chain = await startChain({ port: 0 })
  const folder = mkdtempSync(path.join(os.tmpdir(), 'open-value-audit-'))
  try {
    const busy = await makeBusyVenture(chain.client, { events, accounts: ACCOUNTS })
    const cache = path.join(folder, 'events.jsonl')
    const args = ['audit', busy.venture, '--network', chain.rpcUrl ?? '', '--json', '--cache', cache]
    const { report, seconds, cpuSeconds, peakMiB } = await runMeasured<Audited>(args)
    const again = await runMeasured<Audited>(args)
    return {
      events: busy.events,
      eventsRecomputed: report.eventCount,
      figuresCompared: report.figureCount,
      accounts: report.accounts,
      seconds,
      cpuSeconds,
      peakMiB,
      secondsAgain: again.seconds,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await chain.close()
  }
}
