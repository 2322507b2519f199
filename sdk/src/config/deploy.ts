import { type Address, type Hex, zeroAddress } from 'viem'
import { encodeShortText } from '../utils/shortText.ts'
import type { ConfigKind, ConfigPool, LazyConsensus, VentureConfig } from './types.ts'

/**
 * `VentureConfig` of the contracts: first argument of `VentureFactory.deploy(config, salt)`. With `lazyConsensus`, whose parts
 * are the next two, that of `deployWithGovernor(config, rules, handOver, salt)`.
 */
export type DeployArguments = {
  name: string
  uri: string
  network: Address
  founder: Address
  governor: Address
  stewards: readonly Address[]
  contributorsFloorBps: number
  noticePeriod: number
  parameters: {
    attestationsRequired: number
    attestorMinPoints: bigint
    objectorMinPoints: bigint
    objectionWindow: number
    resolutionDeadline: number
    instantGrowthBps: number
    instantGrowthPoints: bigint
    silentGrowthBps: number
    silentGrowthPoints: bigint
  }
  tokens: readonly Address[]
  pools: readonly { poolType: number; token: Address; capBps: number; openingPeriod: number }[]
  kinds: readonly { name: Hex; unit: Hex; decimals: number; pool: number; rate: bigint; voice: number }[]
  equation: readonly { account: Address; pool: number; basis: number; shareBps: number }[]
  remainder: Address
  lazyConsensus?: LazyConsensus
}

const POOL_TYPE = { equity: 1, debt: 2 }
const BASIS = { gross: 0, remaining: 1 }

/**
 * What `VentureFactory.deploy` takes, and `deployVenture`. Pools count from 1 and kinds from 0, in the order of the config.
 *
 * @example factory.deploy(toDeployArguments(resolveConfig(file)), salt)
 */
export function toDeployArguments(config: VentureConfig): DeployArguments {
  const { name, uri, network = zeroAddress, founder, governor, stewards, contributorsFloorBps, noticePeriod } = config
  const { remainder } = config.equation[config.equation.length - 1] as { remainder: Address }
  const poolId = (id: string) => config.pools.findIndex((pool) => pool.id === id) + 1
  return {
    name,
    uri,
    network,
    founder,
    governor,
    stewards,
    contributorsFloorBps,
    noticePeriod,
    parameters: {
      attestationsRequired: config.attestationsRequired,
      attestorMinPoints: config.attestorMinPoints,
      objectorMinPoints: config.objectorMinPoints,
      objectionWindow: config.objectionWindow,
      resolutionDeadline: config.resolutionDeadline,
      instantGrowthBps: config.instantGrowth.bps,
      instantGrowthPoints: config.instantGrowth.points,
      silentGrowthBps: config.silentGrowth.bps,
      silentGrowthPoints: config.silentGrowth.points,
    },
    tokens: config.tokens.map(({ address }) => address),
    pools: config.pools.map(poolArguments),
    kinds: config.kinds.map((kind) => kindArguments(kind, poolId(kind.pool))),
    equation: config.equation.flatMap((line) => {
      if ('remainder' in line) return []
      const { account = zeroAddress, pool, basis, shareBps } = line
      return { account, pool: pool === undefined ? 0 : poolId(pool), basis: BASIS[basis], shareBps }
    }),
    remainder,
    ...(config.lazyConsensus ? { lazyConsensus: config.lazyConsensus } : {}),
  }
}

function poolArguments(pool: ConfigPool) {
  return pool.type === 'equity'
    ? { poolType: POOL_TYPE.equity, token: zeroAddress, capBps: 0, openingPeriod: pool.openingPeriod }
    : { poolType: POOL_TYPE.debt, token: pool.token, capBps: pool.capBps, openingPeriod: 0 }
}

function kindArguments({ name, unit, decimals, weight, price, voice }: ConfigKind, pool: number) {
  const rate = weight === undefined ? price : BigInt(weight)
  return { name: encodeShortText(name), unit: encodeShortText(unit), decimals, pool, rate, voice }
}
