import type { Command } from 'commander'
import { auditCampaign, auditMachine } from '@open-value/sdk'
import { describeDifference } from '@open-value/sdk/model'
import { openCampaign } from '../../internal/cli/campaigns.ts'
import { openContext } from '../../internal/cli/context.ts'
import { RefusedError } from '../../internal/cli/errors.ts'
import { chainOptions } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'

export function register(program: Command): void {
  chainOptions(program.command('campaign:audit [campaign]'))
    .description('recompute a campaign, and the machine it bought, from their events and compare every figure with the chain')
    .action(async (which: string | undefined, options) => {
      const context = await openContext(options)
      const { client, contracts } = context
      const { campaignFactory } = contracts
      const { campaign, machine, name, state } = await openCampaign(context, which)
      const reports = [
        { name, address: campaign, ...(await auditCampaign(client, { campaign, campaignFactory })) },
        ...(machine && state === 'released'
          ? [{ name: `${name}, machine`, address: machine, ...(await auditMachine(client, { machine, campaignFactory })) }]
          : []),
      ]
      const found = reports.map(({ name, address, eventCount, figureCount, accounts, differences, asOf }) => ({
        name,
        address,
        eventCount,
        figureCount,
        accounts: accounts.length,
        differences,
        block: asOf.blockNumber,
      }))
      print(
        options,
        found,
        found.flatMap(({ name, eventCount, figureCount, accounts, differences, block }) => [
          `${name}: ${eventCount.toLocaleString('en-US')} events recomputed, ${figureCount.toLocaleString('en-US')} figures of the chain compared, ${accounts} accounts.`,
          differences.length === 0 ? `No difference, to the unit, as of block ${block}.` : `${differences.length} differences:`,
          ...differences.map(describeDifference),
        ]),
      )
      if (found.some(({ differences }) => differences.length > 0)) {
        throw new RefusedError('The chain holds something else than its events say.')
      }
    })
}
