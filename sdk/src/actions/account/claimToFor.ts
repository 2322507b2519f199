import type { Address, Hash } from 'viem'
import { accountBoardAbi } from '../../abis/accountBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { ventureOf } from '../internal/boards.ts'
import { paidOutIn } from '../internal/claims.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { contractCall, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { SignedAct } from '../types.ts'
import type { ClaimReturnType } from '../venture/claim.ts'

export type ClaimToForParameters = {
  /** Ledger of the venture that pays. */
  ledger: Address
  /** Who is owed. */
  account: Address
  recipient: Address
  tokens: readonly Address[]
  /** Ascending kinds whose equity is claimed. */
  kinds: readonly number[]
  /** Debt entries walked at most, per pool. */
  maxDebtEntries: bigint
  /** From `signClaimTo`, as all of the above. */
  act: SignedAct
  accountBoard?: Address
}

export type ClaimToForReturnType = ClaimReturnType

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareClaimToFor(parameters: ClaimToForParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateClaimToFor(client: WriteClient, parameters: ClaimToForParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeClaimToFor(client: WriteClient, parameters: ClaimToForParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareClaimToFor(parameters), options)
}

/**
 * Submits a claim its account has signed: whoever has no gas is paid all the same, where they want it.
 *
 * @example
 * const signed = await signClaimTo(ana, { venture, recipient: bank })
 * const { paid } = await claimToForAndWait(anybody, signed)
 * @throws {NonceUsedError} submitted or cancelled before
 * @throws {SignatureExpiredError}
 * @throws {SignatureInvalidError} something differs from what was signed
 * @throws {SignerNotHolderError} the account is somebody else now
 * @throws {ClaimRecipientInvalidError} zero, or the venture itself
 * @throws {ClaimEthRefusedError}
 */
export async function claimToForAndWait(
  client: WriteClient,
  parameters: ClaimToForParameters,
  options: SendOptions = {},
): Promise<ClaimToForReturnType> {
  const { ledger, account } = parameters
  const venture = await ventureOf(client, ledger)
  const receipt = await sendPreparedAndWait(client, prepareClaimToFor(parameters), options)
  return { paid: paidOutIn(receipt, venture, account), receipt }
}

function callOf({
  ledger,
  account,
  recipient,
  tokens,
  kinds,
  maxDebtEntries,
  act,
  accountBoard = addresses.accountBoard,
}: ClaimToForParameters) {
  return contractCall({
    abi: accountBoardAbi,
    address: accountBoard,
    functionName: 'claimTo',
    args: [ledger, account, recipient, tokens, kinds, maxDebtEntries, act],
  })
}
