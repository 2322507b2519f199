import type { Address, Hash } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { kindConfig } from '../internal/kindConfigs.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type NewKind = {
  /** At most 32 bytes: "Design hour". */
  name: string
  /** At most 32 bytes: "h". */
  unit: string
  /** Quantities count 10^-decimals of the unit. */
  decimals: number
  /** Pool it belongs to for ever. */
  pool: number
} & (
  | {
      /** Of an equity kind: points per smallest unit of quantity. */
      weight: bigint
      price?: undefined
      /** Governance weight per smallest unit of quantity. Default: 0. */
      voice?: number
    }
  | {
      /** Of a debt kind: smallest token units per whole unit. */
      price: bigint
      weight?: undefined
      voice?: undefined
    }
)

export type OpenKindParameters = NewKind & { venture: Address; noticeBoard?: Address }

export type OpenKindReturnType = Happened<typeof noticeBoardAbi, 'KindOpened'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareOpenKind(parameters: OpenKindParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateOpenKind(client: WriteClient, parameters: OpenKindParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeOpenKind(client: WriteClient, parameters: OpenKindParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareOpenKind(parameters), options)
}

/**
 * Opens a kind of contribution, at once. The governor.
 *
 * @example
 * const { kind } = await openKindAndWait(client, { venture, name: 'Test hour', unit: 'h', decimals: 2, pool: 1, weight: 40n })
 * @throws {GovernorOnlyError}
 * @throws {KindPoolUnknownError}
 * @throws {KindRateOutOfBoundsError}
 * @throws {ShortTextTooLongError} name or unit
 */
export async function openKindAndWait(
  client: WriteClient,
  parameters: OpenKindParameters,
  options: SendOptions = {},
): Promise<OpenKindReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareOpenKind(parameters), options)
  return happened(receipt, noticeBoardAbi, 'KindOpened')
}

function callOf({ venture, noticeBoard = addresses.noticeBoard, ...kind }: OpenKindParameters) {
  return contractCall({ abi: noticeBoardAbi, address: noticeBoard, functionName: 'openKind', args: [venture, kindConfig(kind)] })
}
