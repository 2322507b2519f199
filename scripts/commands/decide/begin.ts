import { type Command, Option } from 'commander'
import { isAddressEqual } from 'viem'
import {
  type GovernorRules,
  isHourUnit,
  prepareAnnounceGovernor,
  prepareDeployGovernor,
  simulateDeployGovernor,
} from '@open-value/sdk'
import { noticeBoardAbi } from '@open-value/sdk/abis'
import { type SizeName, resolveConfig, sizes } from '@open-value/sdk/config'
import { eventsIn } from '../../../sdk/src/actions/internal/write.ts'
import { type CommonOptions, type OpenVenture, openContext, openVenture, senderOf } from '../../internal/cli/context.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print, when } from '../../internal/cli/output.ts'
import { submit } from '../../internal/cli/submit.ts'

type Options = CommonOptions & { size: SizeName }

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('decide:begin')))
    .description(
      'let those who contribute govern a venture that a wallet governs: makes their governor and, sent by the wallet, announces it; it counts after the notice (decide:apply)',
    )
    .addOption(new Option('--size <size>', 'rules to begin with').choices(Object.keys(sizes)).default('crew'))
    .action(async ({ size, ...options }: Options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const { client, contracts, people } = context
      const { noticeBoard, factory } = contracts
      const account = senderOf(context)
      const made = { venture: venture.venture, rules: rulesFor(venture, size), factory }
      const governor = await simulateDeployGovernor(client, made, { account })
      const planned = [{ what: `Make a governor for ${venture.name}: ${governor}.`, ...prepareDeployGovernor(made) }]
      const isGovernor = isAddressEqual(venture.governor, account.address)
      const announced = prepareAnnounceGovernor({ venture: venture.venture, governor, noticeBoard })
      if (isGovernor) planned.push({ what: `Announce it as the governor of ${venture.name}.`, ...announced })
      const receipts = await submit(context, planned)
      const [change] = receipts.flatMap((receipt) => eventsIn(receipt, noticeBoardAbi, 'ChangeAnnounced'))
      const transactions = receipts.map(({ transactionHash }) => transactionHash)
      print(options, { governor, announced: isGovernor ? undefined : announced, readyAt: change?.readyAt, transactions }, [
        `Those who contribute would decide at ${governor}.`,
        change
          ? `It governs once anyone applies it, from ${when(change.readyAt)} on: npm run ov -- decide:apply`
          : `${people.both(venture.governor)} has to announce it: to ${announced.to}, data ${announced.data}`,
      ])
    })
}

/** Those of a size, with the voice of hours as this venture counts them. */
function rulesFor({ name, founder, kinds }: OpenVenture, size: SizeName): GovernorRules {
  const hour = kinds.find(({ unit, voice }) => voice > 0 && isHourUnit(unit))
  if (!hour)
    throw new InputError(`${name} has no kind counted in hours that carries voice.`, ['Use `deployGovernor` of the SDK.'])
  const { lazyConsensus } = resolveConfig({ preset: 'equalRate', size, name, founder, lazyConsensus: {} })
  if (!lazyConsensus) throw new InputError(`There is no size "${size}".`)
  const { rules } = lazyConsensus
  // Work of the preset is counted in hundredths of an hour, each with a voice of 1.
  const inHours = (voice: bigint) => (voice * 10n ** BigInt(hour.decimals) * BigInt(hour.voice)) / 100n
  return { ...rules, headVoice: inHours(rules.headVoice), proposerVoice: inHours(rules.proposerVoice) }
}
