/**
 * A machine in plain bigints: the engine's model (`VentureModel`), with the payback of the co-owners, uses, deposits and decisions.
 * Functions change the model they are given, or throw and change nothing. Uses are named by their number; the money that has to come
 * with a call is not part of it.
 */
export { payeeOf, setPayee } from '../moves.ts'
export { distribute, unaccountedOf } from '../revenue.ts'
export { receive, setBalance, setClock, setReadable } from '../rules.ts'
export { checkDecision, deciderOf, enact, type EnactOutcome } from './decisions.ts'
export { drawUp, totalOf } from './invoice.ts'
export { claim, type ClaimOutcome, type Flow, owedTo, paidBackOf, paybackOf, previewClaim, sync, syncAll } from './payback.ts'
export { deposit, logAndPay, pay, type PayOptions, type PayOutcome, withdrawDeposit } from './payments.ts'
export {
  clone,
  coOwnerOf,
  create,
  type CreateMachineParameters,
  depositOf,
  isReleased,
  maintenanceOf,
  paybackPool,
} from './state.ts'
export type * from './types.ts'
export { contest, log, settle } from './uses.ts'
