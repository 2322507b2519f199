import type { Address, Hash, Hex, TransactionReceipt } from 'viem'
import { claimBatchAbi } from '../../abis/claimBatch.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { ContractErrorNames } from '../../errors/contract.ts'
import { errorNameOf } from '../../errors/decode.ts'
import { MAX_DEBT_ENTRIES, type PaidOut, paidOutIn } from '../internal/claims.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { contractCall, eventsIn, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { ClaimParameters } from './claim.ts'

export type ClaimBatchParameters = {
  /** Of any ventures. */
  claims: readonly ClaimParameters[]
  /** Gas each claim may use; one that needs more fails alone. Default: 500,000. */
  gasEach?: bigint
  claimBatch?: Address
}

export type ClaimBatchReturnType = {
  /** In the order of the claims. */
  results: ClaimResult[]
  receipt: TransactionReceipt
}

export type ClaimResult =
  | { status: 'paid'; paid: PaidOut[] }
  /** Nothing of it was paid, and nothing lost. `reason` is the first 4 bytes of what came back. */
  | { status: 'failed'; reason: Hex; error: ContractErrorNames | undefined }

const GAS_EACH = 500_000n

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareClaimBatch(parameters: ClaimBatchParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain which claims would go through; sends nothing. */
export function simulateClaimBatch(client: WriteClient, parameters: ClaimBatchParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeClaimBatch(client: WriteClient, parameters: ClaimBatchParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareClaimBatch(parameters), options)
}

/**
 * Claims for many, each on its own: one that fails changes nothing for the others.
 *
 * @example
 * const { results } = await claimBatchAndWait(client, { claims: people.map((account) => ({ venture, account, tokens, kinds })) })
 * @throws {ClaimGasTooLowError}
 */
export async function claimBatchAndWait(
  client: WriteClient,
  parameters: ClaimBatchParameters,
  options: SendOptions = {},
): Promise<ClaimBatchReturnType> {
  const { claims, claimBatch = addresses.claimBatch } = parameters
  const receipt = await sendPreparedAndWait(client, prepareClaimBatch(parameters), options)
  const failed = new Map(
    eventsIn(receipt, claimBatchAbi, 'ClaimFailed', { address: claimBatch }).map(({ index, reason }) => [Number(index), reason]),
  )
  const results = claims.map(({ venture, account }, i): ClaimResult => {
    const reason = failed.get(i)
    if (reason !== undefined) return { status: 'failed', reason, error: errorNameOf(reason) }
    return { status: 'paid', paid: paidOutIn(receipt, venture, account) }
  })
  return { results, receipt }
}

function callOf({ claims, gasEach = GAS_EACH, claimBatch = addresses.claimBatch }: ClaimBatchParameters) {
  const requests = claims.map(({ maxDebtEntries = MAX_DEBT_ENTRIES, ...claim }) => ({ ...claim, maxDebtEntries }))
  return contractCall({ abi: claimBatchAbi, address: claimBatch, functionName: 'claim', args: [requests, gasEach] })
}
