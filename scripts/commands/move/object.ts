import type { Command } from 'commander'
import { prepareObjectToMove, signObjection } from '@open-value/sdk'
import { type CommonOptions, openContext, openVenture, senderOf } from '../../internal/cli/context.ts'
import { sentence } from '../../internal/cli/documents.ts'
import { findMove, kindsOfStanding, moveWords } from '../../internal/cli/moves.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { type SignOptions, signInto, signOptions } from '../../internal/cli/signing.ts'
import { submit } from '../../internal/cli/submit.ts'

type Options = CommonOptions & SignOptions & { reason: string }

export function register(program: Command): void {
  signOptions(ventureOption(sendOptions(program.command('move:object <move>'))))
    .description('stop a move until the governor decides it; who may object to a batch may do this')
    .requiredOption('--reason <text>', 'why; it is public for ever')
    .action(async (written: string, options: Options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const { id, move } = await findMove(context, venture, written)
      const reason = sentence(options.reason)
      const account = senderOf(context)
      const { kinds } = await kindsOfStanding(context, venture, account.address)
      const what = `Object, ${options.reason}: ${moveWords(context, move)} at ${venture.name}`
      if (options.sign !== undefined) {
        return signInto(context, venture, {
          file: options.sign,
          options,
          what,
          sign: async (deadline) => {
            const { amendedEntries: _none, ...content } = await signObjection(
              context.client,
              { ledger: venture.ledger, subject: id, reason, deadline },
              { account },
            )
            return { act: 'MoveObjection', content: { ...content, kinds, move } }
          },
        })
      }
      const prepared = prepareObjectToMove({ move, reason, kinds, accountBoard: context.contracts.accountBoard })
      const [receipt] = await submit(context, [{ what: `${what}.`, ...prepared }])
      print(options, { move: id, transaction: receipt?.transactionHash, gas: receipt?.gasUsed }, [
        'It waits until the governor decides it.',
      ])
    })
}
