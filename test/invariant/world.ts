import { keccak256, ZeroAddress } from 'ethers'
import {
  type Equation,
  ETH,
  createVentureModel,
  holderOf,
  move,
  openKind,
  openPool,
  receive,
  setClock,
  setEquation,
  setToken,
  type VentureModel,
} from '../../sdk/src/model/index.ts'
import type { LargeTree } from '../../sdk/src/batch/large/index.ts'
import { artifactOf } from './artifacts.ts'
import { Chain, coder } from './chain.ts'
import type { Random } from './random.ts'
import { type Cast, fixedPlaces, MAX_KINDS, type Place, rolePlaces, type Total } from './words.ts'

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
  large?: LargeGhost
}
export type LeafGhost = { index: number; affiliate: string; kind: number; quantity: bigint }
/** What is in the file behind a large batch, and what became of it. */
export type LargeGhost = {
  header: readonly [totalsHash: string, root: string, leaves: bigint, dataHash: string, proposer: string, nonce: bigint]
  leaves: readonly LeafGhost[]
  tree: LargeTree
  /** Units each leaf got, by its index. */
  given: Map<number, bigint>
  /** Units that entered, and that were closed, by kind. */
  entered: Map<number, bigint>
  /** What the venture told of a kind when it entered, to be passed again. */
  records: Map<number, readonly bigint[]>
  closed: Map<number, bigint>
  /** When a closing was announced that has not been taken back. */
  announcedAt?: bigint | undefined
}
export type MoveGhost = {
  id: string
  content: readonly [ledger: string, from: string, to: string, proposer: string, reasonHash: string, nonce: bigint]
  from: string
  to: string
  status: 'Proposed' | 'Waiting' | 'Made' | 'Rejected'
  proposedAt: bigint
  /** When it was attested or decided last. */
  waitsSince: bigint
  byGovernor: boolean
  openObjections: number
  objectors: Set<number>
}
/** A call that anybody may submit because somebody signed it. */
export type SignedCall = { what: string; signer: number; nonce: bigint; tx: { to: string; data: string } }
/** `until`: when the last term as a steward ends, 1 = without end. */
export type Role = { steward: boolean; barred: boolean; depth: number; lastAct: bigint; until: bigint; terms: bigint }
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

/** One venture: where it is, what the model says of it, and what nobody but the test remembers. */
export class VentureGhost {
  readonly batches: Ghost[] = []
  readonly corrections: CorrectionGhost[] = []
  readonly pending: PendingGhost[] = []
  readonly firstListed = new Set<string>()
  /** What the venture says of when an account did something at it, and when it really did anything, ledger included. */
  readonly lastActs = new Map<string, bigint>()
  readonly seen = new Map<string, bigint>()
  readonly roles = new Map<string, Role>()
  readonly moves: MoveGhost[] = []
  /** Totals of large batches as they entered, by kind and batch. */
  readonly totals = new Map<string, Total>()
  /** What was submitted of what somebody signed. */
  readonly signed: SignedCall[] = []
  readonly index = new Map<string, number>()
  readonly growingSlots = new Map<string, bigint>()
  /** Per token: everything that ever came in and went out, told by the transfers themselves. */
  readonly deposited = new Map<string, bigint>()
  readonly paid = new Map<string, bigint>()
  readonly usedNonces: { signer: number; nonce: bigint }[] = []
  /** List of slots of the ledger. */
  ledgerBook = ''
  /** Nobody's ledger: it answers everything with the venture's address, and finds every signature good. */
  foreignLedger = ''
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
    for (const steward of config.stewards as string[]) this.change(steward, { steward: true, until: 1n, terms: 1n })
  }

  /* PEOPLE */

  /** Who an account is, at the end of its moves. */
  holderOf(account: string): string {
    return holderOf(this.model, account)
  }
  /** An account nobody has moved from. */
  isUnmoved(account: string): boolean {
    return this.holderOf(account) === account
  }
  roleOf(account: string): Role {
    return this.roles.get(account) ?? { steward: false, barred: false, depth: 0, lastAct: 0n, until: 0n, terms: 0n }
  }
  change(account: string, part: Partial<Role>): void {
    this.roles.set(account, { ...this.roleOf(account), ...part })
  }
  isSteward(account: string): boolean {
    return this.roleOf(account).steward
  }
  get stewards(): string[] {
    return [...this.roles].flatMap(([account, { steward }]) => (steward ? [account] : []))
  }
  /** The holder of an account did something at the venture itself. */
  noteAct(account: string): void {
    const holder = this.holderOf(account)
    this.lastActs.set(holder, this.model.now)
    this.seen.set(holder, this.model.now)
  }
  /** Somebody claims of an account: the venture writes down that its holder is there where it doesn't know, or somebody asks. */
  noteClaim(account: string, sender: string): void {
    const holder = this.holderOf(account)
    if (sender === holder && (this.lastActs.get(holder) ?? 0n) <= 1n) this.noteAct(holder)
  }
  /** An account did something in the ledger or at one of its boards. */
  noteLedgerAct(account: string): void {
    if (this.roleOf(account).lastAct <= 1n) this.change(account, { lastAct: this.model.now })
    this.seen.set(account, this.model.now)
  }
  /** Somebody proposed to move an account: venture and ledger write down the next thing it does. */
  awaitAct(account: string): void {
    if (this.roleOf(account).lastAct !== 0n) this.change(account, { lastAct: 1n })
    if (this.lastActs.has(account)) this.lastActs.set(account, 1n)
  }
  /** `to` goes on as `from`. */
  move(from: string, to: string): void {
    const { steward, barred, depth, until, terms } = this.roleOf(from)
    const before = this.roleOf(to)
    this.change(to, {
      depth: Math.max(before.depth, depth + 1),
      steward: steward || before.steward,
      barred: barred || before.barred,
      ...(terms >= before.terms && { until, terms }),
    })
    if (steward) this.change(from, { steward: false })
    move(this.model, from, to)
  }
  /** How many moves lie behind an account. */
  depthOf(account: string): number {
    return this.roleOf(account).depth
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
  voices = ''
  ventureCode = ''
  ledgerCode = ''
  /** Of tokens that ventures pay out to people, and that came from people; per token. */
  readonly leafPaid = new Map<string, bigint>()
  readonly external = new Map<string, bigint>()
  private nonce = 0n

  constructor(readonly chain: Chain) {}

  /**
   * People by their number: 0 governs, 1 to 3 are stewards at first, 1 to 8 work, 9 and 10 are on account lines, 11 buys, from 14
   * on they are where the others move to.
   */
  account(n: number): string {
    return this.chain.accounts[n] as string
  }
  /** -1 for what is nobody's wallet. */
  numberOf(account: string): number {
    return this.chain.accounts.indexOf(account)
  }
  get governor(): string {
    return this.account(0)
  }
  get holders(): string[] {
    return HOLDERS.map((n) => this.account(n))
  }
  /** Everyone who may do something with a venture, apart from buying and mischief. */
  get people(): string[] {
    return this.chain.accounts.slice(0, PEOPLE).filter((_, n) => n !== CUSTOMER && n !== STRANGER)
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
    await chain.invite(PEOPLE)
    const decisions = await chain.deploy('DecisionBoard')
    const handOvers = await chain.deploy('HandOverBoard')
    const governorCode = await chain.deploy('LazyConsensusGovernor', [decisions])
    world.voices = await chain.deploy('VoiceBoard')
    world.board = await chain.deploy('NoticeBoard', [decisions, handOvers])
    world.review = await chain.deploy('ReviewBoard', [governorCode])
    world.growth = await chain.deploy('GrowthBoard')
    world.accounts = await chain.deploy('AccountBoard')
    world.large = await chain.deploy('LargeBatches')
    world.relay = await chain.deploy('RelayBatch')
    world.ventureCode = await chain.deploy('Venture', [world.board, world.accounts])
    const boards = [world.board, world.review, world.growth, world.accounts, world.large, world.voices]
    world.ledgerCode = await chain.deploy('ContributionLedger', boards)
    world.factory = await chain.deploy('VentureFactory', [
      world.ventureCode,
      world.ledgerCode,
      governorCode,
      world.board,
      handOvers,
    ])
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
/** Proposes now and then, and has no part in anything. */
export const OUTSIDER = 12
export const STRANGER = 13
export const HOMES = Array.from({ length: 22 }, (_, i) => 14 + i)
const PEOPLE = 36

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
    people: world.people,
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
  venture.ledgerBook = `0x${keccak256(venture.ledger).slice(26)}`
  const codeOf = (list: readonly Place[]) => `0x${list.map(({ slot }) => slot.toString(16).padStart(64, '0')).join('')}`
  await world.chain.ask('hardhat_setCode', venture.book, codeOf(places))
  await world.chain.ask('hardhat_setCode', venture.ledgerBook, codeOf(rolePlaces(venture.cast)))
  venture.foreignLedger = `0x${keccak256(venture.book).slice(26)}`
  await world.chain.ask('hardhat_setCode', venture.foreignLedger, `0x73${venture.address.slice(2)}5f5260205ff3`)
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
