import type { Address } from 'viem'
import { ventureAbi } from '../../abis/venture.ts'
import type { ReadClient } from '../internal/client.ts'
import { read } from '../internal/read.ts'

export type GetClaimParameters = {
  venture: Address
  /** Account whose share is asked for. */
  account: Address
  /** Default: all payout tokens. */
  tokens?: readonly Address[]
}

export type GetClaimReturnType = {
  /** What each token would pay now, in its smallest units, rounded down as on chain; tokens with nothing left out. */
  claimable: { token: Address; amount: bigint }[]
  /** Ascending kinds it comes from: what `claim` takes. None for credits and debts alone. */
  kinds: number[]
}

/**
 * Returns all an account could claim now, with the tokens and kinds to name. Units given up before are asked for, too: what
 * they have earned stays owed.
 *
 * @example
 * const { claimable, kinds } = await getClaim(client, { venture, account })
 * await claimAndWait(client, { venture, account, tokens: claimable.map(({ token }) => token), kinds })
 * @throws {ContractMissingError} no venture at the address
 */
export async function getClaim(
  client: ReadClient,
  { venture, account, tokens: asked }: GetClaimParameters,
): Promise<GetClaimReturnType> {
  const contract = { abi: ventureAbi, address: venture } as const
  const [kindCount, listed] = await Promise.all([
    read(client, { ...contract, functionName: 'kindCount' }),
    asked ?? read(client, { ...contract, functionName: 'tokens' }),
  ])
  const all = Array.from({ length: Number(kindCount) }, (_, kind) => kind)
  const preview = (tokens: readonly Address[], kinds: readonly number[]) =>
    read(client, { ...contract, functionName: 'previewClaim', args: [account, tokens, kinds] })

  const amounts = await preview(listed, all)
  const claimable = listed.map((token, i) => ({ token, amount: amounts[i] ?? 0n })).filter(({ amount }) => amount > 0n)
  if (claimable.length === 0) return { claimable, kinds: [] }

  const tokens = claimable.map(({ token }) => token)
  const units = await Promise.all(
    all.map((kind) => read(client, { ...contract, functionName: 'unitsOf', args: [account, kind] })),
  )
  const held = all.filter((kind) => units[kind] !== 0n)
  const owedToHeld = await preview(tokens, held)
  if (claimable.every(({ amount }, i) => amount === owedToHeld[i])) return { claimable, kinds: held }

  // Something is owed for units the account no longer holds.
  const owes = async (kind: number) => {
    const without = await preview(
      tokens,
      all.filter((other) => other !== kind),
    )
    return claimable.some(({ amount }, i) => amount !== without[i])
  }
  const owing = await Promise.all(all.map(async (kind) => units[kind] !== 0n || owes(kind)))
  return { claimable, kinds: all.filter((kind) => owing[kind]) }
}
