import type { Address, Hash } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { kindConfig } from '../internal/kindConfigs.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { NewKind } from './openKind.ts'

export type OpenSuccessorParameters = {
  venture: Address
  /** Kind that takes no more contributions. */
  kind: number
  /** Kind that takes its place, with another weight for example. */
  successor: NewKind
  noticeBoard?: Address
}

export type OpenSuccessorReturnType = Happened<typeof noticeBoardAbi, 'KindOpened'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareOpenSuccessor(parameters: OpenSuccessorParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateOpenSuccessor(client: WriteClient, parameters: OpenSuccessorParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeOpenSuccessor(
  client: WriteClient,
  parameters: OpenSuccessorParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareOpenSuccessor(parameters), options)
}

/**
 * Gives new contributions a new weight, at once: opens a kind and closes the one it succeeds, which goes on earning. The governor.
 *
 * @example
 * const { kind } = await openSuccessorAndWait(client, { venture, kind: 0, successor: { name: 'Design hour 2027', unit: 'h', decimals: 2, pool: 1, weight: 60n } })
 * @throws {GovernorOnlyError}
 * @throws {KindAlreadyClosedError}
 * @throws {KindRateOutOfBoundsError}
 * @throws {ShortTextTooLongError} name or unit
 */
export async function openSuccessorAndWait(
  client: WriteClient,
  parameters: OpenSuccessorParameters,
  options: SendOptions = {},
): Promise<OpenSuccessorReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareOpenSuccessor(parameters), options)
  return happened(receipt, noticeBoardAbi, 'KindOpened')
}

function callOf({ venture, kind, successor, noticeBoard = addresses.noticeBoard }: OpenSuccessorParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'openSuccessor',
    args: [venture, kind, kindConfig(successor)],
  })
}
