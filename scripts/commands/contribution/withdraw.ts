import type { Command } from 'commander'
import { isAddressEqual } from 'viem'
import { prepareWithdrawBatch, prepareWithdrawObjection } from '@open-value/sdk'
import { findBatch, openBatches, shortId } from '../../internal/cli/batches.ts'
import { openContext, openVenture, senderOf } from '../../internal/cli/context.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { submit } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('withdraw <batch>')))
    .description('take back a batch you proposed, or your objection to one')
    .action(async (written: string, options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const batch = findBatch(await openBatches(context, venture), written)
      const { address } = senderOf(context)
      const parameters = { ledger: venture.ledger, reviewBoard: context.contracts.reviewBoard, header: batch.header }
      const isObjector = batch.objections.some(
        ({ objector, status }) => status === 'standing' && isAddressEqual(objector, address),
      )
      const planned = isObjector
        ? { what: `Take the objection to ${shortId(batch.batch)} back.`, ...prepareWithdrawObjection(parameters) }
        : { what: `Take ${shortId(batch.batch)} back.`, ...prepareWithdrawBatch(parameters) }
      const [receipt] = await submit(context, [planned])
      print(options, { batch: batch.batch, transaction: receipt?.transactionHash }, ['Taken back.'])
    })
}
