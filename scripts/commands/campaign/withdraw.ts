import type { Command } from 'commander'
import { prepareWithdrawProposal } from '@open-value/sdk'
import { openCampaign } from '../../internal/cli/campaigns.ts'
import { openContext } from '../../internal/cli/context.ts'
import { campaignOption, sendOptions } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { findProposal } from '../../internal/cli/proposals.ts'
import { submit } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  campaignOption(sendOptions(program.command('campaign:withdraw <proposal>')))
    .description('take a proposal of yours back')
    .action(async (written: string, options) => {
      const context = await openContext(options)
      const campaign = await openCampaign(context)
      const { id, words } = await findProposal(context, campaign, written)
      const prepared = prepareWithdrawProposal({ campaign: campaign.campaign, id })
      const [receipt] = await submit(context, [{ what: `Take proposal ${id} back: ${words}.`, ...prepared }])
      print(options, { id, transaction: receipt?.transactionHash }, ['Taken back.'])
    })
}
