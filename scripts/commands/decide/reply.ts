import type { Command } from 'commander'
import { prepareReply } from '@open-value/sdk'
import { type CommonOptions, openContext, openVenture } from '../../internal/cli/context.ts'
import { sentence } from '../../internal/cli/documents.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { submit } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('decide:reply <text>')))
    .description('reply to a bar that is announced against you, within its 7 days; it is shown with it, and public for ever')
    .action(async (text: string, options: CommonOptions) => {
      const context = await openContext(options)
      const { ledger, name } = await openVenture(context)
      const prepared = prepareReply({ ledger, content: sentence(text), reviewBoard: context.contracts.reviewBoard })
      const [receipt] = await submit(context, [{ what: `Reply at ${name}: ${text}`, ...prepared }])
      print(options, { transaction: receipt?.transactionHash }, ['It is shown with what is announced.'])
    })
}
