import type { Address } from 'viem'
import { BaseError } from './base.ts'
import { docs, duration, share } from './words.ts'

export class PoolCapOutOfBoundsError extends BaseError {
  override name = 'PoolCapOutOfBoundsError'
  constructor(
    readonly capBps: bigint,
    readonly min: bigint,
    readonly max: bigint,
  ) {
    const expected = max === 0n ? 'none: only debt pools have a cap' : `${share(min)} to ${share(max)}`
    super(`The cap of the pool was ${share(capBps)}, expected ${expected}.`, {
      hints: ['100% repays the principal, 120% the principal and a fifth.'],
      ...docs('pool'),
    })
  }
}

export class PoolOpeningPeriodTooLongError extends BaseError {
  override name = 'PoolOpeningPeriodTooLongError'
  constructor(
    readonly period: bigint,
    readonly max: bigint,
  ) {
    const expected = max === 0n ? 'none: only equity pools open' : `at most ${duration(max)}`
    super(`The opening period of the pool was ${duration(period)}, expected ${expected}.`, docs('pool'))
  }
}

export class PoolPointsTooManyError extends BaseError {
  override name = 'PoolPointsTooManyError'
  constructor(
    readonly pool: bigint,
    readonly points: bigint,
    readonly maxPoints: bigint,
  ) {
    super(`Pool ${pool} would hold ${points} points, expected at most ${maxPoints}.`, {
      hints: ['Use smaller weights or kinds with fewer decimals.'],
      ...docs('pool'),
    })
  }
}

export class PoolTokenInvalidError extends BaseError {
  override name = 'PoolTokenInvalidError'
  constructor(readonly token: Address) {
    super(`The token of the pool was ${token}, expected a token contract or ETH for debt, the zero address for equity.`, {
      hints: ['ETH is 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE.', 'Check that the address is a token on this chain.'],
      ...docs('pool'),
    })
  }
}

export class PoolTypeUnknownError extends BaseError {
  override name = 'PoolTypeUnknownError'
  constructor() {
    super('The pool has no type, expected equity or debt.', docs('pool'))
  }
}

export class PoolsTooManyError extends BaseError {
  override name = 'PoolsTooManyError'
  constructor(
    readonly count: bigint,
    readonly max: bigint,
  ) {
    super(`The venture would have ${count} pools, expected at most ${max}.`, {
      hints: ['Pools are for ever: use one that is there.'],
      ...docs('pool'),
    })
  }
}
