import type { Command } from 'commander'
import { prepareWithdrawDecision } from '@open-value/sdk'
import { type CommonOptions, openContext, openVenture } from '../../internal/cli/context.ts'
import { decisionName, findDecision, groupOf } from '../../internal/cli/decisions.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { submit } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('decide:withdraw <decision>')))
    .description('take back a decision you proposed, while its window is open')
    .action(async (written: string, options: CommonOptions) => {
      const context = await openContext(options)
      const group = await groupOf(context, await openVenture(context))
      const decision = await findDecision(context, group, written)
      const prepared = await prepareWithdrawDecision(context.client, { governor: group.governor, decision: decision.id })
      const what = `Take back decision ${decisionName(decision)} of ${group.venture.name}.`
      const [receipt] = await submit(context, [{ what, ...prepared }])
      print(options, { decision: decision.id, transaction: receipt?.transactionHash }, ['Taken back.'])
    })
}
