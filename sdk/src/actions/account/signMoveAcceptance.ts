import { type Address, zeroAddress } from 'viem'
import { moveAcceptanceTypedData } from '../../batch/typedData.ts'
import { type ActLimits, signAct } from '../internal/acts.ts'
import { type SendOptions, type WriteClient, accountOf } from '../internal/client.ts'
import type { SignedAct } from '../types.ts'

export type SignMoveAcceptanceParameters = ActLimits & {
  ledger: Address
  /** The account that moves to the signer. */
  from: Address
  /** Who will propose it, with `proposeMove`. Default: nobody, the account moves by itself. */
  proposer?: Address
}

/** What `moveAccount` takes of `to`; `proposeMove`, too. */
export type SignMoveAcceptanceReturnType = { ledger: Address; from: Address; to: Address; toAct: SignedAct }

/**
 * Signs to go on as another account: at once where that one moves by itself, else once the move was attested or decided, and waited.
 *
 * @example
 * const signed = await signMoveAcceptance(newWallet, { ledger, from: oldWallet.account.address })
 * await moveAccountAndWait(oldWallet, signed)
 * @throws {NonceUsedError} the nonce that was chosen was used or cancelled before
 * @throws {AccountMissingError} no account to sign with
 */
export async function signMoveAcceptance(
  client: WriteClient,
  { ledger, from, proposer = zeroAddress, nonce, deadline }: SignMoveAcceptanceParameters,
  options: Pick<SendOptions, 'account'> = {},
): Promise<SignMoveAcceptanceReturnType> {
  const to = accountOf(client, options).address
  const toAct = await signAct(
    client,
    { ledger, nonce, deadline, typedData: (domain, by) => moveAcceptanceTypedData(domain, { from, to, proposer, ...by }) },
    options,
  )
  return { ledger, from, to, toAct }
}
