import type { Command } from 'commander'
import { formatAmount, prepareSettleUse } from '@open-value/sdk'
import { openMachine } from '../../internal/cli/campaigns.ts'
import { openContext } from '../../internal/cli/context.ts'
import { sentence } from '../../internal/cli/documents.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { machineOption, sendOptions } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { submit } from '../../internal/cli/submit.ts'
import { findUse } from '../../internal/cli/uses.ts'

export function register(program: Command): void {
  machineOption(sendOptions(program.command('machine:settle <use>')))
    .description('decide about a contested use, as a steward who has no part in it')
    .option('--stands', 'it was so: it can be paid again')
    .option('--void', 'it was not: nothing more is to be paid, and what was paid stays')
    .requiredOption('--reason <text>', 'why; it is public for ever')
    .action(async (written: string, options) => {
      if ((options.stands === true) === (options.void === true)) {
        throw new InputError('Was it so, or not?', ['Say --stands or --void.'])
      }
      const stands = options.stands === true
      const context = await openContext(options)
      const machine = await openMachine(context)
      const { number, id, invoice, total, paid } = await findUse(context, machine, written)
      const end = stands ? `${formatAmount(total - paid, machine.token)} of it can be paid.` : 'nothing more is to be paid.'
      const prepared = prepareSettleUse({ machine: machine.machine, invoice, stands, reference: sentence(options.reason) })
      const [receipt] = await submit(context, [{ what: `Settle use ${number}: ${end}`, ...prepared }])
      print(options, { machine: machine.machine, id, number, stands, transaction: receipt?.transactionHash }, [
        `Use ${number} is settled: ${end}`,
      ])
    })
}
