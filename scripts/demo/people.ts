import type { Address } from 'viem'
import { type HDAccount, mnemonicToAccount } from 'viem/accounts'

/** Public, for tests alone: whoever knows it has its money. */
export const TEST_MNEMONIC = 'test test test test test test test test test test test junk'

/** People of the demo, by the index of their account. The first twenty hold ETH on a local chain. */
const INDICES = {
  founder: 0,
  steward: 1,
  'second steward': 2,
  infrastructure: 3,
  'exchange firm': 4,
  network: 5,
  customer: 6,
  designer: 7,
  engineer: 8,
  maker: 9,
  'design team': 10,
  'origin team': 11,
  'first team': 12,
  'passer-by': 13,
  /** On another continent, with a new wallet and no ETH. */
  developer: 900,
} as const

export type Person = keyof typeof INDICES

const accounts = new Map<number, HDAccount>()

function accountAt(addressIndex: number): HDAccount {
  const account = accounts.get(addressIndex) ?? mnemonicToAccount(TEST_MNEMONIC, { addressIndex })
  accounts.set(addressIndex, account)
  return account
}

export function person(name: Person): HDAccount {
  return accountAt(INDICES[name])
}

export function addressOf(name: Person): Address {
  return person(name).address
}

/** `affiliate-007` has account 1007. */
export function affiliate(name: string): HDAccount {
  const [, number] = /^affiliate-(\d{3})$/.exec(name) ?? []
  if (number === undefined) throw new Error(`${name} is no affiliate of the demo.`)
  return accountAt(1000 + Number(number))
}

/** Names by address, for tables and the people file of the local chain. */
export function namedPeople(): { name: string; address: Address }[] {
  return (Object.keys(INDICES) as Person[]).map((name) => ({ name, address: addressOf(name) }))
}
