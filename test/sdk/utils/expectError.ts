import assert from 'node:assert/strict'
import { BaseError } from '../../../sdk/src/errors/base.ts'

type ErrorClass<error extends BaseError> = abstract new (...args: never[]) => error

/** The error is of this very class, named after it, and its whole message is this. */
export function assertError<error extends BaseError>(actual: unknown, type: ErrorClass<error>, message: string): error {
  assert.ok(actual instanceof BaseError, `expected a ${type.name}, got ${String(actual)}`)
  assert.equal(actual.constructor, type)
  assert.equal(actual.name, type.name)
  assert.equal(actual.message, message)
  return actual as error
}

/** Runs something that must throw this error. */
export function assertThrows<error extends BaseError>(run: () => unknown, type: ErrorClass<error>, message: string): error {
  try {
    run()
  } catch (error) {
    return assertError(error, type, message)
  }
  throw new assert.AssertionError({ message: `expected a ${type.name}, nothing was thrown` })
}

/** Awaits something that must throw this error. */
export async function assertRejects<error extends BaseError>(
  promise: Promise<unknown>,
  type: ErrorClass<error>,
  message: string,
): Promise<error> {
  const result = await promise.then(
    () => undefined,
    (error: unknown) => ({ error }),
  )
  assert.ok(result, `expected a ${type.name}, nothing was thrown`)
  return assertError(result.error, type, message)
}
