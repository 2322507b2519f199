import type { Address, Hash } from 'viem'
import { largeBatchesAbi } from '../../abis/largeBatches.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { LargeHeader } from '../../batch/largeHeader.ts'
import { NO_REFERENCE } from '../internal/references.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { Reference } from '../types.ts'

export type AnnounceClosingParameters = {
  ledger: Address
  /** From `getLargeBatch`. */
  header: LargeHeader
  /** Why: where it can be read, and its hash. Default: none. */
  reason?: Reference
  largeBatches?: Address
}

export type AnnounceClosingReturnType = Happened<typeof largeBatchesAbi, 'ClosingAnnounced'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareAnnounceClosing(parameters: AnnounceClosingParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateAnnounceClosing(client: WriteClient, parameters: AnnounceClosingParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeAnnounceClosing(
  client: WriteClient,
  parameters: AnnounceClosingParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareAnnounceClosing(parameters), options)
}

/**
 * Says that an accepted large batch has fewer leaves than it claims. The governor alone. After 30 days, or the venture's notice period
 * where that is longer, anyone closes the rests; until then anybody activates what there is.
 *
 * @example
 * const { readyAt } = await announceClosingAndWait(governor, { ledger, header, reason })
 * @throws {ClosingGovernorOnlyError}
 * @throws {ClosingTooSoonError} it is not accepted
 */
export async function announceClosingAndWait(
  client: WriteClient,
  parameters: AnnounceClosingParameters,
  options: SendOptions = {},
): Promise<AnnounceClosingReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareAnnounceClosing(parameters), options)
  return happened(receipt, largeBatchesAbi, 'ClosingAnnounced')
}

function callOf({ ledger, header, reason = NO_REFERENCE, largeBatches = addresses.largeBatches }: AnnounceClosingParameters) {
  return contractCall({
    abi: largeBatchesAbi,
    address: largeBatches,
    functionName: 'announceClosing',
    args: [ledger, header, reason.hash, reason.uri],
  })
}
