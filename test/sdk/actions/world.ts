import { network } from 'hardhat'
import {
  type Address,
  type Client,
  type Hex,
  createPublicClient,
  createWalletClient,
  custom,
  encodeDeployData,
  getAddress,
  keccak256,
  toHex,
} from 'viem'
import { getTransactionReceipt, readContract, sendTransaction } from 'viem/actions'
import { hardhat } from 'viem/chains'
import { ETH, type OpenValueActions, type VentureConfig, encodeShortText, erc20Abi, openValueActions } from '@open-value/sdk'
import { deployContracts } from '../../../scripts/deploy/deployContracts.ts'
import { predictAddresses } from '../../../scripts/generate/addresses.ts'
import * as clientActions from '../../../sdk/src/client/actions.ts'

export const HOUR = 3_600
export const DAY = 24 * HOUR
export const ZERO: Address = '0x0000000000000000000000000000000000000000'
/** Kinds of the usual venture. */
export const DESIGN = 0
export const REVIEW = 1
export const CASH = 2
/** Pools of the usual venture. */
export const EQUITY = 1
export const DEBT = 2

const NAMES = ['founder', 'steward', 'steward2', 'ana', 'ben', 'cleo', 'customer', 'firm', 'network', 'stranger'] as const
export type Name = (typeof NAMES)[number]

export type World = Awaited<ReturnType<typeof createWorld>>
/** A person: its address, and every action sent or signed by it. */
export type Person = OpenValueActions & { address: Address; client: Client }

/** Names of actions that ran, by any person of any world. */
export const ranActions = new Set<string>()

/** Actions of some folders that no test ran. */
export function neverRan(...folders: readonly object[]): string[] {
  const names = Object.values(clientActions).flatMap((group) => Object.keys(group))
  return names.filter((name) => folders.some((folder) => name in folder) && !ranActions.has(name))
}

/** A chain in this process with the shared contracts, a token of 6 decimals, and people. */
export async function createWorld() {
  const { provider, networkHelpers, ethers } = await network.create()
  const transport = custom(provider as unknown as Parameters<typeof custom>[0], { retryCount: 0 })
  const signers = await ethers.getSigners()
  const reader = createPublicClient({ chain: hardhat, transport, pollingInterval: 5 })
  const walletOf = (address: Address) => createWalletClient({ account: address, chain: hardhat, transport, pollingInterval: 5 })
  const request = (method: string, params: unknown[] = []) => provider.request({ method, params })

  // Those of the contracts as they were just compiled; a test of its own compares them with the published ones.
  const addresses = predictAddresses()
  const deployer = walletOf(signers[19]?.address as Address)
  await deployContracts(deployer, reader, { record: false })
  const { abi, bytecode } = await import('../../../artifacts/contracts/mocks/TestToken.sol/TestToken.json', {
    with: { type: 'json' },
  }).then(({ default: artifact }) => artifact as unknown as { abi: typeof erc20Abi; bytecode: Hex })
  const deployToken = async (symbol: string, decimals: number): Promise<Address> => {
    const data = encodeDeployData({ abi, bytecode, args: [symbol, symbol, decimals] } as never)
    const hash = await sendTransaction(deployer, { data })
    const { contractAddress } = await getTransactionReceipt(reader, { hash })
    return getAddress(contractAddress ?? ZERO)
  }
  const mint = (token: Address, to: Address, amount: bigint) =>
    sendTransaction(deployer, {
      to: token,
      data: `0x40c10f19${to.slice(2).padStart(64, '0')}${amount.toString(16).padStart(64, '0')}`,
    })

  const people = Object.fromEntries(
    NAMES.map((name, i) => {
      const address = signers[i]?.address as Address
      const client = walletOf(address).extend(openValueActions(addresses))
      return [name, withRecord(client as unknown as OpenValueActions & Client, address, request)]
    }),
  ) as Record<Name, Person>
  const token = await deployToken('USDC', 6)
  await mint(token, people.customer.address, 1_000_000_000_000n)

  return {
    ...people,
    people,
    /** Reads only. */
    reader: recorded(reader.extend(openValueActions(addresses))),
    addresses,
    provider,
    ethers,
    token,
    deployToken,
    mint,
    time: networkHelpers.time,
    setCode: (address: Address, code: Hex) => networkHelpers.setCode(address, code),
    setBalance: (address: Address, wei: bigint) => networkHelpers.setBalance(address, wei),
    balanceOf: (account: Address, of = token) =>
      readContract(reader, { abi: erc20Abi, address: of, functionName: 'balanceOf', args: [account] }),
    today: async () => Math.floor((await networkHelpers.time.latest()) / DAY),
    /** The usual venture: three stewards, one attestation, 3 days to object. */
    config: (change: Partial<VentureConfig> = {}): VentureConfig => usualConfig(people, token, change),
  }
}

function usualConfig(people: Record<Name, Person>, token: Address, change: Partial<VentureConfig>): VentureConfig {
  const kind = (name: string, unit: string, decimals: number, pool: number, rate: bigint, voice: number) => ({
    name: encodeShortText(name),
    unit: encodeShortText(unit),
    decimals,
    pool,
    rate,
    voice,
  })
  return {
    name: 'Water probe',
    uri: 'ipfs://water-probe',
    network: people.network.address,
    founder: people.founder.address,
    governor: people.founder.address,
    stewards: [people.founder.address, people.steward.address, people.steward2.address],
    contributorsFloorBps: 7_000,
    noticePeriod: 7 * DAY,
    parameters: {
      attestationsRequired: 1,
      attestorMinPoints: 1_000n,
      objectorMinPoints: 100n,
      objectionWindow: 3 * DAY,
      resolutionDeadline: 7 * DAY,
      instantGrowthBps: 1_500,
      instantGrowthPoints: 1_000_000n,
      silentGrowthBps: 2_500,
      silentGrowthPoints: 40_000n,
    },
    tokens: [token, ETH],
    pools: [
      { poolType: 1, token: ZERO, capBps: 0, openingPeriod: 0 },
      { poolType: 2, token, capBps: 10_000, openingPeriod: 0 },
    ],
    kinds: [
      kind('Design hour', 'h', 2, EQUITY, 40n, 1),
      kind('Review hour', 'h', 2, EQUITY, 60n, 1),
      kind('Cash', 'USD', 6, DEBT, 1_000_000n, 0),
    ],
    equation: [
      { account: people.firm.address, pool: 0, basis: 0, shareBps: 300 },
      { account: people.network.address, pool: 0, basis: 0, shareBps: 500 },
      { account: ZERO, pool: DEBT, basis: 1, shareBps: 10_000 },
      { account: ZERO, pool: EQUITY, basis: 1, shareBps: 10_000 },
    ],
    remainder: people.network.address,
    ...change,
  }
}

/** What can't be simulated or written with the parameters of `...AndWait`, or has no such form. */
const FILLED_IN = ['claim', 'claimTo', 'executeProposal', 'logAndPayUse', 'payUse', 'contestUse', 'settleUse', 'claimPayback']

/**
 * Every `...AndWait` is simulated first, and written once before its effect is taken back, so that all forms of an action run
 * wherever one does.
 */
function withRecord(
  client: OpenValueActions & Client,
  address: Address,
  request: (method: string, params?: unknown[]) => Promise<unknown>,
) {
  const actions = client as unknown as Record<string, (...all: unknown[]) => Promise<unknown>>
  return new Proxy(client, {
    get(target, property: string) {
      if (property === 'address') return address
      if (property === 'client') return client
      const action = actions[property]
      if (typeof action !== 'function') return Reflect.get(target, property)
      return (...all: unknown[]) => {
        ranActions.add(property)
        return property.endsWith('AndWait') ? runAllForms(actions, property, all, request) : action(...all)
      }
    },
  }) as unknown as Person
}

/** The same client; what is called is remembered. */
function recorded<client extends object>(client: client): client {
  return new Proxy(client, {
    get(target, property: string) {
      ranActions.add(property)
      return Reflect.get(target, property)
    },
  })
}

async function runAllForms(
  actions: Record<string, (...all: unknown[]) => Promise<unknown>>,
  property: string,
  all: unknown[],
  request: (method: string, params?: unknown[]) => Promise<unknown>,
): Promise<unknown> {
  const name = property.slice(0, -'AndWait'.length)
  const Name = name.charAt(0).toUpperCase() + name.slice(1)
  const snapshot = await request('evm_snapshot')
  if (!FILLED_IN.includes(name) && name !== 'send') {
    for (const form of ['simulate', 'write']) {
      const action = actions[`${form}${Name}`]
      if (!action) throw new Error(`${form}${Name} is missing`)
      ranActions.add(`${form}${Name}`)
      await action(...all)
    }
  }
  ranActions.add(`prepare${Name}`)
  await request('evm_revert', [snapshot])
  return actions[property]?.(...all)
}

/** A text as evidence, reason or reply. */
export const reference = (uri: string) => ({ uri, hash: keccak256(toHex(uri)) })

/** Resolves to the error a promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  return promise.then(
    () => {
      throw new Error('expected a rejection')
    },
    (error: Error & Record<string, unknown>) => error,
  )
}
