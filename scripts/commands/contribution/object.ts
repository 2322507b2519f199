import type { Command } from 'commander'
import { amendEntries, formatQuantity, parseQuantity, prepareObjectToBatch, signObjection } from '@open-value/sdk'
import { findBatch, openBatches, shortId } from '../../internal/cli/batches.ts'
import { type CommonOptions, openContext, openVenture, senderOf } from '../../internal/cli/context.ts'
import { sentence } from '../../internal/cli/documents.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { kindsOfStanding } from '../../internal/cli/moves.ts'
import { collect, sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { type SignOptions, signInto, signOptions } from '../../internal/cli/signing.ts'
import { submit } from '../../internal/cli/submit.ts'

type Options = CommonOptions & SignOptions & { reason: string; shouldBe: string[] }

export function register(program: Command): void {
  signOptions(ventureOption(sendOptions(program.command('object <batch>'))))
    .description('say, with a reason, that a batch is not true, and what it should say')
    .requiredOption('--reason <text>', 'why; it is public for ever')
    .option(
      '--should-be <entry=quantity>',
      'entry by its number, and what it should say: 1=8h; 0 strikes it; once for each',
      collect,
      [],
    )
    .action(async (written: string, options: Options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const batch = findBatch(await openBatches(context, venture), written)
      const amendments = options.shouldBe.map((text) => {
        const [, number, quantityText = ''] = /^(\d+)=(.+)$/.exec(text) ?? []
        const contribution = batch.contributions[Number(number) - 1]
        if (!contribution)
          throw new InputError(`"${text}" names no entry.`, [`The batch has ${batch.contributions.length}; write 1=8h.`])
        const { unit = '', decimals = 0 } = venture.kinds[contribution.kind] ?? {}
        return { index: Number(number) - 1, quantity: parseQuantity(quantityText, { unit, decimals }), unit, decimals }
      })
      const account = senderOf(context)
      const { kinds } = await kindsOfStanding(context, venture, account.address)
      const { ledger } = venture
      const { header } = batch
      const reason = sentence(options.reason)
      const isAmended = amendments.length > 0
      const entries = isAmended ? batch.entries : []
      const amendedEntries = isAmended ? amendEntries(batch.entries, amendments) : []
      const instead = amendments.map(
        ({ index, quantity, unit, decimals }) => `entry ${index + 1} should be ${formatQuantity(quantity, { unit, decimals })}`,
      )
      const what = `Object to ${shortId(batch.batch)}: ${options.reason}${isAmended ? ` (${instead.join(', ')})` : ''}`
      if (options.sign !== undefined) {
        return signInto(context, venture, {
          file: options.sign,
          options,
          what,
          sign: async (deadline) => {
            const objection = { ledger, subject: batch.batch, reason, amendedEntries, deadline }
            const signed = await signObjection(context.client, objection, { account })
            return {
              act: 'BatchObjection',
              content: { ...signed, kinds, header, entries },
            }
          },
        })
      }
      const { reviewBoard } = context.contracts
      const prepared = prepareObjectToBatch({ ledger, reviewBoard, header, reason, kinds, entries, amendedEntries })
      const [receipt] = await submit(context, [{ what: `${what}.`, ...prepared }])
      print(options, { batch: batch.batch, transaction: receipt?.transactionHash }, [
        'The batch waits until the objection is taken back or settled, or the batch is resolved.',
        ...(isAmended ? [`Who agrees settles it: npm run ov -- amend ${shortId(batch.batch)}`] : []),
      ])
    })
}
