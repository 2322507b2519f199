import { type Address, isAddress } from 'viem'
import {
  ConfigDuplicateError,
  type ConfigFieldError,
  ConfigGovernorUnavailableError,
  ConfigHandoverUnavailableError,
  ConfigInvalidError,
  ConfigMissingError,
  ConfigReferenceError,
  ConfigSyntaxError,
} from '../errors/config.ts'
import { resolveEquation } from './equation.ts'
import { configErrors } from './issues.ts'
import { resolveKinds, resolvePoints, resolvePools } from './kinds.ts'
import { presets } from './presets.ts'
import { type ParsedConfig, presetSchema, sizeSchema, type VentureConfigInput, ventureConfigSchema } from './schema.ts'
import { sizes } from './sizes.ts'
import { type Report, resolveTokens } from './tokens.ts'
import type { VentureConfig } from './types.ts'

/**
 * Reads a config file.
 *
 * @throws {ConfigSyntaxError} no JSON
 * @throws {ConfigInvalidError} with every error
 */
export function parseConfig(json: string): VentureConfig {
  let input: unknown
  try {
    input = JSON.parse(json)
  } catch (error) {
    throw new ConfigSyntaxError(error)
  }
  // Whatever it is, the schema checks it.
  return resolveConfig(input as VentureConfigInput)
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
  const parsed = ventureConfigSchema.safeParse(input)
  if (!parsed.success) throw invalid(configErrors(parsed.error, input))
  const errors: ConfigFieldError[] = []
  const config = resolve(parsed.data, (error) => void errors.push(error))
  if (errors.length > 0) throw invalid(errors)
  return config
}

/** Errors are reported; what is then returned is of no use. */
function resolve(file: ParsedConfig, report: Report): VentureConfig {
  const { name, uri = '', network, founder } = file
  const preset = file.preset ? presetSchema.parse(presets[file.preset]) : {}
  const defaults = sizeSchema.parse(sizes[file.size ?? 'crew'])
  const accountOf = accountFinder(file, report)
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

  if (file.handover !== undefined) report(new ConfigHandoverUnavailableError())
  if (typeof file.governor === 'object') report(new ConfigGovernorUnavailableError())
  const governor = typeof file.governor === 'string' ? accountOf(file.governor, 'governor') : founder
  const stewards = resolveStewards(file.stewards, founder, accountOf, report)

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
    governor: governor ?? founder,
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

/** Addresses as they are; names from `accounts`, and `founder`, `network` and `infrastructure`, which is the network. */
function accountFinder({ founder, network, accounts = {} }: ParsedConfig, report: Report) {
  const known = new Map<string, Address>([
    ['founder', founder],
    ...(network
      ? ([
          ['network', network],
          ['infrastructure', network],
        ] as const)
      : []),
    ...Object.entries(accounts),
  ])
  return (name: string, path: string): Address | undefined => {
    if (isAddress(name)) return name
    const address = known.get(name)
    if (!address) {
      const alternative = name === 'infrastructure' ? ', or give the network it belongs to' : ''
      const hint = `Give its address: "accounts": { ${JSON.stringify(name)}: "0x…" }${alternative}.`
      report(new ConfigReferenceError(path, name, 'account', [...known.keys()], [hint]))
    }
    return address
  }
}

function resolveStewards(
  given: ParsedConfig['stewards'],
  founder: Address,
  accountOf: ReturnType<typeof accountFinder>,
  report: Report,
): Address[] {
  const stewards = (given ?? [founder]).map((name, i) => accountOf(name, `stewards[${i}]`))
  stewards.forEach((steward, i) => {
    const first = stewards.indexOf(steward)
    if (steward && first < i) report(new ConfigDuplicateError(`stewards[${i}]`, steward, `stewards[${first}]`))
  })
  return stewards.filter((steward) => steward !== undefined)
}

function invalid(errors: readonly ConfigFieldError[]): ConfigInvalidError {
  const [first, ...rest] = errors
  if (!first) throw new RangeError('A config is only invalid with an error.')
  return new ConfigInvalidError([first, ...rest])
}

/** Every size gives every one of these; a size that forgets one fails here, in its test. */
function required<value>(value: value | undefined): value {
  if (value === undefined) throw new RangeError('A size leaves a field out.')
  return value
}
