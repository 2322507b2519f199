/**
 * A campaign in plain bigints: its state, and one function for everything that can happen to it. Functions change the model they are
 * given, or throw and change nothing. Signatures, nonces and the money that has to come with a call are not part of it.
 */
export { type CoOwnerDecision, decodeDecision } from './decision.ts'
export { execute, type ExecuteOutcome, object, propose, withdrawProposal } from './decisions.ts'
export { cancel, pledge, type PledgeParameters, setRefundTo, unpledge } from './pledges.ts'
export {
  owedToPledgers,
  passOn,
  type PassOnOutcome,
  receive,
  refund,
  refundBatch,
  refundOf,
  type RefundOutcome,
} from './refunds.ts'
export {
  campaignState,
  cloneCampaignModel,
  createCampaignModel,
  type CreateCampaignModelParameters,
  pledgedOf,
  setClock,
} from './state.ts'
export type * from './types.ts'
