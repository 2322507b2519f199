import type { Address } from 'viem'
import { ConfigMissingError } from '../errors/config.ts'
import { accountFinder, resolveAccounts } from './accounts.ts'
import { resolveEquation } from './equation.ts'
import { resolveGovernance } from './lazyConsensus.ts'
import { resolveKinds, resolvePoints, resolvePools } from './kinds.ts'
import { presets } from './presets.ts'
import { collectErrors, parseJson, type Report } from './report.ts'
import { type ParsedConfig, presetSchema, sizeSchema, type VentureConfigInput, ventureConfigSchema } from './schema.ts'
import { sizes } from './sizes.ts'
import { resolveTokens } from './tokens.ts'
import type { VentureConfig } from './types.ts'

/**
 * Reads a config file.
 *
 * @throws {ConfigSyntaxError} no JSON
 * @throws {ConfigInvalidError} with every error
 */
export function parseConfig(json: string): VentureConfig {
  // Whatever it is, the schema checks it.
  return resolveConfig(parseJson(json) as VentureConfigInput)
}

/**
 * Fills in preset, size and defaults, reads what people wrote and looks names up: nothing is left to be decided. What
 * it returns can be given to it again and stays the same.
 *
 * @example
 * resolveConfig({ name: 'Forillon', founder, preset: 'sensoricaLike', size: 'crew', network, accounts: { exchangeFirm } })
 * @throws {ConfigInvalidError} with every error
 */
export function resolveConfig(input: VentureConfigInput): VentureConfig {
  return collectErrors(ventureConfigSchema, input, resolve)
}

/** Errors are reported; what is then returned is of no use. */
function resolve(file: ParsedConfig, report: Report): VentureConfig {
  const { name, uri = '', network, founder } = file
  const preset = file.preset ? presetSchema.parse(presets[file.preset]) : {}
  const defaults = sizeSchema.parse(sizes[file.size ?? 'crew'])
  const accountOf = accountFinder(knownAccounts(file), report, (name) =>
    name === 'infrastructure' ? ', or give the network it belongs to' : '',
  )
  const given = <part extends 'pools' | 'kinds' | 'equation'>(part: part) => {
    const list = file[part] ?? preset[part]
    if (!list) report(new ConfigMissingError(part, 'a list', [`Or choose a preset: ${Object.keys(presets).join(', ')}.`]))
    return (list ?? []) as NonNullable<ParsedConfig[part]>
  }

  const tokens = resolveTokens(file.tokens, report)
  const pools = resolvePools(given('pools'), { tokens, openingPeriod: required(defaults.openingPeriod) }, report)
  const kinds = resolveKinds(given('kinds'), { pools, tokens }, report)
  const contributorsFloorBps = required(file.contributorsFloorBps ?? defaults.contributorsFloorBps)
  const equation = resolveEquation(
    given('equation'),
    { pools, accountOf, remainder: network ?? founder, contributorsFloorBps },
    report,
  )

  const governance = resolveGovernance(file, { kinds, accountOf }, report)
  const stewards = resolveAccounts(file.stewards ?? [founder], accountOf, 'stewards', report)

  const points = (field: 'attestorMinPoints' | 'objectorMinPoints', min: bigint) =>
    resolvePoints(required(file[field] ?? defaults[field]), kinds, field, report, min)
  const growth = (field: 'instantGrowth' | 'silentGrowth') => ({
    bps: required(file[field]?.bps ?? defaults[field]?.bps),
    points: resolvePoints(required(file[field]?.points ?? defaults[field]?.points), kinds, `${field}.points`, report),
  })

  return {
    name,
    uri,
    ...(network ? { network } : {}),
    founder,
    ...governance,
    stewards,
    contributorsFloorBps,
    attestationsRequired: required(file.attestationsRequired ?? defaults.attestationsRequired),
    attestorMinPoints: points('attestorMinPoints', 1n),
    objectorMinPoints: points('objectorMinPoints', 0n),
    objectionWindow: required(file.objectionWindow ?? defaults.objectionWindow),
    instantGrowth: growth('instantGrowth'),
    silentGrowth: growth('silentGrowth'),
    resolutionDeadline: required(file.resolutionDeadline ?? defaults.resolutionDeadline),
    noticePeriod: required(file.noticePeriod ?? defaults.noticePeriod),
    tokens,
    pools,
    kinds,
    equation,
  }
}

/** Names from `accounts`, and `founder`, `network` and `infrastructure`, which is the network. */
function knownAccounts({ founder, network, accounts = {} }: ParsedConfig): Map<string, Address> {
  return new Map<string, Address>([
    ['founder', founder],
    ...(network
      ? ([
          ['network', network],
          ['infrastructure', network],
        ] as const)
      : []),
    ...Object.entries(accounts),
  ])
}

/** Every size gives every one of these; a size that forgets one fails here, in its test. */
function required<value>(value: value | undefined): value {
  if (value === undefined) throw new RangeError('A size leaves a field out.')
  return value
}
