import type { Command } from 'commander'
import { claimPaybackAndWait, formatAmount, getClaimable, getPayback, prepareClaimPayback } from '@open-value/sdk'
import { openMachine, pledgerOf } from '../../internal/cli/campaigns.ts'
import { openContext, senderOf } from '../../internal/cli/context.ts'
import { machineOption, sendOptions } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { announce } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  machineOption(sendOptions(program.command('machine:claim [account]')))
    .description('pay an account what a machine owes it: payback of a co-owner, and what material and work have brought')
    .action(async (who: string | undefined, options) => {
      const context = await openContext(options)
      const { machine, campaign, tokens, token } = await openMachine(context)
      const { client, people } = context
      const account = who === undefined ? senderOf(context).address : await pledgerOf(context, campaign, who)
      const [payback, ...amounts] = await Promise.all([
        getPayback(client, { machine, account }),
        ...tokens.map(({ token: of }) => getClaimable(client, { venture: machine, token: of, account, kinds: [] })),
      ])
      const owed = tokens.map((unit, i) => ({ unit, amount: amounts[i] ?? 0n })).filter(({ amount }) => amount > 0n)
      const progress = `Of a payback of ${formatAmount(payback.cap, token)} ${people.both(account)} was paid ${formatAmount(payback.paid, token)}.`
      if (owed.length === 0) {
        return print(options, { account, payback, paid: [] }, [
          `${people.both(account)} is owed nothing now.`,
          ...(payback.pledged > 0n ? [progress] : []),
        ])
      }
      const words = owed.map(({ unit, amount }) => formatAmount(amount, unit)).join(' and ')
      const part = payback.owed > 0n ? `, ${formatAmount(payback.owed, token)} of it payback` : ''
      const claim = { machine, account, tokens: owed.map(({ unit }) => unit.token) }
      await announce(context, [{ what: `Claim ${words} for ${people.both(account)}${part}.`, ...prepareClaimPayback(claim) }])
      const { paid, receipt } = await claimPaybackAndWait(client, claim, { account: senderOf(context) })
      const after = await getPayback(client, { machine, account })
      print(options, { account, paid, payback: after, transaction: receipt.transactionHash, gas: receipt.gasUsed }, [
        ...paid.map(({ token: of, amount, recipient }) => {
          const unit = tokens.find((known) => known.token === of) ?? { symbol: of, decimals: 0 }
          return `${formatAmount(amount, unit)} went to ${people.both(recipient)}.`
        }),
        ...(after.pledged > 0n
          ? [`Of a payback of ${formatAmount(after.cap, token)} it has ${formatAmount(after.paid, token)} now.`]
          : []),
      ])
    })
}
