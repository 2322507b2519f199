import type { Address, TransactionReceipt } from 'viem'
import { ventureAbi } from '../../abis/venture.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { read } from '../internal/read.ts'
import { closeKindAndWait, prepareCloseKind } from './closeKind.ts'
import { type NewKind, openKindAndWait, prepareOpenKind } from './openKind.ts'

export type ReplaceKindParameters = {
  venture: Address
  /** Kind that takes no more contributions. */
  kind: number
  /** Kind that takes its place, with another weight for example. */
  successor: NewKind
  noticeBoard?: Address
}

export type ReplaceKindReturnType = {
  /** Id of the new kind. */
  successor: number
  /** Of the opening, then of the closing. */
  receipts: [TransactionReceipt, TransactionReceipt]
}

/**
 * The two calls, to be sent together and in this order: the new kind is opened, the old one closed. The id of the new one is
 * read from the chain; another kind opened in between makes the second call fail or name that one, so a Safe or a bundle
 * should send both at once.
 *
 * @example
 * const [open, close] = await prepareReplaceKind(client, { venture, kind: 0, successor })
 */
export async function prepareReplaceKind(
  client: WriteClient,
  { venture, kind, successor, noticeBoard }: ReplaceKindParameters,
): Promise<[PreparedTransaction, PreparedTransaction]> {
  const newKind = Number(await read(client, { abi: ventureAbi, address: venture, functionName: 'kindCount' }))
  return [
    prepareOpenKind({ venture, ...successor, noticeBoard }),
    prepareCloseKind({ venture, kind, successor: newKind, noticeBoard }),
  ]
}

/**
 * Gives new contributions a new weight: opens the new kind, then closes the old one. The governor. What the old kind holds
 * goes on earning as before.
 *
 * @example
 * await replaceKindAndWait(client, { venture, kind: 0, successor: { name: 'Design hour 2027', unit: 'h', decimals: 2, pool: 1, weight: 60n } })
 * @throws {GovernorOnlyError}
 * @throws {KindAlreadyClosedError} the new kind is then open already
 */
export async function replaceKindAndWait(
  client: WriteClient,
  { venture, kind, successor: newKind, noticeBoard }: ReplaceKindParameters,
  options: SendOptions = {},
): Promise<ReplaceKindReturnType> {
  const opened = await openKindAndWait(client, { venture, ...newKind, noticeBoard }, options)
  const successor = Number(opened.kind)
  const closed = await closeKindAndWait(client, { venture, kind, successor, noticeBoard }, options)
  return { successor, receipts: [opened.receipt, closed.receipt] }
}
