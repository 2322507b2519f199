import type { Command } from 'commander'
import { prepareExecuteDecision } from '@open-value/sdk'
import { lazyConsensusGovernorAbi, noticeBoardAbi } from '@open-value/sdk/abis'
import { eventsIn } from '../../../sdk/src/actions/internal/write.ts'
import { type CommonOptions, openContext, openVenture } from '../../internal/cli/context.ts'
import { decisionName, findDecision, groupOf } from '../../internal/cli/decisions.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print, when } from '../../internal/cli/output.ts'
import { eventIn } from '../../internal/cli/receipts.ts'
import { submit } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('decide:execute <decision>')))
    .description('carry out a decision that passed, once its delay is over and within 60 days; anyone')
    .action(async (written: string, options: CommonOptions) => {
      const context = await openContext(options)
      const group = await groupOf(context, await openVenture(context))
      const decision = await findDecision(context, group, written)
      const { governor } = group
      const prepared = await prepareExecuteDecision(context.client, { governor, decision: decision.id })
      const what = `Carry out decision ${decisionName(decision)} of ${group.venture.name}:\n${decision.words.map((line) => `   ${line}`).join('\n')}`
      const [receipt] = await submit(context, [{ what, ...prepared }])
      eventIn(receipt, lazyConsensusGovernorAbi, 'ProposalExecuted', governor)
      const [announced] = receipt ? eventsIn(receipt, noticeBoardAbi, 'ChangeAnnounced') : []
      print(options, { decision: decision.id, readyAt: announced?.readyAt, transaction: receipt?.transactionHash }, [
        'Done.',
        ...(announced
          ? [`It counts after its notice: anyone applies it from ${when(announced.readyAt)} on, npm run ov -- decide:apply`]
          : []),
      ])
    })
}
