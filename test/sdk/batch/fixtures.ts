import { getAddress } from 'viem'
import {
  type CheckImportOptions,
  checkImport,
  type CsvSource,
  type ImportKind,
  type ImportReport,
  textSource,
} from '@open-value/sdk/batch'

export const ana = getAddress('0x00000000000000000000000000000000000000aa')
export const bruno = getAddress('0x00000000000000000000000000000000000000bb')
export const chen = getAddress('0x00000000000000000000000000000000000000cc')
export const venture = getAddress('0x0000000000000000000000000000000000000eee')
export const proposer = getAddress('0x0000000000000000000000000000000000000fff')
export const ledger = getAddress('0x0000000000000000000000000000000000000ddd')

export const people = new Map([
  ['Ana', ana],
  ['Bruno', bruno],
  ['affiliate-001', chen],
])

export const kinds: ImportKind[] = [
  { kind: 0, name: 'Design hour', alias: 'design', unit: 'h', decimals: 2 },
  { kind: 1, name: 'PLA', unit: 'g', decimals: 0 },
  { kind: 2, name: 'Cash', alias: 'cash', unit: 'CAD', decimals: 2, price: 1_000_000n },
  { kind: 3, name: 'Old hour', unit: 'h', decimals: 2, closed: true },
]

/** 2026-05-03 */
export const now = Date.parse('2026-05-03T08:00:00Z')
export const header = 'date,affiliate,kind,quantity,evidence'
export const options = { kinds, people, venture, now }

export function check(text: string | CsvSource, more: Partial<CheckImportOptions> = {}): Promise<ImportReport> {
  return checkImport(typeof text === 'string' ? textSource(text) : text, { ...options, ...more })
}

/** A source that hands its bytes out a few at a time. */
export function slowSource(text: string, step: number): CsvSource {
  const bytes = new TextEncoder().encode(text)
  return {
    size: bytes.length,
    async *stream() {
      for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step)
    },
  }
}

export async function collect<item>(items: AsyncIterable<item>): Promise<item[]> {
  const all: item[] = []
  for await (const item of items) all.push(item)
  return all
}

/** A thousand people, for a large import. */
export function largePeople() {
  return new Map(
    Array.from({ length: 1_000 }, (_, i) => {
      const address = `0x${(i + 1).toString(16).padStart(40, '0')}` as const
      return [`affiliate-${String(i + 1).padStart(4, '0')}`, address] as const
    }),
  )
}
