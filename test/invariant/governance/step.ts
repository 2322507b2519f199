import type { Log, Transaction } from '../chain.ts'
import type { Random } from '../random.ts'
import type { ActionName } from './actions.ts'
import type { MotionGhost, Support } from './ghost.ts'
import type { GovernanceWorld } from './world.ts'

export type Step = {
  action: ActionName
  tx: Transaction
  /** For whoever reads of a failure. */
  what?: string
  /** The error with which it must be refused, asked once the time of its block is known; otherwise it must go through. */
  obstacle: () => string | undefined
  /** What is to be remembered of it. */
  apply: (logs: readonly Log[]) => void
  motion?: MotionGhost
  vote?: { account: string; support: Support }
  /** Whose money it pays out. */
  claimed?: string
}
export type Context = { world: GovernanceWorld; random: Random; now: bigint }
export type Action = (context: Context) => Step | undefined
