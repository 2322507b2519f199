import type { Command } from 'commander'
import { zeroAddress } from 'viem'
import { prepareSetPayee, signPayee } from '@open-value/sdk'
import { ventureAbi } from '@open-value/sdk/abis'
import { type CommonOptions, openContext, openVenture, senderOf } from '../../internal/cli/context.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { eventIn } from '../../internal/cli/receipts.ts'
import { type SignOptions, signInto, signOptions } from '../../internal/cli/signing.ts'
import { submit } from '../../internal/cli/submit.ts'

type Options = CommonOptions & SignOptions & { none?: boolean; of?: string }

export function register(program: Command): void {
  signOptions(ventureOption(sendOptions(program.command('payee [who]'))))
    .description('name who is paid in your place from now on, by this venture; units, voice and roles stay yours')
    .option('--none', 'you again')
    .option('--of <account>', 'an account that moved to you (default: who sends or signs)')
    .action(async (who: string | undefined, options: Options) => {
      if ((who === undefined) === (options.none === undefined))
        throw new InputError('Who is paid?', ['Name somebody, or say --none: you again.'])
      const context = await openContext(options)
      const venture = await openVenture(context)
      const { people } = context
      const account = options.of === undefined ? senderOf(context).address : people.addressOf(options.of)
      const payee = who === undefined ? zeroAddress : people.addressOf(who)
      const what =
        who === undefined
          ? `Pay ${people.both(account)} itself again, at ${venture.name}`
          : `Pay ${people.both(payee)} in place of ${people.both(account)} from now on, at ${venture.name}`
      if (options.sign !== undefined) {
        return signInto(context, venture, {
          file: options.sign,
          options,
          what,
          sign: async (deadline) => ({
            act: 'Payee',
            content: await signPayee(
              context.client,
              { ledger: venture.ledger, account, payee, deadline },
              { account: senderOf(context) },
            ),
          }),
        })
      }
      const prepared = prepareSetPayee({ venture: venture.venture, account, payee })
      const [receipt] = await submit(context, [{ what: `${what}.`, ...prepared }])
      const { previousPayee } = eventIn(receipt, ventureAbi, 'PayeeSet', venture.venture)
      print(options, { account, payee, previousPayee, transaction: receipt?.transactionHash, gas: receipt?.gasUsed }, [
        who === undefined
          ? `${people.both(account)} is paid itself again.`
          : `What ${people.both(account)} is owed goes to ${people.both(payee)}.`,
      ])
    })
}
