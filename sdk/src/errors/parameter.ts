import type { Hex } from 'viem'
import { BaseError } from './base.ts'
import { docs, duration, share, text } from './words.ts'

export class NoticePeriodNotLongerError extends BaseError {
  override name = 'NoticePeriodNotLongerError'
  constructor(
    readonly period: bigint,
    readonly previousPeriod: bigint,
  ) {
    super(`The notice period was ${duration(period)}, expected more than the ${duration(previousPeriod)} of now.`, {
      hints: ['A shorter one has to be announced.'],
      ...docs('parameter'),
    })
  }
}

export class NoticePeriodOutOfBoundsError extends BaseError {
  override name = 'NoticePeriodOutOfBoundsError'
  constructor(
    readonly period: bigint,
    readonly min: bigint,
    readonly max: bigint,
  ) {
    super(`The notice period was ${duration(period)}, expected ${duration(min)} to ${duration(max)}.`, docs('parameter'))
  }
}

export class ParameterOutOfBoundsError extends BaseError {
  override name = 'ParameterOutOfBoundsError'
  constructor(
    /** Name of the parameter, as bytes32. */
    readonly parameter: Hex,
    readonly actual: bigint,
    readonly min: bigint,
    readonly max: bigint,
  ) {
    const words = wordsOf(parameter)
    super(`${text(parameter)} was ${words(actual)}, expected ${words(min)} to ${words(max)}.`, docs('parameter'))
  }
}

export class ParametersNotStricterError extends BaseError {
  override name = 'ParametersNotStricterError'
  constructor(
    /** Name of the parameter, as bytes32. */
    readonly parameter: Hex,
    readonly actual: bigint,
    readonly current: bigint,
  ) {
    const words = wordsOf(parameter)
    super(`${text(parameter)} would go from ${words(current)} to ${words(actual)}, expected nothing looser than now.`, {
      hints: ['Only stricter parameters take effect at once; announce the others (`announceParameters`).'],
      ...docs('parameter'),
    })
  }
}

/** How a parameter is read: shares, spans of time, or plain numbers. */
function wordsOf(parameter: Hex): (value: bigint) => string {
  const name = text(parameter)
  if (name.endsWith('Bps')) return share
  if (name === 'objectionWindow' || name === 'resolutionDeadline') return duration
  return String
}
