import type { Account, Token } from './types.ts'

/** Decoders give small integers as numbers and large ones as bigints; the model takes both. */
export type Integer = number | bigint

/** Where an event stands. Events are read in the order of `blockNumber`, then `logIndex`. */
export type EventPlace = {
  blockNumber: bigint
  logIndex: number
  /** Who emitted it. Events of other contracts are left out. */
  address?: string
  transactionHash?: string
  /** Seconds since 1970. Not needed; where it is given, openings of pools are checked against it. */
  blockTimestamp?: bigint
}

export type NamedEvent<Name extends string, Args> = EventPlace & { eventName: Name; args: Args }

/* EVENTS OF THE VENTURE */

export type DistributedEvent = NamedEvent<'Distributed', { token: Token; amount: bigint; parts: readonly bigint[] }>
export type ParkedEvent = NamedEvent<'Parked', { pool: Integer; token: Token; amount: bigint; parkedInAll: bigint }>
export type ParkedReleasedEvent = NamedEvent<'ParkedReleased', { pool: Integer; token: Token; amount: bigint }>
export type RecoveredEvent = NamedEvent<'Recovered', { token: Token; amount: bigint }>
export type ClaimedEvent = NamedEvent<
  'Claimed',
  { account: Account; token: Token; recipient: Account; amount: bigint; kinds: bigint; maxDebtEntries: bigint }
>
export type UnitsAddedEvent = NamedEvent<'UnitsAdded', { batch: string; entries: readonly bigint[] }>
export type UnitsRemovedEvent = NamedEvent<
  'UnitsRemoved',
  { account: Account; kind: Integer; quantity: bigint; unitsLeft: bigint }
>
export type PoolOpensEvent = NamedEvent<'PoolOpens', { pool: Integer; opensAt: bigint }>
export type DebtReassignedEvent = NamedEvent<
  'DebtReassigned',
  { pool: Integer; account: Account; index: Integer; money: bigint; credited: bigint }
>

export type TotalAddedEvent = NamedEvent<'TotalAdded', { batch: string; kind: Integer; record: readonly bigint[] }>
export type UnitsActivatedEvent = NamedEvent<'UnitsActivated', { batch: string; leaves: readonly bigint[] }>
export type RestClosedEvent = NamedEvent<'RestClosed', { batch: string; kind: Integer; units: bigint }>
export type PayeeSetEvent = NamedEvent<'PayeeSet', { account: Account; previousPayee: Account; payee: Account }>
export type MovedEvent = NamedEvent<'Moved', { from: Account; to: Account }>

/* EVENT OF THE FACTORY: what the venture begins with */

export type PoolConfigArgs = { poolType: Integer; token: Token; capBps: Integer; openingPeriod: Integer }
export type KindConfigArgs = { decimals: Integer; pool: Integer; rate: Integer; voice: Integer }
export type LineArgs = { account: Account; pool: Integer; basis: Integer; shareBps: Integer }
export type VentureDeployedEvent = NamedEvent<
  'VentureDeployed',
  {
    venture: Account
    ledger: Account
    config: {
      contributorsFloorBps: Integer
      tokens: readonly Token[]
      pools: readonly PoolConfigArgs[]
      kinds: readonly KindConfigArgs[]
      equation: readonly LineArgs[]
      remainder: Account
    }
  }
>

/* EVENTS OF THE NOTICE BOARD: what came later, with the venture they are about */

export type PoolOpenedEvent = NamedEvent<'PoolOpened', { venture: Account; pool: Integer; config: PoolConfigArgs }>
export type KindOpenedEvent = NamedEvent<'KindOpened', { venture: Account; kind: Integer; config: KindConfigArgs }>
export type KindClosedEvent = NamedEvent<'KindClosed', { venture: Account; kind: Integer; successor: Integer }>
export type KindReweighedEvent = NamedEvent<
  'KindReweighed',
  { venture: Account; kind: Integer; previousWeight: Integer; weight: Integer }
>
export type EquationSetEvent = NamedEvent<'EquationSet', { venture: Account; version: Integer; code: string }>
export type TokenListedEvent = NamedEvent<'TokenListed', { venture: Account; token: Token; count: Integer }>
export type TokenMutedEvent = NamedEvent<'TokenMuted', { venture: Account; token: Token; muted: boolean }>

/* EVENTS OF LARGE BATCHES AND OF THE ACCOUNT BOARD, with the ledger they are about */

export type LargeBatchProposedEvent = NamedEvent<
  'LargeBatchProposed',
  { ledger: Account; batch: string; totals: readonly bigint[]; leaves: Integer }
>
export type LeavesActivatedEvent = NamedEvent<'LeavesActivated', { ledger: Account; batch: string; indices: readonly bigint[] }>
export type LeafCutEvent = NamedEvent<
  'LeafCut',
  { ledger: Account; batch: string; index: Integer; affiliate: Account; quantity: bigint; asked: bigint }
>
export type MoveProposedEvent = NamedEvent<
  'MoveProposed',
  { ledger: Account; move: string; content: { from: Account; to: Account } }
>
export type MoveMadeEvent = NamedEvent<'MoveMade', { ledger: Account; move: string }>

/** Events that rebuild the state of a venture. */
export type VentureEvent =
  | DistributedEvent
  | ParkedEvent
  | ParkedReleasedEvent
  | RecoveredEvent
  | ClaimedEvent
  | UnitsAddedEvent
  | UnitsRemovedEvent
  | PoolOpensEvent
  | DebtReassignedEvent
  | TotalAddedEvent
  | UnitsActivatedEvent
  | RestClosedEvent
  | PayeeSetEvent
  | MovedEvent
  | VentureDeployedEvent
  | PoolOpenedEvent
  | KindOpenedEvent
  | KindClosedEvent
  | KindReweighedEvent
  | EquationSetEvent
  | TokenListedEvent
  | TokenMutedEvent
  | LargeBatchProposedEvent
  | LeavesActivatedEvent
  | LeafCutEvent
  | MoveProposedEvent
  | MoveMadeEvent

/** Any decoded event: those the model doesn't know are left out. */
export type DecodedEvent = EventPlace & { eventName: string; args: unknown }

const NAMES = new Set<string>([
  'Distributed',
  'Parked',
  'ParkedReleased',
  'Recovered',
  'Claimed',
  'UnitsAdded',
  'UnitsRemoved',
  'PoolOpens',
  'DebtReassigned',
  'TotalAdded',
  'UnitsActivated',
  'RestClosed',
  'PayeeSet',
  'Moved',
  'VentureDeployed',
  'PoolOpened',
  'KindOpened',
  'KindClosed',
  'KindReweighed',
  'EquationSet',
  'TokenListed',
  'TokenMuted',
  'LargeBatchProposed',
  'LeavesActivated',
  'LeafCut',
  'MoveProposed',
  'MoveMade',
] satisfies VentureEvent['eventName'][])

/** Whether the model reads this event. Decoded by the project's ABIs, its `args` have the names and types above. */
export function isVentureEvent(event: DecodedEvent): event is VentureEvent {
  return NAMES.has(event.eventName)
}

/** Order in which events happened. */
export function byPlace(a: EventPlace, b: EventPlace): number {
  if (a.blockNumber === b.blockNumber) return a.logIndex - b.logIndex
  return a.blockNumber < b.blockNumber ? -1 : 1
}
