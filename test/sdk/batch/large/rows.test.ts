import assert from 'node:assert/strict'
import {
  checkLargeRows,
  type LargeReport,
  MAX_LARGE_TOTAL,
  MAX_QUANTITY,
  type ReadLargeRowsOptions,
  textSource,
} from '@open-value/sdk/batch'
import {
  ImportAffiliateUnknownError,
  ImportDuplicateError,
  ImportHeaderError,
  ImportKindClosedError,
  ImportKindDebtError,
  ImportKindUnknownError,
  ImportSyntaxError,
  ImportValueError,
} from '../../../../sdk/src/errors/import.ts'
import { LargeTooManyRowsError, LargeTotalTooLargeError } from '../../../../sdk/src/errors/large.ts'
import { QuantityTooLargeError, QuantityZeroError } from '../../../../sdk/src/errors/parse.ts'
import { assertError } from '../../utils/expectError.ts'
import { header, options, slowSource } from '../fixtures.ts'

const read = (lines: readonly string[], more: Partial<ReadLargeRowsOptions> = {}): Promise<LargeReport> =>
  checkLargeRows(textSource([header, ...lines, ''].join('\n')), { ...options, ...more })

describe('rows of a large batch', () => {
  it('are counted and added up by kind, as people write them', async () => {
    const lines = [
      '2026-05-01,Ana,design,2.5h,sketch',
      '2026-05-02T10:00:00Z,Bruno,design,1h15,',
      '2026-05-02,Ana,PLA,340 g,roll',
    ]
    assert.deepEqual(await read(lines), {
      errors: [],
      errorCount: 0,
      leaves: 3,
      totals: [
        { kind: 0, quantity: 375n },
        { kind: 1, quantity: 340n },
      ],
      affiliates: 2,
    })
  })

  it('are read wherever the file is cut into parts, and tell how far it is', async () => {
    const text = `${header}\r\n2026-05-01,Ana,design,1,"über\r\nzwei"\r\n\r\n2026-05-01,Bruno,design,1,x\r\n`
    const progress: number[] = []
    const source = slowSource(text, 5)
    const report = await checkLargeRows(source, { ...options, onProgress: ({ bytesRead }) => progress.push(bytesRead) })
    assert.deepEqual([report.leaves, report.errorCount], [2, 0])
    assert.equal(progress.at(-1), source.size)
  })

  it('have every bad line reported, the good ones counted all the same', async () => {
    const { errors, errorCount, leaves } = await read([
      '2026-05-01,Ana,design,1,one',
      '2026-05-01,Ana,cash,1,two',
      '2026-05-01,Anna,design,1,three',
      '2026-05-01,Ana,desing,1,four',
      '2026-05-01,Ana,Old hour,1,five',
      '2026-05-01,Ana,design,0,six',
      `2026-05-01,Ana,PLA,${MAX_QUANTITY + 1n},seven`,
      '2026-05-01,Ana,design,1,one',
      '2027-05-01,Ana,design,1,nine',
    ])
    assert.deepEqual([errorCount, leaves], [8, 1])
    assert.deepEqual(
      errors.map(({ line, constructor }) => [line, constructor]),
      [
        [3, ImportKindDebtError],
        [4, ImportAffiliateUnknownError],
        [5, ImportKindUnknownError],
        [6, ImportKindClosedError],
        [7, ImportValueError],
        [8, ImportValueError],
        [9, ImportDuplicateError],
        [10, ImportValueError],
      ],
    )
    assert.equal((errors[4]?.cause as Error).constructor, QuantityZeroError)
    assert.equal((errors[5]?.cause as Error).constructor, QuantityTooLargeError)
    assertError(
      errors[0],
      ImportKindDebtError,
      'Line 3, kind: "cash" is a debt kind, expected an equity kind: one of design, PLA.\n\n' +
        'A large batch has no debts: log those rows with `import`, from a file of their own.',
    )
    assert.match(errors[2]?.message ?? '', /was "desing", expected one of design, PLA\./, 'a debt kind is not proposed either')
  })

  it('keep the first errors and count the others', async () => {
    const lines = Array.from({ length: 7 }, (_, i) => `2026-05-01,Nobody ${i},design,1,x`)
    const { errors, errorCount } = await read(lines, { maxErrors: 2 })
    assert.deepEqual([errors.map(({ line }) => line), errorCount], [[2, 3], 7])
  })

  it('end where the file can not be read further', async () => {
    const noHeader = await checkLargeRows(textSource('date,affiliate\n'), options)
    assert.equal(noHeader.errors[0]?.constructor, ImportHeaderError)
    const openQuote = await read(['2026-05-01,Ana,design,1,x', '2026-05-01,Ana,design,1,"never closed'])
    assert.deepEqual([openQuote.errors[0]?.constructor, openQuote.leaves], [ImportSyntaxError, 1])
  })

  it('are not more than their tree has room for', async () => {
    const lines = [1, 2, 3, 4].map((i) => `2026-05-01,Ana,design,1,work ${i}`)
    assert.equal((await read(lines, { maxLeaves: 4 })).errorCount, 0)
    const { errors, errorCount } = await read(lines, { maxLeaves: 2 })
    assert.equal(errorCount, 1)
    assertError(
      errors[0],
      LargeTooManyRowsError,
      'Line 4: is row 3, expected at most 2 rows; nothing after it was read.\n\nSplit the file into several large batches.',
    )
  })

  it('have a total by kind that fits a leaf, reported with the line that is too much', async () => {
    const most = `2026-05-01,Ana,PLA,${MAX_LARGE_TOTAL}`
    assert.equal((await read([`${most},all`, '2026-05-01,Ana,design,1,another kind'])).errorCount, 0)
    const { errors, errorCount, leaves } = await read([`${most},all`, '2026-05-01,Ana,PLA,1,more', '2026-05-01,Bruno,design,1,x'])
    assert.deepEqual([errorCount, leaves], [1, 2])
    assertError(
      errors[0],
      LargeTotalTooLargeError,
      `Line 3, quantity: the total of "PLA" came to ${MAX_LARGE_TOTAL + 1n} smallest units, expected at most ${MAX_LARGE_TOTAL}.\n\n` +
        'Split the file into several large batches.',
    )
  })
})
