import type { Address } from 'viem'
import { BaseError } from './base.ts'
import { actionWords, capital, machineDocs } from './words.ts'

export class BooksFullError extends BaseError {
  override name = 'BooksFullError'
  constructor(
    readonly token: Address,
    readonly accounted: bigint,
    readonly amount: bigint,
  ) {
    super(`The machine holds ${accounted} smallest units of ${token} and ${amount} came in, expected less than 2^128 in all.`, {
      hints: ['No token in use comes near this: check that it is the right one.'],
      ...machineDocs('invoices'),
    })
  }
}

export class MachineAccountInvalidError extends BaseError {
  override name = 'MachineAccountInvalidError'
  constructor(readonly account: Address) {
    super(`${account} can't be named in the decision, expected an account other than zero and the machine itself.`, {
      hints: ['Only a co-owner without code can be moved, and never the network: whatever is moved has to be able to object.'],
      ...machineDocs('decisions'),
    })
  }
}

export class MachineActionUnknownError extends BaseError {
  override name = 'MachineActionUnknownError'
  constructor(
    /** Number of the `CoOwnerAction`. */
    readonly action: number,
  ) {
    super(
      `${capital(actionWords(action))} is carried out by a campaign, expected a decision about a machine.`,
      machineDocs('decisions'),
    )
  }
}

export class MachineBegunError extends BaseError {
  override name = 'MachineBegunError'
  constructor() {
    super('The machine is in service already, expected a fresh one.', {
      hints: ['Only its campaign puts a machine into service, when it buys it. Later changes are decided by the co-owners.'],
      ...machineDocs('decisions'),
    })
  }
}

export class MachineDecidedByError extends BaseError {
  override name = 'MachineDecidedByError'
  constructor(
    readonly caller: Address,
    readonly decider: Address,
  ) {
    super(`${caller} called, expected ${decider}, which decides about the machine.`, {
      hints: [
        "The co-owners decide in their campaign (`proposeAction`) until they are paid back, and about moves for ever; then it is the network's governor.",
      ],
      ...machineDocs('decisions'),
    })
  }
}

export class MachineDecimalsTooManyError extends BaseError {
  override name = 'MachineDecimalsTooManyError'
  constructor(
    readonly decimals: bigint,
    readonly max: bigint,
  ) {
    super(`The material counts ${decimals} decimals of its unit, expected at most ${max}.`, machineDocs('decisions'))
  }
}

export class MachinePlaceInvalidError extends BaseError {
  override name = 'MachinePlaceInvalidError'
  constructor(
    readonly id: bigint,
    readonly next: bigint,
    readonly max: bigint,
  ) {
    super(`Place ${id} in the rate card was named, expected 0 to ${next < max ? next : max - 1n}.`, {
      hints: [`An entry that stands is replaced, a new one comes at the end; there are at most ${max}.`],
      ...machineDocs('decisions'),
    })
  }
}

export class MaintenanceInsufficientError extends BaseError {
  override name = 'MaintenanceInsufficientError'
  constructor(
    readonly token: Address,
    readonly held: bigint,
    readonly asked: bigint,
  ) {
    const expected = held === 0n ? 'a token there is maintenance money of' : `1 to ${held}, the maintenance money there is`
    super(`${asked} smallest units of ${token} were to be spent, expected ${expected}.`, {
      hints: ['Fees and the maintenance share of uses add to it as they are paid.'],
      ...machineDocs('decisions'),
    })
  }
}
