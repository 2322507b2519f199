/** What the contracts fix for every campaign and machine; agreements tell it. */
export const RULES = {
  /** Share of all pledges that may propose. */
  proposerBps: 500,
  /** Seconds in which a decision about a machine can be carried out. */
  executionPeriod: 30 * 86_400,
  /** Seconds in which a move can be objected to, at least. */
  moveWindow: 30 * 86_400,
} as const
