import type { Command } from 'commander'
import { prepareDecideMove } from '@open-value/sdk'
import { accountBoardAbi } from '@open-value/sdk/abis'
import { eventsIn } from '../../../sdk/src/actions/internal/write.ts'
import { type CommonOptions, openContext, openVenture } from '../../internal/cli/context.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { findMove, moveWords } from '../../internal/cli/moves.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print, when } from '../../internal/cli/output.ts'
import { submit } from '../../internal/cli/submit.ts'

type Options = CommonOptions & { approve?: boolean; reject?: boolean }

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('move:decide <move>')))
    .description('the governor approves or rejects a move, objected to or not; what is approved waits 30 days')
    .option('--approve', 'it goes on')
    .option('--reject', 'it ends')
    .action(async (written: string, options: Options) => {
      if (options.approve === options.reject) throw new InputError('Say --approve or --reject.')
      const approved = options.approve ?? false
      const context = await openContext(options)
      const venture = await openVenture(context)
      const { id, move } = await findMove(context, venture, written)
      const what = `${approved ? 'Approve' : 'Reject'}: ${moveWords(context, move)} at ${venture.name}.`
      const prepared = prepareDecideMove({ move, approved, accountBoard: context.contracts.accountBoard })
      const [receipt] = await submit(context, [{ what, ...prepared }])
      const [waits] = receipt ? eventsIn(receipt, accountBoardAbi, 'MoveWaits') : []
      print(options, { move: id, approved, readyAt: waits?.readyAt, transaction: receipt?.transactionHash }, [
        waits
          ? `Approved. Anyone can make it from ${when(waits.readyAt)} on, unless somebody objects, or the account does anything.`
          : 'Rejected.',
      ])
    })
}
