import type { Address } from 'viem'
import { ventureAbi } from '../../abis/venture.ts'
import type { ReadClient } from '../internal/client.ts'
import { read } from '../internal/read.ts'

export type GetClaimableParameters = {
  /** Venture that was paid. */
  venture: Address
  /** Token the revenue arrived in. */
  token: Address
  /** Account whose share is asked for. */
  account: Address
  /** Ascending kinds the account holds; see `getHoldings`. */
  kinds: readonly number[]
}

/** Smallest units of `token`, rounded down as on chain. */
export type GetClaimableReturnType = bigint

/**
 * Returns what an account could claim now, in one call; revenue that just arrived is in it. `getClaim` finds tokens and
 * kinds by itself.
 *
 * @example
 * const owed = await getClaimable(client, { venture, token, account, kinds: [0, 2] })
 * @throws {KindsNotAscendingError}
 * @throws {KindUnknownError}
 */
export async function getClaimable(
  client: ReadClient,
  { venture, token, account, kinds }: GetClaimableParameters,
): Promise<GetClaimableReturnType> {
  const args = [account, [token], kinds] as const
  const [amount = 0n] = await read(client, { abi: ventureAbi, address: venture, functionName: 'previewClaim', args })
  return amount
}
