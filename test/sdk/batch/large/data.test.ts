import assert from 'node:assert/strict'
import {
  checkLargeData,
  type CheckLargeDataOptions,
  type CsvSource,
  largeProof,
  type LargeContent,
  LARGE_DATA_HEADER,
  MAX_QUANTITY,
  textSource,
  unpackEntry,
} from '@open-value/sdk/batch'
import { bytesToBigInt, type Hex, keccak256, stringToBytes, zeroHash } from 'viem'
import {
  LargeDataCountError,
  type LargeDataError,
  LargeDataHashError,
  LargeDataLineError,
  LargeDataRootError,
  LargeDataTooLongError,
  LargeDataTotalsError,
} from '../../../../sdk/src/errors/large.ts'
import { assertRejects } from '../../utils/expectError.ts'
import { slowSource } from '../fixtures.ts'
import { contentOf, someData, someEntries, theirTree } from './fixtures.ts'

const docs = '\n\nDocs: docs/large-batches.md#checking'
const isFalse = `\n\nThe file is the one the batch names, so the batch itself is false: object to it.${docs}`
const ask = 'Ask who proposed the batch for the right file. Until it can be read, nobody can check the batch: a reason to object.'

const entries = someEntries(30, 11)
const { text, content } = someData(entries)
const check = (changed: string | CsvSource, more: Partial<LargeContent> = {}, options?: CheckLargeDataOptions) =>
  checkLargeData(typeof changed === 'string' ? textSource(changed) : changed, { ...content, ...more }, options)
/** A batch that names this very file, whatever it says. */
const named = (changed: string) => ({ dataHash: keccak256(stringToBytes(changed)) })
/** The file with another line 3. */
const withLine = (line: string) => ['index,affiliate,kind,quantity,day,evidence,externalId', someLine(0), line, ''].join('\n')
const someLine = (index: number, more: Record<string, string> = {}) => {
  const { affiliate, kind, quantity, day } = {
    affiliate: `0x${'ab'.repeat(20)}`,
    kind: '1',
    quantity: '5',
    day: '2026-05-03',
    ...more,
  }
  return `${more['index'] ?? index},${affiliate},${kind},${quantity},${day},x,`
}

describe('a data file of a large batch', () => {
  it('has one form', () => {
    assert.equal(text.split('\n')[0], LARGE_DATA_HEADER)
    const { affiliate, kind, quantity } = entries[0] ?? {}
    const first = `0,${affiliate?.toLowerCase()},${kind},${quantity},2024-10-04,"a ""quoted"", broken\nline 0",\n1,`
    assert.ok(text.startsWith(`${LARGE_DATA_HEADER}\n${first}`))
    assert.ok(text.endsWith(',id-29\n'))
  })

  it('gives root, totals, number of leaves and its hash, however it arrives', async () => {
    for (const source of [textSource(text), slowSource(text, 7), new Blob([text])]) {
      const report = await check(source)
      assert.deepEqual([report.leaves, report.totals], [content.leaves, content.totals])
      assert.deepEqual([report.firstDay, report.lastDay], [20_000, 20_029])
      assert.equal(report.affiliates, new Set(entries.map(({ affiliate }) => affiliate)).size)
    }
    await check(text, { root: content.root.toUpperCase().replace('X', 'x') as Hex })
  })

  it('gives anybody the leaves and their proofs', async () => {
    const { tree, words } = await check(text)
    const theirs = theirTree(entries)
    entries.forEach((entry, index) => {
      assert.deepEqual(unpackEntry(bytesToBigInt(words.subarray(32 * index, 32 * (index + 1)))), entry)
      assert.deepEqual(largeProof(tree, index), theirs.getProof(index))
    })
  })

  it('tells how far it is', async () => {
    const calls: number[] = []
    await check(slowSource(text, 500), {}, { onProgress: (leaves) => calls.push(leaves) })
    assert.ok(calls.length > 2)
    assert.equal(calls.at(-1), content.leaves)
  })

  it('is another file where a byte is, though its leaves are the same', async () => {
    const changed = text.replace('https://example.org', 'https://example.com')
    const error = await assertRejects(
      check(changed),
      LargeDataHashError,
      `The hash of the data file was ${named(changed).dataHash}, expected ${content.dataHash}: this is another file than the batch names.\n\n` +
        `Its leaves are the same: only its texts, days or line ends were changed.\n${ask}${docs}`,
    )
    assert.equal(error.problem, undefined)
    assert.equal((await failure(check(text.replaceAll('\n', '\r\n')), LargeDataHashError)).problem, undefined)
  })

  it('is another file of another batch, and says what is in it', async () => {
    const other = someData(someEntries(4, 12)).text
    const error = await assertRejects(
      check(other),
      LargeDataHashError,
      `The hash of the data file was ${named(other).dataHash}, expected ${content.dataHash}: this is another file than the batch names.\n\n` +
        `It has another content too: The data file has 4 leaves, expected 30.\n${ask}${docs}`,
    )
    assert.equal(error.problem?.constructor, LargeDataCountError)
    const page = '<!doctype html>\n<title>404</title>\n'
    const notFound = await failure(check(page), LargeDataHashError)
    assert.equal(notFound.problem?.constructor, LargeDataLineError)
    assert.equal(notFound.actual, named(page).dataHash, 'it is hashed to its end')
  })

  it('shows a batch that says another number of leaves', async () => {
    for (const leaves of [0, 29, 31, 2 ** 40]) {
      await assertRejects(
        check(text, { leaves }),
        LargeDataCountError,
        `The data file has 30 leaves, expected ${leaves}.${isFalse}`,
      )
    }
    const empty = `${LARGE_DATA_HEADER}\n`
    await assertRejects(
      check(empty, { ...contentOf(someEntries(1), empty), leaves: 0, totals: [] }),
      LargeDataCountError,
      `The data file has 0 leaves, expected 0.${isFalse}`,
    )
  })

  it('shows a batch that says other totals', async () => {
    const [first, ...others] = content.totals
    assert.ok(first)
    const { kind, quantity } = first
    const totals = (actual: bigint, expected: bigint, of = kind) =>
      `The leaves of kind ${of} come to ${actual} smallest units, expected ${expected}.${isFalse}`
    const more = [{ kind, quantity: quantity + 1n }, ...others]
    await assertRejects(check(text, { totals: more }), LargeDataTotalsError, totals(quantity, quantity + 1n))
    await assertRejects(check(text, { totals: others }), LargeDataTotalsError, totals(quantity, 0n))
    const another = [...content.totals, { kind: 9, quantity: 1n }]
    await assertRejects(check(text, { totals: another }), LargeDataTotalsError, totals(0n, 1n, 9))
  })

  it('shows a batch that has another root', async () => {
    await assertRejects(
      check(text, { root: zeroHash }),
      LargeDataRootError,
      `The leaves of the data file make the root ${content.root}, expected ${zeroHash}.${isFalse}`,
    )
    // The same totals and number of leaves, two people exchanged.
    const swapped = entries.map((entry, i) => ({ ...entry, affiliate: (entries[i ^ 1] ?? entry).affiliate }))
    const other = someData(swapped)
    await assertRejects(
      check(other.text, named(other.text)),
      LargeDataRootError,
      `The leaves of the data file make the root ${other.content.root}, expected ${content.root}.${isFalse}`,
    )
  })

  const bad: [title: string, line: string, expected: string][] = [
    ['an index out of order', someLine(1, { index: '2' }), 'index of the data file: was "2", expected 1'],
    ['an index written otherwise', someLine(1, { index: '01' }), 'index of the data file: was "01", expected 1'],
    [
      'a name',
      someLine(1, { affiliate: 'Ana' }),
      'affiliate of the data file: was "Ana", expected 0x and 40 hexadecimal digits in small letters',
    ],
    ['no kind', someLine(1, { kind: '256' }), 'kind of the data file: was "256", expected 0 to 255'],
    ['a kind written otherwise', someLine(1, { kind: '1.0' }), 'kind of the data file: was "1.0", expected 0 to 255'],
    ['no quantity', someLine(1, { quantity: '0' }), 'quantity of the data file: was "0", expected 1 to 2^88 - 1 smallest units'],
    [
      'a quantity below zero',
      someLine(1, { quantity: '-5' }),
      'quantity of the data file: was "-5", expected 1 to 2^88 - 1 smallest units',
    ],
    [
      'a quantity that does not fit',
      someLine(1, { quantity: `${MAX_QUANTITY + 1n}` }),
      `quantity of the data file: was "${MAX_QUANTITY + 1n}", expected 1 to 2^88 - 1 smallest units`,
    ],
    [
      'a day that is none',
      someLine(1, { day: '2026-02-30' }),
      'day of the data file: was "2026-02-30", expected a day such as 2026-05-03',
    ],
    [
      'a time',
      someLine(1, { day: '2026-05-03T10:00:00Z' }),
      'day of the data file: was "2026-05-03T10:00:00Z", expected a day such as 2026-05-03',
    ],
  ]
  for (const [title, line, expected] of bad) {
    it(`shows a batch that names a file with ${title}`, async () => {
      const changed = withLine(line)
      await assertRejects(check(changed, named(changed)), LargeDataLineError, `Line 3, ${expected}.${isFalse}`)
    })
  }

  it('shows a batch that names a file with other columns, or none', async () => {
    const short = withLine('1,x')
    const columns = `Line 3 of the data file: was "2 values", expected 7: ${LARGE_DATA_HEADER}.${isFalse}`
    await assertRejects(check(short, named(short)), LargeDataLineError, columns)
    const headerless = text.slice(text.indexOf('\n') + 1)
    assert.equal((await failure(check(headerless, named(headerless)), LargeDataLineError)).line, 1)
    const empty = `Line 1 of the data file: was "", expected ${LARGE_DATA_HEADER}.${isFalse}`
    await assertRejects(check('', named('')), LargeDataLineError, empty)
    const quote = withLine('1,"never closed')
    await assertRejects(
      check(quote, named(quote)),
      LargeDataLineError,
      `Line 3 of the data file: was "a quote is opened and never closed", expected a CSV line.${isFalse}`,
    )
  })

  it('is not read for ever', async () => {
    let isClosed = false
    const endless: CsvSource = {
      size: 0,
      async *stream() {
        try {
          for (;;) yield stringToBytes(text)
        } finally {
          isClosed = true
        }
      },
    }
    await assertRejects(
      check(endless, {}, { maxBytes: 100_000 }),
      LargeDataTooLongError,
      'The data file is longer than 100000 bytes, expected fewer for 30 leaves: it was not read further.\n\n' +
        `Whoever answers there sends something else than the file.${docs}`,
    )
    assert.ok(isClosed, 'the connection is closed')
    assert.ok((await failure(check(endless), LargeDataTooLongError)).maxBytes > text.length)
  })

  it('passes on what happens on the way', async () => {
    const broken: CsvSource = {
      size: 0,
      async *stream() {
        yield stringToBytes(text.slice(0, 50))
        throw new Error('connection lost')
      },
    }
    await assert.rejects(check(broken), /connection lost/)
  })
})

/** What a check fails with, of this very class. */
async function failure<error extends LargeDataError>(
  promise: Promise<unknown>,
  type: abstract new (...args: never[]) => error,
): Promise<error> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof type, `expected a ${type.name}, got ${String(error)}`)
  return error
}
