import type { Command } from 'commander'
import { prepareContestUse } from '@open-value/sdk'
import { openMachine } from '../../internal/cli/campaigns.ts'
import { openContext } from '../../internal/cli/context.ts'
import { sentence } from '../../internal/cli/documents.ts'
import { machineOption, sendOptions } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { submit } from '../../internal/cli/submit.ts'
import { findUse, hours } from '../../internal/cli/uses.ts'

export function register(program: Command): void {
  machineOption(sendOptions(program.command('machine:contest <use>')))
    .description('say, with a reason, that a use was not so; it is not paid until a steward has settled it')
    .requiredOption('--reason <text>', 'why; it is public for ever')
    .action(async (written: string, options) => {
      const context = await openContext(options)
      const machine = await openMachine(context)
      const { number, id, invoice, user, durationMinutes } = await findUse(context, machine, written)
      const what = `Contest use ${number}, ${hours(durationMinutes)} by ${context.people.both(user)}: ${options.reason}`
      const prepared = prepareContestUse({ machine: machine.machine, invoice, reference: sentence(options.reason) })
      const [receipt] = await submit(context, [{ what, ...prepared }])
      print(options, { machine: machine.machine, id, number, transaction: receipt?.transactionHash }, [
        `Use ${number} waits for a steward who has no part in it: npm run ov -- machine:settle ${number}`,
      ])
    })
}
