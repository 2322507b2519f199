import type { Command } from 'commander'
import { keccak256, stringToBytes } from 'viem'
import { amendEntries, formatQuantity, getStanding, parseQuantity, prepareObjectToBatch } from '@open-value/sdk'
import { findBatch, openBatches, shortId } from '../../internal/cli/batches.ts'
import { openContext, openVenture, senderOf } from '../../internal/cli/context.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { collect, sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { submit } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('object <batch>')))
    .description('say, with a reason, that a batch is not true, and what it should say')
    .requiredOption('--reason <text>', 'why; it is public for ever')
    .option(
      '--should-be <entry=quantity>',
      'entry by its number, and what it should say: 1=8h; 0 strikes it; once for each',
      collect,
      [],
    )
    .action(async (written: string, options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const batch = findBatch(await openBatches(context, venture), written)
      const amendments = (options.shouldBe as string[]).map((text) => {
        const [, number, quantityText = ''] = /^(\d+)=(.+)$/.exec(text) ?? []
        const contribution = batch.contributions[Number(number) - 1]
        if (!contribution)
          throw new InputError(`"${text}" names no entry.`, [`The batch has ${batch.contributions.length}; write 1=8h.`])
        const { unit = '', decimals = 0 } = venture.kinds[contribution.kind] ?? {}
        return { index: Number(number) - 1, quantity: parseQuantity(quantityText, { unit, decimals }), unit, decimals }
      })
      const { isSteward, kinds } = await getStanding(context.client, {
        ...context.contracts,
        ledger: venture.ledger,
        account: senderOf(context).address,
      })
      const prepared = prepareObjectToBatch({
        ledger: venture.ledger,
        reviewBoard: context.contracts.reviewBoard,
        header: batch.header,
        reason: { uri: options.reason, hash: keccak256(stringToBytes(options.reason)) },
        kinds: isSteward ? [] : kinds,
        ...(amendments.length === 0 ? {} : { entries: batch.entries, amendedEntries: amendEntries(batch.entries, amendments) }),
      })
      const instead = amendments.map(
        ({ index, quantity, unit, decimals }) => `entry ${index + 1} should be ${formatQuantity(quantity, { unit, decimals })}`,
      )
      const what = `Object to ${shortId(batch.batch)}: ${options.reason}${instead.length > 0 ? ` (${instead.join(', ')})` : ''}.`
      const [receipt] = await submit(context, [{ what, ...prepared }])
      print(options, { batch: batch.batch, transaction: receipt?.transactionHash }, [
        'The batch waits until the objection is taken back or settled, or the batch is resolved.',
        ...(amendments.length > 0 ? [`Who agrees settles it: npm run ov -- amend ${shortId(batch.batch)}`] : []),
      ])
    })
}
