import {
  type Account,
  type Address,
  type Hash,
  type PrivateKeyAccount,
  keccak256,
  parseEventLogs,
  toBytes,
  zeroAddress,
  zeroHash,
} from 'viem'
import { campaignAbi, campaignEndNames, campaignFactoryAbi, erc20Abi } from '@open-value/sdk/abis'
import { type CoOwnerDecision, type Material, type Scenario, encodeDecision } from '@open-value/sdk'
import { pledgeTypedData } from '@open-value/sdk/batch'
import { encodeShortText } from '@open-value/sdk/utils'
import { mined, moveTo, now } from '../internal/chain.ts'
import { addressOf, person } from './people.ts'
import { type Stage, mint } from './stage.ts'

export type DeployedCampaign = { name: string; campaign: Address; machine: Address; agreementHash: Hash }

export type DemoCampaign = {
  name: string
  goal: bigint
  /** Default: 0.5% of the goal. */
  minPledge?: bigint
  /** Who is paid for the work. Default: the campaign buys a machine. */
  venture?: Address
  machine?: DemoMachine
}

export type DemoMachine = {
  /** How the net is shared until the co-owners are paid back, bps. */
  split?: { maintenance: number; infrastructure: number; payback: number }
  scenarios: readonly ({ name: string } & Partial<Scenario>)[]
  materials?: readonly ({ name: string; unit: string } & Material)[]
}

const DAY = 86_400
const WINDOW = 5 * DAY
const CAP_BPS = 12_000
export const PLEDGING_PERIOD = 45 * DAY
export const RELEASE_PERIOD = 60 * DAY
const NO_PERMIT = { value: 0n, deadline: 0n, v: 0, r: zeroHash, s: zeroHash }
const USUAL_SPLIT = { maintenance: 1_000, infrastructure: 2_000, payback: 7_000 }

/** Deploys a campaign of the founder with the usual terms: 45 days, window of 5 days, stopped at 10%, payback to + 20%. */
export async function deployDemoCampaign({ client, token, contracts }: Stage, demo: DemoCampaign): Promise<DeployedCampaign> {
  const deadline = Number(await now(client)) + PLEDGING_PERIOD
  const agreementHash = hashOf(`Agreement of ${demo.name}: what we pledge, what we get back, and how we decide.`)
  const config = {
    name: demo.name,
    uri: '',
    agreementURI: '',
    terms: {
      end: campaignEndNames.indexOf(demo.venture ? 'venture' : 'machine'),
      token,
      goal: demo.goal,
      minPledge: demo.minPledge ?? demo.goal / 200n,
      maxPledge: demo.goal / 4n,
      deadline,
      releaseDeadline: deadline + RELEASE_PERIOD,
      objectionWindow: WINDOW,
      objectionBps: 1_000,
      capBps: CAP_BPS,
      agreementHash,
      initiator: addressOf('founder'),
      custodian: demo.venture ? zeroAddress : addressOf('custodian'),
      venture: demo.venture ?? addressOf('network'),
    },
    machine: machineConfig(demo.machine),
  }
  const receipt = await mined(
    client,
    client.writeContract({
      account: person('founder'),
      address: contracts.campaignFactory,
      abi: campaignFactoryAbi,
      functionName: 'deploy',
      args: [config, zeroHash],
    }),
  )
  const [deployed] = parseEventLogs({ abi: campaignFactoryAbi, eventName: 'CampaignDeployed', logs: receipt.logs })
  if (!deployed) throw new Error(`${demo.name} was not deployed.`)
  return { name: demo.name, campaign: deployed.args.campaign, machine: deployed.args.machine, agreementHash }
}

function machineConfig({ split = USUAL_SPLIT, scenarios, materials = [] }: DemoMachine = { scenarios: [] }) {
  return {
    terms: {
      maintenanceBps: split.maintenance,
      infrastructureBps: split.infrastructure,
      paybackBps: split.payback,
      maintenanceAfterBps: 3_300,
      contestWindow: WINDOW,
      paymentPeriod: 30 * DAY,
    },
    stewards: [addressOf('steward'), addressOf('technician')],
    scenarios: scenarios.map(
      ({ pricePerHour = 0n, maintenancePerHour = 0n, technicianPerHour = 0n, coOwnersOnly = false, inKind = false }) => ({
        pricePerHour,
        maintenancePerHour,
        technicianPerHour,
        coOwnersOnly,
        inKind,
      }),
    ),
    scenarioNames: scenarios.map(({ name }) => encodeShortText(name)),
    materials: materials.map(({ supplier, price, decimals }) => ({ supplier, price, decimals })),
    materialNames: materials.map(({ name }) => encodeShortText(name)),
    materialUnits: materials.map(({ unit }) => encodeShortText(unit)),
  }
}

export function hashOf(text: string): Hash {
  return keccak256(toBytes(text))
}

/** Lets a contract take as much of the token as it asks for. */
export async function approve({ client, token }: Stage, account: Account, spender: Address): Promise<void> {
  const args = [spender, 2n ** 256n - 1n] as const
  await mined(client, client.writeContract({ account, address: token, abi: erc20Abi, functionName: 'approve', args }))
}

/** Somebody with the money pledges; the hash of the agreement goes with it. */
export async function pledge(stage: Stage, campaign: DeployedCampaign, account: Account, amount: bigint): Promise<void> {
  await mint(stage, account.address, amount)
  await approve(stage, account, campaign.campaign)
  const args = [amount, campaign.agreementHash, zeroAddress] as const
  await mined(stage.client, stage.client.writeContract({ ...on(campaign), account, functionName: 'pledge', args }))
}

/** What `pledgeSigned` takes: a pledge signed far from the chain, for somebody else to submit. */
export async function signPledge(
  { client }: Stage,
  { campaign, agreementHash }: DeployedCampaign,
  account: PrivateKeyAccount,
  amount: bigint,
) {
  const message = { pledger: account.address, amount, agreementHash, refundTo: zeroAddress, nonce: 0n, deadline: 2n ** 40n }
  const signature = await account.signTypedData(pledgeTypedData({ chainId: client.chain.id, campaign }, message))
  return [message, signature, NO_PERMIT] as const
}

/** Proposes a decision, with a text the hash of which goes with it. Returns its number. */
export async function proposeDecision(
  { client }: Stage,
  campaign: DeployedCampaign,
  account: Account,
  decision: CoOwnerDecision,
  text: string,
): Promise<bigint> {
  const { action, data } = encodeDecision(decision)
  const args = [action, data, hashOf(text), ''] as const
  const { logs } = await mined(client, client.writeContract({ ...on(campaign), account, functionName: 'propose', args }))
  const [made] = parseEventLogs({ abi: campaignAbi, eventName: 'ProposalMade', logs })
  if (!made) throw new Error(`${text} was not proposed.`)
  return made.args.id
}

/** Waits for the end of the window and carries out what nobody stopped. */
export async function executeDecision(
  { client }: Stage,
  campaign: DeployedCampaign,
  id: bigint,
  decision: CoOwnerDecision,
): Promise<void> {
  const { readyAt } = await client.readContract({ ...on(campaign), functionName: 'proposalOf', args: [id] })
  await moveTo(client, BigInt(readyAt))
  const { action, data } = encodeDecision(decision)
  const account = person('passer-by')
  await mined(client, client.writeContract({ ...on(campaign), account, functionName: 'execute', args: [id, action, data] }))
}

/** What every call of a campaign needs. */
export function on({ campaign }: DeployedCampaign) {
  return { address: campaign, abi: campaignAbi } as const
}
