import { stringToHex } from 'viem'
import { ParameterOutOfBoundsError } from '../../errors/parameter.ts'

/** @throws {ParameterOutOfBoundsError} no whole number from `min` to `max` */
export function checkBounds(parameter: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return
  const actual = BigInt(Number.isFinite(value) ? Math.trunc(value) : 0)
  throw new ParameterOutOfBoundsError(stringToHex(parameter, { size: 32 }), actual, BigInt(min), BigInt(max))
}
