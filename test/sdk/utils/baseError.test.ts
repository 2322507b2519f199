import assert from 'node:assert/strict'
import { BaseError } from '../../../sdk/src/errors/base.ts'

class InnerError extends BaseError {
  override name = 'InnerError'
}

describe('BaseError', () => {
  it('says what was and what was expected, then how to mend it, then where to read on', () => {
    const error = new BaseError('The share was 101%, expected at most 100%.', {
      hints: ['1% is 100 bps.', 'The remainder needs no share.'],
      docsPath: '/config#equation',
    })
    assert.equal(
      error.message,
      'The share was 101%, expected at most 100%.\n\n1% is 100 bps.\nThe remainder needs no share.\n\nDocs: docs/config.md#equation',
    )
    assert.equal(error.shortMessage, 'The share was 101%, expected at most 100%.')
  })

  it('keeps a message of one sentence as it is', () => {
    assert.equal(new BaseError('Nothing was there, expected a file.').message, 'Nothing was there, expected a file.')
  })

  it('quotes a foreign cause, through any number of own errors', () => {
    const root = new Error('ENOENT: no such file')
    const inner = new InnerError('The file was not there, expected one.', { cause: root })
    const outer = new BaseError('The import did not start, expected a file.', { cause: inner })
    assert.equal(outer.message, 'The import did not start, expected a file.\n\nDetails: ENOENT: no such file')
    assert.equal(outer.cause, inner)
  })

  it('walks down to the innermost cause, or to the first that passes a test', () => {
    const root = new Error('ENOENT: no such file')
    const inner = new InnerError('The file was not there.', { cause: root })
    const outer = new BaseError('The import did not start.', { cause: inner })
    assert.equal(outer.walk(), root)
    assert.equal(
      outer.walk((error) => error instanceof InnerError),
      inner,
    )
    assert.equal(
      outer.walk((error) => error instanceof RangeError),
      null,
    )
    assert.equal(inner.walk(), root)
  })
})
