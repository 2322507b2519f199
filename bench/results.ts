import { readFileSync, writeFileSync } from 'node:fs'
import { renderChart } from './pages/chart.ts'
import { renderPage } from './pages/page.ts'
import type { PeerRow } from './peers/row.ts'
import type { Row } from './row.ts'

const SNAPSHOT = 'bench/snapshot.json'

export type Results = {
  /** What each act of ours costs, and may cost. */
  rows: Row[]
  /** What ours and the peers cost by the number of recipients. */
  peers: PeerRow[]
}

/** All rows in one array, each with its id, a row a line. */
export function toJson({ rows, peers }: Results): string {
  return `[\n${[...rows, ...peers].map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`
}

export function parseResults(json: string): Results {
  const all = JSON.parse(json) as (Row | PeerRow)[]
  const isRow = (row: Row | PeerRow): row is Row => 'hold' in row
  return { rows: all.filter(isRow), peers: all.filter((row): row is PeerRow => !isRow(row)) }
}

export const readSnapshot = (): Results => parseResults(readFileSync(SNAPSHOT, 'utf8'))

/** The results as they are kept: how many co-owners are many is up to who measures. */
export function toSnapshot({ rows, peers }: Results): Results {
  return { rows: rows.map(({ many: _, ...row }) => row), peers }
}

/** Generated pages by their path. */
export function renderPages({ rows, peers }: Results): Map<string, string> {
  return new Map([
    ['docs/benchmark.md', renderPage(rows, peers)],
    ['docs/benchmark.svg', renderChart(peers)],
  ])
}

/** Writes the snapshot and the pages that are made of it. */
export function writeSnapshot(results: Results): void {
  const snapshot = toSnapshot(results)
  writeFileSync(SNAPSHOT, toJson(snapshot))
  for (const [file, text] of renderPages(snapshot)) writeFileSync(file, text)
}
