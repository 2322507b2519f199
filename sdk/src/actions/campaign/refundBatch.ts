import { type Address, type Hash, type Hex, type TransactionReceipt, isAddressEqual } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import type { ContractErrorNames } from '../../errors/contract.ts'
import { errorNameOf } from '../../errors/decode.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { contractCall, eventsIn, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type RefundBatchParameters = {
  campaign: Address
  /** Who is paid back. */
  accounts: readonly Address[]
  /** Gas each refund may use; one that needs more fails alone. Default: 300,000. */
  gasEach?: bigint
}

export type RefundBatchReturnType = {
  /** In the order of the accounts. */
  results: RefundResult[]
  receipt: TransactionReceipt
}

export type RefundResult =
  | { status: 'paid'; account: Address; recipient: Address; amount: bigint }
  /** Nothing of it was paid, and nothing lost. `reason` is the first 4 bytes of what came back. */
  | { status: 'failed'; account: Address; reason: Hex; error: ContractErrorNames | undefined }

/** The last one may pass on what rounding left, in ETH too. */
const GAS_EACH = 300_000n

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareRefundBatch(parameters: RefundBatchParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain which refunds would go through; sends nothing. */
export function simulateRefundBatch(client: WriteClient, parameters: RefundBatchParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeRefundBatch(
  client: WriteClient,
  parameters: RefundBatchParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareRefundBatch(parameters), options)
}

/**
 * Pays many back, each on its own: one that fails changes nothing for the others.
 *
 * @example
 * const { pledges } = await getPledges(client, { campaign })
 * const { results } = await refundBatchAndWait(client, { campaign, accounts: pledges.map(({ account }) => account) })
 * @throws {RefundGasTooLowError} fewer accounts at once, or more gas
 */
export async function refundBatchAndWait(
  client: WriteClient,
  parameters: RefundBatchParameters,
  options: SendOptions = {},
): Promise<RefundBatchReturnType> {
  const address = parameters.campaign
  const receipt = await sendPreparedAndWait(client, prepareRefundBatch(parameters), options)
  const refunded = eventsIn(receipt, campaignAbi, 'Refunded', { address })
  const failed = new Map(
    eventsIn(receipt, campaignAbi, 'RefundFailed', { address }).map(({ index, reason }) => [Number(index), reason]),
  )
  const results = parameters.accounts.map((account, i): RefundResult => {
    const reason = failed.get(i)
    const paid = refunded.find((event) => isAddressEqual(event.account, account))
    if (reason !== undefined || !paid)
      return { status: 'failed', account, reason: reason ?? '0x', error: errorNameOf(reason ?? '0x') }
    return { status: 'paid', account, recipient: paid.recipient, amount: paid.amount }
  })
  return { results, receipt }
}

function callOf({ campaign, accounts, gasEach = GAS_EACH }: RefundBatchParameters) {
  return contractCall({ abi: campaignAbi, address: campaign, functionName: 'refundBatch', args: [accounts, gasEach] })
}
