import type { Command } from 'commander'
import { isAddressEqual } from 'viem'
import { getVoice, prepareLapseVoice } from '@open-value/sdk'
import { type CommonOptions, openContext, openVenture, senderOf } from '../../internal/cli/context.ts'
import { voiceShare } from '../../internal/cli/decisions.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print, table, when } from '../../internal/cli/output.ts'
import { submit } from '../../internal/cli/submit.ts'
import { planCount } from '../../internal/cli/voices.ts'

type Options = CommonOptions & { count?: boolean; lapse?: boolean }

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('decide:voice [who]')))
    .description('what voice somebody has, who casts it, and until when (default: who sends)')
    .option('--count', 'count what was earned since it was counted last; anyone, for anyone')
    .option('--lapse', 'take a voice out of reach that gave no sign of life for 24 months; anyone')
    .action(async (who: string | undefined, options: Options) => {
      if (options.count && options.lapse) throw new InputError('Say --count or --lapse.')
      const context = await openContext(options)
      const venture = await openVenture(context)
      const { client, people, contracts } = context
      const { ledger } = venture
      const account = who === undefined ? senderOf(context).address : people.addressOf(who)
      const lapse = prepareLapseVoice({ ledger, account, voiceBoard: contracts.voiceBoard })
      const planned = options.lapse
        ? { what: `Take the voice of ${people.both(account)} out of reach at ${venture.name}.`, ...lapse }
        : options.count && (await planCount(context, venture, account))
      const receipts = planned ? await submit(context, [planned]) : []
      const voice = await getVoice(client, { ledger, account })
      const { units, delegatee, votes, counted, lapsesAt, reachable } = voice
      const waiting = counted.filter((kind) => kind.earned !== kind.counted).map(({ kind }) => venture.kinds[kind]?.name ?? kind)
      const castBy =
        delegatee === undefined
          ? 'nobody: it is out of reach'
          : isAddressEqual(delegatee, account)
            ? 'themselves'
            : people.both(delegatee)
      print(options, { account, ...voice, transactions: receipts.map(({ transactionHash }) => transactionHash) }, [
        `Voice of ${people.both(account)} at ${venture.name}:`,
        ...table([
          ['   own', delegatee === undefined ? 'out of reach' : voiceShare(units, reachable), `cast by ${castBy}`],
          ['   in their hands', voiceShare(votes, reachable), 'at most 10% of it counts in a decision'],
        ]),
        ...(waiting.length === 0
          ? []
          : [`Not counted yet: ${waiting.join(', ')}. npm run ov -- decide:voice ${who ?? account} --count`]),
        ...(lapsesAt === undefined
          ? ['Opt in: npm run ov -- decide:delegate']
          : [`It lapses after ${when(lapsesAt)}, unless there is a sign of life.`]),
      ])
    })
}
