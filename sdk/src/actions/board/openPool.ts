import { type Address, type Hash, zeroAddress } from 'viem'
import { poolTypeNames } from '../../abis/enums.ts'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type OpenPoolParameters = (
  | {
      type: 'equity'
      /** Seconds between the first points and the first distribution to them. Default: 0. */
      openingPeriod?: number
    }
  | {
      type: 'debt'
      /** Token its entries are counted in. */
      token: Address
      /** What is repaid of an entry: 10,000 = the principal, 12,000 = + 20%. */
      capBps: number
    }
) & { venture: Address; noticeBoard?: Address }

export type OpenPoolReturnType = Happened<typeof noticeBoardAbi, 'PoolOpened'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareOpenPool(parameters: OpenPoolParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateOpenPool(client: WriteClient, parameters: OpenPoolParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeOpenPool(client: WriteClient, parameters: OpenPoolParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareOpenPool(parameters), options)
}

/**
 * Opens a pool, at once. The governor. It gets revenue once a line of the equation names it.
 *
 * @example
 * const { pool } = await openPoolAndWait(client, { venture, type: 'debt', token, capBps: 12_000 })
 * @throws {GovernorOnlyError}
 * @throws {PoolTokenInvalidError}
 * @throws {PoolCapOutOfBoundsError}
 * @throws {PoolOpeningPeriodTooLongError}
 */
export async function openPoolAndWait(
  client: WriteClient,
  parameters: OpenPoolParameters,
  options: SendOptions = {},
): Promise<OpenPoolReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareOpenPool(parameters), options)
  return happened(receipt, noticeBoardAbi, 'PoolOpened')
}

function callOf({ venture, noticeBoard = addresses.noticeBoard, ...pool }: OpenPoolParameters) {
  const poolType = poolTypeNames.indexOf(pool.type)
  const config =
    pool.type === 'equity'
      ? { poolType, token: zeroAddress, capBps: 0, openingPeriod: pool.openingPeriod ?? 0 }
      : { poolType, token: pool.token, capBps: pool.capBps, openingPeriod: 0 }
  return contractCall({ abi: noticeBoardAbi, address: noticeBoard, functionName: 'openPool', args: [venture, config] })
}
