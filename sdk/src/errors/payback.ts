import type { Address } from 'viem'
import { BaseError } from './base.ts'
import { machineDocs } from './words.ts'

export class CoOwnerWithoutWalletError extends BaseError {
  override name = 'CoOwnerWithoutWalletError'
  constructor(readonly account: Address) {
    super(`${account} is nobody's wallet yet, expected a co-owner who has one.`, {
      hints: [
        'Nothing is lost. The co-owners decide to move the account to a wallet (`proposeAction`), or the account names a payee.',
      ],
      ...machineDocs('payback'),
    })
  }
}
