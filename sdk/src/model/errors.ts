import { BaseError, type BaseErrorOptions } from '../errors/base.ts'

/**
 * What the reference model refuses. Where a contract refuses it too, the class is named like the contract's error, and
 * `contractError` is that name.
 */
export class ModelError extends BaseError {
  override name = 'ModelError'

  constructor(shortMessage: string, options: BaseErrorOptions = {}) {
    super(shortMessage, { docsPath: '/value-equation', ...options })
  }

  get contractError(): string {
    return this.name.slice(0, -'Error'.length)
  }
}

/* EQUATION: in the order in which they are checked */

export class EquationCodeInvalidError extends ModelError {
  override name = 'EquationCodeInvalidError'
  constructor(readonly length: number) {
    super(`${length} bytes are no packed equation: one has 23 bytes a line, the remainder last, and no spare bits.`, {
      hints: ['Pack it with encodeEquation.'],
    })
  }
}

export class EquationTooLongError extends ModelError {
  override name = 'EquationTooLongError'
  constructor(
    readonly lines: number,
    readonly max: number,
  ) {
    super(`The equation has ${lines} lines with its remainder, at most ${max} are possible.`, {
      hints: ['Let one account collect for several: a Safe, or another venture.'],
    })
  }
}

export class EquationShareTooHighError extends ModelError {
  override name = 'EquationShareTooHighError'
  constructor(
    readonly line: number,
    readonly shareBps: number,
    readonly maxBps: number,
  ) {
    super(`Line ${line} takes ${shareBps} bps, at most ${maxBps} bps are possible.`, { hints: ['1% is 100 bps.'] })
  }
}

export class EquationLineTargetInvalidError extends ModelError {
  override name = 'EquationLineTargetInvalidError'
  constructor(
    readonly line: number,
    readonly account: string | undefined,
    readonly pool: number | undefined,
  ) {
    super(`Line ${line} names account ${account || 'none'} and pool ${pool || 'none'}; it has to name exactly one of the two.`, {
      hints: ["The venture's own account can't be a line."],
    })
  }
}

export class EquationPoolUnknownError extends ModelError {
  override name = 'EquationPoolUnknownError'
  constructor(
    readonly line: number,
    readonly pool: number,
    readonly poolCount: number,
  ) {
    super(`Line ${line} names pool ${pool}, but the venture has ${poolCount} pools; the first is 1.`, {
      hints: ['Open the pool first.'],
    })
  }
}

export class EquationPoolTwiceError extends ModelError {
  override name = 'EquationPoolTwiceError'
  constructor(
    readonly line: number,
    readonly pool: number,
  ) {
    super(`Line ${line} names pool ${pool}, which an earlier line names already; a pool can stand in one line.`, {
      hints: ['Add the shares up in one line. An account may stand in several.'],
    })
  }
}

export class EquationGrossShareTooHighError extends ModelError {
  override name = 'EquationGrossShareTooHighError'
  constructor(
    readonly actualBps: number,
    readonly maxBps: number,
  ) {
    super(`Gross shares add up to ${actualBps} bps, at most ${maxBps} bps are possible.`, {
      hints: ['1% is 100 bps.', 'What the other lines leave goes to the remainder, always last.'],
    })
  }
}

export class EquationRemainderInvalidError extends ModelError {
  override name = 'EquationRemainderInvalidError'
  constructor(readonly remainder: string) {
    super(`The remainder is ${remainder || 'missing'}; it has to be an account other than the venture's own.`, {
      hints: ['What no line takes goes there: usually the network, or else the founder.'],
    })
  }
}

export class EquationFloorMissedError extends ModelError {
  override name = 'EquationFloorMissedError'
  constructor(
    readonly actualBps: number,
    readonly floorBps: number,
  ) {
    super(
      `With all debts settled the pools of birth get ${actualBps} of 10000, but the contributors' floor is ${floorBps}; nobody can ever lower it.`,
      { hints: ['Let the last equity line take 10000 bps of what remains, and lower the account lines.'] },
    )
  }
}

export class EquationEquityLeftOutError extends ModelError {
  override name = 'EquationEquityLeftOutError'
  constructor(
    readonly pool: number,
    readonly points: bigint,
  ) {
    super(`Equity pool ${pool} has ${points} points and no line; a pool with points has to have one.`, {
      hints: [`Add a line of pool ${pool}.`],
    })
  }
}

export class EquationDebtLeftOutError extends ModelError {
  override name = 'EquationDebtLeftOutError'
  constructor(
    readonly pool: number,
    readonly outstanding: bigint,
  ) {
    super(`Debt pool ${pool} has ${outstanding} token units outstanding and no line; it has to have one until all is repaid.`, {
      hints: [`Add a line of pool ${pool}.`],
    })
  }
}

export class EquationDebtShareLoweredError extends ModelError {
  override name = 'EquationDebtShareLoweredError'
  constructor(
    readonly pool: number,
    readonly actualBps: number,
    readonly previousBps: number,
  ) {
    super(
      `Debt pool ${pool} would get ${actualBps} of 10000, but gets ${previousBps} now; while anything is outstanding it can't get less.`,
      { hints: ['Raise its share, or let it stand before other lines.'] },
    )
  }
}

/* RULES AND HOLDINGS */

export class PoolUnknownError extends ModelError {
  override name = 'PoolUnknownError'
  constructor(
    readonly pool: number,
    readonly poolCount: number,
    readonly poolType?: 'equity' | 'debt',
  ) {
    super(
      `Pool ${pool} is ${poolType ? `no ${poolType} pool` : 'unknown'}; the venture has ${poolCount} pools, the first is 1.`,
      {
        hints: ['Open the pool first.'],
      },
    )
  }
}

export class KindUnknownError extends ModelError {
  override name = 'KindUnknownError'
  constructor(
    readonly kind: number,
    readonly kindCount: number,
  ) {
    super(`Kind ${kind} is unknown; the venture has ${kindCount} kinds, the first is 0.`, { hints: ['Open the kind first.'] })
  }
}

export class KindIsClosedError extends ModelError {
  override name = 'KindIsClosedError'
  constructor(readonly kind: number) {
    super(`Kind ${kind} is closed to new contributions.`, { hints: ['Log with its successor.'] })
  }
}

export class KindsNotAscendingError extends ModelError {
  override name = 'KindsNotAscendingError'
  constructor(
    readonly index: number,
    readonly kind: number,
  ) {
    super(`Kind ${kind} at index ${index} doesn't rise; kinds have to ascend, each once.`, { hints: ['Sort them.'] })
  }
}

export class KindUnitsTooManyError extends ModelError {
  override name = 'KindUnitsTooManyError'
  constructor(
    readonly kind: number,
    readonly units: bigint,
    readonly maxUnits: bigint,
  ) {
    super(`Kind ${kind} would have ${units} units, at most ${maxUnits} fit.`, { hints: ['Use fewer decimals in a new kind.'] })
  }
}

export class PoolPointsTooManyError extends ModelError {
  override name = 'PoolPointsTooManyError'
  constructor(
    readonly pool: number,
    readonly points: bigint,
    readonly maxPoints: bigint,
  ) {
    super(`Pool ${pool} would have ${points} points, at most ${maxPoints} fit.`, { hints: ['Use smaller weights.'] })
  }
}

export class UnitsInsufficientError extends ModelError {
  override name = 'UnitsInsufficientError'
  constructor(
    readonly account: string,
    readonly kind: number,
    readonly units: bigint,
    readonly asked: bigint,
  ) {
    super(`${account} has ${units} units of kind ${kind}, fewer than the ${asked} to remove.`, {
      hints: ['Remove what is left at most.'],
    })
  }
}

export class WeightOfDebtError extends ModelError {
  override name = 'WeightOfDebtError'
  constructor(readonly kind: number) {
    super(`Kind ${kind} is a debt kind: it has a price, no weight, and its price never changes.`, {
      hints: ['Close it and open a successor.'],
    })
  }
}

export class DebtEntryUnknownError extends ModelError {
  override name = 'DebtEntryUnknownError'
  constructor(
    readonly pool: number,
    readonly account: string,
    readonly index: number,
  ) {
    super(`${account} has no debt entry ${index} in pool ${pool} that could be re-assigned.`, {
      hints: ["The first entry is 0; an entry that was re-assigned is the venture's."],
    })
  }
}

export class DebtMoneyOutOfBoundsError extends ModelError {
  override name = 'DebtMoneyOutOfBoundsError'
  constructor(
    readonly pool: number,
    readonly account: string,
    readonly money: bigint,
    readonly maxMoney: bigint,
  ) {
    super(`The entry of ${account} in debt pool ${pool} comes to ${money} token units; 1 to ${maxMoney} are possible.`, {
      hints: ['Its money is quantity x price / 10^decimals, rounded down.'],
    })
  }
}

export class DebtLineTooLongError extends ModelError {
  override name = 'DebtLineTooLongError'
  constructor(
    readonly pool: number,
    readonly end: bigint,
    readonly maxEnd: bigint,
  ) {
    super(`The line of debt pool ${pool} would end at ${end} token units, at most ${maxEnd} are possible.`, {
      hints: ['Open another debt pool.'],
    })
  }
}

/* LARGE BATCHES */

export class TotalExistsError extends ModelError {
  override name = 'TotalExistsError'
  constructor(
    readonly batch: string,
    readonly kind: number,
  ) {
    super(`Batch ${batch || '(without an id)'} has a total of kind ${kind} already; it has one per kind.`, {
      hints: ['Give each large batch an id of its own.'],
    })
  }
}

export class LeafAffiliateInvalidError extends ModelError {
  override name = 'LeafAffiliateInvalidError'
  constructor(
    readonly index: number,
    readonly affiliate: string,
  ) {
    super(`Leaf ${index} names ${affiliate || 'nobody'}; it has to name an account other than the venture's own.`, {
      hints: ['Leave the leaf out.'],
    })
  }
}

export class RecordWrongError extends ModelError {
  override name = 'RecordWrongError'
  constructor(
    readonly batch: string,
    readonly kind: number,
  ) {
    super(`Batch ${batch} has no total of kind ${kind}: there is nothing to activate, and nothing to close.`, {
      hints: ['Accept the large batch first.'],
    })
  }
}

/* MOVES */

export class MoveInvalidError extends ModelError {
  override name = 'MoveInvalidError'
  constructor(
    readonly from: string,
    readonly to: string,
  ) {
    super(`${from || 'Nobody'} can't move to ${to || 'nobody'}; both have to be accounts other than the venture's own.`)
  }
}

export class MoveEndMovedError extends ModelError {
  override name = 'MoveEndMovedError'
  constructor(
    readonly from: string,
    readonly to: string,
  ) {
    super(`${from} can't move to ${to}: one of them has moved before, or both are one.`, {
      hints: ['Move the account at the end of its moves, to one that never moved.'],
    })
  }
}

/* MONEY */

export class TokenNotListedError extends ModelError {
  override name = 'TokenNotListedError'
  constructor(readonly token: string) {
    super(`Token ${token} isn't listed; only listed tokens are distributed and claimed.`, { hints: ['List the token first.'] })
  }
}

export class ClaimRecipientInvalidError extends ModelError {
  override name = 'ClaimRecipientInvalidError'
  constructor(readonly recipient: string) {
    super(`${recipient} is the venture itself; it can't claim from itself.`, {
      hints: ['What its own entries are repaid goes to the last pool line.'],
    })
  }
}

export class ClaimBalanceTooLowError extends ModelError {
  override name = 'ClaimBalanceTooLowError'
  constructor(
    readonly token: string,
    readonly balance: bigint,
    readonly amount: bigint,
  ) {
    super(`The venture holds ${balance} units of token ${token}, less than the ${amount} to be paid: the token shrank.`, {
      hints: ['Claim the other tokens without it.'],
    })
  }
}

export class ClockBackwardsError extends ModelError {
  override name = 'ClockBackwardsError'
  constructor(
    readonly timestamp: bigint,
    readonly now: bigint,
  ) {
    super(`${timestamp} lies before ${now}, where the clock of the model stands.`, { hints: ['Put the steps in order of time.'] })
  }
}

/* WHAT IF */

export class WhatIfNameUnknownError extends ModelError {
  override name = 'WhatIfNameUnknownError'
  constructor(
    readonly what: 'pool' | 'kind' | 'remainder',
    readonly unknown: string,
    readonly known: readonly string[],
  ) {
    super(`There is no ${what} "${unknown}"; there is ${known.join(', ') || 'none'}.`, { hints: ['Names count as written.'] })
  }
}

export class WhatIfDateInvalidError extends ModelError {
  override name = 'WhatIfDateInvalidError'
  constructor(readonly date: string) {
    super(`"${date}" is no date; a day like 2024-12-31 or a moment like 2024-12-31T18:00:00Z is expected.`)
  }
}
