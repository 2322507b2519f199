import type { DecodedEvent, Integer, NamedEvent } from '../events.ts'
import type { MaterialInput, ScenarioInput } from '../machine/types.ts'
import type { Account, Token } from '../types.ts'

type CampaignTermsArgs = {
  end: Integer
  token: Token
  goal: bigint
  minPledge: bigint
  maxPledge: bigint
  deadline: Integer
  releaseDeadline: Integer
  objectionWindow: Integer
  objectionBps: Integer
  capBps: Integer
  agreementHash: string
  initiator: Account
  custodian: Account
  venture: Account
}
type MachineTermsArgs = {
  maintenanceBps: number
  infrastructureBps: number
  paybackBps: number
  maintenanceAfterBps: number
  contestWindow: Integer
}
type MachineConfigArgs = {
  terms: MachineTermsArgs
  stewards: readonly Account[]
  scenarios: readonly ScenarioInput[]
  materials: readonly MaterialInput[]
}

/** Events that rebuild a campaign: its own, and the one of its factory. */
export type CampaignEvent =
  | NamedEvent<
      'CampaignDeployed',
      { campaign: Account; machine: Account; config: { terms: CampaignTermsArgs; machine: MachineConfigArgs } }
    >
  | NamedEvent<'PlaceholderPledged', { account: Account }>
  | NamedEvent<
      'Pledged',
      { account: Account; payer: Account; amount: bigint; refundTo: Account; pledged: bigint; raised: bigint }
    >
  | NamedEvent<'GoalReached', { raised: bigint }>
  | NamedEvent<'Unpledged', { account: Account; recipient: Account; amount: bigint; pledged: bigint; raised: bigint }>
  | NamedEvent<'RefundToSet', { account: Account; previousRefundTo: Account; refundTo: Account }>
  | NamedEvent<'CampaignCancelled', { initiator: Account }>
  | NamedEvent<'ProposalMade', { id: bigint; proposer: Account; action: Integer; data: string; readyAt: bigint }>
  | NamedEvent<'ProposalObjected', { id: bigint; objector: Account; weight: bigint; objections: bigint }>
  | NamedEvent<'ProposalStopped', { id: bigint; proposer: Account; stops: bigint }>
  | NamedEvent<'ProposalWithdrawn', { id: bigint }>
  | NamedEvent<'ProposalExecuted', { id: bigint; action: Integer }>
  | NamedEvent<'Purchased', { proposal: bigint; supplier: Account; amount: bigint; machine: Account }>
  | NamedEvent<'Delivered', { proposal: bigint; venture: Account; amount: bigint; spent: bigint }>
  | NamedEvent<'Refunded', { account: Account; recipient: Account; amount: bigint; paidBack: bigint }>
  | NamedEvent<'PassedOn', { recipient: Account; amount: bigint }>

const NAMES = new Set<string>([
  'CampaignDeployed',
  'PlaceholderPledged',
  'Pledged',
  'GoalReached',
  'Unpledged',
  'RefundToSet',
  'CampaignCancelled',
  'ProposalMade',
  'ProposalObjected',
  'ProposalStopped',
  'ProposalWithdrawn',
  'ProposalExecuted',
  'Purchased',
  'Delivered',
  'Refunded',
  'PassedOn',
] satisfies CampaignEvent['eventName'][])

/** Whether the model of a campaign reads this event. */
export function isCampaignEvent(event: DecodedEvent): event is CampaignEvent {
  return NAMES.has(event.eventName)
}
