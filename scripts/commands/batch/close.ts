import type { Command } from 'commander'
import {
  type LargeBatch,
  closeRestAndWait,
  prepareAnnounceClosing,
  prepareCancelClosing,
  prepareCloseRest,
} from '@open-value/sdk'
import { largeBatchesAbi } from '@open-value/sdk/abis'
import { shortId, totalWords } from '../../internal/cli/batches.ts'
import {
  type CommonOptions,
  type Context,
  type OpenVenture,
  openContext,
  openVenture,
  senderOf,
} from '../../internal/cli/context.ts'
import { sentence } from '../../internal/cli/documents.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { findLargeBatch } from '../../internal/cli/largeBatches.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print, when } from '../../internal/cli/output.ts'
import { eventIn } from '../../internal/cli/receipts.ts'
import { announce, submit } from '../../internal/cli/submit.ts'

type Options = CommonOptions & { announce?: boolean; reason?: string; cancel?: boolean }

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('batch:close <batch>')))
    .description(
      'close what is left of a large batch, by its .large.json or id, once all contributions are activated or the governor has announced it; what it earned goes to the others',
    )
    .option(
      '--announce',
      'the governor finds that there are not as many contributions as it says; 30 days or the notice later anyone closes',
    )
    .option('--reason <text>', 'why; with --announce')
    .option('--cancel', 'the governor takes it back')
    .action(async (written: string, options: Options) => {
      if (options.announce && options.cancel) throw new InputError('Say --announce or --cancel.')
      if (options.announce !== (options.reason !== undefined ? true : undefined))
        throw new InputError('--announce and --reason go together.')
      const context = await openContext(options)
      const venture = await openVenture(context)
      const batch = await findLargeBatch(context, venture, written)
      if (options.announce) return announceIt(context, venture, batch, options.reason ?? '')
      if (options.cancel) return cancel(context, venture, batch)
      return close(context, venture, batch)
    })
}

async function announceIt(
  context: Context,
  venture: OpenVenture,
  { batch, header, activated, content }: LargeBatch,
  text: string,
) {
  const { largeBatches } = context.contracts
  const prepared = prepareAnnounceClosing({ ledger: venture.ledger, header, reason: sentence(text), largeBatches })
  const what = `Announce that the rest of ${shortId(batch)} will be closed, with ${activated} of ${content.leaves} contributions activated: ${text}`
  const [receipt] = await submit(context, [{ what, ...prepared }])
  const { readyAt } = eventIn(receipt, largeBatchesAbi, 'ClosingAnnounced')
  print(context.options, { batch, readyAt, transaction: receipt?.transactionHash, gas: receipt?.gasUsed }, [
    `From ${when(readyAt)} on anyone can close it. Until then everybody can activate what there is.`,
  ])
}

async function cancel(context: Context, venture: OpenVenture, { batch, header }: LargeBatch): Promise<void> {
  const { largeBatches } = context.contracts
  const prepared = prepareCancelClosing({ ledger: venture.ledger, header, largeBatches })
  const [receipt] = await submit(context, [{ what: `Take back that ${shortId(batch)} will be closed.`, ...prepared }])
  print(context.options, { batch, transaction: receipt?.transactionHash, gas: receipt?.gasUsed }, ['Taken back.'])
}

async function close(context: Context, venture: OpenVenture, { batch, header, rests, records }: LargeBatch): Promise<void> {
  const { options, client, contracts } = context
  const words = (left: LargeBatch['rests']) => left.map((rest) => totalWords(rest, venture.kinds)).join(', ')
  if (rests.length === 0) return print(options, { batch, closed: [] }, [`Nothing is left of ${shortId(batch)}.`])
  const parameters = {
    ledger: venture.ledger,
    header,
    records,
    largeBatches: contracts.largeBatches,
  }
  await announce(context, [
    { what: `Close what is left of ${shortId(batch)}: ${words(rests)}.`, ...prepareCloseRest(parameters) },
  ])
  const { closed, receipt } = await closeRestAndWait(client, parameters, { account: senderOf(context) })
  print(options, { batch, closed, transaction: receipt.transactionHash, gas: receipt.gasUsed }, [
    `Closed: ${words(closed.map(({ kind, units }) => ({ kind, quantity: units })))}. What it had earned goes to the points that stay.`,
  ])
}
