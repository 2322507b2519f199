import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { BUGS } from '../../scripts/bugs/bugs.ts'
import { root } from '../utils/compile.ts'
import { filesUnder } from './treeFiles.ts'

/** Threats that the matrix of signed acts tries one by one, without naming each. */
const IN_THE_MATRIX = Array.from({ length: 14 }, (_, i) => `T${42 + i}`)

describe('what holds always', () => {
  const page = readFileSync(path.join(root, 'contracts/README.md'), 'utf8').split('\n## Invariants\n')[1] ?? ''
  const ids = [...page.matchAll(/^\| ([A-Z]\d*) \|/gm)].map(([, id = '']) => id)
  const titles = filesUnder(path.join(root, 'test'), '.test.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:describe|it|leaf)\(([^\n]*(?:\n *['"`][^\n]*)*)/g)].map(
      ([, title = '']) => title,
    ),
  )

  it('has a number of its own', () => {
    expect(ids.length).to.be.greaterThan(80)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).to.deep.equal([])
  })
  it('is broken by a mistake that its checker has to find, if it is an invariant', () => {
    const broken = new Set(BUGS.map(({ invariant }) => invariant))
    expect(ids.filter((id) => !broken.has(id) && !isTitled(id) && !IN_THE_MATRIX.includes(id))).to.deep.equal([])
    expect([...broken].filter((id) => !ids.includes(id))).to.deep.equal([])
  })
  it('names its test, if it is a threat to decisions or campaigns', () => {
    const threats = ids.filter((id) => /^T/.test(id) && !IN_THE_MATRIX.includes(id))
    expect(threats).to.have.members(Array.from({ length: 26 }, (_, i) => `T${56 + i}`))
    expect(threats.filter((id) => !isTitled(id) && !BUGS.some(({ invariant }) => invariant === id))).to.deep.equal([])
  })

  function isTitled(id: string): boolean {
    return titles.some((title) => new RegExp(`\\b${id}\\b`).test(title))
  }
})
