import type { ClaimedEvent, DecodedEvent, DistributedEvent, Integer, NamedEvent } from '../events.ts'
import type { Account } from '../types.ts'
import type { Cost, UseInput } from './types.ts'

type InvoiceArgs = {
  number: bigint
  loggedAt: Integer
  logger: Account
  costs: readonly Cost[]
  net: bigint
  inKind: bigint
}

/** Events that rebuild a machine, those of its campaign apart. */
export type MachineEvent =
  | DistributedEvent
  | ClaimedEvent
  | NamedEvent<'UseLogged', { id: string; input: UseInput; invoice: InvoiceArgs; total: bigint }>
  | NamedEvent<'UsePaid', { id: string; payer: Account; funding: Integer; amount: bigint; paid: bigint }>
  | NamedEvent<'UseContested', { id: string; account: Account }>
  | NamedEvent<'UseSettled', { id: string; steward: Account; stands: boolean }>
  | NamedEvent<'Deposited', { account: Account; amount: bigint; held: bigint }>
  | NamedEvent<'DepositWithdrawn', { account: Account; recipient: Account; amount: bigint; held: bigint }>
  | NamedEvent<'DecisionEnacted', { action: Integer; data: string }>
  | NamedEvent<'PayeeSet', { account: Account; previousPayee: Account; payee: Account }>
  | NamedEvent<'CoOwnerSettled', { account: Account; paid: bigint }>
  | NamedEvent<'ReleasedToPool', { paidBack: bigint }>
  | NamedEvent<'PaybackRested', { network: Account; amount: bigint }>

const NAMES = new Set<string>([
  'Distributed',
  'Claimed',
  'UseLogged',
  'UsePaid',
  'UseContested',
  'UseSettled',
  'Deposited',
  'DepositWithdrawn',
  'DecisionEnacted',
  'PayeeSet',
  'CoOwnerSettled',
  'ReleasedToPool',
  'PaybackRested',
] satisfies MachineEvent['eventName'][])

/** Whether the model of a machine reads this event. */
export function isMachineEvent(event: DecodedEvent): event is MachineEvent {
  return NAMES.has(event.eventName)
}
