import type { Address } from 'viem'

/** A venture's config with nothing left to be filled in: what people wrote as numbers, names as addresses. */
export type VentureConfig = {
  name: string
  uri: string
  /** Venture this one belongs to. */
  network?: Address
  founder: Address
  /** Zero: the group governs from the beginning. */
  governor: Address
  /** How the group decides, where it governs, or will. */
  lazyConsensus?: LazyConsensus
  stewards: readonly Address[]
  contributorsFloorBps: number
  attestationsRequired: number
  /** Points; 2^64 - 1: stewards only. */
  attestorMinPoints: bigint
  objectorMinPoints: bigint
  /** Seconds. */
  objectionWindow: number
  instantGrowth: Growth
  silentGrowth: Growth
  /** Seconds. */
  resolutionDeadline: number
  /** Seconds. */
  noticePeriod: number
  tokens: readonly ConfigToken[]
  /** Ids on chain count from 1, in this order. */
  pools: readonly ConfigPool[]
  /** Ids on chain count from 0, in this order. */
  kinds: readonly ConfigKind[]
  equation: readonly [...ConfigLine[], ConfigRemainder]
}

/** Rules of decisions, and when a venture goes over to its contributors. */
export type LazyConsensus = {
  rules: ConfigRules
  /** Accounts 0: at deployment. `period` in seconds. */
  handOver: { period: number; affiliates: number; accounts: number }
}

/** `Rules` of the contracts: windows, delays and terms in seconds, shares in bps, voice as the ledger counts it. */
export type ConfigRules = {
  lazyWindow: number
  stopBps: number
  stopHeads: number
  consensusWindow: number
  quorumBps: number
  quorumHeads: number
  delay: number
  stepBps: number
  /** 0: without end. */
  stewardTerm: number
  /** 0: any number. */
  termsInRow: number
  openLazy: number
  openPerProposer: number
  headVoice: bigint
  proposerVoice: bigint
}

/** The larger of a share of all points and a number of points. */
export type Growth = { bps: number; points: bigint }

export type ConfigToken = { address: Address; symbol?: string; decimals?: number }

export type ConfigPool =
  | { id: string; type: 'equity'; /** Seconds. */ openingPeriod: number }
  | { id: string; type: 'debt'; token: Address; capBps: number }

export type ConfigKind = {
  id: string
  name: string
  unit: string
  decimals: number
  /** Id of its pool in this config. */
  pool: string
  /** Governance weight per smallest unit. */
  voice: number
} & (
  | { /** Points per smallest unit. */ weight: number; price?: undefined }
  | { /** Smallest units of the pool's token per whole unit. */ price: bigint; weight?: undefined }
)

export type ConfigLine = { basis: 'gross' | 'remaining'; shareBps: number } & (
  { account: Address; pool?: undefined } | { pool: string; account?: undefined }
)

/** Who gets what no line takes. */
export type ConfigRemainder = { remainder: Address }
