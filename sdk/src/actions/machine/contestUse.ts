import type { Address, Hash } from 'viem'
import { sharedEquipmentAbi } from '../../abis/sharedEquipment.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { NO_REFERENCE } from '../internal/references.ts'
import { type InvoiceOrId, invoiceOf } from '../internal/uses.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { Invoice, Reference } from '../types.ts'

export type ContestUseParameters = {
  machine: Address
  /** Of the use; see `getUses`. */
  invoice: Invoice
  /** Why: where it can be read, and its hash. Default: none. */
  reference?: Reference
}

/** In place of the invoice the id of the use will do. */
export type ContestUseAndWaitParameters = Omit<ContestUseParameters, 'invoice'> & InvoiceOrId

export type ContestUseReturnType = Happened<typeof sharedEquipmentAbi, 'UseContested'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareContestUse(parameters: ContestUseParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateContestUse(client: WriteClient, parameters: ContestUseParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeContestUse(client: WriteClient, parameters: ContestUseParameters, options: SendOptions = {}): Promise<Hash> {
  return sendPrepared(client, prepareContestUse(parameters), options)
}

/**
 * Contests a use that is not paid yet, within its window: its user, its technician, a steward, the custodian, or a co-owner. It
 * can't be paid until it is settled.
 *
 * @example
 * await contestUseAndWait(client, { machine, id, reference: { uri, hash } })
 * @throws {UseContestInvalidError}
 * @throws {UseContestTooLateError}
 * @throws {UseStatusWrongError}
 * @throws {UseUnknownError}
 */
export async function contestUseAndWait(
  client: WriteClient,
  parameters: ContestUseAndWaitParameters,
  options: SendOptions = {},
): Promise<ContestUseReturnType> {
  const { machine, reference } = parameters
  const invoice = await invoiceOf(client, parameters)
  const receipt = await sendPreparedAndWait(client, prepareContestUse({ machine, invoice, reference }), options)
  return happened(receipt, sharedEquipmentAbi, 'UseContested', { address: machine })
}

function callOf({ machine, invoice, reference = NO_REFERENCE }: ContestUseParameters) {
  return contractCall({
    abi: sharedEquipmentAbi,
    address: machine,
    functionName: 'contest',
    args: [invoice, reference.hash, reference.uri],
  })
}
