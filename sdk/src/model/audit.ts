import { owedTo, previewClaim } from './claims.ts'
import { account as accountNumber, comparingState, integer } from './compareState.ts'
import type { AuditDifference } from './difference.ts'
import type { DecodedEvent, Integer } from './events.ts'
import { keyOf } from './keys.ts'
import { holderOf, payeeOf } from './moves.ts'
import { replayVenture } from './replay.ts'
import { activatedOf, bookOf, cloneVentureModel, debtPoolOf, equityPoolOf, kindOf, unitsOf } from './state.ts'
import type { Account, Token, VentureModel } from './types.ts'
import { toWord } from './words.ts'

/** Figures read from the chain, all of one block. Whatever is left out isn't compared. Amounts in smallest units. */
export type ChainState = {
  venture: Account
  /** Of the block, seconds since 1970: needed for `claimable` where a pool has an opening period. */
  timestamp?: bigint
  equationVersion?: Integer
  tokens?: readonly {
    token: Token
    accounted?: bigint
    muted?: boolean
    /** What the venture holds, for `claimable`. Default: what is accounted for, so that nothing waits. */
    balance?: bigint
  }[]
  equityPools?: readonly {
    pool: number
    points?: bigint
    opensAt?: Integer
    parked?: readonly { token: Token; amount: bigint }[]
    /** Words: revenue per point x 2^128, modulo 2^256. */
    indices?: readonly { token: Token; word: bigint }[]
  }[]
  debtPools?: readonly { pool: number; end?: bigint; repaid?: bigint; acceptances?: Integer }[]
  kinds?: readonly { kind: number; units?: bigint; rate?: bigint; closed?: boolean }[]
  holdings?: readonly { account: Account; kind: number; units: bigint }[]
  /** What was activated of totals of large batches, or closed, and by how many leaves. */
  activated?: readonly { batch: string; kind: number; units?: bigint; leaves?: bigint }[]
  /** Who accounts are now, at the end of their moves, and where their claims are paid to. */
  holders?: readonly { account: Account; holder?: Account; payee?: Account }[]
  /** Owed by the books, without what arrived and wasn't distributed yet. */
  owed?: readonly { account: Account; token: Token; amount: bigint }[]
  /** As `previewClaim` answers, for the named kinds or all. */
  claimable?: readonly { account: Account; token: Token; amount: bigint; kinds?: readonly number[] }[]
}

export type AuditReport = {
  /** Zero differences: events and chain are what recomputing gives, to the unit. */
  differences: AuditDifference[]
  eventCount: number
  /** Figures of the chain that were compared. */
  figureCount: number
  /** The venture as recomputed. */
  model: VentureModel
}

/** How far an audit is: in events recomputed, then in accounts' figures compared. */
export type ComparisonProgress = { step: 'recomputing' | 'comparing'; done: number; total: number }

/** Progress is told once in so many. */
const OFTEN = 1_000

export type AuditOptions = {
  /** Told now and then, and at the end of each step. */
  onProgress?: ((progress: ComparisonProgress) => void) | undefined
}

/**
 * Recomputes a venture from its events and compares every figure in the events, and every given figure of the chain.
 *
 * @throws what `replayVenture` throws
 */
export function auditVenture(events: readonly DecodedEvent[], chain: ChainState, { onProgress }: AuditOptions = {}): AuditReport {
  const tell = (step: ComparisonProgress['step'], done: number, total: number) => {
    if (done % OFTEN === 0 || done === total) onProgress?.({ step, done, total })
  }
  const { model, differences, eventCount } = replayVenture(events, {
    venture: chain.venture,
    onProgress: (done, total) => tell('recomputing', done, total),
  })
  const { compare, figureCount } = comparingState(differences)

  compare('state.equationVersion', {}, model.equation.version, chain.equationVersion, integer)
  for (const { token, accounted, muted } of chain.tokens ?? []) {
    const book = bookOf(model, token)
    compare('state.accounted', { token }, book.accounted, accounted, integer)
    compare('state.muted', { token }, book.muted, muted, integer)
  }
  for (const { pool, points, opensAt, parked = [], indices = [] } of chain.equityPools ?? []) {
    const state = equityPoolOf(model, pool)
    compare('state.points', { pool }, state.points, points, integer)
    compare('state.opensAt', { pool }, state.opensAt, opensAt, integer)
    for (const { token, amount } of parked) {
      compare('state.parked', { pool, token }, state.parked.get(keyOf(token)) ?? 0n, amount, integer)
    }
    for (const { token, word } of indices) {
      compare('state.index', { pool, token }, state.j.get(keyOf(token)) ?? 0n, word, toWord)
    }
  }
  for (const { pool, end, repaid, acceptances } of chain.debtPools ?? []) {
    const state = debtPoolOf(model, pool)
    compare('state.end', { pool }, state.end, end, integer)
    compare('state.repaid', { pool }, state.repaid, repaid, integer)
    compare('state.acceptances', { pool }, state.acceptances.length, acceptances, integer)
  }
  for (const { kind, units, rate, closed } of chain.kinds ?? []) {
    const state = kindOf(model, kind)
    compare('state.kindUnits', { kind }, state.units, units, integer)
    compare('state.rate', { kind }, state.rate, rate, integer)
    compare('state.closed', { kind }, state.closed, closed, integer)
  }
  for (const { batch, kind, units, leaves } of chain.activated ?? []) {
    const state = activatedOf(model, batch, kind)
    compare('state.activated', { batch, kind }, state.units, units, integer)
    compare('state.leaves', { batch, kind }, state.leaves, leaves, integer)
  }
  for (const { account, holder, payee } of chain.holders ?? []) {
    compare('state.holder', { account }, holderOf(model, account), holder, accountNumber)
    compare('state.payee', { account }, payeeOf(model, account), payee, accountNumber)
  }
  const { holdings = [], owed = [], claimable = [] } = chain
  const total = holdings.length + owed.length + claimable.length
  let done = 0
  for (const { account, kind, units } of holdings) {
    compare('state.units', { account, kind }, unitsOf(model, account, kind), units, integer)
    tell('comparing', ++done, total)
  }
  for (const { account, token, amount } of owed) {
    compare('state.owed', { account, token }, owedTo(model, account, token), amount, integer)
    tell('comparing', ++done, total)
  }
  const moment = atMoment(model, chain)
  for (const { account, token, amount, kinds } of claimable) {
    compare('state.claimable', { account, token }, previewClaim(moment, account, token, kinds), amount, integer)
    tell('comparing', ++done, total)
  }
  return { differences, eventCount, figureCount: figureCount(), model }
}

/** The model with the clock and the balances of the chain. */
function atMoment(model: VentureModel, { timestamp, tokens = [] }: ChainState): VentureModel {
  const moment = cloneVentureModel(model)
  if (timestamp !== undefined) moment.now = timestamp
  for (const { token, accounted } of moment.books.values()) moment.balances.set(token, accounted)
  for (const { token, balance } of tokens) if (balance !== undefined) moment.balances.set(keyOf(token), balance)
  return moment
}
