import { readFileSync } from 'node:fs'
import { inRoot } from '../deploy/artifacts.ts'

/** The contributions of a real project, see `data/PROVENANCE.md`. */
export const LONG_TAIL_CSV = inRoot('scripts/demo/data/arduino-contributions.csv')

/** Kinds of the long tail with their weights, in the order of their ids. */
export const LONG_TAIL_KINDS = [
  { name: 'ide', weight: 3n },
  { name: 'firmware', weight: 4n },
  { name: 'libraries', weight: 2n },
  { name: 'packaging', weight: 1n },
  { name: 'documentation', weight: 2n },
] as const

/** The rows of the file, header first. */
export function longTailLines(): { header: string; rows: string[] } {
  const [header = '', ...rows] = readFileSync(LONG_TAIL_CSV, 'utf8').trimEnd().split('\n')
  return { header, rows }
}

/** Names in a file, in order of appearance. */
export function affiliatesOf(rows: readonly string[]): string[] {
  return [...new Set(rows.map((row) => row.split(',')[1] ?? ''))]
}
