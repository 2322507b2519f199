import type { Command } from 'commander'
import { prepareMakeMove } from '@open-value/sdk'
import { ventureAbi } from '@open-value/sdk/abis'
import { type CommonOptions, openContext, openVenture } from '../../internal/cli/context.ts'
import { findMove, moveWords } from '../../internal/cli/moves.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { eventIn } from '../../internal/cli/receipts.ts'
import { submit } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('move:make <move>')))
    .description('carry out a move whose 30 days are over; anyone')
    .action(async (written: string, options: CommonOptions) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const { id, move } = await findMove(context, venture, written)
      const prepared = prepareMakeMove({ move, accountBoard: context.contracts.accountBoard })
      const [receipt] = await submit(context, [
        { what: `${moveWords(context, move)} at ${venture.name}, for good.`, ...prepared },
      ])
      const { from, to } = eventIn(receipt, ventureAbi, 'Moved', venture.venture)
      print(options, { move: id, from, to, transaction: receipt?.transactionHash, gas: receipt?.gasUsed }, [
        `${context.people.both(to)} goes on as ${context.people.both(from)}.`,
      ])
    })
}
