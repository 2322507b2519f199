import {
  type DecisionInfo,
  type PreparedTransaction,
  type Reference,
  type VoteSupport,
  getDecision,
  signBallot,
} from '@open-value/sdk'
import { lazyConsensusGovernorAbi } from '@open-value/sdk/abis'
import { type CommonOptions, type Context, senderOf } from './context.ts'
import { type Group, type NumberedDecision, decisionWords, voiceShare, votesWords } from './decisions.ts'
import { print } from './output.ts'
import { eventIn } from './receipts.ts'
import { type SignOptions, signInto } from './signing.ts'
import { submit } from './submit.ts'

type Cast = { decision: NumberedDecision; what: string; prepared: PreparedTransaction }

/** Sends a vote or an objection, and says how the decision then stands. */
export async function castVote(context: Context, group: Group, { decision, what, prepared }: Cast): Promise<void> {
  const { client, contracts, options } = context
  const { governor } = group
  const [receipt] = await submit(context, [{ what: `${what}.`, ...prepared }])
  const { weight } = eventIn(receipt, lazyConsensusGovernorAbi, 'VoteCast', governor)
  const { id, number, motion } = decision
  const now = await getDecision(client, { governor, id, names: decisionWords(context, group), factory: contracts.factory })
  const { state, votes, waitsFor } = now
  print(options, { decision: id, number, voice: weight, state, votes, transaction: receipt?.transactionHash }, [
    `It counts ${voiceShare(weight, motion.reachable)} of the voice. Now ${votesWords(votes, motion)}.`,
    ...(isStopped(now)
      ? ['That stops it. When its window is over, anyone can put it to the vote.']
      : waitsFor === undefined
        ? []
        : [waitsFor]),
  ])
}

/** By what was said so far; some may still be cast. */
function isStopped({ track, state, motion, votes }: DecisionInfo): boolean {
  if (track !== 'lazy' || state !== 'open') return false
  return votes.headsAgainst >= motion.stopHeads || votes.againstVoice >= motion.stopVoice
}

type Signing = {
  decision: NumberedDecision
  support: VoteSupport
  reason: string | Reference
  what: string
  options: CommonOptions & SignOptions
}

/** Signs it, for anybody to submit. A ballot has no deadline of its own: it is good as long as the decision is open. */
export async function signVote(context: Context, { governor, venture }: Group, vote: Signing): Promise<void> {
  const { decision, support, reason, what, options } = vote
  // What passes lazily can be objected to until it is executed.
  const until = decision.track === 'lazy' ? decision.expiresAt : decision.deadline
  await signInto(context, venture, {
    file: options.sign ?? '',
    options,
    what,
    until,
    sign: async () => {
      const signed = { governor, decision: decision.id, support, reason }
      return {
        act: 'Ballot',
        content: { ...(await signBallot(context.client, signed, { account: senderOf(context) })), ledger: venture.ledger, until },
      }
    },
  })
}
