import { keccak256 } from 'ethers'
import {
  ALL_DEBT_ENTRIES,
  addUnits,
  type ModelEntry,
  owedTo,
  packModelEntry,
  receive,
  type SyncOutcome,
  unpackModelEntry,
} from '../../sdk/src/model/index.ts'
import type { ActionName } from './actions.ts'
import type { Log, Transaction } from './chain.ts'
import { type Random, someOf } from './random.ts'
import { type SignedAct, signAct, type Statement, ZERO_HASH } from './signing.ts'
import {
  type CorrectionGhost,
  CUSTOMER,
  type Ghost,
  hashEntries,
  headerId,
  HOLDERS,
  type LargeGhost,
  type MoveGhost,
  OUTSIDER,
  type SignedCall,
  type VentureGhost,
  WINDOW,
  type World,
} from './world.ts'

export type Payment = { venture: VentureGhost; account: string; token: string; recipient: string; amount: bigint }
export type Step = {
  action: ActionName
  venture: VentureGhost
  tx: Transaction
  /** True where the contract may refuse: growth beyond a limit, points beyond a bound. */
  mayFail?: boolean
  /** Whoever sends it has no part in it. */
  isAnyones?: boolean
  /** Said by the governor or a steward. */
  isGoverned?: boolean
  /** Tokens the action is about; undefined where it is about all. */
  tokens?: readonly string[]
  batch?: Ghost
  correction?: CorrectionGhost
  /** Entries that must enter the books by this step and nothing else; of leaves what they get. */
  credited?: readonly bigint[]
  /** The large batch whose rest they come from. */
  fromRest?: Ghost
  /** A rest of these kinds leaves its pool. */
  closed?: { batch: Ghost; kinds: readonly number[] }
  /** A move of an account that it is about. */
  move?: MoveGhost
  /** Who goes on as whom by this step. */
  moved?: { from: string; to: string }
  /** Who did something in the ledger by it. */
  acts?: readonly string[]
  /** Who attested: what others may show again says only of those that they are there who never did anything. */
  attested?: readonly string[]
  /** What it submits for others, each for a venture of its own. */
  parts?: readonly Part[]
  /** Ventures whose state may change. Default: the one. */
  touched?: readonly VentureGhost[]
  /** What the model and the test remember of it; the payments it made. */
  apply: (logs: readonly Log[]) => Payment[] | void
}
/** A step somebody else submits; without one, a call that can't go through. */
export type Part = { step?: Step; index: number }

export type Context = {
  world: World
  random: Random
  venture: VentureGhost
  /** How often what was done in this world. */
  done?: ReadonlyMap<ActionName, number>
  /** One of these makes possible what is wanted. */
  needed?: readonly ActionName[]
}
export type Action = (context: Context) => Step | undefined

export const MAX = ALL_DEBT_ENTRIES
const EVIDENCE = 'ipfs://evidence'

export function noteSyncs(venture: VentureGhost, syncs: readonly SyncOutcome[]): void {
  for (const { token, amount } of syncs) if (amount !== 0n) venture.firstListed.add(token)
}

/* PEOPLE */

/** Somebody who works there, as who they are now. Two of them wait for others to act in their place. */
export function anyWorker(context: Context): string {
  const { world, random, venture } = context
  const account = world.account(random.pick(HOLDERS))
  return isQuiet(context, account) && !random.once(12) ? anyWorker(context) : venture.holderOf(account)
}
/** Whoever sends what anybody may send. */
export function anybody(context: Context): string {
  return context.random.once(4) ? context.world.account(CUSTOMER) : anyWorker(context)
}
/** Two of a venture never say anything there, until others move them. */
export function isQuiet({ world, venture }: Context, account: string): boolean {
  const first = 6 + (world.ventures.indexOf(venture) % 2)
  return [first, first + 1].includes(world.numberOf(account)) && venture.isUnmoved(account)
}

export const affiliatesOf = (entries: readonly bigint[]) => entries.map((entry) => unpackModelEntry(entry).affiliate)
/** Who the affiliates of entries are now. */
export const holdersOf = (venture: VentureGhost, entries: readonly bigint[]) =>
  affiliatesOf(entries).map((account) => venture.holderOf(account))

export function pointsOf({ model }: VentureGhost, account: string): bigint {
  return model.kinds.reduce((sum, kind) => sum + (kind.isDebt ? 0n : (kind.holdings.get(account) ?? 0n) * kind.rate), 0n)
}
export function totalPoints({ model }: VentureGhost): bigint {
  return model.pools.reduce((sum, pool) => sum + (pool.type === 'equity' ? pool.points : 0n), 0n)
}

export function anyOf<T>({ random }: Pick<Context, 'random'>, list: readonly T[]): T | undefined {
  return list[random.below(list.length || 1)]
}
export function newest<T>(context: Pick<Context, 'random'>, list: readonly T[]): T | undefined {
  return anyOf(context, list.slice(-12))
}

/* KINDS AND TOKENS */

export const listed = (venture: VentureGhost) => [...venture.model.books.keys()]
export const allKinds = (venture: VentureGhost) => venture.model.kinds.map(({ id }) => id)
export const hasDebt = (venture: VentureGhost, entries: readonly bigint[]) =>
  entries.some((entry) => venture.model.kinds[unpackModelEntry(entry).kind]?.isDebt)
export const hasClosed = (venture: VentureGhost, entries: readonly bigint[]) =>
  entries.some((entry) => venture.model.kinds[unpackModelEntry(entry).kind]?.closed)

const sortKey = (entry: bigint) => (((entry >> 88n) & 0xffn) << 160n) | (entry >> 96n)
/** Packed and sorted as a batch wants it. */
export function packAll(entries: Iterable<ModelEntry>): bigint[] {
  return [...entries].map(packModelEntry).sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
}

/* BATCHES */

export function randomQuantity(random: Random, isDebt: boolean): bigint {
  const bound = random.once(40) ? (isDebt ? 2n ** 30n : 2n ** 64n) : random.once(4) ? 10n : 5000n
  return 1n + random.big(bound)
}

export function randomEntries({ world, random, venture }: Context): bigint[] {
  const open = venture.model.kinds.filter(({ closed, isDebt }) => !closed && (!isDebt || random.once(2)))
  const entries = new Map<string, ModelEntry>()
  for (let i = 1 + random.below(4); i > 0; i--) {
    const kind = anyOf({ random }, open)
    if (!kind) continue
    const affiliate = world.account(random.pick(HOLDERS))
    entries.set(`${kind.id} ${affiliate}`, { affiliate, kind: kind.id, quantity: randomQuantity(random, kind.isDebt) })
  }
  return packAll(entries.values())
}

export const randomHash = (random: Random) =>
  keccak256(
    `0x${random
      .big(2n ** 64n)
      .toString(16)
      .padStart(16, '0')}`,
  )

/** Somebody proposes: mostly somebody who works there. */
export function anyProposer(context: Context): number {
  const { world, random } = context
  return random.once(6) ? OUTSIDER : world.numberOf(anyWorker(context))
}

export function newBatch({ world, random, venture }: Context, entries: bigint[], proposer: number) {
  const workDays = `0x${'00004e20'.repeat(entries.length)}`
  const evidenceHash = randomHash(random)
  const nonce = world.nextNonce()
  const header: Ghost['header'] = [hashEntries(entries), keccak256(workDays), evidenceHash, world.account(proposer), nonce]
  const batch = freshBatch(header, entries, proposer)
  const proposal = [entries, workDays, evidenceHash, EVIDENCE, ZERO_HASH, nonce]
  return { batch, proposal, evidenceURI: EVIDENCE, begin: () => beginBatch(world, venture, batch) }
}

export function freshBatch(header: Ghost['header'], entries: bigint[], proposer: number): Ghost {
  return {
    id: headerId(header),
    status: 'Pending',
    proposer,
    header,
    entries,
    deadline: 0n,
    resolveBy: 0n,
    left: entries.length,
    openObjections: 0,
    objectionsEver: 0,
    amended: false,
    partly: false,
    some: false,
    allowed: 0n,
    taken: 0n,
    objections: new Map(),
  }
}

export function beginBatch(world: World, venture: VentureGhost, batch: Ghost): void {
  batch.deadline = world.chain.now + WINDOW
  venture.batches.push(batch)
}

export function batchesIn(venture: VentureGhost, status: Ghost['status']): Ghost[] {
  return venture.batches.slice(-40).filter((batch) => batch.status === status)
}

/** Entries `first` to `end - 1` and what of them enters the books. */
function rangeOf(context: Context, batch: Ghost) {
  const { random, venture } = context
  const size = batch.entries.length
  const bit = (i: number) => 1n << BigInt(i)
  const free = (i: number) => i < size && (batch.taken & bit(i)) === 0n
  let first = 0
  while (!free(first)) first++
  let end = first
  while (free(end)) end++
  if (end - first > 1 && random.once(3) && !hasDebt(venture, batch.entries)) end = first + 1 + random.below(end - first - 1)
  const kept = batch.entries.filter(
    (entry, i) => i >= first && i < end && (!batch.some || (batch.allowed & bit(i)) !== 0n) && (entry & (2n ** 88n - 1n)) !== 0n,
  )
  let range = 0n
  for (let i = first; i < end; i++) range |= bit(i)
  const take = (logs: readonly Log[]) => {
    const whole = end - first === size && !batch.partly
    batch.taken |= range
    batch.left -= end - first
    if (!whole) batch.partly = true
    if (batch.left === 0) batch.status = 'Accepted'
    const entries = kept.map(unpackModelEntry)
    if (kept.length !== 0) noteSyncs(venture, addUnits(venture.model, entries, batch.id).syncs)
    if (batch.large) noteTotals(context, batch, batch.large, entries, logs)
  }
  return { first, end, kept, take }
}

/** What entered of a large batch, and what the venture told of it. */
function noteTotals(
  { world, venture }: Context,
  { id }: Ghost,
  { entered, records }: LargeGhost,
  entries: readonly ModelEntry[],
  logs: readonly Log[],
): void {
  for (const { kind, quantity } of entries) entered.set(kind, quantity)
  for (const { address, topics, data } of logs) {
    if (address.toLowerCase() !== venture.address) continue
    const event = world.abi.venture.parseLog({ topics, data })
    if (event?.name !== 'TotalAdded' || event.args.batch !== id) continue
    const record = [...event.args.record] as bigint[]
    records.set(Number(event.args.kind), record)
    venture.totals.set(`${event.args.kind} ${id}`, { tokens: listed(venture), record })
  }
}

export function acceptStep(
  context: Context,
  batch: Ghost,
  action: ActionName,
  encode: (first: number, end: number) => Transaction,
): Step {
  const { venture } = context
  const { first, end, kept, take } = rangeOf(context, batch)
  return { action, venture, batch, credited: kept, mayFail: true, tx: encode(first, end), apply: take }
}

/* MONEY */

/** Pays out of one venture, which may be income of another. */
export function payments(
  { world }: Context,
  venture: VentureGhost,
  account: string,
  recipient: string,
  tokens: readonly string[],
  amounts: readonly bigint[],
) {
  const result: Payment[] = []
  tokens.forEach((token, i) => {
    const amount = amounts[i] ?? 0n
    if (amount === 0n) return
    const other = world.ventureAt(recipient)
    if (other) receive(other.model, token, amount)
    result.push({ venture, account, token, recipient, amount })
  })
  return result
}

export function claimArguments(context: Context, account: string) {
  const { random, venture } = context
  const owed = listed(venture).filter((token) => owedTo(venture.model, account, token) !== 0n)
  const tokens = someOf(random, owed.length !== 0 && !random.once(4) ? owed : listed(venture))
  const kinds = random.once(3) ? someOf(random, allKinds(venture)) : allKinds(venture)
  const maxDebtEntries = random.once(3) ? BigInt(random.below(3)) : MAX
  return { tokens, kinds, maxDebtEntries }
}

export function creditorOf(context: Context): string {
  const { world, venture } = context
  const creditors = world.creditors.filter((account) => account !== venture.address)
  for (let i = 0; i < 3; i++) {
    const account = anyOf(context, creditors) as string
    if (listed(venture).some((token) => owedTo(venture.model, account, token) !== 0n)) return account
  }
  return anyOf(context, creditors) as string
}

/** Somebody's own choice of who is paid. */
export function recipientOf({ world, random, venture }: Context): string {
  const all = [...world.holders, ...world.creditors].filter((candidate) => candidate !== venture.address)
  return anyOf({ random }, all) as string
}

export function withRecipient(world: World, venture: VentureGhost, recipient: string): VentureGhost[] {
  const other = world.ventureAt(recipient)
  return other ? [venture, other] : [venture]
}

/* SIGNATURES */

/** What somebody has signed, submitted by anybody. */
export function submitted(
  context: Context,
  what: string,
  signer: string,
  statement: Statement,
  encode: (act: SignedAct) => { to: string; data: string },
  apply: Step['apply'],
  nonce = context.world.nextNonce(),
): { isAnyones: true; tx: { from: string; to: string; data: string }; apply: Step['apply'] } {
  const { world, venture } = context
  const n = world.numberOf(signer)
  const tx = encode(signAct(world, venture, n, nonce, statement))
  const call: SignedCall = { what, signer: n, nonce, tx }
  return {
    isAnyones: true,
    tx: { from: anybody(context), ...tx },
    apply: (logs) => {
      venture.usedNonces.push({ signer: n, nonce })
      venture.signed.push(call)
      return apply(logs)
    },
  }
}
