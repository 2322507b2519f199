import type { Command } from 'commander'
import { getStanding, preparePublishAttestation, signAttestation } from '@open-value/sdk'
import { chooseBatches, contentsOf, openBatches, shortId } from '../../internal/cli/batches.ts'
import { openContext, openVenture, senderOf } from '../../internal/cli/context.ts'
import { InputError, RefusedError } from '../../internal/cli/errors.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { type Planned, submit } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('attest [batch]')))
    .description('sign that a batch is true, and publish it so that anyone can accept')
    .option('--all', 'every open batch not attested yet')
    .action(async (written: string | undefined, options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const account = senderOf(context)
      const chosen = chooseBatches(await openBatches(context, venture), written, options.all)
      const mine = chosen.filter(({ attestors }) => !attestors.some((attestor) => attestor.account === account.address))
      if (mine.length === 0) throw new InputError('You proposed or attested that already.')
      const { canAttest, points } = await getStanding(context.client, {
        ...context.contracts,
        ledger: venture.ledger,
        account: account.address,
      })
      if (!canAttest) {
        const needs = `stewards, and affiliates with ${venture.parameters.attestorMinPoints} points or more`
        throw new RefusedError(`${context.people.both(account.address)} has ${points} points; who can attest here are ${needs}.`)
      }
      const planned: Planned[] = []
      for (const batch of mine) {
        const { ledger, entriesHash } = batch
        const signed = options.dryRun
          ? {
              ledger,
              batch: batch.batch,
              entriesHash,
              attestor: { signer: account.address, deadline: 0n, signature: '0x' as const },
            }
          : await signAttestation(context.client, { ledger, batch: batch.batch, entriesHash }, { account })
        const what = `Attest ${shortId(batch.batch)}: ${contentsOf(batch, venture.kinds, context, 3).join('; ')}.`
        planned.push({ what, ...preparePublishAttestation(signed) })
      }
      const receipts = await submit(context, planned)
      print(
        options,
        { attested: mine.map(({ batch }) => batch), transactions: receipts.map(({ transactionHash }) => transactionHash) },
        [`Attested ${mine.length} ${mine.length === 1 ? 'batch' : 'batches'}.`, 'Go on: npm run ov -- status'],
      )
    })
}
