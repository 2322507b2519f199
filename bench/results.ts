import { readFileSync, writeFileSync } from 'node:fs'
import type { OffChainRow } from './offChain/row.ts'
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
  /** What commands take; empty where they were not measured. */
  offChain: OffChainRow[]
}

/** All rows in one array, each with its id, a row a line. */
export function toJson({ rows, peers, offChain }: Results): string {
  return `[\n${[...rows, ...peers, ...offChain].map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`
}

export function parseResults(json: string): Results {
  const all = JSON.parse(json) as (Row | PeerRow | OffChainRow)[]
  return {
    rows: all.filter((row) => 'floor' in row),
    peers: all.filter((row) => 'subject' in row),
    offChain: all.filter((row) => 'seconds' in row),
  }
}

export const readSnapshot = (): Results => parseResults(readFileSync(SNAPSHOT, 'utf8'))

/** The results as they are kept: how many co-owners are many is up to who measures. */
export function toSnapshot({ rows, ...others }: Results): Results {
  const withoutCoOwners = ({ many, ...row }: Row): Row => (many && 'affiliates' in many ? { ...row, many } : row)
  return { rows: rows.map(withoutCoOwners), ...others }
}

/** Generated pages by their path. */
export function renderPages(results: Results): Map<string, string> {
  return new Map([
    ['docs/benchmark.md', renderPage(results)],
    ['docs/benchmark.svg', renderChart(results.peers)],
  ])
}

/** Writes the snapshot and the pages that are made of it. What was not measured off chain stays as it was measured before. */
export function writeSnapshot({ rows, peers, offChain }: Results): void {
  const kept = offChain.length > 0 ? offChain : readSnapshot().offChain
  const snapshot = toSnapshot({ rows, peers, offChain: kept })
  writeFileSync(SNAPSHOT, toJson(snapshot))
  for (const [file, text] of renderPages(snapshot)) writeFileSync(file, text)
}
