import type { Command } from 'commander'
import { claimAndWait, formatAmount, getClaim, prepareClaim } from '@open-value/sdk'
import { openContext, openVenture, senderOf } from '../../internal/cli/context.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { announce } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('claim [account]')))
    .description('pay an account what it is owed; anyone may send it, the money goes to the account')
    .action(async (who: string | undefined, options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const account = who === undefined ? senderOf(context).address : context.people.addressOf(who)
      const { claimable, kinds } = await getClaim(context.client, { venture: venture.venture, account })
      const unitOf = (token: string) => venture.tokens.find((known) => known.token === token) ?? { symbol: token, decimals: 0 }
      const words = claimable.map(({ token, amount }) => formatAmount(amount, unitOf(token))).join(' and ')
      if (claimable.length === 0)
        return print(options, { account, paid: [] }, [`${context.people.both(account)} is owed nothing now.`])
      const tokens = claimable.map(({ token }) => token)
      const claim = { venture: venture.venture, account, tokens, kinds }
      await announce(context, [{ what: `Claim ${words} for ${context.people.both(account)}.`, ...prepareClaim(claim) }])
      const { paid, receipt } = await claimAndWait(context.client, claim, { account: senderOf(context) })
      print(options, { account, paid, transaction: receipt.transactionHash, gas: receipt.gasUsed }, [
        ...paid.map(
          ({ token, amount, recipient }) => `${formatAmount(amount, unitOf(token))} went to ${context.people.both(recipient)}.`,
        ),
      ])
    })
}
