import type { Address } from 'viem'
import { BaseError } from './base.ts'
import { count, docs, nth } from './words.ts'

export class KindAlreadyClosedError extends BaseError {
  override name = 'KindAlreadyClosedError'
  constructor(readonly kind: bigint) {
    super(`Kind ${kind} was closed before, expected an open kind.`, {
      hints: ['A closed kind stays closed; what it holds goes on earning.'],
      ...docs('kind'),
    })
  }
}

export class KindDecimalsTooManyError extends BaseError {
  override name = 'KindDecimalsTooManyError'
  constructor(
    readonly decimals: bigint,
    readonly max: bigint,
  ) {
    super(`The kind has ${count(decimals, 'decimal')}, expected at most ${max}.`, {
      hints: ['Hours count well with 2 decimals, grams with 0.'],
      ...docs('kind'),
    })
  }
}

export class KindIsClosedError extends BaseError {
  override name = 'KindIsClosedError'
  constructor(readonly kind: bigint) {
    super(`Kind ${kind} is closed, expected an open kind.`, {
      hints: ['Withdraw the batch and propose it again in the kind that took its place.'],
      ...docs('kind'),
    })
  }
}

export class KindNameEmptyError extends BaseError {
  override name = 'KindNameEmptyError'
  constructor() {
    super('The kind lacks a name or a unit, expected 1 to 32 bytes for each.', {
      hints: ['For example "Design hour" counted in "h".'],
      ...docs('kind'),
    })
  }
}

export class KindPoolUnknownError extends BaseError {
  override name = 'KindPoolUnknownError'
  constructor(
    readonly pool: bigint,
    readonly poolCount: bigint,
  ) {
    super(`The kind belongs to pool ${pool}, expected one of the ${count(poolCount, 'pool')} of the venture.`, {
      hints: ['The first pool is 1. Open a pool before a kind names it.'],
      ...docs('kind'),
    })
  }
}

export class KindRateOutOfBoundsError extends BaseError {
  override name = 'KindRateOutOfBoundsError'
  constructor(
    readonly rate: bigint,
    readonly min: bigint,
    readonly max: bigint,
  ) {
    super(`The weight or price was ${rate}, expected ${min} to ${max}.`, {
      hints: [
        'An equity kind has a weight: points per smallest unit of quantity.',
        'A debt kind has a price: smallest token units per whole unit.',
      ],
      ...docs('kind'),
    })
  }
}

export class KindSuccessorInvalidError extends BaseError {
  override name = 'KindSuccessorInvalidError'
  constructor(
    readonly kind: bigint,
    readonly successor: bigint,
  ) {
    super(`Kind ${kind} was to be followed by kind ${successor}, which is closed, expected an open one.`, {
      hints: ['Open the new kind first; name the kind itself where nothing takes its place.'],
      ...docs('kind'),
    })
  }
}

export class KindUnitsTooManyError extends BaseError {
  override name = 'KindUnitsTooManyError'
  constructor(
    readonly kind: bigint,
    readonly units: bigint,
    readonly maxUnits: bigint,
  ) {
    super(`Kind ${kind} would hold ${count(units, 'smallest unit')}, expected at most ${maxUnits}.`, {
      hints: ['Open a kind with fewer decimals and close this one.'],
      ...docs('kind'),
    })
  }
}

export class KindUnknownError extends BaseError {
  override name = 'KindUnknownError'
  constructor(
    readonly kind: bigint,
    readonly kindCount: bigint,
  ) {
    super(`Kind ${kind} was named, expected one of the ${count(kindCount, 'kind')} of the venture.`, {
      hints: ['The first kind is 0; `getKinds` lists them.'],
      ...docs('kind'),
    })
  }
}

export class KindVoiceOfDebtError extends BaseError {
  override name = 'KindVoiceOfDebtError'
  constructor(readonly voice: bigint) {
    super(`A debt kind was given a voice of ${voice}, expected 0.`, {
      hints: ['What is paid back gives no vote; only equity kinds carry voice.'],
      ...docs('kind'),
    })
  }
}

export class KindsNotAscendingError extends BaseError {
  override name = 'KindsNotAscendingError'
  constructor(
    readonly index: bigint,
    readonly kind: bigint,
  ) {
    super(`${nth('Kind', index)} of the list is ${kind}, expected one above the kind before it.`, {
      hints: ['List each kind once, in ascending order.'],
      ...docs('kind'),
    })
  }
}

export class KindsTooManyError extends BaseError {
  override name = 'KindsTooManyError'
  constructor(
    readonly count: bigint,
    readonly max: bigint,
  ) {
    super(`The venture would have ${count} kinds, expected at most ${max}.`, {
      hints: ['Kinds are for ever: use an open one with the same unit and weight.'],
      ...docs('kind'),
    })
  }
}

export class UnitsInsufficientError extends BaseError {
  override name = 'UnitsInsufficientError'
  constructor(
    readonly account: Address,
    readonly kind: bigint,
    readonly units: bigint,
    readonly asked: bigint,
  ) {
    super(`${account} holds ${count(units, 'smallest unit')} of kind ${kind}, ${asked} were to be taken out.`, {
      hints: ['Take out at most what is held; `getHoldings` tells it.'],
      ...docs('kind'),
    })
  }
}

export class WeightOfDebtError extends BaseError {
  override name = 'WeightOfDebtError'
  constructor(readonly kind: bigint) {
    super(`Kind ${kind} is a debt kind, expected an equity kind to re-weigh.`, {
      hints: ['The price of a debt kind never changes: open a new kind and close this one.'],
      ...docs('kind'),
    })
  }
}
