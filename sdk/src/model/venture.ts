/**
 * A venture in plain bigints: its state, and one function for everything that can happen to it. The integer algorithm is the
 * contract's, so that figures are equal to the unit after every step; indices and offsets are true integers (see `toWord`).
 *
 * Functions change the model they are given, or throw and change nothing.
 */
export * from './claims.ts'
export { addUnits, applyReassignment, enterUnits, type PoolOpening, reassignDebt, removeUnits, takeUnits } from './holdings.ts'
export * from './moves.ts'
export * from './rests.ts'
export { kindIndex, offsetOf, rawOf, rawOfRest } from './equity.ts'
export {
  type DebtFeed,
  type Distribution,
  type EquityFeed,
  type SyncOutcome,
  distribute,
  isPoolOpen,
  previewDistribution,
  recoverableOf,
  sync,
  syncAll,
  unaccountedOf,
} from './revenue.ts'
export * from './rules.ts'
export * from './state.ts'
