import { type Address, type Hash, erc20Abi } from 'viem'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

/** Who may take it: a venture, or another spender, as a campaign or machine. */
type Spender = { venture: Address; spender?: undefined } | { spender: Address; venture?: undefined }

export type ApprovePaymentParameters = Spender & {
  token: Address
  /** Smallest units that may be taken: for payments with an invoice, pledges, uses, deposits. */
  amount: bigint
}

export type ApprovePaymentReturnType = Happened<typeof erc20Abi, 'Approval'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareApprovePayment(parameters: ApprovePaymentParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateApprovePayment(client: WriteClient, parameters: ApprovePaymentParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeApprovePayment(
  client: WriteClient,
  parameters: ApprovePaymentParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareApprovePayment(parameters), options)
}

/**
 * Lets a venture take a payment with an invoice, a campaign a pledge, a machine what its use costs. A payment without an invoice
 * is a plain transfer and needs no approval.
 *
 * @example
 * await approvePaymentAndWait(client, { venture, token, amount })
 * await payAndWait(client, { venture, token, amount, invoice: '2026-117' })
 * await approvePaymentAndWait(client, { spender: campaign, token, amount })
 */
export async function approvePaymentAndWait(
  client: WriteClient,
  parameters: ApprovePaymentParameters,
  options: SendOptions = {},
): Promise<ApprovePaymentReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareApprovePayment(parameters), options)
  return happened(receipt, erc20Abi, 'Approval', { address: parameters.token })
}

function callOf({ venture, spender, token, amount }: ApprovePaymentParameters) {
  return contractCall({ abi: erc20Abi, address: token, functionName: 'approve', args: [venture ?? spender, amount] })
}
