import type { Address, Hex } from 'viem'
import { BaseError } from './base.ts'
import { count, docs, nth, span, time } from './words.ts'

export class DebtWaitsForWindowError extends BaseError {
  override name = 'DebtWaitsForWindowError'
  constructor(
    readonly index: bigint,
    readonly nowTimestamp: bigint,
    readonly deadline: bigint,
  ) {
    super(`${nth('Accepted entry', index)} is a debt, and debts wait until ${time(deadline)}; it is ${time(nowTimestamp)}.`, {
      hints: [`Accept it in ${span(nowTimestamp, deadline)}, or a range without debts now.`],
      ...docs('acceptance'),
    })
  }
}

export class GrowthObjectionsOpenError extends BaseError {
  override name = 'GrowthObjectionsOpenError'
  constructor(
    readonly batch: Hex,
    readonly openObjections: bigint,
  ) {
    super(`Batch ${batch} has ${count(openObjections, 'open objection')}, expected none for silence to accept it.`, {
      hints: [
        'The objectors can take them back, the affiliates can agree to an amendment, or stewards or the governor resolve the batch.',
      ],
      ...docs('acceptance'),
    })
  }
}

export class InstantGrowthExceededError extends BaseError {
  override name = 'InstantGrowthExceededError'
  constructor(
    readonly pool: bigint,
    readonly points: bigint,
    readonly left: bigint,
    readonly waitsUntil: bigint,
  ) {
    super(
      `Pool ${pool} would grow by ${count(points, 'point')} at once, ${left} ${left === 1n ? 'is' : 'are'} left in this window.`,
      {
        hints: [`Nothing is refused: from ${time(waitsUntil)} on the attested batch can be accepted whatever its size.`],
        ...docs('acceptance'),
      },
    )
  }
}

export class ProposerBarredError extends BaseError {
  override name = 'ProposerBarredError'
  constructor(readonly proposer: Address) {
    super(
      `The proposer ${proposer} is barred, expected one who is not: silence accepts nothing of theirs, and they propose no decision.`,
      {
        hints: ['Have a batch attested, or resolved by the governor; let somebody else propose a decision.'],
        ...docs('acceptance'),
      },
    )
  }
}

export class SilenceNeedsEquityError extends BaseError {
  override name = 'SilenceNeedsEquityError'
  constructor(
    readonly index: bigint,
    readonly kind: bigint,
  ) {
    super(`${nth('Entry', index)} is of debt kind ${kind}, expected an equity kind: silence accepts no debts.`, {
      hints: ['Have it attested, or resolved by the governor.'],
      ...docs('acceptance'),
    })
  }
}

export class SilentGrowthExceededError extends BaseError {
  override name = 'SilentGrowthExceededError'
  constructor(
    readonly pool: bigint,
    readonly index: bigint,
    readonly points: bigint,
    readonly left: bigint,
    readonly nextWindowAt: bigint,
  ) {
    super(
      `${nth('Entry', index)} is worth ${count(points, 'point')}, silence has room for ${left} in pool ${pool} in this window.`,
      {
        hints:
          nextWindowAt === 0n
            ? ['Silence accepts nothing while a pool has no points: have the batch attested, or resolved by the governor.']
            : [
                `Nothing is refused: the next window opens at ${time(nextWindowAt)}.`,
                'An entry above the whole limit of a window has to be attested, or resolved by the governor.',
              ],
        ...docs('acceptance'),
      },
    )
  }
}

export class WindowOpenError extends BaseError {
  override name = 'WindowOpenError'
  constructor(
    readonly nowTimestamp: bigint,
    readonly deadline: bigint,
  ) {
    super(`Objections are possible until ${time(deadline)}; it is ${time(nowTimestamp)}.`, {
      hints: [`Silence accepts it in ${span(nowTimestamp, deadline)}; enough attestations accept it before.`],
      ...docs('acceptance'),
    })
  }
}
