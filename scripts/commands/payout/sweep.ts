import type { Command } from 'commander'
import type { Address } from 'viem'
import { formatAmount, prepareSweep, sweepAndWait } from '@open-value/sdk'
import { namedToken } from '../../internal/cli/campaigns.ts'
import { type CommonOptions, type NamedToken, findToken, openContext, openVenture, senderOf } from '../../internal/cli/context.ts'
import { RefusedError } from '../../internal/cli/errors.ts'
import { sendOptions } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { announce } from '../../internal/cli/submit.ts'

type Options = CommonOptions & { token?: string }

export function register(program: Command): void {
  sendOptions(program.command('sweep <venture>'))
    .description(
      'give back upstream: pay every venture that the equation of this one names, then those that theirs name, in one transaction',
    )
    .option('--token <token>', 'payout token, by symbol or address (default: all)')
    .action(async (name: string, options: Options) => {
      const context = await openContext(options)
      const venture = await openVenture(context, name)
      const { client, contracts, people } = context
      const token = options.token === undefined ? undefined : findToken(venture.tokens, options.token)
      const parameters = { ...contracts, venture: venture.venture, ...(token ? { tokens: [token.token] } : {}) }
      const { hops, transaction, cycles, notFollowed, failing } = await prepareSweep(client, parameters)
      const tokens = new Map<Address, NamedToken>(venture.tokens.map((known) => [known.token, known]))
      for (const { token } of hops.flatMap(({ amounts }) => amounts))
        if (!tokens.has(token)) tokens.set(token, await namedToken(context, token))
      const money = (amounts: readonly { token: Address; amount: bigint }[]) =>
        amounts
          .map(({ token, amount }) => formatAmount(amount, tokens.get(token) ?? { symbol: token, decimals: 0 }))
          .join(' and ')
      const careful = [
        ...failing.map(
          ({ venture: from, account, error }) => `Left out: ${people.both(from)} to ${people.both(account)}. ${error.message}`,
        ),
        ...cycles.map(
          (circle) =>
            `${circle.map((member) => people.both(member)).join(', ')} name each other: what comes round is paid the next time.`,
        ),
        ...notFollowed.map((account) => `Too far for one transaction: go on with npm run ov -- sweep ${account}`),
      ]
      if (!transaction) {
        return print(options, { hops: [], cycles, notFollowed, failing }, [
          `${venture.name} owes nothing upstream now.`,
          ...careful,
        ])
      }
      const lines = hops.map(
        ({ venture: from, account, amounts }) => `   ${money(amounts)} of ${people.both(from)} to ${people.both(account)}`,
      )
      await announce(context, [{ what: `Give back upstream:\n${lines.join('\n')}`, ...transaction }])
      const { hops: paid, receipt } = await sweepAndWait(client, parameters, { account: senderOf(context) })
      print(options, { hops: paid, cycles, notFollowed, failing, transaction: receipt?.transactionHash, gas: receipt?.gasUsed }, [
        ...paid.map((hop) =>
          hop.status === 'paid'
            ? `${people.both(hop.venture)} paid ${money(hop.paid)} to ${people.both(hop.account)}.`
            : `Not paid: ${people.both(hop.account)} (${hop.error ?? hop.reason}); nothing of it is lost.`,
        ),
        ...careful,
      ])
      if (paid.some(({ status }) => status === 'failed')) throw new RefusedError('Not everybody was paid.')
    })
}
