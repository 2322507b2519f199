import type { Address } from 'viem'
import { claimToTypedData } from '../../batch/typedData.ts'
import { ClaimNothingOwedError } from '../../errors/act.ts'
import { type ActLimits, signAct } from '../internal/acts.ts'
import { ledgerOf } from '../internal/boards.ts'
import { MAX_DEBT_ENTRIES } from '../internal/claims.ts'
import { type SendOptions, type WriteClient, accountOf } from '../internal/client.ts'
import { fillClaim } from '../internal/fillClaim.ts'
import type { SignedAct } from '../types.ts'

export type SignClaimToParameters = ActLimits & {
  venture: Address
  /** Where the money goes. */
  recipient: Address
  /** Who is owed: the signer, or an account that moved to it. Default: the signer. */
  account?: Address
  /** Default: those that pay something now. */
  tokens?: readonly Address[]
  /** Ascending kinds whose equity is claimed. Default: those something comes from now. */
  kinds?: readonly number[]
  /** Debt entries walked at most, per pool. Default: 100. */
  maxDebtEntries?: bigint
}

/** What `claimToFor` takes. */
export type SignClaimToReturnType = {
  ledger: Address
  account: Address
  recipient: Address
  tokens: readonly Address[]
  kinds: readonly number[]
  maxDebtEntries: bigint
  act: SignedAct
}

/**
 * Signs to be paid what is owed, to a recipient, so that anybody can submit it: whoever has no gas is paid all the same. The
 * recipient can't be changed by whoever submits.
 *
 * @example
 * const signed = await signClaimTo(ana, { venture, recipient: bank })
 * await claimToForAndWait(anybody, signed)
 * @throws {ClaimNothingOwedError} nothing to claim now, and no tokens were named
 * @throws {NonceUsedError} the nonce that was chosen was used or cancelled before
 * @throws {AccountMissingError} no account to sign with
 */
export async function signClaimTo(
  client: WriteClient,
  { venture, recipient, account: owed, maxDebtEntries = MAX_DEBT_ENTRIES, nonce, deadline, ...named }: SignClaimToParameters,
  options: Pick<SendOptions, 'account'> = {},
): Promise<SignClaimToReturnType> {
  const account = owed ?? accountOf(client, options).address
  const [ledger, { tokens, kinds }] = await Promise.all([
    ledgerOf(client, venture),
    fillClaim(client, { venture, account, ...named }),
  ])
  if (tokens.length === 0) throw new ClaimNothingOwedError(venture, account)
  const claim = { account, recipient, tokens, kinds, maxDebtEntries }
  const act = await signAct(
    client,
    { ledger, nonce, deadline, typedData: (domain, by) => claimToTypedData(domain, { ...claim, ...by }) },
    options,
  )
  return { ledger, ...claim, act }
}
