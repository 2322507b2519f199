import { ImportColumnCountError, ImportHeaderError, type ImportLineError } from '../errors/import.ts'
import type { CsvRecord } from './csv.ts'

/** Where each column of a file stands; -1 for an optional one it doesn't have. */
export type Columns<name extends string> = { [column in name]: number } & { readonly count: number }

/**
 * Finds the columns of a header row.
 *
 * @throws {ImportHeaderError} one is missing, unknown, or there twice
 */
export function readHeader<name extends string>(
  record: CsvRecord | undefined,
  required: readonly name[],
  optional: readonly name[] = [],
): Columns<name> {
  const names = (record?.fields ?? []).map((field) => field.trim())
  const known = [...required, ...optional]
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
  const problem = {
    missing: required.filter((column) => !names.some((name) => same(name, column))),
    unknown: names.filter((name) => !known.some((column) => same(name, column))),
    twice: known.filter((column) => names.filter((name) => same(name, column)).length > 1),
    columns: [...required, ...optional.map((column) => `[${column}]`)],
    hints: headerHints(names),
  }
  if (problem.missing.length + problem.unknown.length + problem.twice.length > 0) {
    throw new ImportHeaderError(names.join(','), problem)
  }
  const places = known.map((column) => [column, names.findIndex((name) => same(name, column))])
  return { ...Object.fromEntries(places), count: names.length }
}

/** An error where a record has more or fewer values than the header. */
export function checkColumnCount(record: CsvRecord, count: number): ImportLineError | undefined {
  if (record.fields.length === count) return undefined
  return new ImportColumnCountError(record.line, record.fields.length, count)
}

function headerHints(names: readonly string[]): string[] {
  const text = names.join(',')
  if (text.includes('\ufffd') || text.includes('\0')) return ['Save the file as "CSV UTF-8" in the spreadsheet.']
  if (names.length === 1 && /[;\t|]/.test(text)) return ['Values are separated by commas: choose "comma" when saving as CSV.']
  return ['The first line names the columns.']
}
