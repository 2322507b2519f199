import type { Address } from 'viem'

/** A venture's config with nothing left to be filled in: what people wrote as numbers, names as addresses. */
export type VentureConfig = {
  name: string
  uri: string
  /** Venture this one belongs to. */
  network?: Address
  founder: Address
  governor: Address
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
