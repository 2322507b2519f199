import { type CampaignState, type ProposalStatus, campaignStateNames, proposalStatusNames } from '../../abis/enums.ts'
import { account as accountNumber, comparingState, integer } from '../compareState.ts'
import type { AuditDifference } from '../difference.ts'
import type { DecodedEvent, Integer } from '../events.ts'
import { keyOf } from '../keys.ts'
import type { Account } from '../types.ts'
import { owedToPledgers, refundOf } from './refunds.ts'
import { replayCampaign } from './replay.ts'
import { campaignState, cloneCampaignModel } from './state.ts'
import type { CampaignModel } from './types.ts'

/** Figures of a campaign read from the chain, all of one block. Whatever is left out isn't compared. Amounts in token units. */
export type CampaignChainState = {
  campaign: Account
  /** Of the block, seconds since 1970: needed for `state` and `refundable`. */
  timestamp?: bigint
  state?: CampaignState
  raised?: bigint
  spent?: bigint
  paidBack?: bigint
  unpaid?: Integer
  /** What it holds of its token: at least what pledgers are owed. */
  balance?: bigint
  positions?: readonly {
    account: Account
    pledged?: bigint
    /** The zero address where there is no pledge. */
    refundTo?: Account
    isPaidBack?: boolean
    isPlaceholder?: boolean
    /** As `refundOf` answers. */
    refundable?: bigint
  }[]
  /** In their order, all of them. */
  proposals?: readonly { status?: ProposalStatus; proposer?: Account; readyAt?: Integer; objections?: bigint }[]
}

export type CampaignAuditReport = {
  /** Zero differences: events and chain are what recomputing gives, to the unit. */
  differences: AuditDifference[]
  eventCount: number
  /** Figures of the chain that were compared. */
  figureCount: number
  /** The campaign as recomputed. */
  model: CampaignModel
}

/**
 * Recomputes a campaign from its events and compares every figure in the events, and every given figure of the chain.
 *
 * @throws what `replayCampaign` throws
 */
export function auditCampaign(events: readonly DecodedEvent[], chain: CampaignChainState): CampaignAuditReport {
  const { model, differences, eventCount } = replayCampaign(events, { campaign: chain.campaign })
  const { compare, figureCount } = comparingState(differences)
  const moment = cloneCampaignModel(model)
  if (chain.timestamp !== undefined) moment.now = chain.timestamp

  const stateNumber = (state: CampaignState) => BigInt(campaignStateNames.indexOf(state))
  compare('state.campaign', {}, campaignState(moment), chain.state, stateNumber)
  compare('state.raised', {}, model.raised, chain.raised, integer)
  compare('state.spent', {}, model.spent, chain.spent, integer)
  compare('state.paidBack', {}, model.paidBack, chain.paidBack, integer)
  compare('state.unpaid', {}, model.unpaid, chain.unpaid, integer)
  const missing = chain.balance === undefined ? undefined : owedToPledgers(model) - chain.balance
  compare('state.missing', {}, 0n, missing !== undefined && missing < 0n ? 0n : missing, integer)

  for (const { account, pledged, refundTo, isPaidBack, isPlaceholder, refundable } of chain.positions ?? []) {
    const position = model.positions.get(keyOf(account))
    compare('state.pledged', { account }, position?.pledged ?? 0n, pledged, integer)
    compare('state.refundTo', { account }, position?.refundTo ?? '', refundTo, accountNumber)
    compare('state.isPaidBack', { account }, position?.isPaidBack ?? false, isPaidBack, integer)
    compare('state.isPlaceholder', { account }, position?.isPlaceholder ?? false, isPlaceholder, integer)
    compare('state.refundable', { account }, refundOf(moment, account), refundable, integer)
  }

  compare('state.proposals', {}, model.proposals.length, chain.proposals?.length, integer)
  const statusNumber = (status: ProposalStatus) => BigInt(proposalStatusNames.indexOf(status))
  model.proposals.forEach((proposal, i) => {
    const subject = { proposal: proposal.id }
    const { status, proposer, readyAt, objections } = chain.proposals?.[i] ?? {}
    compare('state.proposal', subject, proposal.status, status, statusNumber)
    compare('state.proposer', subject, proposal.proposer, proposer, accountNumber)
    compare('state.readyAt', subject, proposal.readyAt, readyAt, integer)
    compare('state.objections', subject, proposal.objections, objections, integer)
  })
  return { differences, eventCount, figureCount: figureCount(), model }
}
