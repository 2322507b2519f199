import type { Command } from 'commander'
import { keccak256, stringToBytes } from 'viem'
import {
  deployCampaignAndWait,
  formatAmount,
  formatDuration,
  formatShare,
  predictCampaign,
  prepareDeployCampaign,
} from '@open-value/sdk'
import { type CampaignArguments, type CampaignConfig, reviewCampaign, toCampaignArguments } from '@open-value/sdk/config'
import { agreementOf, readCampaignConfig, writeAgreement } from '../../internal/cli/campaignConfig.ts'
import { type Context, openContext, senderOf } from '../../internal/cli/context.ts'
import { type KnownCampaign, knownCampaigns, knownVentures, readLocalChain, rememberCampaign } from '../../internal/cli/local.ts'
import { sendOptions } from '../../internal/cli/options.ts'
import { print, table, toJson, when } from '../../internal/cli/output.ts'
import { announce } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  sendOptions(program.command('campaign:deploy <config>'))
    .description('open a campaign from a config file (docs/config.md#campaigns), and write the agreement its pledgers sign')
    .action(async (file: string, options) => {
      const context = await openContext(options)
      const config = readCampaignConfig(file, context.people.all())
      context.people.add(knownVentures(context.chainId).map(({ name, venture }) => [name, venture] as const))
      const agreement = agreementOf(config, file)
      const found = await findDeployed(context, config)
      const { args, campaign, isDeployed, configHash } = found
      const parameters = { config: args, campaignFactory: context.contracts.campaignFactory }
      const { deadline } = args.terms
      const what = `Open the campaign ${config.name} at ${campaign}${isDeployed ? ', where it stands already' : ''}.`
      if (!options.json) console.error(describe(context, config, args).join('\n'))
      await announce(context, [{ what, ...prepareDeployCampaign(parameters) }])

      if (agreement) writeAgreement(agreement)
      const known: KnownCampaign = {
        name: config.name,
        campaign,
        configHash,
        deadline,
        ...(agreement ? { agreement: agreement.file } : {}),
      }
      // Before it is sent: whoever is interrupted here finds it again.
      remember(context, known)
      const { machine, isNew, receipt } = await deployCampaignAndWait(context.client, parameters, { account: senderOf(context) })
      remember(context, { ...known, ...(machine ? { machine } : {}) })
      const { agreementHash } = args.terms
      print(
        options,
        {
          campaign,
          machine,
          agreement: agreement?.file,
          agreementHash,
          deadline,
          isNew,
          transaction: receipt.transactionHash,
          gas: receipt.gasUsed,
        },
        [
          ...table([
            ['campaign', campaign, `open until ${when(deadline)}`],
            ...(machine ? [['machine', machine, 'where it will be once it is bought']] : []),
            ['agreement', agreementHash, agreement?.file ?? config.agreementUri],
          ]),
          isNew ? `Deployed with ${receipt.gasUsed.toLocaleString('en-US')} gas.` : 'It stood there already; nothing changed.',
          `Go on: npm run ov -- campaign:pledge ${formatAmount(config.minPledge, config.token).split(' ')[0]}`,
        ],
      )
    })
}

/** The campaign this sender has deployed from the same config before, or a new one that is open from now on. */
async function findDeployed(context: Context, config: CampaignConfig) {
  const { client, contracts, chainId } = context
  const configHash = keccak256(stringToBytes(toJson(config)))
  const predict = async (args: CampaignArguments) => {
    const prediction = { config: args, campaignFactory: contracts.campaignFactory, sender: senderOf(context).address }
    return { args, configHash, ...(await predictCampaign(client, prediction)) }
  }
  for (const known of knownCampaigns(chainId)) {
    if (known.configHash !== configHash || known.deadline === undefined) continue
    const earlier = await predict(toCampaignArguments(config, { now: known.deadline - (config.openFor ?? 0) }))
    if (earlier.isDeployed) return earlier
  }
  const { timestamp } = await client.getBlock()
  return predict(toCampaignArguments(config, { now: timestamp }))
}

function remember({ isLocal, local, chainId }: Context, known: KnownCampaign): void {
  const isKnownChain = !isLocal || local !== undefined || readLocalChain() === undefined
  if (isKnownChain) rememberCampaign(chainId, known)
}

function describe({ people }: Context, config: CampaignConfig, { terms }: CampaignArguments): string[] {
  const amount = (units: bigint) => formatAmount(units, config.token)
  const end =
    config.end === 'machine'
      ? `for a machine that ${people.both(config.custodian)} will hold; its use pays back ${formatShare(config.capBps)}`
      : `for work in ${people.both(config.venture)}`
  return [
    `${config.name}: ${amount(config.goal)} ${end}.`,
    `Pledges of ${amount(config.minPledge)} to ${amount(config.maxPledge)} until ${when(terms.deadline)}; released until ${when(terms.releaseDeadline)}, or everything goes back.`,
    `A proposal waits ${formatDuration(config.objectionWindow)}; objections of ${formatShare(config.objectionBps)} of the pledges stop it.`,
    ...reviewCampaign(config).map((note) => `Careful: ${note}`),
  ]
}
