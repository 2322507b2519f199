import type { Address, Hash, Hex } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type SetRefundToSignedParameters = {
  campaign: Address
  /** Who signed. */
  account: Address
  refundTo: Address
  nonce: bigint
  /** Last second the signature is good for. */
  deadline: bigint
  signature: Hex
}

export type SetRefundToSignedReturnType = Happened<typeof campaignAbi, 'RefundToSet'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareSetRefundToSigned(parameters: SetRefundToSignedParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateSetRefundToSigned(
  client: WriteClient,
  parameters: SetRefundToSignedParameters,
  options: SendOptions = {},
) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeSetRefundToSigned(
  client: WriteClient,
  parameters: SetRefundToSignedParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareSetRefundToSigned(parameters), options)
}

/**
 * Submits where a pledger wants to be paid back, as it has signed.
 *
 * @example
 * await setRefundToSignedAndWait(anybody, await signRefundTo(ana, { campaign, refundTo: safe }))
 * @throws {NonceUsedError} submitted or cancelled before
 * @throws {SignatureExpiredError}
 * @throws {SignatureInvalidError}
 * @throws {PledgeMissingError}
 * @throws {RefundPaidAlreadyError}
 */
export async function setRefundToSignedAndWait(
  client: WriteClient,
  parameters: SetRefundToSignedParameters,
  options: SendOptions = {},
): Promise<SetRefundToSignedReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareSetRefundToSigned(parameters), options)
  return happened(receipt, campaignAbi, 'RefundToSet', { address: parameters.campaign })
}

function callOf({ campaign, account, refundTo, nonce, deadline, signature }: SetRefundToSignedParameters) {
  return contractCall({
    abi: campaignAbi,
    address: campaign,
    functionName: 'setRefundToSigned',
    args: [account, refundTo, nonce, deadline, signature],
  })
}
