import type { PeerRow } from '../peers/row.ts'

export const number = (value: number): string => value.toLocaleString('en')

/** A number, or nothing where there is none. */
export const figure = (value: number | undefined): string => (value === undefined ? '' : number(value))

/** One number, or the least and the most of several. */
export function range(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return least === most ? number(least) : `${number(least)} to ${number(most)}`
}

/** Numbers of recipients that something was measured with, the fewest first. */
export function recipientsOf(rows: readonly PeerRow[]): number[] {
  return [...new Set(rows.flatMap(({ recipients }) => recipients ?? []))].sort((a, b) => a - b)
}
