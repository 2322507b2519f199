import type { Command } from 'commander'
import { isAddressEqual } from 'viem'
import { ETH, formatAmount, parseAmount, prepareApprovePayment, preparePay } from '@open-value/sdk'
import { openBatches, proposedTotals } from '../../internal/cli/batches.ts'
import { findToken, openContext, openVenture, senderOf } from '../../internal/cli/context.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { submit } from '../../internal/cli/submit.ts'
import { mintMissing } from '../../internal/cli/tokens.ts'

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('pay <amount>')))
    .description('pay a venture; a plain transfer to its address does the same')
    .option('--token <token>', 'payout token, by symbol or address (default: the first)')
    .option('--invoice <reference>', 'at most 32 bytes, told in an event')
    .action(async (written: string, options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const token = findToken(venture.tokens, options.token ?? written.split(' ')[1])
      const amount = parseAmount(written, token)
      const waiting = proposedTotals(await openBatches(context, venture), venture.kinds)
      if (waiting.length > 0) {
        console.error(`Careful: ${waiting.join(', ')} proposed, not accepted: a payment now doesn't reach them.`)
      }
      const parameters = {
        venture: venture.venture,
        token: token.token,
        amount,
        ...(options.invoice === undefined ? {} : { invoice: options.invoice }),
      }
      const needsApproval = options.invoice !== undefined && !isAddressEqual(token.token, ETH)
      const planned = [
        ...(await mintMissing(context, token.token, senderOf(context).address, amount)),
        ...(needsApproval
          ? [
              {
                what: `Let ${venture.name} take it.`,
                ...prepareApprovePayment({ venture: venture.venture, token: token.token, amount }),
              },
            ]
          : []),
        { what: `Pay ${formatAmount(amount, token)} to ${context.people.both(venture.venture)}.`, ...preparePay(parameters) },
      ]
      const receipts = await submit(context, planned)
      const paid = receipts.at(-1)
      print(
        options,
        { venture: venture.venture, token: token.token, amount, waiting, transaction: paid?.transactionHash, gas: paid?.gasUsed },
        [
          `Paid ${formatAmount(amount, token)}; everyone's share of it is fixed, for ${paid?.gasUsed.toLocaleString('en-US')} gas.`,
        ],
      )
    })
}
