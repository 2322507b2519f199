import { existsSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { errorsAbi } from '@open-value/sdk/abis'
import { contractErrors } from '@open-value/sdk/errors'
import { inRoot } from '../../scripts/deploy/artifacts.ts'
import { ERRORS_PAGE, readErrorsPage } from '../../scripts/generate/errorsPage.ts'
import { sampleArguments } from '../sdk/errors/samples.ts'

describe('docs/errors.md', () => {
  it('says what the SDK says (else run: npm run generate)', () => {
    expect(readFileSync(ERRORS_PAGE, 'utf8')).to.equal(readErrorsPage())
  })
})

describe('pages that errors lead to', () => {
  const paths = errorsAbi.map((item) => {
    const ErrorClass = contractErrors[item.name] as unknown as new (...args: unknown[]) => { docsPath: string | undefined }
    return new ErrorClass(...sampleArguments(item)).docsPath
  })

  it('have the heading', () => {
    const missing = [...new Set(paths)].filter((docsPath) => {
      const [page = '', heading = ''] = docsPath?.split('#') ?? []
      return !headingsOf(`docs${page}.md`).includes(heading)
    })
    expect(missing).to.deep.equal([])
  })
})

function headingsOf(file: string): string[] {
  const text = existsSync(inRoot(file)) ? readFileSync(inRoot(file), 'utf8') : ''
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading.toLowerCase().replaceAll(' ', '-'))
}
