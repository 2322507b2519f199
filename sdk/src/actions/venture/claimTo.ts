import type { Address, Hash } from 'viem'
import { ventureAbi } from '../../abis/venture.ts'
import { MAX_DEBT_ENTRIES, paidOutIn } from '../internal/claims.ts'
import { type OfSender, type PreparedTransaction, type SendOptions, type WriteClient, ofSender } from '../internal/client.ts'
import { fillClaim } from '../internal/fillClaim.ts'
import { contractCall, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { ClaimReturnType } from './claim.ts'

export type ClaimToParameters = {
  venture: Address
  /** Who is owed. */
  account: Address
  /** Where its money goes. */
  recipient: Address
  tokens: readonly Address[]
  /** Ascending kinds whose equity is claimed; one left out is left for later. `getClaim` finds them. */
  kinds: readonly number[]
  /** Debt entries walked at most, per pool. Default: 100. */
  maxDebtEntries?: bigint
}

/** What is left out is found: all tokens that pay something, all kinds it comes from; without an account the sender's. */
export type ClaimToAndWaitParameters = Pick<ClaimToParameters, 'venture' | 'recipient'> & Partial<ClaimToParameters>

/** The call, for a wallet, a Safe, a multicall or a bundle. Only the account itself, or who it is after its moves, can send it. */
export function prepareClaimTo(parameters: ClaimToParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. `getClaim` tells the amounts. */
export async function simulateClaimTo(client: WriteClient, parameters: OfSender<ClaimToParameters>, options: SendOptions = {}) {
  return simulate(client, callOf(ofSender(client, parameters, options)), options)
}

/** Sends it, and does not wait. */
export async function writeClaimTo(
  client: WriteClient,
  parameters: OfSender<ClaimToParameters>,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareClaimTo(ofSender(client, parameters, options)), options)
}

/**
 * Pays the sender what it is owed, or what an account is owed that it is after its moves, to a recipient it names.
 *
 * @example
 * await claimToAndWait(client, { venture, recipient: coldWallet })
 * @throws {ClaimHolderOnlyError} somebody else's account: who it is now can sign it, see `claimToFor`
 * @throws {ClaimRecipientInvalidError} zero, or the venture itself
 * @throws {ClaimEthRefusedError}
 */
export async function claimToAndWait(
  client: WriteClient,
  parameters: ClaimToAndWaitParameters,
  options: SendOptions = {},
): Promise<ClaimReturnType> {
  const claim = ofSender(client, parameters, options)
  const { tokens, kinds } = await fillClaim(client, claim)
  const receipt = await sendPreparedAndWait(client, prepareClaimTo({ ...claim, tokens, kinds }), options)
  return { paid: paidOutIn(receipt, claim.venture, claim.account), receipt }
}

function callOf({ venture, account, recipient, tokens, kinds, maxDebtEntries = MAX_DEBT_ENTRIES }: ClaimToParameters) {
  const args = [account, recipient, tokens, kinds, maxDebtEntries] as const
  return contractCall({ abi: ventureAbi, address: venture, functionName: 'claimTo', args })
}
