import type { Address } from 'viem'
import { presenceTypedData } from '../../batch/typedData.ts'
import { type ActLimits, signAct } from '../internal/acts.ts'
import type { SendOptions, WriteClient } from '../internal/client.ts'
import type { SignedAct } from '../types.ts'

export type SignPresenceParameters = ActLimits & { ledger: Address }

/** What `showPresenceFor` takes. */
export type SignPresenceReturnType = { ledger: Address; act: SignedAct }

/**
 * Signs that the signer is there, so that anybody can submit it: every move that others have proposed for it until then is cancelled.
 *
 * @example
 * const signed = await signPresence(ana, { ledger })
 * await showPresenceForAndWait(anybody, signed)
 * @throws {NonceUsedError} the nonce that was chosen was used or cancelled before
 * @throws {AccountMissingError} no account to sign with
 */
export async function signPresence(
  client: WriteClient,
  { ledger, nonce, deadline }: SignPresenceParameters,
  options: Pick<SendOptions, 'account'> = {},
): Promise<SignPresenceReturnType> {
  return { ledger, act: await signAct(client, { ledger, nonce, deadline, typedData: presenceTypedData }, options) }
}
