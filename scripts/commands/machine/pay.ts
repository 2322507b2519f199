import type { Command } from 'commander'
import { type MachineUse, formatAmount, getUses, parseAmount, preparePayUse } from '@open-value/sdk'
import { type OpenMachine, allow, openMachine } from '../../internal/cli/campaigns.ts'
import { type Context, openContext, senderOf } from '../../internal/cli/context.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { machineOption, sendOptions } from '../../internal/cli/options.ts'
import { counted, print } from '../../internal/cli/output.ts'
import { submit } from '../../internal/cli/submit.ts'
import { findUse } from '../../internal/cli/uses.ts'

type Options = { all?: boolean; for?: string; fromDeposit?: boolean; json?: boolean }

export function register(program: Command): void {
  machineOption(sendOptions(program.command('machine:pay [use] [amount]')))
    .description('pay the invoice of a use, or a part of it; paid is final')
    .option('--all', 'every invoice that is open, of --for')
    .option('--for <who>', 'whose invoices --all means (default: who sends)')
    .option('--from-deposit', 'from what you put by')
    .action(async (written: string | undefined, part: string | undefined, options: Options) => {
      const context = await openContext(options)
      const machine = await openMachine(context)
      const { token } = machine
      const uses = await chosen(context, machine, written, options)
      const payments = uses.map((use) => ({ use, amount: part === undefined ? use.left : parseAmount(part, token) }))
      const sum = payments.reduce((total, { amount }) => total + amount, 0n)
      if (payments.length === 0) return print(options, { paid: [] }, ['Nothing is to be paid.'])
      const funding = options.fromDeposit ? 'deposit' : 'wallet'
      const planned = payments.map(({ use, amount }) => ({
        what: `Pay ${formatAmount(amount, token)} of invoice ${use.number} of ${context.people.both(use.user)}.`,
        ...preparePayUse({ machine: machine.machine, token: token.token, invoice: use.invoice, amount, funding }),
      }))
      const allowed = options.fromDeposit ? [] : await allow(context, token, machine.machine, sum)
      const receipts = (await submit(context, [...allowed, ...planned])).slice(allowed.length)
      const paid = payments.map(({ use, amount }, i) => ({
        id: use.id,
        number: use.number,
        amount,
        left: use.left - amount,
        transaction: receipts[i]?.transactionHash,
        gas: receipts[i]?.gasUsed,
      }))
      const left = paid.reduce((total, invoice) => total + invoice.left, 0n)
      print(options, { machine: machine.machine, paid }, [
        `Paid ${formatAmount(sum, token)} of ${counted(paid.length, 'invoice', 'invoices')}; ${formatAmount(left, token)} are left.`,
      ])
    })
}

async function chosen(
  context: Context,
  machine: OpenMachine,
  written: string | undefined,
  options: Options,
): Promise<MachineUse[]> {
  if (written !== undefined) return [await findUse(context, machine, written)]
  if (!options.all) {
    throw new InputError('Which invoice?', ['Name a use by its number in `machine:status`, or say --all.'])
  }
  const user = options.for === undefined ? senderOf(context).address : context.people.addressOf(options.for)
  const { uses } = await getUses(context.client, { machine: machine.machine, user })
  return uses.filter(({ status, left }) => status === 'logged' && left > 0n).reverse()
}
