import type { Address } from 'viem'
import { payeeTypedData } from '../../batch/typedData.ts'
import { type ActLimits, signAct } from '../internal/acts.ts'
import { type SendOptions, type WriteClient, accountOf } from '../internal/client.ts'
import type { SignedAct } from '../types.ts'

export type SignPayeeParameters = ActLimits & {
  ledger: Address
  /** Who is paid from now on; the zero address: the account again. */
  payee: Address
  /** Whose payee it is: the signer's, or that of an account that moved to it. Default: the signer. */
  account?: Address
}

/** What `setPayeeFor` takes. */
export type SignPayeeReturnType = { ledger: Address; account: Address; payee: Address; act: SignedAct }

/**
 * Signs who is paid in the signer's place from now on, so that anybody can submit it.
 *
 * @example
 * const signed = await signPayee(ana, { ledger, payee: safe })
 * await setPayeeForAndWait(anybody, signed)
 * @throws {NonceUsedError} the nonce that was chosen was used or cancelled before
 * @throws {AccountMissingError} no account to sign with
 */
export async function signPayee(
  client: WriteClient,
  { ledger, payee, account: owed, nonce, deadline }: SignPayeeParameters,
  options: Pick<SendOptions, 'account'> = {},
): Promise<SignPayeeReturnType> {
  const account = owed ?? accountOf(client, options).address
  const act = await signAct(
    client,
    { ledger, nonce, deadline, typedData: (domain, by) => payeeTypedData(domain, { account, payee, ...by }) },
    options,
  )
  return { ledger, account, payee, act }
}
