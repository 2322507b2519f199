import { type Address, encodeFunctionData, erc20Abi, isAddressEqual, parseAbi } from 'viem'
import { ETH } from '@open-value/sdk'
import type { CliClient, Context } from './context.ts'
import type { Planned } from './submit.ts'

/** What an account holds of a token, ETH included. */
export function balanceOf(client: CliClient, token: Address, account: Address): Promise<bigint> {
  if (isAddressEqual(token, ETH)) return client.getBalance({ address: account })
  return client.readContract({ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [account] })
}

/** On a local chain what is missing of the demo token is simply minted. */
export async function mintMissing(
  { client, local }: Context,
  token: Address,
  account: Address,
  amount: bigint,
): Promise<Planned[]> {
  if (!local || !isAddressEqual(local.token.address, token)) return []
  const missing = amount - (await balanceOf(client, token, account))
  if (missing <= 0n) return []
  const data = encodeFunctionData({ abi: parseAbi(['function mint(address account, uint256 amount)']), args: [account, missing] })
  return [{ what: 'Mint the play money that is missing.', to: token, data, value: 0n }]
}
