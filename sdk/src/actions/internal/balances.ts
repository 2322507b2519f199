import { type Address, erc20Abi, isAddressEqual } from 'viem'
import { getBalance, readContract } from 'viem/actions'
import { ETH } from '../../addresses/index.ts'
import type { ReadClient } from './client.ts'

type Holding = { holder: Address; token: Address; blockNumber?: bigint }

/** What somebody holds of a token; `undefined` where the token doesn't tell: then nothing new arrived, for contracts of ours either. */
export async function balanceOf(client: ReadClient, { holder, token, blockNumber }: Holding): Promise<bigint | undefined> {
  if (isAddressEqual(token, ETH)) return getBalance(client, { address: holder, blockNumber })
  const call = { abi: erc20Abi, address: token, functionName: 'balanceOf', args: [holder], blockNumber } as const
  return readContract(client, call).catch(() => undefined)
}
