import type { Command } from 'commander'
import { type Batch, preparePublishAttestation, signAttestation } from '@open-value/sdk'
import { chooseBatches, contentsOf, openBatches, shortId } from '../../internal/cli/batches.ts'
import {
  type CommonOptions,
  type Context,
  type OpenVenture,
  openContext,
  openVenture,
  senderOf,
} from '../../internal/cli/context.ts'
import { InputError, RefusedError } from '../../internal/cli/errors.ts'
import { kindsOfStanding } from '../../internal/cli/moves.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { type SignOptions, signInto, signOptions } from '../../internal/cli/signing.ts'
import { type Planned, submit } from '../../internal/cli/submit.ts'

type Options = CommonOptions & SignOptions & { all?: boolean }

export function register(program: Command): void {
  signOptions(ventureOption(sendOptions(program.command('attest [batch]'))))
    .description('sign that a batch is true, and publish it so that anyone can accept')
    .option('--all', 'every open batch not attested yet')
    .action(async (written: string | undefined, options: Options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const account = senderOf(context)
      const chosen = chooseBatches(await openBatches(context, venture), written, options.all)
      const mine = chosen.filter(({ attestors }) => !attestors.some((attestor) => attestor.account === account.address))
      if (mine.length === 0) throw new InputError('You proposed or attested that already.')
      const { canAttest, isSteward, points } = await kindsOfStanding(context, venture, account.address)
      if (!canAttest) {
        const needs = `stewards, and affiliates with ${venture.parameters.attestorMinPoints} points or more`
        throw new RefusedError(`${context.people.both(account.address)} has ${points} points; who can attest here are ${needs}.`)
      }
      const [large] = mine.filter((batch) => batch.large !== undefined)
      if (large && !isSteward) {
        throw new RefusedError(
          `${context.people.both(account.address)} is no steward: ${shortId(large.batch)} is a large batch, which stewards alone attest.`,
        )
      }
      if (large)
        console.error(
          `Nobody sees in a root who benefits. Check the data first: npm run ov -- batch:check --batch ${shortId(large.batch)}`,
        )
      if (options.sign !== undefined) return sign(context, venture, mine, options)
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
        planned.push({ what, ...preparePublishAttestation({ ...signed, reviewBoard: context.contracts.reviewBoard }) })
      }
      const receipts = await submit(context, planned)
      print(
        options,
        { attested: mine.map(({ batch }) => batch), transactions: receipts.map(({ transactionHash }) => transactionHash) },
        [`Attested ${mine.length} ${mine.length === 1 ? 'batch' : 'batches'}.`, 'Go on: npm run ov -- status'],
      )
    })
}

/** Signs one that anybody can publish. */
async function sign(context: Context, venture: OpenVenture, batches: readonly Batch[], options: Options): Promise<void> {
  const [batch, ...others] = batches
  if (!batch || others.length > 0) throw new InputError('A file holds one attestation.', ['Name the batch.'])
  const { ledger, entriesHash } = batch
  await signInto(context, venture, {
    file: options.sign ?? '',
    options,
    what: `Attest ${shortId(batch.batch)} at ${venture.name}: ${contentsOf(batch, venture.kinds, context, 3).join('; ')}`,
    sign: async (deadline) => ({
      act: 'Attestation',
      content: await signAttestation(
        context.client,
        { ledger, batch: batch.batch, entriesHash, deadline },
        { account: senderOf(context) },
      ),
    }),
  })
}
