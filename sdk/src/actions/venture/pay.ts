import { type Address, type Hash, type Hex, type TransactionReceipt, encodeFunctionData, erc20Abi, isAddressEqual } from 'viem'
import { ventureAbi } from '../../abis/venture.ts'
import { ETH } from '../../addresses/index.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { wordOfText } from '../internal/shortTexts.ts'
import { contractCall, eventsIn, prepare, sendPrepared, sendPreparedAndWait, simulatePrepared } from '../internal/write.ts'

export type PayParameters = {
  venture: Address
  /** Payout token, or `ETH`. */
  token: Address
  /** Smallest units of the token. */
  amount: bigint
  /**
   * Reference that goes into an event: a word, or a text of at most 32 bytes. Without one a plain transfer is made, which is
   * cheaper and needs no approval.
   */
  invoice?: string
}

export type PayReturnType = {
  /** Smallest units that arrived. */
  amount: bigint
  /** Of the invoice, where there was one. */
  invoice: Hex | undefined
  receipt: TransactionReceipt
}

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function preparePay({ venture, token, amount, invoice }: PayParameters): PreparedTransaction {
  const isEth = isAddressEqual(token, ETH)
  if (invoice !== undefined) {
    const value = isEth ? amount : 0n
    const args = [token, amount, wordOfText(invoice)] as const
    return prepare(contractCall({ abi: ventureAbi, address: venture, functionName: 'pay', args, value }))
  }
  if (isEth) return { to: venture, data: '0x', value: amount }
  return { to: token, data: encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [venture, amount] }), value: 0n }
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulatePay(client: WriteClient, parameters: PayParameters, options: SendOptions = {}): Promise<void> {
  return simulatePrepared(client, preparePay(parameters), options)
}

/** Sends it, and does not wait. */
export function writePay(client: WriteClient, parameters: PayParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, preparePay(parameters), options)
}

/**
 * Pays a venture. Whoever contributed has a share of it from that moment; nobody has to distribute anything.
 *
 * @example
 * await payAndWait(client, { venture, token: usdc, amount: parseAmount('12000.00 USDC', usdcUnit) })
 * @throws {ERC20InsufficientAllowanceError} an invoice of a token needs `approvePayment` first
 * @throws {ERC20InsufficientBalanceError}
 */
export async function payAndWait(
  client: WriteClient,
  parameters: PayParameters,
  options: SendOptions = {},
): Promise<PayReturnType> {
  const receipt = await sendPreparedAndWait(client, preparePay(parameters), options)
  const [paid] = eventsIn(receipt, ventureAbi, 'Paid', { address: parameters.venture })
  if (paid) return { amount: paid.amount, invoice: paid.invoice, receipt }
  const moved = eventsIn(receipt, erc20Abi, 'Transfer', { address: parameters.token })
  const [arrived] = moved.filter(({ to }) => isAddressEqual(to, parameters.venture))
  return { amount: arrived?.value ?? parameters.amount, invoice: undefined, receipt }
}
