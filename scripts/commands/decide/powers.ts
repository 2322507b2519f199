import type { Command } from 'commander'
import { formatDuration, getPowers } from '@open-value/sdk'
import { type CommonOptions, openContext, openVenture } from '../../internal/cli/context.ts'
import { chainOptions, ventureOption } from '../../internal/cli/options.ts'
import { print, when } from '../../internal/cli/output.ts'

export function register(program: Command): void {
  ventureOption(chainOptions(program.command('decide:powers')))
    .description('who can change what, how soon, and who can stop it: asked of the contracts')
    .action(async (options: CommonOptions) => {
      const context = await openContext(options)
      const { venture, name } = await openVenture(context)
      const { client, contracts, people } = context
      const { powers, governor, isGroup, rules, handOver } = await getPowers(client, { ...contracts, venture })
      const ofWhom = [...new Set(powers.map(({ who }) => who))]
      print(options, { governor, isGroup, rules, handOver, powers }, [
        isGroup
          ? `${name} is governed by those who contribute, through ${governor}.`
          : `${name} is governed by ${people.both(governor)} alone.`,
        ...(handOver
          ? [`It goes over to those who contribute from ${when(handOver.dueAt)} on, or before: decide:take-over tells.`]
          : []),
        ...ofWhom.flatMap((who) => [
          `${who}:`,
          ...powers
            .filter((power) => power.who === who)
            .flatMap(({ power, track, wait, stop, heldBy }) =>
              heldBy.length === 0
                ? [`   ${power}: ${stop}`]
                : [
                    `   ${power}: ${[...(track ? [`${track} track`] : []), wait === 0 ? 'at once' : `${formatDuration(wait)} at least`].join(', ')}`,
                    `      stopped by ${stop} (${heldBy.join(', ')})`,
                  ],
            ),
        ]),
      ])
    })
}
