import { type Address, type Hash, type TransactionReceipt } from 'viem'
import { largeBatchesAbi } from '../../abis/largeBatches.ts'
import { ventureAbi } from '../../abis/venture.ts'
import { addresses } from '../../addresses/deployed.ts'
import { type LargeHeader, largeBatchId } from '../../batch/largeHeader.ts'
import { ventureOf } from '../internal/boards.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import type { LargeRecord } from '../internal/records.ts'
import { contractCall, eventsIn, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type CloseRestParameters = {
  ledger: Address
  /** From `getLargeBatch`. */
  header: LargeHeader
  /** From `getLargeBatch`: of all kinds, or once a closing is due of any. */
  records: readonly LargeRecord[]
  largeBatches?: Address
}

export type CloseRestReturnType = {
  /** Units that left their pool, per kind; kinds of which nothing was left are left out. */
  closed: { kind: number; units: bigint }[]
  receipt: TransactionReceipt
}

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareCloseRest(parameters: CloseRestParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateCloseRest(client: WriteClient, parameters: CloseRestParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeCloseRest(client: WriteClient, parameters: CloseRestParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareCloseRest(parameters), options)
}

/**
 * Takes out what is left of a large batch's totals, once all leaves are activated or a closing is due. Anyone. What it has earned goes to
 * the points that stay in the pool.
 *
 * @example
 * const { header, records } = await getLargeBatch(client, { ledger, batch })
 * await closeRestAndWait(client, { ledger, header, records })
 * @throws {LeavesNotAllActivatedError} and no closing is announced
 * @throws {ClosingTooEarlyError}
 * @throws {RecordWrongError} the record of another batch
 */
export async function closeRestAndWait(
  client: WriteClient,
  parameters: CloseRestParameters,
  options: SendOptions = {},
): Promise<CloseRestReturnType> {
  const venture = await ventureOf(client, parameters.ledger)
  const receipt = await sendPreparedAndWait(client, prepareCloseRest(parameters), options)
  const batch = largeBatchId(parameters.header)
  const events = eventsIn(receipt, ventureAbi, 'RestClosed', { address: venture }).filter((event) => event.batch === batch)
  return { closed: events.map(({ kind, units }) => ({ kind, units })), receipt }
}

function callOf({ ledger, header, records, largeBatches = addresses.largeBatches }: CloseRestParameters) {
  const sorted = [...records].sort((a, b) => a.kind - b.kind)
  return contractCall({
    abi: largeBatchesAbi,
    address: largeBatches,
    functionName: 'closeRest',
    args: [ledger, header, sorted.map(({ kind }) => kind), sorted.map(({ record }) => record)],
  })
}
