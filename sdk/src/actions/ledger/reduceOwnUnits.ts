import type { Address, Hash } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { ventureAbi } from '../../abis/venture.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type ReduceOwnUnitsParameters = {
  ledger: Address
  kind: number
  /** Smallest units of the kind. */
  quantity: bigint
}

export type ReduceOwnUnitsReturnType = Happened<typeof ventureAbi, 'UnitsRemoved'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareReduceOwnUnits(parameters: ReduceOwnUnitsParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateReduceOwnUnits(client: WriteClient, parameters: ReduceOwnUnitsParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeReduceOwnUnits(
  client: WriteClient,
  parameters: ReduceOwnUnitsParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareReduceOwnUnits(parameters), options)
}

/**
 * Gives up units of the caller. What they have earned stays owed.
 *
 * @example
 * await reduceOwnUnitsAndWait(client, { ledger, kind: 0, quantity: 250n })
 * @throws {UnitsInsufficientError}
 * @throws {KindUnknownError}
 */
export async function reduceOwnUnitsAndWait(
  client: WriteClient,
  parameters: ReduceOwnUnitsParameters,
  options: SendOptions = {},
): Promise<ReduceOwnUnitsReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareReduceOwnUnits(parameters), options)
  return happened(receipt, ventureAbi, 'UnitsRemoved')
}

function callOf({ ledger, kind, quantity }: ReduceOwnUnitsParameters) {
  return contractCall({
    abi: contributionLedgerAbi,
    address: ledger,
    functionName: 'reduceOwnUnits',
    args: [kind, quantity],
  })
}
