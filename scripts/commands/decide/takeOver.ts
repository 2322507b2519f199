import type { Command } from 'commander'
import { getHandOver, prepareTakeOver } from '@open-value/sdk'
import { handOverBoardAbi } from '@open-value/sdk/abis'
import { type CommonOptions, openContext, openVenture } from '../../internal/cli/context.ts'
import { voiceShare } from '../../internal/cli/decisions.ts'
import { RefusedError } from '../../internal/cli/errors.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { counted, print, when } from '../../internal/cli/output.ts'
import { eventIn } from '../../internal/cli/receipts.ts'
import { submit } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('decide:take-over [who...]')))
    .description(
      'make the hand-over that was published at the deployment, with those who show their voice (opted in with decide:delegate); anyone. Names nobody: says when it is due',
    )
    .action(async (who: string[], options: CommonOptions) => {
      const context = await openContext(options)
      const { venture, name } = await openVenture(context)
      const { client, contracts, people } = context
      const { handOverBoard } = contracts
      const handOver = await getHandOver(client, { venture, handOverBoard })
      if (!handOver) throw new RefusedError(`${name} has no hand-over: none was published, or it is done.`)
      const { governor, dueAt, affiliates, accounts: needed, voice, reachable } = handOver
      if (who.length === 0) {
        const before = affiliates === 0 ? '' : `, or before, once ${affiliates} show their voice`
        return print(options, handOver, [
          `${name} goes over to ${governor}, where those who contribute decide, from ${when(dueAt)} on${before}.`,
          `It takes ${counted(needed, 'account', 'accounts')} with a fifth of all voice together; ${voiceShare(reachable, voice * 5n)} is within reach now.`,
          'Then: npm run ov -- decide:take-over, and who shows their voice.',
        ])
      }
      const accounts = who.map((written) => people.addressOf(written))
      const names = accounts.map((account) => people.both(account)).join(', ')
      const what = `Hand ${name} over to those who contribute, for good; shown by ${names}.`
      const [receipt] = await submit(context, [{ what, ...prepareTakeOver({ venture, accounts, handOverBoard }) }])
      eventIn(receipt, handOverBoardAbi, 'HandedOver')
      print(options, { venture, governor, transaction: receipt?.transactionHash, gas: receipt?.gasUsed }, [
        `${name} is governed by those who contribute. What was announced before is void.`,
        'Go on: npm run ov -- decide:powers',
      ])
    })
}
