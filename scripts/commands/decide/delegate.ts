import type { Command } from 'commander'
import { type CommonOptions, openContext, openVenture } from '../../internal/cli/context.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { type SignOptions, signOptions } from '../../internal/cli/signing.ts'
import { handVoice } from '../../internal/cli/voices.ts'

type Options = CommonOptions & SignOptions

export function register(program: Command): void {
  signOptions(ventureOption(sendOptions(program.command('decide:delegate [who]'))))
    .description(
      'opt in: put your voice into your own hands, or those of a representative; decide:recall takes it back at any time',
    )
    .action(async (who: string | undefined, options: Options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      await handVoice(context, venture, options, who === undefined ? undefined : context.people.addressOf(who))
    })
}
