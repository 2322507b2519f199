import type { Command } from 'commander'
import { isAddressEqual } from 'viem'
import { prepareCancelNonce } from '@open-value/sdk'
import { type CommonOptions, openContext, senderOf } from '../../internal/cli/context.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { sendOptions } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'
import { nonceOf, signerOf } from '../../internal/cli/signedActs.ts'
import { readSigned } from '../../internal/cli/signedFile.ts'
import { submit } from '../../internal/cli/submit.ts'

export function register(program: Command): void {
  sendOptions(program.command('relay:cancel <files...>'))
    .description('make what you have signed unusable, wherever copies of it are; only before it is submitted')
    .action(async (names: string[], options: CommonOptions) => {
      const context = await openContext(options)
      const { people, chainId } = context
      const sender = senderOf(context).address
      const planned = names.map((name) => {
        const file = readSigned(name, chainId)
        const [signer, used] = [signerOf(file), nonceOf(file)]
        if (!isAddressEqual(signer, sender))
          throw new InputError(`${name} was signed by ${people.both(signer)}, who alone can cancel it.`)
        if (!used) throw new InputError(`A signed ${file.act} has no nonce of a ledger: it ends ${file.goodUntil}.`)
        return { what: `Make "${file.what}" unusable.`, ...prepareCancelNonce(used) }
      })
      const receipts = await submit(context, planned)
      print(options, { cancelled: names, transactions: receipts.map(({ transactionHash }) => transactionHash) }, [
        'Cancelled: nobody can submit it any more.',
      ])
    })
}
