import { type Address, erc20Abi, isAddressEqual } from 'viem'
import { readContract } from 'viem/actions'
import { ventureAbi } from '../../abis/venture.ts'
import { ETH } from '../../addresses/index.ts'
import type { ReadClient } from '../internal/client.ts'
import { read } from '../internal/read.ts'

export type GetTokensParameters = { venture: Address }

export type TokenInfo = {
  token: Address
  /** As the token tells it; `undefined` where it doesn't. */
  symbol: string | undefined
  decimals: number | undefined
  /** Whether it is left out of automatic distribution. Claims of it go on. */
  isMuted: boolean
  /** Belongs to somebody, is parked or held back by rounding; smallest units. */
  accounted: bigint
}

/** In order of listing. */
export type GetTokensReturnType = TokenInfo[]

/**
 * Returns the payout tokens of a venture.
 *
 * @example
 * const [usdc] = await getTokens(client, { venture })
 * @throws {ContractMissingError} no venture at the address
 */
export async function getTokens(client: ReadClient, { venture }: GetTokensParameters): Promise<GetTokensReturnType> {
  const tokens = await read(client, { abi: ventureAbi, address: venture, functionName: 'tokens' })
  return Promise.all(
    tokens.map(async (token) => {
      const [book, unit] = await Promise.all([
        read(client, { abi: ventureAbi, address: venture, functionName: 'tokenBook', args: [token] }),
        readUnit(client, token),
      ])
      return { token, ...unit, isMuted: book.muted, accounted: book.accounted }
    }),
  )
}

async function readUnit(client: ReadClient, token: Address): Promise<Pick<TokenInfo, 'symbol' | 'decimals'>> {
  if (isAddressEqual(token, ETH)) return { symbol: 'ETH', decimals: 18 }
  const [symbol, decimals] = await Promise.all([
    readContract(client, { abi: erc20Abi, address: token, functionName: 'symbol' }).catch(() => undefined),
    readContract(client, { abi: erc20Abi, address: token, functionName: 'decimals' }).catch(() => undefined),
  ])
  return { symbol, decimals }
}
