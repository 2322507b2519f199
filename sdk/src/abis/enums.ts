// Written by scripts/generate from contracts/types; not edited by hand.

export const batchStatusNames = ['none', 'pending', 'resolved', 'accepted', 'rejected', 'withdrawn'] as const
export type BatchStatus = (typeof batchStatusNames)[number]

export const objectionStatusNames = ['none', 'standing', 'withdrawn', 'settled'] as const
export type ObjectionStatus = (typeof objectionStatusNames)[number]

export const decisionNames = ['reject', 'all', 'some', 'amendment'] as const
export type Decision = (typeof decisionNames)[number]

export const correctionStatusNames = ['none', 'pending', 'applied', 'withdrawn'] as const
export type CorrectionStatus = (typeof correctionStatusNames)[number]

export const poolTypeNames = ['none', 'equity', 'debt'] as const
export type PoolType = (typeof poolTypeNames)[number]

export const basisNames = ['gross', 'remaining'] as const
export type Basis = (typeof basisNames)[number]

export const changeNames = ['pool', 'kind', 'kindClosed', 'equation', 'weight', 'token', 'governor', 'noticePeriod', 'steward', 'parameters', 'bar'] as const
export type Change = (typeof changeNames)[number]
