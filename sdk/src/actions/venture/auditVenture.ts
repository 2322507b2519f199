import { type Address, getAddress } from 'viem'
import { ventureAbi } from '../../abis/venture.ts'
import { ventureLensAbi } from '../../abis/ventureLens.ts'
import { addresses } from '../../addresses/index.ts'
import { unpackEntry } from '../../batch/entry.ts'
import { type AuditReport, type ChainState, auditVenture as auditEvents } from '../../model/audit.ts'
import { balanceOf } from '../internal/balances.ts'
import { checksummedEquation } from '../internal/changes.ts'
import type { ReadClient } from '../internal/client.ts'
import { mapConcurrently } from '../internal/concurrently.ts'
import type { AsOf } from '../internal/logs.ts'
import { read } from '../internal/read.ts'
import { type GetVentureEventsParameters, type HistoryEvent, getVentureEvents } from './getVentureEvents.ts'

export type AuditVentureParameters = Omit<GetVentureEventsParameters, 'timestamps'> & {
  lens?: Address
  /** Accounts to compare besides those its events name. */
  accounts?: readonly Address[]
}

export type AuditVentureReturnType = AuditReport & {
  /** Whose holdings and claims were compared. */
  accounts: Address[]
  asOf: AsOf
}

/**
 * Recomputes a venture from its events, and compares every figure in them, and every figure of the chain, to the unit: books,
 * pools, kinds, what each account holds and could claim.
 *
 * @example
 * const { differences, figureCount } = await auditVenture(client, { venture })
 * @throws {LogsUnavailableError} the node gives no events
 * @throws {VentureUnknownError} another factory made it
 * @throws {ContractMissingError} no venture, or no lens on this chain
 */
export async function auditVenture(
  client: ReadClient,
  { lens = addresses.lens, accounts: also = [], ...parameters }: AuditVentureParameters,
): Promise<AuditVentureReturnType> {
  const { venture } = parameters
  const { events, asOf } = await getVentureEvents(client, parameters)
  const accounts = accountsIn(events, venture, also)
  const chain = await readChain(client, { venture, lens, accounts, asOf })
  return { ...auditEvents(events, chain), accounts, asOf }
}

type Reading = { venture: Address; lens: Address; accounts: readonly Address[]; asOf: AsOf }

/** All figures of one block. */
async function readChain(client: ReadClient, { venture, lens, accounts, asOf }: Reading): Promise<ChainState> {
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
    const parked = await mapConcurrently(tokens, async (token) => ({
      token,
      amount: await read(client, { ...glass, functionName: 'parkedOf', args: [venture, pool, token] }),
    }))
    const indices = await mapConcurrently(tokens, async (token) => ({
      token,
      word: await read(client, { ...glass, functionName: 'poolIndex', args: [venture, pool, token] }),
    }))
    return { equity: { pool, points: equity.points, opensAt: equity.opensAt, parked, indices } }
  })
  const kindStates = await mapConcurrently(kinds, async (kind) => {
    const { units, rate, closed } = await read(client, { ...contract, functionName: 'kindOf', args: [kind] })
    return { kind, units, rate, closed }
  })
  const people = await mapConcurrently(accounts, async (account) => {
    const held = await read(client, { ...glass, functionName: 'holdings', args: [venture, account] })
    const amounts = await read(client, { ...contract, functionName: 'previewClaim', args: [account, tokens, kinds] })
    return {
      holdings: kinds.map((kind) => ({ account, kind, units: held.find((holding) => holding.kind === kind)?.units ?? 0n })),
      claimable: tokens.map((token, i) => ({ account, token, amount: amounts[i] ?? 0n })),
    }
  })
  return {
    venture,
    timestamp: asOf.timestamp,
    equationVersion,
    tokens: books,
    equityPools: poolStates.flatMap(({ equity }) => (equity ? [equity] : [])),
    debtPools: poolStates.flatMap(({ debt }) => (debt ? [debt] : [])),
    kinds: kindStates,
    holdings: people.flatMap(({ holdings }) => holdings),
    claimable: people.flatMap(({ claimable }) => claimable),
  }
}

/** Everybody who ever contributed, claimed, or was named by an equation. */
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
    } else if (eventName === 'Claimed') accounts.add(args.account)
  }
  accounts.delete(getAddress(venture))
  return [...accounts]
}
