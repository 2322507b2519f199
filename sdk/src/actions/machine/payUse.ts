import type { Address, Hash } from 'viem'
import type { Funding } from '../../abis/enums.ts'
import { sharedEquipmentAbi } from '../../abis/sharedEquipment.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { read } from '../internal/read.ts'
import { type InvoiceOrId, fundingNumber, invoiceId, invoiceOf, invoiceTotal } from '../internal/uses.ts'
import { valueOf } from '../internal/value.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { Invoice } from '../types.ts'

export type PayUseParameters = {
  machine: Address
  /** Token of the machine, or `ETH`. */
  token: Address
  /** Of the use; see `getUses`. */
  invoice: Invoice
  /** Smallest units: the invoice, or a part of it. */
  amount: bigint
  /** Default: `wallet`. */
  funding?: Funding
}

/** In place of the invoice the id of the use will do. */
export type PayUseAndWaitParameters = Omit<PayUseParameters, 'invoice' | 'amount'> &
  InvoiceOrId & {
    /** Default: all that is left. */
    amount?: bigint
  }

export type PayUseReturnType = Happened<typeof sharedEquipmentAbi, 'UsePaid'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function preparePayUse(parameters: PayUseParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulatePayUse(client: WriteClient, parameters: PayUseParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writePayUse(client: WriteClient, parameters: PayUseParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, preparePayUse(parameters), options)
}

/**
 * Pays the invoice of a use, or a part of it. Anyone, from the wallet or its own deposit; paid is final. A token needs
 * `approvePayment` for the machine first.
 *
 * @example
 * const { paid } = await payUseAndWait(client, { machine, token, id })
 * @throws {UsePaymentOutOfBoundsError}
 * @throws {UseStatusWrongError} paid, contested or void
 * @throws {UseUnknownError}
 * @throws {DepositInsufficientError}
 * @throws {ERC20InsufficientAllowanceError} a token needs an approval first
 * @throws {LogsUnavailableError} the node gives no events: pass `invoice`
 */
export async function payUseAndWait(
  client: WriteClient,
  parameters: PayUseAndWaitParameters,
  options: SendOptions = {},
): Promise<PayUseReturnType> {
  const { machine, token, funding } = parameters
  const invoice = await invoiceOf(client, parameters)
  const amount = parameters.amount ?? (await leftOf(client, machine, invoice))
  const receipt = await sendPreparedAndWait(client, preparePayUse({ machine, token, invoice, amount, funding }), options)
  return happened(receipt, sharedEquipmentAbi, 'UsePaid', { address: machine })
}

function callOf({ machine, token, invoice, amount, funding = 'wallet' }: PayUseParameters) {
  return contractCall({
    abi: sharedEquipmentAbi,
    address: machine,
    functionName: 'payUse',
    args: [invoice, fundingNumber(funding), amount],
    value: funding === 'wallet' ? valueOf(token, amount) : 0n,
  })
}

async function leftOf(client: WriteClient, machine: Address, invoice: Invoice): Promise<bigint> {
  const call = { abi: sharedEquipmentAbi, address: machine, functionName: 'useState', args: [invoiceId(invoice)] } as const
  return invoiceTotal(invoice) - (await read(client, call)).paid
}
