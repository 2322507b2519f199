import type { Command } from 'commander'
import { acceptBatchAndWait, prepareAcceptBatch } from '@open-value/sdk'
import { chooseBatches, contentsOf, openBatches, shortId } from '../../internal/cli/batches.ts'
import { openContext, openVenture, senderOf } from '../../internal/cli/context.ts'
import { RefusedError } from '../../internal/cli/errors.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { counted, print, progress } from '../../internal/cli/output.ts'
import { announce } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('accept [batch]')))
    .description('accept what enough peers attested, silence let pass, or a resolution allowed')
    .option('--all', 'every batch that can be accepted now')
    .action(async (written: string | undefined, options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const account = senderOf(context)
      const chosen = chooseBatches(await openBatches(context, venture), written, options.all)
      const { ledger } = venture
      const prepared = []
      const waiting: string[] = []
      for (const batch of chosen) {
        try {
          const { way, transactions } = await prepareAcceptBatch(
            context.client,
            { ...context.contracts, ledger, batch: batch.batch },
            { account },
          )
          const what = `Accept ${shortId(batch.batch)} (${way}): ${contentsOf(batch, venture.kinds, context, 3).join('; ')}.`
          prepared.push({ batch: batch.batch, planned: transactions.map(({ to, data, value }) => ({ what, to, data, value })) })
        } catch (error) {
          if (chosen.length === 1 || (error as Error).name !== 'BatchWaitsError') throw error
          waiting.push((error as Error).message)
        }
      }
      if (prepared.length === 0) throw new RefusedError(waiting.join('\n'))
      await announce(
        context,
        prepared.flatMap(({ planned }) => planned),
      )
      const bar = progress(prepared.length, 'Accepting', options)
      const done = []
      for (const { batch } of prepared) {
        const { way, accepted, left, receipts } = await acceptBatchAndWait(
          context.client,
          { ...context.contracts, ledger, batch },
          { account },
        )
        done.push({
          batch,
          way,
          accepted,
          left,
          transactions: receipts.map(({ transactionHash }) => transactionHash),
          gas: receipts.reduce((sum, { gasUsed }) => sum + gasUsed, 0n),
        })
        bar.to(done.length)
      }
      bar.stop()
      print(options, { accepted: done, waiting }, [
        ...done.map(
          ({ batch, way, accepted, gas }) =>
            `Accepted ${counted(accepted, 'entry', 'entries')} of ${shortId(batch)} (${way}), ${gas.toLocaleString('en-US')} gas.`,
        ),
        ...waiting,
      ])
    })
}
