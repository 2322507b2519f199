import type { Hex } from 'viem'
import { BaseError } from './base.ts'
import { docs, duration, share, text, time } from './words.ts'

const DURATIONS = ['objectionWindow', 'resolutionDeadline', 'contestWindow', 'paymentPeriod']
const TIMES = ['deadline', 'releaseDeadline']

/** Of campaigns and machines, where the bounds alone don't tell why. */
const PARAMETER_HINTS: Partial<Record<string, string[]>> = {
  releaseDeadline: ['Between the two deadlines there is time for two proposals, with a window for objections each.'],
  split: ['Maintenance, infrastructure and payback share all of the net: together they are 100%.'],
  scenarioNames: ['Name each scenario.'],
  materialNames: ['Name each material.'],
  materialUnits: ['Name the unit of each material.'],
}

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
    super(`${text(parameter)} was ${words(actual)}, expected ${min === max ? words(min) : `${words(min)} to ${words(max)}`}.`, {
      hints: PARAMETER_HINTS[text(parameter)] ?? [],
      ...docs('parameter'),
    })
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

/** How a parameter is read: shares, spans of time, dates, or plain numbers. */
function wordsOf(parameter: Hex): (value: bigint) => string {
  const name = text(parameter)
  if (name.endsWith('Bps') || name === 'split') return share
  if (DURATIONS.includes(name)) return duration
  if (TIMES.includes(name)) return time
  return String
}
