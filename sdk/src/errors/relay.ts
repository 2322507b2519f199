import { BaseError } from './base.ts'
import { docs } from './words.ts'

export class RelayGasTooLowError extends BaseError {
  override name = 'RelayGasTooLowError'
  constructor(
    readonly gasLeft: bigint,
    readonly gasNeeded: bigint,
  ) {
    super(`${gasLeft} gas were left for the next call of the batch, ${gasNeeded} are required.`, {
      hints: ['Nothing was done. Send the batch with more gas, or with fewer calls.'],
      ...docs('relay'),
    })
  }
}
