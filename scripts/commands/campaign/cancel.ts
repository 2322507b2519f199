import type { Command } from 'commander'
import { formatAmount, prepareCancelCampaign } from '@open-value/sdk'
import { openCampaign } from '../../internal/cli/campaigns.ts'
import { openContext } from '../../internal/cli/context.ts'
import { campaignOption, sendOptions } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { submit } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  campaignOption(sendOptions(program.command('campaign:cancel')))
    .description('end your campaign while it is open; everybody gets their money back')
    .action(async (options) => {
      const context = await openContext(options)
      const { campaign, raised, token } = await openCampaign(context)
      const what = `Cancel ${context.people.both(campaign)}; ${formatAmount(raised, token)} go back.`
      const [receipt] = await submit(context, [{ what, ...prepareCancelCampaign({ campaign }) }])
      print(options, { campaign, raised, transaction: receipt?.transactionHash }, [
        'Cancelled.',
        'Go on: npm run ov -- campaign:refund --all',
      ])
    })
}
