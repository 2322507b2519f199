import { kindsOf, takeOwed } from './claims.ts'
import { account as numberOf } from './compareState.ts'
import { type AuditDifference, comparing } from './difference.ts'
import { decodeEquation } from './equation.ts'
import {
  type DecodedEvent,
  type DistributedEvent,
  type EventPlace,
  type KindConfigArgs,
  type LineArgs,
  type ParkedEvent,
  type ParkedReleasedEvent,
  type PoolConfigArgs,
  type RecoveredEvent,
  type RestClosedEvent,
  type VentureEvent,
  byPlace,
  isVentureEvent,
} from './events.ts'
import { kindIndices } from './equity.ts'
import { followLeaves } from './followLeaves.ts'
import { followMoves } from './followMoves.ts'
import { applyReassignment, enterUnits, takeUnits } from './holdings.ts'
import { keyOf } from './keys.ts'
import { canMove, move, setPayee } from './moves.ts'
import { unpackModelEntry } from './packedEntry.ts'
import { type RestClosing, activateLeaves, earnedByRest, enterClosing } from './rests.ts'
import { type EquityFeed, type SyncOutcome, commit, isPoolOpen } from './revenue.ts'
import {
  applyEquation,
  applyToken,
  applyWeight,
  closeKind,
  openKind,
  type OpenKindParameters,
  openPool,
  type OpenPoolParameters,
} from './rules.ts'
import { createVentureModel, equityPoolOf, kindOf, restOf, unitsOf } from './state.ts'
import type { EquationLine, EquityPoolState, Token, VentureModel } from './types.ts'

export type ReplayParameters = {
  /** Account of the venture whose events are read. */
  venture: string
  /** Told of every distribution as it is made, with the event that ends it: how `explain` follows the money. */
  onSync?: (outcome: SyncOutcome, event: VentureEvent, model: VentureModel) => void
  /** Told of every rest of a large batch as it is closed. */
  onClosing?: (closing: RestClosing, event: RestClosedEvent, model: VentureModel) => void
  /** Told of every event after its effect. */
  onEvent?: (event: VentureEvent, model: VentureModel) => void
  /** Told of how many events are done, and how many there are. */
  onProgress?: ((done: number, total: number) => void) | undefined
}

export type Replay = {
  model: VentureModel
  /** Figures in the events that recomputing doesn't give. */
  differences: AuditDifference[]
  /** Events that were read. */
  eventCount: number
}

type DistributionEvent = ParkedEvent | ParkedReleasedEvent | RecoveredEvent | DistributedEvent

/** Events of one distribution, gathered until it is complete. */
type Gathered = Told & {
  token: string
  last: VentureEvent
  recovered: bigint | undefined
}

/** What events tell of revenue that waits, or waited, by pool. */
type Told = { parked: Map<number, { amount: bigint; parkedInAll: bigint }>; released: Map<number, bigint> }

/**
 * Rebuilds a venture from its `VentureDeployed`, its events, those of its notice board, and what LargeBatches and the account board
 * tell of its ledger, and checks every figure in them by recomputing it.
 *
 * No clock is needed: `PoolOpens` says when a pool opens, `Parked` and `ParkedReleased` say where revenue went. Where events carry
 * timestamps these are checked too. Balances are not in the events; `model.balances` stays empty.
 *
 * @param events in any order, events of others among them; all of the venture's have to be there
 * @throws {KindUnknownError} {PoolUnknownError} {TokenNotListedError} {EquationCodeInvalidError} {LeafAffiliateInvalidError}
 * {RecordWrongError} {MoveInvalidError} events are missing or not genuine
 */
export function replayVenture(
  events: readonly DecodedEvent[],
  { venture, onSync, onClosing, onEvent, onProgress }: ReplayParameters,
): Replay {
  const model = createVentureModel({ venture })
  const differences: AuditDifference[] = []
  const compare = comparing(differences)
  const large = followLeaves(compare)
  const moves = followMoves(compare)
  /** Openings of pools said to come with the next units. */
  const announced = new Map<number, bigint>()
  let gathered: Gathered | undefined
  /** Events of parked revenue that belong to the closing before them. */
  const toldByClosing = new Set<VentureEvent>()
  const own = ownEvents(events, venture)

  /** The distribution whose events are `gathered`; without a `Distributed` event nothing new came in. */
  function distributeGathered(distributed?: DistributedEvent): void {
    if (!gathered) return
    const { token, parked, released, recovered, last } = gathered
    const event = distributed ?? last
    gathered = undefined
    const told = { parked, released }
    const outcome = commit(model, token, distributed?.args.amount ?? 0n, (pool) => isOpenBy(event, pool, token, told))
    for (const feed of outcome.equity) compareFeed(event, token, feed, told)
    compare(event, 'Recovered.amount', { token }, outcome.distribution?.recovered ?? 0n, recovered ?? 0n)
    if (distributed) {
      const parts = outcome.distribution?.parts ?? []
      const lines = Math.max(parts.length, distributed.args.parts.length)
      for (let line = 0; line < lines; line++) {
        compare(event, 'Distributed.parts', { token, line }, parts[line] ?? 0n, distributed.args.parts[line] ?? 0n)
      }
    }
    onSync?.(outcome, event, model)
  }

  /** What waited is released once the pool is open; where nothing waited, what came was parked or not. */
  function isOpenBy(event: VentureEvent, pool: EquityPoolState, token: Token, { parked, released }: Told): boolean {
    const isReleased = pool.parked.has(token) ? released.has(pool.id) : !parked.has(pool.id)
    const isOpen = pool.points !== 0n && isReleased
    if (event.blockTimestamp !== undefined) {
      compare(event, 'pool.isOpen', { token, pool: pool.id }, BigInt(isPoolOpen(model, pool)), BigInt(isOpen))
    }
    return isOpen
  }

  function compareFeed(event: EventPlace, token: Token, feed: EquityFeed, { parked, released }: Told): void {
    const subject = { token, pool: feed.pool }
    compare(event, 'ParkedReleased.amount', subject, feed.released, released.get(feed.pool) ?? 0n)
    compare(event, 'Parked.amount', subject, feed.parked === 0n ? 0n : feed.fed, parked.get(feed.pool)?.amount ?? 0n)
    compare(event, 'Parked.parkedInAll', subject, feed.parked, parked.get(feed.pool)?.parkedInAll ?? 0n)
  }

  /** What a rest has earned goes to its pool at once; the events that tell so follow in the order of tokens. */
  function close(event: RestClosedEvent, following: readonly VentureEvent[]): void {
    const { batch, units } = event.args
    const kind = Number(event.args.kind)
    compare(event, 'RestClosed.units', { batch, kind }, restOf(model, batch, kind), units)
    const told = new Map<Token, Told>()
    let last: VentureEvent = event
    let next = 0
    for (const token of earnedByRest(model, batch, kind).keys()) {
      const own: Told = { parked: new Map(), released: new Map() }
      told.set(token, own)
      const candidate = following[next]
      if (!candidate || !isFeedOf(candidate, last, token, kindOf(model, kind).pool)) continue
      const { pool, amount } = candidate.args
      if (candidate.eventName === 'Parked') own.parked.set(Number(pool), { amount, parkedInAll: candidate.args.parkedInAll })
      else own.released.set(Number(pool), amount)
      toldByClosing.add(candidate)
      last = candidate
      next++
    }
    const nothing: Told = { parked: new Map(), released: new Map() }
    const closing = enterClosing(model, batch, kind, (pool, token) => isOpenBy(event, pool, token, told.get(token) ?? nothing))
    for (const feed of closing.feeds) compareFeed(event, feed.token, feed, told.get(feed.token) ?? nothing)
    onClosing?.(closing, event, model)
  }

  function gather(event: DistributionEvent): Gathered {
    const token = keyOf(event.args.token)
    if (!gathered || !isNextOf(gathered, event, token)) {
      distributeGathered()
      gathered = { token, last: event, parked: new Map(), released: new Map(), recovered: undefined }
    }
    gathered.last = event
    return gathered
  }

  function apply(event: VentureEvent, index: number): void {
    if (event.blockTimestamp !== undefined) model.now = event.blockTimestamp
    if (event.eventName !== 'UnitsActivated') large.end()
    if (event.eventName !== 'Moved') moves.end()
    switch (event.eventName) {
      case 'Parked': {
        const { pool, amount, parkedInAll } = event.args
        gather(event).parked.set(Number(pool), { amount, parkedInAll })
        return
      }
      case 'ParkedReleased':
        gather(event).released.set(Number(event.args.pool), event.args.amount)
        return
      case 'Recovered':
        gather(event).recovered = event.args.amount
        return
      case 'Distributed':
        gather(event)
        distributeGathered(event)
        return
      default:
        distributeGathered()
        if (event.eventName === 'RestClosed') close(event, own.slice(index + 1, index + 1 + model.books.size))
        else applyOther(event)
    }
  }

  function applyOther(event: Exclude<VentureEvent, DistributionEvent | RestClosedEvent>): void {
    switch (event.eventName) {
      case 'Claimed': {
        const { account, token, amount, kinds, maxDebtEntries } = event.args
        const subject = { account: keyOf(account), token: keyOf(token) }
        const claimed = kindsOf(model, bitsOf(kinds))
        compare(
          event,
          'Claimed.amount',
          subject,
          takeOwed(model, subject.account, subject.token, claimed, maxDebtEntries),
          amount,
        )
        return
      }
      case 'PoolOpens': {
        // The points rise with the event that follows. Without timestamps this event says when.
        const pool = equityPoolOf(model, Number(event.args.pool))
        if (event.blockTimestamp === undefined) model.now = event.args.opensAt - pool.openingPeriod
        announced.set(pool.id, event.args.opensAt)
        return
      }
      case 'UnitsAdded': {
        const entries = event.args.entries.map(unpackModelEntry)
        for (const entry of entries) if (keyOf(entry.affiliate) === model.venture) large.accept(event, entry)
        const openings = enterUnits(model, entries, event.args.batch)
        for (const { pool, opensAt } of openings) {
          compare(event, 'PoolOpens.opensAt', { pool }, opensAt, announced.get(pool) ?? 0n)
          announced.delete(pool)
        }
        for (const [pool, opensAt] of announced) compare(event, 'PoolOpens.opensAt', { pool }, 0n, opensAt)
        announced.clear()
        return
      }
      case 'TotalAdded':
        large.record(event, kindIndices(model, kindOf(model, Number(event.args.kind))))
        return
      case 'UnitsActivated': {
        const leaves = event.args.leaves.map(unpackModelEntry)
        large.enter(event, leaves, activateLeaves(model, event.args.batch, leaves))
        return
      }
      case 'LargeBatchProposed':
        large.propose(event)
        return
      case 'LeafCut':
        large.cut(event)
        return
      case 'LeavesActivated':
        large.bring(event)
        return
      case 'PayeeSet': {
        const { account, previousPayee, payee } = event.args
        const previous = model.payees.get(keyOf(account)) ?? ''
        compare(event, 'PayeeSet.previousPayee', { account: keyOf(account) }, numberOf(previous), numberOf(previousPayee))
        setPayee(model, account, payee)
        return
      }
      case 'Moved': {
        const { from, to } = event.args
        const isPossible = canMove(model, from, to)
        compare(event, 'Moved.isPossible', { account: keyOf(from) }, BigInt(isPossible), 1n)
        if (isPossible) move(model, from, to)
        moves.enter(event)
        return
      }
      case 'MoveProposed':
        moves.propose(event)
        return
      case 'MoveMade':
        moves.make(event)
        return
      case 'UnitsRemoved': {
        const { account, kind, quantity, unitsLeft } = event.args
        takeUnits(model, account, Number(kind), quantity)
        const subject = { account: keyOf(account), kind: Number(kind) }
        compare(event, 'UnitsRemoved.unitsLeft', subject, unitsOf(model, account, Number(kind)), unitsLeft)
        return
      }
      case 'DebtReassigned': {
        const { pool, account, index, money, credited } = event.args
        const subject = { account: keyOf(account), pool: Number(pool) }
        const computed = applyReassignment(model, Number(pool), account, Number(index))
        compare(event, 'DebtReassigned.money', subject, computed.money, money)
        compare(event, 'DebtReassigned.credited', subject, computed.credited, credited)
        return
      }
      case 'VentureDeployed': {
        const { contributorsFloorBps, pools, kinds, tokens, equation, remainder } = event.args.config
        model.contributorsFloorBps = Number(contributorsFloorBps)
        for (const config of pools) openPool(model, poolConfigOf(config))
        for (const config of kinds) openKind(model, kindConfigOf(config))
        for (const token of tokens) applyToken(model, token, false)
        applyEquation(model, { lines: equation.map(lineOf), remainder })
        return
      }
      case 'PoolOpened': {
        const pool = openPool(model, poolConfigOf(event.args.config))
        compare(event, 'PoolOpened.pool', { pool }, BigInt(pool), BigInt(event.args.pool))
        return
      }
      case 'KindOpened': {
        const kind = openKind(model, kindConfigOf(event.args.config))
        compare(event, 'KindOpened.kind', { kind }, BigInt(kind), BigInt(event.args.kind))
        return
      }
      case 'KindClosed':
        closeKind(model, Number(event.args.kind))
        return
      case 'KindReweighed': {
        const kind = Number(event.args.kind)
        const { rate } = kindOf(model, kind)
        compare(event, 'KindReweighed.previousWeight', { kind }, rate, BigInt(event.args.previousWeight))
        applyWeight(model, kind, BigInt(event.args.weight))
        return
      }
      case 'EquationSet':
        applyEquation(model, decodeEquation(event.args.code))
        compare(event, 'EquationSet.version', {}, BigInt(model.equation.version), BigInt(event.args.version))
        return
      case 'TokenListed': {
        const token = keyOf(event.args.token)
        applyToken(model, token, false)
        compare(event, 'TokenListed.count', { token }, BigInt(model.books.size), BigInt(event.args.count))
        return
      }
      case 'TokenMuted':
        applyToken(model, event.args.token, event.args.muted)
        return
    }
  }

  for (const [i, event] of own.entries()) {
    if (!toldByClosing.delete(event)) apply(event, i)
    onEvent?.(event, model)
    onProgress?.(i + 1, own.length)
  }
  distributeGathered()
  large.end()
  moves.end()
  return { model, differences, eventCount: own.length }
}

const POOL_TYPE_EQUITY = 1
const BASIS_GROSS = 0

function poolConfigOf({ poolType, token, capBps, openingPeriod }: PoolConfigArgs): OpenPoolParameters {
  if (Number(poolType) === POOL_TYPE_EQUITY) return { type: 'equity', openingPeriod: BigInt(openingPeriod) }
  return { type: 'debt', token, capBps: Number(capBps) }
}

function kindConfigOf({ decimals, pool, rate, voice }: KindConfigArgs): OpenKindParameters {
  return { decimals: Number(decimals), pool: Number(pool), rate: BigInt(rate), voice: BigInt(voice) }
}

function lineOf({ account, pool, basis, shareBps }: LineArgs): EquationLine {
  const share = { basis: Number(basis) === BASIS_GROSS ? ('gross' as const) : ('remaining' as const), shareBps: Number(shareBps) }
  return Number(pool) === 0 ? { account, ...share } : { pool: Number(pool), ...share }
}

/** The events of this venture, and those about its ledger, in order. */
function ownEvents(events: readonly DecodedEvent[], venture: string): VentureEvent[] {
  const own = keyOf(venture)
  const known = events.filter(isVentureEvent)
  const born = known.find((event) => event.eventName === 'VentureDeployed' && keyOf(event.args.venture) === own)
  const ledger = born?.eventName === 'VentureDeployed' ? keyOf(born.args.ledger) : undefined
  return known
    .filter(({ address, args }) => {
      if ('venture' in args) return keyOf(args.venture) === own
      if ('ledger' in args) return keyOf(args.ledger) === ledger
      return address === undefined || keyOf(address) === own
    })
    .sort(byPlace)
}

/** Whether an event tells that a closing brought this token to its pool. It follows the last one without a gap. */
function isFeedOf(
  event: VentureEvent,
  last: VentureEvent,
  token: Token,
  ownPool: number,
): event is ParkedEvent | ParkedReleasedEvent {
  if (event.eventName !== 'Parked' && event.eventName !== 'ParkedReleased') return false
  return isNextTo(event, last) && keyOf(event.args.token) === token && Number(event.args.pool) === ownPool
}

function isNextTo(event: VentureEvent, last: VentureEvent): boolean {
  const { blockNumber, logIndex, transactionHash } = last
  return event.blockNumber === blockNumber && event.logIndex === logIndex + 1 && event.transactionHash === transactionHash
}

/**
 * Whether an event belongs to the distribution being gathered. Its events follow each other without a gap: nothing else can be
 * emitted in the middle. `Recovered` comes once, pools come in their order.
 */
function isNextOf({ token, last, recovered, parked, released }: Gathered, event: VentureEvent, eventToken: string): boolean {
  if (eventToken !== token || !isNextTo(event, last)) return false
  if (event.eventName === 'Recovered') return recovered === undefined
  if (event.eventName !== 'Parked' && event.eventName !== 'ParkedReleased') return true
  return [...parked.keys(), ...released.keys()].every((pool) => pool < Number(event.args.pool))
}

function bitsOf(bitmap: bigint): number[] {
  const bits: number[] = []
  for (let bit = 0; bitmap >> BigInt(bit); bit++) if ((bitmap >> BigInt(bit)) & 1n) bits.push(bit)
  return bits
}
