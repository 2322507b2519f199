import {
  activateLeaves,
  addUnits,
  claim,
  closeKind,
  closeRest,
  createVentureModel,
  type DecodedEvent,
  encodeEquation,
  type Equation,
  type EquityFeed,
  type ModelEntry,
  move,
  muteToken,
  openKind,
  type OpenKindParameters,
  openPool,
  type OpenPoolParameters,
  packModelEntry,
  reassignDebt,
  receive,
  recordOf,
  removeUnits,
  reweigh,
  setEquation,
  setPayee,
  setToken,
  sync,
  type SyncOutcome,
  type VentureModel,
} from '../../sdk/src/model/index.ts'

export const VENTURE = addressOf(0xbeef)
const BOARD = addressOf(0xb0a2d)
const FACTORY = addressOf(0xfac7)
export const LEDGER = addressOf(0x1ed6)
const LARGE = addressOf(0x1a46e)
const ACCOUNTS = addressOf(0xacc)
/** Leaves of every large batch: more than are ever brought. */
export const LEAVES = 1_000n

/** The n-th address. */
export function addressOf(n: number | bigint): `0x${string}` {
  return `0x${BigInt(n).toString(16).padStart(40, '0')}`
}

export type Beginning = {
  pools: readonly OpenPoolParameters[]
  kinds: readonly OpenKindParameters[]
  tokens: readonly string[]
  equation: Equation
}

export type Recorder = ReturnType<typeof recordVenture>

/** A model that writes down the events a venture, its ledger and the boards would emit, in their order; one block per action. */
export function recordVenture({ contributorsFloorBps = 0, hasTimestamps = false } = {}) {
  const model: VentureModel = createVentureModel({ venture: VENTURE, now: 1_000_000n, contributorsFloorBps })
  const events: DecodedEvent[] = []
  let blockNumber = 0n
  let logIndex = 0
  let batches = 0
  let moves = 0
  /** Leaves brought, per large batch. */
  const brought = new Map<string, bigint>()

  function emit(address: string, eventName: string, args: object): void {
    const place = { blockNumber, logIndex: logIndex++, address, transactionHash: `0x${blockNumber.toString(16)}` }
    events.push({ ...place, ...(hasTimestamps && { blockTimestamp: model.now }), eventName, args })
  }

  function block<T>(action: () => T): T {
    blockNumber++
    logIndex = 0
    return action()
  }

  function emitFeed(token: string, { pool, fed, released, parked }: EquityFeed): void {
    if (parked !== 0n) emit(VENTURE, 'Parked', { pool, token, amount: fed, parkedInAll: parked })
    else if (released !== 0n) emit(VENTURE, 'ParkedReleased', { pool, token, amount: released })
  }

  function newId(count: number): string {
    return `0x${count.toString(16).padStart(64, '0')}`
  }

  function emitSync({ token, amount, distribution, equity }: SyncOutcome): void {
    for (const feed of equity) emitFeed(token, feed)
    if (!distribution) return
    const { recovered, parts } = distribution
    if (recovered !== 0n) emit(VENTURE, 'Recovered', { token, amount: recovered })
    emit(VENTURE, 'Distributed', { token, amount, parts })
  }

  return {
    model,
    events,
    /** What a factory does: all at once, told in one event. */
    begin: ({ pools, kinds, tokens, equation }: Beginning) =>
      block(() => {
        for (const config of pools) openPool(model, config)
        for (const config of kinds) openKind(model, config)
        for (const token of tokens) setToken(model, token)
        setEquation(model, equation)
        emit(FACTORY, 'VentureDeployed', {
          venture: VENTURE,
          ledger: LEDGER,
          config: {
            contributorsFloorBps,
            tokens,
            pools: pools.map(poolArgs),
            kinds: kinds.map(kindArgs),
            equation: equation.lines.map(({ account = addressOf(0), pool = 0, basis, shareBps }) => {
              return { account, pool, basis: basis === 'gross' ? 0 : 1, shareBps }
            }),
            remainder: equation.remainder,
          },
        })
      }),
    openPool: (config: OpenPoolParameters) =>
      block(() => {
        const pool = openPool(model, config)
        emit(BOARD, 'PoolOpened', { venture: VENTURE, pool: BigInt(pool), config: poolArgs(config) })
        return pool
      }),
    openKind: (config: OpenKindParameters) =>
      block(() => {
        const kind = openKind(model, config)
        emit(BOARD, 'KindOpened', { venture: VENTURE, kind: BigInt(kind), config: kindArgs(config) })
        return kind
      }),
    closeKind: (kind: number) =>
      block(() => {
        closeKind(model, kind)
        emit(BOARD, 'KindClosed', { venture: VENTURE, kind: BigInt(kind), successor: BigInt(kind) })
      }),
    setEquation: (equation: Equation) =>
      block(() => {
        const syncs = setEquation(model, equation)
        syncs.forEach(emitSync)
        const version = BigInt(model.equation.version)
        emit(BOARD, 'EquationSet', { venture: VENTURE, version, code: encodeEquation(equation) })
        return { syncs }
      }),
    listToken: (token: string) =>
      block(() => {
        const syncs = setToken(model, token)
        syncs.forEach(emitSync)
        emit(BOARD, 'TokenListed', { venture: VENTURE, token, count: BigInt(model.books.size) })
        return { syncs }
      }),
    muteToken: (token: string, muted: boolean) =>
      block(() => {
        const syncs = muteToken(model, token, muted)
        syncs.forEach(emitSync)
        emit(BOARD, 'TokenMuted', { venture: VENTURE, token, muted })
        return { syncs }
      }),
    reweigh: (kind: number, weight: bigint) =>
      block(() => {
        const previousWeight = model.kinds[kind]?.rate
        const syncs = reweigh(model, kind, weight)
        syncs.forEach(emitSync)
        emit(BOARD, 'KindReweighed', { venture: VENTURE, kind: BigInt(kind), previousWeight, weight })
        return { syncs }
      }),
    addUnits: (entries: readonly ModelEntry[]) =>
      block(() => {
        const { syncs, openings } = addUnits(model, entries)
        syncs.forEach(emitSync)
        for (const opening of openings) emit(VENTURE, 'PoolOpens', opening)
        const batch = newId(++batches)
        emit(VENTURE, 'UnitsAdded', { batch, entries: entries.map(packModelEntry) })
        return { syncs, batch }
      }),
    /** Proposed and accepted in one block. Totals are sorted by kind. */
    acceptLarge: (totals: readonly Omit<ModelEntry, 'affiliate'>[]) =>
      block(() => {
        const batch = newId(batches + 1)
        const entries = totals.map((total) => ({ affiliate: VENTURE, ...total }))
        const { syncs, openings } = addUnits(model, entries, batch)
        batches++
        const packed = entries.map(packModelEntry)
        emit(LARGE, 'LargeBatchProposed', { ledger: LEDGER, batch, totals: packed, leaves: LEAVES })
        syncs.forEach(emitSync)
        for (const { kind } of totals) emit(VENTURE, 'TotalAdded', { batch, kind, record: recordOf(model, batch, kind) })
        for (const opening of openings) emit(VENTURE, 'PoolOpens', opening)
        emit(VENTURE, 'UnitsAdded', { batch, entries: packed })
        return { syncs, batch, entries }
      }),
    /** The next leaves of a large batch. */
    activateLeaves: (batch: string, asked: readonly ModelEntry[]) =>
      block(() => {
        const leaves = activateLeaves(model, batch, asked)
        const first = brought.get(batch) ?? 0n
        brought.set(batch, first + BigInt(leaves.length))
        leaves.forEach(({ affiliate, quantity }, i) => {
          const index = first + BigInt(i)
          const leaf = asked[i]?.quantity ?? 0n
          if (leaf !== quantity) emit(LARGE, 'LeafCut', { ledger: LEDGER, batch, index, affiliate, quantity, asked: leaf })
        })
        const indices = leaves.map((_, i) => first + BigInt(i))
        emit(LARGE, 'LeavesActivated', { ledger: LEDGER, batch, indices })
        emit(VENTURE, 'UnitsActivated', { batch, leaves: leaves.map(packModelEntry) })
        return { batch, leaves }
      }),
    closeRest: (batch: string, kind: number) =>
      block(() => {
        const { syncs, units, feeds } = closeRest(model, batch, kind)
        if (units === 0n) return { syncs, batch, kind, units, feeds }
        syncs.forEach(emitSync)
        emit(VENTURE, 'RestClosed', { batch, kind, units })
        for (const { token, ...feed } of feeds) emitFeed(token, feed)
        return { syncs, batch, kind, units, feeds }
      }),
    setPayee: (account: string, payee: string) =>
      block(() => {
        const previousPayee = model.payees.get(account) ?? addressOf(0)
        setPayee(model, account, payee)
        emit(VENTURE, 'PayeeSet', { account, previousPayee, payee })
      }),
    /** Proposed by others, or at once by the account itself. */
    move: (from: string, to: string, byOthers = false) =>
      block(() => {
        move(model, from, to)
        const id = newId(++moves)
        if (byOthers) {
          emit(ACCOUNTS, 'MoveProposed', { ledger: LEDGER, move: id, content: { from, to } })
          emit(ACCOUNTS, 'MoveMade', { ledger: LEDGER, move: id })
        }
        emit(VENTURE, 'Moved', { from, to })
      }),
    removeUnits: (account: string, kind: number, quantity: bigint) =>
      block(() => {
        const { syncs, unitsLeft } = removeUnits(model, account, kind, quantity)
        syncs.forEach(emitSync)
        emit(VENTURE, 'UnitsRemoved', { account, kind, quantity, unitsLeft })
        return { syncs }
      }),
    reassignDebt: (pool: number, account: string, index: number) =>
      block(() => {
        const { syncs, money, credited } = reassignDebt(model, pool, account, index)
        syncs.forEach(emitSync)
        emit(VENTURE, 'DebtReassigned', { pool, account, index: BigInt(index), money, credited })
        return { syncs }
      }),
    receive: (token: string, amount: bigint) => receive(model, token, amount),
    sync: (token: string) =>
      block(() => {
        const outcome = sync(model, token)
        emitSync(outcome)
        return outcome
      }),
    claim: (account: string, tokens: readonly string[], kinds: readonly number[], maxDebtEntries: bigint) =>
      block(() => {
        const { amounts, syncs, recipient } = claim(model, account, tokens, kinds, maxDebtEntries)
        const bitmap = kinds.reduce((bits, kind) => bits | (1n << BigInt(kind)), 0n)
        syncs.forEach((outcome, i) => {
          emitSync(outcome)
          const amount = amounts[i] ?? 0n
          const args = { account, token: outcome.token, recipient, amount, kinds: bitmap, maxDebtEntries }
          const hasDebts = model.pools.some(
            (pool) => pool.type === 'debt' && pool.token === outcome.token && pool.queues.has(account),
          )
          if (amount !== 0n || hasDebts) emit(VENTURE, 'Claimed', args)
        })
        return { amounts, syncs }
      }),
  }
}

function poolArgs(config: OpenPoolParameters): object {
  return config.type === 'equity'
    ? { poolType: 1, token: addressOf(0), capBps: 0, openingPeriod: Number(config.openingPeriod ?? 0n) }
    : { poolType: 2, token: config.token, capBps: config.capBps ?? 10_000, openingPeriod: 0 }
}

function kindArgs({ decimals = 0, voice = 0n, pool, rate }: OpenKindParameters): object {
  return { name: '0x', unit: '0x', decimals, pool, rate, voice: Number(voice) }
}
