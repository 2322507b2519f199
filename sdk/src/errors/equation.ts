import { type Address, zeroAddress } from 'viem'
import { BaseError } from './base.ts'
import { count, docs, nth, share } from './words.ts'

export class EquationCodeInvalidError extends BaseError {
  override name = 'EquationCodeInvalidError'
  constructor(
    /** Bytes of the packed equation. */
    readonly length: bigint,
  ) {
    super(
      `The packed equation of ${count(length, 'byte')} can't be read, expected 23 bytes a line with no bit that means nothing.`,
      {
        hints: ['Pack it with `encodeEquation`: lines in order, the remainder last.'],
        ...docs('equation'),
      },
    )
  }
}

export class EquationDebtLeftOutError extends BaseError {
  override name = 'EquationDebtLeftOutError'
  constructor(
    readonly pool: bigint,
    /** Smallest units of the pool's token. */
    readonly outstanding: bigint,
  ) {
    super(`Debt pool ${pool} is left out although ${outstanding} units of its token are outstanding, expected a line for it.`, {
      hints: ['Give the pool a line; a settled debt pool can be left out.'],
      ...docs('equation'),
    })
  }
}

export class EquationDebtShareLoweredError extends BaseError {
  override name = 'EquationDebtShareLoweredError'
  constructor(
    readonly pool: bigint,
    readonly actualBps: bigint,
    readonly previousBps: bigint,
  ) {
    super(
      `Debt pool ${pool} would get ${share(actualBps)} while all debts are open, expected at least ${share(previousBps)} as now.`,
      {
        hints: [
          'Nobody who is owed a debt gets it slower than agreed: give its line the same share, or put it further up.',
          'Once the pool is settled its share is free.',
        ],
        ...docs('equation'),
      },
    )
  }
}

export class EquationEquityLeftOutError extends BaseError {
  override name = 'EquationEquityLeftOutError'
  constructor(
    readonly pool: bigint,
    readonly points: bigint,
  ) {
    super(`Equity pool ${pool} is left out although affiliates hold ${count(points, 'point')} in it, expected a line for it.`, {
      hints: ['Equity is for ever: a pool with points keeps a line, however small its share.'],
      ...docs('equation'),
    })
  }
}

export class EquationFloorMissedError extends BaseError {
  override name = 'EquationFloorMissedError'
  constructor(
    readonly actualBps: bigint,
    readonly floorBps: bigint,
  ) {
    super(`The first pools get ${share(actualBps)} with all debts settled, expected at least the floor of ${share(floorBps)}.`, {
      hints: [
        'Only pools the venture was born with count, not account lines, the remainder or later pools.',
        'Lower the account lines or raise the pools; the floor itself can never change.',
      ],
      ...docs('equation'),
    })
  }
}

export class EquationGrossShareTooHighError extends BaseError {
  override name = 'EquationGrossShareTooHighError'
  constructor(
    readonly actualBps: bigint,
    readonly maxBps: bigint,
  ) {
    super(`Gross shares add up to ${share(actualBps)}, expected at most ${share(maxBps)}.`, {
      hints: ['1% is 100 bps.', 'What the other lines leave goes to the remainder, always last.'],
      ...docs('equation'),
    })
  }
}

export class EquationLineTargetInvalidError extends BaseError {
  override name = 'EquationLineTargetInvalidError'
  constructor(
    readonly line: bigint,
    readonly account: Address,
    readonly pool: bigint,
  ) {
    const was =
      account === zeroAddress
        ? 'has neither'
        : pool === 0n
          ? `pays the venture itself (${account})`
          : `has both, ${account} and pool ${pool}`
    super(`${nth('Line', line)} ${was}, expected either an account other than the venture or a pool.`, docs('equation'))
  }
}

export class EquationPoolTwiceError extends BaseError {
  override name = 'EquationPoolTwiceError'
  constructor(
    readonly line: bigint,
    readonly pool: bigint,
  ) {
    super(`${nth('Line', line)} names pool ${pool} again, expected each pool once.`, {
      hints: ['Put both shares into one line.'],
      ...docs('equation'),
    })
  }
}

export class EquationPoolUnknownError extends BaseError {
  override name = 'EquationPoolUnknownError'
  constructor(
    readonly line: bigint,
    readonly pool: bigint,
    readonly poolCount: bigint,
  ) {
    super(
      `${nth('Line', line)} names pool ${pool}, expected one of the ${count(poolCount, 'pool')} there ${poolCount === 1n ? 'is' : 'are'}.`,
      {
        hints: ['The first pool is 1. Open a pool before a line names it.'],
        ...docs('equation'),
      },
    )
  }
}

export class EquationRemainderInvalidError extends BaseError {
  override name = 'EquationRemainderInvalidError'
  constructor(readonly remainder: Address) {
    super(`The remainder was ${remainder}, expected an account other than zero and the venture itself.`, {
      hints: ['Name who gets what nobody else has a claim to: the network, a fund, or the founder.'],
      ...docs('equation'),
    })
  }
}

export class EquationShareTooHighError extends BaseError {
  override name = 'EquationShareTooHighError'
  constructor(
    readonly line: bigint,
    readonly shareBps: bigint,
    readonly maxBps: bigint,
  ) {
    super(`${nth('Line', line)} takes ${share(shareBps)}, expected at most ${share(maxBps)}.`, {
      hints: ['1% is 100 bps.'],
      ...docs('equation'),
    })
  }
}

export class EquationTooLongError extends BaseError {
  override name = 'EquationTooLongError'
  constructor(
    readonly lines: bigint,
    readonly max: bigint,
  ) {
    super(`The equation has ${count(lines, 'line')} with its remainder, expected at most ${max}.`, {
      hints: ['Let several people be affiliates of one pool, or pay a fund that divides further.'],
      ...docs('equation'),
    })
  }
}

export class FloorTooHighError extends BaseError {
  override name = 'FloorTooHighError'
  constructor(
    readonly floorBps: bigint,
    readonly max: bigint,
  ) {
    super(`The contributors' floor was ${share(floorBps)}, expected at most ${share(max)}.`, {
      hints: ['1% is 100 bps.'],
      ...docs('equation'),
    })
  }
}
