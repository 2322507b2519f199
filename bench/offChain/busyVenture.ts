import {
  type Abi,
  type Address,
  type Hex,
  type Log,
  encodeDeployData,
  encodeFunctionData,
  erc20Abi,
  getAddress,
  isAddressEqual,
  keccak256,
  maxUint256,
  parseAbi,
  toHex,
  zeroAddress,
  zeroHash,
} from 'viem'
import {
  type ContractAddresses,
  ETH,
  type PreparedTransaction,
  type VentureConfig,
  deployVentureAndWait,
  encodeShortText,
  prepareAcceptAttested,
  prepareClaim,
  prepareDistribute,
  preparePay,
  prepareProposeBatch,
  prepareSetPayee,
} from '@open-value/sdk'
import { comparePacked, hashBatch, packEntry, packWorkDays } from '@open-value/sdk/batch'
import { type LocalClient, fund, mined, moveOn } from '../../scripts/internal/chain.ts'
import { deployShared, deployTestToken } from '../../scripts/internal/contracts.ts'
import { addressOf, person } from '../../scripts/demo/people.ts'
import { compile } from '../../test/utils/compile.ts'

/** A venture that has lived for long. */
export type BusyVenture = {
  venture: Address
  ledger: Address
  contracts: ContractAddresses
  /** Told by the venture and its ledger. */
  events: number
  /** Who contributed. */
  accounts: number
}

const REPEAT = 'test/mocks/Repeat.sol'
const repeatAbi = parseAbi(['struct Call { address to; uint256 value; bytes data; }', 'function run(Call[] calls) payable'])

/** Gas of one transaction stays below what a chain allows. */
const GAS_LIMIT = 16_000_000n
const MONTH = 30n * 86_400n
const EQUITY = 1
const DEBT = 2
const HOURS = [0, 1, 2, 3] as const
const CASH = 4
const KINDS = [...HOURS, CASH]

/** What happens in a month. */
const BATCHES = 12
const ENTRIES = 25
const CASH_ENTRIES = 10
const SALES = 40
const CLAIMS = 200
const PAYEES = 2

/**
 * Makes a venture of so many accounts, and lets months go by until it and its ledger have told so many events: proposals,
 * acceptances, sales, distributions, claims and payees, in two tokens, an equity and a debt pool.
 */
export async function makeBusyVenture(
  client: LocalClient,
  { events, accounts }: { events: number; accounts: number },
): Promise<BusyVenture> {
  const founder = person('founder')
  const contracts = await deployShared(client, founder, { record: false })
  const token = await deployTestToken(client, founder, { name: 'Test dollar', symbol: 'USDC', decimals: 6 })
  const repeat = await deployRepeat(client)
  const wallet = { account: founder, chain: client.chain }
  const { venture, ledger } = await deployVentureAndWait(
    client,
    { config: configOf(repeat, token), factory: contracts.factory },
    { account: founder },
  )
  await fund(client, [repeat], 10n ** 24n)

  let told = 0
  const count = (logs: readonly Log[]) => {
    told += logs.filter(({ address }) => isAddressEqual(address, venture) || isAddressEqual(address, ledger)).length
  }
  /** Makes the calls in the name of the contract that repeats, so many in a transaction. */
  async function run(calls: readonly PreparedTransaction[], atOnce: number): Promise<void> {
    for (let first = 0; first < calls.length; first += atOnce) {
      const args = [calls.slice(first, first + atOnce)] as const
      const data = encodeFunctionData({ abi: repeatAbi, functionName: 'run', args })
      const hash = client.sendTransaction({ ...wallet, to: repeat, data, gas: GAS_LIMIT })
      count((await mined(client, hash)).logs)
    }
  }

  const mint = parseAbi(['function mint(address account, uint256 amount)'])
  await run(
    [
      call(token, encodeFunctionData({ abi: mint, functionName: 'mint', args: [repeat, 10n ** 24n] })),
      call(token, encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [venture, maxUint256] })),
    ],
    2,
  )
  const batches = new BatchMaker(
    ledger,
    repeat,
    Array.from({ length: accounts }, (_, i) => member(i)),
  )
  let waiting: PreparedTransaction[] = []
  for (let month = 0; told < events; month++) {
    // Debts wait until nobody can object any more.
    await run(waiting, 10)
    const hours = Array.from({ length: BATCHES }, (_, i) => batches.make(HOURS, ENTRIES, month * BATCHES + i))
    await run(
      hours.flatMap(({ propose, accept }) => [propose, accept]),
      10,
    )
    const cash = batches.make([CASH], CASH_ENTRIES, month)
    await run([cash.propose], 1)
    waiting = [cash.accept]

    const sales = Array.from({ length: SALES }, (_, i) => {
      const paidIn = i % 4 === 0 ? ETH : token
      const amount = BigInt(1_000_003 * (1 + ((month * SALES + i) % 97)))
      const invoice = `${month}-${i}`
      return [preparePay({ venture, token: paidIn, amount, invoice }), prepareDistribute({ venture, token: paidIn })]
    })
    await run(sales.flat(), 100)
    const claims = Array.from({ length: CLAIMS }, (_, i) => member((month * CLAIMS + i) % accounts))
    await run(
      claims.map((account) => prepareClaim({ venture, account, tokens: [token, ETH], kinds: KINDS })),
      50,
    )
    for (let i = 0; i < PAYEES; i++) {
      const account = member((month * PAYEES + i) % accounts)
      count(await setPayee(client, account, venture))
    }
    await moveOn(client, MONTH)
  }
  return { venture, ledger, contracts, events: told, accounts }
}

function call(to: Address, data: Hex): PreparedTransaction {
  return { to, data, value: 0n }
}

function member(i: number): Address {
  return getAddress(`0x${keccak256(toHex(`member ${i}`)).slice(26)}`)
}

/** Batches of whoever is next, of so many entries each. */
class BatchMaker {
  #next = 0
  #nonce = 0n

  constructor(
    readonly ledger: Address,
    readonly proposer: Address,
    readonly members: readonly Address[],
  ) {}

  make(kinds: readonly number[], size: number, day: number) {
    const entries = Array.from({ length: size }, (_, i) => {
      const affiliate = this.members[this.#next++ % this.members.length] as Address
      return packEntry({ affiliate, kind: kinds[i % kinds.length] as number, quantity: BigInt(100 + (this.#next % 731)) })
    }).sort(comparePacked)
    const workDays = packWorkDays(entries.map(() => 20_000 + day))
    const { ledger, proposer } = this
    const proposal = { entries, workDays, evidenceHash: zeroHash, evidenceURI: '', task: zeroHash, nonce: this.#nonce++ }
    const header = hashBatch({ ...proposal, proposer })
    // The proposer counts without a signature.
    const attestations = [{ attestor: proposer, kinds: [], deadline: maxUint256, signature: '0x' as const }]
    return {
      propose: prepareProposeBatch({ ledger, proposal }),
      accept: prepareAcceptAttested({ ledger, header, entries, attestations }),
    }
  }
}

/** Somebody sends their money to a new wallet. */
async function setPayee(client: LocalClient, account: Address, venture: Address): Promise<Log[]> {
  await client.impersonateAccount({ address: account })
  await fund(client, [account])
  const { to, data } = prepareSetPayee({ venture, account, payee: getAddress(`0x${keccak256(account).slice(26)}`) })
  const { logs } = await mined(client, client.sendTransaction({ account, chain: client.chain, to, data }))
  await client.stopImpersonatingAccount({ address: account })
  return logs
}

async function deployRepeat(client: LocalClient): Promise<Address> {
  const compiled = compile([REPEAT], ['abi', 'evm.bytecode.object']).contracts[REPEAT]?.Repeat
  if (!compiled) throw new Error(`${REPEAT} has no Repeat.`)
  const data = encodeDeployData({ abi: compiled.abi as Abi, bytecode: `0x${compiled.evm.bytecode.object}` })
  const { contractAddress } = await mined(client, client.sendTransaction({ account: person('founder'), data }))
  if (!contractAddress) throw new Error('Repeat was not deployed.')
  return getAddress(contractAddress)
}

/** Whoever repeats is its only steward, and accepts at once whatever it proposes. */
function configOf(steward: Address, token: Address): VentureConfig {
  const kind = (name: string, unit: string, decimals: number, pool: number, rate: bigint) => ({
    name: encodeShortText(name),
    unit: encodeShortText(unit),
    decimals,
    pool,
    rate,
    voice: pool === EQUITY ? 1 : 0,
  })
  const line = (account: Address, pool: number, basis: number, shareBps: number) => ({ account, pool, basis, shareBps })
  return {
    name: 'Busy venture',
    uri: '',
    network: zeroAddress,
    founder: addressOf('founder'),
    governor: addressOf('founder'),
    stewards: [steward],
    contributorsFloorBps: 0,
    noticePeriod: 7 * 86_400,
    parameters: {
      attestationsRequired: 1,
      attestorMinPoints: 1_000n,
      objectorMinPoints: 1n,
      objectionWindow: 3 * 86_400,
      resolutionDeadline: 7 * 86_400,
      instantGrowthBps: 1_500,
      instantGrowthPoints: 10n ** 15n,
      silentGrowthBps: 2_500,
      silentGrowthPoints: 4_000n,
    },
    tokens: [token, ETH],
    pools: [
      { poolType: 1, token: zeroAddress, capBps: 0, openingPeriod: 86_400 },
      { poolType: 2, token, capBps: 12_000, openingPeriod: 0 },
    ],
    kinds: [
      ...HOURS.map((i) => kind(`Hours ${i}`, 'h', 2, EQUITY, BigInt(40 + 10 * i))),
      kind('Cash', 'USD', 2, DEBT, 1_000_000n),
    ],
    equation: [
      line(addressOf('infrastructure'), 0, 0, 500),
      line(addressOf('exchange firm'), 0, 0, 300),
      line(zeroAddress, DEBT, 1, 3_000),
      line(zeroAddress, EQUITY, 1, 10_000),
    ],
    remainder: addressOf('network'),
  }
}
