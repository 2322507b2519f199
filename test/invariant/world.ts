import { keccak256, ZeroAddress } from 'ethers'
import {
  type Equation,
  ETH,
  createVentureModel,
  openKind,
  openPool,
  receive,
  setClock,
  setEquation,
  setToken,
  type VentureModel,
} from '../../sdk/src/model/index.ts'
import { artifactOf } from './artifacts.ts'
import { Chain, coder } from './chain.ts'
import type { Random } from './random.ts'
import { type Cast, fixedPlaces, MAX_KINDS } from './words.ts'

export const DAY = 86_400n
export const WINDOW = 2n * DAY
export const EQUITY_POOLS = [1, 2] as const
export const DEBT_POOLS = [3, 4] as const
export { ETH }

export type BatchStatus = 'Pending' | 'Resolved' | 'Accepted' | 'Rejected' | 'Withdrawn'
export const STATUSES = ['None', 'Pending', 'Resolved', 'Accepted', 'Rejected', 'Withdrawn'] as const
export type Ghost = {
  id: string
  status: BatchStatus
  proposer: number
  header: readonly [entriesHash: string, detailsHash: string, evidenceHash: string, proposer: string, nonce: bigint]
  entries: bigint[]
  deadline: bigint
  resolveBy: bigint
  left: number
  openObjections: number
  objectionsEver: number
  amended: boolean
  partly: boolean
  some: boolean
  allowed: bigint
  taken: bigint
  objections: Map<number, { isStanding: boolean; amendment?: bigint[] }>
}
export type CorrectionGhost = {
  id: string
  status: 'Pending' | 'Applied' | 'Withdrawn'
  content: readonly unknown[]
  entries: bigint[]
  debts: { pool: number; account: string; index: number }[]
  proposer: number
  deadline: bigint
  openObjections: number
  objectors: Set<number>
}
export type PendingGhost = { change: number; subject: bigint; data: string; readyAt: bigint }
/** What a venture knows of an account besides what it holds: who is paid, or is the account now, and since when it is there. */
export type Link = { to: string; type: 'none' | 'payee' | 'successor'; lastAct: bigint }

/** One venture: where it is, what the model says of it, and what nobody but the test remembers. */
export class VentureGhost {
  readonly batches: Ghost[] = []
  readonly corrections: CorrectionGhost[] = []
  readonly pending: PendingGhost[] = []
  readonly firstListed = new Set<string>()
  readonly links = new Map<string, Link>()
  readonly index = new Map<string, number>()
  readonly growingSlots = new Map<string, bigint>()
  /** Per token: everything that ever came in and went out, told by the transfers themselves. */
  readonly deposited = new Map<string, bigint>()
  readonly paid = new Map<string, bigint>()
  readonly usedNonces: { signer: number; nonce: bigint }[] = []
  book = ''

  constructor(
    readonly name: string,
    readonly address: string,
    readonly ledger: string,
    readonly model: VentureModel,
    readonly cast: Cast,
    readonly config: Record<string, unknown>,
    readonly attestationsRequired: number,
    readonly salt: string,
    readonly blockNumber: bigint,
  ) {
    fixedPlaces(cast).forEach(({ name: place }, i) => this.index.set(place, i))
  }

  linkOf(account: string): Link {
    return this.links.get(account) ?? { to: ZeroAddress, type: 'none', lastAct: 0n }
  }
  /** Who an account is, at the end of its moves. */
  holderOf(account: string): string {
    const { to, type } = this.linkOf(account)
    return type === 'successor' ? this.holderOf(to) : account
  }
  /** Where a claim of an account is paid to. */
  recipientOf(account: string): string {
    const holder = this.holderOf(account)
    const { to, type } = this.linkOf(holder)
    return type === 'payee' ? to : holder
  }
  /** The holder of an account did something at the venture. */
  noteAct(account: string): void {
    const holder = this.holderOf(account)
    this.links.set(holder, { ...this.linkOf(holder), lastAct: this.model.now })
  }
  /** Somebody claims of an account: that its holder is there is noted where nobody knew, or somebody wants to know. */
  noteClaim(account: string, sender: string): void {
    const holder = this.holderOf(account)
    if (sender === holder && this.linkOf(holder).lastAct <= 1n) this.noteAct(holder)
  }
  setPayee(account: string, payee: string | undefined): void {
    const holder = this.holderOf(account)
    this.noteAct(holder)
    const { lastAct } = this.linkOf(holder)
    this.links.set(holder, { to: payee ?? ZeroAddress, type: payee ? 'payee' : 'none', lastAct })
  }
}

/** A few ventures that pay each other royalties, a cycle among them, and the people who work there. */
export class World {
  ventures: VentureGhost[] = []
  tokens: string[] = []
  readonly abi = {
    venture: artifactOf('Venture').abi,
    ledger: artifactOf('ContributionLedger').abi,
    board: artifactOf('NoticeBoard').abi,
    review: artifactOf('ReviewBoard').abi,
    growth: artifactOf('GrowthBoard').abi,
    accounts: artifactOf('AccountBoard').abi,
    large: artifactOf('LargeBatches').abi,
    relay: artifactOf('RelayBatch').abi,
    factory: artifactOf('VentureFactory').abi,
    batch: artifactOf('ClaimBatch').abi,
    token: artifactOf('TestToken').abi,
    lens: artifactOf('StateLens').abi,
    ventureLens: artifactOf('VentureLens').abi,
  }
  board = ''
  review = ''
  growth = ''
  accounts = ''
  large = ''
  relay = ''
  factory = ''
  claimBatch = ''
  lens = ''
  /** Code that reads slots, see `SlotReader`. */
  reader = ''
  ventureLens = ''
  ventureCode = ''
  ledgerCode = ''
  /** Of tokens that ventures pay out to people, and that came from people; per token. */
  readonly leafPaid = new Map<string, bigint>()
  readonly external = new Map<string, bigint>()
  private nonce = 0n

  constructor(readonly chain: Chain) {}

  /** People by their number: 0 governs, 1 to 3 are stewards, 1 to 8 work, 9 and 10 are on account lines, 11 buys. */
  account(n: number): string {
    return this.chain.accounts[n] as string
  }
  get governor(): string {
    return this.account(0)
  }
  get holders(): string[] {
    return HOLDERS.map((n) => this.account(n))
  }
  get creditors(): string[] {
    return [...this.holders, this.account(INFRASTRUCTURE), this.account(FUND), ...this.ventures.map(({ address }) => address)]
  }
  venture(i: number): VentureGhost {
    return this.ventures[i] as VentureGhost
  }
  ventureAt(address: string): VentureGhost | undefined {
    return this.ventures.find((venture) => venture.address === address)
  }
  nextNonce(): bigint {
    return this.nonce++
  }

  static async create(chain: Chain, random: Random, count = 3): Promise<World> {
    const world = new World(chain)
    world.board = await chain.deploy('NoticeBoard')
    world.review = await chain.deploy('ReviewBoard')
    world.growth = await chain.deploy('GrowthBoard')
    world.accounts = await chain.deploy('AccountBoard')
    world.large = await chain.deploy('LargeBatches')
    world.relay = await chain.deploy('RelayBatch')
    world.ventureCode = await chain.deploy('Venture', [world.board, world.accounts])
    const boards = [world.board, world.review, world.growth, world.accounts, world.large]
    world.ledgerCode = await chain.deploy('ContributionLedger', boards)
    world.factory = await chain.deploy('VentureFactory', [world.ventureCode, world.ledgerCode, world.board])
    world.claimBatch = await chain.deploy('ClaimBatch')
    world.lens = await chain.deploy('StateLens')
    world.reader = (await chain.ask('eth_getCode', await chain.deploy('SlotReader'), 'latest')) as string
    world.ventureLens = await chain.deploy('VentureLens')
    for (const [name, decimals] of [
      ['Two', 2],
      ['Six', 6],
      ['Eighteen', 18],
      ['Late', 6],
    ] as const) {
      world.tokens.push(await chain.deploy('TestToken', [name, name, decimals]))
    }
    const rich = 2n ** 250n
    for (const token of world.tokens) {
      const data = world.abi.token.encodeFunctionData('mint', [world.account(CUSTOMER), rich])
      await chain.send({ from: world.governor, to: token, data })
    }
    world.tokens.push(ETH)
    await chain.ask('hardhat_setBalance', world.account(CUSTOMER), `0x${(2n ** 200n).toString(16)}`)

    // Deployed in turn, each knows those before it; equations close the cycle afterwards.
    const places: string[] = []
    for (let i = 0; i < count; i++) {
      const config = configOf(world, i, places)
      const salt = `0x${(BigInt(i) + (random.big(2n ** 200n) << 8n)).toString(16).padStart(64, '0')}`
      const [predicted] = await chain.call(world.factory, world.abi.factory, 'predict', [world.governor, config, salt])
      places.push((predicted as string).toLowerCase())
      world.ventures.push(await deployVenture(world, i, config, salt))
    }
    for (const venture of world.ventures) await prepare(world, venture)
    return world
  }
}

export const HOLDERS = [1, 2, 3, 4, 5, 6, 7, 8] as const
export const STEWARDS = [1, 2, 3] as const
export const INFRASTRUCTURE = 9
export const FUND = 10
export const CUSTOMER = 11
export const STRANGER = 13

const text = (value: string) => `0x${Buffer.from(value).toString('hex').padEnd(64, '0')}`
/** Pool, weight or price, decimals. */
const KINDS = [
  ['Design', 1, 40n, 2],
  ['Build', 1, 50n, 2],
  ['Care', 2, 3n, 0],
  ['Loan', 3, 1n, 0],
  ['Hours', 3, 30_000_000n, 2],
  ['Parts', 4, 10n ** 18n, 3],
] as const

export function equationOf(world: World, i: number, upstream: readonly string[]): Equation {
  return {
    lines: [
      { account: world.account(INFRASTRUCTURE), basis: 'gross', shareBps: 500 },
      ...upstream.map((account) => ({ account, basis: 'gross', shareBps: 300 + 200 * i }) as const),
      { pool: 3, basis: 'remaining', shareBps: 3000 },
      { pool: 4, basis: 'remaining', shareBps: 3000 },
      { pool: 2, basis: 'remaining', shareBps: 4000 },
      { pool: 1, basis: 'remaining', shareBps: i === 1 ? 9000 : 10_000 },
    ],
    remainder: world.account(FUND),
  }
}

function configOf(world: World, i: number, upstream: readonly string[]) {
  const [two, six, eighteen] = world.tokens as [string, string, string]
  const { lines, remainder } = equationOf(world, i, upstream)
  return {
    name: `Venture ${i}`,
    uri: '',
    network: ZeroAddress,
    founder: world.governor,
    governor: world.governor,
    stewards: STEWARDS.map((n) => world.account(n)),
    contributorsFloorBps: 3000,
    noticePeriod: WINDOW,
    parameters: {
      attestationsRequired: i === 1 ? 2 : 1,
      attestorMinPoints: 1000,
      objectorMinPoints: 1,
      objectionWindow: WINDOW,
      resolutionDeadline: 3n * DAY,
      instantGrowthBps: 5000,
      instantGrowthPoints: i === 2 ? 10n ** 9n : 10n ** 18n,
      silentGrowthBps: 5000,
      silentGrowthPoints: i === 2 ? 10n ** 9n : 10n ** 18n,
    },
    tokens: i === 2 ? [two, six, eighteen] : [two, six, eighteen, ETH],
    pools: [
      { poolType: 1, token: ZeroAddress, capBps: 0, openingPeriod: 0 },
      { poolType: 1, token: ZeroAddress, capBps: 0, openingPeriod: 5n * DAY },
      { poolType: 2, token: six, capBps: 10_000, openingPeriod: 0 },
      { poolType: 2, token: i === 1 ? ETH : eighteen, capBps: 12_000, openingPeriod: 0 },
    ],
    kinds: KINDS.map(([name, pool, rate, decimals]) => ({
      name: text(name),
      unit: text('u'),
      decimals,
      pool,
      rate,
      voice: pool < 3 ? 1 : 0,
    })),
    equation: lines.map(({ account, pool, basis, shareBps }) => ({
      account: account ?? ZeroAddress,
      pool: pool ?? 0,
      basis: basis === 'gross' ? 0 : 1,
      shareBps,
    })),
    remainder,
  }
}

async function deployVenture(world: World, i: number, config: ReturnType<typeof configOf>, salt: string) {
  const { chain, abi } = world
  const [predicted, predictedLedger] = await chain.call(world.factory, abi.factory, 'predict', [world.governor, config, salt])
  const data = abi.factory.encodeFunctionData('deploy', [config, salt])
  const outcome = await chain.send({ from: world.governor, to: world.factory, data })
  if (!outcome.ok) throw new Error(`the venture could not be deployed: ${chain.nameOf(outcome)}`)
  const { logs } = await chain.receipt(outcome.hash)
  const born = logs.map((log) => abi.factory.parseLog(log)).find((event) => event?.name === 'VentureDeployed')
  const [address, ledger] = [String(born?.args.venture).toLowerCase(), String(born?.args.ledger).toLowerCase()]
  if (address !== String(predicted).toLowerCase() || ledger !== String(predictedLedger).toLowerCase()) {
    throw new Error(`F1: ${address} is not the address predicted, ${predicted}`)
  }
  const blockNumber = BigInt((await chain.ask('eth_blockNumber')) as string)
  const model = createVentureModel({ venture: address, now: chain.now, contributorsFloorBps: config.contributorsFloorBps })
  for (const { poolType, token, capBps, openingPeriod } of config.pools) {
    if (poolType === 1) openPool(model, { type: 'equity', openingPeriod: BigInt(openingPeriod) })
    else openPool(model, { type: 'debt', token, capBps })
  }
  for (const { pool, rate, decimals, voice } of config.kinds) openKind(model, { pool, rate, decimals, voice: BigInt(voice) })
  for (const token of config.tokens) setToken(model, token)
  const places = world.ventures.map((venture) => venture.address)
  setEquation(model, equationOf(world, i, places))
  const cast: Cast = {
    venture: address,
    tokens: world.tokens,
    holders: world.holders,
    creditors: [],
    equityPools: EQUITY_POOLS,
    debtPools: DEBT_POOLS,
  }
  return new VentureGhost(
    `venture ${i}`,
    address,
    ledger,
    model,
    cast,
    config,
    config.parameters.attestationsRequired,
    salt,
    blockNumber,
  )
}

/** Puts the list of its slots where the lens reads it, and lets the customer's tokens be pulled. */
async function prepare(world: World, venture: VentureGhost): Promise<void> {
  Object.assign(venture.cast, { creditors: world.creditors })
  venture.index.clear()
  const places = fixedPlaces(venture.cast)
  places.forEach(({ name }, i) => venture.index.set(name, i))
  venture.book = `0x${keccak256(venture.address).slice(26)}`
  const slots = places.map(({ slot }) => slot.toString(16).padStart(64, '0')).join('')
  await world.chain.ask('hardhat_setCode', venture.book, `0x${slots}`)
  for (const token of world.tokens.filter((address) => address !== ETH)) {
    const data = world.abi.token.encodeFunctionData('approve', [venture.address, 2n ** 256n - 1n])
    await world.chain.send({ from: world.account(CUSTOMER), to: token, data })
  }
}

export function addTo(map: Map<string, bigint>, key: string, amount: bigint): void {
  map.set(key, (map.get(key) ?? 0n) + amount)
}

/** A deposit into a venture, from outside. */
export function deposit(world: World, venture: VentureGhost, token: string, amount: bigint): void {
  receive(venture.model, token, amount)
  addTo(venture.deposited, token, amount)
  addTo(world.external, token, amount)
}

export function tick(world: World): void {
  for (const { model } of world.ventures) setClock(model, world.chain.now)
}

export const hashEntries = (entries: readonly bigint[]) =>
  keccak256(`0x${entries.map((entry) => entry.toString(16).padStart(64, '0')).join('')}`)
export const headerId = (header: Ghost['header']) =>
  keccak256(coder.encode(['bytes32', 'bytes32', 'bytes32', 'address', 'uint256'], header))
export { MAX_KINDS }
