import type { Address, Hex } from 'viem'
import { signTypedData } from 'viem/actions'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { delegationTypedData } from '../../batch/typedData.ts'
import { type SendOptions, type WriteClient, accountOf, chainIdOf, signatureDeadline } from '../internal/client.ts'
import { read } from '../internal/read.ts'
import type { Delegation } from './delegateVoiceFor.ts'

export type SignDelegationParameters = {
  ledger: Address
  /** Who casts the voice. Default: the signer itself. */
  delegatee?: Address
  /** Default: the signer's next one. */
  nonce?: bigint
  /** Last second the signature is good for. Default: in 30 days. */
  expiry?: bigint
}

/** What `delegateVoiceFor` takes. */
export type SignDelegationReturnType = { ledger: Address; delegation: Delegation; signature: Hex }

/**
 * Signs an opt-in, or the choice of a representative, so that anybody can submit it.
 *
 * @example
 * const signed = await signDelegation(ana, { ledger })
 * await delegateVoiceForAndWait(anybody, signed)
 * @throws {AccountMissingError} no account to sign with
 */
export async function signDelegation(
  client: WriteClient,
  { ledger, delegatee: chosen, nonce: given, expiry: until }: SignDelegationParameters,
  options: Pick<SendOptions, 'account'> = {},
): Promise<SignDelegationReturnType> {
  const account = accountOf(client, options)
  const args = [account.address] as const
  const delegation = {
    delegatee: chosen ?? account.address,
    nonce: given ?? (await read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'nonces', args })),
    expiry: until ?? (await signatureDeadline(client)),
  }
  const data = delegationTypedData({ chainId: await chainIdOf(client), ledger }, delegation)
  return { ledger, delegation, signature: await signTypedData(client, { account, ...data }) }
}
