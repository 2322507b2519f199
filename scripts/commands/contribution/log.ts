import type { Command } from 'commander'
import { keccak256, stringToBytes } from 'viem'
import { formatDay, formatQuantity, parseDay, parseQuantity, prepareProposeBatch } from '@open-value/sdk'
import { findKind, openContext, openVenture, senderOf } from '../../internal/cli/context.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print, when } from '../../internal/cli/output.ts'
import { submit } from '../../internal/cli/submit.ts'
import { proposedIn } from '../../internal/cli/receipts.ts'

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('log <quantity> <kind...>')))
    .description('log a contribution: `log 2.5h design`')
    .option('--for <who>', 'whose contribution it is (default: who sends)')
    .option('--date <day>', 'day of the work, such as 2026-03-02 (default: today)')
    .option('--evidence <text>', 'a link, a commit, a sentence')
    .option('--again', 'log the same once more')
    .action(async (quantityText: string, kindWords: string[], options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const kind = findKind(venture.kinds, kindWords.join(' '))
      const quantity = parseQuantity(quantityText, kind)
      const affiliate = options.for === undefined ? senderOf(context).address : context.people.addressOf(options.for)
      const now = Number(venture.asOf.timestamp)
      const day = options.date === undefined ? Math.floor(now / 86_400) : parseDay(options.date)
      const evidence =
        options.evidence === undefined ? undefined : { uri: options.evidence, hash: keccak256(stringToBytes(options.evidence)) }
      const prepared = prepareProposeBatch({
        ledger: venture.ledger,
        contributions: [{ affiliate, kind: kind.kind, quantity, day }],
        ...(evidence ? { evidence } : {}),
        nonce: options.again ? BigInt(Date.now()) : 0n,
      })
      const what = `Log ${formatQuantity(quantity, kind)} of ${kind.name} by ${context.people.both(affiliate)}, ${formatDay(day)}, with ${venture.name}.`
      const [receipt] = await submit(context, [{ what, ...prepared }])
      const { batch, deadline } = proposedIn(receipt)
      print(options, { batch, deadline, transaction: receipt?.transactionHash }, [
        `Proposed as ${batch}.`,
        kind.isDebt
          ? 'It waits for attestations and its window.'
          : `Accepted on ${when(deadline)} unless somebody objects; attested sooner.`,
      ])
    })
}
