import type { Address, Hex } from 'viem'
import type { TokenUnit } from '../utils/amount.ts'

/** Language of an agreement. */
export type AgreementLanguage = 'en' | 'fr'

/** A campaign's config with nothing left to be filled in: what people wrote as numbers, names as addresses. */
export type CampaignConfig = MachineCampaignConfig | VentureCampaignConfig

/** A campaign that buys a machine; its pledgers become co-owners. */
export type MachineCampaignConfig = CommonCampaignConfig & {
  end: 'machine'
  /** Whom the machine will belong to in the end. */
  network: Address
  /** Who will hold it. */
  custodian: Address
  /** What co-owners are paid back at most, of what was spent. */
  capBps: number
  machine: ConfigMachine
}

/** A campaign that pays for work in a venture. */
export type VentureCampaignConfig = CommonCampaignConfig & { end: 'venture'; venture: Address }

type CommonCampaignConfig = {
  name: string
  uri: string
  /** What the money is for, as the agreement says it. */
  purpose: string
  /** Of the agreement, one after the other. */
  languages: readonly AgreementLanguage[]
  agreementUri: string
  /** Of a text of one's own, in place of the agreement that comes with this package. */
  agreementHash?: Hex
  /** Names of the accounts below. */
  accounts: Readonly<Record<string, Address>>
  initiator: Address
  token: TokenUnit & { address: Address }
  /** Smallest units of the token, as all amounts. */
  goal: bigint
  minPledge: bigint
  maxPledge: bigint
  /** Seconds after it. */
  releaseWithin: number
  /** Seconds. */
  objectionWindow: number
  objectionBps: number
} & (
  | { /** Seconds since 1970. */ deadline: number; openFor?: undefined }
  | { /** Seconds from its deployment. */ openFor: number; deadline?: undefined }
)

export type ConfigMachine = {
  stewards: readonly Address[]
  /** Basis points of the net of a use, 10,000 together. */
  split: { maintenance: number; infrastructure: number; payback: number }
  /** The same, once everyone is paid back. */
  afterRelease: { maintenance: number; infrastructure: number }
  /** Seconds. */
  contestWindow: number
  /** Seconds. */
  paymentPeriod: number
  /** Ids on chain count from 0, in this order. */
  scenarios: readonly ConfigScenario[]
  /** Ids on chain count from 0, in this order. */
  materials: readonly ConfigMaterial[]
}

/** What an hour costs one sort of users. */
export type ConfigScenario = {
  name: string
  pricePerHour: bigint
  maintenancePerHour: bigint
  technicianPerHour: bigint
  coOwnersOnly: boolean
  inKind: boolean
}

export type ConfigMaterial = { name: string; unit: string; decimals: number; price: bigint; supplier: Address }
