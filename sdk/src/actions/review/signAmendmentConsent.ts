import type { Address, Hash } from 'viem'
import { signTypedData } from 'viem/actions'
import { hashEntries } from '../../batch/header.ts'
import { amendmentConsentTypedData } from '../../batch/typedData.ts'
import { type SendOptions, type WriteClient, accountOf, chainIdOf, signatureDeadline } from '../internal/client.ts'
import type { SignedBy } from '../types.ts'

export type SignAmendmentConsentParameters = {
  ledger: Address
  batch: Hash
  /** Packed entries of the amendment, from the objection. */
  amendedEntries: readonly bigint[]
  /** Last second the signature is good for. Default: in 30 days. */
  deadline?: bigint
}

export type SignAmendmentConsentReturnType = SignedBy

/**
 * Agrees to an amendment that lowers a quantity of the signer.
 *
 * @example
 * const consent = await signAmendmentConsent(ana, { ledger, batch, amendedEntries })
 * @throws {AccountMissingError} no account to sign with
 */
export async function signAmendmentConsent(
  client: WriteClient,
  { ledger, batch, amendedEntries, deadline: until }: SignAmendmentConsentParameters,
  options: Pick<SendOptions, 'account'> = {},
): Promise<SignAmendmentConsentReturnType> {
  const account = accountOf(client, options)
  const deadline = until ?? (await signatureDeadline(client))
  const data = amendmentConsentTypedData(
    { chainId: await chainIdOf(client), ledger },
    { batch, amendment: hashEntries(amendedEntries), affiliate: account.address, deadline },
  )
  const signature = await signTypedData(client, { account, ...data })
  return { signer: account.address, deadline, signature }
}
