import type { VentureConfig } from './types.ts'

const STEWARDS_ONLY = 2n ** 64n - 1n

/** What works and may still surprise, in sentences for people; empty where nothing does. */
export function reviewConfig({ stewards, attestationsRequired, attestorMinPoints }: VentureConfig): string[] {
  const notes: string[] = []
  const { length } = stewards
  const many = length === 1 ? 'there is 1 steward' : `there are ${length} stewards`
  if (attestorMinPoints === STEWARDS_ONLY && length <= attestationsRequired) {
    notes.push(
      `Only stewards attest, and ${many}: nobody can attest a steward's own contributions. ` +
        `They wait for silence or the governor. Name ${attestationsRequired + 1 - length} more.`,
    )
  }
  if (length < attestationsRequired + 1) {
    notes.push(
      `Stewards decide an objected batch together, at least ${attestationsRequired + 1}, and ${many}: the governor decides.`,
    )
  }
  return notes
}
