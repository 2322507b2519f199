import type { Address, Hash } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type CloseKindParameters = {
  venture: Address
  kind: number
  /** Open kind that takes its place. Default: none. */
  successor?: number
  noticeBoard?: Address
}

export type CloseKindReturnType = Happened<typeof noticeBoardAbi, 'KindClosed'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareCloseKind(parameters: CloseKindParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateCloseKind(client: WriteClient, parameters: CloseKindParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeCloseKind(client: WriteClient, parameters: CloseKindParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareCloseKind(parameters), options)
}

/**
 * Closes a kind to new contributions, at once. The governor. What it holds goes on earning.
 *
 * @example
 * await closeKindAndWait(client, { venture, kind: 0, successor: 3 })
 * @throws {GovernorOnlyError}
 * @throws {KindAlreadyClosedError}
 * @throws {KindSuccessorInvalidError}
 */
export async function closeKindAndWait(
  client: WriteClient,
  parameters: CloseKindParameters,
  options: SendOptions = {},
): Promise<CloseKindReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareCloseKind(parameters), options)
  return happened(receipt, noticeBoardAbi, 'KindClosed')
}

function callOf({ venture, kind, successor = kind, noticeBoard = addresses.noticeBoard }: CloseKindParameters) {
  return contractCall({ abi: noticeBoardAbi, address: noticeBoard, functionName: 'closeKind', args: [venture, kind, successor] })
}
