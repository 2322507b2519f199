/// <reference types="node" />
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { LargeDataUnreachableError } from '../../../errors/large.ts'
import type { CsvSource } from '../../csv.ts'
import { fileSource } from '../files.ts'

/**
 * The file behind a path or a URI, streamed: `https:`, `http:`, `file:`. Of a file on the web the size is not known.
 *
 * @throws {LargeDataUnreachableError} nothing is there
 */
export async function uriSource(uri: string): Promise<CsvSource> {
  if (/^https?:/i.test(uri)) return { size: 0, stream: (await fetchFile(uri)).stream }
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(uri)?.[1]?.toLowerCase()
  if (scheme !== undefined && scheme !== 'file') throw new LargeDataUnreachableError(uri, `begins with ${scheme}:`)
  const path = scheme === 'file' ? pathOf(uri) : uri
  if (!existsSync(path) || !statSync(path).isFile()) throw new LargeDataUnreachableError(uri, 'is no file')
  return fileSource(path)
}

function pathOf(uri: string): string {
  try {
    return fileURLToPath(uri)
  } catch {
    throw new LargeDataUnreachableError(uri, 'names no file of this machine')
  }
}

async function fetchFile(uri: string): Promise<{ stream: () => ReadableStream<Uint8Array> }> {
  let response: Response
  try {
    response = await fetch(uri)
  } catch (error) {
    const { cause } = error as Error
    const reason = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : ''
    throw new LargeDataUnreachableError(uri, `did not answer${reason}`)
  }
  const { body, ok, status } = response
  if (!ok || !body) throw new LargeDataUnreachableError(uri, `answered with ${status}`)
  return { stream: () => body }
}
