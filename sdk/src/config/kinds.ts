import {
  ConfigHourMissingError,
  ConfigMissingError,
  ConfigPoolTypeUnavailableError,
  ConfigReferenceError,
  ConfigValueError,
} from '../errors/config.ts'
import { parseAmount } from '../utils/amount.ts'
import { isHourUnit, parseQuantity } from '../utils/quantity.ts'
import { attempt, type Report, reportDuplicates } from './report.ts'
import type { ParsedConfig, Points } from './schema.ts'
import { findToken } from './tokens.ts'
import type { ConfigKind, ConfigPool, ConfigToken } from './types.ts'

const UINT96_MAX = 2n ** 96n - 1n
const UINT64_MAX = 2n ** 64n - 1n

type ParsedPool = NonNullable<ParsedConfig['pools']>[number]
type ParsedKind = NonNullable<ParsedConfig['kinds']>[number]

/** Pools in the order of their ids. A debt pool without a token counts in the first one, and repays 100%. */
export function resolvePools(
  pools: readonly ParsedPool[],
  { tokens, openingPeriod }: { tokens: readonly ConfigToken[]; openingPeriod: number },
  report: Report,
): ConfigPool[] {
  reportDuplicates(
    pools.map(({ id }) => id),
    (i) => `pools[${i}].id`,
    report,
  )
  return pools.flatMap((pool, i): ConfigPool[] => {
    const path = `pools[${i}]`
    if (pool.type === 'equity') return [{ id: pool.id, type: 'equity', openingPeriod: pool.openingPeriod ?? openingPeriod }]
    if (pool.type === 'statement') {
      report(new ConfigPoolTypeUnavailableError(`${path}.type`))
      return []
    }
    const token = pool.token === undefined ? tokens[0] : findToken(pool.token, tokens, `${path}.token`, report)
    return token ? [{ id: pool.id, type: 'debt', token: token.address, capBps: pool.capBps ?? 10_000 }] : []
  })
}

/** Kinds in the order of their ids. Equity kinds have a weight, debt kinds a price. */
export function resolveKinds(
  kinds: readonly ParsedKind[],
  { pools, tokens }: { pools: readonly ConfigPool[]; tokens: readonly ConfigToken[] },
  report: Report,
): ConfigKind[] {
  reportDuplicates(
    kinds.map(({ id }) => id),
    (i) => `kinds[${i}].id`,
    report,
  )
  // A file of contributions names kinds by id or name.
  reportDuplicates(
    kinds.map(({ name }) => name),
    (i) => `kinds[${i}].name`,
    report,
  )
  return kinds.flatMap((kind, i): ConfigKind[] => {
    const path = `kinds[${i}]`
    const pool = pools.find(({ id }) => id === kind.pool)
    if (!pool) {
      const known = pools.map(({ id }) => id)
      report(new ConfigReferenceError(`${path}.pool`, kind.pool, 'pool', known))
      return []
    }
    return pool.type === 'equity' ? equityKind(kind, path, report) : debtKind(kind, pool.token, { tokens, path }, report)
  })
}

/** Points as given; hours in points of the first equity kind counted in hours. */
export function resolvePoints(given: Points, kinds: readonly ConfigKind[], path: string, report: Report, min = 0n): bigint {
  if ('points' in given) return given.points
  const hour = kinds.find(({ unit, weight }) => weight !== undefined && isHourUnit(unit))
  if (hour?.weight === undefined) {
    report(new ConfigHourMissingError(path, given.hours))
    return 1n
  }
  const { unit, decimals, weight } = hour
  const quantity = attempt(path, report, () => parseQuantity(given.hours, { unit, decimals })) ?? 1n
  const points = quantity * BigInt(weight)
  if (points >= min && points <= UINT64_MAX) return points
  report(new ConfigValueError(path, given.hours, `${min} to ${UINT64_MAX} points`))
  return 1n
}

function equityKind({ price, unit, ...kind }: ParsedKind, path: string, report: Report): ConfigKind[] {
  if (price !== undefined) {
    report(
      new ConfigValueError(`${path}.price`, 'text' in price ? price.text : price.amount, 'a weight, since its pool is equity'),
    )
  }
  if (unit === undefined) report(new ConfigMissingError(`${path}.unit`, 'a unit such as h, g or CAD'))
  if (kind.weight === undefined) report(new ConfigMissingError(`${path}.weight`, 'points per smallest unit, 1 to 4294967295'))
  if (unit === undefined || kind.weight === undefined) return []
  // Hours of work earn voice, whatever they are weighed; material doesn't unless somebody says so.
  const voice = kind.voice ?? (isHourUnit(unit) ? 1 : 0)
  return [{ ...kind, unit, weight: kind.weight, voice }]
}

function debtKind(
  { weight, price, unit, voice, ...kind }: ParsedKind,
  token: ConfigToken['address'],
  { tokens, path }: { tokens: readonly ConfigToken[]; path: string },
  report: Report,
): ConfigKind[] {
  const { symbol, decimals } = tokens.find(({ address }) => address === token) ?? {}
  const name = symbol ?? 'token'
  if (weight !== undefined) report(new ConfigValueError(`${path}.weight`, weight, 'a price, since its pool is debt'))
  if (voice) report(new ConfigValueError(`${path}.voice`, voice, 'none: what is paid back earns no voice'))
  if (price === undefined) report(new ConfigMissingError(`${path}.price`, `an amount of ${name} per unit`))
  const counted = unit ?? symbol
  if (counted === undefined) report(new ConfigMissingError(`${path}.unit`, 'a unit such as CAD'))
  if (price === undefined || counted === undefined) return []

  if ('text' in price && decimals === undefined) {
    const hints = ['Give the token as { "address": "0x…", "decimals": 6 }.']
    report(new ConfigValueError(`${path}.price`, price.text, `decimals of ${symbol ?? token} to read it with`, hints))
    return []
  }
  const amount =
    'amount' in price
      ? price.amount
      : attempt(`${path}.price`, report, () => parseAmount(price.text, { symbol: name, decimals: decimals ?? 0 }))
  if (amount === undefined) return []
  if (amount < 1n || amount > UINT96_MAX) {
    const was = 'text' in price ? price.text : amount
    report(new ConfigValueError(`${path}.price`, was, `1 to ${UINT96_MAX} smallest units of ${name}`))
    return []
  }
  return [{ ...kind, unit: counted, price: amount, voice: 0 }]
}
