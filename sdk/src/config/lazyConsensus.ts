import { type Address, zeroAddress } from 'viem'
import { RuleOutOfBoundsError } from '../errors/decision.ts'
import { ConfigHourMissingError, ConfigValueError } from '../errors/config.ts'
import { text } from '../errors/words.ts'
import { checkRules } from '../actions/internal/rules.ts'
import { isHourUnit, parseQuantity } from '../utils/quantity.ts'
import type { FindAccount } from './accounts.ts'
import { attempt, type Report } from './report.ts'
import { type ParsedConfig, type Points, sizeSchema } from './schema.ts'
import { type SizeName, sizes } from './sizes.ts'
import type { ConfigKind, ConfigRules, LazyConsensus } from './types.ts'

type Given = NonNullable<ParsedConfig['lazyConsensus']>
type Defaults = ReturnType<typeof sizeSchema.parse>['lazyConsensus']

const PATH = 'lazyConsensus'
const AT_DEPLOYMENT = { period: 0, affiliates: 0, accounts: 0 }

export type Governance = {
  /** Zero where the group governs from the beginning. */
  governor: Address
  lazyConsensus?: LazyConsensus
}

/** Who governs, and how. Errors are reported; what is then returned is of no use. */
export function resolveGovernance(
  file: Pick<ParsedConfig, 'founder' | 'governor' | 'lazyConsensus' | 'size'>,
  { kinds, accountOf }: { kinds: readonly ConfigKind[]; accountOf: FindAccount },
  report: Report,
): Governance {
  const { founder, governor } = file
  const given = typeof governor === 'object' ? governor.lazyConsensus : file.lazyConsensus
  if (typeof governor === 'object' && file.lazyConsensus) {
    report(new ConfigValueError(PATH, file.lazyConsensus, 'no such field, since the governor holds it'))
  }
  const named = typeof governor === 'string' && governor !== zeroAddress ? accountOf(governor, 'governor') : founder
  if (!given) {
    if (governor === zeroAddress) report(new ConfigValueError('governor', governor, 'an account, or lazyConsensus'))
    return { governor: named ?? founder }
  }

  const path = typeof governor === 'object' ? `governor.${PATH}` : PATH
  const { handOver: usual, ...defaults } = defaultsOf(given.size ?? file.size ?? 'crew')
  const rules = resolveRules({ ...defaults, ...given.rules }, { kinds, path: `${path}.rules` }, report)
  const before = given.founder === undefined ? named : accountOf(given.founder, `${path}.founder`)
  const handOver = resolveHandOver(given.handOver, usual, governor === zeroAddress)
  if (handOver.accounts === 0) return { governor: zeroAddress, lazyConsensus: { rules, handOver: AT_DEPLOYMENT } }
  return { governor: before ?? founder, lazyConsensus: { rules, handOver } }
}

function defaultsOf(size: SizeName): Defaults {
  return sizeSchema.parse(sizes[size]).lazyConsensus
}

function resolveHandOver(given: Given['handOver'], usual: Defaults['handOver'], isAtOnce: boolean): LazyConsensus['handOver'] {
  const terms = given ?? usual
  if (terms === 'atDeployment' || isAtOnce) return AT_DEPLOYMENT
  // What a size leaves out: a network that publishes one has at least as many show their voice as a circle.
  const fallback = usual === 'atDeployment' ? defaultsOf('circle').handOver : usual
  const { period = 0, affiliates = 0, accounts = 0 } = { ...(fallback === 'atDeployment' ? {} : fallback), ...terms }
  return { period, affiliates, accounts }
}

type RulesInput = { [name in keyof ConfigRules]?: ConfigRules[name] | Points | undefined }

function resolveRules(
  input: RulesInput,
  { kinds, path }: { kinds: readonly ConfigKind[]; path: string },
  report: Report,
): ConfigRules {
  const headVoice = resolveVoice(input.headVoice as Points, kinds, `${path}.headVoice`, report)
  const proposerVoice = resolveVoice(input.proposerVoice as Points, kinds, `${path}.proposerVoice`, report)
  const rules = { ...input, headVoice, proposerVoice } as ConfigRules
  try {
    checkRules(rules)
  } catch (error) {
    if (!(error instanceof RuleOutOfBoundsError)) throw error
    const { rule, actual, min, max } = error
    report(new ConfigValueError(`${path}.${text(rule)}`, actual, `${min} to ${max}`))
  }
  return rules
}

/** Voice as given; hours in voice of the first kind counted in hours that carries any. */
function resolveVoice(given: Points, kinds: readonly ConfigKind[], path: string, report: Report): bigint {
  if ('points' in given) return given.points
  const hour = kinds.find(({ unit, voice }) => voice > 0 && isHourUnit(unit))
  if (!hour) {
    report(new ConfigHourMissingError(path, given.hours))
    return 1n
  }
  const { unit, decimals, voice } = hour
  return (attempt(path, report, () => parseQuantity(given.hours, { unit, decimals })) ?? 1n) * BigInt(voice)
}
