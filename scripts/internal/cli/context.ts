import { Wallet } from 'ethers'
import { existsSync, readFileSync } from 'node:fs'
import {
  type Account,
  type Address,
  type Chain,
  createWalletClient,
  defineChain,
  getAddress,
  http,
  isAddress,
  publicActions,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { arbitrum, base, hardhat, mainnet, optimism, sepolia } from 'viem/chains'
import {
  type ContractAddresses,
  type GetVentureReturnType,
  type KindInfo,
  addresses,
  decodeShortText,
  getKinds,
  getTokens,
  getVenture,
  parseAddress,
} from '@open-value/sdk'
import { readPeople } from '@open-value/sdk/batch'
import { fileSource } from '../../../sdk/src/batch/node/index.ts'
import { sharedAddresses } from '../contracts.ts'
import { InputError } from './errors.ts'
import { type KnownVenture, type LocalChainFile, knownVentures, readLocalChain, userPath } from './local.ts'

export type CommonOptions = {
  network?: string
  as?: string
  keystore?: string
  venture?: string
  campaign?: string
  machine?: string
  people?: string
  json?: boolean
  dryRun?: boolean
  yes?: boolean
}

export type Context = {
  client: CliClient
  chainId: number
  /** A chain of this machine, where money is play money and the clock can be moved. */
  isLocal: boolean
  local: LocalChainFile | undefined
  /** Who sends; `undefined` where nobody is known. */
  account: Account | undefined
  /** Where the shared contracts stand. */
  contracts: ContractAddresses
  people: People
  options: CommonOptions
}

export type CliClient = ReturnType<typeof createClient>

const PUBLIC_NETWORKS: Record<string, { chain: Chain; variable: string }> = {
  mainnet: { chain: mainnet, variable: 'MAINNET_RPC_URL' },
  base: { chain: base, variable: 'BASE_RPC_URL' },
  optimism: { chain: optimism, variable: 'OPTIMISM_RPC_URL' },
  arbitrum: { chain: arbitrum, variable: 'ARBITRUM_RPC_URL' },
  sepolia: { chain: sepolia, variable: 'SEPOLIA_RPC_URL' },
}

/** Connects to the network the options name, with the account they name. */
export async function openContext(options: CommonOptions): Promise<Context> {
  const url = urlOf(options.network)
  const probe = createClient(url, undefined, undefined)
  const chainId = await probe.getChainId()
  const isLocal = chainId === hardhat.id || chainId === 1337
  const file = readLocalChain()
  const local = isLocal && file?.rpcUrl === url ? file : undefined
  const people = new People(local?.people ?? [])
  if (options.people !== undefined) people.add(await readPeople(fileSource(existing(options.people))))
  const account = await accountOf(probe, options, people)
  const known = [hardhat, ...Object.values(PUBLIC_NETWORKS).map(({ chain }) => chain)].find(({ id }) => id === chainId)
  const chain =
    known ??
    defineChain({
      id: chainId,
      name: `Chain ${chainId}`,
      nativeCurrency: hardhat.nativeCurrency,
      rpcUrls: { default: { http: [url] } },
    })
  return {
    client: createClient(url, chain, account, isLocal),
    contracts: contractsOf(isLocal, local),
    chainId,
    isLocal,
    local,
    account,
    people,
    options,
  }
}

/** A chain of this machine has what was compiled here, which may be newer than what the SDK knows. */
function contractsOf(isLocal: boolean, local: LocalChainFile | undefined): ContractAddresses {
  return isLocal ? (local?.contracts ?? sharedAddresses()) : addresses
}

function createClient(url: string, chain: Chain | undefined, account: Account | undefined, isLocal = false) {
  const client = createWalletClient({
    ...(account ? { account } : {}),
    chain,
    transport: http(url, { retryCount: isLocal ? 0 : 3 }),
    ...(isLocal ? { pollingInterval: 20, cacheTime: 0 } : {}),
  })
  return client.extend(publicActions)
}

function urlOf(network = 'local'): string {
  if (/^https?:\/\//.test(network)) return network
  if (network === 'local') return readLocalChain()?.rpcUrl ?? 'http://127.0.0.1:8545'
  const known = PUBLIC_NETWORKS[network]
  const names = ['local', ...Object.keys(PUBLIC_NETWORKS)].join(', ')
  if (!known) throw new InputError(`There is no network "${network}".`, [`Known are ${names}; or give the URL of an RPC node.`])
  const url = process.env[known.variable]
  if (!url) throw new InputError(`No RPC node is known for ${network}.`, [`Set ${known.variable} in .env, see .env.example.`])
  return url
}

async function accountOf(client: CliClient, { as, keystore }: CommonOptions, people: People): Promise<Account | undefined> {
  if (keystore !== undefined) return readKeystore(keystore)
  const unlocked = await client.getAddresses().catch((): Address[] => [])
  if (as === undefined) return unlocked[0] ? jsonRpc(unlocked[0]) : undefined
  const wanted = /^\d{1,3}$/.test(as) ? unlocked[Number(as)] : people.addressOf(as)
  const found = unlocked.find((address) => address.toLowerCase() === wanted?.toLowerCase())
  if (found) return jsonRpc(found)
  throw new InputError(`The node doesn't hold the key of "${as}".`, [
    'Use --keystore FILE, or an RPC address that a wallet answers.',
  ])
}

const jsonRpc = (address: Address): Account => ({ address: getAddress(address), type: 'json-rpc' })

/** A key file as wallets export it, encrypted; its password comes from OPEN_VALUE_PASSWORD. */
async function readKeystore(file: string): Promise<Account> {
  const password = process.env['OPEN_VALUE_PASSWORD']
  if (password === undefined)
    throw new InputError('The key file needs its password.', ['Set it in the variable OPEN_VALUE_PASSWORD.'])
  try {
    const { privateKey } = await Wallet.fromEncryptedJson(readFileSync(existing(file), 'utf8'), password)
    return privateKeyToAccount(privateKey as `0x${string}`)
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(`${file} is no key file, or the password is wrong.`)
  }
}

/** The account that sends. */
export function senderOf({ account }: Context): Account {
  if (account) return account
  throw new InputError('Nobody is there to send it.', ['Use --keystore FILE, or an RPC address that a wallet answers.'])
}

/** A file of the user that is there. */
export function existing(file: string): string {
  const full = userPath(file)
  if (!existsSync(full)) throw new InputError(`There is no file ${file}.`)
  return full
}

/** Names and addresses, both ways. */
export class People {
  readonly #byName = new Map<string, Address>()
  readonly #byAddress = new Map<string, string>()

  constructor(people: readonly { name: string; address: Address }[]) {
    this.add(new Map(people.map(({ name, address }) => [name, address])))
  }

  add(people: Iterable<readonly [string, Address]>): void {
    for (const [name, address] of people) {
      this.#byName.set(name.toLowerCase(), address)
      this.#byAddress.set(address.toLowerCase(), name)
    }
  }

  /** @throws {InputError} */
  addressOf(who: string): Address {
    if (who.startsWith('0x')) return parseAddress(who)
    const address = this.#byName.get(who.trim().toLowerCase())
    if (address) return address
    const known = [...this.#byAddress.values()].slice(0, 20)
    const hint = known.length > 0 ? `Known are ${known.join(', ')}.` : 'No names are known here.'
    throw new InputError(`Nobody is called "${who}".`, [hint, 'Give an address, or --people FILE.csv with names and addresses.'])
  }

  nameOf(address: Address): string | undefined {
    return this.#byAddress.get(address.toLowerCase())
  }

  /** Addresses by name. */
  all(): Map<string, Address> {
    return new Map([...this.#byAddress].map(([address, name]) => [name, getAddress(address)]))
  }

  /** Name and address, or the address alone. */
  both(address: Address): string {
    const name = this.nameOf(address)
    return name === undefined ? address : `${name} (${address})`
  }
}

export type OpenVenture = GetVentureReturnType & { kinds: NamedKind[]; tokens: NamedToken[] }
export type NamedKind = KindInfo & { alias: string | undefined }
export type NamedToken = { token: Address; symbol: string; decimals: number }

/** The venture the options name, or the one deployed last. */
export async function openVenture(context: Context, given = context.options.venture): Promise<OpenVenture> {
  const known = findVenture(context, given ?? process.env['OPEN_VALUE_VENTURE'])
  const venture = await getVenture(context.client, { ...context.contracts, venture: known.venture })
  const [kinds, tokens] = await Promise.all([
    getKinds(context.client, { ...context.contracts, venture: known.venture }),
    getTokens(context.client, { venture: known.venture }),
  ])
  context.people.add([
    [venture.name, venture.venture],
    ...knownVentures(context.chainId).map(({ name, venture: address }) => [name, address] as const),
  ])
  return {
    ...venture,
    kinds: kinds.map((kind, i) => {
      const born = venture.config.kinds[i]
      const told = born && kind.name === `Kind ${i}` ? { name: decodeShortText(born.name), unit: decodeShortText(born.unit) } : {}
      return { ...kind, ...told, alias: known.kindIds?.[i] }
    }),
    tokens: tokens.map(({ token, symbol, decimals }) => ({ token, symbol: symbol ?? token, decimals: decimals ?? 0 })),
  }
}

/**
 * The address behind the name or address of a venture.
 *
 * @throws {InputError}
 */
export function findVenture(
  { chainId }: Pick<Context, 'chainId'>,
  given: string | undefined,
): Pick<KnownVenture, 'venture' | 'kindIds'> {
  const known = knownVentures(chainId)
  if (given !== undefined && isAddress(given, { strict: false })) {
    return known.find(({ venture }) => venture.toLowerCase() === given.toLowerCase()) ?? { venture: parseAddress(given) }
  }
  const found = given === undefined ? known.at(-1) : known.findLast(({ name }) => name.toLowerCase() === given.toLowerCase())
  if (found) return found
  const names = known.length > 0 ? `Known are ${known.map(({ name }) => name).join(', ')}.` : 'None was deployed from here.'
  throw new InputError(given === undefined ? 'Which venture?' : `There is no venture "${given}".`, [
    names,
    'Name it with --venture, or give its address.',
  ])
}

/** The kind somebody means: its name, its id in the config, or the beginning of either. */
export function findKind(kinds: readonly NamedKind[], written: string): NamedKind {
  const wanted = written.trim().toLowerCase()
  const open = kinds.filter(({ isClosed }) => !isClosed)
  const names = ({ name, alias = '' }: NamedKind) => [name.toLowerCase(), alias.toLowerCase()].filter((text) => text !== '')
  const exact = open.filter((kind) => names(kind).includes(wanted))
  const near = open.filter((kind) => names(kind).some((name) => name.startsWith(wanted)))
  const [found, ...others] = exact.length > 0 ? exact : near
  if (found && others.length === 0) return found
  throw new InputError(`${found ? 'More than one kind begins with' : 'There is no kind'} "${written}".`, [
    `There are ${open.map(({ name }) => name).join(', ')}.`,
  ])
}

/** The payout token somebody means, or the first. */
export function findToken(tokens: readonly NamedToken[], written?: string): NamedToken {
  const wanted = written?.toLowerCase()
  const found = tokens.find(({ token, symbol }) => !wanted || token.toLowerCase() === wanted || symbol.toLowerCase() === wanted)
  if (found) return found
  throw new InputError(`"${written}" is no payout token of this venture.`, [
    `There are ${tokens.map(({ symbol }) => symbol).join(', ')}.`,
  ])
}
