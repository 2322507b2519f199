import type { Address, Hash } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type ResignParameters = {
  ledger: Address
}

export type ResignReturnType = Happened<typeof contributionLedgerAbi, 'StewardSet'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareResign(parameters: ResignParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateResign(client: WriteClient, parameters: ResignParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeResign(client: WriteClient, parameters: ResignParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareResign(parameters), options)
}

/**
 * Gives up the caller's steward role, at once.
 *
 * @example
 * await resignAndWait(client, { ledger })
 * @throws {StewardOnlyError}
 */
export async function resignAndWait(
  client: WriteClient,
  parameters: ResignParameters,
  options: SendOptions = {},
): Promise<ResignReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareResign(parameters), options)
  return happened(receipt, contributionLedgerAbi, 'StewardSet', { address: parameters.ledger })
}

function callOf({ ledger }: ResignParameters) {
  return contractCall({
    abi: contributionLedgerAbi,
    address: ledger,
    functionName: 'resign',
    args: [],
  })
}
