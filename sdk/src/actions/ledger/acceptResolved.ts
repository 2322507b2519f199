import type { Address, Hash } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import type { BatchHeader } from '../../batch/header.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type AcceptResolvedParameters = {
  ledger: Address
  /** From `getBatch`. */
  header: BatchHeader
  /** Packed entries in force, all of them. */
  entries: readonly bigint[]
  /** Index of the first entry to take. Default: 0. */
  first?: number
  /** Index behind the last one. Default: all. */
  end?: number
}

export type AcceptResolvedReturnType = Happened<typeof contributionLedgerAbi, 'BatchAccepted'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareAcceptResolved(parameters: AcceptResolvedParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateAcceptResolved(client: WriteClient, parameters: AcceptResolvedParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeAcceptResolved(
  client: WriteClient,
  parameters: AcceptResolvedParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareAcceptResolved(parameters), options)
}

/**
 * Accepts what a resolution allowed. Mostly `acceptBatch` is easier.
 *
 * @example
 * await acceptResolvedAndWait(client, { ledger, header, entries })
 * @throws {BatchStatusWrongError} not resolved, or done
 */
export async function acceptResolvedAndWait(
  client: WriteClient,
  parameters: AcceptResolvedParameters,
  options: SendOptions = {},
): Promise<AcceptResolvedReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareAcceptResolved(parameters), options)
  return happened(receipt, contributionLedgerAbi, 'BatchAccepted', { address: parameters.ledger })
}

function callOf({ ledger, header, entries, first = 0, end = entries.length }: AcceptResolvedParameters) {
  return contractCall({
    abi: contributionLedgerAbi,
    address: ledger,
    functionName: 'acceptResolved',
    args: [header, entries, BigInt(first), BigInt(end)],
  })
}
