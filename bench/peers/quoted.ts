import type { Act, QuotedRow, Subject } from './row.ts'

/** Measured elsewhere, when this project was designed; not run here. */
export const QUOTED: readonly QuotedRow[] = [
  quoted('peer-0xsplits', 'distribution', 'a push to each, who held the token before', 1_063_572, 100),
  quoted('peer-0xsplits', 'distribution', 'a push to each, who held the token before', 10_394_022, 1_000),
  quoted('peer-superfluid', 'distribution', 'a distribution to the pool', 257_002),
  quoted('peer-superfluid', 'claim', 'a claim from the pool, without unwrapping the token', 152_721),
  quoted('peer-superfluid', 'record', 'one change of units', 298_936),
]

function quoted(subject: Subject, act: Act, what: string, gas: number, recipients?: number): QuotedRow {
  const id = [subject, act, recipients].filter((part) => part !== undefined).join('-')
  return { id, subject, act, what, gas, quoted: true, ...(recipients !== undefined && { recipients }) }
}
