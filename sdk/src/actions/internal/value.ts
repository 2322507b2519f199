import { type Address, isAddressEqual } from 'viem'
import { ETH } from '../../addresses/index.ts'

/** What is sent along with a call that takes an amount of a token: ETH goes with it, tokens are pulled. */
export function valueOf(token: Address, amount: bigint): bigint {
  return isAddressEqual(token, ETH) ? amount : 0n
}
