import { unpackEntry } from '../../batch/entry.ts'
import { EntryTooCostlyError } from '../../errors/client.ts'
import { decodeContractError, toOpenValueError } from '../../errors/decode.ts'

/** Entries of a batch: index of the first, and behind the last. */
export type EntryRange = { first: number; end: number }

export type FitRangesParameters = {
  /** All packed entries in force. */
  entries: readonly bigint[]
  /** Ascending indexes of the entries to take. */
  targets: readonly number[]
  gasLimit: bigint
  gasOf: (range: EntryRange) => Promise<bigint>
  /** Debt pool of a kind, or `undefined` for an equity kind. */
  debtPoolOf: (kind: number) => number | undefined
}

/**
 * The fewest ranges that halving finds, each of which fits a transaction. Debts of one pool stay together.
 *
 * @throws {EntryTooCostlyError} what can't be split doesn't fit
 * @throws whatever the ledger answers to a range
 */
export async function fitRanges(parameters: FitRangesParameters): Promise<EntryRange[]> {
  const ranges: EntryRange[] = []
  for (const run of runsOf(parameters.targets)) ranges.push(...(await fit(run, parameters, spansOf(parameters))))
  return ranges
}

async function fit(range: EntryRange, parameters: FitRangesParameters, spans: readonly EntryRange[]): Promise<EntryRange[]> {
  const { gasOf, gasLimit } = parameters
  let refusal: unknown
  try {
    if ((await gasOf(range)) <= gasLimit) return [range]
  } catch (error) {
    const known = decodeContractError(error)
    if (known) throw known
    // A node says in many ways that a call takes more gas than it gives.
    refusal = error
  }
  const middle = middleOf(range, spans)
  if (middle === undefined) {
    throw refusal === undefined ? new EntryTooCostlyError(range.first, range.end, gasLimit) : toOpenValueError(refusal)
  }
  const first = await fit({ first: range.first, end: middle }, parameters, spans)
  return [...first, ...(await fit({ first: middle, end: range.end }, parameters, spans))]
}

/** Where to cut, as near to the middle as the debts allow. */
function middleOf({ first, end }: EntryRange, spans: readonly EntryRange[]): number | undefined {
  const half = (first + end) / 2
  const cuts = Array.from({ length: end - first - 1 }, (_, i) => first + 1 + i)
  const possible = cuts.filter((cut) => !spans.some((span) => span.first < cut && cut < span.end))
  return possible.sort((a, b) => Math.abs(a - half) - Math.abs(b - half))[0]
}

/** From the first to the last entry of each debt pool. */
function spansOf({ entries, debtPoolOf }: FitRangesParameters): EntryRange[] {
  const spans = new Map<number, EntryRange>()
  for (const [index, entry] of entries.entries()) {
    const pool = debtPoolOf(unpackEntry(entry).kind)
    if (pool !== undefined) spans.set(pool, { first: spans.get(pool)?.first ?? index, end: index + 1 })
  }
  return [...spans.values()]
}

function runsOf(targets: readonly number[]): EntryRange[] {
  const runs: EntryRange[] = []
  for (const index of targets) {
    const last = runs.at(-1)
    if (last?.end === index) last.end++
    else runs.push({ first: index, end: index + 1 })
  }
  return runs
}
