import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
import { formatCsvLine } from '@open-value/sdk/batch'
import { userPath } from './local.ts'

/** A CSV file to which is added what was paid. */
export function openCsvReceipt(file: string, columns: readonly string[]) {
  const path = userPath(file)
  if (!existsSync(path)) writeFileSync(path, `${columns.join(',')}\n`)
  return {
    path,
    add: (rows: readonly (readonly string[])[]) => appendFileSync(path, rows.map((row) => `${formatCsvLine(row)}\n`).join('')),
  }
}

/** Parts of a list, each of at most `size`. */
export function groupsOf<item>(items: readonly item[], size: number): item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))
}
