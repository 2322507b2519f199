import type { ContractFunctionReturnType } from 'viem'
import type { lazyConsensusGovernorAbi } from '../../abis/lazyConsensusGovernor.ts'

/** Lazy: it passes unless enough object. Consensus: it passes when enough take part and two thirds are for it. */
export type DecisionTrack = 'consensus' | 'lazy'

/** The rules a decision is made by, of the moment it was proposed. */
export type Motion = {
  /** Seconds. */
  window: number
  /** Last second of the window, seconds since 1970. */
  deadline: bigint
  /** Seconds between the window and the first moment it can be executed. */
  delay: number
  /** All voice that could be cast on it the second before. */
  reachable: bigint
  /** What one voter counts at most: a tenth of it. */
  maxVoice: bigint
  /** Voice that makes a head of a voter. */
  headVoice: bigint
  /** Lazy track: objections of so much voice stop it, */
  stopVoice: bigint
  /** or so many heads. */
  stopHeads: number
  /** Consensus track: so much voice has to take part, */
  quorumVoice: bigint
  /** and so many heads. */
  quorumHeads: number
}

export type ChainMotion = ContractFunctionReturnType<typeof lazyConsensusGovernorAbi, 'view', 'motionOf'>

const BPS = 10_000n
const MAX_CAST_BPS = 1_000n

export const trackOf = ({ isConsensus }: Pick<ChainMotion, 'isConsensus'>): DecisionTrack => (isConsensus ? 'consensus' : 'lazy')

export function readMotion(motion: ChainMotion): Motion {
  const { window, deadline, delay, reachable, headVoice, stopBps, stopHeads, quorumBps, quorumHeads } = motion
  return {
    window,
    deadline: BigInt(deadline),
    delay,
    reachable,
    maxVoice: atLeastOne((reachable * MAX_CAST_BPS) / BPS),
    headVoice,
    stopVoice: atLeastOne((reachable * BigInt(stopBps)) / BPS),
    stopHeads,
    quorumVoice: partUp(reachable, quorumBps),
    quorumHeads,
  }
}

const atLeastOne = (voice: bigint) => (voice > 0n ? voice : 1n)

function partUp(amount: bigint, bps: number): bigint {
  return (amount * BigInt(bps) + BPS - 1n) / BPS
}
