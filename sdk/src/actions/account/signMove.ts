import type { Address } from 'viem'
import { moveTypedData } from '../../batch/typedData.ts'
import { type ActLimits, signAct } from '../internal/acts.ts'
import { type SendOptions, type WriteClient, accountOf } from '../internal/client.ts'
import type { SignedAct } from '../types.ts'

export type SignMoveParameters = ActLimits & {
  ledger: Address
  /** Who goes on as the signer. */
  to: Address
}

/** What `moveAccount` takes of `from`. */
export type SignMoveReturnType = { ledger: Address; from: Address; to: Address; fromAct: SignedAct }

/**
 * Signs to move house: `to` goes on as the signer, for good. Whoever submits it needs the acceptance of `to`, too.
 *
 * @example
 * const signed = await signMove(oldWallet, { ledger, to: newWallet.account.address })
 * await moveAccountAndWait(newWallet, signed)
 * @throws {NonceUsedError} the nonce that was chosen was used or cancelled before
 * @throws {AccountMissingError} no account to sign with
 */
export async function signMove(
  client: WriteClient,
  { ledger, to, nonce, deadline }: SignMoveParameters,
  options: Pick<SendOptions, 'account'> = {},
): Promise<SignMoveReturnType> {
  const from = accountOf(client, options).address
  const fromAct = await signAct(
    client,
    { ledger, nonce, deadline, typedData: (domain, by) => moveTypedData(domain, { from, to, ...by }) },
    options,
  )
  return { ledger, from, to, fromAct }
}
