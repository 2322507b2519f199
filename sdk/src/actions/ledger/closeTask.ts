import type { Address, Hash } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type CloseTaskParameters = {
  ledger: Address
  ref: Hash
}

export type CloseTaskReturnType = Happened<typeof contributionLedgerAbi, 'TaskClosed'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareCloseTask(parameters: CloseTaskParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateCloseTask(client: WriteClient, parameters: CloseTaskParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeCloseTask(client: WriteClient, parameters: CloseTaskParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareCloseTask(parameters), options)
}

/**
 * Closes a task. Stewards.
 *
 * @example
 * await closeTaskAndWait(client, { ledger, ref })
 * @throws {StewardOnlyError}
 */
export async function closeTaskAndWait(
  client: WriteClient,
  parameters: CloseTaskParameters,
  options: SendOptions = {},
): Promise<CloseTaskReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareCloseTask(parameters), options)
  return happened(receipt, contributionLedgerAbi, 'TaskClosed', { address: parameters.ledger })
}

function callOf({ ledger, ref }: CloseTaskParameters) {
  return contractCall({
    abi: contributionLedgerAbi,
    address: ledger,
    functionName: 'closeTask',
    args: [ref],
  })
}
