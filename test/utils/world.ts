import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { ethers } from 'ethers'
import { network } from 'hardhat'
import {
  amendmentConsentTypes,
  attestationTypes,
  ledgerDomain,
  proposalTypes,
  resolutionTypes,
} from '../../sdk/src/batch/typedData.ts'
import { compileMock } from './compile.ts'

export const DAY = 86_400
export const ETH = '0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE'
export const ZERO = ethers.ZeroAddress
export const LATER = 10n ** 12n
export const coder = ethers.AbiCoder.defaultAbiCoder()

/** Enums of the contracts. */
export const Basis = { Gross: 0, Remaining: 1 } as const
export const PoolType = { None: 0, Equity: 1, Debt: 2 } as const
export const Decision = { Reject: 0, All: 1, Some: 2, Amendment: 3 } as const
export const Status = { None: 0n, Pending: 1n, Resolved: 2n, Accepted: 3n, Rejected: 4n, Withdrawn: 5n } as const
export const Change = {
  Pool: 0,
  Kind: 1,
  KindClosed: 2,
  Equation: 3,
  Weight: 4,
  Token: 5,
  Governor: 6,
  NoticePeriod: 7,
  Steward: 8,
  Parameters: 9,
  Bar: 10,
} as const

/** Kinds of the usual venture. Miles cost a hundredth of a token unit each, so that few of them are worth nothing. */
export const DESIGN = 0
export const REVIEW = 1
export const CASH = 2
export const MILES = 3
/** Pools of the usual venture. */
export const EQUITY = 1
export const DEBT = 2

export type Item = { to: string; kind?: number; quantity: bigint | number }
/** A batch as its ledger knows it. */
export type Batch = {
  entries: bigint[]
  header: { entriesHash: string; detailsHash: string; evidenceHash: string; proposer: string; nonce: bigint }
  id: string
  size: number
}
/** A batch that is no large one, with all that proposing it takes. */
export type ProposedBatch = Batch & {
  proposal: {
    entries: bigint[]
    workDays: string
    evidenceHash: string
    evidenceURI: string
    task: string
    nonce: bigint
  }
}
export type Attestation = { attestor: string; kinds: number[]; deadline: bigint; signature: string }
export type Chain = Awaited<ReturnType<typeof createChain>>
export type World = Awaited<ReturnType<typeof createWorld>>
export type Config = ReturnType<typeof usualConfig>

export const bytes32 = (text: string) => ethers.encodeBytes32String(text)

export function pack({ to, kind = DESIGN, quantity }: Item): bigint {
  return (BigInt(to) << 96n) | (BigInt(kind) << 88n) | BigInt(quantity)
}

export const sortKey = (entry: bigint) => (((entry >> 88n) & 0xffn) << 160n) | (entry >> 96n)

/** Packed and sorted by kind, then address. */
export function packAll(items: readonly Item[]): bigint[] {
  return items.map(pack).sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
}

export const hashEntries = (entries: readonly bigint[]) =>
  ethers.keccak256(ethers.concat(entries.map((entry) => ethers.toBeHex(entry, 32))))

/** What the usual venture begins with: three stewards, one equity and one debt pool, four kinds, 5% - 50% debt - equity. */
function usualConfig(accounts: Accounts, token: string) {
  return {
    name: 'Test venture',
    uri: 'ipfs://venture',
    network: ZERO,
    founder: accounts.founder.address,
    governor: accounts.founder.address,
    stewards: [accounts.steward.address, accounts.steward2.address, accounts.steward3.address],
    contributorsFloorBps: 7000,
    noticePeriod: 7 * DAY,
    parameters: {
      attestationsRequired: 1,
      attestorMinPoints: 1000n,
      objectorMinPoints: 100n,
      objectionWindow: 3 * DAY,
      resolutionDeadline: 7 * DAY,
      instantGrowthBps: 1500,
      instantGrowthPoints: 100_000n,
      silentGrowthBps: 2500,
      silentGrowthPoints: 40_000n,
    },
    tokens: [token, ETH] as string[],
    pools: [
      { poolType: PoolType.Equity as number, token: ZERO as string, capBps: 0, openingPeriod: 0 },
      { poolType: PoolType.Debt as number, token, capBps: 12_000, openingPeriod: 0 },
    ],
    kinds: [
      { name: bytes32('Design'), unit: bytes32('h'), decimals: 2, pool: EQUITY, rate: 40n, voice: 1 },
      { name: bytes32('Review'), unit: bytes32('h'), decimals: 2, pool: EQUITY, rate: 60n, voice: 1 },
      { name: bytes32('Cash'), unit: bytes32('USD'), decimals: 2, pool: DEBT, rate: 100n, voice: 0 },
      { name: bytes32('Miles'), unit: bytes32('mi'), decimals: 2, pool: DEBT, rate: 1n, voice: 0 },
    ],
    equation: [
      { account: accounts.fee.address as string, pool: 0, basis: Basis.Gross as number, shareBps: 500 },
      { account: ZERO as string, pool: DEBT, basis: Basis.Remaining as number, shareBps: 5000 },
      { account: ZERO as string, pool: EQUITY, basis: Basis.Remaining as number, shareBps: 10_000 },
    ],
    remainder: accounts.fund.address as string,
  }
}

const NAMES = [
  'founder',
  'steward',
  'steward2',
  'steward3',
  'alice',
  'bob',
  'carol',
  'dave',
  'fee',
  'fund',
  'customer',
  'stranger',
] as const
type Accounts = Record<(typeof NAMES)[number], HardhatEthersSigner>

/** How a chain differs from the usual one. */
export type ChainSettings = { allowBlocksWithSameTimestamp?: boolean }

/** A chain in this process with everything deployed. */
export async function createChain(override: ChainSettings = {}) {
  const connection = await network.create({ override })
  const { ethers: hh, networkHelpers: helpers } = connection
  const { time } = helpers
  const signers = await hh.getSigners()
  const accounts = Object.fromEntries(NAMES.map((name, i) => [name, signers[i]])) as Accounts
  const decisions = await hh.deployContract('DecisionBoard')
  const handOvers = await hh.deployContract('HandOverBoard')
  const governorCode = await hh.deployContract('LazyConsensusGovernor', [await decisions.getAddress()])
  const voices = await hh.deployContract('VoiceBoard')
  const board = await hh.deployContract('NoticeBoard', [await decisions.getAddress(), await handOvers.getAddress()])
  const review = await hh.deployContract('ReviewBoard', [await governorCode.getAddress()])
  const growth = await hh.deployContract('GrowthBoard')
  const accountBoard = await hh.deployContract('AccountBoard')
  const large = await hh.deployContract('LargeBatches')
  const ventureCode = await hh.deployContract('Venture', [await board.getAddress(), await accountBoard.getAddress()])
  const boards = await Promise.all([board, review, growth, accountBoard, large, voices].map((contract) => contract.getAddress()))
  const ledgerCode = await hh.deployContract('ContributionLedger', boards)
  const factory = await hh.deployContract('VentureFactory', [
    await ventureCode.getAddress(),
    await ledgerCode.getAddress(),
    await governorCode.getAddress(),
    await board.getAddress(),
    await handOvers.getAddress(),
  ])
  const token = await hh.deployContract('TestToken', ['Test dollar', 'TUSD', 2])
  const lens = await hh.deployContract('VentureLens')
  const claimBatch = await hh.deployContract('ClaimBatch')
  const relayBatch = await hh.deployContract('RelayBatch')
  const { chainId } = await hh.provider.getNetwork()
  const T = await token.getAddress()

  /** Acts as an address that has no key here. */
  const as = async (address: string) => {
    await helpers.impersonateAccount(address)
    await helpers.setBalance(address, 10n ** 18n)
    return hh.getSigner(address)
  }
  /** Deploys a mock of `test/mocks`. */
  const mock = async (name: string, args: unknown[] = []) => {
    const { abi, bytecode } = compileMock(name)
    const contract = await new ethers.ContractFactory(abi, bytecode, accounts.stranger).deploy(...args)
    await contract.waitForDeployment()
    return contract as ethers.Contract
  }
  const config = (change: (config: Config) => void = () => undefined) => {
    const result = usualConfig(accounts, T)
    change(result)
    return result
  }
  const deployedAt = async (venture: string, ledger: string) => ({
    V: venture,
    L: ledger,
    venture: await hh.getContractAt('Venture', venture),
    ledger: await hh.getContractAt('ContributionLedger', ledger),
  })
  const deploy = async (wanted: Config, salt = ethers.ZeroHash, deployer = accounts.founder) => {
    await factory.connect(deployer).deploy(wanted, salt)
    const [venture, ledger] = await factory.predict(deployer.address, wanted, salt)
    return deployedAt(venture, ledger)
  }
  return {
    hh,
    helpers,
    time,
    board,
    review,
    growth,
    accountBoard,
    large,
    decisions,
    handOvers,
    governorCode,
    voices,
    ventureCode,
    ledgerCode,
    factory,
    token,
    T,
    lens,
    claimBatch,
    relayBatch,
    chainId: Number(chainId),
    accounts,
    as,
    mock,
    config,
    deployedAt,
    deploy,
  }
}
type Deployed = Awaited<ReturnType<Chain['deployedAt']>>

/** The usual venture on a chain of its own, deployed in the usual way or another. */
export async function createWorld(
  configure?: (config: Config) => void,
  deploy: (chain: Chain, config: Config) => Promise<Deployed> = (chain, config) => chain.deploy(config),
  settings?: ChainSettings,
) {
  const chain = await createChain(settings)
  const { accounts, time, review, board, large, token, T } = chain
  const deployed = await deploy(chain, chain.config(configure))
  const { venture, ledger, V, L } = deployed
  let nonce = 0n

  /** A batch that was not proposed yet. */
  const batch = async (
    items: readonly Item[] | bigint[],
    { proposer = accounts.alice.address as string, task = ethers.ZeroHash as string } = {},
  ): Promise<ProposedBatch> => {
    const entries = items.every((item) => typeof item === 'bigint') ? (items as bigint[]) : packAll(items as Item[])
    const proposal = {
      entries,
      workDays: ethers.concat(entries.map(() => '0x00004e20')),
      evidenceHash: ethers.id('evidence'),
      evidenceURI: 'ipfs://evidence',
      task,
      nonce: nonce++,
    }
    const header = {
      entriesHash: hashEntries(entries),
      detailsHash: ethers.keccak256(proposal.workDays),
      evidenceHash: proposal.evidenceHash,
      proposer,
      nonce: proposal.nonce,
    }
    return { proposal, entries, header, id: await ledger.batchId(header), size: entries.length }
  }

  const propose = async (items: readonly Item[] | bigint[], proposer = accounts.alice) => {
    const result = await batch(items, { proposer: proposer.address })
    await ledger.connect(proposer).propose(result.proposal)
    return result
  }

  /** A large batch as its ledger knows it. Its leaves are nobody's: a test that activates some brings its own root. */
  const proposeLarge = async (
    totals: readonly { kind: number; quantity: bigint | number }[],
    { proposer = accounts.alice, root = ethers.id('root'), leaves = 2 } = {},
  ): Promise<Batch> => {
    const entries = packAll(totals.map((total) => ({ ...total, to: V })))
    const dataHash = ethers.id('data')
    const proposal = { totals: entries, root, leaves, dataHash, dataURI: 'ipfs://data', task: ethers.ZeroHash, nonce: nonce++ }
    await large.connect(proposer).propose(L, proposal)
    const header = {
      entriesHash: hashEntries(entries),
      detailsHash: ethers.keccak256(coder.encode(['bytes32', 'uint256'], [root, leaves])),
      evidenceHash: dataHash,
      proposer: proposer.address,
      nonce: proposal.nonce,
    }
    return { header, entries, id: await ledger.batchId(header), size: entries.length }
  }

  const by = (...attestors: { address: string }[]) =>
    attestors
      .map(({ address }): Attestation => ({ attestor: address, kinds: [], deadline: 0n, signature: '0x' }))
      .sort((a, b) => (BigInt(a.attestor) < BigInt(b.attestor) ? -1 : 1))

  /** A steward accepts a range of it, or whoever is named with what others attest. */
  const acceptRange = async (
    { header, entries }: Batch,
    first: number,
    end: number,
    { sender = accounts.steward, attestations = by(accounts.steward) as Attestation[] } = {},
  ) => review.connect(sender).acceptAttested(L, header, entries, first, end, attestations)

  /** A steward accepts all of it. */
  const accept = async (of: Batch) => acceptRange(of, 0, of.size)

  const windowEnd = async ({ id }: Batch) => Number((await ledger.batchState(id)).deadline)

  /** Enters units and debts as an accepted batch would, without the ways in. */
  const give = async (...items: Item[]) => venture.connect(await chain.as(L)).addUnits(ethers.ZeroHash, packAll(items))

  /** Lets somebody go on as `from`, as a move that was made would, without the ways in. */
  const move = async (from: { address: string }, to: { address: string }) =>
    ledger.connect(await chain.as(await chain.accountBoard.getAddress())).move(from.address, to.address)

  const sale = async (amount: bigint | number) => {
    await token.mint(V, amount)
    await venture.sync(T)
  }

  const owed = async (account: { address: string } | string, kinds: number[] = [DESIGN, REVIEW], of = T) =>
    (await venture.previewClaim(typeof account === 'string' ? account : account.address, [of], kinds))[0] as bigint

  const domain = ledgerDomain({ chainId: chain.chainId, ledger: L as `0x${string}` })
  type Types = Record<string, { name: string; type: string }[]>
  const sign = (signer: HardhatEthersSigner, types: unknown, message: Record<string, unknown>, of: object = domain) =>
    signer.signTypedData(of, types as Types, message)

  /** A signature of somebody, with what was signed. */
  const signed = async (
    signer: HardhatEthersSigner,
    types: unknown,
    role: string,
    message: Record<string, unknown>,
    deadline = LATER,
    of: object = domain,
  ) => ({
    signer: signer.address,
    deadline,
    signature: await sign(signer, types, { ...message, [role]: signer.address, deadline }, of),
  })

  /** Something done by signature in place of a transaction. */
  const signAct = async (
    signer: HardhatEthersSigner,
    types: unknown,
    message: Record<string, unknown>,
    { actNonce = nonce++, deadline = LATER, of = domain as object } = {},
  ) => ({ ...(await signed(signer, types, 'signer', { ...message, nonce: actNonce }, deadline, of)), nonce: actNonce })

  const proposalMessage = ({ header, proposal }: ProposedBatch) => ({
    entries: header.entriesHash,
    workDays: header.detailsHash,
    evidence: header.evidenceHash,
    evidenceURI: proposal.evidenceURI,
    task: proposal.task,
    nonce: proposal.nonce,
  })
  const signProposal = (signer: HardhatEthersSigner, of: ProposedBatch, deadline = LATER) =>
    signed(signer, proposalTypes, 'proposer', proposalMessage(of), deadline)

  const signAttestation = async (signer: HardhatEthersSigner, id: string, entriesHash: string, deadline = LATER) => {
    const { signature } = await signed(signer, attestationTypes, 'attestor', { batch: id, entries: entriesHash }, deadline)
    return { attestor: signer.address, kinds: [], deadline, signature } as Attestation
  }

  const signConsent = (signer: HardhatEthersSigner, id: string, amendment: string, deadline = LATER) =>
    signed(signer, amendmentConsentTypes, 'affiliate', { batch: id, amendment }, deadline)

  /** Signatures of stewards, ascending. */
  const signResolution = async (
    { id, header }: Batch,
    stewards: HardhatEthersSigner[],
    { decision = Decision.All as number, allowed = 0n, entries = header.entriesHash, objections = 1n, deadline = LATER } = {},
  ) => {
    const message = { batch: id, objections, decision, allowed, entries }
    const list = await Promise.all(stewards.map((steward) => signed(steward, resolutionTypes, 'steward', message, deadline)))
    return list.sort((a, b) => (BigInt(a.signer) < BigInt(b.signer) ? -1 : 1))
  }

  /** An objection without a word. */
  const object = (
    { header }: Batch,
    by: HardhatEthersSigner,
    entries: bigint[] = [],
    amended: bigint[] = [],
    kinds: number[] = [],
  ) => review.connect(by).object(L, header, kinds, ethers.id('reason'), 'ipfs://reason', entries, amended)

  /** The same entries with other quantities. */
  const amend = ({ entries }: Batch, quantities: (bigint | number)[]) =>
    entries.map((entry, i) => (entry & ~(2n ** 88n - 1n)) | BigInt(quantities[i] ?? 0))

  const correction = (
    of: Batch | { id: string },
    items: Item[],
    { debts = [] as { pool: number; account: string; index: number }[], proposer = accounts.alice.address as string } = {},
  ) => ({
    ledger: L,
    batch: of.id,
    entries: packAll(items),
    debts,
    reasonHash: ethers.id('reason'),
    proposer,
    nonce: nonce++,
  })

  /** The governor announces, waits and applies. */
  const change = async (kind: number, data: string) => {
    await board.connect(accounts.founder).announceChange(V, kind, data)
    await time.increase(8 * DAY)
    await board.applyChange(V, kind, data)
  }

  return {
    ...chain,
    ...deployed,
    domain,
    batch,
    propose,
    proposeLarge,
    by,
    accept,
    acceptRange,
    windowEnd,
    give,
    move,
    sale,
    owed,
    sign,
    signed,
    signAct,
    proposalMessage,
    signProposal,
    signAttestation,
    signConsent,
    signResolution,
    object,
    amend,
    correction,
    change,
  }
}

/** One world for a describe block, as it was at the beginning of each test. `prepare` adds what all its tests need. */
export function useWorld(
  prepare: (world: World) => Promise<unknown> = async () => undefined,
  change?: (config: Config) => void,
  settings?: ChainSettings,
) {
  const world = {} as World
  let snapshot: { restore(): Promise<void> }
  before(async () => {
    Object.assign(world, await createWorld(change, undefined, settings))
    await prepare(world)
    snapshot = await world.helpers.takeSnapshot()
  })
  afterEach(() => snapshot.restore())
  return world
}
