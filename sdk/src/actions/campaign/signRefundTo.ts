import type { Address } from 'viem'
import { signTypedData } from 'viem/actions'
import { refundToTypedData } from '../../batch/typedData.ts'
import { type SendOptions, type WriteClient, accountOf, chainIdOf, randomNonce, signatureDeadline } from '../internal/client.ts'
import type { SetRefundToSignedParameters } from './setRefundToSigned.ts'

export type SignRefundToParameters = {
  campaign: Address
  /** Who gets the signer's refund or surplus. */
  refundTo: Address
  /** Default: a random one. */
  nonce?: bigint
  /** Last second the signature is good for. Default: in 30 days. */
  deadline?: bigint
}

/** What `setRefundToSigned` takes. */
export type SignRefundToReturnType = SetRefundToSignedParameters

/**
 * Signs where the signer's refund or surplus goes, so that anybody can submit it.
 *
 * @example
 * await setRefundToSignedAndWait(anybody, await signRefundTo(ana, { campaign, refundTo: safe }))
 * @throws {AccountMissingError} no account to sign with
 */
export async function signRefundTo(
  client: WriteClient,
  { campaign, refundTo, nonce = randomNonce(), deadline: until }: SignRefundToParameters,
  options: Pick<SendOptions, 'account'> = {},
): Promise<SignRefundToReturnType> {
  const account = accountOf(client, options)
  const deadline = until ?? (await signatureDeadline(client))
  const message = { account: account.address, refundTo, nonce, deadline }
  const data = refundToTypedData({ chainId: await chainIdOf(client), campaign }, message)
  const signature = await signTypedData(client, { account, ...data })
  return { campaign, ...message, signature }
}
