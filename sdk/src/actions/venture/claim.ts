import type { Address, Hash, TransactionReceipt } from 'viem'
import { ventureAbi } from '../../abis/venture.ts'
import { MAX_DEBT_ENTRIES, type PaidOut, paidOutIn } from '../internal/claims.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { fillClaim } from '../internal/fillClaim.ts'
import { contractCall, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type ClaimParameters = {
  venture: Address
  /** Who is paid; anyone may send the transaction. */
  account: Address
  tokens: readonly Address[]
  /** Ascending kinds whose equity is claimed; one left out is left for later. `getClaim` finds them. */
  kinds: readonly number[]
  /** Debt entries walked at most, per pool. Default: 100. */
  maxDebtEntries?: bigint
}

/** What is left out is found: all tokens that pay something, all kinds it comes from. */
export type ClaimAndWaitParameters = Pick<ClaimParameters, 'venture' | 'account' | 'maxDebtEntries'> & Partial<ClaimParameters>

export type ClaimReturnType = {
  /** Per token that paid something. */
  paid: PaidOut[]
  receipt: TransactionReceipt
}

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareClaim(parameters: ClaimParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. `getClaim` tells the amounts. */
export function simulateClaim(client: WriteClient, parameters: ClaimParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeClaim(client: WriteClient, parameters: ClaimParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareClaim(parameters), options)
}

/**
 * Pays an account what it is owed: equity, credits of account lines, debts. To the account, or the payee it named.
 *
 * @example
 * const { paid } = await claimAndWait(client, { venture, account })
 * @throws {TokenNotListedError}
 * @throws {KindsNotAscendingError}
 * @throws {ClaimEthRefusedError} the account takes no ETH: leave it out of `tokens`, or use `claimTo`
 */
export async function claimAndWait(
  client: WriteClient,
  parameters: ClaimAndWaitParameters,
  options: SendOptions = {},
): Promise<ClaimReturnType> {
  const { venture, account } = parameters
  const { tokens, kinds } = await fillClaim(client, parameters)
  const receipt = await sendPreparedAndWait(client, prepareClaim({ ...parameters, tokens, kinds }), options)
  return { paid: paidOutIn(receipt, venture, account), receipt }
}

function callOf({ venture, account, tokens, kinds, maxDebtEntries = MAX_DEBT_ENTRIES }: ClaimParameters) {
  return contractCall({
    abi: ventureAbi,
    address: venture,
    functionName: 'claim',
    args: [account, tokens, kinds, maxDebtEntries],
  })
}
