import { parseAbi, parseEventLogs, zeroAddress } from 'viem'
import { campaignAbi } from '@open-value/sdk/abis'
import { type CoOwnerDecision, prepareExecuteProposal } from '@open-value/sdk'
import { fund, mined, moveOn, moveTo } from '../../internal/chain.ts'
import { deployMock } from '../../internal/contracts.ts'
import {
  type DeployedCampaign,
  PLEDGING_PERIOD,
  RELEASE_PERIOD,
  deployDemoCampaign,
  hashOf,
  on,
  proposeDecision,
} from '../campaigns.ts'
import { lossOf, refused } from '../harm.ts'
import { addressOf, coOwner, person } from '../people.ts'
import type { CaseReport } from '../report.ts'
import { type Stage, balanceOf, mint } from '../stage.ts'

type Row = CaseReport<'badActors'>[number]

const GOAL = 4_000_000000n
/** Who gave how much is illustrative. */
const PLEDGED = 500_000000n
const OBJECTOR = coOwner(21)
const UNPAYABLE = coOwner(22)
const OTHERS = [OBJECTOR, ...Array.from({ length: 6 }, (_, i) => coOwner(23 + i))]
const PLEDGERS = [...OTHERS, UNPAYABLE]
const GAS_EACH = 150_000n

/** Of those who pledge for a machine together two are bad: its custodian buys from himself, and a wallet refuses what comes back. */
export async function badPledgers(on6Decimals: Stage): Promise<{ shop: Row; unpayable: Row }> {
  const { client } = on6Decimals
  // Like the great dollars on chain, this token can refuse a wallet. It asks for no allowance.
  const stage = { ...on6Decimals, token: await deployMock(client, person('founder'), 'OddTokens.sol/BlocklistToken') }
  await fund(
    client,
    PLEDGERS.map(({ address }) => address),
  )
  const campaign = await deployDemoCampaign(stage, { name: 'A lathe', goal: GOAL, machine: { scenarios: [{ name: 'usual' }] } })
  for (const account of PLEDGERS) {
    await mint(stage, account.address, PLEDGED)
    const args = [PLEDGED, campaign.agreementHash, zeroAddress] as const
    await mined(client, client.writeContract({ ...on(campaign), account, functionName: 'pledge', args }))
  }
  const before = await refundsOf(stage, campaign)
  await buyFromOneself(stage, campaign)
  const after = await refundsOf(stage, campaign)
  await refuseRefund(stage)
  const afterRefusal = await refundsOf(stage, campaign)
  return {
    shop: {
      role: 'custodian',
      attempt: 'buys the machine from his own shop, for all that was raised',
      noticedBy: 'one of 8 pledgers, who reads the invoice',
      stoppedBy: 'her objection: 12.5% of the pledges; what was raised goes back',
      costToOthers: String(lossOf(before, after)),
    },
    unpayable: {
      role: 'pledger',
      attempt: 'has a wallet that no refund can reach',
      noticedBy: 'passer-by, whose batch of refunds names it',
      stoppedBy: 'refunds each on its own: the others are paid, his waits',
      costToOthers: String(lossOf(after, afterRefusal)),
    },
  }
}

/** What the others have once everything is paid back, if nothing else comes; then the clock is turned back. */
async function refundsOf(stage: Stage, campaign: DeployedCampaign): Promise<bigint[]> {
  const { client } = stage
  const id = await client.snapshot()
  await moveOn(client, BigInt(PLEDGING_PERIOD + RELEASE_PERIOD))
  const isBlocked = await client.readContract({
    address: stage.token,
    abi: BLOCKLIST,
    functionName: 'isBlocked',
    args: [UNPAYABLE.address],
  })
  const args = [PLEDGERS.map(({ address }) => address), GAS_EACH] as const
  const call = { ...on(campaign), account: person('passer-by'), functionName: 'refundBatch', args } as const
  const { logs } = await mined(client, client.writeContract(call))
  const failed = parseEventLogs({ abi: campaignAbi, eventName: 'RefundFailed', logs }).map(({ args: refund }) => refund.account)
  if (failed.join() !== (isBlocked ? UNPAYABLE.address : '')) throw new Error(`Refunds failed: ${failed.join() || 'none'}.`)
  const balances = await Promise.all(OTHERS.map(({ address }) => balanceOf(stage, address)))
  await client.revert({ id })
  return balances
}

async function buyFromOneself(stage: Stage, campaign: DeployedCampaign): Promise<void> {
  const { client } = stage
  const purchase: CoOwnerDecision = {
    type: 'purchase',
    supplier: addressOf('printer shop'),
    amount: GOAL,
    invoiceHash: hashOf('a lathe of my own shop, at my own price'),
  }
  const id = await proposeDecision(stage, campaign, person('custodian'), purchase, 'invoice')
  const objection = [id, hashOf('The shop is his own, and others ask half'), ''] as const
  await mined(client, client.writeContract({ ...on(campaign), account: OBJECTOR, functionName: 'object', args: objection }))
  const { readyAt } = await client.readContract({ ...on(campaign), functionName: 'proposalOf', args: [id] })
  await moveTo(client, BigInt(readyAt))
  await refused(stage, 'ProposalNotLive', prepareExecuteProposal({ campaign: campaign.campaign, id, decision: purchase }))
}

async function refuseRefund({ client, token }: Stage): Promise<void> {
  const args = [UNPAYABLE.address, true] as const
  await mined(
    client,
    client.writeContract({ account: person('founder'), address: token, abi: BLOCKLIST, functionName: 'setBlocked', args }),
  )
}

const BLOCKLIST = parseAbi([
  'function setBlocked(address account, bool value)',
  'function isBlocked(address account) view returns (bool)',
])
