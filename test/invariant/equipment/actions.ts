import { CAMPAIGN_ACTIONS } from './campaignActions.ts'
import { MACHINE_ACTIONS } from './machineActions.ts'
import { type Action, anyCampaign } from './step.ts'
import { DAY, STRANGER } from './world.ts'

const wait: Action = (context) => {
  const { world, random } = context
  const campaign = anyCampaign(context, () => true)
  if (!campaign) return
  const somebody = world.account(STRANGER)
  const at = world.chain.now + 1n + random.big(random.once(4) ? 2n * DAY : 3600n)
  return { action: 'wait', campaign, tx: { from: somebody, to: somebody, at }, apply: () => {} }
}

export const ACTIONS = { ...CAMPAIGN_ACTIONS, ...MACHINE_ACTIONS, wait } satisfies Record<string, Action>
export type ActionName = keyof typeof CAMPAIGN_ACTIONS | keyof typeof MACHINE_ACTIONS | 'wait'
export const ACTION_NAMES = Object.keys(ACTIONS) as ActionName[]

/** What has to happen first where an action has nothing to act upon. */
export const FIRST: Partial<Record<ActionName, ActionName>> = {
  unpledge: 'pledge',
  setRefundTo: 'pledge',
  cancel: 'pledge',
  proposeRelease: 'pledge',
  purchase: 'proposeRelease',
  deliver: 'proposeRelease',
  proposeDecision: 'purchase',
  decide: 'proposeDecision',
  object: 'proposeRelease',
  withdrawProposal: 'proposeRelease',
  refund: 'cancel',
  refundBatch: 'cancel',
  passOn: 'cancel',
  log: 'purchase',
  logAndPay: 'purchase',
  payUse: 'log',
  contest: 'log',
  settle: 'contest',
  deposit: 'purchase',
  withdrawDeposit: 'deposit',
  sale: 'purchase',
  sync: 'purchase',
  claim: 'purchase',
  claimTo: 'purchase',
  setPayee: 'purchase',
  enact: 'purchase',
}
