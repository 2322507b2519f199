import { type LocalClient, moveTo } from '../internal/chain.ts'
import { deployShared, deployTestToken } from '../internal/contracts.ts'
import type { DeployedCampaign } from './campaigns.ts'
import { badActors } from './cases/badActors.ts'
import { forillon } from './cases/forillon.ts'
import { longTail } from './cases/longTail.ts'
import { longTailByYear } from './cases/longTailByYear.ts'
import { pledgers } from './cases/pledgers.ts'
import { printer } from './cases/printer.ts'
import { upstream } from './cases/upstream.ts'
import { person } from './people.ts'
import type { DemoReport } from './report.ts'
import type { DeployedVenture, Stage } from './stage.ts'

export { BEFORE_THE_FIRST_YEAR } from './cases/longTailByYear.ts'

/** The token of the demo: 6 decimals, like most dollars on chain; anyone mints it. */
export const DEMO_TOKEN = { name: 'Demo dollar', symbol: 'DUSD', decimals: 6 } as const

export type Replay = { report: DemoReport; stage: Stage; ventures: DeployedVenture[]; campaigns: DeployedCampaign[] }

export type ReplayOptions = {
  onStep?: (what: string) => void
  /** Whether the deployment is recorded in `deployments/local/`. Default: no. */
  record?: boolean
}

/** Deploys everything and replays the cases, the oldest first. The chain must begin before 2005-12-31. */
export async function replayCases(
  client: LocalClient,
  { onStep = () => {}, record = false }: ReplayOptions = {},
): Promise<Replay> {
  const deployer = person('founder')
  onStep('Deploying the contracts')
  const contracts = await deployShared(client, deployer, { record })
  const stage = { client, contracts, token: await deployTestToken(client, deployer, DEMO_TOKEN) }
  onStep('The long tail, year by year: 2005 to 2024')
  const byYear = await longTailByYear(stage)
  await moveTo(client, BigInt(Math.floor(Date.now() / 1000) - 300 * 86_400))
  onStep('Forillon: one sale of a small team')
  const small = await forillon(stage)
  onStep('The printer: eleven co-owners, seven machines and their jobs')
  const machine = await printer(stage)
  onStep('The long tail: 6,528 contributions, 313 claims')
  const large = await longTail(stage)
  onStep('Give back upstream: four ventures, two that pay each other, and a wish with money behind it')
  const remix = await upstream(stage)
  onStep('A thousand pledgers: a goal that is missed, and one that is met')
  const crowd = await pledgers(stage)
  onStep('A bad actor in each role, and a newcomer who is wronged')
  const harm = await badActors(stage)
  return {
    report: {
      cases: {
        forillon: small.report,
        printer: machine.report,
        longTail: large.report,
        longTailByYear: byYear.report,
        upstream: remix.report,
        pledgers: crowd.report,
        badActors: harm.badActors,
        wrongedNewcomer: harm.wrongedNewcomer,
      },
    },
    stage,
    ventures: [small.venture, large.venture, byYear.venture, ...remix.ventures, harm.venture],
    campaigns: [machine.campaign, remix.campaign],
  }
}
