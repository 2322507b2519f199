import type { Address, Hash } from 'viem'
import { ventureAbi } from '../../abis/venture.ts'
import { MAX_DEBT_ENTRIES, paidOutIn } from '../internal/claims.ts'
import { type PreparedTransaction, type SendOptions, type WriteClient, accountOf } from '../internal/client.ts'
import { fillClaim } from '../internal/fillClaim.ts'
import { contractCall, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { ClaimReturnType } from './claim.ts'

export type ClaimToParameters = {
  venture: Address
  /** Where the money of the sender goes. */
  recipient: Address
  tokens: readonly Address[]
  /** Ascending kinds whose equity is claimed; one left out is left for later. `getClaim` finds them. */
  kinds: readonly number[]
  /** Debt entries walked at most, per pool. Default: 100. */
  maxDebtEntries?: bigint
}

/** What is left out is found: all tokens that pay something, all kinds it comes from. */
export type ClaimToAndWaitParameters = Pick<ClaimToParameters, 'venture' | 'recipient'> & Partial<ClaimToParameters>

/** The call, for a wallet, a Safe, a multicall or a bundle. Only the account itself can send it. */
export function prepareClaimTo(parameters: ClaimToParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. `getClaim` tells the amounts. */
export function simulateClaimTo(client: WriteClient, parameters: ClaimToParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeClaimTo(client: WriteClient, parameters: ClaimToParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareClaimTo(parameters), options)
}

/**
 * Pays the sender what it is owed, to a recipient it names.
 *
 * @example
 * await claimToAndWait(client, { venture, recipient: coldWallet })
 * @throws {ClaimRecipientInvalidError} zero, or the venture itself
 * @throws {ClaimEthRefusedError}
 */
export async function claimToAndWait(
  client: WriteClient,
  parameters: ClaimToAndWaitParameters,
  options: SendOptions = {},
): Promise<ClaimReturnType> {
  const account = accountOf(client, options).address
  const { tokens, kinds } = await fillClaim(client, { ...parameters, account })
  const receipt = await sendPreparedAndWait(client, prepareClaimTo({ ...parameters, tokens, kinds }), options)
  return { paid: paidOutIn(receipt, parameters.venture, account), receipt }
}

function callOf({ venture, recipient, tokens, kinds, maxDebtEntries = MAX_DEBT_ENTRIES }: ClaimToParameters) {
  const args = [recipient, tokens, kinds, maxDebtEntries] as const
  return contractCall({ abi: ventureAbi, address: venture, functionName: 'claimTo', args })
}
