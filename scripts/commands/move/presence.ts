import type { Command } from 'commander'
import { prepareShowPresence, signPresence } from '@open-value/sdk'
import { type CommonOptions, openContext, openVenture, senderOf } from '../../internal/cli/context.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { type SignOptions, signInto, signOptions } from '../../internal/cli/signing.ts'
import { submit } from '../../internal/cli/submit.ts'

type Options = CommonOptions & SignOptions

export function register(program: Command): void {
  signOptions(ventureOption(sendOptions(program.command('move:presence'))))
    .description('show that you are there: every move others have proposed for you until now is cancelled')
    .action(async (options: Options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const account = senderOf(context)
      const what = `Show that ${context.people.both(account.address)} is there, at ${venture.name}`
      if (options.sign !== undefined) {
        return signInto(context, venture, {
          file: options.sign,
          options,
          what,
          sign: async (deadline) => ({
            act: 'Presence',
            content: await signPresence(context.client, { ledger: venture.ledger, deadline }, { account }),
          }),
        })
      }
      const prepared = prepareShowPresence({ ledger: venture.ledger, accountBoard: context.contracts.accountBoard })
      const [receipt] = await submit(context, [{ what: `${what}.`, ...prepared }])
      print(options, { account: account.address, transaction: receipt?.transactionHash, gas: receipt?.gasUsed }, [
        'Whoever wants to move this account has to begin anew.',
      ])
    })
}
