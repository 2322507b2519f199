import type { Address } from 'viem'
import { BaseError } from './base.ts'
import { docs } from './words.ts'

export class SweepVentureForeignError extends BaseError {
  override name = 'SweepVentureForeignError'
  constructor(
    readonly account: Address,
    readonly ventureImplementation: Address,
  ) {
    super(`${account} is no venture of the implementation ${ventureImplementation}, expected one.`, {
      hints: [
        'Check the address and the chain.',
        'Ventures of another factory are swept with its implementation as `ventureImplementation`.',
      ],
      ...docs('client'),
    })
  }
}
