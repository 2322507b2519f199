import type { Address, Hash } from 'viem'
import { sharedEquipmentAbi } from '../../abis/sharedEquipment.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { NO_REFERENCE } from '../internal/references.ts'
import { type InvoiceOrId, invoiceOf } from '../internal/uses.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { Invoice, Reference } from '../types.ts'

export type SettleUseParameters = {
  machine: Address
  /** Of the use; see `getUses`. */
  invoice: Invoice
  /** Whether it can be paid again; otherwise nothing more is to be paid, and what was paid stays. */
  stands: boolean
  /** Why: where it can be read, and its hash. Default: none. */
  reference?: Reference
}

/** In place of the invoice the id of the use will do. */
export type SettleUseAndWaitParameters = Omit<SettleUseParameters, 'invoice'> & InvoiceOrId

export type SettleUseReturnType = Happened<typeof sharedEquipmentAbi, 'UseSettled'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareSettleUse(parameters: SettleUseParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateSettleUse(client: WriteClient, parameters: SettleUseParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeSettleUse(client: WriteClient, parameters: SettleUseParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareSettleUse(parameters), options)
}

/**
 * Decides about a contested use. A steward of the machine who has no part in it and did not contest it.
 *
 * @example
 * await settleUseAndWait(client, { machine, id, stands: false, reference: { uri, hash } })
 * @throws {UseSettlerInvalidError}
 * @throws {UseStatusWrongError} not contested
 * @throws {UseUnknownError}
 */
export async function settleUseAndWait(
  client: WriteClient,
  parameters: SettleUseAndWaitParameters,
  options: SendOptions = {},
): Promise<SettleUseReturnType> {
  const { machine, stands, reference } = parameters
  const invoice = await invoiceOf(client, parameters)
  const receipt = await sendPreparedAndWait(client, prepareSettleUse({ machine, invoice, stands, reference }), options)
  return happened(receipt, sharedEquipmentAbi, 'UseSettled', { address: machine })
}

function callOf({ machine, invoice, stands, reference = NO_REFERENCE }: SettleUseParameters) {
  return contractCall({
    abi: sharedEquipmentAbi,
    address: machine,
    functionName: 'settle',
    args: [invoice, stands, reference.hash, reference.uri],
  })
}
