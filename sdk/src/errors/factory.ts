import type { Address } from 'viem'
import { BaseError } from './base.ts'
import { count, docs } from './words.ts'

export class CloneArgumentsTooLongError extends BaseError {
  override name = 'CloneArgumentsTooLongError'
  constructor() {
    super('What the contract begins with does not fit its code, expected less.', {
      hints: [
        'A venture lists at most 8 tokens at birth; a machine begins with at most 32 stewards, 32 scenarios and 64 materials.',
      ],
      ...docs('factory'),
    })
  }
}

export class CloneOnlyError extends BaseError {
  override name = 'CloneOnlyError'
  constructor() {
    super('The payment went to the code all ventures or machines share, expected one of them.', {
      hints: ['Pay the address of the venture or machine; nothing was taken.'],
      ...docs('factory'),
    })
  }
}

export class Create2EmptyBytecodeError extends BaseError {
  override name = 'Create2EmptyBytecodeError'
  constructor() {
    super('A contract without code was to be made, expected code.', docs('factory'))
  }
}

export class DeploymentFailedError extends BaseError {
  override name = 'DeploymentFailedError'
  constructor() {
    super('The equation could not be stored, expected its code to be written.', {
      hints: ['Send the transaction with more gas.'],
      ...docs('factory'),
    })
  }
}

export class FactoryNameInvalidError extends BaseError {
  override name = 'FactoryNameInvalidError'
  constructor(
    readonly length: bigint,
    readonly max: bigint,
  ) {
    super(`The name takes ${count(length, 'byte')}, expected 1 to ${max}.`, {
      hints: ['A letter with an accent takes 2 bytes, an emoji 4 or more.'],
      ...docs('factory'),
    })
  }
}

export class FailedDeploymentError extends BaseError {
  override name = 'FailedDeploymentError'
  constructor() {
    super('The contract could not be made at its address, expected free room and enough gas.', {
      hints: ['Send the transaction with more gas.'],
      ...docs('factory'),
    })
  }
}

export class InsufficientBalanceError extends BaseError {
  override name = 'InsufficientBalanceError'
  constructor(
    readonly balance: bigint,
    readonly needed: bigint,
  ) {
    super(`The factory holds ${balance} wei, ${needed} are required.`, docs('factory'))
  }
}

export class InvalidShortStringError extends BaseError {
  override name = 'InvalidShortStringError'
  constructor() {
    super('A short text in the code can not be read, expected at most 31 bytes.', docs('factory'))
  }
}

export class LedgerInitializedError extends BaseError {
  override name = 'LedgerInitializedError'
  constructor(readonly venture: Address) {
    super(`The ledger belongs to venture ${venture} already, expected a fresh one.`, {
      hints: ['Only the factory sets up a ledger, when it makes it.'],
      ...docs('factory'),
    })
  }
}

export class StringTooLongError extends BaseError {
  override name = 'StringTooLongError'
  constructor(readonly str: string) {
    super(`The text ${JSON.stringify(str)} is too long, expected at most 31 bytes.`, docs('factory'))
  }
}

export class VentureBegunError extends BaseError {
  override name = 'VentureBegunError'
  constructor(readonly venture: Address) {
    super(`Venture ${venture} has begun, expected one without an equation.`, {
      hints: ['Only the factory begins a venture, when it makes it. Later changes are announced.'],
      ...docs('factory'),
    })
  }
}
