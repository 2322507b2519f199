import type { Address, Hash, TransactionReceipt } from 'viem'
import { ventureAbi } from '../../abis/venture.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { contractCall, eventsIn, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type DistributeParameters = {
  venture: Address
  token: Address
}

export type DistributeReturnType = {
  /** Smallest units that were distributed; 0 where nothing had arrived. */
  amount: bigint
  /** What each line took, the remainder last. Empty where nothing had arrived. */
  parts: readonly bigint[]
  receipt: TransactionReceipt
}

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareDistribute(parameters: DistributeParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through, and for the amount; sends nothing. */
export function simulateDistribute(client: WriteClient, parameters: DistributeParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeDistribute(client: WriteClient, parameters: DistributeParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareDistribute(parameters), options)
}

/**
 * Runs what arrived through the equation. Nobody has to: whatever could change a share does it first, and so does a claim.
 *
 * @example
 * const { parts } = await distributeAndWait(client, { venture, token })
 * @throws {TokenNotListedError}
 * @throws {TokenGasTooLowError}
 */
export async function distributeAndWait(
  client: WriteClient,
  parameters: DistributeParameters,
  options: SendOptions = {},
): Promise<DistributeReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareDistribute(parameters), options)
  const [distributed] = eventsIn(receipt, ventureAbi, 'Distributed', { address: parameters.venture })
  return { amount: distributed?.amount ?? 0n, parts: distributed?.parts ?? [], receipt }
}

function callOf({ venture, token }: DistributeParameters) {
  return contractCall({ abi: ventureAbi, address: venture, functionName: 'sync', args: [token] })
}
