import type { Command } from 'commander'
import { formatAmount, prepareObjectToProposal } from '@open-value/sdk'
import { campaignAbi } from '@open-value/sdk/abis'
import { eventsIn } from '../../../sdk/src/actions/internal/write.ts'
import { openCampaign } from '../../internal/cli/campaigns.ts'
import { openContext } from '../../internal/cli/context.ts'
import { sentence } from '../../internal/cli/documents.ts'
import { campaignOption, sendOptions } from '../../internal/cli/options.ts'
import { print, when } from '../../internal/cli/output.ts'
import { findProposal } from '../../internal/cli/proposals.ts'
import { eventIn } from '../../internal/cli/receipts.ts'
import { submit } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  campaignOption(sendOptions(program.command('campaign:object <proposal>')))
    .description('object to a proposal with all of your pledge; at the threshold it is stopped')
    .requiredOption('--reason <text>', 'why; it is public for ever')
    .action(async (written: string, options) => {
      const context = await openContext(options)
      const campaign = await openCampaign(context)
      const { id, words, stopWeight, readyAt } = await findProposal(context, campaign, written)
      const reference = sentence(options.reason)
      const what = `Object to proposal ${id}, "${words}": ${options.reason}`
      const prepared = prepareObjectToProposal({ campaign: campaign.campaign, id, reference })
      const [receipt] = await submit(context, [{ what, ...prepared }])
      const { weight, objections } = eventIn(receipt, campaignAbi, 'ProposalObjected', campaign.campaign)
      const isStopped = receipt !== undefined && eventsIn(receipt, campaignAbi, 'ProposalStopped').length > 0
      const amount = (units: bigint) => formatAmount(units, campaign.token)
      print(options, { id, weight, objections, stopWeight, isStopped, transaction: receipt?.transactionHash }, [
        isStopped
          ? `Objections of ${amount(objections)} have stopped it.`
          : `Objections come to ${amount(objections)}; ${amount(stopWeight)} stop it until ${when(readyAt)}.`,
      ])
    })
}
