import { type Address, type Hash, getAddress, isAddressEqual } from 'viem'
import { ventureAbi } from '../../abis/venture.ts'
import { ventureLensAbi } from '../../abis/ventureLens.ts'
import { addresses } from '../../addresses/index.ts'
import { unpackEntry } from '../../batch/entry.ts'
import { type AuditReport, type ChainState, type ComparisonProgress, auditVenture as auditEvents } from '../../model/audit.ts'
import { balanceOf } from '../internal/balances.ts'
import { checksummedEquation } from '../internal/changes.ts'
import type { ReadClient } from '../internal/client.ts'
import { mapConcurrently } from '../internal/concurrently.ts'
import type { AsOf } from '../internal/logs.ts'
import { read } from '../internal/read.ts'
import { readEach } from '../internal/readEach.ts'
import {
  type FetchingProgress,
  type GetVentureEventsParameters,
  type HistoryEvent,
  getVentureEvents,
} from './getVentureEvents.ts'

export type AuditVentureParameters = Omit<GetVentureEventsParameters, 'timestamps' | 'onProgress'> & {
  lens?: Address
  /** Accounts to compare besides those its events name. */
  accounts?: readonly Address[]
  /** Told how far it is, now and then. */
  onProgress?: (progress: AuditProgress) => void
}

export type AuditVentureReturnType = AuditReport & {
  /** What the venture is called. */
  name: string
  /** Whose holdings and claims were compared. */
  accounts: Address[]
  asOf: AsOf
}

/** What an audit is at, one step after the other, and how far: blocks fetched, answers of the chain read, events, figures. */
export type AuditProgress = FetchingProgress | { step: 'reading'; done: number; total: number } | ComparisonProgress

/**
 * Recomputes a venture from its events, and compares every figure in them, and every figure of the chain, to the unit: books,
 * pools, kinds, what was activated of large batches, what each account holds and could claim, and where it is paid. With a cache,
 * one that is interrupted goes on where it was.
 *
 * @example
 * const { differences, figureCount } = await auditVenture(client, { venture })
 * @throws {LogsUnavailableError} the node gives no events
 * @throws {VentureUnknownError} another factory made it
 * @throws {ContractMissingError} no venture, or no lens on this chain
 */
export async function auditVenture(
  client: ReadClient,
  { lens = addresses.lens, accounts: also = [], onProgress, ...parameters }: AuditVentureParameters,
): Promise<AuditVentureReturnType> {
  const { venture } = parameters
  const { events, asOf } = await getVentureEvents(client, { ...parameters, onProgress })
  const accounts = accountsIn(events, venture, also)
  const onRead = (done: number) => onProgress?.({ step: 'reading', done, total: 3 * accounts.length })
  const chain = await readChain(client, { venture, lens, accounts, ...namedIn(events, venture), asOf, onRead })
  return { ...auditEvents(events, chain, { onProgress }), name: nameIn(events), accounts, asOf }
}

type Reading = {
  venture: Address
  lens: Address
  accounts: readonly Address[]
  /** Those that moved, or that others moved to. */
  moved: readonly Address[]
  /** Totals of large batches: batch and kind. */
  totals: readonly (readonly [batch: Hash, kind: number])[]
  asOf: AsOf
  /** Told of answers about accounts, three each. */
  onRead: (done: number) => void
}

/** All figures of one block. */
async function readChain(
  client: ReadClient,
  { venture, lens, accounts, moved, totals, asOf, onRead }: Reading,
): Promise<ChainState> {
  const { blockNumber } = asOf
  const contract = { abi: ventureAbi, address: venture, blockNumber } as const
  const glass = { abi: ventureLensAbi, address: lens, blockNumber } as const
  const [equationVersion, tokens, poolCount, kindCount] = await Promise.all([
    read(client, { ...contract, functionName: 'equationVersion' }),
    read(client, { ...contract, functionName: 'tokens' }),
    read(client, { ...contract, functionName: 'poolCount' }),
    read(client, { ...contract, functionName: 'kindCount' }),
  ])
  const pools = Array.from({ length: Number(poolCount) }, (_, i) => i + 1)
  const kinds = Array.from({ length: Number(kindCount) }, (_, kind) => kind)

  const books = await mapConcurrently(tokens, async (token) => {
    const { accounted, muted } = await read(client, { ...contract, functionName: 'tokenBook', args: [token] })
    return { token, accounted, muted, balance: await balanceOf(client, { holder: venture, token, blockNumber }) }
  })
  const poolStates = await mapConcurrently(pools, async (pool) => {
    const args = [pool] as const
    const equity = await read(client, { ...contract, functionName: 'equityPool', args })
    if (!equity.exists) return { debt: { pool, ...(await read(client, { ...contract, functionName: 'debtPool', args })) } }
    const places = tokens.map((token) => [venture, pool, token] as const)
    const parked = await readEach(client, { ...glass, functionName: 'parkedOf' }, places)
    const indices = await readEach(client, { ...glass, functionName: 'poolIndex' }, places)
    return {
      equity: {
        pool,
        points: equity.points,
        opensAt: equity.opensAt,
        parked: tokens.map((token, i) => ({ token, amount: parked[i] ?? 0n })),
        indices: tokens.map((token, i) => ({ token, word: indices[i] ?? 0n })),
      },
    }
  })
  const rules = await readEach(
    client,
    { ...contract, functionName: 'kindOf' },
    kinds.map((kind) => [kind] as const),
  )
  const held = await readEach(
    client,
    { ...glass, functionName: 'holdings', onDone: onRead },
    accounts.map((account) => [venture, account] as const),
  )
  const owed = await readEach(
    client,
    { ...contract, functionName: 'previewClaim', onDone: (done) => onRead(accounts.length + done) },
    accounts.map((account) => [account, tokens, kinds] as const),
  )
  const payees = await readEach(
    client,
    { ...contract, functionName: 'payeeOf', onDone: (done) => onRead(2 * accounts.length + done) },
    accounts.map((account) => [account] as const),
  )
  const holders = await readEach(
    client,
    { ...contract, functionName: 'holderOf' },
    moved.map((account) => [account] as const),
  )
  const activated = await readEach(client, { ...contract, functionName: 'activatedOf' }, totals)
  return {
    venture,
    timestamp: asOf.timestamp,
    equationVersion,
    tokens: books,
    equityPools: poolStates.flatMap(({ equity }) => (equity ? [equity] : [])),
    debtPools: poolStates.flatMap(({ debt }) => (debt ? [debt] : [])),
    kinds: rules.map(({ units, rate, closed }, kind) => ({ kind, units, rate, closed })),
    holdings: accounts.flatMap((account, i) => {
      const units = new Map(held[i]?.map((holding) => [holding.kind, holding.units]))
      return kinds.map((kind) => ({ account, kind, units: units.get(kind) ?? 0n }))
    }),
    activated: totals.map(([batch, kind], i) => ({ batch, kind, units: activated[i]?.[0], leaves: activated[i]?.[1] })),
    holders: [
      ...accounts.map((account, i) => ({ account, payee: payees[i] })),
      ...moved.map((account, i) => ({ account, holder: holders[i]?.[0] })),
    ],
    claimable: accounts.flatMap((account, i) => tokens.map((token, t) => ({ account, token, amount: owed[i]?.[t] ?? 0n }))),
  }
}

function nameIn(events: readonly HistoryEvent[]): string {
  const born = events.find((event) => event.eventName === 'VentureDeployed')
  return born?.args.config.name ?? ''
}

/** Who moved, and which totals of large batches there are. */
function namedIn(events: readonly HistoryEvent[], venture: Address): Pick<Reading, 'moved' | 'totals'> {
  const moved = events.flatMap(({ eventName, args }) => (eventName === 'Moved' ? [args.from, args.to] : []))
  const totals = events.flatMap(({ eventName, args }) => {
    if (eventName !== 'UnitsAdded') return []
    const ofVenture = args.entries.map(unpackEntry).filter(({ affiliate }) => isAddressEqual(affiliate, venture))
    return ofVenture.map(({ kind }) => [args.batch, kind] as const)
  })
  return { moved: [...new Set(moved)], totals }
}

/** Everybody who ever contributed, claimed, moved, named a payee, or was named by an equation. */
function accountsIn(events: readonly HistoryEvent[], venture: Address, also: readonly Address[]): Address[] {
  const accounts = new Set(also.map((account) => getAddress(account)))
  const addLines = (lines: readonly { account?: Address; pool?: number }[], remainder: Address) => {
    for (const { account, pool } of lines) if (account !== undefined && !pool) accounts.add(getAddress(account))
    accounts.add(remainder)
  }
  for (const { eventName, args } of events) {
    if (eventName === 'VentureDeployed') addLines(args.config.equation, args.config.remainder)
    else if (eventName === 'EquationSet') {
      const { lines, remainder } = checksummedEquation(args.code)
      addLines(lines, remainder)
    } else if (eventName === 'UnitsAdded') {
      for (const entry of args.entries) accounts.add(unpackEntry(entry).affiliate)
    } else if (eventName === 'UnitsActivated') {
      for (const leaf of args.leaves) accounts.add(unpackEntry(leaf).affiliate)
    } else if (eventName === 'Claimed' || eventName === 'PayeeSet') accounts.add(args.account)
    else if (eventName === 'Moved') for (const account of [args.from, args.to]) accounts.add(account)
  }
  accounts.delete(getAddress(venture))
  return [...accounts]
}
