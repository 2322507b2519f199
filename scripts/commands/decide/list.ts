import type { Command } from 'commander'
import { type CommonOptions, openContext, openVenture } from '../../internal/cli/context.ts'
import { decisionsOf, groupOf, votesWords, wordsBeside } from '../../internal/cli/decisions.ts'
import { chainOptions, ventureOption } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'

type Options = CommonOptions & { all?: boolean }

export function register(program: Command): void {
  ventureOption(chainOptions(program.command('decide:list')))
    .description('what was proposed to the group, how it stands, and what it waits for')
    .option('--all', 'what is over, too')
    .action(async (options: Options) => {
      const context = await openContext(options)
      const group = await groupOf(context, await openVenture(context))
      const numbered = (await decisionsOf(context, group)).map((decision, i) => ({ ...decision, number: i + 1 }))
      const shown = numbered.filter(({ waitsFor }) => options.all || waitsFor !== undefined)
      const { governor, isInCharge, venture } = group
      print(options, { governor, isInCharge, decisions: shown }, [
        shown.length === 0 ? `Nothing waits for a decision at ${venture.name}.` : `Decisions of ${venture.name}:`,
        ...shown.flatMap(({ number, title, state, track, words, waitsFor, motion, votes, proposer }) => [
          `${String(number).padStart(3)}  ${title}: ${state}, ${track} track, proposed by ${context.people.both(proposer)}`,
          ...wordsBeside({ title, words }).map((line) => `       ${line}`),
          `     ${votesWords(votes, motion)}${waitsFor === undefined ? '' : `. ${waitsFor}`}`,
        ]),
        ...(shown.length < numbered.length ? [`${numbered.length - shown.length} are over: decide:list --all`] : []),
      ])
    })
}
