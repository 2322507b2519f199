import { stringToHex } from 'viem'
import { RuleOutOfBoundsError } from '../../errors/decision.ts'
import type { GovernorRules } from '../types.ts'

const HOUR = 3_600
const DAY = 24 * HOUR
const UINT64_MAX = 2n ** 64n - 1n

/** Floors and ceilings that no decision passes, as in `RuleBounds` of the contracts. Seconds, bps, heads, voice. */
export const ruleBounds = {
  lazyWindow: [48 * HOUR, 180 * DAY],
  stopBps: [1, 1_000],
  stopHeads: [1, 10],
  consensusWindow: [48 * HOUR, 180 * DAY],
  quorumBps: [2_000, 10_000],
  quorumHeads: [0, 16],
  delay: [0, 30 * DAY],
  stepBps: [0, 2_500],
  /** Where there are terms. */
  stewardTerm: [30 * DAY, 1_096 * DAY],
  openLazy: [1, 24],
} as const satisfies Partial<Record<keyof GovernorRules, readonly [number, number]>>

/** Voice that has to be within reach for a group to govern itself: a fifth of all, rounded up. */
export function reachRequired(allVoice: bigint): bigint {
  return (allVoice + 4n) / 5n
}

/** @throws {RuleOutOfBoundsError} the first rule that is out of its bounds */
export function checkRules(rules: GovernorRules): void {
  for (const [rule, [min, max]] of Object.entries(ruleBounds)) {
    if (rule === 'stewardTerm' && rules.stewardTerm === 0) continue
    check(rule, rules[rule as keyof typeof ruleBounds], min, max)
  }
  check('openPerProposer', rules.openPerProposer, 1, rules.openLazy)
  check('headVoice', rules.headVoice, 1, UINT64_MAX)
  check('proposerVoice', rules.proposerVoice, 1, rules.headVoice)
}

type Whole = bigint | number

function check(rule: string, actual: Whole, min: Whole, max: Whole): void {
  if (actual >= min && actual <= max) return
  throw new RuleOutOfBoundsError(stringToHex(rule, { size: 32 }), BigInt(actual), BigInt(min), BigInt(max))
}
