import { keccak256, ZeroAddress } from 'ethers'
import {
  ALL_DEBT_ENTRIES,
  addUnits,
  checkEquation,
  claim,
  closeKind,
  encodeEquation,
  type Equation,
  type EquationLine,
  ModelError,
  openKind,
  owedTo,
  packModelEntry,
  reassignDebt,
  receive,
  removeUnits,
  reweigh,
  setEquation,
  setToken,
  sync,
  type SyncOutcome,
  unpackModelEntry,
} from '../../sdk/src/model/index.ts'
import { coder, type Log, type Transaction } from './chain.ts'
import { type Random, randomAmount, shuffled, someOf } from './random.ts'
import { attestations, consents, resolutions, signProposal, ZERO_HASH } from './signing.ts'
import {
  CUSTOMER,
  type CorrectionGhost,
  DAY,
  DEBT_POOLS,
  deposit,
  EQUITY_POOLS,
  ETH,
  FUND,
  type Ghost,
  hashEntries,
  headerId,
  HOLDERS,
  INFRASTRUCTURE,
  MAX_KINDS,
  STEWARDS,
  STRANGER,
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
  /** Said by the governor or a steward. */
  isGoverned?: boolean
  /** Tokens the action is about; undefined where it is about all. */
  tokens?: readonly string[]
  batch?: Ghost
  correction?: CorrectionGhost
  /** Entries that must enter the books by this step and nothing else. */
  credited?: readonly bigint[]
  /** Ventures whose state may change. Default: the one. */
  touched?: readonly VentureGhost[]
  /** What the model and the test remember of it; the payments it made. */
  apply: (logs: readonly Log[]) => Payment[] | void
}

type Context = { world: World; random: Random; venture: VentureGhost }
type Action = (context: Context) => Step | undefined

/* HELPERS */

const MAX = ALL_DEBT_ENTRIES
const EVIDENCE = 'ipfs://evidence'

function noteSyncs(venture: VentureGhost, syncs: readonly SyncOutcome[]): void {
  for (const { token, amount } of syncs) if (amount !== 0n) venture.firstListed.add(token)
}

const numberOf = (world: World, account: string) => world.chain.accounts.indexOf(account)
const listed = (venture: VentureGhost) => [...venture.model.books.keys()]
const allKinds = (venture: VentureGhost) => venture.model.kinds.map(({ id }) => id)
const affiliatesOf = (world: World, entries: readonly bigint[]) =>
  entries.map((entry) => numberOf(world, unpackModelEntry(entry).affiliate))
const hasDebt = (venture: VentureGhost, entries: readonly bigint[]) =>
  entries.some((entry) => venture.model.kinds[unpackModelEntry(entry).kind]?.isDebt)
const hasClosed = (venture: VentureGhost, entries: readonly bigint[]) =>
  entries.some((entry) => venture.model.kinds[unpackModelEntry(entry).kind]?.closed)

function pointsOf({ model }: VentureGhost, account: string): bigint {
  return model.kinds.reduce((sum, kind) => sum + (kind.isDebt ? 0n : (kind.holdings.get(account) ?? 0n) * kind.rate), 0n)
}

function randomEntries(
  { world, random, venture }: Context,
  kindFilter = (isDebt: boolean) => !isDebt || random.once(2),
): bigint[] {
  const open = venture.model.kinds.filter(({ closed, isDebt }) => !closed && kindFilter(isDebt))
  const entries = new Map<string, bigint>()
  for (let i = 1 + random.below(4); i > 0; i--) {
    const kind = open[random.below(open.length)]
    if (!kind) continue
    const affiliate = world.account(random.pick(HOLDERS))
    const bound = random.once(40) ? (kind.isDebt ? 2n ** 30n : 2n ** 64n) : random.once(4) ? 10n : 5000n
    const quantity = 1n + random.big(bound)
    entries.set(`${kind.id} ${affiliate}`, packModelEntry({ affiliate, kind: kind.id, quantity }))
  }
  const key = (entry: bigint) => (((entry >> 88n) & 0xffn) << 160n) | (entry >> 96n)
  return [...entries.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

function newBatch({ world, random, venture }: Context, entries: bigint[], proposer: number) {
  const workDays = `0x${'00004e20'.repeat(entries.length)}`
  const evidenceHash = keccak256(
    `0x${random
      .big(2n ** 64n)
      .toString(16)
      .padStart(16, '0')}`,
  )
  const nonce = world.nextNonce()
  const header: Ghost['header'] = [hashEntries(entries), keccak256(workDays), evidenceHash, world.account(proposer), nonce]
  const batch: Ghost = {
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
  const proposal = [entries, workDays, evidenceHash, EVIDENCE, ZERO_HASH, nonce]
  const begin = () => {
    batch.deadline = world.chain.now + WINDOW
    venture.batches.push(batch)
  }
  return { batch, proposal, begin }
}

function newest<T>(random: Random, list: readonly T[]): T | undefined {
  const recent = list.slice(-12)
  return recent[random.below(recent.length)]
}

function batchesIn(venture: VentureGhost, status: Ghost['status']): Ghost[] {
  return venture.batches.slice(-40).filter((batch) => batch.status === status)
}

/** Entries `first` to `end - 1` and what of them enters the books. */
function rangeOf({ random, venture }: Context, batch: Ghost) {
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
  const take = () => {
    const whole = end - first === size && !batch.partly
    batch.taken |= range
    batch.left -= end - first
    if (!whole) batch.partly = true
    if (batch.left === 0) batch.status = 'Accepted'
    if (kept.length !== 0) noteSyncs(venture, addUnits(venture.model, kept.map(unpackModelEntry)).syncs)
  }
  return { first, end, kept, take }
}

function acceptStep(
  context: Context,
  batch: Ghost,
  action: ActionName,
  encode: (first: number, end: number) => Transaction,
): Step {
  const { venture } = context
  const { first, end, kept, take } = rangeOf(context, batch)
  return { action, venture, batch, credited: kept, mayFail: true, tx: encode(first, end), apply: take }
}

/** Announced and not applied yet; the newest word on a subject counts. */
function announce(context: Context, action: ActionName, change: number, subject: bigint, data: string): Step {
  const { world, venture } = context
  return {
    action,
    venture,
    isGoverned: true,
    tx: {
      from: world.governor,
      to: world.board,
      data: world.abi.board.encodeFunctionData('announceChange', [venture.address, change, data]),
    },
    apply: () => {
      const same = venture.pending.findIndex((pending) => pending.change === change && pending.subject === subject)
      if (same !== -1) venture.pending.splice(same, 1)
      venture.pending.push({ change, subject, data, readyAt: world.chain.now + WINDOW })
    },
  }
}

function applyPending(
  context: Context,
  action: ActionName,
  change: number,
  check: (data: string) => void,
  change_: (data: string) => SyncOutcome[],
): Step | undefined {
  const { world, random, venture } = context
  const { board } = world.abi
  const pending = venture.pending.find((candidate) => candidate.change === change)
  if (!pending) return
  const forget = () => venture.pending.splice(venture.pending.indexOf(pending), 1)
  try {
    check(pending.data)
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    const data = board.encodeFunctionData('cancelChange', [venture.address, change, pending.subject])
    return {
      action: 'cancelChange',
      venture,
      isGoverned: true,
      tx: { from: world.governor, to: world.board, data },
      apply: () => void forget(),
    }
  }
  return {
    action,
    venture,
    isGoverned: true,
    tx: {
      from: world.account(random.pick(HOLDERS)),
      to: world.board,
      data: board.encodeFunctionData('applyChange', [venture.address, change, pending.data]),
      at: pending.readyAt,
    },
    apply: () => {
      forget()
      noteSyncs(venture, change_(pending.data))
    },
  }
}

const CHANGE = { equation: 3, weight: 4, token: 5 } as const

function randomEquation({ world, random, venture }: Context): Equation {
  const others = world.ventures.filter((other) => other !== venture)
  const people = [INFRASTRUCTURE, FUND, random.pick(HOLDERS)] as const
  for (let i = 0; i < 20; i++) {
    const accounts: EquationLine[] = shuffled(random, [
      ...others.filter(() => !random.once(3)).map(({ address }) => address),
      ...people.slice(0, random.below(3)).map((n) => world.account(n)),
    ]).map((account) => ({ account, basis: random.once(3) ? 'remaining' : 'gross', shareBps: 1 + random.below(900) }))
    const debts: EquationLine[] = shuffled(random, DEBT_POOLS).map((pool) => ({
      pool,
      basis: 'remaining',
      shareBps: 2500 + random.below(5000),
    }))
    const equity: EquationLine[] = shuffled(random, EQUITY_POOLS).map((pool, n) => ({
      pool,
      basis: 'remaining',
      shareBps: n === 1 ? (random.once(3) ? 9000 : 10_000) : 2000 + random.below(6000),
    }))
    const lines = random.once(2) ? [...accounts, ...debts, ...equity] : [...debts, ...accounts, ...equity]
    const equation = { lines, remainder: world.account(random.pick([FUND, INFRASTRUCTURE])) }
    try {
      checkEquation(venture.model, equation)
      return equation
    } catch (error) {
      if (!(error instanceof ModelError)) throw error
    }
  }
  const { lines, remainder } = venture.model.equation
  return { lines, remainder }
}
const equations = new Map<string, Equation>()

/** Pays out of one venture, which may be income of another. */
function payments(
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

function claimArguments(context: Context, account: string) {
  const { random, venture } = context
  const owed = listed(venture).filter((token) => owedTo(venture.model, account, token) !== 0n)
  const tokens = someOf(random, owed.length !== 0 && !random.once(4) ? owed : listed(venture))
  const kinds = random.once(3) ? someOf(random, allKinds(venture)) : allKinds(venture)
  const maxDebtEntries = random.once(3) ? BigInt(random.below(3)) : MAX
  return { tokens, kinds, maxDebtEntries }
}

function creditorOf({ world, random, venture }: Context): string {
  const creditors = world.creditors.filter((account) => account !== venture.address)
  for (let i = 0; i < 3; i++) {
    const account = creditors[random.below(creditors.length)] as string
    if (listed(venture).some((token) => owedTo(venture.model, account, token) !== 0n)) return account
  }
  return creditors[random.below(creditors.length)] as string
}

/* ACTIONS. One that has nothing to act upon gives undefined. */

export const ACTIONS = {
  propose: (context) => {
    const { world, random, venture } = context
    const entries = randomEntries(context)
    if (entries.length === 0) return
    const proposer = random.once(6) ? STRANGER - 1 : random.pick(HOLDERS)
    const { batch, proposal, begin } = newBatch(context, entries, proposer)
    const data = world.abi.ledger.encodeFunctionData('propose', [proposal])
    return { action: 'propose', venture, batch, tx: { from: world.account(proposer), to: venture.ledger, data }, apply: begin }
  },
  proposeFor: (context) => {
    const { world, random, venture } = context
    const entries = randomEntries(context)
    if (entries.length === 0) return
    const proposer = random.pick(HOLDERS)
    const { batch, proposal, begin } = newBatch(context, entries, proposer)
    const [entriesHash, detailsHash, evidenceHash, , nonce] = batch.header
    const signed = signProposal(world, venture, proposer, {
      entriesHash,
      detailsHash,
      evidenceHash,
      evidenceURI: EVIDENCE,
      nonce,
    })
    const data = world.abi.ledger.encodeFunctionData('proposeFor', [proposal, signed])
    return {
      action: 'proposeFor',
      venture,
      batch,
      tx: { from: world.account(random.pick(HOLDERS)), to: venture.ledger, data },
      apply: () => {
        begin()
        venture.usedNonces.push({ signer: proposer, nonce })
      },
    }
  },
  withdrawBatch: ({ world, random, venture }) => {
    const batch = newest(
      random,
      batchesIn(venture, 'Pending').filter(({ partly }) => !partly),
    )
    if (!batch) return
    const data = world.abi.ledger.encodeFunctionData('withdraw', [batch.header])
    return {
      action: 'withdrawBatch',
      venture,
      batch,
      tx: { from: world.account(batch.proposer), to: venture.ledger, data },
      apply: () => void (batch.status = 'Withdrawn'),
    }
  },
  acceptAttested: (context) => {
    const { world, random, venture } = context
    const ready = batchesIn(venture, 'Pending').filter(
      ({ openObjections, entries }) => openObjections === 0 && !hasClosed(venture, entries),
    )
    const batch = newest(random, ready)
    if (!batch) return
    const sender = random.pick(STEWARDS)
    const isEnough = venture.attestationsRequired === 1 && !affiliatesOf(world, batch.entries).includes(sender)
    const attestors = isEnough ? [sender] : STEWARDS
    const signed = attestations(world, venture, batch.id, hashEntries(batch.entries), attestors, [sender, batch.proposer])
    const at = hasDebt(venture, batch.entries) || random.once(3) ? batch.deadline : undefined
    return acceptStep(context, batch, 'acceptAttested', (first, end) => ({
      from: world.account(sender),
      to: world.review,
      data: world.abi.review.encodeFunctionData('acceptAttested', [
        venture.ledger,
        batch.header,
        batch.entries,
        first,
        end,
        signed,
      ]),
      at,
    }))
  },
  acceptSilent: (context) => {
    const { world, random, venture } = context
    const ready = batchesIn(venture, 'Pending').filter(
      ({ openObjections, entries }) =>
        openObjections === 0 &&
        !hasDebt(venture, entries) &&
        !hasClosed(venture, entries) &&
        entries.every((entry) => {
          const kind = venture.model.kinds[unpackModelEntry(entry).kind]
          const pool = venture.model.pools[(kind?.pool ?? 1) - 1]
          return pool?.type === 'equity' && pool.points !== 0n && unpackModelEntry(entry).quantity < 10_000n
        }),
    )
    const batch = newest(random, ready)
    if (!batch) return
    return acceptStep(context, batch, 'acceptSilent', (first, end) => ({
      from: world.account(random.pick(HOLDERS)),
      to: world.growth,
      data: world.abi.growth.encodeFunctionData('acceptSilent', [
        venture.ledger,
        batch.header,
        batch.entries,
        first,
        end,
        allKinds(venture),
      ]),
      at: batch.deadline,
    }))
  },
  acceptResolved: (context) => {
    const { world, random, venture } = context
    const batch = newest(
      random,
      batchesIn(venture, 'Resolved').filter(({ entries }) => !hasClosed(venture, entries)),
    )
    if (!batch) return
    return acceptStep(context, batch, 'acceptResolved', (first, end) => ({
      from: world.account(random.pick(HOLDERS)),
      to: venture.ledger,
      data: world.abi.ledger.encodeFunctionData('acceptResolved', [batch.header, batch.entries, first, end]),
      at: hasDebt(venture, batch.entries) || random.once(2) ? batch.deadline : undefined,
    }))
  },
  object: ({ world, random, venture }) => {
    const open = batchesIn(venture, 'Pending').filter(({ deadline }) => world.chain.now + 1n < deadline)
    const batch = newest(random, open)
    if (!batch) return
    const total = EQUITY_POOLS.reduce((sum, id) => {
      const pool = venture.model.pools[id - 1]
      return sum + (pool?.type === 'equity' ? pool.points : 0n)
    }, 0n)
    const objectors = HOLDERS.filter(
      (n) =>
        !batch.objections.has(n) &&
        ((STEWARDS as readonly number[]).includes(n) || (total !== 0n && pointsOf(venture, world.account(n)) !== 0n)),
    )
    const objector = objectors[random.below(objectors.length)]
    if (objector === undefined) return
    const amendment = batch.partly || random.once(3) ? undefined : amended(random, batch.entries)
    const [entries, amendedEntries] = amendment ? [batch.entries, amendment] : [[], []]
    const data = world.abi.review.encodeFunctionData('object', [
      venture.ledger,
      batch.header,
      allKinds(venture),
      ZERO_HASH,
      '',
      entries,
      amendedEntries,
    ])
    return {
      action: 'object',
      venture,
      batch,
      tx: { from: world.account(objector), to: world.review, data },
      apply: () => {
        if (batch.openObjections === 0) batch.resolveBy = world.chain.now + 3n * DAY
        batch.openObjections++
        batch.objectionsEver++
        batch.objections.set(objector, { isStanding: true, ...(amendment && { amendment }) })
      },
    }
  },
  withdrawObjection: ({ world, random, venture }) => {
    const found = standing(random, venture, () => true)
    if (!found) return
    const { batch, objector } = found
    const data = world.abi.review.encodeFunctionData('withdrawObjection', [venture.ledger, batch.header])
    return {
      action: 'withdrawObjection',
      venture,
      batch,
      tx: { from: world.account(objector), to: world.review, data },
      apply: () => closeObjection(world, batch, objector),
    }
  },
  acceptAmendment: ({ world, random, venture }) => {
    const found = standing(random, venture, (batch, objector) => {
      const amendment = batch.objections.get(objector)?.amendment
      return !!amendment && !batch.partly && isLower(batch.entries, amendment)
    })
    if (!found) return
    const { batch, objector } = found
    const amendment = batch.objections.get(objector)?.amendment ?? []
    const lowered = batch.entries.filter((entry, i) => entry !== amendment[i])
    const affiliates = [...new Set(affiliatesOf(world, lowered))]
    const sender = affiliates[0] as number
    const signed = consents(world, venture, batch.id, hashEntries(amendment), affiliates.slice(1))
    const data = world.abi.review.encodeFunctionData('acceptAmendment', [
      venture.ledger,
      batch.header,
      batch.entries,
      amendment,
      world.account(objector),
      signed,
    ])
    return {
      action: 'acceptAmendment',
      venture,
      batch,
      tx: { from: world.account(sender), to: world.review, data },
      apply: () => {
        closeObjection(world, batch, objector)
        batch.amended = true
        batch.entries = amendment
      },
    }
  },
  resolve: ({ world, random, venture }) => {
    const { now } = world.chain
    const open = batchesIn(venture, 'Pending').filter(
      ({ openObjections, deadline }) => openObjections !== 0 || now + 1n >= deadline,
    )
    const batch = newest(random, open)
    if (!batch) return
    const size = batch.entries.length
    let decision = random.pick([0, 1, 1, 2, 2, 3] as const)
    const amendments = [...batch.objections].filter(([, { amendment, isStanding }]) => amendment && isStanding)
    const [objector, objection] = amendments[0] ?? []
    if (decision === 3 && (objector === undefined || batch.partly || batch.amended)) decision = 1
    const allowed = decision === 2 ? 1n + random.big((1n << BigInt(size)) - 1n) : 0n
    const inForce = decision === 3 ? (objection?.amendment ?? []) : batch.entries
    const required = venture.attestationsRequired + 1
    const free = STEWARDS.filter((n) => !batch.objections.has(n))
    const workers = affiliatesOf(world, batch.entries)
    const byStewards =
      batch.openObjections !== 0 &&
      now + 1n < batch.resolveBy &&
      workers.every((worker) => free.filter((n) => n !== worker).length >= required) &&
      free.length >= required
    const signed = byStewards
      ? resolutions(world, venture, free, [batch.id, batch.objectionsEver, decision, allowed, hashEntries(inForce)])
      : []
    const data = world.abi.review.encodeFunctionData('resolve', [
      venture.ledger,
      batch.header,
      batch.entries,
      decision,
      allowed,
      decision === 3 ? world.account(objector as number) : ZeroAddress,
      signed,
    ])
    return {
      action: 'resolve',
      venture,
      batch,
      isGoverned: true,
      tx: { from: byStewards ? world.account(random.pick(HOLDERS)) : world.governor, to: world.review, data },
      apply: () => {
        batch.status = decision === 0 ? 'Rejected' : 'Resolved'
        batch.some = decision === 2
        batch.allowed = allowed
        if (decision === 3) {
          batch.amended = true
          batch.entries = inForce
        }
      },
    }
  },
  proposeCorrection: (context) => {
    const { world, random, venture } = context
    const batch = newest(
      random,
      venture.batches.filter(({ left, entries }) => left !== entries.length),
    )
    if (!batch) return
    const entries = batch.entries
      .filter((entry) => {
        const { kind, affiliate } = unpackModelEntry(entry)
        const state = venture.model.kinds[kind]
        return state && !state.isDebt && (state.holdings.get(affiliate) ?? 0n) !== 0n
      })
      .map((entry) => {
        const { kind, affiliate, quantity } = unpackModelEntry(entry)
        return packModelEntry({ kind, affiliate, quantity: 1n + random.big(quantity + 1n) })
      })
    const debts: CorrectionGhost['debts'] = []
    for (const id of DEBT_POOLS) {
      const pool = venture.model.pools[id - 1]
      if (pool?.type !== 'debt' || random.once(2)) continue
      const account = world.account(random.pick(HOLDERS))
      const open = (pool.queues.get(account)?.entries ?? []).flatMap(({ money }, index) => (money === 0n ? [] : [index]))
      const index = open.at(-1 - random.below(3)) ?? open.at(-1)
      if (index !== undefined) debts.push({ pool: id, account, index })
    }
    if (entries.length + debts.length === 0) return
    const proposer = random.pick(HOLDERS)
    const content = [
      venture.ledger,
      batch.id,
      entries,
      debts.map(({ pool, account, index }) => [pool, account, index]),
      ZERO_HASH,
      world.account(proposer),
      world.nextNonce(),
    ]
    const correction: CorrectionGhost = {
      id: keccak256(coder.encode([CORRECTION], [content])),
      status: 'Pending',
      content,
      entries,
      debts,
      proposer,
      deadline: 0n,
      openObjections: 0,
      objectors: new Set(),
    }
    const data = world.abi.review.encodeFunctionData('proposeCorrection', [content, ''])
    return {
      action: 'proposeCorrection',
      venture,
      correction,
      tx: { from: world.account(proposer), to: world.review, data },
      apply: () => {
        correction.deadline = world.chain.now + WINDOW
        venture.corrections.push(correction)
      },
    }
  },
  objectToCorrection: ({ world, random, venture }) => {
    const open = venture.corrections.filter(({ status, deadline }) => status === 'Pending' && world.chain.now + 1n < deadline)
    const correction = newest(random, open)
    const steward = STEWARDS.find((n) => !correction?.objectors.has(n))
    if (!correction || steward === undefined) return
    const data = world.abi.review.encodeFunctionData('objectToCorrection', [correction.content, [], ZERO_HASH, ''])
    return {
      action: 'objectToCorrection',
      venture,
      correction,
      tx: { from: world.account(steward), to: world.review, data },
      apply: () => {
        correction.objectors.add(steward)
        correction.openObjections++
      },
    }
  },
  endCorrection: (context) => {
    const { world, random, venture } = context
    const correction = newest(
      random,
      venture.corrections.filter(({ status }) => status === 'Pending'),
    )
    if (!correction) return
    const required = venture.attestationsRequired + (correction.openObjections === 0 ? 0 : 1)
    const about = [...affiliatesOf(world, correction.entries), ...correction.debts.map(({ account }) => numberOf(world, account))]
    const isKnown = correction.debts.every(({ pool, account, index }) => {
      const state = venture.model.pools[pool - 1]
      return state?.type === 'debt' && state.queues.get(account)?.entries[index]?.money !== 0n
    })
    const isEnough = about.every((n) => STEWARDS.filter((steward) => steward !== n).length >= required)
    if (!isKnown || !isEnough) {
      const data = world.abi.review.encodeFunctionData('withdrawCorrection', [correction.content])
      return {
        action: 'endCorrection',
        venture,
        correction,
        tx: { from: world.account(correction.proposer), to: world.review, data },
        apply: () => void (correction.status = 'Withdrawn'),
      }
    }
    const signed = attestations(world, venture, correction.id, ZERO_HASH, STEWARDS, [correction.proposer])
    const data = world.abi.review.encodeFunctionData('applyCorrection', [correction.content, signed])
    return {
      action: 'endCorrection',
      venture,
      correction,
      isGoverned: true,
      tx: { from: world.governor, to: world.review, data, at: correction.deadline },
      apply: () => {
        correction.status = 'Applied'
        const { model } = venture
        for (const entry of correction.entries) {
          const { affiliate, kind, quantity } = unpackModelEntry(entry)
          const held = model.kinds[kind]?.holdings.get(affiliate) ?? 0n
          const removed = quantity < held ? quantity : held
          if (removed !== 0n) noteSyncs(venture, removeUnits(model, affiliate, kind, removed).syncs)
        }
        for (const { pool, account, index } of correction.debts) {
          noteSyncs(venture, reassignDebt(model, pool, account, index).syncs)
        }
      },
    }
  },
  reduceOwnUnits: ({ world, random, venture }) => {
    const held = HOLDERS.flatMap((n) =>
      venture.model.kinds.flatMap(({ id, holdings, isDebt }) => {
        const units = isDebt ? 0n : (holdings.get(world.account(n)) ?? 0n)
        return units === 0n ? [] : [{ n, kind: id, units }]
      }),
    )
    const holding = held[random.below(held.length)]
    if (!holding) return
    const { n, kind, units } = holding
    const quantity = random.once(5)
      ? units
      : random.once(20)
        ? 0n
        : 1n + random.big(random.once(2) ? units : units < 100n ? units : 100n)
    const data = world.abi.ledger.encodeFunctionData('reduceOwnUnits', [world.account(n), kind, quantity])
    return {
      action: 'reduceOwnUnits',
      venture,
      tx: { from: world.account(n), to: venture.ledger, data },
      apply: () => noteSyncs(venture, removeUnits(venture.model, world.account(n), kind, quantity).syncs),
    }
  },
  announceWeight: (context) => {
    const { random, venture } = context
    const equity = venture.model.kinds.filter(({ isDebt }) => !isDebt)
    const kind = equity[random.below(equity.length)]?.id ?? 0
    const weight = random.once(20) ? 1n + random.big(2n ** 20n) : 1n + random.big(100n)
    return announce(context, 'announceWeight', CHANGE.weight, BigInt(kind), coder.encode(['uint8', 'uint32'], [kind, weight]))
  },
  applyWeight: (context) => {
    const { model } = context.venture
    const read = (data: string): [number, bigint] => {
      const [kind, weight] = coder.decode(['uint8', 'uint32'], data)
      return [Number(kind), weight as bigint]
    }
    const check = (data: string) => {
      const [id, weight] = read(data)
      const kind = model.kinds[id]
      const pool = model.pools[(kind?.pool ?? 1) - 1]
      if (!kind || pool?.type !== 'equity') return
      if (pool.points + kind.units * (weight - kind.rate) >= 2n ** 112n) throw new ModelError('too many points')
    }
    return applyPending(context, 'applyWeight', CHANGE.weight, check, (data) => reweigh(model, ...read(data)))
  },
  announceEquation: (context) => {
    const equation = randomEquation(context)
    const data = encodeEquation(equation)
    equations.set(data, equation)
    return announce(context, 'announceEquation', CHANGE.equation, 0n, data)
  },
  applyEquation: (context) => {
    const { model } = context.venture
    const read = (data: string) => equations.get(data) as Equation
    return applyPending(
      context,
      'applyEquation',
      CHANGE.equation,
      (data) => checkEquation(model, read(data)),
      (data) => setEquation(model, read(data)),
    )
  },
  announceToken: (context) => {
    const { world, random, venture } = context
    const { books } = venture.model
    const unlisted = world.tokens.filter((token) => !books.has(token))
    const token =
      unlisted.length !== 0 && random.once(3)
        ? (unlisted[0] as string)
        : (world.tokens[random.below(world.tokens.length)] as string)
    const muted = books.get(token)?.muted === false && random.once(2)
    return announce(context, 'announceToken', CHANGE.token, BigInt(token), coder.encode(['address', 'bool'], [token, muted]))
  },
  applyToken: (context) => {
    const { venture } = context
    return applyPending(
      context,
      'applyToken',
      CHANGE.token,
      () => {},
      (data) => {
        const [token, muted] = coder.decode(['address', 'bool'], data) as unknown as [string, boolean]
        const syncs = setToken(venture.model, token, muted)
        venture.firstListed.add(token.toLowerCase())
        return syncs
      },
    )
  },
  cancelChange: ({ world, venture }) => {
    const pending = venture.pending[0]
    if (!pending || venture.pending.length < 2) return
    const data = world.abi.board.encodeFunctionData('cancelChange', [venture.address, pending.change, pending.subject])
    return {
      action: 'cancelChange',
      venture,
      isGoverned: true,
      tx: { from: world.governor, to: world.board, data },
      apply: () => void venture.pending.shift(),
    }
  },
  openKind: ({ world, random, venture }) => {
    const { kinds } = venture.model
    if (kinds.length >= MAX_KINDS) return
    const pool = random.pick([...EQUITY_POOLS, ...DEBT_POOLS])
    const isDebt = pool > 2
    const decimals = random.below(4)
    const rate = isDebt ? 10n ** BigInt(decimals) * (1n + random.big(1000n)) : 1n + random.big(100n)
    const config = [`0x${'41'.repeat(32)}`, `0x${'42'.repeat(32)}`, decimals, pool, rate, isDebt ? 0 : 1]
    const data = world.abi.board.encodeFunctionData('openKind', [venture.address, config])
    return {
      action: 'openKind',
      venture,
      isGoverned: true,
      tx: { from: world.governor, to: world.board, data },
      apply: () => void openKind(venture.model, { pool, rate, decimals, voice: isDebt ? 0n : 1n }),
    }
  },
  closeKind: ({ world, random, venture }) => {
    const { kinds } = venture.model
    const closable = kinds.filter(
      ({ closed, pool, id }) => !closed && kinds.some((k) => k.id !== id && k.pool === pool && !k.closed),
    )
    const kind = closable[random.below(closable.length)]
    if (!kind) return
    const successor = kinds.find((k) => k.id !== kind.id && k.pool === kind.pool && !k.closed)
    const data = world.abi.board.encodeFunctionData('closeKind', [venture.address, kind.id, successor?.id ?? kind.id])
    return {
      action: 'closeKind',
      venture,
      isGoverned: true,
      tx: { from: world.governor, to: world.board, data },
      apply: () => closeKind(venture.model, kind.id),
    }
  },
  sale: ({ world, random, venture }) => {
    const token = random.pick(world.tokens.slice(0, 4) as [string, ...string[]])
    const amount = randomAmount(random, 2n ** 127n)
    const data = world.abi.token.encodeFunctionData('transfer', [venture.address, amount])
    return {
      action: 'sale',
      venture,
      tokens: [token],
      tx: { from: world.account(CUSTOMER), to: token, data },
      apply: () => deposit(world, venture, token, amount),
    }
  },
  saleEth: ({ world, random, venture }) => {
    const value = randomAmount(random, 2n ** 100n)
    return {
      action: 'saleEth',
      venture,
      tokens: [ETH],
      tx: { from: world.account(CUSTOMER), to: venture.address, value },
      apply: () => deposit(world, venture, ETH, value),
    }
  },
  pay: ({ world, random, venture }) => {
    const token = random.pick(world.tokens as [string, ...string[]])
    const amount = randomAmount(random, 2n ** 90n)
    const data = world.abi.venture.encodeFunctionData('pay', [token, amount, ZERO_HASH])
    return {
      action: 'pay',
      venture,
      tokens: [token],
      tx: { from: world.account(CUSTOMER), to: venture.address, data, value: token === ETH ? amount : 0n },
      apply: () => deposit(world, venture, token, amount),
    }
  },
  sync: ({ world, random, venture }) => {
    const token = random.pick(listed(venture) as [string, ...string[]])
    const data = world.abi.venture.encodeFunctionData('sync', [token])
    return {
      action: 'sync',
      venture,
      tokens: [token],
      tx: { from: world.account(random.pick(HOLDERS)), to: venture.address, data },
      apply: () => noteSyncs(venture, [sync(venture.model, token)]),
    }
  },
  claim: (context) => {
    const { world, random, venture } = context
    const account = creditorOf(context)
    const { tokens, kinds, maxDebtEntries } = claimArguments(context, account)
    const recipient = venture.recipientOf(account)
    const sender = world.account(random.pick(HOLDERS))
    const data = world.abi.venture.encodeFunctionData('claim', [account, tokens, kinds, maxDebtEntries])
    return {
      action: 'claim',
      venture,
      tokens,
      touched: withRecipient(world, venture, recipient),
      tx: { from: sender, to: venture.address, data },
      apply: () => {
        venture.noteClaim(account, sender)
        const { amounts, syncs } = claim(venture.model, account, tokens, kinds, maxDebtEntries)
        noteSyncs(venture, syncs)
        return payments(context, venture, account, recipient, tokens, amounts)
      },
    }
  },
  claimTo: (context) => {
    const { world, random, venture } = context
    const account = world.account(random.pick(HOLDERS))
    const { tokens, kinds, maxDebtEntries } = claimArguments(context, account)
    const recipients = [...world.holders, world.account(FUND), ...world.ventures.map(({ address }) => address)]
    const recipient = recipients.filter((candidate) => candidate !== venture.address)[
      random.below(recipients.length - 1)
    ] as string
    const data = world.abi.venture.encodeFunctionData('claimTo', [account, recipient, tokens, kinds, maxDebtEntries])
    return {
      action: 'claimTo',
      venture,
      tokens,
      touched: withRecipient(world, venture, recipient),
      tx: { from: account, to: venture.address, data },
      apply: () => {
        venture.noteAct(account)
        const { amounts, syncs } = claim(venture.model, account, tokens, kinds, maxDebtEntries)
        noteSyncs(venture, syncs)
        return payments(context, venture, account, recipient, tokens, amounts)
      },
    }
  },
  setPayee: ({ world, random, venture }) => {
    const account = world.account(random.pick(HOLDERS))
    const others = [world.account(FUND), ...world.holders, ...world.ventures.map(({ address }) => address)].filter(
      (a) => a !== venture.address,
    )
    const payee = random.once(2) ? undefined : others[random.below(others.length)]
    const data = world.abi.venture.encodeFunctionData('setPayee', [account, payee ?? ZeroAddress])
    return {
      action: 'setPayee',
      venture,
      tokens: [],
      tx: { from: account, to: venture.address, data },
      apply: () => venture.setPayee(account, payee),
    }
  },
  claimBatch: (context) => {
    const { world, random } = context
    const requests = Array.from({ length: 1 + random.below(3) }, () => {
      const venture = random.pick(world.ventures as [VentureGhost, ...VentureGhost[]])
      const account = creditorOf({ ...context, venture })
      return { venture, account, ...claimArguments({ ...context, venture }, account) }
    })
    const encoded = requests.map(({ venture, account, tokens, kinds, maxDebtEntries }) => [
      venture.address,
      account,
      tokens,
      kinds,
      maxDebtEntries,
    ])
    // One request nobody can pay: a venture owes itself nothing.
    const bad = random.below(encoded.length + 1)
    if (random.once(2)) encoded.splice(bad, 0, [context.venture.address, context.venture.address, [], [], MAX])
    const data = world.abi.batch.encodeFunctionData('claim', [encoded, 2_500_000n])
    return {
      action: 'claimBatch',
      venture: context.venture,
      touched: world.ventures,
      tx: { from: world.account(random.pick(HOLDERS)), to: world.claimBatch, data },
      apply: () =>
        requests.flatMap(({ venture, account, tokens, kinds, maxDebtEntries }) => {
          const { amounts, syncs } = claim(venture.model, account, tokens, kinds, maxDebtEntries)
          noteSyncs(venture, syncs)
          return payments(context, venture, account, venture.recipientOf(account), tokens, amounts)
        }),
    }
  },
  wait: ({ world, random, venture }) => ({
    action: 'wait',
    venture,
    tokens: [],
    tx: {
      from: world.account(CUSTOMER),
      to: world.account(CUSTOMER),
      at: world.chain.now + 1n + random.big(random.once(4) ? 2n * DAY : 3600n),
    },
    apply: () => {},
  }),
} satisfies Record<string, Action>

export type ActionName =
  | 'propose'
  | 'proposeFor'
  | 'withdrawBatch'
  | 'acceptAttested'
  | 'acceptSilent'
  | 'acceptResolved'
  | 'object'
  | 'withdrawObjection'
  | 'acceptAmendment'
  | 'resolve'
  | 'proposeCorrection'
  | 'objectToCorrection'
  | 'endCorrection'
  | 'reduceOwnUnits'
  | 'announceWeight'
  | 'applyWeight'
  | 'announceEquation'
  | 'applyEquation'
  | 'announceToken'
  | 'applyToken'
  | 'cancelChange'
  | 'openKind'
  | 'closeKind'
  | 'sale'
  | 'saleEth'
  | 'pay'
  | 'sync'
  | 'claim'
  | 'claimTo'
  | 'setPayee'
  | 'claimBatch'
  | 'wait'

export const ACTION_NAMES = Object.keys(ACTIONS) as ActionName[]

/** What has to happen first where an action has nothing to act upon. */
export const FIRST: Partial<Record<ActionName, ActionName>> = {
  withdrawBatch: 'propose',
  acceptAttested: 'propose',
  acceptSilent: 'propose',
  acceptResolved: 'resolve',
  object: 'propose',
  withdrawObjection: 'object',
  acceptAmendment: 'object',
  resolve: 'object',
  proposeCorrection: 'acceptAttested',
  objectToCorrection: 'proposeCorrection',
  endCorrection: 'proposeCorrection',
  reduceOwnUnits: 'acceptAttested',
  applyWeight: 'announceWeight',
  applyEquation: 'announceEquation',
  applyToken: 'announceToken',
  cancelChange: 'announceWeight',
  closeKind: 'openKind',
  openKind: 'closeKind',
}

const CORRECTION = 'tuple(address,bytes32,uint256[],tuple(uint8,address,uint256)[],bytes32,address,uint256)'

function withRecipient(world: World, venture: VentureGhost, recipient: string): VentureGhost[] {
  const other = world.ventureAt(recipient)
  return other ? [venture, other] : [venture]
}

function amended(random: Random, entries: readonly bigint[]): bigint[] | undefined {
  const i = random.below(entries.length)
  const result = [...entries]
  const entry = unpackModelEntry(entries[i] as bigint)
  if (entry.quantity === 0n) return
  result[i] = packModelEntry({ ...entry, quantity: random.big(entry.quantity) })
  return result
}

function isLower(entries: readonly bigint[], amendment: readonly bigint[]): boolean {
  return entries.every((entry, i) => (amendment[i] ?? 0n) <= entry) && entries.some((entry, i) => amendment[i] !== entry)
}

function standing(random: Random, venture: VentureGhost, isWanted: (batch: Ghost, objector: number) => boolean) {
  const found = batchesIn(venture, 'Pending').flatMap((batch) =>
    [...batch.objections].flatMap(([objector, { isStanding }]) =>
      isStanding && isWanted(batch, objector) ? [{ batch, objector }] : [],
    ),
  )
  return newest(random, found)
}

function closeObjection(world: World, batch: Ghost, objector: number): void {
  const objection = batch.objections.get(objector)
  if (objection) objection.isStanding = false
  batch.openObjections--
  const latest = world.chain.now + WINDOW
  if (batch.openObjections === 0 && batch.deadline < latest) batch.deadline = latest
}
