import { SingleBar } from 'cli-progress'
import { createInterface } from 'node:readline/promises'
import { formatDuration } from '@open-value/sdk'
import { InputError, InterruptedError } from './errors.ts'

/** Columns, the first ones to the left; `right` names those that are numbers. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)))
  return rows.map((row) =>
    row
      .map((cell, column) => (right.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('   ')
      .trimEnd(),
  )
}

/** "1 person", "2 people". */
export function counted(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`
}

/** A time in seconds since 1970, to the minute, in UTC. */
export function when(seconds: bigint | number): string {
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** A span of seconds by its two largest units: "4 days 23 hours". */
export function roughly(seconds: number): string {
  const parts = formatDuration(seconds).split(' ')
  return parts.slice(0, 4).join(' ')
}

/** JSON with bigints as text. */
export function toJson(value: unknown): string {
  return JSON.stringify(
    value,
    (_, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner instanceof Map ? [...inner] : inner),
    2,
  )
}

/** Prints JSON or, for people, lines. */
export function print({ json }: { json?: boolean }, value: unknown, lines: readonly string[]): void {
  console.log(json ? toJson(value) : lines.join('\n'))
}

/** @throws {InterruptedError} no */
export async function confirm(question: string): Promise<void> {
  if (!process.stdin.isTTY) throw new InputError('Nobody is there to confirm this.', ['Say --yes to send it without a question.'])
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(`${question} [y/N] `)
  terminal.close()
  if (!/^y(es)?$/i.test(answer.trim())) throw new InterruptedError('Nothing was sent.')
}

export type Progress = { to: (value: number) => void; stop: () => void }

/** A bar on long work, for people at a terminal alone. */
export function progress(total: number, what: string, { json }: { json?: boolean }): Progress {
  if (json || !process.stderr.isTTY || total < 2) return { to: () => {}, stop: () => {} }
  const bar = new SingleBar({ format: `${what} {bar} {percentage}% | {value}/{total}`, stream: process.stderr, hideCursor: true })
  bar.start(total, 0)
  return { to: (value) => bar.update(value), stop: () => bar.stop() }
}

export type Steps<step extends string> = { to: (progress: { step: step; done: number; total: number }) => void; stop: () => void }

/** A bar for each step of long work, one after the other; `words` names them. */
export function progressSteps<step extends string>(words: Record<step, string>, options: { json?: boolean }): Steps<step> {
  let current: { step: step; bar: Progress } | undefined
  return {
    to({ step, done, total }) {
      if (current?.step !== step) {
        current?.bar.stop()
        current = { step, bar: progress(total, words[step], options) }
      }
      current.bar.to(done)
    },
    stop: () => current?.bar.stop(),
  }
}
