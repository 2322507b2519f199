import type { Command } from 'commander'
import { formatAmount, parseAmount, prepareDeposit, prepareWithdrawDeposit } from '@open-value/sdk'
import { sharedEquipmentAbi } from '@open-value/sdk/abis'
import { allow, openMachine } from '../../internal/cli/campaigns.ts'
import { openContext, senderOf } from '../../internal/cli/context.ts'
import { machineOption, sendOptions } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { eventIn } from '../../internal/cli/receipts.ts'
import { submit } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  machineOption(sendOptions(program.command('machine:deposit <amount>')))
    .description('put money by for uses to come, or take it back; it stays yours')
    .option('--for <who>', 'whose deposit it is, or who gets it back (default: who sends)')
    .option('--withdraw', 'take it back')
    .action(async (written: string, options) => {
      const context = await openContext(options)
      const { machine, token } = await openMachine(context)
      const { people } = context
      const amount = parseAmount(written, token)
      const account = options.for === undefined ? senderOf(context).address : people.addressOf(options.for)
      const told = `${formatAmount(amount, token)} ${options.withdraw ? 'to' : 'for'} ${people.both(account)}`
      const planned = options.withdraw
        ? [{ what: `Take back ${told}.`, ...prepareWithdrawDeposit({ machine, recipient: account, amount }) }]
        : [
            ...(await allow(context, token, machine, amount)),
            { what: `Put by ${told}.`, ...prepareDeposit({ machine, token: token.token, account, amount }) },
          ]
      const receipt = (await submit(context, planned)).at(-1)
      const event = options.withdraw ? 'DepositWithdrawn' : 'Deposited'
      const { held } = eventIn(receipt, sharedEquipmentAbi, event, machine)
      print(options, { machine, account, amount, held, transaction: receipt?.transactionHash }, [
        `${options.withdraw ? 'Taken back' : 'Put by'}: ${told}; the deposit is ${formatAmount(held, token)} now.`,
      ])
    })
}
