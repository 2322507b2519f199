import type { Address } from 'viem'
import {
  ConfigDuplicateError,
  ConfigFloorMissedError,
  ConfigGrossShareTooHighError,
  ConfigReferenceError,
  ConfigValueError,
} from '../errors/config.ts'
import type { FindAccount } from './accounts.ts'
import type { Report } from './report.ts'
import type { ParsedConfig } from './schema.ts'
import type { ConfigLine, ConfigPool, ConfigRemainder, VentureConfig } from './types.ts'

const BPS = 10_000
const MAX_LINES = 16

type ParsedLine = NonNullable<ParsedConfig['equation']>[number]

export type ResolveEquationOptions = {
  pools: readonly ConfigPool[]
  accountOf: FindAccount
  /** Who gets the rest where the equation doesn't say. */
  remainder: Address
  contributorsFloorBps: number
}

/** Lines with addresses, the remainder last; refused what a venture would refuse. */
export function resolveEquation(
  given: readonly ParsedLine[],
  { pools, accountOf, remainder, contributorsFloorBps }: ResolveEquationOptions,
  report: Report,
): VentureConfig['equation'] {
  const seen = new Map<string, string>()
  const lines = given.flatMap((line, i): (ConfigLine | ConfigRemainder)[] => {
    const path = `equation[${i}]`
    if ('remainder' in line) {
      if (i !== given.length - 1) report(new ConfigValueError(path, 'the remainder', 'it to be the last line'))
      const account = accountOf(line.remainder, `${path}.remainder`)
      return account ? [{ remainder: account }] : []
    }
    const { basis, shareBps } = line
    if ('account' in line) {
      const account = accountOf(line.account, `${path}.account`)
      return account ? [{ account, basis, shareBps }] : []
    }
    const first = seen.get(line.pool)
    if (first !== undefined) report(new ConfigDuplicateError(`${path}.pool`, line.pool, first))
    else seen.set(line.pool, `${path}.pool`)
    if (!pools.some(({ id }) => id === line.pool)) {
      const known = pools.map(({ id }) => id)
      report(new ConfigReferenceError(`${path}.pool`, line.pool, 'pool', known))
      return []
    }
    return [{ pool: line.pool, basis, shareBps }]
  })

  const shares = lines.filter((line): line is ConfigLine => 'basis' in line)
  const last = lines.findLast((line): line is ConfigRemainder => 'remainder' in line) ?? { remainder }
  if (shares.length + 1 > MAX_LINES) {
    report(new ConfigValueError('equation', `${shares.length} lines`, `at most ${MAX_LINES - 1} and the remainder`))
  }
  checkShares(shares, pools, contributorsFloorBps, report)
  return [...shares, last]
}

/** The sums a venture makes: gross shares, and what contributors get of 10,000 once all debts are paid. */
function checkShares(lines: readonly ConfigLine[], pools: readonly ConfigPool[], floorBps: number, report: Report): void {
  const gross = lines.reduce((sum, { basis, shareBps }) => sum + (basis === 'gross' ? shareBps : 0), 0)
  if (gross > BPS) report(new ConfigGrossShareTooHighError(gross))

  let left = BPS
  let contributors = 0
  for (const { basis, shareBps, pool } of lines) {
    const type = pools.find(({ id }) => id === pool)?.type
    if (type === 'debt') continue
    const part = Math.min(left, Math.floor(((basis === 'gross' ? BPS : left) * shareBps) / BPS))
    if (type === 'equity') contributors += part
    left -= part
  }
  if (contributors < floorBps) report(new ConfigFloorMissedError(contributors, floorBps))
}
