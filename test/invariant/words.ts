import { keccak256 } from 'ethers'
import {
  activatedOf,
  type DebtPoolState,
  type EquityPoolState,
  keyOf,
  recordOf,
  toWord,
  type VentureModel,
} from '../../sdk/src/model/index.ts'

/** First slots, as `docs/decisions/storage.md` lists them. */
const SLOT = {
  books: 1n,
  debtPools: 3n,
  accountBooks: 4n,
  links: 5n,
  equityPools: 6n,
  indices: 7n,
  parked: 8n,
  kinds: 9n,
  bases: 10n,
  units: 11n,
  offsets: 12n,
  debtAcceptances: 13n,
  debtQueues: 14n,
  debtEntries: 15n,
  records: 16n,
  activated: 17n,
} as const
/** Of the ledger. */
const ROLES = 8n
const NONCES = 9n

export const MAX_KINDS = 12
const PAYEE = 1n
const SUCCESSOR = 2n

/** Who and what a venture's words are about. All addresses in lower case. */
export type Cast = {
  venture: string
  tokens: readonly string[]
  holders: readonly string[]
  /** Who may name a payee, move, or do anything else. */
  people: readonly string[]
  /** Holders, and everyone else who may be owed something. */
  creditors: readonly string[]
  equityPools: readonly number[]
  debtPools: readonly number[]
}

/** Facts the model has no need of, that stand in a slot too. */
export type Beyond = { firstListed: ReadonlySet<string>; lastActs: ReadonlyMap<string, bigint> }

export type Place = { name: string; slot: bigint }

const hex = (value: bigint) => value.toString(16).padStart(64, '0')
const hashWords = (words: readonly bigint[]) => keccak256(`0x${words.map(hex).join('')}`)
const at = (slot: bigint, key: bigint) => BigInt(keccak256(`0x${hex(key)}${hex(slot)}`))
export const within = (slot: bigint, ...keys: readonly (string | number)[]) =>
  keys.reduce((place, key) => at(place, BigInt(key)), slot)

/** Slots whose number never changes, in the order in which `wordsOf` fills them. */
export function fixedPlaces({ venture, tokens, holders, people, creditors, equityPools, debtPools }: Cast): Place[] {
  const places: Place[] = []
  const add = (name: string, slot: bigint) => places.push({ name, slot })
  const kinds = Array.from({ length: MAX_KINDS }, (_, kind) => kind)
  for (const token of tokens) add(`book ${token}`, within(SLOT.books, token))
  for (const pool of equityPools) {
    add(`equity ${pool}`, within(SLOT.equityPools, pool))
    for (const token of tokens) {
      add(`index ${pool} ${token}`, within(SLOT.indices, pool, token))
      add(`parked ${pool} ${token}`, within(SLOT.parked, pool, token))
    }
  }
  for (const pool of debtPools) {
    add(`debt ${pool}`, within(SLOT.debtPools, pool))
    add(`line ${pool}`, within(SLOT.debtPools, pool) + 1n)
    for (const account of [...holders, venture]) add(`queue ${pool} ${account}`, within(SLOT.debtQueues, pool, account))
  }
  for (const kind of kinds) {
    add(`kind ${kind}`, within(SLOT.kinds, kind))
    for (const account of holders) add(`units ${kind} ${account}`, within(SLOT.units, kind, account))
    for (const token of tokens) {
      add(`base ${kind} ${token}`, within(SLOT.bases, kind, token))
      add(`jAtBase ${kind} ${token}`, within(SLOT.bases, kind, token) + 1n)
      const offsets = within(SLOT.offsets, kind, token)
      for (const account of holders) add(`offset ${kind} ${token} ${account}`, within(offsets, account))
    }
  }
  for (const token of tokens) {
    for (const account of creditors) add(`account ${token} ${account}`, within(SLOT.accountBooks, token, account))
  }
  for (const account of people) add(`link ${account}`, within(SLOT.links, account))
  return places
}

/** Slots of the ledger in which it says who is what. */
export const rolePlaces = ({ people }: Cast): Place[] =>
  people.map((account) => ({ name: `role ${account}`, slot: within(ROLES, account) }))
/** Slot of 256 nonces of a signer in the ledger. */
export const nonceSlot = (signer: string, bucket: bigint) => at(within(NONCES, signer), bucket)

/** Slots of large batches, of a debt pool's acceptances and of all entries not settled yet: they grow with the history. */
export function growingPlaces(model: VentureModel, known: Map<string, bigint>): Place[] {
  const places: Place[] = []
  const add = (name: string, first: bigint, ...keys: readonly (string | number)[]) => {
    let slot = known.get(name)
    if (slot === undefined) known.set(name, (slot = within(first, ...keys)))
    places.push({ name, slot })
  }
  for (const { id, rests } of model.kinds) {
    for (const batch of rests.keys()) {
      add(`record ${id} ${batch}`, SLOT.records, batch, id)
      add(`activated ${id} ${batch}`, SLOT.activated, batch, id)
    }
  }
  for (const pool of model.pools) {
    if (pool.type !== 'debt') continue
    for (let i = 0; i <= pool.acceptances.length; i++) add(`acceptance ${pool.id} ${i}`, SLOT.debtAcceptances, pool.id, i)
    for (const [account, { entries, cursor }] of pool.queues) {
      for (let i = cursor === 0 ? 0 : cursor - 1; i <= entries.length; i++) {
        add(`entry ${pool.id} ${account} ${i}`, SLOT.debtEntries, pool.id, account, i)
      }
    }
  }
  return places
}

/** What stands in the fixed slots and then in the growing ones when the contract is what the model says. */
export function wordsOf(model: VentureModel, cast: Cast, { firstListed, lastActs }: Beyond, growing: readonly Place[]): bigint[] {
  const words: bigint[] = []
  const { venture, tokens, holders, people, creditors, equityPools, debtPools } = cast
  for (const token of tokens) {
    const book = model.books.get(token)
    let parkedPools = 0n
    for (const pool of model.pools) if (pool.type === 'equity' && pool.parked.get(token)) parkedPools |= 1n << BigInt(pool.id)
    const listed = firstListed.has(token) ? 1n : 0n
    words.push((book?.accounted ?? 0n) | (parkedPools << 128n) | (listed << 160n) | ((book?.muted ? 1n : 0n) << 168n))
  }
  for (const id of equityPools) {
    const { openingPeriod, opensAt, firstPointsAt, points, j, parked } = model.pools[id - 1] as EquityPoolState
    words.push(1n | (openingPeriod << 8n) | (opensAt << 40n) | (firstPointsAt << 80n) | (points << 120n))
    for (const token of tokens) words.push(toWord(j.get(token) ?? 0n), parked.get(token) ?? 0n)
  }
  for (const id of debtPools) {
    const { token, capBps, acceptances, end, repaid, queues } = model.pools[id - 1] as DebtPoolState
    words.push(BigInt(token) | (BigInt(capBps) << 160n) | (BigInt(acceptances.length) << 176n))
    words.push(end | (repaid << 128n))
    for (const account of [...holders, venture]) {
      const queue = queues.get(account)
      words.push(BigInt(queue?.cursor ?? 0) | (BigInt(queue?.entries.length ?? 0) << 32n))
    }
  }
  for (let id = 0; id < MAX_KINDS; id++) {
    const kind = model.kinds[id]
    const bits = (value: boolean | undefined, at: bigint) => (value ? 1n << at : 0n)
    words.push(
      kind
        ? BigInt(kind.pool) |
            (BigInt(kind.decimals) << 8n) |
            bits(kind.closed, 16n) |
            bits(kind.bases.size !== 0, 24n) |
            bits(kind.isDebt, 32n) |
            (kind.voice << 40n) |
            (kind.units << 64n) |
            (kind.rate << 160n)
        : 0n,
    )
    for (const account of holders) words.push(kind?.holdings.get(account) ?? 0n)
    for (const token of tokens) {
      const base = kind?.bases.get(token)
      words.push(toWord(base?.base ?? 0n), toWord(base?.jAtBase ?? 0n))
      const offsets = kind?.offsets.get(token)
      for (const account of holders) words.push(toWord(offsets?.get(account) ?? 0n))
    }
  }
  for (const token of tokens) {
    const credits = model.credits.get(token)
    for (const account of creditors) {
      let pools = 0n
      for (const id of debtPools) {
        const { token: own, queues } = model.pools[id - 1] as DebtPoolState
        if (own === token && queues.has(account)) pools |= 1n << BigInt(id)
      }
      words.push((credits?.get(account) ?? 0n) | (pools << 128n))
    }
  }
  for (const account of people) {
    const [payee, successor] = [model.payees.get(account), model.successors.get(account)]
    const link = successor ? BigInt(successor) | (SUCCESSOR << 160n) : payee ? BigInt(payee) | (PAYEE << 160n) : 0n
    words.push(link | ((lastActs.get(account) ?? 0n) << 168n))
  }
  for (const { name } of growing) words.push(growingWord(model, name))
  return words
}

function growingWord(model: VentureModel, name: string): bigint {
  const [what, id, ...rest] = name.split(' ')
  if (what === 'record') return BigInt(hashWords(recordOf(model, rest[0] ?? '', Number(id))))
  if (what === 'activated') {
    const { units, leaves } = activatedOf(model, rest[0] ?? '', Number(id))
    return units | (leaves << 128n)
  }
  const pool = model.pools[Number(id) - 1] as DebtPoolState
  if (what === 'acceptance') {
    const acceptance = pool.acceptances[Number(rest[0])]
    return acceptance ? acceptance.start | (acceptance.money << 128n) : 0n
  }
  const entry = pool.queues.get(keyOf(rest[0] ?? ''))?.entries[Number(rest[1])]
  return entry ? entry.money | (entry.paid << 104n) | (BigInt(entry.acceptance) << 208n) : 0n
}

export function packWords(words: readonly bigint[]): Buffer {
  let text = ''
  for (const word of words) text += hex(word)
  return Buffer.from(text, 'hex')
}

/** A venture's state read from its words alone, by code that shares nothing with the model. */
export class View {
  private readonly index: ReadonlyMap<string, number>
  private readonly extra = new Map<string, number>()
  private readonly entriesOf = new Map<number, Entry[]>()
  private restList: Rest[] | undefined
  private readonly memory = new Map<string, bigint>()

  constructor(
    readonly cast: Cast,
    readonly words: readonly bigint[],
    index: ReadonlyMap<string, number>,
    readonly growing: readonly Place[],
    readonly balances: ReadonlyMap<string, bigint>,
    readonly kindCount: number,
    private readonly totals: ReadonlyMap<string, Total>,
  ) {
    this.index = index
    growing.forEach(({ name }, i) => this.extra.set(name, index.size + i))
  }

  word(name: string): bigint {
    const place = this.index.get(name) ?? this.extra.get(name)
    return place === undefined ? 0n : (this.words[place] ?? 0n)
  }

  accounted(token: string): bigint {
    return this.word(`book ${token}`) & MASK_128
  }
  isMuted(token: string): boolean {
    return ((this.word(`book ${token}`) >> 168n) & 1n) === 1n
  }
  balance(token: string): bigint {
    return this.balances.get(token) ?? 0n
  }
  points(pool: number): bigint {
    return this.word(`equity ${pool}`) >> 120n
  }
  opensAt(pool: number): bigint {
    return (this.word(`equity ${pool}`) >> 40n) & (2n ** 40n - 1n)
  }
  j(pool: number, token: string): bigint {
    return this.word(`index ${pool} ${token}`)
  }
  parked(pool: number, token: string): bigint {
    return this.word(`parked ${pool} ${token}`)
  }
  parkedInAll(token: string): bigint {
    return this.cast.equityPools.reduce((sum, pool) => sum + this.parked(pool, token), 0n)
  }
  end(pool: number): bigint {
    return this.word(`line ${pool}`) & MASK_128
  }
  repaid(pool: number): bigint {
    return this.word(`line ${pool}`) >> 128n
  }
  debtToken(pool: number): string {
    return `0x${(this.word(`debt ${pool}`) & (2n ** 160n - 1n)).toString(16).padStart(40, '0')}`
  }
  capBps(pool: number): bigint {
    return (this.word(`debt ${pool}`) >> 160n) & 0xffffn
  }
  acceptanceCount(pool: number): number {
    return Number((this.word(`debt ${pool}`) >> 176n) & (2n ** 40n - 1n))
  }
  kindPool(kind: number): number {
    return Number(this.word(`kind ${kind}`) & 0xffn)
  }
  isDebt(kind: number): boolean {
    return ((this.word(`kind ${kind}`) >> 32n) & 1n) === 1n
  }
  kindUnits(kind: number): bigint {
    return (this.word(`kind ${kind}`) >> 64n) & (2n ** 96n - 1n)
  }
  rate(kind: number): bigint {
    return this.word(`kind ${kind}`) >> 160n
  }
  units(kind: number, account: string): bigint {
    return this.word(`units ${kind} ${account}`)
  }
  credit(token: string, account: string): bigint {
    return this.word(`account ${token} ${account}`) & MASK_128
  }

  /** 2^128 times what an account is owed in a kind; one that owes would look like the richest of all. */
  raw(kind: number, token: string, account: string): bigint {
    const pool = this.kindPool(kind)
    if (pool === 0 || this.isDebt(kind)) return 0n
    const grown = this.j(pool, token) - this.word(`jAtBase ${kind} ${token}`)
    const index = this.word(`base ${kind} ${token}`) + this.rate(kind) * grown
    return BigInt.asUintN(256, this.units(kind, account) * index - this.word(`offset ${kind} ${token} ${account}`))
  }
  /** What is left of large batches. */
  rests(): Rest[] {
    this.restList ??= this.growing.flatMap(({ name }): Rest[] => {
      const [what, kind, batch = ''] = name.split(' ')
      const total = what === 'activated' ? this.totals.get(`${kind} ${batch}`) : undefined
      if (!total) return []
      const units = (total.record.at(-1) ?? 0n) - (this.word(name) & MASK_128)
      return [{ name: `rest ${kind} ${batch}`, batch, kind: Number(kind), units, total }]
    })
    return this.restList
  }
  /** Units that are left under this name. */
  rest(name: string): bigint {
    return this.rests().find((rest) => rest.name === name)?.units ?? 0n
  }
  /** 2^128 times what a rest has earned. */
  rawOfRest({ kind, units, total }: Rest, token: string): bigint {
    if (units === 0n) return 0n
    const grown = this.j(this.kindPool(kind), token) - this.word(`jAtBase ${kind} ${token}`)
    const index = this.word(`base ${kind} ${token}`) + this.rate(kind) * grown
    const place = total.tokens.indexOf(token)
    return BigInt.asUintN(256, units * (index - (place === -1 ? 0n : (total.record[place] ?? 0n))))
  }
  /** What rests have earned, each rounded down. */
  earnedByRests(token: string): bigint {
    return this.rests().reduce((sum, rest) => sum + (this.rawOfRest(rest, token) >> 128n), 0n)
  }
  /** Whether somebody moved, or named another payee, since this was seen. */
  hasOtherLinks({ words }: View): boolean {
    return this.cast.people.some((account) => {
      const place = this.index.get(`link ${account}`) ?? 0
      return words[place] !== this.words[place]
    })
  }
  /** Who an account is by its links; undefined where they lead in a circle or past too many. */
  holderOf(account: string, most: number): string | undefined {
    let holder = account
    for (let moves = 0; moves <= most; moves++) {
      const link = this.word(`link ${holder}`)
      if (((link >> 160n) & 0xffn) !== SUCCESSOR) return holder
      holder = `0x${(link & (2n ** 160n - 1n)).toString(16).padStart(40, '0')}`
    }
    return undefined
  }
  rawOf(token: string, account: string): bigint {
    let sum = 0n
    for (let kind = 0; kind < this.kindCount; kind++) sum += this.raw(kind, token, account)
    return sum
  }

  acceptance(pool: number, i: number): { start: bigint; money: bigint; length: bigint } {
    const word = this.word(`acceptance ${pool} ${i}`)
    const money = word >> 128n
    return { start: word & MASK_128, money, length: (money * this.capBps(pool)) / 10_000n }
  }
  entries(pool: number): Entry[] {
    const known = this.entriesOf.get(pool)
    if (known) return known
    const entries: Entry[] = []
    this.entriesOf.set(pool, entries)
    for (const { name } of this.growing) {
      const [what, id, account = '', i] = name.split(' ')
      if (what !== 'entry' || Number(id) !== pool) continue
      const word = this.word(name)
      if (word === 0n) continue
      const money = word & (2n ** 104n - 1n)
      const acceptance = Number(word >> 208n)
      const { start, length, money: total } = this.acceptance(pool, acceptance)
      const beyond = this.repaid(pool) - start
      const reached = beyond < 0n ? 0n : beyond < length ? beyond : length
      const paid = (word >> 104n) & (2n ** 104n - 1n)
      entries.push({
        name,
        account,
        index: Number(i),
        money,
        paid,
        acceptance,
        start,
        length,
        reached,
        total,
        earned: total ? (money * reached) / total : 0n,
      })
    }
    return entries
  }
  /** What an account's debt entries were repaid and it was not paid yet. */
  due(token: string, account: string): bigint {
    let due = 0n
    for (const pool of this.cast.debtPools) {
      if (this.debtToken(pool) !== token) continue
      for (const entry of this.entries(pool)) if (entry.account === account) due += entry.earned - entry.paid
    }
    return due
  }
  /** What an account is owed by the books. */
  owed(token: string, account: string): bigint {
    const key = `${token} ${account}`
    let owed = this.memory.get(key)
    if (owed === undefined) {
      owed = (this.rawOf(token, account) >> 128n) + this.credit(token, account) + this.due(token, account)
      this.memory.set(key, owed)
    }
    return owed
  }
}

/** A total as the venture told it when it entered: the index of its kind per token listed then, and the total. */
export type Total = { tokens: readonly string[]; record: readonly bigint[] }
export type Rest = { name: string; batch: string; kind: number; units: bigint; total: Total }
export type Entry = {
  name: string
  account: string
  index: number
  money: bigint
  paid: bigint
  acceptance: number
  start: bigint
  length: bigint
  reached: bigint
  total: bigint
  earned: bigint
}

const MASK_128 = 2n ** 128n - 1n
