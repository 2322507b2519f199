/**
 * The reference model: the value equation in plain bigints, without client and without clock. It recomputes a venture from its
 * events (`auditVenture`), answers what if before anything is signed (`whatIf`), and says who gets what and why (`explain`).
 * Amounts are in a token's smallest unit, quantities in the smallest unit of their kind.
 */
export * from './audit.ts'
export { auditCampaign, type CampaignAuditReport, type CampaignChainState } from './campaign/audit.ts'
export * as campaignModel from './campaign/index.ts'
export * from './campaign/errors.ts'
export { type CampaignReplay, replayCampaign } from './campaign/replay.ts'
export { checkEquation } from './checkEquation.ts'
export { ALL_DEBT_ENTRIES, BPS, ETH, FRACTION_BITS, MAX_ACCOUNTED, MAX_LINES, MAX_OWN_ENTRIES } from './constants.ts'
export { type AuditDifference, type AuditFigure, type AuditSubject, describeDifference } from './difference.ts'
export { decodeEquation, encodeEquation, runEquation } from './equation.ts'
export * from './errors.ts'
export * from './events.ts'
export * from './explain.ts'
export { keyOf } from './keys.ts'
export { auditMachine, type MachineAuditReport, type MachineChainState } from './machine/audit.ts'
export * as machineModel from './machine/index.ts'
export * from './machine/errors.ts'
export { type MachineReplay, replayMachine } from './machine/replay.ts'
export { packModelEntry, unpackModelEntry } from './packedEntry.ts'
export { type Replay, type ReplayParameters, replayVenture } from './replay.ts'
export type * from './types.ts'
export * from './venture.ts'
export * from './whatIf.ts'
export { isSameWord, toWord } from './words.ts'
