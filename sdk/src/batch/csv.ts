import { Parser } from '#csv-parse'
import { ImportSyntaxError } from '../errors/import.ts'

/** Something to read twice: a `File` or `Blob` of the browser, `textSource`, or a file (`fileSource` of batch/node). */
export type CsvSource = {
  /** Bytes. */
  readonly size: number
  stream(): AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>
}

export type CsvRecord = {
  /** Line it begins on, counted from 1. */
  line: number
  fields: readonly string[]
}

/** Longer records are a quote nobody closed. */
const MAX_RECORD_BYTES = 65_536

/** A text as a source. */
export function textSource(text: string): CsvSource {
  const bytes = new TextEncoder().encode(text)
  return {
    size: bytes.length,
    async *stream() {
      yield bytes
    },
  }
}

/** Fields as one CSV line, without its end; quotes only where they are needed. */
export function formatCsvLine(fields: readonly string[]): string {
  return fields.map(formatField).join(',')
}

function formatField(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
}

/**
 * Reads CSV in chunks of records: any line ends, quoted fields, quoted line breaks, a byte order mark. Blank lines are
 * left out.
 *
 * @throws {ImportSyntaxError} a quote out of place; records before it are yielded first
 */
export async function* readRecords(
  source: CsvSource,
  onBytes?: (bytesRead: number) => void,
  maxRecordBytes = MAX_RECORD_BYTES,
): AsyncGenerator<readonly CsvRecord[]> {
  let line = 1
  let records: CsvRecord[] = []
  let bytesRead = 0
  const parser = new Parser({
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: maxRecordBytes,
    on_record: (fields: string[]) => {
      if (fields.length > 1 || fields[0] !== '') records.push({ line, fields })
      line += fields.reduce((lines, field) => lines + lineBreaks(field), 1)
      return null
    },
  })
  // Errors come through the callbacks; without a listener the parser would throw them again.
  parser.on('error', () => {})
  parser.resume()

  const decoder = new TextDecoder()
  const write = (text: string) =>
    new Promise<void>((resolve, reject) => parser.write(text, (error) => (error ? reject(error) : resolve())))
  const end = () => new Promise<void>((resolve, reject) => parser.once('error', reject).once('end', resolve).end())
  function* flush() {
    if (records.length > 0) yield records
    records = []
  }

  try {
    for await (const chunk of chunksOf(source.stream())) {
      bytesRead += chunk.length
      await write(decoder.decode(chunk, { stream: true }))
      onBytes?.(bytesRead)
      yield* flush()
    }
    await write(decoder.decode())
    await end()
  } catch (error) {
    if (!isCsvError(error)) throw error
    yield* flush()
    throw syntaxError(line, error)
  }
  yield* flush()
}

function syntaxError(line: number, error: Error & { code: string }): ImportSyntaxError {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') {
    return new ImportSyntaxError(line, 'a quote is opened and never closed', 'Close it, or write "" for a quote in a text.')
  }
  if (error.code === 'INVALID_OPENING_QUOTE' || error.code === 'CSV_INVALID_CLOSING_QUOTE') {
    return new ImportSyntaxError(
      line,
      'a quote stands inside a value',
      'Quote the whole value and double the quote: "a 3"" screw".',
    )
  }
  return new ImportSyntaxError(line, 'it could not be read', 'Open it in a spreadsheet and save it as CSV.', error)
}

function isCsvError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(CSV_|INVALID_)/.test(error.code)
}

function lineBreaks(text: string): number {
  return text.includes('\n') || text.includes('\r') ? (text.match(/\r\n|\n|\r/g)?.length ?? 0) : 0
}

/** A browser's stream is not iterable everywhere. */
export async function* chunksOf(stream: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (Symbol.asyncIterator in stream) return yield* stream
  const reader = (stream as ReadableStream<Uint8Array>).getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel()
  }
}
