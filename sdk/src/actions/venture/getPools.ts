import { type Address, zeroAddress } from 'viem'
import { ventureAbi } from '../../abis/venture.ts'
import type { ReadClient } from '../internal/client.ts'
import { read } from '../internal/read.ts'

export type GetPoolsParameters = { venture: Address }

/** Times are seconds since 1970, amounts smallest units of the pool's token. */
export type Pool =
  | {
      pool: number
      type: 'equity'
      points: bigint
      /** Seconds between the first points and the first distribution to them. */
      openingPeriod: number
      /** Until then its revenue is parked; 0 before it has points. */
      opensAt: number
      /** 0 before it ever had points. */
      firstPointsAt: number
    }
  | {
      pool: number
      type: 'debt'
      token: Address
      /** What is repaid of an entry: 10,000 = the principal, 12,000 = + 20%. */
      capBps: number
      /** All that was ever to be repaid. */
      total: bigint
      repaid: bigint
      outstanding: bigint
    }

/** In the order of their ids, which begin at 1. */
export type GetPoolsReturnType = Pool[]

/**
 * Returns the pools of a venture as they stand.
 *
 * @example
 * const debts = (await getPools(client, { venture })).filter(({ type }) => type === 'debt')
 * @throws {ContractMissingError} no venture at the address
 */
export async function getPools(client: ReadClient, { venture }: GetPoolsParameters): Promise<GetPoolsReturnType> {
  const count = await read(client, { abi: ventureAbi, address: venture, functionName: 'poolCount' })
  return Promise.all(Array.from({ length: Number(count) }, (_, i) => getPool(client, venture, i + 1)))
}

async function getPool(client: ReadClient, venture: Address, pool: number): Promise<Pool> {
  const [equity, debt] = await Promise.all([
    read(client, { abi: ventureAbi, address: venture, functionName: 'equityPool', args: [pool] }),
    read(client, { abi: ventureAbi, address: venture, functionName: 'debtPool', args: [pool] }),
  ])
  if (debt.token === zeroAddress) {
    const { points, openingPeriod, opensAt, firstPointsAt } = equity
    return { pool, type: 'equity', points, openingPeriod, opensAt, firstPointsAt }
  }
  const { token, capBps, end, repaid } = debt
  return { pool, type: 'debt', token, capBps, total: end, repaid, outstanding: end - repaid }
}
