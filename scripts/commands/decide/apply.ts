import type { Command } from 'commander'
import { describeChange, getPendingChanges, prepareApplyChange } from '@open-value/sdk'
import { type CommonOptions, openContext, openVenture } from '../../internal/cli/context.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { counted, print, when } from '../../internal/cli/output.ts'
import { submit } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('decide:apply')))
    .description('apply what was announced and whose notice is over; anyone. What is announced is shown, too')
    .action(async (options: CommonOptions) => {
      const context = await openContext(options)
      const { venture, name, tokens, kinds } = await openVenture(context)
      const { client, contracts, people } = context
      const { changes } = await getPendingChanges(client, { venture, noticeBoard: contracts.noticeBoard })
      const names = {
        account: (account: `0x${string}`) => people.both(account),
        token: (token: `0x${string}`) => tokens.find((known) => known.token === token)?.symbol ?? token,
        kind: (id: number) => kinds.find(({ kind }) => kind === id)?.name ?? `kind ${id}`,
      }
      const told = changes.map((change) => ({ ...change, words: describeChange(change.decoded, names) }))
      const ready = told.filter(({ isReady }) => isReady)
      const planned = ready.map(({ change, data, words }) => ({
        what: `Apply at ${name}: ${words}.`,
        ...prepareApplyChange({ venture, change, data, noticeBoard: contracts.noticeBoard }),
      }))
      const receipts = planned.length > 0 ? await submit(context, planned) : []
      const waiting = told.filter(({ isReady }) => !isReady)
      print(options, { applied: ready, waiting, transactions: receipts.map(({ transactionHash }) => transactionHash) }, [
        ready.length === 0 ? 'No notice is over.' : `${counted(ready.length, 'change counts', 'changes count')} from now on.`,
        ...waiting.map(({ words, readyAt }) => `From ${when(readyAt)} on: ${words}`),
      ])
    })
}
