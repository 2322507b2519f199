import { keccak256, toUtf8Bytes, ZeroAddress } from 'ethers'
import type { CampaignState, ProposalStatus, UseStatus } from '../../../sdk/src/abis/enums.ts'
import { campaignModel, ETH } from '../../../sdk/src/model/index.ts'
import { compileMock } from '../../utils/compile.ts'
import { artifactOf } from '../artifacts.ts'
import { type Chain, coder, hex, type Transaction } from '../chain.ts'
import type { Random } from '../random.ts'
import { DAY, STEWARDS, World } from '../world.ts'
import type { Decision } from './decisions.ts'
import type { Sight } from './observer.ts'
import { campaignPlaces, type CampaignView, type Cast, machinePlaces, type MachineView, ownPlaces, type Place } from './words.ts'

/** People by their number in the chain's accounts. */
export const PLEDGERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const
export const INITIATOR = 0
export const GOVERNOR = 0
export const CUSTODIAN = 13
export const SELLER = 14
export const NETWORK = 15
export const DONOR = 16
export const STRANGER = 17
/** May be stewards of machines, at first the first three of them. */
export const MACHINE_STEWARDS = [1, 2, 3, 4] as const
/** Nobody's wallets. */
export const PLACEHOLDERS = [1n, 2n].map((n) => `0x${(0xabc0000n + n).toString(16).padStart(40, '0')}`)
export const AGREEMENT = keccak256(toUtf8Bytes('agreement'))
export { DAY, ETH }

export type Invoice = readonly [
  number: bigint,
  loggedAt: bigint,
  user: string,
  logger: string,
  technician: string,
  costs: readonly (readonly [account: string, amount: bigint])[],
  net: bigint,
  inKind: bigint,
]
export type ProposalGhost = {
  id: number
  proposer: string
  decision: Decision
  /** What its content must be: action, data, and the code of a supplier that has any. */
  content: string
  madeAt: bigint
  status: ProposalStatus
}
export type UseGhost = { id: string; invoice: Invoice; total: bigint; status: UseStatus }
export type Terms = ReturnType<typeof randomTerms>['terms']

/** One campaign and its machine: where they are, how they were last seen, and what nobody but the test remembers. */
export class CampaignGhost {
  /** As it was last seen. */
  sight!: Sight
  readonly proposals: ProposalGhost[] = []
  readonly uses: UseGhost[] = []
  /** Of the payback, gone to the network in the end. */
  rested = 0n
  /** Came to the place where the machine will be. */
  early = 0n
  /** The machine has shared its own token at least once. */
  hasDistributed = false
  private readonly places = new Map<string, Place[]>()
  readonly usedNonces = new Map<string, bigint>()
  readonly signed: { what: string; tx: Transaction }[] = []

  constructor(
    readonly name: string,
    readonly address: string,
    /** Empty for work in a venture. */
    readonly machine: string,
    readonly terms: Terms,
    readonly machineTerms: ReturnType<typeof randomTerms>['machineTerms'],
    /** Who may pledge here, placeholders among them. */
    readonly pledgers: readonly string[],
    readonly model: campaignModel.CampaignModel,
    readonly ownPlaces: readonly Place[],
  ) {}

  get view(): CampaignView {
    return this.sight.view
  }
  get machineView(): MachineView | undefined {
    return this.sight.machineView
  }
  /** Remembers what was seen. */
  see(sight: Sight): void {
    this.sight = sight
    this.isSeen = true
    for (const proposal of this.proposals) {
      if (sight.view.has(`proposal ${proposal.id} 1`)) proposal.status = sight.view.status(proposal.id)
    }
    for (const use of this.uses) {
      if (sight.machineView?.has(`use ${use.id}`)) use.status = sight.machineView.useStatus(use.id)
    }
  }
  get isMachine(): boolean {
    return this.machine !== ''
  }
  get isInService(): boolean {
    return this.machineView !== undefined
  }
  /** Seen for the first time with nothing pledged. */
  isSeen = false
  get token(): string {
    return this.terms.token
  }

  /** Derived from the words, by code that shares nothing with the model. */
  state(at: bigint, view = this.view): CampaignState {
    const { goal, deadline, releaseDeadline } = this.terms
    if (view.isReleased) return 'released'
    if (view.isCancelled) return 'failed'
    if (view.raised < goal) return at < deadline ? 'open' : 'failed'
    if (at < releaseDeadline) return 'funded'
    return view.spent === 0n ? 'failed' : 'released'
  }
  /** Nothing is decided any more but who gets what back. */
  hasEnded(at: bigint): boolean {
    const state = this.state(at)
    return state === 'failed' || state === 'released'
  }
  /** What may still be proposed, objected to and carried out. */
  live(): ProposalGhost[] {
    return this.proposals.filter(({ status }) => status === 'live')
  }
  openUses(): UseGhost[] {
    return this.uses.filter(({ status }) => status === 'logged' || status === 'contested')
  }
  /** Live ones, and the last that are not. */
  watchedProposals(): ProposalGhost[] {
    return this.proposals.filter(({ status }, i) => status === 'live' || i >= this.proposals.length - 2)
  }
  watchedUses(): UseGhost[] {
    return this.uses.filter(({ status }, i) => status === 'logged' || status === 'contested' || i >= this.uses.length - 2)
  }
  /** Slots that come with the history, worked out once. */
  placesOf(what: string, work: () => Place[]): Place[] {
    let places = this.places.get(what)
    if (!places) this.places.set(what, (places = work()))
    return places
  }
  /** What an account is to get of what was repaid, and did not get yet. */
  due(account: string, view = this.view, machine = this.machineView): bigint {
    if (!machine) return 0n
    return (view.pledged(account) * machine.repaid) / this.terms.goal - machine.paid(account)
  }
  /** Tokens the machine shares. */
  listed(machine = this.machineView): string[] {
    const later = Array.from({ length: machine?.laterCount ?? 0 }, (_, i) => machine?.laterToken(i) ?? '')
    return [this.token, ...later]
  }
}

/** Campaigns one after another, several at a time, for machines and for work in a venture. */
export class EquipmentWorld {
  /** Those that go on. */
  campaigns: CampaignGhost[] = []
  tokens: string[] = []
  readonly abi = {
    campaign: artifactOf('Campaign').abi,
    machine: artifactOf('SharedEquipment').abi,
    rules: artifactOf('MachineRules').abi,
    factory: artifactOf('CampaignFactory').abi,
    token: artifactOf('TestToken').abi,
    forcer: artifactOf('Forcer', 'OddRecipients'),
  }
  rules = ''
  factory = ''
  permitToken = ''
  readonly cast: Cast
  readonly index = { campaign: new Map<string, number>(), machine: new Map<string, number>() }
  readonly books = { campaign: '', machine: '' }
  readonly permitNonces = new Map<string, bigint>()
  private readonly provided = new Set<string>()
  /** Hash of the venture's code, which may be a supplier too. */
  ventureCodeHash = ''
  private born = 0

  private constructor(
    readonly chain: Chain,
    /** A venture that is paid for work, and the network of some machines. */
    readonly base: World,
  ) {
    const [two, six] = base.tokens as [string, string]
    this.tokens = [two, six, '', ETH]
    this.cast = { people: this.people, creditors: [], stewards: [], tokens: this.tokens }
  }

  account(n: number): string {
    return this.chain.accounts[n] as string
  }
  get people(): string[] {
    return [...[...PLEDGERS, CUSTODIAN, DONOR].map((n) => this.account(n)), ...PLACEHOLDERS]
  }
  get venture(): string {
    return this.base.venture(0).address
  }
  get creditors(): string[] {
    return [...[...MACHINE_STEWARDS, SELLER, NETWORK].map((n) => this.account(n)), this.venture]
  }
  isWallet(account: string): boolean {
    return this.chain.accounts.includes(account)
  }
  /** Who decides about released machines of a network. */
  governorOf({ terms }: CampaignGhost): string {
    return terms.venture === this.venture ? this.account(GOVERNOR) : terms.venture
  }

  static async create(chain: Chain, random: Random): Promise<EquipmentWorld> {
    const world = new EquipmentWorld(chain, await World.create(chain, random, 1))
    world.rules = await chain.deploy('MachineRules')
    const machineCode = await chain.deploy('SharedEquipment', [world.rules])
    const campaignCode = await chain.deploy('Campaign', [machineCode, world.rules])
    world.factory = await chain.deploy('CampaignFactory', [campaignCode])
    chain.know(world.abi.token)
    world.permitToken = await deployMock(chain, 'PermitToken')
    world.tokens[2] = world.permitToken
    Object.assign(world.cast, {
      creditors: world.creditors,
      stewards: MACHINE_STEWARDS.map((n) => world.account(n)),
    })
    world.ventureCodeHash = keccak256((await chain.ask('eth_getCode', world.venture, 'latest')) as string)
    const rich = `0x${(2n ** 120n).toString(16)}`
    for (const account of chain.accounts) await chain.ask('hardhat_setBalance', account, rich)
    for (const [kind, places] of [
      ['campaign', campaignPlaces(world.cast)],
      ['machine', machinePlaces(world.cast)],
    ] as const) {
      places.forEach(({ name }, i) => world.index[kind].set(name, i))
      world.books[kind] = `0x${keccak256(toUtf8Bytes(kind)).slice(26)}`
      await chain.ask('hardhat_setCode', world.books[kind], `0x${places.map(({ slot }) => hex(slot)).join('')}`)
    }
    return world
  }

  /** One campaign more. */
  async open(random: Random): Promise<CampaignGhost> {
    const { terms, machineTerms, machine: setup, pledgers } = randomTerms(this, random)
    const i = this.born++
    const config = { name: `Campaign ${i}`, uri: '', agreementURI: '', terms, machine: setup }
    const data = this.abi.factory.encodeFunctionData('deploy', [config, `0x${hex(i)}`])
    const outcome = await this.chain.send({ from: this.account(STRANGER), to: this.factory, data })
    if (!outcome.ok) throw new Error(`the campaign could not be made: ${this.chain.nameOf(outcome)}`)
    const { logs } = await this.chain.receipt(outcome.hash)
    const born = this.abi.factory.parseLog(logs.at(-1) as { topics: string[]; data: string })
    const address = String(born?.args.campaign).toLowerCase()
    const where = String(born?.args.machine).toLowerCase()
    const machine = where === ZeroAddress ? '' : where
    const own = machine ? ownPlaces(machine, this.cast) : []
    const model = campaignModel.createCampaignModel({
      terms: { ...terms, end: machine ? 'machine' : 'venture' },
      campaign: address,
      machine,
      config: setup,
      ventureStewards: STEWARDS.map((n) => this.account(n)),
      now: this.chain.now,
    })
    const ghost = new CampaignGhost(`campaign ${i}`, address, machine, terms, machineTerms, pledgers, model, own)
    this.campaigns.push(ghost)
    return ghost
  }

  /** Gives somebody enough of a token, and lets a contract take it. */
  async provide({ account, token, spender }: { account: string; token: string; spender?: string }): Promise<void> {
    const once = async (key: string, name: string, values: unknown[]) => {
      if (this.provided.has(key)) return
      this.provided.add(key)
      await this.chain.send({ from: account, to: token, data: this.abi.token.encodeFunctionData(name, values) })
    }
    if (token === ETH) return
    await once(`${account} ${token}`, 'mint', [account, 2n ** 120n])
    if (spender) await once(`${account} ${token} ${spender}`, 'approve', [spender, 2n ** 256n - 1n])
  }
  mayPull(account: string, token: string, spender: string): boolean {
    return this.provided.has(`${account} ${token} ${spender}`)
  }
  /** A permit has put another in its place. */
  forgetAllowance(account: string, token: string, spender: string): void {
    this.provided.delete(`${account} ${token} ${spender}`)
  }
}

async function deployMock(chain: Chain, name: string): Promise<string> {
  const { bytecode } = compileMock(name)
  const outcome = await chain.send({ from: chain.accounts[0] as string, data: bytecode })
  if (!outcome.ok) throw new Error(`${name} could not be deployed: ${outcome.error}`)
  return (await chain.receipt(outcome.hash)).contractAddress.toLowerCase()
}

const text = (value: string) => `0x${Buffer.from(value).toString('hex').padEnd(64, '0')}`

function randomGoal(random: Random): bigint {
  const size = random.below(8)
  if (size === 0) return 7n
  if (size === 1) return 3n + random.big(100n)
  if (size === 2) return 2n ** 88n - 1n - random.big(2n ** random.pick([1n, 40n, 87n]))
  return 1n + random.big(10n ** BigInt(4 + random.below(12))) + 100n
}

function randomTerms(world: EquipmentWorld, random: Random) {
  const isMachine = random.once(2)
  const goal = randomGoal(random)
  const wanted = 3 + random.below(10)
  const count = goal < BigInt(wanted) ? Number(goal) : wanted
  const shift = random.below(12)
  const people = PLEDGERS.map((n) => world.account(n))
  const pledgers = [...people.slice(shift), ...people.slice(0, shift)].slice(0, count)
  if (random.once(3)) pledgers.splice(0, 1, PLACEHOLDERS[random.below(2)] as string)
  const least = goal / BigInt(count) + 1n
  const most = random.once(3) ? goal : least + random.big(goal / 2n + 1n)
  const maxPledge = most < goal ? most : goal
  const minPledge = random.once(3) ? 1n : 1n + random.big((least + 3n) / 4n)
  const now = world.chain.now
  const objectionWindow = 2n * DAY + random.big(3n * DAY)
  const deadline = now + (random.once(5) ? 2n * DAY + random.big(6n * DAY) : 20n * DAY + random.big(100n * DAY))
  const releaseDeadline = deadline + 2n * objectionWindow + (random.once(4) ? 0n : random.big(90n * DAY))
  const hour = goal < 1000n ? 600n : goal / 50n < 2n ** 79n ? goal / 50n : 2n ** 79n
  const splits = [
    [1000, 2000, 7000],
    [1000, 2000, 7000],
    [0, 0, 10_000],
    [3333, 3333, 3334],
    [9000, 999, 1],
  ] as const
  const [maintenanceBps, infrastructureBps, paybackBps] = random.pick(splits)
  const machineTerms = {
    maintenanceBps,
    infrastructureBps,
    paybackBps,
    maintenanceAfterBps: random.pick([3300, 0, 10_000, 3333]),
    contestWindow: 2n * DAY + random.big(5n * DAY),
    paymentPeriod: 30n * DAY,
  }
  const scenario = (pricePerHour: bigint, coOwnersOnly = false, inKind = false) => ({
    pricePerHour,
    maintenancePerHour: hour / 8n,
    technicianPerHour: hour / 2n,
    coOwnersOnly,
    inKind,
  })
  const terms = {
    end: isMachine ? 0 : 1,
    token: random.pick(world.tokens as [string, ...string[]]),
    goal,
    minPledge: minPledge < maxPledge ? minPledge : maxPledge,
    maxPledge,
    deadline,
    releaseDeadline,
    objectionWindow,
    objectionBps: random.pick([1000, 2500, 5000, 3333]),
    capBps: random.pick([12_000, 10_000, 20_000, 10_001 + random.below(9999)]),
    agreementHash: AGREEMENT,
    initiator: world.account(INITIATOR),
    custodian: isMachine ? world.account(CUSTODIAN) : ZeroAddress,
    venture: isMachine && random.once(2) ? world.account(NETWORK) : world.venture,
  }
  const machine = {
    terms: machineTerms,
    stewards: MACHINE_STEWARDS.slice(0, 3).map((n) => world.account(n)),
    scenarios: [scenario(hour), scenario(hour, false, true), scenario(0n), scenario(hour / 2n, true)],
    scenarioNames: ['Commercial', 'Project', 'Community', 'Co-owner'].map(text),
    materials: [
      { supplier: world.account(SELLER), price: hour / 4n, decimals: 3 },
      { supplier: world.account(MACHINE_STEWARDS[2]), price: 1n, decimals: 0 },
    ],
    materialNames: ['Filament', 'Screws'].map(text),
    materialUnits: ['kg', 'piece'].map(text),
  }
  return { terms, machineTerms, machine, pledgers }
}

export { coder, STEWARDS }
