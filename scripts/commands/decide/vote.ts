import { type Command, Argument } from 'commander'
import { type VoteSupport, prepareVoteOnDecision } from '@open-value/sdk'
import { type CommonOptions, openContext, openVenture } from '../../internal/cli/context.ts'
import { decisionName, findDecision, groupOf, voteWords } from '../../internal/cli/decisions.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { type SignOptions, signOptions } from '../../internal/cli/signing.ts'
import { castVote, signVote } from '../../internal/cli/votes.ts'

type Options = CommonOptions & SignOptions & { reason: string }

export function register(program: Command): void {
  signOptions(ventureOption(sendOptions(program.command('decide:vote <decision>'))))
    .addArgument(new Argument('<vote>', 'what you say').choices(Object.keys(voteWords)))
    .description('vote on a decision with all voice in your hands, once: `for`, `against` or `abstain`')
    .option('--reason <text>', 'why; it is public for ever', '')
    .action(async (written: string, support: VoteSupport, options: Options) => {
      const context = await openContext(options)
      const group = await groupOf(context, await openVenture(context))
      const decision = await findDecision(context, group, written)
      const { reason } = options
      const what = `${voteWords[support]} decision ${decisionName(decision)} of ${group.venture.name}${reason === '' ? '' : `: ${reason}`}`
      if (options.sign !== undefined) return signVote(context, group, { decision, support, reason, what, options })
      const prepared = prepareVoteOnDecision({ governor: group.governor, decision: decision.id, support, reason })
      await castVote(context, group, { decision, what, prepared })
    })
}
