import type { CoOwnerDecision } from '@open-value/sdk'
import { fund } from '../../internal/chain.ts'
import { type DeployedCampaign, deployDemoCampaign, executeDecision, hashOf, on, pledge, proposeDecision } from '../campaigns.ts'
import { addressOf, askingCustomer, person } from '../people.ts'
import type { CaseReport } from '../report.ts'
import { type DeployedVenture, type Stage, balanceOf, claim, contribute, sell } from '../stage.ts'

const NEED = 'Battery dies in the cold'
const GOAL = 300_000000n
/** Who gives how much was not published. */
const CUSTOMERS = Array.from({ length: 6 }, (_, i) => ({ account: askingCustomer(i + 1), amount: 40_000000n }))
const MAKER = { account: person('maker'), amount: 60_000000n }
const NEXT_SALE = 10n * 120_000000n
const HOUR = 0

/**
 * Case 4, the way back: customers and the maker ask the designers for something, with money behind it. It is solved, released
 * as revenue of the design venture like any other, and the maker sells the next version.
 */
export async function playFeedback(
  stage: Stage,
  { maker, design, origin }: Record<'maker' | 'design' | 'origin', DeployedVenture>,
): Promise<{ report: CaseReport<'upstream'>['feedback']; campaign: DeployedCampaign }> {
  const pledgers = [...CUSTOMERS, MAKER]
  await fund(
    stage.client,
    CUSTOMERS.map(({ account }) => account.address),
  )
  const campaign = await deployDemoCampaign(stage, { name: NEED, goal: GOAL, venture: design.venture })
  for (const { account, amount } of pledgers) await pledge(stage, campaign, account, amount)
  const positions = await Promise.all(
    pledgers.map(({ account }) =>
      stage.client.readContract({ ...on(campaign), functionName: 'positionOf', args: [account.address] }),
    ),
  )

  await contribute(stage, design, [{ by: 'design team', kind: HOUR, quantity: 12_00n }])
  const before = await balanceOf(stage, design.venture)
  const delivery: CoOwnerDecision = { type: 'delivery', amount: GOAL, noteHash: hashOf('runs at -25 °C: version 2') }
  const id = await proposeDecision(stage, campaign, person('steward'), delivery, 'delivery note')
  await executeDecision(stage, campaign, id, delivery)
  const released = (await balanceOf(stage, design.venture)) - before
  const passedUp = (await claim(stage, design, origin.venture)).amount
  const team = (await claim(stage, design, addressOf('design team'), { kinds: [HOUR] })).amount

  await sell(stage, maker, NEXT_SALE)
  const nextRoyalty = (await claim(stage, maker, design.venture)).amount
  const report = {
    pledges: positions.map(({ pledged }) => String(pledged)),
    released: String(released),
    campaignBalanceAfter: String(await balanceOf(stage, campaign.campaign)),
    team: String(team),
    passedUp: String(passedUp),
    nextSale: String(NEXT_SALE),
    nextRoyalty: String(nextRoyalty),
  }
  return { report, campaign }
}
