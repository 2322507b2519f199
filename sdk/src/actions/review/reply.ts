import type { Address, Hash } from 'viem'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { Reference } from '../types.ts'

export type ReplyParameters = {
  ledger: Address
  /** Where the reply can be read, and its hash. */
  content: Reference
  reviewBoard?: Address
}

export type ReplyReturnType = Happened<typeof reviewBoardAbi, 'Replied'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareReply(parameters: ReplyParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateReply(client: WriteClient, parameters: ReplyParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeReply(client: WriteClient, parameters: ReplyParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareReply(parameters), options)
}

/**
 * Leaves the caller's reply to what is said about it, a bar for example.
 *
 * @example
 * await replyAndWait(client, { ledger, content: { uri, hash } })
 */
export async function replyAndWait(
  client: WriteClient,
  parameters: ReplyParameters,
  options: SendOptions = {},
): Promise<ReplyReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareReply(parameters), options)
  return happened(receipt, reviewBoardAbi, 'Replied')
}

function callOf({ ledger, content, reviewBoard = addresses.reviewBoard }: ReplyParameters) {
  return contractCall({
    abi: reviewBoardAbi,
    address: reviewBoard,
    functionName: 'reply',
    args: [ledger, content.hash, content.uri],
  })
}
