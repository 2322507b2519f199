import type { Command } from 'commander'
import { prepareExecuteProposal } from '@open-value/sdk'
import { campaignAbi } from '@open-value/sdk/abis'
import { openCampaign, stateWords } from '../../internal/cli/campaigns.ts'
import { openContext } from '../../internal/cli/context.ts'
import { campaignOption, sendOptions } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { findProposal } from '../../internal/cli/proposals.ts'
import { eventIn } from '../../internal/cli/receipts.ts'
import { submit } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  campaignOption(sendOptions(program.command('campaign:execute <proposal>')))
    .description('carry out what nobody stopped; anyone may')
    .action(async (written: string, options) => {
      const context = await openContext(options)
      const campaign = await openCampaign(context)
      const { id, words, decision } = await findProposal(context, campaign, written)
      const prepared = prepareExecuteProposal({ campaign: campaign.campaign, id, decision })
      const [receipt] = await submit(context, [{ what: `Carry out proposal ${id}: ${words}.`, ...prepared }])
      eventIn(receipt, campaignAbi, 'ProposalExecuted', campaign.campaign)
      const now = await openCampaign(context, campaign.campaign)
      const isBought = decision.type === 'purchase'
      print(
        options,
        { id, decision, state: now.state, machine: now.machine, transaction: receipt?.transactionHash, gas: receipt?.gasUsed },
        [
          `Done: ${words}.`,
          ...(isBought || decision.type === 'delivery' ? [stateWords(now).words] : []),
          ...(isBought ? [`The machine is ${now.machine}. Go on: npm run ov -- machine:status`] : []),
        ],
      )
    })
}
