import type { Command } from 'commander'
import { keccak256, stringToBytes } from 'viem'
import { formatDay, formatQuantity, parseDay, parseQuantity, prepareProposeBatch, signProposal } from '@open-value/sdk'
import { type CommonOptions, findKind, openContext, openVenture, senderOf } from '../../internal/cli/context.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print, when } from '../../internal/cli/output.ts'
import { proposedIn } from '../../internal/cli/receipts.ts'
import { type SignOptions, signInto, signOptions } from '../../internal/cli/signing.ts'
import { submit } from '../../internal/cli/submit.ts'

type Options = CommonOptions & SignOptions & { for?: string; date?: string; evidence?: string; again?: boolean }

export function register(program: Command): void {
  signOptions(ventureOption(sendOptions(program.command('log <quantity> <kind...>'))))
    .description('log a contribution: `log 2.5h design`')
    .option('--for <who>', 'whose contribution it is (default: who sends)')
    .option('--date <day>', 'day of the work, such as 2026-03-02 (default: today)')
    .option('--evidence <text>', 'a link, a commit, a sentence')
    .option('--again', 'log the same once more')
    .action(async (quantityText: string, kindWords: string[], options: Options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const kind = findKind(venture.kinds, kindWords.join(' '))
      const quantity = parseQuantity(quantityText, kind)
      const affiliate = options.for === undefined ? senderOf(context).address : context.people.addressOf(options.for)
      const now = Number(venture.asOf.timestamp)
      const day = options.date === undefined ? Math.floor(now / 86_400) : parseDay(options.date)
      const evidence =
        options.evidence === undefined ? undefined : { uri: options.evidence, hash: keccak256(stringToBytes(options.evidence)) }
      const { ledger } = venture
      const logged = { contributions: [{ affiliate, kind: kind.kind, quantity, day }], ...(evidence ? { evidence } : {}) }
      const what = `Log ${formatQuantity(quantity, kind)} of ${kind.name} by ${context.people.both(affiliate)}, ${formatDay(day)}, with ${venture.name}`
      if (options.sign !== undefined) {
        return signInto(context, venture, {
          file: options.sign,
          options,
          what,
          sign: async (deadline) => ({
            act: 'Proposal',
            content: await signProposal(context.client, { ledger, ...logged, deadline }, { account: senderOf(context) }),
          }),
        })
      }
      const prepared = prepareProposeBatch({ ledger, ...logged, nonce: options.again ? BigInt(Date.now()) : 0n })
      const [receipt] = await submit(context, [{ what: `${what}.`, ...prepared }])
      const { batch, deadline } = proposedIn(receipt)
      print(options, { batch, deadline, transaction: receipt?.transactionHash }, [
        `Proposed as ${batch}.`,
        kind.isDebt
          ? 'It waits for attestations and its window.'
          : `Accepted on ${when(deadline)} unless somebody objects; attested sooner.`,
      ])
    })
}
