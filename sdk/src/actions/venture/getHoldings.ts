import type { Address } from 'viem'
import { ventureLensAbi } from '../../abis/ventureLens.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { ReadClient } from '../internal/client.ts'
import { read } from '../internal/read.ts'

export type GetHoldingsParameters = {
  venture: Address
  account: Address
  lens?: Address
}

export type GetHoldingsReturnType = {
  /** Id of the kind, ascending. */
  kind: number
  /** Smallest units of the kind. */
  units: bigint
}[]

/**
 * Returns the units an account holds, per kind; kinds it holds nothing of are left out. Debts are not units: see `getClaim`.
 *
 * @example
 * const holdings = await getHoldings(client, { venture, account })
 * const kinds = holdings.map(({ kind }) => kind)
 * @throws {ContractMissingError} no venture, or no lens on this chain
 */
export async function getHoldings(
  client: ReadClient,
  { venture, account, lens = addresses.lens }: GetHoldingsParameters,
): Promise<GetHoldingsReturnType> {
  const args = [venture, account] as const
  const holdings = await read(client, { abi: ventureLensAbi, address: lens, functionName: 'holdings', args })
  return holdings.map(({ kind, units }) => ({ kind, units }))
}
