import type { Address } from 'viem'
import { ConfigMissingError, ConfigValueError } from '../errors/config.ts'
import { parseAmount } from '../utils/amount.ts'
import { formatDuration } from '../utils/duration.ts'
import { formatShare } from '../utils/share.ts'
import { accountFinder, type FindAccount, resolveAccounts } from './accounts.ts'
import { campaignDefaults, machineDefaults } from './campaignDefaults.ts'
import {
  type CampaignConfigInput,
  campaignConfigSchema,
  campaignDefaultsSchema,
  machineDefaultsSchema,
  type ParsedCampaign,
  type ParsedMachine,
} from './campaignSchema.ts'
import type { CampaignConfig, ConfigMachine } from './campaignTypes.ts'
import type { Price } from './fields.ts'
import { attempt, collectErrors, parseJson, type Report, reportDuplicates } from './report.ts'
import { ETH } from './tokens.ts'

const BPS = 10_000
const UINT80_MAX = 2n ** 80n - 1n
const UINT88_MAX = 2n ** 88n - 1n
const MAX_PERIOD = 366 * 86_400

export type ResolveCampaignOptions = {
  /** Names beside those of the config: of a file of people. */
  people?: ReadonlyMap<string, Address>
}

/**
 * Reads the config file of a campaign.
 *
 * @throws {ConfigSyntaxError} no JSON
 * @throws {ConfigInvalidError} with every error
 */
export function parseCampaignConfig(json: string, options?: ResolveCampaignOptions): CampaignConfig {
  // Whatever it is, the schema checks it.
  return resolveCampaignConfig(parseJson(json) as CampaignConfigInput, options)
}

/**
 * Fills in defaults, reads what people wrote and looks names up: nothing is left to be decided. What it returns can be
 * given to it again and stays the same.
 *
 * @example
 * resolveCampaignConfig({ end: 'machine', name: '3D printer', goal: '4000.00 USDC', token, initiator, custodian, network })
 * @throws {ConfigInvalidError} with every error
 */
export function resolveCampaignConfig(input: CampaignConfigInput, { people }: ResolveCampaignOptions = {}): CampaignConfig {
  return collectErrors(campaignConfigSchema, input, (parsed, report) => resolve(parsed, people ?? new Map(), report))
}

type Token = CampaignConfig['token']

/** Errors are reported; what is then returned is of no use. */
function resolve(file: ParsedCampaign, people: ReadonlyMap<string, Address>, report: Report): CampaignConfig {
  const defaults = campaignDefaultsSchema.parse(campaignDefaults)
  const { end, name, uri = '', purpose = name, languages = defaults.languages, agreementUri = '' } = file
  const { token = ETH, accounts: named = {} } = file
  const accounts: Record<string, Address> = { ...named }
  const known = new Map<string, Address>([...people, ...Object.entries(named)])
  const find = accountFinder(known, report)
  const accountOf: FindAccount = (written, path) => {
    const account = find(written, path)
    // Of people in other files, the names that this config uses.
    if (account && people.has(written)) accounts[written] ??= account
    return account
  }
  const role = (field: 'initiator' | 'custodian' | 'network' | 'venture') => {
    const account = needed(file[field], field, 'an account', report)
    const found = account === undefined ? undefined : accountOf(account, field)
    if (found && !known.has(field)) known.set(field, found)
    return found as Address
  }

  const goal = resolveAmount(file.goal, token, 'goal', report, { min: 1n, max: UINT88_MAX })
  const maxPledge = resolvePledge(file.maxPledge ?? defaults.maxPledge, goal, token, 'maxPledge', report, 1n)
  const minPledge = resolvePledge(file.minPledge ?? defaults.minPledge, goal, token, 'minPledge', report, 1n, maxPledge)
  const { objectionWindow = defaults.objectionWindow, objectionBps = defaults.objectionBps } = file
  const releaseWithin = file.releaseWithin ?? defaults.releaseWithin
  checkReleaseWithin(releaseWithin, objectionWindow, file, report)
  if (file.deadline !== undefined && file.openFor !== undefined) {
    report(new ConfigValueError('openFor', formatDuration(file.openFor), 'none beside a deadline'))
  }
  const common = {
    name,
    uri,
    purpose,
    languages: [...new Set(languages)],
    agreementUri,
    ...(file.agreementHash === undefined ? {} : { agreementHash: file.agreementHash }),
    accounts,
    initiator: role('initiator'),
    token: { ...token },
    goal,
    minPledge,
    maxPledge,
    releaseWithin,
    objectionWindow,
    objectionBps,
    ...(file.deadline === undefined ? { openFor: file.openFor ?? defaults.openFor } : { deadline: file.deadline }),
  }
  const unused = end === 'machine' ? (['venture'] as const) : (['network', 'custodian', 'capBps', 'machine'] as const)
  for (const field of unused) {
    if (file[field] !== undefined) report(new ConfigValueError(field, file[field], `no such field where the end is ${end}`))
  }
  if (end === 'venture') return { ...common, end, venture: role('venture') }
  const custodian = role('custodian')
  const network = role('network')
  const machine = resolveMachine(file.machine ?? {}, { token, custodian, accountOf }, report)
  return { ...common, end, network, custodian, capBps: file.capBps ?? defaults.capBps, machine }
}

function resolveMachine(
  file: ParsedMachine,
  { token, custodian, accountOf }: { token: Token; custodian: Address; accountOf: FindAccount },
  report: Report,
): ConfigMachine {
  const fallback = machineDefaultsSchema.parse(machineDefaults)
  const { split = fallback.split, afterRelease = fallback.afterRelease, materials = [] } = file
  checkSum(split, 'machine.split', report)
  checkSum(afterRelease, 'machine.afterRelease', report)
  // 12.00 ETH an hour is nobody's rate.
  const isEth = token.address === ETH.address
  const given = file.scenarios ?? (isEth ? undefined : fallback.scenarios)
  if (!given)
    report(new ConfigMissingError('machine.scenarios', 'a list', ['Only a campaign in another token than ETH has a default.']))
  const usual = (field: 'maintenancePerHour' | 'technicianPerHour') => file[field] ?? (isEth ? undefined : fallback[field])
  const scenarios = (given ?? []).map((scenario, i) => {
    const rate = (field: 'pricePerHour' | 'maintenancePerHour' | 'technicianPerHour') => {
      const path = `machine.scenarios[${i}].${field}`
      const written = scenario[field] ?? (field === 'pricePerHour' ? undefined : usual(field))
      const found = needed(written, path, `an amount of ${token.symbol} per hour`, report)
      return found ? resolveAmount(found, token, path, report, { min: 0n, max: UINT80_MAX }) : 0n
    }
    return {
      name: scenario.name,
      pricePerHour: rate('pricePerHour'),
      maintenancePerHour: rate('maintenancePerHour'),
      technicianPerHour: rate('technicianPerHour'),
      coOwnersOnly: scenario.coOwnersOnly ?? false,
      inKind: scenario.inKind ?? false,
    }
  })
  const names = (list: readonly { name: string }[], path: string) =>
    reportDuplicates(
      list.map(({ name }) => name),
      (i) => `machine.${path}[${i}].name`,
      report,
    )
  names(scenarios, 'scenarios')
  names(materials, 'materials')
  return {
    stewards: file.stewards ? resolveAccounts(file.stewards, accountOf, 'machine.stewards', report) : [custodian],
    split,
    afterRelease,
    contestWindow: file.contestWindow ?? fallback.contestWindow,
    paymentPeriod: file.paymentPeriod ?? fallback.paymentPeriod,
    scenarios,
    materials: materials.map(({ name, unit, decimals = 0, price, supplier }, i) => ({
      name,
      unit,
      decimals,
      price: resolveAmount(price, token, `machine.materials[${i}].price`, report, { min: 0n, max: UINT88_MAX }),
      supplier: accountOf(supplier, `machine.materials[${i}].supplier`) as Address,
    })),
  }
}

function needed<value>(value: value | undefined, path: string, expected: string, report: Report): value | undefined {
  if (value === undefined) report(new ConfigMissingError(path, expected))
  return value
}

function resolveAmount(
  given: Price,
  token: Token,
  path: string,
  report: Report,
  { min, max }: { min: bigint; max: bigint },
): bigint {
  const amount = 'amount' in given ? given.amount : attempt(path, report, () => parseAmount(given.text, token))
  if (amount === undefined) return max
  if (amount >= min && amount <= max) return amount
  report(new ConfigValueError(path, 'text' in given ? given.text : amount, `${min} to ${max} smallest units of ${token.symbol}`))
  // Of no use, and no reason for another error.
  return max
}

/** A share of the goal is rounded down, to the smallest unit at least. */
function resolvePledge(
  given: { bps: number } | Price,
  goal: bigint,
  token: Token,
  path: string,
  report: Report,
  min: bigint,
  max = goal,
): bigint {
  if (!('bps' in given)) return resolveAmount(given, token, path, report, { min, max })
  const amount = (goal * BigInt(given.bps)) / BigInt(BPS)
  if (amount > max)
    report(new ConfigValueError(path, formatShare(given.bps), `${min} to ${max} smallest units of ${token.symbol}`))
  return amount > min ? amount : min
}

/** Whoever was stopped once has the time to propose once more. */
function checkReleaseWithin(releaseWithin: number, objectionWindow: number, file: ParsedCampaign, report: Report): void {
  const min = 2 * objectionWindow
  if (releaseWithin >= min && releaseWithin <= min + MAX_PERIOD) return
  const expected = `two objection windows at least, ${formatDuration(min)}, and at most ${formatDuration(min + MAX_PERIOD)}`
  const path = file.releaseWithin === undefined ? 'objectionWindow' : 'releaseWithin'
  const was = file.releaseWithin === undefined ? formatDuration(objectionWindow) : formatDuration(releaseWithin)
  report(
    new ConfigValueError(
      path,
      was,
      path === 'releaseWithin' ? expected : `half of releaseWithin at most, ${formatDuration(releaseWithin / 2)}`,
    ),
  )
}

function checkSum(shares: Readonly<Record<string, number>>, path: string, report: Report): void {
  const sum = Object.values(shares).reduce((total, bps) => total + bps, 0)
  if (sum !== BPS) report(new ConfigValueError(path, formatShare(sum), 'shares that add up to 100%'))
}
