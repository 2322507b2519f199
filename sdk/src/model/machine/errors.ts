import type { BaseErrorOptions } from '../../errors/base.ts'
import { ModelError } from '../errors.ts'
import type { UseStatus } from './types.ts'

/** What the model of a machine refuses. */
class MachineModelError extends ModelError {
  constructor(shortMessage: string, options: BaseErrorOptions = {}) {
    super(shortMessage, { docsPath: '/machines', ...options })
  }
}

export class MachinePurchaseMissingError extends MachineModelError {
  override name = 'MachinePurchaseMissingError'
  constructor(readonly machine: string) {
    super(`The events have no Purchased of ${machine} before what else it did.`, {
      hints: ['A machine is recomputed from its own events and those of its campaign.'],
    })
  }
}

export class UseUnknownError extends MachineModelError {
  override name = 'UseUnknownError'
  constructor(readonly id: string) {
    super(`The events have no UseLogged of use ${id}.`)
  }
}

/* USES: in the order in which they are checked */

export class UseLoggerInvalidError extends MachineModelError {
  override name = 'UseLoggerInvalidError'
  constructor(
    readonly logger: string,
    readonly user: string,
  ) {
    super(`${logger} can't log a use of ${user || 'nobody'}.`, { hints: ['The user logs it, or a steward of the machine.'] })
  }
}

export class UseJobInvalidError extends MachineModelError {
  override name = 'UseJobInvalidError'
  constructor(
    readonly logger: string,
    readonly user: string,
  ) {
    super(`${logger} can't agree on a price with ${user}.`, {
      hints: ['A job is logged by a steward, for somebody else; only a job has an agreed price.'],
    })
  }
}

export class UseMinutesOutOfBoundsError extends MachineModelError {
  override name = 'UseMinutesOutOfBoundsError'
  constructor(
    readonly durationMinutes: bigint,
    readonly min: bigint,
    readonly max: bigint,
  ) {
    super(`${durationMinutes} minutes are not possible, ${min} to ${max} are.`, {
      hints: ['A technician has minutes, and minutes have a technician.'],
    })
  }
}

export class UseTechnicianUnknownError extends MachineModelError {
  override name = 'UseTechnicianUnknownError'
  constructor(readonly technician: string) {
    super(`${technician} can't be its technician: no steward of the machine, or its user.`)
  }
}

export class UseScenarioUnknownError extends MachineModelError {
  override name = 'UseScenarioUnknownError'
  constructor(
    readonly scenario: bigint,
    readonly count: bigint,
  ) {
    super(`Scenario ${scenario} is unknown; there are ${count}, the first is 0.`)
  }
}

export class UseByCoOwnersOnlyError extends MachineModelError {
  override name = 'UseByCoOwnersOnlyError'
  constructor(readonly user: string) {
    super(`${user} is no co-owner; this rate is for co-owners alone.`, { hints: ['Log it with another scenario.'] })
  }
}

export class UseQuantityZeroError extends MachineModelError {
  override name = 'UseQuantityZeroError'
  constructor(readonly index: bigint) {
    super(`Material ${index} of the list has quantity 0.`, { hints: ['Leave it out.'] })
  }
}

export class UseMaterialUnknownError extends MachineModelError {
  override name = 'UseMaterialUnknownError'
  constructor(
    readonly material: bigint,
    readonly count: bigint,
  ) {
    super(`Material ${material} is unknown; there are ${count}, the first is 0.`)
  }
}

export class UseAmountTooLargeError extends MachineModelError {
  override name = 'UseAmountTooLargeError'
  constructor(
    readonly amount: bigint,
    readonly max: bigint,
  ) {
    super(`The invoice comes to ${amount} token units, at most ${max} are possible.`)
  }
}

export class UseAboveLimitError extends MachineModelError {
  override name = 'UseAboveLimitError'
  constructor(
    readonly total: bigint,
    readonly limit: bigint,
  ) {
    super(`The invoice comes to ${total} token units, more than the limit of ${limit}.`)
  }
}

export class UseStatusWrongError extends MachineModelError {
  override name = 'UseStatusWrongError'
  constructor(
    readonly number: bigint,
    readonly status: UseStatus,
    readonly expected: UseStatus,
  ) {
    super(`Use ${number} is ${status === 'none' ? 'unknown' : status}, not ${expected}.`)
  }
}

export class UsePaymentOutOfBoundsError extends MachineModelError {
  override name = 'UsePaymentOutOfBoundsError'
  constructor(
    readonly amount: bigint,
    readonly left: bigint,
  ) {
    super(`${amount} token units can't be paid; 1 to ${left} are left.`)
  }
}

export class UseContestTooLateError extends MachineModelError {
  override name = 'UseContestTooLateError'
  constructor(
    readonly nowTimestamp: bigint,
    readonly until: bigint,
  ) {
    super(`The use could be contested until ${until}; it is ${nowTimestamp}.`)
  }
}

export class UseContestInvalidError extends MachineModelError {
  override name = 'UseContestInvalidError'
  constructor(readonly account: string) {
    super(`${account} can't contest it.`, {
      hints: ['Its user, its technician, a steward, the custodian, or a co-owner can, once.'],
    })
  }
}

export class UseSettlerInvalidError extends MachineModelError {
  override name = 'UseSettlerInvalidError'
  constructor(readonly account: string) {
    super(`${account} can't settle it.`, { hints: ['A steward can who has no part in it and did not contest it.'] })
  }
}

/* MONEY */

export class PaymentEmptyError extends MachineModelError {
  override name = 'PaymentEmptyError'
  constructor(readonly token: string) {
    super(`Nothing of token ${token} arrived.`)
  }
}

export class BooksFullError extends MachineModelError {
  override name = 'BooksFullError'
  constructor(
    readonly token: string,
    readonly accounted: bigint,
    readonly amount: bigint,
  ) {
    super(`The books of token ${token} hold ${accounted} units; ${amount} more don't fit.`)
  }
}

export class DepositAccountInvalidError extends MachineModelError {
  override name = 'DepositAccountInvalidError'
  constructor(readonly account: string) {
    super(`${account || 'Nobody'} can't have a deposit, or be paid from one.`, {
      hints: ['Not the zero address or the machine itself.'],
    })
  }
}

export class DepositInsufficientError extends MachineModelError {
  override name = 'DepositInsufficientError'
  constructor(
    readonly account: string,
    readonly held: bigint,
    readonly asked: bigint,
  ) {
    super(`${account} has put ${held} token units by, less than the ${asked} asked for.`)
  }
}

export class ClaimEthRefusedError extends MachineModelError {
  override name = 'ClaimEthRefusedError'
  constructor(
    readonly recipient: string,
    readonly amount: bigint,
  ) {
    super(`${recipient} could not be paid ${amount} token units.`, { hints: ['Name a payee, or claim to another recipient.'] })
  }
}

export class CoOwnerWithoutWalletError extends MachineModelError {
  override name = 'CoOwnerWithoutWalletError'
  constructor(readonly account: string) {
    super(`${account} is a placeholder: what it is paid back waits until it has a wallet.`, {
      hints: ['Co-owners move it, or it names a payee.'],
    })
  }
}

/* DECISIONS */

export class MachineDecidedByError extends MachineModelError {
  override name = 'MachineDecidedByError'
  constructor(
    readonly caller: string,
    readonly decider: string,
  ) {
    super(`${caller} can't decide this, ${decider} does.`, {
      hints: ['Co-owners until they are paid back, then the governor of the network; moves are the co-owners for ever.'],
    })
  }
}

export class MachineActionUnknownError extends MachineModelError {
  override name = 'MachineActionUnknownError'
  constructor(readonly action: string) {
    super(`"${action}" is nothing a machine can carry out.`)
  }
}

export class MachineAccountInvalidError extends MachineModelError {
  override name = 'MachineAccountInvalidError'
  constructor(readonly account: string) {
    super(`${account || 'Nobody'} can't be named here.`, {
      hints: ['Not the zero address or the machine itself; only a co-owner can be moved, and never the network.'],
    })
  }
}

export class MachinePlaceInvalidError extends MachineModelError {
  override name = 'MachinePlaceInvalidError'
  constructor(
    readonly id: bigint,
    readonly next: bigint,
    readonly max: bigint,
  ) {
    super(`Place ${id} of the rate card is not possible: the next is ${next}, and there are ${max}.`)
  }
}

export class MachineDecimalsTooManyError extends MachineModelError {
  override name = 'MachineDecimalsTooManyError'
  constructor(
    readonly decimals: bigint,
    readonly max: bigint,
  ) {
    super(`A quantity has ${decimals} decimals, at most ${max} are possible.`)
  }
}

export class MaintenanceInsufficientError extends MachineModelError {
  override name = 'MaintenanceInsufficientError'
  constructor(
    readonly token: string,
    readonly held: bigint,
    readonly asked: bigint,
  ) {
    super(`There are ${held} units of token ${token} for maintenance, ${asked} were asked for.`)
  }
}

export class TokenTwiceError extends MachineModelError {
  override name = 'TokenTwiceError'
  constructor(readonly token: string) {
    super(`Token ${token} is the machine's own; it is always listed and never muted.`)
  }
}

export class TokensTooManyError extends MachineModelError {
  override name = 'TokensTooManyError'
  constructor(
    readonly count: bigint,
    readonly max: bigint,
  ) {
    super(`There would be ${count} tokens, at most ${max} are possible.`, { hints: ['16 in all, 8 of them unmuted.'] })
  }
}
