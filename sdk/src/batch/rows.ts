import { type Address, sha256, zeroAddress } from 'viem'
import {
  ImportAffiliateRefusedError,
  ImportAffiliateUnknownError,
  ImportEncodingError,
  ImportKindClosedError,
  ImportKindDebtError,
  ImportKindUnknownError,
  ImportLineError,
  ImportValueError,
} from '../errors/import.ts'
import { DateFutureError, ParseError, QuantityTooSmallError, QuantityZeroError } from '../errors/parse.ts'
import { parseAddress } from '../utils/address.ts'
import { formatDay, latestDay, type Moment, parseMoment } from '../utils/date.ts'
import { formatDecimal } from '../utils/decimal.ts'
import { formatQuantity, parseQuantity } from '../utils/quantity.ts'
import { checkColumnCount, type Columns, readHeader } from './columns.ts'
import { type CsvRecord, type CsvSource, formatCsvLine, readRecords } from './csv.ts'
import { type Entry, MAX_QUANTITY } from './entry.ts'
import { normalizeName, type People } from './people.ts'
import type { RowKey } from './rowKeys.ts'

const REQUIRED = ['date', 'affiliate', 'kind', 'quantity', 'evidence'] as const
const OPTIONAL = ['externalId'] as const
type Column = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number]

/** Money of a debt entry, at most, in smallest units of its token. */
const MAX_DEBT_MONEY = 2n ** 95n
/** Affiliates remembered as written, so that no checksum is computed twice. */
const MAX_REMEMBERED = 100_000

const encoder = new TextEncoder()

/** A row as people write it. */
export type CsvRow = Record<(typeof REQUIRED)[number], string> & { externalId?: string }

/** What an import needs to know about a kind of the venture. */
export type ImportKind = {
  /** Id on chain. */
  kind: number
  /** What the file may call it: `Design hour`. */
  name: string
  /** What it may be called instead, such as the id in the venture's config: `design`. */
  alias?: string
  unit: string
  decimals: number
  closed?: boolean
  /** Debt kinds: smallest units of the token per whole unit. */
  price?: bigint
}

/** A row that was read and checked. */
export type ContributionRow = Entry & {
  /** Line of the file it begins on. */
  line: number
  /** Day of the work, days since 1970-01-01. */
  day: number
  /** Tells it apart from all others: by its externalId, or by what it says. */
  key: RowKey
  externalId: string | undefined
  /** What shows the work; may be empty. */
  evidence: string
  /** The row as evidence: values as written, one form of quotes. */
  text: string
  /** Header of the evidence. */
  header: string
}

export type ReadRowsOptions = {
  kinds: readonly ImportKind[]
  people?: People
  /** The venture, which can't contribute to itself. */
  venture?: Address
  /** Milliseconds since 1970; work of a later day is refused. Default: now. */
  now?: number
  /** Refuses debt kinds. */
  equityOnly?: boolean
  /** Rows at the beginning that are not read: they were before. */
  skip?: number
  onBytes?: (bytesRead: number) => void
}

/** Rows as a CSV text: header, LF. */
export function formatRows(rows: readonly CsvRow[]): string {
  const columns = rows.some(({ externalId }) => externalId !== undefined) ? [...REQUIRED, ...OPTIONAL] : [...REQUIRED]
  const lines = rows.map((row) => formatCsvLine(columns.map((column) => row[column] ?? '')))
  return [columns.join(','), ...lines, ''].join('\n')
}

/**
 * Reads the rows of a contributions file in chunks. Bad lines go to `onError` and are left out.
 *
 * @throws {ImportHeaderError} the columns are not what they should be
 * @throws {ImportSyntaxError} a quote out of place
 */
export async function* readRows(
  source: CsvSource,
  options: ReadRowsOptions,
  onError: (error: ImportLineError) => void,
): AsyncGenerator<readonly ContributionRow[]> {
  let reader: ((record: CsvRecord) => ContributionRow | undefined) | undefined
  let skipped = options.skip ?? 0
  for await (const records of readRecords(source, options.onBytes)) {
    const rows: ContributionRow[] = []
    for (const record of records) {
      if (!reader) {
        reader = rowReader(readHeader(record, REQUIRED, OPTIONAL), options, onError)
        continue
      }
      if (skipped-- > 0) continue
      const row = reader(record)
      if (row) rows.push(row)
    }
    yield rows
  }
  if (!reader) readHeader(undefined, REQUIRED, OPTIONAL)
}

/** Largest quantity of a kind in one entry: what 88 bits hold, and for debt what the money may be. */
export function maxQuantity({ price, decimals }: ImportKind): bigint {
  if (!price) return MAX_QUANTITY
  const max = ((MAX_DEBT_MONEY + 1n) * 10n ** BigInt(decimals) - 1n) / price
  return max < MAX_QUANTITY ? max : MAX_QUANTITY
}

function rowReader(
  columns: Columns<Column>,
  { kinds, people = new Map(), venture, now = Date.now(), equityOnly = false }: ReadRowsOptions,
  onError: (error: ImportLineError) => void,
) {
  const header = [...REQUIRED, ...(columns.externalId === -1 ? [] : OPTIONAL)].join(',')
  const findKind = kindFinder(kinds, equityOnly)
  const findAffiliate = affiliateFinder(people, venture)
  const today = latestDay(now)
  let line = 0

  /** Reads a value; what is wrong with it is reported, and the row left out. */
  const attempt = <result>(column: Column, was: string, read: (was: string) => result): result | undefined => {
    try {
      if (was.includes('\ufffd')) throw new ImportEncodingError(line, column, was)
      return read(was)
    } catch (error) {
      if (error instanceof ParseError) onError(new ImportValueError(line, column, error))
      else if (error instanceof ImportLineError) onError(error)
      else throw error
    }
  }
  const readDate = (was: string) => readPast(was, today)
  const readAffiliate = (was: string) => findAffiliate(line, was)
  const readKind = (was: string) => findKind(line, was)
  const readText = (was: string) => was

  return (record: CsvRecord): ContributionRow | undefined => {
    line = record.line
    const wrongCount = checkColumnCount(record, columns.count)
    if (wrongCount) return void onError(wrongCount)
    const date = clean(record.fields[columns.date])
    const name = clean(record.fields[columns.affiliate])
    const kindName = clean(record.fields[columns.kind])
    const counted = clean(record.fields[columns.quantity])
    const evidence = clean(record.fields[columns.evidence])
    const externalId = clean(record.fields[columns.externalId])

    const moment = attempt('date', date, readDate)
    const affiliate = attempt('affiliate', name, readAffiliate)
    const kind = attempt('kind', kindName, readKind)
    const quantity = kind && attempt('quantity', counted, (was) => readPositive(was, kind))
    const isText =
      attempt('evidence', evidence, readText) !== undefined && attempt('externalId', externalId, readText) !== undefined
    if (!moment || !affiliate || !kind || quantity === undefined || !isText) return

    const written = [date, name, kindName, counted, evidence]
    const exact = formatDecimal(quantity, kind.decimals)
    return {
      line,
      affiliate,
      kind: kind.kind,
      quantity,
      day: moment.day,
      externalId: externalId === '' ? undefined : externalId,
      evidence,
      key:
        externalId === ''
          ? rowKey(['row', moment.iso, normalizeName(name), kind.name.toLowerCase(), exact, evidence])
          : rowKey(['id', externalId]),
      text: formatCsvLine(columns.externalId === -1 ? written : [...written, externalId]),
      header,
    }
  }
}

/** A value without blanks around it, its line breaks in one form. */
function clean(field = ''): string {
  const text = field.trim()
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

/** What makes a row the same row again, however its values are written, in whatever file. */
function rowKey(values: readonly ['row' | 'id', ...string[]]): RowKey {
  return sha256(encoder.encode(formatCsvLine(values)), 'bytes').subarray(0, 16)
}

function readPast(was: string, today: number): Moment {
  const moment = parseMoment(was)
  if (moment.day > today) throw new DateFutureError(was, formatDay(today))
  return moment
}

function readPositive(was: string, kind: ImportKind): bigint {
  const quantity = parseQuantity(was, { ...kind, max: maxQuantity(kind) })
  if (quantity === 0n) throw new QuantityZeroError(was)
  if (kind.price !== undefined && quantity * kind.price < 10n ** BigInt(kind.decimals)) {
    const min = (10n ** BigInt(kind.decimals) + kind.price - 1n) / kind.price
    throw new QuantityTooSmallError(was, min, formatQuantity(min, kind))
  }
  return quantity
}

function kindFinder(kinds: readonly ImportKind[], equityOnly: boolean) {
  const byName = new Map<string, ImportKind>()
  // Where an old kind and its successor have the same name, the open one is meant.
  for (const kind of [...kinds.filter(({ closed }) => closed), ...kinds.filter(({ closed }) => !closed)]) {
    byName.set(kind.name.toLowerCase(), kind)
    if (kind.alias !== undefined) byName.set(kind.alias.toLowerCase(), kind)
  }
  const isDebt = ({ price }: ImportKind) => price !== undefined
  const possible = kinds.filter((kind) => !kind.closed && !(equityOnly && isDebt(kind)))
  const open = possible.map(({ alias, name }) => alias ?? name)

  return (line: number, was: string): ImportKind => {
    const kind = byName.get(was.toLowerCase())
    if (!kind) throw new ImportKindUnknownError(line, was, open)
    if (equityOnly && isDebt(kind)) throw new ImportKindDebtError(line, was, open)
    if (kind.closed) throw new ImportKindClosedError(line, was, open)
    return kind
  }
}

function affiliateFinder(people: People, venture: Address | undefined) {
  const names = new Map([...people].map(([name, address]) => [normalizeName(name), address]))
  const remembered = new Map<string, Address>()

  const find = (line: number, was: string): Address => {
    const named = names.get(normalizeName(was))
    if (!named && !was.startsWith('0x')) throw new ImportAffiliateUnknownError(line, was, [...names.keys()])
    const address = named ?? parseAddress(was)
    if (address === zeroAddress || address.toLowerCase() === venture?.toLowerCase()) {
      throw new ImportAffiliateRefusedError(line, was, address)
    }
    return address
  }
  return (line: number, was: string): Address => {
    const known = remembered.get(was)
    if (known) return known
    const address = find(line, was)
    if (remembered.size >= MAX_REMEMBERED) remembered.clear()
    remembered.set(was, address)
    return address
  }
}
