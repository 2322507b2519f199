import { type Address, zeroAddress } from 'viem'
import * as z from 'zod'
import {
  address,
  amount,
  duration,
  field,
  id,
  isRecord,
  isText,
  isWhole,
  oneOf,
  reference,
  share,
  strict,
  text,
  whole,
} from './fields.ts'

/** Points as given: a number of them, or hours to be counted in them. */
export type Points = { points: bigint } | { hours: string }

type Whole = bigint | number

const UINT64_MAX = 2n ** 64n - 1n

const readWhole = (value: unknown): bigint | undefined => {
  if (typeof value === 'bigint') return value
  if (isWhole(value)) return BigInt(value)
  return typeof value === 'string' && /^\d{1,30}$/.test(value) ? BigInt(value) : undefined
}

/** @param word A word that stands for a number of points. */
const points = <word extends string>(min: bigint, word?: { name: word; points: bigint; expected: string }) =>
  field<Whole | string, Points>(`points such as 4000, or hours such as 40 h${word ? word.expected : ''}`, (value) => {
    if (word && value === word.name) return { points: word.points }
    const given = readWhole(value)
    if (given !== undefined) return given >= min && given <= UINT64_MAX ? { points: given } : undefined
    return typeof value === 'string' && /[a-z]/i.test(value) ? { hours: value } : undefined
  })

/** Voice as given: a number, or hours to be counted in it. */
const voice = points(1n)

const growth = strict({ bps: share(5_000).optional(), points: points(0n).optional() })

const tokenDetails = strict({
  address,
  symbol: text('a symbol such as USDC', 32).optional(),
  decimals: whole(0, 77).optional(),
})
const tokenName = reference('the address of a token, or ETH').transform((name) => ({ name }))
const tokenInList = oneOf('an address, ETH, or an object with address, symbol and decimals', (value) =>
  isText(value) ? tokenName : isRecord(value) ? tokenDetails : undefined,
)
const tokenAddress = address.transform((value): { address: Address; decimals?: number } => ({ address: value }))
const namedToken = strict({ address, decimals: whole(0, 77).optional() })
const tokenInMap = oneOf('an address, or an object with address and decimals', (value) =>
  isText(value) ? tokenAddress : isRecord(value) ? namedToken : undefined,
)
const tokenList = z.array(tokenInList).min(1).max(8).readonly()
const tokenMap = z.record(text('a symbol such as USDC', 32), tokenInMap)

const equityPool = strict({ id, type: z.literal('equity'), openingPeriod: duration('0 days', '180 days').optional() })
const debtPool = strict({
  id,
  type: z.literal('debt'),
  token: reference('a token of the config').optional(),
  capBps: share(20_000, 1).optional(),
})
const statementPool = z.looseObject({ id, type: z.literal('statement') })
const poolSchema = oneOf('an object with the type equity or debt', (value) => {
  const type = isRecord(value) ? value['type'] : undefined
  return type === 'equity' ? equityPool : type === 'debt' ? debtPool : type === 'statement' ? statementPool : undefined
})

const kindSchema = strict({
  id,
  name: text('a name', 32),
  unit: text('a unit such as h, g or CAD', 32).optional(),
  decimals: whole(0, 18),
  pool: id,
  weight: whole(1, 2 ** 32 - 1).optional(),
  price: amount('an amount such as 50.00 USDC').optional(),
  voice: whole(0, 2 ** 24 - 1).optional(),
})

const lineFields = { basis: z.enum(['gross', 'remaining']), shareBps: share(10_000) }
const account = reference('an address or a name of accounts')
const accountLine = strict({ account, ...lineFields })
const poolLine = strict({ pool: id, ...lineFields })
const remainderLine = strict({ remainder: account })
const lineSchema = oneOf('an object with account, pool or remainder', (value) => {
  if (!isRecord(value)) return undefined
  return 'remainder' in value ? remainderLine : 'pool' in value ? poolLine : 'account' in value ? accountLine : undefined
})
const ruleFields = {
  lazyWindow: duration('48h', '180 days').optional(),
  stopBps: share(1_000, 1).optional(),
  stopHeads: whole(1, 10).optional(),
  consensusWindow: duration('48h', '180 days').optional(),
  quorumBps: share(10_000, 2_000).optional(),
  quorumHeads: whole(0, 16).optional(),
  delay: duration('0 days', '30 days').optional(),
  stepBps: share(2_500).optional(),
  /** 0: without end. */
  stewardTerm: duration('0 days', '1096 days').optional(),
  /** 0: any number. */
  termsInRow: whole(0, 255).optional(),
  openLazy: whole(1, 24).optional(),
  openPerProposer: whole(1, 24).optional(),
  headVoice: voice.optional(),
  proposerVoice: voice.optional(),
}
const handOverTerms = strict({
  period: duration('0 days', '1096 days').optional(),
  /** 0: not before the period is over. */
  affiliates: whole(0, 255).optional(),
  /** 0: at deployment. */
  accounts: whole(0, 255).optional(),
})
const handOver = oneOf('"atDeployment", or an object with period, affiliates and accounts', (value) =>
  isText(value) ? z.literal('atDeployment') : isRecord(value) ? handOverTerms : undefined,
)
const lazyConsensus = strict({
  size: z.enum(['crew', 'circle', 'network']).optional(),
  founder: account.optional(),
  rules: strict(ruleFields).optional(),
  handOver: handOver.optional(),
})
const byLazyConsensus = strict({ lazyConsensus })

const acceptance = {
  contributorsFloorBps: share(10_000).optional(),
  attestationsRequired: whole(1, 16).optional(),
  attestorMinPoints: points(1n, { name: 'steward', points: UINT64_MAX, expected: ', or "steward"' }).optional(),
  objectorMinPoints: points(0n, { name: 'affiliate', points: 1n, expected: ', or "affiliate"' }).optional(),
  objectionWindow: duration('48h', '180 days').optional(),
  instantGrowth: growth.optional(),
  silentGrowth: growth.optional(),
  resolutionDeadline: duration('48h', '180 days').optional(),
  noticePeriod: duration('48h', '180 days').optional(),
}

const equation = {
  pools: z.array(poolSchema).min(1).max(31).readonly().optional(),
  kinds: z.array(kindSchema).min(1).max(256).readonly().optional(),
  equation: z.array(lineSchema).min(1).max(16).readonly().optional(),
}

/** What a preset fills in. */
export const presetSchema = strict(equation)
export type PresetInput = Required<z.input<typeof presetSchema>>

/** What a size fills in. */
export const sizeSchema = strict({
  ...acceptance,
  openingPeriod: duration('0 days', '180 days'),
  lazyConsensus: strict({ ...ruleFields, handOver }),
})
type SizeFields = Required<z.input<typeof sizeSchema>>
export type SizeInput = Omit<SizeFields, 'lazyConsensus'> & { lazyConsensus: Required<SizeFields['lazyConsensus']> }

/** A venture's config as people write it; `docs/config.md` describes every field. */
export const ventureConfigSchema = strict({
  /** For editors: where the schema of this file is. */
  $schema: z.string().optional(),
  preset: z.enum(['equalRate', 'ratesByRole', 'costsFirst', 'sensoricaLike', 'remix', 'clientContract']).optional(),
  size: z.enum(['crew', 'circle', 'network']).optional(),
  name: text('a name', 256),
  uri: z.string().optional(),
  network: address.optional(),
  founder: address,
  /** Zero: the group from the beginning, as `lazyConsensus` has it. */
  governor: oneOf('an address or a name of accounts, or { lazyConsensus }', (value) => {
    if (value === zeroAddress) return z.literal(zeroAddress)
    return isText(value) ? account : isRecord(value) ? byLazyConsensus : undefined
  }).optional(),
  lazyConsensus: lazyConsensus.optional(),
  stewards: z.array(account).min(1).readonly().optional(),
  ...acceptance,
  /** Names for addresses, to be used in lines. */
  accounts: z.record(id, address).optional(),
  tokens: oneOf('a list of tokens, or an object of addresses by symbol', (value) =>
    Array.isArray(value) ? tokenList : isRecord(value) ? tokenMap : undefined,
  ).optional(),
  ...equation,
})

/** A venture's config as people write it. */
export type VentureConfigInput = z.input<typeof ventureConfigSchema>
/** The same, each value read; names are not looked up yet. */
export type ParsedConfig = z.output<typeof ventureConfigSchema>
