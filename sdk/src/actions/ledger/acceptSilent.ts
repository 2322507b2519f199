import type { Address, Hash } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { growthBoardAbi } from '../../abis/growthBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { BatchHeader } from '../../batch/header.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type AcceptSilentParameters = {
  ledger: Address
  /** From `getBatch`. */
  header: BatchHeader
  /** Packed entries in force, all of them. */
  entries: readonly bigint[]
  /** Index of the first entry to take. Default: 0. */
  first?: number
  /** Index behind the last one. Default: all. */
  end?: number
  /** Ascending kinds that show the proposer to be an affiliate. Default: none. */
  proposerKinds?: readonly number[]
  growthBoard?: Address
}

export type AcceptSilentReturnType = Happened<typeof contributionLedgerAbi, 'BatchAccepted'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareAcceptSilent(parameters: AcceptSilentParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateAcceptSilent(client: WriteClient, parameters: AcceptSilentParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeAcceptSilent(
  client: WriteClient,
  parameters: AcceptSilentParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareAcceptSilent(parameters), options)
}

/**
 * Accepts entries to which nobody objected while the window was open. Mostly `acceptBatch` is easier.
 *
 * @example
 * await acceptSilentAndWait(client, { ledger, header, entries })
 * @throws {WindowOpenError}
 * @throws {GrowthObjectionsOpenError}
 * @throws {ProposerBarredError}
 * @throws {SilenceNeedsEquityError} silence accepts no debts
 * @throws {SilentGrowthExceededError} it waits for the next window
 */
export async function acceptSilentAndWait(
  client: WriteClient,
  parameters: AcceptSilentParameters,
  options: SendOptions = {},
): Promise<AcceptSilentReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareAcceptSilent(parameters), options)
  return happened(receipt, contributionLedgerAbi, 'BatchAccepted', { address: parameters.ledger })
}

function callOf({
  ledger,
  header,
  entries,
  first = 0,
  end = entries.length,
  proposerKinds = [],
  growthBoard = addresses.growthBoard,
}: AcceptSilentParameters) {
  return contractCall({
    abi: growthBoardAbi,
    address: growthBoard,
    functionName: 'acceptSilent',
    args: [ledger, header, entries, BigInt(first), BigInt(end), proposerKinds],
  })
}
