import { type Address, type Hash, keccak256, toHex } from 'viem'
import {
  type CampaignConfig,
  type CampaignTerms,
  type CoOwnerDecision,
  ETH,
  type MachineConfig,
  encodeShortText,
} from '@open-value/sdk'
import { DAY, type Person, type World } from './world.ts'

/** Of the usual campaign, smallest units. */
export const GOAL = 400_000n
export const AGREEMENT = keccak256(toHex('agreement'))
export const INVOICE = keccak256(toHex('invoice'))

/** Places in the rate card of the usual machine. */
export const COMMERCIAL = 0
export const PROJECT = 1
export const CO_OWNER = 2

const scenario = { pricePerHour: 1_200n, maintenancePerHour: 150n, technicianPerHour: 2_500n, coOwnersOnly: false, inKind: false }

/** What the usual machine begins with: ana supplies its material, two stewards look after it. */
export function machineConfig({ ana, steward, steward2 }: World): MachineConfig {
  return {
    terms: {
      maintenanceBps: 1_000,
      infrastructureBps: 2_000,
      paybackBps: 7_000,
      maintenanceAfterBps: 3_300,
      contestWindow: 7 * DAY,
      paymentPeriod: 30 * DAY,
    },
    stewards: [steward.address, steward2.address],
    scenarios: [
      scenario,
      { ...scenario, pricePerHour: 800n, inKind: true },
      { ...scenario, pricePerHour: 600n, coOwnersOnly: true },
    ],
    scenarioNames: ['Commercial', 'Project', 'Co-owner'].map(encodeShortText),
    materials: [{ supplier: ana.address, price: 2_500n, decimals: 3 }],
    materialNames: [encodeShortText('Filament')],
    materialUnits: [encodeShortText('kg')],
  }
}

/** A printer for 400,000 units: 0.5% to 25% each, 45 days, stopped by 10%, + 20%. The founder starts it, the firm holds it. */
export async function campaignConfig(world: World, change: Partial<CampaignTerms> = {}): Promise<CampaignConfig> {
  const now = await world.time.latest()
  return {
    name: 'Printer',
    uri: 'ipfs://printer',
    agreementURI: 'ipfs://agreement',
    terms: {
      end: 0,
      token: world.token,
      goal: GOAL,
      minPledge: GOAL / 200n,
      maxPledge: GOAL / 4n,
      deadline: now + 45 * DAY,
      releaseDeadline: now + 105 * DAY,
      objectionWindow: 5 * DAY,
      objectionBps: 1_000,
      capBps: 12_000,
      agreementHash: AGREEMENT,
      initiator: world.founder.address,
      custodian: world.firm.address,
      venture: world.network.address,
      ...change,
    },
    machine: machineConfig(world),
  }
}

export type Raised = { campaign: Address; machine: Address; token: Address }

let salts = 0

const opened = new WeakMap<World, Raised[]>()

/** All campaigns that were opened in a world. */
export const raisedIn = (world: World): readonly Raised[] => opened.get(world) ?? []

/** A campaign of its own, open. */
export async function openCampaign(world: World, change: Partial<CampaignTerms> = {}): Promise<Raised> {
  const config = await campaignConfig(world, change)
  const salt = toHex(++salts, { size: 32 })
  const { campaign, machine } = await world.founder.deployCampaignAndWait({ config, salt })
  const raised = { campaign, machine: machine ?? campaign, token: config.terms.token }
  opened.set(world, [...raisedIn(world), raised])
  return raised
}

/** Gives somebody the money and pledges it. */
export async function pledge(world: World, { campaign, token }: Raised, person: Person, amount: bigint) {
  await afford(world, token, person, amount, campaign)
  return person.pledgeAndWait({ campaign, token, amount, agreementHash: AGREEMENT })
}

/** Gives somebody money that a campaign or machine may take. */
export async function afford(world: World, token: Address, person: Person, amount: bigint, spender: Address) {
  if (token === ETH) return
  await world.mint(token, person.address, amount)
  await person.approvePaymentAndWait({ spender, token, amount })
}

/** The same, with 25% each of ana, ben, cleo and the customer. */
export async function fundedCampaign(world: World, change: Partial<CampaignTerms> = {}): Promise<Raised> {
  const raised = await openCampaign(world, change)
  const { ana, ben, cleo, customer } = world
  for (const person of [ana, ben, cleo, customer]) await pledge(world, raised, person, GOAL / 4n)
  return raised
}

/** Proposes, waits for the window's end, and executes. */
export async function decide(world: World, campaign: Address, proposer: Person, decision: CoOwnerDecision) {
  const { id, readyAt } = await proposer.proposeActionAndWait({ campaign, decision })
  await world.time.increaseTo(readyAt)
  return world.stranger.executeProposalAndWait({ campaign, id, decision })
}

export const purchase = (world: World, amount = GOAL): CoOwnerDecision => {
  return { type: 'purchase', supplier: world.stranger.address, amount, invoiceHash: INVOICE }
}

/** The same, bought of the stranger. */
export async function boughtMachine(world: World, change: Partial<CampaignTerms> = {}, amount = GOAL): Promise<Raised> {
  const raised = await fundedCampaign(world, change)
  await decide(world, raised.campaign, world.firm, purchase(world, amount))
  return raised
}

export const hash = (text: string): Hash => keccak256(toHex(text))
