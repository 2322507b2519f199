import { type Address, type PrivateKeyAccount, toHex } from 'viem'
import { mnemonicToAccount, privateKeyToAccount } from 'viem/accounts'

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
  custodian: 14,
  'printer shop': 15,
  'filament shop': 16,
  technician: 17,
  /** On another continent, with a new wallet and no ETH. */
  developer: 900,
  'old hand': 901,
  newcomer: 902,
  stranger: 903,
  thief: 904,
} as const

export type Person = keyof typeof INDICES

/** The parent of all accounts, so that the mnemonic is worked out once. */
const parent = mnemonicToAccount(TEST_MNEMONIC, { path: "m/44'/60'/0'/0" as `m/44'/60'/${string}` }).getHdKey()
const accounts = new Map<number, PrivateKeyAccount>()

function accountAt(index: number): PrivateKeyAccount {
  const known = accounts.get(index)
  if (known) return known
  const { privateKey } = parent.deriveChild(index)
  if (!privateKey) throw new Error(`Account ${index} has no key.`)
  const account = privateKeyToAccount(toHex(privateKey))
  accounts.set(index, account)
  return account
}

export function person(name: Person): PrivateKeyAccount {
  return accountAt(INDICES[name])
}

export function addressOf(name: Person): Address {
  return person(name).address
}

/** `affiliate-007` has account 1007. */
export function affiliate(name: string): PrivateKeyAccount {
  const [, number] = /^affiliate-(\d{3})$/.exec(name) ?? []
  if (number === undefined) throw new Error(`${name} is no affiliate of the demo.`)
  return accountAt(1000 + Number(number))
}

/** Co-owners of the printer, from 1. */
export function coOwner(number: number): PrivateKeyAccount {
  return accountAt(700 + number)
}

/** Customers who ask for something together, from 1. */
export function askingCustomer(number: number): PrivateKeyAccount {
  return accountAt(800 + number)
}

/** A thousand pledgers without ETH, from 1; what comes after them are new wallets. */
export function pledger(number: number): PrivateKeyAccount {
  return accountAt(2000 + number)
}

/** Names by address, for tables and the people file of the local chain. */
export function namedPeople(): { name: string; address: Address }[] {
  return (Object.keys(INDICES) as Person[]).map((name) => ({ name, address: addressOf(name) }))
}
