// Written by scripts/generate from contracts/types; not edited by hand.

export const campaignEndNames = ['machine', 'venture'] as const
export type CampaignEnd = (typeof campaignEndNames)[number]

export const campaignStateNames = ['open', 'funded', 'released', 'failed'] as const
export type CampaignState = (typeof campaignStateNames)[number]

export const coOwnerActionNames = ['purchase', 'delivery', 'custodian', 'steward', 'scenario', 'material', 'spending', 'token', 'move'] as const
export type CoOwnerAction = (typeof coOwnerActionNames)[number]

export const proposalStatusNames = ['none', 'live', 'stopped', 'withdrawn', 'executed'] as const
export type ProposalStatus = (typeof proposalStatusNames)[number]

export const batchStatusNames = ['none', 'pending', 'resolved', 'accepted', 'rejected', 'withdrawn'] as const
export type BatchStatus = (typeof batchStatusNames)[number]

export const objectionStatusNames = ['none', 'standing', 'withdrawn', 'settled'] as const
export type ObjectionStatus = (typeof objectionStatusNames)[number]

export const decisionNames = ['reject', 'all', 'some', 'amendment'] as const
export type Decision = (typeof decisionNames)[number]

export const correctionStatusNames = ['none', 'pending', 'applied', 'withdrawn'] as const
export type CorrectionStatus = (typeof correctionStatusNames)[number]

export const moveStatusNames = ['none', 'proposed', 'waiting', 'made', 'rejected'] as const
export type MoveStatus = (typeof moveStatusNames)[number]

export const useStatusNames = ['none', 'logged', 'contested', 'paid', 'void'] as const
export type UseStatus = (typeof useStatusNames)[number]

export const fundingNames = ['wallet', 'deposit'] as const
export type Funding = (typeof fundingNames)[number]

export const poolTypeNames = ['none', 'equity', 'debt'] as const
export type PoolType = (typeof poolTypeNames)[number]

export const basisNames = ['gross', 'remaining'] as const
export type Basis = (typeof basisNames)[number]

export const changeNames = ['pool', 'kind', 'kindClosed', 'equation', 'weight', 'token', 'governor', 'noticePeriod', 'steward', 'parameters', 'bar'] as const
export type Change = (typeof changeNames)[number]
