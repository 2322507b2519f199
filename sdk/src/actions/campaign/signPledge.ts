import { type Address, type Hash, type Hex, zeroAddress } from 'viem'
import { signTypedData } from 'viem/actions'
import { pledgeTypedData } from '../../batch/typedData.ts'
import { type SendOptions, type WriteClient, accountOf, chainIdOf, randomNonce, signatureDeadline } from '../internal/client.ts'
import type { SignedPledge } from '../types.ts'

export type SignPledgeParameters = {
  campaign: Address
  /** Smallest units of the campaign's token; taken in part where less is missing. */
  amount: bigint
  /** keccak256 of the agreement the pledger has read: the campaign's own. */
  agreementHash: Hash
  /** Where the money goes back to. Default: the pledger, or as set before. */
  refundTo?: Address
  /** Default: a random one. */
  nonce?: bigint
  /** Last second the signature is good for. Default: in 30 days. */
  deadline?: bigint
}

/** What `pledgeSigned` takes, a permit apart. */
export type SignPledgeReturnType = { campaign: Address; signed: SignedPledge; signature: Hex }

/**
 * Signs a pledge, so that anybody can submit it: whoever has no gas pledges all the same. The campaign takes the money from the
 * signer's allowance, or by a permit. Campaigns in ETH take no signed pledges.
 *
 * @example
 * const signed = await signPledge(ana, { campaign, amount, agreementHash })
 * const permit = await signPermit(ana, { token, spender: campaign, amount })
 * await pledgeSignedAndWait(anybody, { ...signed, permit })
 * @throws {AccountMissingError} no account to sign with
 */
export async function signPledge(
  client: WriteClient,
  { campaign, amount, agreementHash, refundTo = zeroAddress, nonce = randomNonce(), deadline: until }: SignPledgeParameters,
  options: Pick<SendOptions, 'account'> = {},
): Promise<SignPledgeReturnType> {
  const account = accountOf(client, options)
  const deadline = until ?? (await signatureDeadline(client))
  const signed = { pledger: account.address, amount, agreementHash, refundTo, nonce, deadline }
  const data = pledgeTypedData({ chainId: await chainIdOf(client), campaign }, signed)
  const signature = await signTypedData(client, { account, ...data })
  return { campaign, signed, signature }
}
