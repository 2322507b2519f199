import assert from 'node:assert/strict'
import {
  buildBatches,
  formatRows,
  placeholderAddress,
  readImport,
  readPeople,
  RowKeys,
  textSource,
  unpackEntry,
  unpackWorkDays,
} from '@open-value/sdk/batch'
import { parseDay } from '@open-value/sdk/utils'
import { keccak256, sha256, stringToBytes } from 'viem'
import {
  ImportAffiliateRefusedError,
  ImportAffiliateUnknownError,
  ImportColumnCountError,
  ImportDuplicateError,
  ImportEncodingError,
  ImportHeaderError,
  ImportKindClosedError,
  ImportKindUnknownError,
  type ImportLineError,
  ImportPersonDuplicateError,
  ImportPersonNameError,
  ImportRejectedError,
  ImportSourceChangedError,
  ImportSyntaxError,
  ImportValueError,
} from '../../../sdk/src/errors/import.ts'
import {
  AddressChecksumError,
  AddressInvalidError,
  DateFutureError,
  DateInvalidError,
  QuantityInvalidError,
  QuantityNegativeError,
  QuantityTooLargeError,
  QuantityTooPreciseError,
  QuantityTooSmallError,
  QuantityUnitError,
  QuantityZeroError,
} from '../../../sdk/src/errors/parse.ts'
import { assertError, assertRejects } from '../utils/expectError.ts'
import {
  ana,
  bruno,
  check,
  chen,
  collect,
  header,
  kinds,
  now,
  options,
  people,
  proposer,
  slowSource,
  venture,
} from './fixtures.ts'

const good = '2026-05-01,Ana,design,2.5h,sketch'

describe('bad lines of an import', () => {
  type LineErrorClass = abstract new (...args: never[]) => ImportLineError
  /** One bad line between two good ones; the good ones are taken all the same. */
  const bad: [
    title: string,
    line: string,
    type: LineErrorClass,
    message: string,
    cause?: abstract new (...args: never[]) => Error,
  ][] = [
    [
      'an unknown kind',
      '2026-05-01,Ana,desing,1,x',
      ImportKindUnknownError,
      'Line 3, kind: was "desing", expected one of design, PLA, cash.\n\nDid you mean design?',
    ],
    ['no kind', '2026-05-01,Ana,,1,x', ImportKindUnknownError, 'Line 3, kind: was "", expected one of design, PLA, cash.'],
    [
      'a closed kind',
      '2026-05-01,Ana,Old hour,1,x',
      ImportKindClosedError,
      'Line 3, kind: "Old hour" takes no more contributions, expected one of design, PLA, cash.\n\n' +
        'A closed kind goes on earning; new work is logged to the kind that took its place.',
    ],
    [
      'an unknown person',
      '2026-05-01,Anna,design,1,x',
      ImportAffiliateUnknownError,
      'Line 3, affiliate: was "Anna", expected a name in the affiliates file, or an address.\n\n' +
        'Did you mean Ana?\nAdd a line to the affiliates file: Anna,0x…',
    ],
    [
      'no person',
      '2026-05-01,,design,1,x',
      ImportAffiliateUnknownError,
      'Line 3, affiliate: was "", expected a name in the affiliates file, or an address.\n\nAdd a line to the affiliates file: NAME,0x…',
    ],
    [
      'a broken address',
      '2026-05-01,0x12,design,1,x',
      ImportValueError,
      'Line 3, affiliate: was "0x12", expected 0x and 40 hexadecimal digits.',
      AddressInvalidError,
    ],
    [
      'an address with a wrong letter',
      '2026-05-01,0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed,design,1,x',
      ImportValueError,
      'Line 3, affiliate: was "0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed", expected capital letters that match its checksum.\n\n' +
        'A digit may be wrong: copy it again. All small letters skip the check.',
      AddressChecksumError,
    ],
    [
      'the venture itself',
      `2026-05-01,${venture.toLowerCase()},design,1,x`,
      ImportAffiliateRefusedError,
      `Line 3, affiliate: "${venture.toLowerCase()}" is ${venture}, expected a person: neither the zero address nor the venture itself contributes.`,
    ],
    [
      'the zero address',
      '2026-05-01,0x0000000000000000000000000000000000000000,design,1,x',
      ImportAffiliateRefusedError,
      'Line 3, affiliate: "0x0000000000000000000000000000000000000000" is 0x0000000000000000000000000000000000000000, ' +
        'expected a person: neither the zero address nor the venture itself contributes.',
    ],
    [
      'a negative quantity',
      '2026-05-01,Ana,design,-1,x',
      ImportValueError,
      'Line 3, quantity: was "-1", expected a quantity above 0.\n\n' +
        'What was accepted by mistake is taken out by a correction, not by a negative contribution.',
      QuantityNegativeError,
    ],
    [
      'a quantity of zero',
      '2026-05-01,Ana,design,0.00,x',
      ImportValueError,
      'Line 3, quantity: was "0.00", expected a quantity above 0.\n\nLeave the row out if nothing was contributed.',
      QuantityZeroError,
    ],
    [
      'a huge quantity',
      '2026-05-01,Ana,PLA,309485009821345068724781056,x',
      ImportValueError,
      'Line 3, quantity: was "309485009821345068724781056", expected at most 309485009821345068724781055 g.\n\n' +
        'Split it into several contributions if it is real.',
      QuantityTooLargeError,
    ],
    [
      'money no debt line can hold',
      '2026-05-01,Ana,cash,39614081257132168796772,x',
      ImportValueError,
      'Line 3, quantity: was "39614081257132168796772", expected at most 39614081257132168796771.97 CAD.\n\n' +
        'Split it into several contributions if it is real.',
      QuantityTooLargeError,
    ],
    [
      'no number',
      '2026-05-01,Ana,PLA,lots,x',
      ImportValueError,
      'Line 3, quantity: was "lots", expected a number such as 12 or 12.5, in g.',
      QuantityInvalidError,
    ],
    [
      'too many decimals',
      '2026-05-01,Ana,cash,41.205,x',
      ImportValueError,
      'Line 3, quantity: was "41.205", expected at most 2 decimals.\n\nNothing is rounded silently: write 41.2 or 41.21.',
      QuantityTooPreciseError,
    ],
    [
      'another unit',
      '2026-05-01,Ana,PLA,2.5h,x',
      ImportValueError,
      'Line 3, quantity: was "2.5h", expected the unit g.\n\nA number without a unit is read in this unit.',
      QuantityUnitError,
    ],
    [
      'a bad date',
      '2026-02-30,Ana,design,1,x',
      ImportValueError,
      'Line 3, date: was "2026-02-30", expected a day such as 2026-05-03, or a time such as 2026-05-03T14:00:00Z.',
      DateInvalidError,
    ],
    [
      'a date in another order',
      '01/05/2026,Ana,design,1,x',
      ImportValueError,
      'Line 3, date: was "01/05/2026", expected a day such as 2026-05-03, or a time such as 2026-05-03T14:00:00Z.\n\n' +
        'Write year-month-day: everybody reads 3/5 differently.',
      DateInvalidError,
    ],
    [
      'a future date',
      '2026-05-04,Ana,design,1,x',
      ImportValueError,
      'Line 3, date: was "2026-05-04", expected a day up to today, 2026-05-03.\n\nOnly work that is done can be logged.',
      DateFutureError,
    ],
    [
      'a row twice',
      '2026-05-01,Ana,design,2.50,sketch',
      ImportDuplicateError,
      'Line 3: is the same as line 2, expected a row of its own.\n\nDelete it, or give both rows an externalId if both are real.',
    ],
    [
      'a missing value',
      '2026-05-01,Ana,design,1',
      ImportColumnCountError,
      'Line 3: has 4 columns, expected 5 as in the header.\n\nA value with a comma in it needs quotes: "glue, screws".',
    ],
    [
      'a comma without quotes',
      '2026-05-01,Ana,design,1,glue, screws',
      ImportColumnCountError,
      'Line 3: has 6 columns, expected 5 as in the header.\n\nA value with a comma in it needs quotes: "glue, screws".',
    ],
  ]

  for (const [title, line, type, message, cause] of bad) {
    it(`reports ${title}, with its line, what was and what was expected`, async () => {
      const report = await check([header, good, line, '2026-05-02,Bruno,PLA,120,filament', ''].join('\n'))
      assert.equal(report.errorCount, 1)
      assert.equal(report.rows, 2)
      const [error] = report.errors
      assertError(error, type, message)
      assert.equal(error?.line, 3)
      if (cause) assert.ok(error?.cause instanceof cause)
    })
  }

  it('reports a debt entry that is worth nothing', async () => {
    const cheap = [{ kind: 0, name: 'gram', unit: 'g', decimals: 3, price: 20n }]
    const report = await check(`${header}\n2026-05-01,Ana,gram,0.049,x\n2026-05-01,Ana,gram,0.05,x\n`, { kinds: cheap })
    assert.equal(report.rows, 1)
    const error = assertError(
      report.errors[0],
      ImportValueError,
      `Line 2, quantity: was "0.049", expected at least 0.05 g.\n\nLess is worth nothing in the token's smallest unit.`,
    )
    assert.ok(error.cause instanceof QuantityTooSmallError)
  })

  it('reports an externalId that is there twice, whatever else the rows say', async () => {
    const rows = ['2026-05-01,Ana,design,1,x,A-1', '2026-05-02,Bruno,design,2,y,A-1', '2026-05-02,Bruno,design,2,y,A-2']
    const report = await check([`${header},externalId`, ...rows, ''].join('\n'))
    assert.equal(report.errorCount, 1)
    const error = assertError(
      report.errors[0],
      ImportDuplicateError,
      'Line 3, externalId: "A-1" is the same as on line 2, expected an id of its own.\n\n' +
        'Delete the row, or give it another id if both are real.',
    )
    assert.equal(error.firstLine, 2)
  })

  it('reports each bad value of a line', async () => {
    const report = await check(`${header}\nyesterday,Zoe,magic,1,x\n`)
    assert.deepEqual(
      report.errors.map(({ column }) => column),
      ['date', 'affiliate', 'kind'],
    )
  })

  it('reports text that is not UTF-8', async () => {
    const bytes = Uint8Array.from([
      ...new TextEncoder().encode(`${header}\n2026-05-01,Ren`),
      0xe9,
      ...new TextEncoder().encode(',design,1,x\n'),
    ])
    const report = await check({
      size: bytes.length,
      async *stream() {
        yield bytes
      },
    })
    assertError(
      report.errors[0],
      ImportEncodingError,
      'Line 2, affiliate: was "Ren\ufffd", expected UTF-8 text.\n\nSave the file as "CSV UTF-8" in the spreadsheet.',
    )
  })

  it('keeps the first 100 and counts the rest', async () => {
    const lines = Array.from({ length: 250 }, (_, i) => `2026-05-01,Ana,magic,${i},x`)
    const report = await check([header, good, ...lines, ''].join('\n'))
    assert.equal(report.errorCount, 250)
    assert.equal(report.errors.length, 100)
    assert.deepEqual([report.errors[0]?.line, report.errors.at(-1)?.line], [3, 102])
  })

  it('builds nothing of a file with errors', async () => {
    const text = [header, good, '2026-05-01,Ana,magic,1,x', '2026-05-01,Zoe,design,1,x', ''].join('\n')
    const report = await check(text, { maxErrors: 1 })
    const error = await assertRejects(
      collect(readImport(textSource(text), { ...options, proposer }, report)),
      ImportRejectedError,
      'The file has 2 errors, expected none: nothing was imported.\n\n' +
        'Line 3, kind: was "magic", expected one of design, PLA, cash.\nAnd 1 more.',
    )
    assert.equal(error.errorCount, 2)
  })
})

describe('the header of an import', () => {
  const columns = 'expected the columns date, affiliate, kind, quantity, evidence, [externalId] in any order'
  const hint = 'The first line names the columns.'
  const bad: [title: string, text: string, message: string][] = [
    ['a missing column', 'date,affiliate,kind,quantity\n', `Line 1: the header lacks evidence, ${columns}.\n\n${hint}`],
    ['an unknown column', `${header},notes\n`, `Line 1: the header has an unknown column "notes", ${columns}.\n\n${hint}`],
    [
      'a wrong name',
      'date,who,kind,quantity,evidence\n',
      `Line 1: the header lacks affiliate and has an unknown column "who", ${columns}.\n\n${hint}`,
    ],
    ['a column twice', `${header},kind\n`, `Line 1: the header has kind twice, ${columns}.\n\n${hint}`],
    [
      'no header at all',
      `${good}\n`,
      `Line 1: the header lacks date, affiliate, kind, quantity, evidence and has an unknown column "2026-05-01", "Ana", "design", "2.5h", "sketch", ${columns}.\n\n${hint}`,
    ],
    ['an empty file', '', `Line 1: the header is empty, ${columns}.\n\n${hint}`],
    [
      'another separator',
      `${header.replaceAll(',', ';')}\n`,
      `Line 1: the header lacks date, affiliate, kind, quantity, evidence and has an unknown column "date;affiliate;kind;quantity;evidence", ${columns}.\n\n` +
        'Values are separated by commas: choose "comma" when saving as CSV.',
    ],
  ]
  for (const [title, text, message] of bad) {
    it(`is refused for ${title}`, async () => {
      const report = await check(text)
      assert.equal(report.errorCount, 1)
      assertError(report.errors[0], ImportHeaderError, `${message}\n\nDocs: docs/examples/README.md`)
    })
  }

  it('is refused for a spreadsheet in UTF-16', async () => {
    const bytes = new Uint8Array(new Uint16Array([...`\ufeff${header}\n`].map((letter) => letter.charCodeAt(0))).buffer)
    const report = await check({
      size: bytes.length,
      async *stream() {
        yield bytes
      },
    })
    assert.ok(report.errors[0] instanceof ImportHeaderError)
    assert.deepEqual(report.errors[0].hints, ['Save the file as "CSV UTF-8" in the spreadsheet.'])
  })

  it('names the columns in any order and case', async () => {
    const report = await check('Evidence,quantity,KIND,externalid,Affiliate,date\nsketch,2.5h,design,A-1,Ana,2026-05-01\n')
    assert.equal(report.errorCount, 0)
    assert.equal(report.rows, 1)
  })
})

describe('quotes and line ends of an import', () => {
  it('stops at a quote nobody closes', async () => {
    const report = await check(`${header}\n${good}\n2026-05-02,Ana,design,1,"open\n2026-05-02,Bruno,design,1,x\n`)
    assert.equal(report.rows, 1)
    assertError(
      report.errors[0],
      ImportSyntaxError,
      'Line 3: a quote is opened and never closed, expected a CSV line; nothing after it was read.\n\n' +
        'Close it, or write "" for a quote in a text.',
    )
  })

  it('stops there before it has swallowed a large file', async () => {
    const rest = `2026-05-02,Bruno,design,1,${'x'.repeat(60)}\n`.repeat(20_000)
    let bytesRead = 0
    const onProgress = (progress: { bytesRead: number }) => void (bytesRead = progress.bytesRead)
    const report = await check(slowSource(`${header}\n2026-05-02,Ana,design,1,"open\n${rest}`, 65_536), { onProgress })
    assert.ok(bytesRead < 200_000, `${bytesRead} bytes were read`)
    assert.ok(report.errors[0] instanceof ImportSyntaxError)
    assert.equal(report.errors[0].line, 2)
  })

  it('stops at a quote inside a value', async () => {
    const message =
      'Line 2: a quote stands inside a value, expected a CSV line; nothing after it was read.\n\n' +
      'Quote the whole value and double the quote: "a 3"" screw".'
    for (const value of ['a 3" screw', '"a 3" screw"']) {
      const report = await check(`${header}\n2026-05-02,Ana,design,1,${value}\n${good}\n`)
      assertError(report.errors[0], ImportSyntaxError, message)
    }
  })

  const text = [
    header,
    good,
    '2026-05-02,"Bruno",PLA,120,"glue, ""strong""\nand screws"',
    '',
    '2026-05-03,affiliate-001,design,1h15,x',
    '',
  ].join('\n')
  const variants = {
    LF: text,
    CRLF: text.replaceAll('\n', '\r\n'),
    CR: text.replaceAll('\n', '\r'),
    'LF with a byte order mark': `\ufeff${text}`,
    'CRLF with a byte order mark': `\ufeff${text.replaceAll('\n', '\r\n')}`,
    'LF without the last one': text.slice(0, -1),
    'mixed line ends': text.replace('\n', '\r\n'),
  }
  const evidence = [
    header,
    good,
    '2026-05-02,Bruno,PLA,120,"glue, ""strong""\nand screws"',
    '2026-05-03,affiliate-001,design,1h15,x',
    '',
  ].join('\n')

  for (const [name, variant] of Object.entries(variants)) {
    it(`reads ${name}, in chunks of any size, to the same batch`, async () => {
      for (const step of [1, 2, 3, 7, 1_000]) {
        const source = slowSource(variant, step)
        const report = await check(source)
        assert.deepEqual(report.errors, [])
        assert.equal(report.rows, 3)
        const [batch] = await collect(readImport(source, { ...options, proposer, nonce: () => 1n }, report))
        assert.equal(batch?.evidence, evidence)
        assert.equal(batch.header.evidenceHash, keccak256(stringToBytes(evidence)))
      }
    })

    it(`counts lines with ${name}`, async () => {
      const end = variant.includes('\r') && !variant.includes('\n') ? '\r' : '\n'
      const report = await check(`${variant}${variant.endsWith(end) ? '' : end}2026-05-03,Zoe,design,1,x${end}`)
      assert.equal(report.errors[0]?.line, 7)
    })
  }
})

describe('what an import reads', () => {
  it('sums up what the file holds', async () => {
    const progress: number[] = []
    const text = [
      header,
      good,
      '2026-05-02,Bruno,PLA,120,a',
      '2026-04-30,Bruno,Design hour,1h15,b',
      '2026-05-03,bruno,cash,41.20,c',
      '',
    ].join('\n')
    const source = slowSource(text, 50)
    const report = await check(source, {
      people: new Map([...people, ['bruno', bruno]]),
      onProgress: ({ bytesRead, bytesTotal, rows }) => {
        progress.push(bytesRead)
        assert.equal(bytesTotal, source.size)
        assert.ok(rows <= 4)
      },
    })
    const { errors, errorCount, rows, loggedRows, batches, entries, affiliates, totals, firstDay, lastDay } = report
    assert.deepEqual(
      { errors, errorCount, rows, loggedRows, batches, entries, affiliates, totals, firstDay, lastDay },
      {
        errors: [],
        errorCount: 0,
        rows: 4,
        loggedRows: 0,
        batches: 1,
        entries: 4,
        affiliates: 2,
        totals: [
          { kind: 0, rows: 2, quantity: 375n },
          { kind: 1, rows: 1, quantity: 120n },
          { kind: 2, rows: 1, quantity: 4_120n },
        ],
        firstDay: parseDay('2026-04-30'),
        lastDay: parseDay('2026-05-03'),
      },
    )
    assert.equal(progress.at(-1), source.size)
    assert.deepEqual(
      progress,
      [...progress].sort((a, b) => a - b),
    )
  })

  it('takes work of a day that has begun somewhere on Earth', async () => {
    const text = `${header}\n2026-05-04,Ana,design,1,x\n`
    assert.equal((await check(text, { now: Date.parse('2026-05-03T09:59:59Z') })).errorCount, 1)
    assert.equal((await check(text, { now: Date.parse('2026-05-03T10:00:00Z') })).errorCount, 0)
  })

  it('takes addresses, and names with accents in either form', async () => {
    const text = `${header}\n2026-05-01,${ana.toLowerCase()},design,1,x\n2026-05-01,Rene\u0301e,design,1,x\n`
    const report = await check(text, { people: new Map([['Ren\u00e9e', bruno]]) })
    assert.deepEqual(report.errors, [])
    assert.equal(report.affiliates, 2)
  })

  it('means the open one of two kinds with the same name', async () => {
    const same = [
      { kind: 0, name: 'Hour', unit: 'h', decimals: 2 },
      { kind: 4, name: 'Hour', unit: 'h', decimals: 2, closed: true },
    ]
    const report = await check(`${header}\n2026-05-01,Ana,hour,1,x\n`, { kinds: same })
    assert.deepEqual(report.totals, [{ kind: 0, rows: 1, quantity: 100n }])
  })

  it('knows a row again however it is written, and tells real ones apart', async () => {
    const rows = [
      '2026-05-01T10:00:00Z,Ana,design,2.5h,x',
      '2026-05-01T06:00:00-04:00, Ana ,DESIGN,2h30,x',
      '2026-05-01T10:00:01Z,Ana,design,2.5h,x',
      '2026-05-01,Ana,design,2.5h,x',
      '2026-05-01T10:00:00Z,Ana,design,2.5h,y',
    ]
    const report = await check([header, ...rows, ''].join('\n'))
    assert.deepEqual(
      report.errors.map(({ line }) => line),
      [3],
    )
    assert.equal(report.rows, 4)
  })

  it('leaves out rows that were logged before, and names their batch', async () => {
    const text = [header, good, '2026-05-02,Bruno,PLA,120,a', ''].join('\n')
    const source = textSource(text)
    const [batch] = await collect(readImport(source, { ...options, proposer }, await check(source)))
    const logged = new RowKeys()
    logged.set(Uint8Array.from(Buffer.from(batch?.rowKeys.slice(2, 34) ?? '', 'hex')), 7)

    const report = await check(text, { logged })
    assert.deepEqual([report.rows, report.loggedRows, report.logged, report.entries], [2, 1, [{ line: 2, batch: 7 }], 1])
    const [rest] = await collect(readImport(source, { ...options, proposer, logged }, report))
    assert.equal(rest?.evidence, `${header}\n2026-05-02,Bruno,PLA,120,a\n`)
  })

  it('reads a Blob, as a browser gives it', async () => {
    const blob = new Blob([`${header}\n${good}\n`])
    const report = await check({ size: blob.size, stream: () => blob.stream() as ReadableStream<Uint8Array> })
    assert.equal(report.rows, 1)
    assert.equal((await check(blob)).rows, 1)
  })

  it('notices that the file changed after it was checked', async () => {
    const second = '2026-05-02,Bruno,PLA,120,a'
    const report = await check([header, good, second, ''].join('\n'))
    const changed = (...lines: string[]) =>
      collect(readImport(textSource([header, ...lines, ''].join('\n')), { ...options, proposer }, report))
    const hint = 'Batches built so far are fine. Import the file again: what was logged is not logged twice.'
    const line3 = `Line 3 is not what it was when it was checked, expected the same file.\n\n${hint}`
    await assertRejects(changed(good, '2026-05-02,Bruno,PLA,121,a'), ImportSourceChangedError, line3)
    await assertRejects(changed(good, good), ImportSourceChangedError, line3)
    await assertRejects(changed(good, '2026-05-02,Zoe,PLA,120,a'), ImportSourceChangedError, line3)
    await assertRejects(changed(good, '2026-05-02,Bruno,PLA,120,"a'), ImportSourceChangedError, line3)
    await assertRejects(
      changed(good),
      ImportSourceChangedError,
      `Lines are missing from the file when it was checked, expected the same file.\n\n${hint}`,
    )
  })
})

describe('batches of an import', () => {
  const importAll = async (text: string, more: Partial<Parameters<typeof readImport>[1]> = {}) => {
    const source = textSource(text)
    return collect(readImport(source, { ...options, proposer, ...more }, await check(source, more)))
  }

  it('merge rows of one person and kind: quantities summed up, the latest day', async () => {
    const rows = [
      '2026-05-02,Ana,design,1,a',
      '2026-05-03,Bruno,design,1,b',
      '2026-04-01,Ana,design,2.5h,c',
      '2026-05-01,Ana,PLA,120,d',
    ]
    const [batch, ...more] = await importAll([header, ...rows, ''].join('\n'), { nonce: () => 5n })
    assert.ok(batch)
    assert.deepEqual(more, [])
    assert.deepEqual(batch.entries.map(unpackEntry), [
      { affiliate: ana, kind: 0, quantity: 350n },
      { affiliate: bruno, kind: 0, quantity: 100n },
      { affiliate: ana, kind: 1, quantity: 120n },
    ])
    assert.deepEqual(unpackWorkDays(batch.workDays), ['2026-05-02', '2026-05-03', '2026-05-01'].map(parseDay))
    assert.equal(batch.evidence, [header, ...rows, ''].join('\n'))
    assert.equal(batch.header.nonce, 5n)
    assert.deepEqual([batch.firstLine, batch.lastLine, batch.rowCount], [2, 5, 4])
    assert.equal(batch.rowKeys.length, 2 + 4 * 32)
  })

  it('hold 250 entries at most, and every row once', async () => {
    const address = (i: number) => `0x${(i + 1).toString(16).padStart(40, '0')}`
    const rows = Array.from({ length: 601 }, (_, i) => `2026-05-01,${address(i)},design,1,${i}`)
    const batches = await importAll([header, ...rows, ''].join('\n'))
    assert.deepEqual(
      batches.map(({ entries, firstLine, lastLine }) => [entries.length, firstLine, lastLine]),
      [
        [250, 2, 251],
        [250, 252, 501],
        [101, 502, 602],
      ],
    )
    assert.equal(new Set(batches.map(({ id }) => id)).size, 3)
    assert.deepEqual(
      batches.flatMap(({ evidence }) => evidence.trim().split('\n').slice(1)),
      rows,
    )
    assert.equal((await check([header, ...rows, ''].join('\n'))).batches, 3)
  })

  it('begin anew where a sum would not fit, or the evidence would grow too long', async () => {
    const max = (2n ** 88n - 1n).toString()
    const batches = await importAll([header, `2026-05-01,Ana,PLA,${max},a`, '2026-05-01,Ana,PLA,1,b', ''].join('\n'))
    assert.deepEqual(
      batches.map(({ entries }) => entries.map((entry) => unpackEntry(entry).quantity)),
      [[2n ** 88n - 1n], [1n]],
    )
    const exact = [`2026-05-01,Ana,PLA,${2n ** 88n - 2n},a`, '2026-05-01,Ana,PLA,1,b']
    assert.equal((await importAll([header, ...exact, ''].join('\n'))).length, 1)
    const rows = Array.from({ length: 5 }, (_, i) => `2026-05-01,Ana,PLA,1,${i}`)
    const short = await importAll([header, ...rows, ''].join('\n'), { maxRows: 2 })
    assert.deepEqual(
      short.map(({ rowCount }) => rowCount),
      [2, 2, 1],
    )
  })

  it('keep an externalId in the evidence, in one order of columns', async () => {
    const [batch] = await importAll('externalId,evidence,quantity,kind,affiliate,date\nA-1,x,1,design,Ana,2026-05-01\n')
    assert.equal(batch?.evidence, `${header},externalId\n2026-05-01,Ana,design,1,x,A-1\n`)
  })

  it('have random nonces that follow each other', async () => {
    const rows = Array.from({ length: 4 }, (_, i) => `2026-05-01,Ana,PLA,1,${i}`)
    const text = [header, ...rows, ''].join('\n')
    const nonces = (await importAll(text, { maxRows: 1 })).map((batch) => batch.header.nonce)
    assert.deepEqual(
      nonces.map((nonce) => nonce - (nonces[0] ?? 0n)),
      [0n, 1n, 2n, 3n],
    )
    assert.notEqual((await importAll(text))[0]?.header.nonce, nonces[0])
  })

  it('are built of rows in memory too', async () => {
    const text = formatRows([
      { date: '2026-05-01', affiliate: 'Ana', kind: 'design', quantity: '2.5h', evidence: 'glue, screws' },
      { date: '2026-05-02', affiliate: 'Ana', kind: 'design', quantity: '1', evidence: '', externalId: 'A-2' },
    ])
    assert.equal(text, `${header},externalId\n2026-05-01,Ana,design,2.5h,"glue, screws",\n2026-05-02,Ana,design,1,,A-2\n`)
    const [fromFile] = await importAll(text, { nonce: () => 1n })
    const rowKeys = [
      sha256(stringToBytes('row,2026-05-01,Ana,design hour,2.5,"glue, screws"'), 'bytes'),
      sha256(stringToBytes('id,A-2'), 'bytes'),
    ].map((hash) => hash.subarray(0, 16))
    assert.equal(fromFile?.rowKeys, `0x${rowKeys.map((key) => Buffer.from(key).toString('hex')).join('')}`)

    const row = (line: number, quantity: bigint, day: number) => ({
      line,
      affiliate: ana,
      kind: 0,
      quantity,
      day,
      key: rowKeys[line - 2] ?? new Uint8Array(16),
      externalId: undefined,
      evidence: '',
      header: `${header},externalId`,
      text: text.split('\n')[line - 1] ?? '',
    })
    const rows = [row(2, 250n, parseDay('2026-05-01')), row(3, 100n, parseDay('2026-05-02'))]
    assert.deepEqual([...buildBatches(rows, { proposer, nonce: () => 1n })], [fromFile])
    assert.deepEqual([...buildBatches([], { proposer })], [])
  })
})

describe('affiliates files', () => {
  it('lead from names to addresses', async () => {
    const read = await readPeople(
      textSource(`\ufeffname,address\r\nAna,${ana}\r\n"Chen, Li",${chen.toLowerCase()}\r\naffiliate-001,${chen}\r\n`),
    )
    assert.deepEqual(
      [...read],
      [
        ['Ana', ana],
        ['Chen, Li', chen],
        ['affiliate-001', chen],
      ],
    )
  })

  it('are refused with every bad line', async () => {
    const lines = ['Ana,0x12', `Bruno,${bruno}`, `Bruno,${ana}`, `,${ana}`, `${ana},${ana}`, 'Chen', `Bruno,${bruno}`]
    const error = await assertRejects(
      readPeople(textSource(['name,address', ...lines, ''].join('\n'))),
      ImportRejectedError,
      [
        'The file has 5 errors, expected none: nothing was imported.',
        '',
        'Line 2, address: was "0x12", expected 0x and 40 hexadecimal digits.',
        'Line 4, name: "Bruno" stands on line 3 with another address, expected each name once. One person may have several names; one name leads to one address.',
        'Line 5, name: was "", expected a name that is neither empty nor an address.',
        `Line 6, name: was "${ana}", expected a name that is neither empty nor an address.`,
        'Line 7: has 1 column, expected 2 as in the header. A value with a comma in it needs quotes: "glue, screws".',
      ].join('\n'),
    )
    assert.deepEqual(
      error.errors.map(({ constructor }) => constructor),
      [ImportValueError, ImportPersonDuplicateError, ImportPersonNameError, ImportPersonNameError, ImportColumnCountError],
    )
    await assertRejects(
      readPeople(textSource('name;address\n')),
      ImportRejectedError,
      'The file has 1 error, expected none: nothing was imported.\n\n' +
        'Line 1: the header lacks name, address and has an unknown column "name;address", expected the columns name, address in any order. ' +
        'Values are separated by commas: choose "comma" when saving as CSV.',
    )
  })

  it('may hold placeholders for people without a wallet', () => {
    const salt = `0x${'07'.repeat(32)}` as const
    const placeholder = placeholderAddress({ venture, salt, identity: 'ana@example.org' })
    assert.equal(placeholder, placeholderAddress({ venture, salt, identity: 'ana@example.org' }))
    assert.notEqual(placeholder, placeholderAddress({ venture, salt, identity: 'bruno@example.org' }))
    assert.notEqual(placeholder, placeholderAddress({ venture, salt: `0x${'08'.repeat(32)}`, identity: 'ana@example.org' }))
    assert.notEqual(placeholder, placeholderAddress({ venture: ana, salt, identity: 'ana@example.org' }))
  })
})

describe('row keys', () => {
  it('are kept apart, also where they collide, and while the table grows', () => {
    const keys = new RowKeys(1)
    const key = (i: number) => {
      const bytes = new Uint8Array(16)
      // Same first words: all of them want the same slot.
      new DataView(bytes.buffer).setUint32(12, i)
      return bytes
    }
    for (let i = 0; i < 1_000; i++) keys.set(key(i), i + 1)
    for (let i = 0; i < 1_000; i++) assert.equal(keys.get(key(i)), i + 1)
    assert.equal(keys.get(key(1_000)), undefined)
    assert.equal(keys.size, 1_000)
    keys.set(key(3), 77)
    assert.equal(keys.get(key(3)), 77)
    assert.equal(keys.size, 1_000)
  })
})
