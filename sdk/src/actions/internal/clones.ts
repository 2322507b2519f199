import { type Address, type Hex, concatHex } from 'viem'
import { getCode } from 'viem/actions'
import type { ReadClient } from './client.ts'

/** Code of a clone (EIP-1167) up to and including its implementation; what it was born with may follow. */
const BEFORE = '0x363d3d373d3d3d363d73'
const AFTER = '0x5af43d82803e903d91602b57fd5bf3'

/** Whether an account is a clone of an implementation: made by a factory of ours, or in no way different. */
export async function isCloneOf(client: ReadClient, account: Address, implementation: Address): Promise<boolean> {
  const code = await getCode(client, { address: account })
  return code?.toLowerCase().startsWith(concatHex([BEFORE, lower(implementation), AFTER])) ?? false
}

function lower(address: Address): Hex {
  return address.toLowerCase() as Hex
}
