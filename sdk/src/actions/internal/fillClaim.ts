import type { Address } from 'viem'
import { getClaim } from '../venture/getClaim.ts'
import type { ReadClient } from './client.ts'

type OpenClaim = { venture: Address; account: Address; tokens?: readonly Address[]; kinds?: readonly number[] }

/** The tokens and kinds of a claim, found where they are left out. */
export async function fillClaim(
  client: ReadClient,
  { venture, account, tokens, kinds }: OpenClaim,
): Promise<{ tokens: readonly Address[]; kinds: readonly number[] }> {
  if (tokens && kinds) return { tokens, kinds }
  const found = await getClaim(client, { venture, account, tokens })
  return { tokens: tokens ?? found.claimable.map(({ token }) => token), kinds: kinds ?? found.kinds }
}
