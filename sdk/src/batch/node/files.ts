/// <reference types="node" />
import { createReadStream, statSync } from 'node:fs'
import type { CsvSource } from '../csv.ts'

/** A file as a source. Its size is read at once, its content when it is streamed. */
export function fileSource(path: string): CsvSource {
  return { size: statSync(path).size, stream: () => createReadStream(path, { highWaterMark: 2 ** 18 }) }
}
