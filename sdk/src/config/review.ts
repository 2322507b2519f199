import type { VentureConfig } from './types.ts'

const STEWARDS_ONLY = 2n ** 64n - 1n

/** What works and may still surprise, in sentences for people; empty where nothing does. */
export function reviewConfig(config: VentureConfig): string[] {
  const { stewards, attestationsRequired, attestorMinPoints, lazyConsensus, kinds } = config
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
  if (lazyConsensus && kinds.every(({ voice }) => voice === 0)) {
    notes.push('No kind carries voice: nobody can opt in, and the group decides nothing. Give one a voice.')
  }
  return notes
}
