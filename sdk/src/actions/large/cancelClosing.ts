import type { Address, Hash } from 'viem'
import { largeBatchesAbi } from '../../abis/largeBatches.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { LargeHeader } from '../../batch/largeHeader.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type CancelClosingParameters = {
  ledger: Address
  /** From `getLargeBatch`. */
  header: LargeHeader
  largeBatches?: Address
}

export type CancelClosingReturnType = Happened<typeof largeBatchesAbi, 'ClosingCancelled'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareCancelClosing(parameters: CancelClosingParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateCancelClosing(client: WriteClient, parameters: CancelClosingParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeCancelClosing(
  client: WriteClient,
  parameters: CancelClosingParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareCancelClosing(parameters), options)
}

/**
 * Takes back that a large batch is closed. The governor alone.
 *
 * @example
 * await cancelClosingAndWait(governor, { ledger, header })
 * @throws {ClosingGovernorOnlyError}
 */
export async function cancelClosingAndWait(
  client: WriteClient,
  parameters: CancelClosingParameters,
  options: SendOptions = {},
): Promise<CancelClosingReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareCancelClosing(parameters), options)
  return happened(receipt, largeBatchesAbi, 'ClosingCancelled')
}

function callOf({ ledger, header, largeBatches = addresses.largeBatches }: CancelClosingParameters) {
  return contractCall({ abi: largeBatchesAbi, address: largeBatches, functionName: 'cancelClosing', args: [ledger, header] })
}
