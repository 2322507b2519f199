import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { ethers } from 'ethers'
import type { Campaign } from '../../sdk/src/ethers/typechain/Campaign.ts'
import { bytes32, coder, createWorld, DAY, ETH, type World, ZERO } from './world.ts'

/** Enums of the campaigns and machines. */
export const End = { Machine: 0, Venture: 1 } as const
export const State = { Open: 0n, Funded: 1n, Released: 2n, Failed: 3n } as const
export const Action = {
  Purchase: 0,
  Delivery: 1,
  Custodian: 2,
  Steward: 3,
  Scenario: 4,
  Material: 5,
  Spending: 6,
  Token: 7,
  Move: 8,
} as const
export const ProposalStatus = { None: 0n, Live: 1n, Stopped: 2n, Withdrawn: 3n, Executed: 4n } as const
export const Funding = { Wallet: 0, Deposit: 1 } as const

export const PAID_BACK = 1n
export const PLACEHOLDER = 2n
export const CHOSEN = 4n
/** What pledgers of the usual campaign agree to. */
export const AGREEMENT = ethers.id('agreement')
/** 10,000.00, the goal of the usual campaign. */
export const GOAL = 1_000_000n
export const WINDOW = 5 * DAY

/** Places in the rate card of the usual machine. */
export const COMMERCIAL = 0
export const PROJECT = 1
export const COMMUNITY = 2
export const CO_OWNER = 3
export const FILAMENT = 0

export type Scenario = {
  pricePerHour: bigint
  maintenancePerHour: bigint
  technicianPerHour: bigint
  coOwnersOnly: boolean
  inKind: boolean
}
export type Material = { supplier: string; price: bigint; decimals: number }
export type Decided = { action: number; data: string }
export type CampaignWorld = Awaited<ReturnType<typeof createCampaignWorld>>
export type CampaignConfig = ReturnType<typeof usualCampaign>
export type Opened = { C: string; campaign: Campaign; config: CampaignConfig; terms: CampaignConfig['terms']; M: string }
export type ChangeCampaign = (config: CampaignConfig, world: World) => void
type Who = string | { address: string }

const SCENARIO = '(uint80,uint80,uint80,bool,bool)'
const MATERIAL = '(address,uint88,uint8)'
const addressOf = (who: Who) => (typeof who === 'string' ? who : who.address)
const decided = (action: number, types: string[], values: unknown[]): Decided => ({ action, data: coder.encode(types, values) })

/** What can be decided, as `propose` and `execute` take it. */
export const decide = {
  purchase: (supplier: Who, amount: bigint, invoiceHash = ethers.id('invoice')) =>
    decided(Action.Purchase, ['address', 'uint256', 'bytes32'], [addressOf(supplier), amount, invoiceHash]),
  delivery: (amount: bigint, noteHash = ethers.id('note')) =>
    decided(Action.Delivery, ['uint256', 'bytes32'], [amount, noteHash]),
  custodian: (account: Who) => decided(Action.Custodian, ['address'], [addressOf(account)]),
  steward: (account: Who, appointed = true) => decided(Action.Steward, ['address', 'bool'], [addressOf(account), appointed]),
  scenario: (id: number, name: string, scenario: Scenario) =>
    decided(Action.Scenario, ['uint8', 'bytes32', SCENARIO], [id, bytes32(name), Object.values(scenario)]),
  material: (id: number, name: string, unit: string, material: Material) =>
    decided(
      Action.Material,
      ['uint8', 'bytes32', 'bytes32', MATERIAL],
      [id, bytes32(name), bytes32(unit), Object.values(material)],
    ),
  spending: (token: string, recipient: Who, amount: bigint, invoiceHash = ethers.id('invoice')) =>
    decided(Action.Spending, ['address', 'address', 'uint256', 'bytes32'], [token, addressOf(recipient), amount, invoiceHash]),
  token: (token: string, muted = false) => decided(Action.Token, ['address', 'bool'], [token, muted]),
  move: (from: Who, to: Who) => decided(Action.Move, ['address', 'address'], [addressOf(from), addressOf(to)]),
}

/** A machine of 10,000.00 with the defaults of the design: 0.5% to 25% each, 45 days, 60 more, stopped by 10%, + 20%. */
function usualCampaign({ accounts, T }: World, now: number) {
  const scenario = (pricePerHour: bigint, change: Partial<Scenario> = {}): Scenario => ({
    pricePerHour,
    maintenancePerHour: 150n,
    technicianPerHour: 2500n,
    coOwnersOnly: false,
    inKind: false,
    ...change,
  })
  return {
    name: 'Printer',
    uri: 'ipfs://campaign',
    agreementURI: 'ipfs://agreement',
    terms: {
      end: End.Machine as number,
      token: T,
      goal: GOAL,
      minPledge: GOAL / 200n,
      maxPledge: GOAL / 4n,
      deadline: now + 45 * DAY,
      releaseDeadline: now + 105 * DAY,
      objectionWindow: WINDOW,
      objectionBps: 1000,
      capBps: 12_000,
      agreementHash: AGREEMENT,
      initiator: accounts.founder.address as string,
      custodian: accounts.steward3.address as string,
      venture: accounts.fund.address as string,
    },
    machine: {
      terms: {
        maintenanceBps: 1000,
        infrastructureBps: 2000,
        paybackBps: 7000,
        maintenanceAfterBps: 3300,
        contestWindow: 7 * DAY,
        paymentPeriod: 30 * DAY,
      },
      stewards: [accounts.steward.address, accounts.steward2.address] as string[],
      scenarios: [scenario(1200n), scenario(800n, { inKind: true }), scenario(0n), scenario(600n, { coOwnersOnly: true })],
      scenarioNames: ['Commercial', 'Project', 'Community', 'Co-owner'].map(bytes32),
      materials: [{ supplier: accounts.fee.address, price: 2500n, decimals: 3 }] as Material[],
      materialNames: [bytes32('Filament')],
      materialUnits: [bytes32('kg')],
    },
  }
}

/** Turns a config into one for work in the usual venture, stewards included. */
export const forVenture: ChangeCampaign = (config, world) => {
  Object.assign(config.terms, { end: End.Venture, custodian: ZERO, venture: world.V })
}
/** Pledged in ETH, with the same figures. */
export const inEth: ChangeCampaign = ({ terms }) => {
  terms.token = ETH
}

/**
 * The usual venture and, beside it, campaigns: the usual one (`campaign`, `C`) is open and nobody has pledged. Its initiator is
 * the founder, its custodian steward3, its network the fund; the machine's stewards are the venture's first two.
 */
export async function createCampaignWorld(...changes: ChangeCampaign[]) {
  const world = await createWorld()
  const { hh, accounts, time, token } = world
  const rules = await hh.deployContract('MachineRules')
  const machineCode = await hh.deployContract('SharedEquipment', [await rules.getAddress()])
  const campaignCode = await hh.deployContract('Campaign', [await machineCode.getAddress(), await rules.getAddress()])
  const campaigns = await hh.deployContract('CampaignFactory', [await campaignCode.getAddress()])

  const campaignConfig = async (...wanted: ChangeCampaign[]) => {
    const result = usualCampaign(world, await time.latest())
    for (const change of wanted) change(result, world)
    return result
  }
  /** Deploys a campaign; `M` is where its machine will be. */
  const openConfig = async (config: CampaignConfig, salt = ethers.ZeroHash, deployer = accounts.founder): Promise<Opened> => {
    await campaigns.connect(deployer).deploy(config, salt)
    const C = await campaigns.predict(deployer.address, config, salt)
    const campaign = await hh.getContractAt('Campaign', C)
    return { C, campaign, config, terms: config.terms, M: await campaign.machine() }
  }
  const open = async (...wanted: ChangeCampaign[]) => openConfig(await campaignConfig(...wanted))
  const usual = await open(...changes)

  /** Gives `payer` the money and pledges it: for itself, or for `account`. */
  const pledge = async (
    of: Opened,
    account: Who,
    amount: bigint,
    {
      payer,
      refundTo = ZERO as Who,
      placeholder = false,
    }: { payer?: HardhatEthersSigner; refundTo?: Who; placeholder?: boolean } = {},
  ) => {
    const by = payer ?? (account as HardhatEthersSigner)
    const isEth = of.terms.token === ETH
    const value = isEth ? amount : 0n
    if (!isEth) await mintFor(by, of, amount)
    const campaign = of.campaign.connect(by)
    return payer
      ? campaign.pledgeFor(addressOf(account), amount, AGREEMENT, addressOf(refundTo), placeholder, { value })
      : campaign.pledge(amount, AGREEMENT, addressOf(refundTo), { value })
  }
  /** Mints the campaign's token, which anybody can, and lets the campaign take it. */
  const mintFor = async (owner: HardhatEthersSigner, { C, terms }: Opened, amount: bigint) => {
    const erc20 = token.attach(terms.token).connect(owner) as typeof token
    await erc20.mint(owner.address, amount)
    await erc20.approve(C, (await erc20.allowance(owner.address, C)) + amount)
  }

  /** Pledges of the usual campaign when it is funded: three with 25%, one with 20%, and one with 5%, who may just propose. */
  const fund = async (of: Opened = usual, pledges?: readonly (readonly [HardhatEthersSigner, bigint])[]) => {
    const { alice, bob, carol, dave, customer } = accounts
    const { goal } = of.terms
    const usualPledges = [
      [alice, goal / 4n],
      [bob, goal / 4n],
      [carol, goal / 4n],
      [dave, goal / 5n],
      [customer, goal / 20n],
    ] as const
    for (const [account, amount] of pledges ?? usualPledges) await pledge(of, account, amount)
  }

  /** Proposes and returns the id. */
  const proposeAs = async (of: Opened, proposer: HardhatEthersSigner, { action, data }: Decided) => {
    await of.campaign.connect(proposer).propose(action, data, ethers.id('text'), 'ipfs://text')
    return of.campaign.proposalCount()
  }
  const execute = (of: Opened, id: bigint, { action, data }: Decided, by = accounts.stranger) =>
    of.campaign.connect(by).execute(id, action, data)
  const objectTo = (of: Opened, id: bigint, by: HardhatEthersSigner) =>
    of.campaign.connect(by).object(id, ethers.id('reason'), 'ipfs://reason')
  /** Goes to the end of the window of a proposal. */
  const wait = async (of: Opened, id: bigint) => time.increaseTo((await of.campaign.proposalOf(id)).readyAt)
  /** Proposes, waits and executes. */
  const pass = async (of: Opened, proposer: HardhatEthersSigner, decision: Decided) => {
    const id = await proposeAs(of, proposer, decision)
    await wait(of, id)
    return execute(of, id, decision)
  }
  /** Buys the machine of a funded campaign from the stranger, for all of its money or for less. */
  const buy = async (of: Opened = usual, amount = of.terms.goal, supplier: Who = accounts.stranger) => {
    await pass(of, accounts.steward3, decide.purchase(supplier, amount))
    return hh.getContractAt('SharedEquipment', of.M)
  }
  const balanceOf = (of: Opened, who: Who) =>
    of.terms.token === ETH
      ? hh.provider.getBalance(addressOf(who))
      : (token.attach(of.terms.token) as typeof token).balanceOf(addressOf(who))

  return {
    ...world,
    ...usual,
    usual,
    rules,
    machineCode,
    campaignCode,
    campaigns,
    campaignConfig,
    openConfig,
    open,
    pledge,
    mintFor,
    fund,
    proposeAs,
    execute,
    objectTo,
    wait,
    pass,
    buy,
    balanceOf,
  }
}

/** One world for a describe block, as it was at the beginning of each test. */
export function useCampaign(
  prepare: (world: CampaignWorld) => Promise<unknown> = async () => undefined,
  ...changes: ChangeCampaign[]
) {
  const world = {} as CampaignWorld
  let snapshot: { restore(): Promise<void> }
  before(async () => {
    Object.assign(world, await createCampaignWorld(...changes))
    await prepare(world)
    snapshot = await world.helpers.takeSnapshot()
  })
  afterEach(() => snapshot.restore())
  return world
}
