import { type Address, parseEventLogs } from 'viem'
import { campaignAbi, fundingNames } from '@open-value/sdk/abis'
import type { CoOwnerDecision } from '@open-value/sdk'
import { fund, mined } from '../../internal/chain.ts'
import { deployTestToken } from '../../internal/contracts.ts'
import {
  type DemoMachine,
  type DeployedCampaign,
  approve,
  deployDemoCampaign,
  executeDecision,
  hashOf,
  on,
  pledge,
  proposeDecision,
  signPledge,
} from '../campaigns.ts'
import { asMachine, isReleased, owed, payJob, use } from '../machines.ts'
import { addressOf, coOwner, person } from '../people.ts'
import type { CaseReport } from '../report.ts'
import { type Stage, balanceOf, claim, mint } from '../stage.ts'

const GOAL = 4_000_00n
/** Only the total and the number of co-owners are published. */
const PLEDGES = [500_00n, 500_00n, 500_00n, 500_00n, 400_00n, 400_00n, 400_00n, 200_00n, 200_00n, 200_00n, 200_00n]
/** The last three live too far away to ever use it. */
const FAR_AWAY = 3
const OWNERS = PLEDGES.map((pledged, i) => ({ pledged, account: coOwner(i + 1) }))

/** Its place in the rate card. */
const COMMUNITY = 1
const PRINTER: DemoMachine = {
  scenarios: [
    { name: 'commercial', pricePerHour: 12_00n, maintenancePerHour: 1_50n, technicianPerHour: 25_00n },
    { name: 'community', maintenancePerHour: 1_50n, technicianPerHour: 25_00n },
  ],
  materials: [{ name: 'PLA', unit: 'g', supplier: addressOf('filament shop'), price: 5n, decimals: 0 }],
}
const JOB = 200_00n
const JOBS = 59

/** Six fresh machines: what flows into the payback alone. */
const PAYBACKS = [
  { id: 'P1', inflows: [140_00n] },
  { id: 'P2', inflows: [100_01n] },
  { id: 'P3', inflows: [4_000_00n] },
  { id: 'P4', inflows: [4_800_00n] },
  { id: 'P5', inflows: [5_000_00n] },
  { id: 'P6', inflows: [4_700_00n, 140_00n] },
]

/** Case 2: eleven people buy a printer, its jobs pay them back 120%, and it belongs to everyone. Amounts are cents. */
export async function printer(on6Decimals: Stage): Promise<{ report: CaseReport<'printer'>; campaign: DeployedCampaign }> {
  const token = { name: 'Demo dollar of 2015', symbol: 'DUSD15', decimals: 2 }
  const stage = { ...on6Decimals, token: await deployTestToken(on6Decimals.client, person('founder'), token) }
  await fund(
    stage.client,
    OWNERS.map(({ account }) => account.address),
  )
  const { campaign, ...bought } = await buyPrinter(stage)
  const { uses, jobs } = await work(stage, campaign.machine)
  const payback = []
  for (const { id, inflows } of PAYBACKS) payback.push(await payBack(stage, id, inflows))
  return { report: { ...bought, payback, uses, jobs }, campaign }
}

/** A first quote is stopped by one co-owner, the second passes. */
async function buyPrinter(stage: Stage) {
  const { client } = stage
  const campaign = await raise(stage, 'Printer', PRINTER, FAR_AWAY)
  const pledges = await Promise.all(
    OWNERS.map(({ account }) =>
      client
        .readContract({ ...on(campaign), functionName: 'positionOf', args: [account.address] })
        .then(({ pledged }) => pledged),
    ),
  )
  const stopped = await proposePurchase(stage, campaign, addressOf('maker'), 'quote 1')
  const [objector] = OWNERS
  if (!objector) throw new Error('Nobody could object.')
  const args = [stopped.id, hashOf('too dear for what it can do'), ''] as const
  const { logs } = await mined(
    client,
    client.writeContract({ ...on(campaign), account: objector.account, functionName: 'object', args }),
  )
  const stops = parseEventLogs({ abi: campaignAbi, eventName: 'ProposalStopped', logs })
  if (stops.length !== 1) throw new Error('The first quote was not stopped.')

  const { id, decision } = await proposePurchase(stage, campaign, addressOf('printer shop'), 'quote 2')
  const before = await balanceOf(stage, addressOf('printer shop'))
  await executeDecision(stage, campaign, id, decision)
  return {
    campaign,
    pledges: pledges.map(String),
    supplierPaid: String((await balanceOf(stage, addressOf('printer shop'))) - before),
    campaignBalanceAfter: String(await balanceOf(stage, campaign.campaign)),
  }
}

/** All eleven pledge, with the hash of the agreement. Those far away sign, and somebody else sends it. */
async function raise(stage: Stage, name: string, machine: DemoMachine, farAway = 0): Promise<DeployedCampaign> {
  const { client } = stage
  const campaign = await deployDemoCampaign(stage, { name, goal: GOAL, machine })
  const near = OWNERS.slice(0, OWNERS.length - farAway)
  for (const { account, pledged } of near) await pledge(stage, campaign, account, pledged)
  for (const { account, pledged } of OWNERS.slice(near.length)) {
    await mint(stage, account.address, pledged)
    await approve(stage, account, campaign.campaign)
    const args = await signPledge(stage, campaign, account, pledged)
    const sender = person('passer-by')
    await mined(client, client.writeContract({ ...on(campaign), account: sender, functionName: 'pledgeSigned', args }))
  }
  return campaign
}

async function proposePurchase(stage: Stage, campaign: DeployedCampaign, supplier: Address, quote: string) {
  const decision: CoOwnerDecision = { type: 'purchase', supplier, amount: GOAL, invoiceHash: hashOf(quote) }
  return { decision, id: await proposeDecision(stage, campaign, person('custodian'), decision, quote) }
}

/** 59 jobs as P7, and between them a co-owner who pays maintenance like everybody else: P8. */
async function work(stage: Stage, machine: Address) {
  const { client } = stage
  await approve(stage, person('customer'), machine)
  const runJob = () => payJob(stage, machine, JOB, { grams: 600n, technicianMinutes: 120 })
  const [owner] = OWNERS
  if (!owner) throw new Error('Nobody owns the printer.')
  const { account } = owner
  await mint(stage, account.address, 12_00n)
  await approve(stage, account, machine)
  const runHours = () => {
    const args = [use(account.address, { scenario: COMMUNITY, minutes: 480 }), fundingNames.indexOf('wallet'), 12_00n] as const
    return mined(client, client.writeContract({ ...asMachine(machine), account, functionName: 'logAndPay', args }))
  }

  const lines = await gainsOf(stage, machine, runJob)
  const { maintenance } = await gainsOf(stage, machine, runHours)
  const uses: CaseReport<'printer'>['uses'] = [
    { id: 'P7', lines },
    { id: 'P8', lines: { maintenance } },
  ]
  const jobs: CaseReport<'printer'>['jobs'] = []
  for (let n = 2; n <= JOBS; n++) {
    if (n < 57) {
      await runJob()
      continue
    }
    const { payback, maintenance, infrastructure } = await gainsOf(stage, machine, runJob)
    jobs.push({ n, coOwners: payback, maintenance, infrastructure, released: await isReleased(stage, machine) })
  }
  for (const { account } of OWNERS) await claim(stage, { venture: machine }, account.address)
  return { uses, jobs }
}

/** A machine that gives its whole net to the co-owners, and what they were paid of some revenue. */
async function payBack(stage: Stage, id: string, inflows: readonly bigint[]): Promise<CaseReport<'printer'>['payback'][number]> {
  const split = { maintenance: 0, infrastructure: 0, payback: 10_000 }
  const campaign = await raise(stage, `Machine ${id}`, { scenarios: [{ name: 'job' }], split })
  const { machine } = campaign
  const { id: proposal, decision } = await proposePurchase(stage, campaign, addressOf('printer shop'), `quote ${id}`)
  await executeDecision(stage, campaign, proposal, decision)
  await approve(stage, person('customer'), machine)
  for (const inflow of inflows) await payJob(stage, machine, inflow)

  const excess = await owed(stage, machine, addressOf('network'))
  const perOwner: Record<string, string> = {}
  for (const { account, pledged } of OWNERS) {
    const paid = String((await claim(stage, { venture: machine }, account.address)).amount)
    if ((perOwner[String(pledged)] ??= paid) !== paid) throw new Error(`${id}: equal pledges were paid differently.`)
  }
  return { id, perOwner, excess: String(excess), released: await isReleased(stage, machine) }
}

/** What an act brings to everyone who has a part in a job. */
async function gainsOf(stage: Stage, machine: Address, act: () => Promise<unknown>) {
  const measure = async () => {
    const paidBack = await Promise.all(OWNERS.map(({ account }) => owed(stage, machine, account.address)))
    return {
      material: await owed(stage, machine, addressOf('filament shop')),
      technician: await owed(stage, machine, addressOf('technician')),
      maintenance: await stage.client.readContract({
        ...asMachine(machine),
        functionName: 'maintenanceOf',
        args: [stage.token],
      }),
      infrastructure: await owed(stage, machine, addressOf('network')),
      payback: paidBack.reduce((sum, amount) => sum + amount, 0n),
    }
  }
  const before = await measure()
  await act()
  const after = await measure()
  const gain = (line: keyof typeof before) => String(after[line] - before[line])
  return {
    material: gain('material'),
    technician: gain('technician'),
    maintenance: gain('maintenance'),
    infrastructure: gain('infrastructure'),
    payback: gain('payback'),
  }
}
