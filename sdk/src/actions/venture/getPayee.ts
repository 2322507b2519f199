import type { Address } from 'viem'
import { ventureAbi } from '../../abis/venture.ts'
import type { ReadClient } from '../internal/client.ts'
import { read } from '../internal/read.ts'

export type GetPayeeParameters = { venture: Address; account: Address }

/** The account itself, or the payee it named. */
export type GetPayeeReturnType = Address

/**
 * Returns where claims of an account are paid to.
 *
 * @example
 * const recipient = await getPayee(client, { venture, account })
 * @throws {ContractMissingError} no venture at the address
 */
export function getPayee(client: ReadClient, { venture, account }: GetPayeeParameters): Promise<GetPayeeReturnType> {
  return read(client, { abi: ventureAbi, address: venture, functionName: 'payeeOf', args: [account] })
}
