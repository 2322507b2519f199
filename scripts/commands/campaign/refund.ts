import type { Command } from 'commander'
import type { Address } from 'viem'
import { formatAmount, getPledges, prepareRefund, prepareRefundBatch, refundBatchAndWait } from '@open-value/sdk'
import { campaignAbi } from '@open-value/sdk/abis'
import { type OpenCampaign, openCampaign, pledgerOf, stateWords } from '../../internal/cli/campaigns.ts'
import { type Context, openContext, senderOf } from '../../internal/cli/context.ts'
import { groupsOf, openCsvReceipt } from '../../internal/cli/csvReceipt.ts'
import { RefusedError } from '../../internal/cli/errors.ts'
import { campaignOption, sendOptions } from '../../internal/cli/options.ts'
import { counted, print, progress } from '../../internal/cli/output.ts'
import { eventIn } from '../../internal/cli/receipts.ts'
import { announce, submit } from '../../internal/cli/submit.ts'

const AT_ONCE = 100

export function register(program: Command): void {
  campaignOption(sendOptions(program.command('campaign:refund [account]')))
    .description(
      'pay a pledger back, or all of them: refunds of a campaign that failed, the surplus of one that did not; ' +
        'each stands alone, and who was paid is not paid again',
    )
    .option('--all', 'everybody who was not paid back yet')
    .option('--receipt <file>', 'CSV to add what was paid to (default: refunds-<campaign>.csv)')
    .action(async (who: string | undefined, options) => {
      const context = await openContext(options)
      const campaign = await openCampaign(context)
      if (campaign.state === 'open' || campaign.state === 'funded') throw new RefusedError(stateWords(campaign).words)
      if (options.all) return refundAll(context, campaign, options)
      const account = who === undefined ? senderOf(context).address : await pledgerOf(context, campaign.campaign, who)
      return refundOne(context, campaign, account)
    })
}

async function refundOne(context: Context, { campaign, token }: OpenCampaign, account: Address): Promise<void> {
  const { people, options } = context
  const what = `Pay ${people.both(account)} back.`
  const [receipt] = await submit(context, [{ what, ...prepareRefund({ campaign, account }) }])
  const { amount, recipient } = eventIn(receipt, campaignAbi, 'Refunded', campaign)
  const { transactionHash: transaction, gasUsed: gas } = receipt ?? {}
  print(options, { campaign, account, amount, recipient, transaction, gas }, [
    `${formatAmount(amount, token)} went to ${people.both(recipient)}.`,
  ])
}

async function refundAll(
  context: Context,
  { campaign, name, token, unpaid }: OpenCampaign,
  options: { json?: boolean; receipt?: string },
): Promise<void> {
  const { client, people } = context
  const { pledges } = unpaid === 0 ? { pledges: [] } : await getPledges(client, { campaign })
  const left = pledges.filter(({ paidBack }) => paidBack === undefined)
  if (left.length === 0) return print(options, { paid: [], failed: [] }, ['Nobody waits to be paid back.'])

  const groups = groupsOf(
    left.map(({ account }) => account),
    AT_ONCE,
  )
  const planned = groups.map((accounts) => ({
    what: `Pay ${counted(accounts.length, 'pledger', 'pledgers')} of ${name} back.`,
    ...prepareRefundBatch({ campaign, accounts }),
  }))
  await announce(context, planned)

  const file = options.receipt ?? `refunds-${campaign.slice(0, 10)}.csv`
  const columns = ['time', 'campaign', 'name', 'account', 'recipient', 'amount', 'token', 'status', 'transaction']
  const receipt = openCsvReceipt(file, columns)
  const bar = progress(groups.length, 'Paying back', options)
  const rows: { account: Address; recipient: Address | undefined; amount: bigint; status: string; transaction: string }[] = []
  for (const [i, accounts] of groups.entries()) {
    const { results, receipt: mined } = await refundBatchAndWait(client, { campaign, accounts }, { account: senderOf(context) })
    const done = results.map((result) => ({
      account: result.account,
      recipient: result.status === 'paid' ? result.recipient : undefined,
      amount: result.status === 'paid' ? result.amount : 0n,
      status: result.status === 'paid' ? 'paid' : `failed ${result.error ?? result.reason}`,
      transaction: mined.transactionHash,
    }))
    const time = new Date().toISOString()
    receipt.add(
      done.map(({ account, recipient = '', amount, status, transaction }) => [
        time,
        campaign,
        people.nameOf(account) ?? '',
        account,
        recipient,
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
  const paid = rows.filter(({ status }) => status === 'paid')
  const failed = rows.filter(({ status }) => status !== 'paid')
  const sum = paid.reduce((total, { amount }) => total + amount, 0n)
  print(options, { paid, failed, receipt: receipt.path }, [
    `Paid ${formatAmount(sum, token)} back to ${counted(paid.length, 'pledger', 'pledgers')}; the receipt is ${receipt.path}.`,
    ...failed.map(({ account, status }) => `Not paid: ${people.both(account)} (${status}); nothing of it is lost.`),
  ])
}
