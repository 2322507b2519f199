import type { Command } from 'commander'
import { prepareEscalateDecision } from '@open-value/sdk'
import { lazyConsensusGovernorAbi } from '@open-value/sdk/abis'
import { type CommonOptions, openContext, openVenture } from '../../internal/cli/context.ts'
import { decisionName, findDecision, groupOf } from '../../internal/cli/decisions.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print, when } from '../../internal/cli/output.ts'
import { eventIn } from '../../internal/cli/receipts.ts'
import { submit } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('decide:escalate <decision>')))
    .description('put a lazy decision that objections stopped to the vote, within 7 days; anyone. What was said stands')
    .action(async (written: string, options: CommonOptions) => {
      const context = await openContext(options)
      const group = await groupOf(context, await openVenture(context))
      const decision = await findDecision(context, group, written)
      const { governor } = group
      const what = `Put decision ${decisionName(decision)} of ${group.venture.name} to the vote.`
      const [receipt] = await submit(context, [{ what, ...prepareEscalateDecision({ governor, decision: decision.id }) }])
      const { deadline } = eventIn(receipt, lazyConsensusGovernorAbi, 'ProposalEscalated', governor)
      print(options, { decision: decision.id, deadline, transaction: receipt?.transactionHash }, [
        `It is voted on until ${when(deadline)}. Objections stand as votes against it.`,
        `Go on: npm run ov -- decide:vote ${decision.number} for`,
      ])
    })
}
