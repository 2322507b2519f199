import type { Address } from 'viem'
import { BaseError } from './base.ts'
import { docs } from './words.ts'

export class DebtEntryUnknownError extends BaseError {
  override name = 'DebtEntryUnknownError'
  constructor(
    readonly pool: bigint,
    readonly account: Address,
    readonly index: bigint,
  ) {
    super(`${account} has no debt entry with index ${index} in pool ${pool}, expected one that is still the account's own.`, {
      hints: ['Entries count from 0 in the order they were accepted; a corrected one is no longer there.'],
      ...docs('debt'),
    })
  }
}

export class DebtLineTooLongError extends BaseError {
  override name = 'DebtLineTooLongError'
  constructor(
    readonly pool: bigint,
    readonly end: bigint,
    readonly maxEnd: bigint,
  ) {
    super(`Debt pool ${pool} would reach ${end} smallest units of its token in all, expected at most ${maxEnd}.`, docs('debt'))
  }
}

export class DebtMoneyOutOfBoundsError extends BaseError {
  override name = 'DebtMoneyOutOfBoundsError'
  constructor(
    readonly pool: bigint,
    readonly account: Address,
    readonly money: bigint,
    readonly maxMoney: bigint,
  ) {
    super(
      `The entry of ${account} in debt pool ${pool} is worth ${money} smallest units of its token, expected 1 to ${maxMoney}.`,
      {
        hints: ['Quantity x price must be at least one smallest unit of the token.'],
        ...docs('debt'),
      },
    )
  }
}
