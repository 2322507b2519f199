import type { Command } from 'commander'
import { zeroAddress } from 'viem'
import { type CommonOptions, openContext, openVenture } from '../../internal/cli/context.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { type SignOptions, signOptions } from '../../internal/cli/signing.ts'
import { handVoice } from '../../internal/cli/voices.ts'

type Options = CommonOptions & SignOptions & { leave?: boolean }

export function register(program: Command): void {
  signOptions(ventureOption(sendOptions(program.command('decide:recall'))))
    .description('take your voice back from a representative; decisions that are open keep the voice of their beginning')
    .option('--leave', 'and out of reach altogether, so that nobody has to wait for you')
    .action(async (options: Options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      await handVoice(context, venture, options, options.leave ? zeroAddress : undefined)
    })
}
