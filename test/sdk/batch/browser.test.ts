import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

/** All that an entry of the SDK's sources imports, its own files followed. */
function importsOf(entry: URL, seen = new Set<string>()): Set<string> {
  if (seen.has(entry.href)) return seen
  seen.add(entry.href)
  for (const [, name = ''] of readFileSync(entry, 'utf8').matchAll(/(?:from|import) '([^']+)'/g)) {
    if (name.startsWith('.')) importsOf(new URL(name, entry), seen)
    else seen.add(name)
  }
  return seen
}

const packagesOf = (entry: string) =>
  [...importsOf(new URL(`../../../sdk/src/${entry}/index.ts`, import.meta.url))]
    .filter((name) => !name.startsWith('file:'))
    .sort()

describe('entries for the browser', () => {
  it('need nothing of Node', () => {
    assert.deepEqual(packagesOf('batch'), ['#csv-parse', 'viem', 'zod'])
    assert.deepEqual(packagesOf('utils'), ['viem'])
  })

  it('leave files and processes to an entry of their own', () => {
    assert.ok(packagesOf('batch/node').includes('node:fs/promises'))
  })

  it('get a parser that needs nothing of Node either', () => {
    const { imports } = JSON.parse(readFileSync(new URL('../../../sdk/package.json', import.meta.url), 'utf8')) as {
      imports: Record<string, unknown>
    }
    assert.deepEqual(imports['#csv-parse'], { node: 'csv-parse', default: 'csv-parse/browser/esm' })
  })
})
