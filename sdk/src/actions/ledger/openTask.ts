import type { Address, Hash } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type OpenTaskParameters = {
  ledger: Address
  /** Id of the task, chosen by the steward; batches name it. */
  ref: Hash
  kind: number
  /** Smallest units of the kind. */
  estimate: bigint
  uri: string
}

export type OpenTaskReturnType = Happened<typeof contributionLedgerAbi, 'TaskOpened'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareOpenTask(parameters: OpenTaskParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateOpenTask(client: WriteClient, parameters: OpenTaskParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeOpenTask(client: WriteClient, parameters: OpenTaskParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareOpenTask(parameters), options)
}

/**
 * Opens a need to anyone. Stewards.
 *
 * @example
 * await openTaskAndWait(client, { ledger, ref: keccak256(toHex('fix the pump')), kind: 0, estimate: 800n, uri })
 * @throws {StewardOnlyError}
 */
export async function openTaskAndWait(
  client: WriteClient,
  parameters: OpenTaskParameters,
  options: SendOptions = {},
): Promise<OpenTaskReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareOpenTask(parameters), options)
  return happened(receipt, contributionLedgerAbi, 'TaskOpened', { address: parameters.ledger })
}

function callOf({ ledger, ref, kind, estimate, uri }: OpenTaskParameters) {
  return contractCall({
    abi: contributionLedgerAbi,
    address: ledger,
    functionName: 'openTask',
    args: [ref, kind, estimate, uri],
  })
}
