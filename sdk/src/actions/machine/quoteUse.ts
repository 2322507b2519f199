import type { Address } from 'viem'
import { machineRulesAbi } from '../../abis/machineRules.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { ReadClient } from '../internal/client.ts'
import { read } from '../internal/read.ts'
import { type UseDetails, invoiceTotal, toUseInput } from '../internal/uses.ts'
import type { Invoice } from '../types.ts'

export type QuoteUseParameters = UseDetails & {
  machine: Address
  /** Who will log it. Default: the user. */
  logger?: Address
  machineRules?: Address
}

export type QuoteUseReturnType = {
  /** As it would be drawn up now, without its number. */
  invoice: Invoice
  /** Smallest units of the machine's token that would be to be paid. */
  total: bigint
}

/**
 * Returns what a use comes to, before it is logged.
 *
 * @example
 * const { total } = await quoteUse(client, { machine, user, scenario: 0, durationMinutes: 90 })
 * @throws {ContractMissingError} no rules on this chain
 * @throws {UseLoggerInvalidError} or another error of `logUse`
 */
export async function quoteUse(
  client: ReadClient,
  { machine, logger, machineRules = addresses.machineRules, ...use }: QuoteUseParameters,
): Promise<QuoteUseReturnType> {
  const args = [machine, toUseInput(use), logger ?? use.user] as const
  const invoice = await read(client, { abi: machineRulesAbi, address: machineRules, functionName: 'invoice', args })
  return { invoice, total: invoiceTotal(invoice) }
}
