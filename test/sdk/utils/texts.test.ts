import assert from 'node:assert/strict'
import { getAddress, keccak256, slice, toHex } from 'viem'
import {
  AddressChecksumError,
  AddressInvalidError,
  AmountInvalidError,
  AmountSymbolError,
  AmountTooPreciseError,
  DateInvalidError,
  DurationInvalidError,
  DurationTooPreciseError,
  ShareInvalidError,
  ShareTooPreciseError,
  ShortTextInvalidError,
  ShortTextTooLongError,
} from '../../../sdk/src/errors/parse.ts'
import {
  decodeShortText,
  encodeShortText,
  formatAmount,
  formatDay,
  formatDuration,
  formatShare,
  latestDay,
  parseAddress,
  parseAmount,
  parseDay,
  parseDuration,
  parseMoment,
  parseShare,
} from '../../../sdk/src/utils/index.ts'
import { assertThrows } from './expectError.ts'

describe('shares', () => {
  it('are read in basis points', () => {
    for (const [text, bps] of [
      ['12%', 1200],
      ['12.5%', 1250],
      ['12.5 %', 1250],
      ['0.01%', 1],
      ['120%', 12000],
      ['0%', 0],
      ['1250 bps', 1250],
      ['12.500%', 1250],
    ] as const) {
      assert.equal(parseShare(text), bps, text)
    }
  })

  it('are written as percentages that are read back', () => {
    assert.deepEqual([0, 1, 10, 100, 1250, 10_000].map(formatShare), ['0%', '0.01%', '0.1%', '1%', '12.5%', '100%'])
    for (let bps = 0; bps <= 20_000; bps += 7) assert.equal(parseShare(formatShare(bps)), bps)
  })

  it('need a sign, and no more than 2 decimals', () => {
    const expected = 'expected a percentage such as 12% or 12.5%.'
    const hint = 'Write the % sign, or "bps" for basis points (100 bps are 1%).'
    assertThrows(() => parseShare('12'), ShareInvalidError, `Share was "12", ${expected}\n\n${hint}`)
    assertThrows(() => parseShare('-1%'), ShareInvalidError, `Share was "-1%", ${expected}`)
    assertThrows(() => parseShare('a tenth'), ShareInvalidError, `Share was "a tenth", ${expected}`)
    assertThrows(
      () => parseShare('12,5%'),
      ShareInvalidError,
      `Share was "12,5%", ${expected}\n\nWrite a point before decimals, and nothing between thousands: 1250.5`,
    )
    const fine = 'expected at most 2 decimals.\n\nThe smallest share is 0.01%, one basis point.'
    assertThrows(() => parseShare('33.333%'), ShareTooPreciseError, `Share was "33.333%", ${fine}`)
    assertThrows(() => parseShare('0.5 bps'), ShareTooPreciseError, `Share was "0.5 bps", ${fine}`)
  })
})

describe('durations', () => {
  it('are read in seconds', () => {
    for (const [text, seconds] of [
      ['5 days', 432_000],
      ['1 day', 86_400],
      ['48h', 172_800],
      ['2 weeks', 1_209_600],
      ['90 min', 5_400],
      ['30s', 30],
      ['1.5 days', 129_600],
      ['1 day 12 hours', 129_600],
      ['1d12h', 129_600],
      ['0 days', 0],
    ] as const) {
      assert.equal(parseDuration(text), seconds, text)
    }
  })

  it('are written so that they are read back', () => {
    assert.deepEqual([0, 30, 3600, 172_800, 129_600, 90_061].map(formatDuration), [
      '0 seconds',
      '30 seconds',
      '1 hour',
      '2 days',
      '1 day 12 hours',
      '1 day 1 hour 1 minute 1 second',
    ])
    for (let seconds = 0; seconds < 2_000_000; seconds += 9_973) assert.equal(parseDuration(formatDuration(seconds)), seconds)
  })

  it('need a unit of fixed length', () => {
    const expected = 'expected a duration such as 48h, 5 days or 2 weeks.'
    assertThrows(
      () => parseDuration('5'),
      DurationInvalidError,
      `Duration was "5", ${expected}\n\nWrite the unit, too: min, h, days or weeks.`,
    )
    assertThrows(
      () => parseDuration('1 month'),
      DurationInvalidError,
      `Duration was "1 month", ${expected}\n\nMonths and years differ in length: write days.`,
    )
    assertThrows(() => parseDuration('-5 days'), DurationInvalidError, `Duration was "-5 days", ${expected}`)
    assertThrows(() => parseDuration('5 days or so'), DurationInvalidError, `Duration was "5 days or so", ${expected}`)
    assertThrows(() => parseDuration(''), DurationInvalidError, `Duration was "", ${expected}`)
    assertThrows(() => parseDuration('0.5s'), DurationTooPreciseError, 'Duration was "0.5s", expected whole seconds.')
  })
})

describe('amounts', () => {
  const usdc = { symbol: 'USDC', decimals: 6 }

  it('are read in smallest units', () => {
    for (const [text, amount] of [
      ['41.20 USDC', 41_200_000n],
      ['41.20USDC', 41_200_000n],
      ['41.2 usdc', 41_200_000n],
      ['41.20', 41_200_000n],
      ['0.000001', 1n],
      ['12000', 12_000_000_000n],
      ['0', 0n],
    ] as const) {
      assert.equal(parseAmount(text, usdc), amount, text)
    }
    assert.equal(parseAmount('7 x', { symbol: 'x', decimals: 0 }), 7n)
  })

  it('are written with two decimals at least, and read back', () => {
    assert.equal(formatAmount(41_200_000n, usdc), '41.20 USDC')
    assert.equal(formatAmount(41_200_001n, usdc), '41.200001 USDC')
    assert.equal(formatAmount(0n, usdc), '0.00 USDC')
    assert.equal(formatAmount(7n, { symbol: 'x', decimals: 0 }), '7 x')
    assert.equal(formatAmount(75n, { symbol: 'y', decimals: 1 }), '7.5 y')
    assert.equal(formatAmount(-1n, usdc), '-0.000001 USDC')
    for (const amount of [0n, 1n, 999_999n, 1_000_000n, 2n ** 128n - 1n]) {
      assert.equal(parseAmount(formatAmount(amount, usdc), usdc), amount)
    }
  })

  it('refuse what is no amount of the token', () => {
    const expected = 'expected an amount such as 41.20 USDC.'
    assertThrows(() => parseAmount('', usdc), AmountInvalidError, `Amount was "", ${expected}`)
    assertThrows(() => parseAmount('-1 USDC', usdc), AmountInvalidError, `Amount was "-1 USDC", ${expected}`)
    assertThrows(
      () => parseAmount('12,000.00 USDC', usdc),
      AmountInvalidError,
      `Amount was "12,000.00 USDC", ${expected}\n\nWrite a point before decimals, and nothing between thousands: 1250.5`,
    )
    assertThrows(
      () => parseAmount('41.20 DAI', usdc),
      AmountSymbolError,
      'Amount was "41.20 DAI", expected an amount in USDC.\n\nNothing is converted between tokens.',
    )
    assertThrows(
      () => parseAmount('0.0000001', usdc),
      AmountTooPreciseError,
      'Amount was "0.0000001", expected at most 6 decimals of USDC.\n\nNothing is rounded silently.',
    )
  })
})

describe('dates', () => {
  it('are read as days since 1970-01-01, in UTC', () => {
    for (const [text, day] of [
      ['1970-01-01', 0],
      ['2026-05-03', 20_576],
      ['2024-02-29', 19_782],
      ['2026-05-03T23:59:59Z', 20_576],
      ['2026-05-03T23:59:59.999Z', 20_576],
      ['2026-05-03T21:00:00-04:00', 20_577],
      ['2026-05-03 21:00:00 -0400', 20_577],
      ['2026-05-03 14:00', 20_576],
    ] as const) {
      assert.equal(parseDay(text), day, text)
    }
  })

  it('have one form for every way to write the same moment', () => {
    assert.equal(parseMoment('2026-05-03').iso, '2026-05-03')
    for (const text of ['2026-05-03T14:00:00Z', '2026-05-03T10:00:00-04:00', '2026-05-03 14:00', '2026-05-03t14:00:00.0z']) {
      assert.equal(parseMoment(text).iso, '2026-05-03T14:00:00.000Z', text)
    }
  })

  it('are written as ISO days that are read back', () => {
    assert.equal(formatDay(20_576), '2026-05-03')
    assert.equal(formatDay(2 ** 32 - 1), 'day 4294967295')
    for (let day = 0; day < 60_000; day += 101) assert.equal(parseDay(formatDay(day)), day)
  })

  it('refuse other forms, and days that do not exist', () => {
    const expected = 'expected a day such as 2026-05-03, or a time such as 2026-05-03T14:00:00Z.'
    const hint = 'Write year-month-day: everybody reads 3/5 differently.'
    assertThrows(() => parseDay('03/05/2026'), DateInvalidError, `Date was "03/05/2026", ${expected}\n\n${hint}`)
    for (const was of [
      '',
      '2026-5-3',
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-05-00',
      '1969-12-31',
      '0099-01-01',
      '2026-05-03T25:00:00Z',
      '2026-05-03T10:61:00Z',
      '2026-05-03T10:00:00+15:00',
      '1970-01-01T00:00:00+01:00',
      'yesterday',
    ]) {
      assertThrows(() => parseDay(was), DateInvalidError, `Date was ${JSON.stringify(was)}, ${expected}`)
    }
    assertThrows(() => formatDay(-1), DateInvalidError, `Date was "-1", ${expected}`)
  })

  it('know the latest day on Earth', () => {
    assert.equal(latestDay(Date.parse('2026-05-03T09:59:59Z')), parseDay('2026-05-03'))
    assert.equal(latestDay(Date.parse('2026-05-03T10:00:00Z')), parseDay('2026-05-04'))
  })
})

describe('short texts', () => {
  it('are stored in 32 bytes and read back', () => {
    assert.equal(encodeShortText('h'), `0x68${'00'.repeat(31)}`)
    for (const text of ['h', 'Design hour', 'Conception (été)', 'x'.repeat(32), 'é'.repeat(16), '⚙️ machine']) {
      assert.equal(decodeShortText(encodeShortText(text)), text)
    }
  })

  it('refuse what is too long, empty or unreadable', () => {
    assertThrows(
      () => encodeShortText('é'.repeat(17)),
      ShortTextTooLongError,
      `Text was "${'é'.repeat(17)}", expected at most 32 bytes, not 34.\n\nA letter with an accent takes 2 bytes, an emoji 4 or more.`,
    )
    const expected = 'expected 1 to 32 bytes of UTF-8 without control characters.'
    assertThrows(() => encodeShortText(''), ShortTextInvalidError, `Text was "", ${expected}`)
    assertThrows(() => encodeShortText('a\0'), ShortTextInvalidError, `Text was "a\\u0000", ${expected}`)
    assertThrows(() => encodeShortText('\ud800'), ShortTextInvalidError, `Text was "\\ud800", ${expected}`)
    const broken = `0xff${'00'.repeat(31)}` as const
    assertThrows(() => decodeShortText(broken), ShortTextInvalidError, `Text was "${broken.slice(0, 59)}…", ${expected}`)
    assertThrows(
      () => decodeShortText(`0x${'00'.repeat(32)}`),
      ShortTextInvalidError,
      `Text was "0x${'00'.repeat(32).slice(0, 57)}…", ${expected}`,
    )
    assertThrows(() => decodeShortText('0x68'), ShortTextInvalidError, `Text was "0x68", ${expected}`)
  })
})

describe('addresses', () => {
  const checksummed = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'

  it('are checksummed', () => {
    assert.equal(parseAddress(checksummed), checksummed)
    assert.equal(parseAddress(` ${checksummed.toLowerCase()} `), checksummed)
    assert.equal(parseAddress(`0x${checksummed.slice(2).toUpperCase()}`), checksummed)
  })

  it('have the checksum viem gives them', () => {
    for (let i = 0; i < 300; i++) {
      const small = slice(keccak256(toHex(i)), 12)
      const address = getAddress(small)
      assert.equal(parseAddress(small), address)
      assert.equal(parseAddress(address), address)
    }
  })

  it('refuse a wrong letter, and what is none', () => {
    const wrong = checksummed.replace('0x5aA', '0x5aa')
    assertThrows(
      () => parseAddress(wrong),
      AddressChecksumError,
      `Address was "${wrong}", expected capital letters that match its checksum.\n\n` +
        'A digit may be wrong: copy it again. All small letters skip the check.',
    )
    const expected = 'expected 0x and 40 hexadecimal digits.'
    assertThrows(() => parseAddress('0x12'), AddressInvalidError, `Address was "0x12", ${expected}`)
    assertThrows(
      () => parseAddress('ana.eth'),
      AddressInvalidError,
      `Address was "ana.eth", ${expected}\n\nNames such as ana.eth are not looked up here: give the address.`,
    )
  })
})
