import * as z from 'zod'
import { parseMoment } from '../utils/date.ts'
import {
  address,
  amount,
  duration,
  field,
  isRecord,
  isText,
  isWhole,
  oneOf,
  type Price,
  reference,
  share,
  strict,
  text,
  whole,
} from './fields.ts'
import { ETH } from './tokens.ts'

const account = reference('an address or a name of accounts')
const rate = (example: string) => amount(`an amount such as ${example} USDC`)
const accountName = text('a name', 64)

const token = oneOf('ETH, or an object with address, symbol and decimals', (value) =>
  value === ETH.symbol || value === ETH.address
    ? z.literal([ETH.symbol, ETH.address]).transform(() => ETH)
    : isRecord(value)
      ? ownToken
      : undefined,
)
const ownToken = strict({ address, symbol: text('a symbol such as USDC', 32), decimals: whole(0, 77) })

/** A share of the goal, or an amount. */
const pledge = field<string | bigint, { bps: number } | Price>(
  'a share of the goal such as 5%, or an amount such as 20.00 USDC',
  (value) => {
    if (typeof value === 'bigint') return { amount: value }
    if (typeof value !== 'string') return undefined
    return /%|bps/i.test(value) ? { bps: share(10_000, 1).parse(value) } : { text: value }
  },
)

/** A day, which begins at midnight UTC, or a time; or seconds since 1970. */
const moment = field<string | number, number>('a day such as 2026-06-30, or a time such as 2026-06-30T18:00:00Z', (value) => {
  const seconds = typeof value === 'string' ? Math.floor(Date.parse(parseMoment(value).iso) / 1000) : value
  return isWhole(seconds) && seconds < 2 ** 40 ? seconds : undefined
})

const scenario = strict({
  name: text('a name', 32),
  pricePerHour: rate('12.00'),
  maintenancePerHour: rate('1.50').optional(),
  technicianPerHour: rate('25.00').optional(),
  coOwnersOnly: z.boolean().optional(),
  inKind: z.boolean().optional(),
})

const material = strict({
  name: text('a name', 32),
  unit: text('a unit such as g', 32),
  decimals: whole(0, 18).optional(),
  price: rate('0.03'),
  supplier: account,
})

const machine = strict({
  stewards: z.array(account).min(1).max(32).readonly().optional(),
  split: strict({ maintenance: share(10_000), infrastructure: share(10_000), payback: share(10_000, 1) }).optional(),
  afterRelease: strict({ maintenance: share(10_000), infrastructure: share(10_000) }).optional(),
  contestWindow: duration('48h', '60 days').optional(),
  paymentPeriod: duration('1 hour', '366 days').optional(),
  /** Of every scenario that doesn't say otherwise. */
  maintenancePerHour: rate('1.50').optional(),
  technicianPerHour: rate('25.00').optional(),
  scenarios: z.array(scenario).min(1).max(32).readonly().optional(),
  materials: z.array(material).max(64).readonly().optional(),
})

/** A campaign's config as people write it; `docs/config.md` describes every field. */
export const campaignConfigSchema = strict({
  /** For editors: where the schema of this file is. */
  $schema: z.string().optional(),
  end: z.enum(['machine', 'venture']),
  name: text('a name', 256),
  uri: z.string().optional(),
  purpose: text('what the money is for', 2_000).optional(),
  languages: z
    .array(z.enum(['en', 'fr']))
    .min(1)
    .readonly()
    .optional(),
  agreementUri: z.string().optional(),
  agreementHash: field<string, `0x${string}`>('the keccak256 hash of a text of your own', (value) =>
    isText(value) && /^0x[0-9a-f]{64}$/i.test(value) ? (value.toLowerCase() as `0x${string}`) : undefined,
  ).optional(),
  accounts: z.record(accountName, address).optional(),
  initiator: account,
  custodian: account.optional(),
  network: account.optional(),
  venture: account.optional(),
  token: token.optional(),
  goal: amount('an amount such as 4000.00 USDC'),
  minPledge: pledge.optional(),
  maxPledge: pledge.optional(),
  openFor: duration('1 hour', '366 days').optional(),
  deadline: moment.optional(),
  releaseWithin: duration('4 days', '486 days').optional(),
  objectionWindow: duration('48h', '60 days').optional(),
  objectionBps: share(5_000, 1).optional(),
  capBps: share(20_000, 10_000).optional(),
  machine: machine.optional(),
})

/** A campaign's config as people write it. */
export type CampaignConfigInput = z.input<typeof campaignConfigSchema>
/** The same, each value read; names are not looked up yet. */
export type ParsedCampaign = z.output<typeof campaignConfigSchema>
export type ParsedMachine = NonNullable<ParsedCampaign['machine']>

/** What is filled in where a config says nothing. */
export const campaignDefaultsSchema = campaignConfigSchema
  .pick({
    languages: true,
    minPledge: true,
    maxPledge: true,
    openFor: true,
    releaseWithin: true,
    objectionWindow: true,
    objectionBps: true,
    capBps: true,
  })
  .required()
export const machineDefaultsSchema = machine.omit({ stewards: true, materials: true }).required()
