import { BaseError, type BaseErrorOptions } from './base.ts'
import { docs } from './words.ts'

const PANICS: Readonly<Record<string, string>> = {
  '1': 'an assertion that must hold did not',
  '17': 'a sum or product was too large or below zero',
  '18': 'a division by zero',
  '33': 'a value outside its enum',
  '50': 'an index outside its list',
  '65': 'too much memory',
}

/** A contract refused with a text, as tokens of old do. */
export class RevertReasonError extends BaseError {
  override name = 'RevertReasonError'
  constructor(readonly reason: string) {
    super(`A contract refused the call: ${JSON.stringify(reason)}.`, docs('revert'))
  }
}

/** A contract stopped because of its own arithmetic. */
export class RevertPanicError extends BaseError {
  override name = 'RevertPanicError'
  constructor(readonly code: bigint) {
    super(`A contract stopped with panic ${code}: ${PANICS[String(code)] ?? 'unknown to Solidity'}.`, {
      hints: ['This is a mistake in a contract, or numbers far out of range: please report it.'],
      ...docs('revert'),
    })
  }
}

/** A contract refused without saying why, or the call did not get through. */
export class CallFailedError extends BaseError {
  override name = 'CallFailedError'
  constructor(options: BaseErrorOptions = {}) {
    super('The call failed for a reason that is none of the contracts, expected an answer.', {
      hints: ['Check the connection, the gas limit and the balance that pays for gas.'],
      ...docs('revert'),
      ...options,
    })
  }
}
