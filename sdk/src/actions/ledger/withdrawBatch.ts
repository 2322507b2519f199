import type { Address, Hash } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import type { BatchHeader } from '../../batch/header.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type WithdrawBatchParameters = {
  ledger: Address
  /** From `getBatch`. */
  header: BatchHeader
}

export type WithdrawBatchReturnType = Happened<typeof contributionLedgerAbi, 'BatchWithdrawn'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareWithdrawBatch(parameters: WithdrawBatchParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateWithdrawBatch(client: WriteClient, parameters: WithdrawBatchParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeWithdrawBatch(
  client: WriteClient,
  parameters: WithdrawBatchParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareWithdrawBatch(parameters), options)
}

/**
 * Takes back a pending batch of the caller of which nothing was accepted yet.
 *
 * @example
 * const { header } = await getBatch(client, { ledger, batch })
 * await withdrawBatchAndWait(client, { ledger, header })
 * @throws {BatchStatusWrongError} it is not pending
 * @throws {ProposerOnlyError} another account proposed it
 * @throws {BatchRangeTakenError} some of it was accepted
 */
export async function withdrawBatchAndWait(
  client: WriteClient,
  parameters: WithdrawBatchParameters,
  options: SendOptions = {},
): Promise<WithdrawBatchReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareWithdrawBatch(parameters), options)
  return happened(receipt, contributionLedgerAbi, 'BatchWithdrawn', { address: parameters.ledger })
}

function callOf({ ledger, header }: WithdrawBatchParameters) {
  return contractCall({
    abi: contributionLedgerAbi,
    address: ledger,
    functionName: 'withdraw',
    args: [header],
  })
}
