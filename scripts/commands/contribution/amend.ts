import type { Command } from 'commander'
import { isAddressEqual } from 'viem'
import { prepareAcceptAmendment } from '@open-value/sdk'
import { findBatch, openBatches, shortId } from '../../internal/cli/batches.ts'
import { openContext, openVenture } from '../../internal/cli/context.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { submit } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('amend <batch>')))
    .description("agree to an objector's amendment of your contribution; the batch then goes on")
    .option('--objector <who>', 'whose amendment (default: the only one)')
    .action(async (written: string, options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const batch = findBatch(await openBatches(context, venture), written)
      const wanted = options.objector === undefined ? undefined : context.people.addressOf(options.objector)
      const found = batch.objections.filter(
        ({ status, amendedEntries, objector }) =>
          status === 'standing' && amendedEntries && (!wanted || isAddressEqual(objector, wanted)),
      )
      const [objection, ...others] = found
      if (!objection?.amendedEntries || others.length > 0) {
        throw new InputError(
          objection ? 'More than one objection has an amendment.' : 'No standing objection has an amendment.',
          ['Name it with --objector.'],
        )
      }
      const what = `Agree that ${shortId(batch.batch)} says what ${context.people.both(objection.objector)} amended.`
      const prepared = prepareAcceptAmendment({
        ledger: venture.ledger,
        reviewBoard: context.contracts.reviewBoard,
        header: batch.header,
        entries: batch.entries,
        amendedEntries: objection.amendedEntries,
        objector: objection.objector,
        consents: [],
      })
      const [receipt] = await submit(context, [{ what, ...prepared }])
      print(options, { batch: batch.batch, transaction: receipt?.transactionHash }, [
        'The amendment stands in the place of the batch, and goes on.',
      ])
    })
}
