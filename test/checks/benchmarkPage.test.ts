import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { readSnapshot, renderPages } from '../../bench/results.ts'
import { inRoot } from '../../scripts/deploy/artifacts.ts'

describe('docs/benchmark', () => {
  for (const [file, text] of renderPages(readSnapshot())) {
    it(`says in ${file} what was measured (else run: npm run generate)`, () => {
      expect(readFileSync(inRoot(file), 'utf8')).to.equal(text)
    })
  }
})
