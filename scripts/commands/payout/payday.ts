import type { Command } from 'commander'
import { claimBatchAndWait, formatAmount, getClaim, parseAmount, prepareClaimBatch } from '@open-value/sdk'
import { creditorsOf, eachOf } from '../../internal/cli/affiliates.ts'
import { findToken, openContext, openVenture, senderOf } from '../../internal/cli/context.ts'
import { groupsOf, openCsvReceipt } from '../../internal/cli/csvReceipt.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { counted, print, progress } from '../../internal/cli/output.ts'
import { announce } from '../../internal/cli/submit.ts'

const AT_ONCE = 25

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('payday')))
    .description(
      'claim for everybody who is owed more than a minimum; each claim stands alone, and what was paid is not paid again',
    )
    .option('--min <amount>', 'leave out who is owed less', '0')
    .option('--token <token>', 'payout token, by symbol or address (default: the first)')
    .option('--receipt <file>', 'CSV to add what was paid to (default: payday-<venture>.csv)')
    .action(async (options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const token = findToken(venture.tokens, options.token)
      const min = parseAmount(options.min, token)
      const { accounts } = await creditorsOf(context, venture)
      const reading = progress(accounts.length, 'Reading', options)
      const asked = await eachOf(
        accounts,
        (account) => getClaim(context.client, { venture: venture.venture, account, tokens: [token.token] }),
        reading.to,
      )
      reading.stop()
      const owed = accounts
        .map((account, i) => ({ account, amount: asked[i]?.claimable[0]?.amount ?? 0n, kinds: asked[i]?.kinds ?? [] }))
        .filter(({ amount }) => amount > 0n && amount >= min)
        .sort((a, b) => (a.amount > b.amount ? -1 : 1))
      const total = owed.reduce((sum, { amount }) => sum + amount, 0n)
      if (owed.length === 0)
        return print(options, { paid: [], failed: [] }, [`Nobody is owed ${formatAmount(min, token)} or more.`])

      const groups = groupsOf(owed, AT_ONCE)
      const claimsOf = (group: typeof owed) =>
        group.map(({ account, kinds }) => ({ venture: venture.venture, account, tokens: [token.token], kinds }))
      const planned = groups.map((group) => ({
        what: `Claim for ${counted(group.length, 'person', 'people')}: ${formatAmount(
          group.reduce((sum, { amount }) => sum + amount, 0n),
          token,
        )}.`,
        ...prepareClaimBatch({ claims: claimsOf(group), claimBatch: context.contracts.claimBatch }),
      }))
      if (!options.json)
        console.error(`${counted(owed.length, 'person is', 'people are')} owed ${formatAmount(total, token)} by ${venture.name}.`)
      await announce(context, planned)

      const file = options.receipt ?? `payday-${venture.venture.slice(0, 10)}.csv`
      const receipt = openCsvReceipt(file, ['time', 'venture', 'name', 'account', 'amount', 'token', 'status', 'transaction'])
      const bar = progress(groups.length, 'Paying', options)
      const rows: { account: string; name: string | undefined; amount: bigint; status: string; transaction: string }[] = []
      for (const [i, group] of groups.entries()) {
        const { results, receipt: mined } = await claimBatchAndWait(
          context.client,
          { claims: claimsOf(group), claimBatch: context.contracts.claimBatch },
          { account: senderOf(context) },
        )
        const done = results.map((result, index) => {
          const account = group[index]?.account ?? '0x'
          const amount = result.status === 'paid' ? result.paid.reduce((sum, paid) => sum + paid.amount, 0n) : 0n
          const status = result.status === 'paid' ? 'paid' : `failed ${result.error ?? result.reason}`
          return { account, name: context.people.nameOf(account), amount, status, transaction: mined.transactionHash }
        })
        const time = new Date().toISOString()
        receipt.add(
          done.map(({ account, name = '', amount, status, transaction }) => [
            time,
            venture.venture,
            name,
            account,
            formatAmount(amount, token).split(' ')[0] ?? '',
            token.symbol,
            status,
            transaction,
          ]),
        )
        rows.push(...done)
        bar.to(i + 1)
      }
      bar.stop()
      const failed = rows.filter(({ status }) => status !== 'paid')
      const paid = rows.filter(({ status }) => status === 'paid')
      print(options, { paid, failed, receipt: receipt.path }, [
        `Paid ${formatAmount(
          paid.reduce((sum, { amount }) => sum + amount, 0n),
          token,
        )} to ${counted(paid.length, 'person', 'people')}; the receipt is ${receipt.path}.`,
        ...failed.map(
          ({ account, status }) =>
            `Not paid: ${context.people.both(account as `0x${string}`)} (${status}); nothing of it is lost.`,
        ),
      ])
    })
}
