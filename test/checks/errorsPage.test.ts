import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { ERRORS_PAGE, readErrorsPage } from '../../scripts/generate/errorsPage.ts'

describe('docs/errors.md', () => {
  it('says what the SDK says (else run: npm run generate)', () => {
    expect(readFileSync(ERRORS_PAGE, 'utf8')).to.equal(readErrorsPage())
  })
})
