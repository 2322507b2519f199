import { type Address, type Hash, encodeAbiParameters, getAbiItem, keccak256, zeroAddress } from 'viem'
import { type Funding, fundingNames } from '../../abis/enums.ts'
import { sharedEquipmentAbi } from '../../abis/sharedEquipment.ts'
import { UseUnknownError } from '../../errors/client.ts'
import type { Invoice, Reference, UseInput } from '../types.ts'
import type { ReadClient } from './client.ts'
import { eventsOf, selectorOf } from './events.ts'
import { readLogs, resolveRange } from './logs.ts'
import { NO_REFERENCE } from './references.ts'

/** A run of a machine, as people tell it. */
export type UseDetails = {
  /** Who used it and is invoiced. */
  user: Address
  /** Place in the rate card; see `getRateCard`. */
  scenario: number
  /** 1 to 10,080, a week. */
  durationMinutes: number
  /** Materials of the rate card; quantities in 10^-decimals of their unit. Default: none. */
  materials?: readonly { material: number; quantity: bigint }[]
  /** A steward of the machine. Default: nobody. */
  technician?: Address
  technicianMinutes?: number
  /** Makes it a job at an all-in price, smallest units of the machine's token. Default: the rate card's price. */
  agreedPrice?: bigint
  /** Where the evidence can be read, and keccak256 of it. Default: none. */
  evidence?: Reference
}

/** The invoice of a use, or the id that `UseLogged` gave it. */
export type InvoiceOrId = { invoice: Invoice; id?: undefined } | { id: Hash; invoice?: undefined }

/** As a machine takes it. */
export function toUseInput({
  user,
  scenario,
  durationMinutes,
  materials = [],
  technician = zeroAddress,
  technicianMinutes = 0,
  agreedPrice,
  evidence = NO_REFERENCE,
}: UseDetails): UseInput {
  return {
    user,
    scenario,
    durationMinutes,
    materials,
    technician,
    technicianMinutes,
    isJob: agreedPrice !== undefined,
    agreedPrice: agreedPrice ?? 0n,
    evidenceHash: evidence.hash,
    evidenceURI: evidence.uri,
  }
}

/** Number of a funding, as contracts have it. */
export function fundingNumber(funding: Funding): number {
  return fundingNames.indexOf(funding)
}

/**
 * Id of the use an invoice is of.
 *
 * @example invoiceId(invoice) // '0x…'
 */
export function invoiceId(invoice: Invoice): Hash {
  const [input] = getAbiItem({ abi: sharedEquipmentAbi, name: 'payUse' }).inputs
  return keccak256(encodeAbiParameters([input], [invoice]))
}

/**
 * All that is to be paid, smallest units: the costs, and last the net.
 *
 * @example invoiceTotal(invoice) // 20_000n
 */
export function invoiceTotal({ costs, net }: Invoice): bigint {
  return costs.reduce((total, { amount }) => total + amount, net)
}

/**
 * The invoice, found where only the id is known.
 *
 * @throws {UseUnknownError}
 */
export async function invoiceOf(
  client: ReadClient,
  { machine, invoice, id }: InvoiceOrId & { machine: Address },
): Promise<Invoice> {
  return invoice ?? (await readUse(client, { machine, id })).invoice
}

/**
 * What was logged under an id.
 *
 * @throws {UseUnknownError}
 */
export async function readUse(client: ReadClient, { machine, id }: { machine: Address; id: Hash }) {
  const { fromBlock, asOf } = await resolveRange(client, {})
  const topics = [selectorOf(sharedEquipmentAbi, 'UseLogged'), id]
  const logs = await readLogs(client, [{ address: machine, topics }], { fromBlock, toBlock: asOf.blockNumber })
  const [logged] = eventsOf(sharedEquipmentAbi, 'UseLogged', logs)
  if (!logged) throw new UseUnknownError(id, machine, fromBlock)
  return logged.args
}
