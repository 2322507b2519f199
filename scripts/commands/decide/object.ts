import type { Command } from 'commander'
import { prepareObjectToDecision } from '@open-value/sdk'
import { type CommonOptions, openContext, openVenture } from '../../internal/cli/context.ts'
import { decisionName, findDecision, groupOf } from '../../internal/cli/decisions.ts'
import { sentence } from '../../internal/cli/documents.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { type SignOptions, signOptions } from '../../internal/cli/signing.ts'
import { castVote, signVote } from '../../internal/cli/votes.ts'

type Options = CommonOptions & SignOptions & { reason: string }

export function register(program: Command): void {
  signOptions(ventureOption(sendOptions(program.command('decide:object <decision>'))))
    .description(
      'object to a decision with all voice in your hands, once; what passed on the lazy track can be objected to until it is executed',
    )
    .requiredOption('--reason <text>', 'why; it is public for ever')
    .action(async (written: string, options: Options) => {
      const context = await openContext(options)
      const group = await groupOf(context, await openVenture(context))
      const decision = await findDecision(context, group, written)
      const reason = sentence(options.reason)
      const what = `Object to decision ${decisionName(decision)} of ${group.venture.name}: ${options.reason}`
      if (options.sign !== undefined) return signVote(context, group, { decision, support: 'against', reason, what, options })
      const prepared = prepareObjectToDecision({ governor: group.governor, decision: decision.id, reason })
      await castVote(context, group, { decision, what, prepared })
    })
}
