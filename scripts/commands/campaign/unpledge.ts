import type { Command } from 'commander'
import { formatAmount, getPosition, parseAmount, prepareUnpledge } from '@open-value/sdk'
import { campaignAbi } from '@open-value/sdk/abis'
import { openCampaign } from '../../internal/cli/campaigns.ts'
import { openContext, senderOf } from '../../internal/cli/context.ts'
import { campaignOption, sendOptions } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { eventIn } from '../../internal/cli/receipts.ts'
import { submit } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  campaignOption(sendOptions(program.command('campaign:unpledge [amount]')))
    .description('take your pledge back, or a part of it, while the campaign is open')
    .action(async (written: string | undefined, options) => {
      const context = await openContext(options)
      const { campaign, token } = await openCampaign(context)
      const account = senderOf(context).address
      const { pledged } = await getPosition(context.client, { campaign, account })
      const amount = written === undefined ? pledged : parseAmount(written, token)
      const what = `Take ${formatAmount(amount, token)} back from ${context.people.both(campaign)}.`
      const [receipt] = await submit(context, [{ what, ...prepareUnpledge({ campaign, amount }) }])
      const event = eventIn(receipt, campaignAbi, 'Unpledged', campaign)
      const { recipient, pledged: left } = event
      print(options, { campaign, account, amount, recipient, pledged: left, transaction: receipt?.transactionHash }, [
        `${formatAmount(amount, token)} went to ${context.people.both(recipient)}; ${formatAmount(left, token)} are still pledged.`,
      ])
    })
}
