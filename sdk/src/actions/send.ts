import type { Hash, TransactionReceipt } from 'viem'
import type { PreparedTransaction, SendOptions, WriteClient } from './internal/client.ts'
import { sendPrepared, sendPreparedAndWait } from './internal/write.ts'

/**
 * Sends what any `prepare...` made, after asking the chain whether it would go through.
 *
 * @example
 * const hash = await send(client, prepareSetPayee({ venture, account, payee }))
 * @throws {AccountMissingError} no account to send from
 * @throws the class of whatever error a contract raised
 */
export function send(client: WriteClient, prepared: PreparedTransaction, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepared, options)
}

/**
 * The same, and waits until it is mined.
 *
 * @throws {TransactionRevertedError} mined, and refused by the chain after all
 */
export function sendAndWait(
  client: WriteClient,
  prepared: PreparedTransaction,
  options: SendOptions = {},
): Promise<TransactionReceipt> {
  return sendPreparedAndWait(client, prepared, options)
}
