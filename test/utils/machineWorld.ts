import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { ethers } from 'ethers'
import type { SharedEquipment } from '../../sdk/src/ethers/typechain/index.ts'
import {
  type CampaignWorld,
  type ChangeCampaign,
  COMMERCIAL,
  createCampaignWorld,
  type Decided,
  Funding,
  type Opened,
  type Scenario,
} from './campaignWorld.ts'
import { ETH, ZERO } from './world.ts'

export const UseStatus = { None: 0n, Logged: 1n, Contested: 2n, Paid: 3n, Void: 4n } as const
/** The debt pool of a machine's co-owners. */
export const PAYBACK = 1

/** A scenario at which nothing is to be paid. */
export const FREE: Scenario = {
  pricePerHour: 0n,
  maintenancePerHour: 0n,
  technicianPerHour: 0n,
  coOwnersOnly: false,
  inKind: false,
}

export type UseInput = {
  user: string
  scenario: number
  durationMinutes: number
  materials: { material: number; quantity: bigint | number }[]
  technician: string
  technicianMinutes: number
  isJob: boolean
  agreedPrice: bigint | number
  evidenceHash: string
  evidenceURI: string
}
export type Invoice = {
  number: bigint
  loggedAt: bigint
  user: string
  logger: string
  technician: string
  costs: { account: string; amount: bigint }[]
  net: bigint
  inKind: bigint
}
/** A use as it was logged. */
export type Use = { id: string; invoice: Invoice; total: bigint }
export type Machine = Awaited<ReturnType<typeof serve>>
export type MachineWorld = Awaited<ReturnType<typeof createMachineWorld>>
type Who = string | { address: string }
type Pledges = readonly (readonly [HardhatEthersSigner, bigint])[]

const addressOf = (who: Who) => (typeof who === 'string' ? who : who.address)

/** Fills a campaign, buys its machine, for all of the goal or for less, and says how to work with it. */
export async function serve(w: CampaignWorld, of: Opened, { pledges, spent }: { pledges?: Pledges; spent?: bigint } = {}) {
  const { hh, accounts, as } = w
  if (pledges === undefined || pledges.length !== 0) await w.fund(of, pledges)
  const machine: SharedEquipment = await w.buy(of, spent)
  const { M } = of
  const own = of.terms.token
  const isEth = own === ETH
  const erc20 = (token: string) => w.token.attach(token) as typeof w.token

  /** The usual use: somebody who owns nothing of the machine uses it for an hour, at 12.00 and 1.50 for its maintenance. */
  const input = (change: Partial<UseInput> = {}): UseInput => ({
    user: accounts.stranger.address,
    scenario: COMMERCIAL,
    durationMinutes: 60,
    materials: [],
    technician: ZERO,
    technicianMinutes: 0,
    isJob: false,
    agreedPrice: 0n,
    evidenceHash: ethers.id('evidence'),
    evidenceURI: 'ipfs://evidence',
    ...change,
  })
  /** A job of the first steward at an agreed price, all of it net. */
  const job = (agreedPrice: bigint | number, change: Partial<UseInput> = {}) => input({ isJob: true, agreedPrice, ...change })

  /** The last use that a transaction logged. */
  const loggedIn = async (sent: Promise<ethers.ContractTransactionResponse>): Promise<Use> => {
    const receipt = await (await sent).wait()
    const events = (receipt?.logs ?? []).flatMap((log) => machine.interface.parseLog(log) ?? [])
    const event = events.filter(({ name }) => name === 'UseLogged').at(-1)
    if (!event) throw new Error('No use was logged.')
    const { id, invoice, total } = event.args
    const costs = (invoice.costs as ethers.Result[]).map((cost) => cost.toObject())
    return { id, total, invoice: { ...invoice.toObject(), costs } as Invoice }
  }
  const log = (what: Partial<UseInput> = {}, by = accounts.steward) => loggedIn(machine.connect(by).log(input(what)))

  /** Gives somebody money of the machine's own token and lets the machine take it. */
  const endow = async (owner: HardhatEthersSigner, amount: bigint | number) => {
    if (isEth) return
    await erc20(own).connect(owner).mint(owner.address, amount)
    await erc20(own).connect(owner).approve(M, amount)
  }
  const payUse = async (
    { invoice }: Use,
    amount: bigint | number,
    { by = accounts.stranger, funding = Funding.Wallet as number } = {},
  ) => {
    if (funding === Funding.Wallet) await endow(by, amount)
    return machine.connect(by).payUse(invoice, funding, amount, { value: isEth && funding === Funding.Wallet ? amount : 0 })
  }
  const payAll = (use: Use) => payUse(use, use.total)
  const logAndPay = async (
    what: Partial<UseInput>,
    limit: bigint | number,
    { by = accounts.stranger, funding = Funding.Wallet as number } = {},
  ) => {
    if (funding === Funding.Wallet) await endow(by, limit)
    const value = isEth && funding === Funding.Wallet ? limit : 0
    return machine.connect(by).logAndPay(input(what), funding, limit, { value })
  }
  const contest = ({ invoice }: Use, by: HardhatEthersSigner = accounts.stranger) =>
    machine.connect(by).contest(invoice, ethers.id('reason'), 'ipfs://reason')
  const settle = ({ invoice }: Use, stands: boolean, by = accounts.steward2) =>
    machine.connect(by).settle(invoice, stands, ethers.id('reason'), 'ipfs://reason')
  const depositFor = async (account: Who, amount: bigint | number, by = accounts.stranger) => {
    await endow(by, amount)
    return machine.connect(by).deposit(addressOf(account), amount, { value: isEth ? amount : 0 })
  }

  /** A plain transfer, and its distribution. */
  const earn = async (amount: bigint | number, token = own) => {
    await send(amount, token)
    return machine.sync(token)
  }
  const send = async (amount: bigint | number, token = own) => {
    if (token === ETH) await accounts.stranger.sendTransaction({ to: M, value: amount })
    else await erc20(token).mint(M, amount)
  }
  /** Pays back what is open by a plain transfer, to the unit. */
  const release = async () => {
    const { end, repaid } = await machine.debtPool(PAYBACK)
    const bps = BigInt((await machine.birth()).terms.paybackBps)
    return earn(((end - repaid) * 10_000n + bps - 1n) / bps)
  }
  /** Carries out a decision as the campaign does. */
  const enact = async ({ action, data }: Decided, by?: HardhatEthersSigner) =>
    machine.connect(by ?? (await as(of.C))).enact(action, data)

  const claim = (who: Who, tokens = [own]) => machine.connect(accounts.stranger).claim(addressOf(who), tokens, [], 0)
  const due = async (who: Who, token = own) => (await machine.previewClaim(addressOf(who), [token], []))[0] as bigint
  const held = (who: Who, token = own) =>
    token === ETH ? hh.provider.getBalance(addressOf(who)) : erc20(token).balanceOf(addressOf(who))
  const accounted = async (token = own) => (await machine.tokenBook(token)).accounted

  return {
    of,
    machine,
    M,
    own,
    input,
    job,
    loggedIn,
    log,
    endow,
    payUse,
    payAll,
    logAndPay,
    contest,
    settle,
    depositFor,
    earn,
    send,
    release,
    enact,
    claim,
    due,
    held,
    accounted,
  }
}

/** The usual venture and, beside it, the usual campaign's machine in service, all of the goal spent. */
export async function createMachineWorld(...changes: ChangeCampaign[]) {
  const world = await createCampaignWorld(...changes)
  return { ...world, ...(await serve(world, world.usual)) }
}

/** One world for a describe block, as it was at the beginning of each test. */
export function useMachine(
  prepare: (world: MachineWorld) => Promise<unknown> = async () => undefined,
  ...changes: ChangeCampaign[]
) {
  const world = {} as MachineWorld
  let snapshot: { restore(): Promise<void> }
  before(async () => {
    Object.assign(world, await createMachineWorld(...changes))
    await prepare(world)
    snapshot = await world.helpers.takeSnapshot()
  })
  afterEach(() => snapshot.restore())
  return world
}
