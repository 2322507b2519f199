import { type Address, type Hex, zeroAddress } from 'viem'
import { BaseError } from './base.ts'
import { count, machineDocs, nth, time, useStatus } from './words.ts'

const RATE_CARD_HINTS = ['They count from 0; `getRateCard` lists them.']

export class UseAboveLimitError extends BaseError {
  override name = 'UseAboveLimitError'
  constructor(
    readonly total: bigint,
    readonly limit: bigint,
  ) {
    super(`The use comes to ${total} smallest units of the token, expected at most ${limit} as the payer said.`, {
      hints: ['Nothing was logged. Name a higher limit, or log it and pay later.'],
      ...machineDocs('invoices'),
    })
  }
}

export class UseAmountTooLargeError extends BaseError {
  override name = 'UseAmountTooLargeError'
  constructor(
    readonly amount: bigint,
    readonly max: bigint,
  ) {
    super(`The use comes to ${amount} smallest units of the token, expected at most ${max}.`, {
      hints: ['Quantities count in the decimals of the material: check them and the prices of the rate card.'],
      ...machineDocs('invoices'),
    })
  }
}

export class UseByCoOwnersOnlyError extends BaseError {
  override name = 'UseByCoOwnersOnlyError'
  constructor(readonly user: Address) {
    super(`${user} is no co-owner of the machine, expected one at this rate.`, {
      hints: ['`getRateCard` lists the scenarios that are open to everyone.'],
      ...machineDocs('uses'),
    })
  }
}

export class UseContestInvalidError extends BaseError {
  override name = 'UseContestInvalidError'
  constructor(readonly account: Address) {
    super(`${account} can't contest the use, expected its user, its technician, a steward, the custodian or a co-owner.`, {
      hints: ['A use is contested once: `getUses` tells what became of it.'],
      ...machineDocs('uses'),
    })
  }
}

export class UseContestTooLateError extends BaseError {
  override name = 'UseContestTooLateError'
  constructor(
    readonly nowTimestamp: bigint,
    readonly until: bigint,
  ) {
    super(`The use could be contested until ${time(until)}; it is ${time(nowTimestamp)}.`, {
      hints: ['It stands. Nobody is made to pay it here: talk to a steward of the machine.'],
      ...machineDocs('uses'),
    })
  }
}

export class UseJobInvalidError extends BaseError {
  override name = 'UseJobInvalidError'
  constructor(
    readonly logger: Address,
    readonly user: Address,
  ) {
    super(`${logger} logged a use of ${user} at an agreed price, expected a job that a steward logs for somebody else.`, {
      hints: ['Other uses are priced by the rate card: leave the agreed price out.'],
      ...machineDocs('uses'),
    })
  }
}

export class UseLoggerInvalidError extends BaseError {
  override name = 'UseLoggerInvalidError'
  constructor(
    readonly logger: Address,
    readonly user: Address,
  ) {
    const expected = user === zeroAddress ? 'an account as user' : 'the user itself or a steward of the machine'
    super(`${logger} logged a use of ${user}, expected ${expected}.`, machineDocs('uses'))
  }
}

export class UseMaterialUnknownError extends BaseError {
  override name = 'UseMaterialUnknownError'
  constructor(
    readonly material: bigint,
    readonly count: bigint,
  ) {
    super(notOnCard('Material', material, count), { hints: RATE_CARD_HINTS, ...machineDocs('uses') })
  }
}

export class UseMinutesOutOfBoundsError extends BaseError {
  override name = 'UseMinutesOutOfBoundsError'
  constructor(
    readonly durationMinutes: bigint,
    readonly min: bigint,
    readonly max: bigint,
  ) {
    const expected = max === 0n ? 'none without a technician' : `${min} to ${max}`
    super(`${count(durationMinutes, 'minute')} were logged, expected ${expected}.`, {
      hints: ['Log a use of more than a week in parts. A technician comes with minutes, and minutes with a technician.'],
      ...machineDocs('uses'),
    })
  }
}

export class UsePaymentOutOfBoundsError extends BaseError {
  override name = 'UsePaymentOutOfBoundsError'
  constructor(
    readonly amount: bigint,
    readonly left: bigint,
  ) {
    super(
      `${amount} smallest units were to be paid, expected 1 to ${left}, what is open of the invoice.`,
      machineDocs('invoices'),
    )
  }
}

export class UseQuantityZeroError extends BaseError {
  override name = 'UseQuantityZeroError'
  constructor(readonly index: bigint) {
    super(`${nth('Material', index)} has a quantity of 0, expected more.`, {
      hints: ['Leave the material out if nothing of it was used.'],
      ...machineDocs('uses'),
    })
  }
}

export class UseScenarioUnknownError extends BaseError {
  override name = 'UseScenarioUnknownError'
  constructor(
    readonly scenario: bigint,
    readonly count: bigint,
  ) {
    super(notOnCard('Scenario', scenario, count), { hints: RATE_CARD_HINTS, ...machineDocs('uses') })
  }
}

export class UseSettlerInvalidError extends BaseError {
  override name = 'UseSettlerInvalidError'
  constructor(readonly account: Address) {
    super(`${account} can't settle this use, expected a steward of the machine who has no part in it.`, {
      hints: [
        'Its user, technician and logger and whoever contested it leave it to others. The co-owners can appoint another steward.',
      ],
      ...machineDocs('uses'),
    })
  }
}

export class UseStatusWrongError extends BaseError {
  override name = 'UseStatusWrongError'
  constructor(
    readonly id: Hex,
    /** Number of the `UseStatus`. */
    readonly status: bigint,
    readonly expected: bigint,
  ) {
    const hints: Partial<Record<ReturnType<typeof useStatus>, string>> = {
      none: 'Check the machine and the invoice: any field that differs gives another use.',
      logged: 'Nobody has contested it.',
      contested: 'A steward who has no part in it settles it first (`settleUse`).',
      paid: 'It is paid in full, and paid is final.',
      void: 'A steward decided that nothing more is to be paid.',
    }
    const hint = hints[useStatus(status)]
    super(`Use ${id} is ${status === 0n ? 'unknown here' : useStatus(status)}, expected a ${useStatus(expected)} one.`, {
      hints: hint ? [hint] : [],
      ...machineDocs('uses'),
    })
  }
}

export class UseTechnicianUnknownError extends BaseError {
  override name = 'UseTechnicianUnknownError'
  constructor(readonly technician: Address) {
    super(`${technician} can't be the technician, expected a steward of the machine who is not the user.`, {
      hints: ['`getMachine` lists its stewards.'],
      ...machineDocs('uses'),
    })
  }
}

function notOnCard(what: string, id: bigint, size: bigint): string {
  return `${what} ${id} is not in the rate card, expected one of its ${size}.`
}
