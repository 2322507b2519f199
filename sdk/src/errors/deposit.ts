import type { Address } from 'viem'
import { BaseError } from './base.ts'
import { machineDocs } from './words.ts'

export class DepositAccountInvalidError extends BaseError {
  override name = 'DepositAccountInvalidError'
  constructor(readonly account: Address) {
    super(
      `${account} can't have a deposit nor be paid one, expected an account other than zero and the machine itself.`,
      machineDocs('deposits'),
    )
  }
}

export class DepositInsufficientError extends BaseError {
  override name = 'DepositInsufficientError'
  constructor(
    readonly account: Address,
    readonly held: bigint,
    readonly asked: bigint,
  ) {
    super(`The deposit of ${account} is ${held} smallest units of the token, ${asked} are required.`, {
      hints: ['Add to it with `deposit`, or pay from the wallet.'],
      ...machineDocs('deposits'),
    })
  }
}
