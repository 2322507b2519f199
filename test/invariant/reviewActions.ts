import { keccak256, ZeroAddress } from 'ethers'
import { packModelEntry, reassignDebt, removeUnits, unpackModelEntry } from '../../sdk/src/model/index.ts'
import { coder } from './chain.ts'
import type { Random } from './random.ts'
import { attestations, consents, resolutions, statements, ZERO_HASH } from './signing.ts'
import {
  type Action,
  affiliatesOf,
  allKinds,
  anybody,
  anyOf,
  anyWorker,
  batchesIn,
  type Context,
  holdersOf,
  isQuiet,
  newest,
  noteSyncs,
  packAll,
  pointsOf,
  submitted,
  totalPoints,
} from './step.ts'
import {
  type CorrectionGhost,
  DAY,
  DEBT_POOLS,
  type Ghost,
  hashEntries,
  HOLDERS,
  type VentureGhost,
  WINDOW,
  type World,
} from './world.ts'

const REASON = 'ipfs://reason'
const RESOLUTION = 3n * DAY

/* OBJECTIONS */

/** Somebody whose points or role let them object, and the account the points stand under. */
export function objectorOf(context: Context, isFree: (n: number) => boolean, mayAlias: boolean) {
  const { world, venture } = context
  const all = [...HOLDERS.map((n) => world.account(n)), ...venture.stewards].filter((account) => {
    const holder = venture.holderOf(account)
    if (!mayAlias && holder !== account) return false
    if (!isFree(world.numberOf(holder)) || isQuiet(context, account)) return false
    return venture.isSteward(holder) || (totalPoints(venture) !== 0n && pointsOf(venture, account) !== 0n)
  })
  const account = anyOf(context, all)
  return account === undefined ? undefined : { account, objector: venture.holderOf(account) }
}

function objecting(context: Context, isSigned: boolean) {
  const { world, random, venture } = context
  const open = batchesIn(venture, 'Pending').filter(({ deadline }) => world.chain.now + 1n < deadline)
  const batch = newest(context, open)
  if (!batch) return
  const found = objectorOf(context, (n) => !batch.objections.has(n), isSigned)
  if (!found) return
  const amendment = batch.partly || random.once(3) ? undefined : amended(random, batch.entries)
  const apply = () => {
    if (batch.openObjections === 0) batch.resolveBy = world.chain.now + RESOLUTION
    batch.openObjections++
    batch.objectionsEver++
    batch.objections.set(world.numberOf(found.objector), { isStanding: true, ...(amendment && { amendment }) })
  }
  const lists = amendment ? [batch.entries, amendment] : [[], []]
  return { batch, ...found, amendment, lists, apply, step: { venture, batch, acts: [found.objector] } }
}

const object: Action = (context) => {
  const { world, venture } = context
  const found = objecting(context, false)
  if (!found) return
  const values = [venture.ledger, found.batch.header, allKinds(venture), ZERO_HASH, REASON, ...found.lists]
  const data = world.abi.review.encodeFunctionData('object', values)
  return { ...found.step, action: 'object', tx: { from: found.objector, to: world.review, data }, apply: found.apply }
}

/** By signature, with the points of an account that moved, too. */
const objectFor: Action = (context) => {
  const { world, venture } = context
  if (context.random.once(3)) {
    const step = objectToCorrectionFor(context)
    if (step) return step
  }
  const found = objecting(context, true)
  if (!found) return
  const { batch, account, objector, amendment, lists, apply, step } = found
  const statement = statements.objection(batch.id, account, REASON, amendment ? hashEntries(amendment) : ZERO_HASH)
  const sent = submitted(
    context,
    'an objection',
    objector,
    statement,
    (act) => ({
      to: world.review,
      data: world.abi.review.encodeFunctionData('objectFor', [
        venture.ledger,
        batch.header,
        account,
        allKinds(venture),
        ZERO_HASH,
        REASON,
        ...lists,
        act,
      ]),
    }),
    apply,
  )
  return { ...step, ...sent, action: 'objectFor' }
}

const withdrawObjection: Action = (context) => {
  const { world, venture } = context
  const found = standing(context, () => true)
  if (!found) return
  const { batch, objector } = found
  const from = world.account(objector)
  const data = world.abi.review.encodeFunctionData('withdrawObjection', [venture.ledger, batch.header])
  return {
    action: 'withdrawObjection',
    venture,
    batch,
    acts: [from],
    tx: { from, to: world.review, data },
    apply: () => closeObjection(world, batch, objector),
  }
}

const acceptAmendment: Action = (context) => {
  const { world, venture } = context
  const found = standing(context, (batch, objector) => {
    const amendment = batch.objections.get(objector)?.amendment
    // The totals of a large batch belong to the venture, which can't agree to anything.
    return !!amendment && !batch.partly && !batch.large && isLower(batch.entries, amendment)
  })
  if (!found) return
  const { batch, objector } = found
  const amendment = batch.objections.get(objector)?.amendment ?? []
  const lowered = batch.entries.filter((entry, i) => entry !== amendment[i])
  const affiliates = [...new Set(holdersOf(venture, lowered))]
  const [sender = '', ...others] = affiliates
  const signers = others.map((account) => world.numberOf(account))
  const signed = consents(world, venture, batch.id, hashEntries(amendment), signers)
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
    acts: affiliates,
    tx: { from: sender, to: world.review, data },
    apply: () => {
      closeObjection(world, batch, objector)
      batch.amended = true
      batch.entries = amendment
    },
  }
}

const resolve: Action = (context) => {
  const { world, random, venture } = context
  const { now } = world.chain
  const open = batchesIn(venture, 'Pending').filter(
    ({ openObjections, deadline }) => openObjections !== 0 || now + 1n >= deadline,
  )
  const batch = newest(context, open)
  if (!batch) return
  const size = batch.entries.length
  let decision = random.pick([0, 1, 1, 2, 2, 3] as const)
  const amendments = [...batch.objections].filter(([, { amendment, isStanding }]) => amendment && isStanding)
  const [objector, objection] = amendments[0] ?? []
  if (decision === 3 && (objector === undefined || batch.partly || batch.amended)) decision = 1
  const allowed = decision === 2 ? 1n + random.big((1n << BigInt(size)) - 1n) : 0n
  const inForce = decision === 3 ? (objection?.amendment ?? []) : batch.entries
  const required = venture.attestationsRequired + 1
  const free = venture.stewards.filter((steward) => !batch.objections.has(world.numberOf(steward)))
  const workers = holdersOf(venture, batch.entries)
  const byStewards =
    batch.openObjections !== 0 &&
    now + 1n < batch.resolveBy &&
    workers.every((worker) => free.filter((steward) => steward !== worker).length >= required) &&
    free.length >= required
  const content = [batch.id, batch.objectionsEver, decision, allowed, hashEntries(inForce)] as const
  const signers = free.map((steward) => world.numberOf(steward))
  const data = world.abi.review.encodeFunctionData('resolve', [
    venture.ledger,
    batch.header,
    batch.entries,
    decision,
    allowed,
    decision === 3 ? world.account(objector as number) : ZeroAddress,
    byStewards ? resolutions(world, venture, signers, content) : [],
  ])
  return {
    action: 'resolve',
    venture,
    batch,
    acts: byStewards ? free : [world.governor],
    isGoverned: true,
    tx: { from: byStewards ? anybody(context) : world.governor, to: world.review, data },
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

function standing(context: Context, isWanted: (batch: Ghost, objector: number) => boolean) {
  const found = batchesIn(context.venture, 'Pending').flatMap((batch) =>
    [...batch.objections].flatMap(([objector, { isStanding }]) =>
      isStanding && isWanted(batch, objector) ? [{ batch, objector }] : [],
    ),
  )
  return newest(context, found)
}

function closeObjection(world: World, batch: Ghost, objector: number): void {
  const objection = batch.objections.get(objector)
  if (objection) objection.isStanding = false
  batch.openObjections--
  const latest = world.chain.now + WINDOW
  if (batch.openObjections === 0 && batch.deadline < latest) batch.deadline = latest
}

/* CORRECTIONS */

const CORRECTION = 'tuple(address,bytes32,uint256[],tuple(uint8,address,uint256)[],bytes32,address,uint256)'

/** What a batch gave, as far as it is still there; of a large one what its leaves gave. */
function givenBy({ model }: VentureGhost, { entries, large }: Ghost) {
  const all = large ? large.leaves.filter(({ index }) => large.given.get(index)) : entries.map(unpackModelEntry)
  const unique = new Map(all.map(({ affiliate, kind, quantity }) => [`${kind} ${affiliate}`, { affiliate, kind, quantity }]))
  return [...unique.values()].filter(({ kind, affiliate }) => {
    const state = model.kinds[kind]
    return state && !state.isDebt && (state.holdings.get(affiliate) ?? 0n) !== 0n
  })
}

const proposeCorrection: Action = (context) => {
  const { world, random, venture } = context
  const batch = newest(
    context,
    venture.batches.filter(({ left, entries }) => left !== entries.length),
  )
  if (!batch) return
  const given = givenBy(venture, batch).slice(0, 4)
  const entries = packAll(given.map((entry) => ({ ...entry, quantity: 1n + random.big(entry.quantity + 1n) })))
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
  const from = anyWorker(context)
  const content = [
    venture.ledger,
    batch.id,
    entries,
    debts.map(({ pool, account, index }) => [pool, account, index]),
    ZERO_HASH,
    from,
    world.nextNonce(),
  ]
  const correction: CorrectionGhost = {
    id: keccak256(coder.encode([CORRECTION], [content])),
    status: 'Pending',
    content,
    entries,
    debts,
    proposer: world.numberOf(from),
    deadline: 0n,
    openObjections: 0,
    objectors: new Set(),
  }
  const data = world.abi.review.encodeFunctionData('proposeCorrection', [content, ''])
  return {
    action: 'proposeCorrection',
    venture,
    correction,
    acts: [from],
    tx: { from, to: world.review, data },
    apply: () => {
      correction.deadline = world.chain.now + WINDOW
      venture.corrections.push(correction)
    },
  }
}

function objectable(context: Context, mayAlias: boolean) {
  const { world, venture } = context
  const open = venture.corrections.filter(({ status, deadline }) => status === 'Pending' && world.chain.now + 1n < deadline)
  const correction = newest(context, open)
  const found = correction && objectorOf(context, (n) => !correction.objectors.has(n), mayAlias)
  if (!found) return
  const apply = () => {
    correction.objectors.add(world.numberOf(found.objector))
    correction.openObjections++
  }
  return { correction, ...found, apply, step: { venture, correction, acts: [found.objector] } }
}

const objectToCorrection: Action = (context) => {
  const { world, venture } = context
  const found = objectable(context, false)
  if (!found) return
  const values = [found.correction.content, allKinds(venture), ZERO_HASH, REASON]
  const data = world.abi.review.encodeFunctionData('objectToCorrection', values)
  return { ...found.step, action: 'objectToCorrection', tx: { from: found.objector, to: world.review, data }, apply: found.apply }
}

const objectToCorrectionFor: Action = (context) => {
  const { world, venture } = context
  const found = objectable(context, true)
  if (!found) return
  const { correction, account, objector, apply, step } = found
  const statement = statements.objection(correction.id, account, REASON, ZERO_HASH)
  const sent = submitted(
    context,
    'an objection to a correction',
    objector,
    statement,
    (act) => ({
      to: world.review,
      data: world.abi.review.encodeFunctionData('objectToCorrectionFor', [
        correction.content,
        account,
        allKinds(venture),
        ZERO_HASH,
        REASON,
        act,
      ]),
    }),
    apply,
  )
  return { ...step, ...sent, action: 'objectFor' }
}

const endCorrection: Action = (context) => {
  const { world, venture } = context
  const correction = newest(
    context,
    venture.corrections.filter(({ status }) => status === 'Pending'),
  )
  if (!correction) return
  const required = venture.attestationsRequired + (correction.openObjections === 0 ? 0 : 1)
  const accounts = [...affiliatesOf(correction.entries), ...correction.debts.map(({ account }) => account)]
  const about = accounts.map((account) => venture.holderOf(account))
  const isKnown = correction.debts.every(({ pool, account, index }) => {
    const state = venture.model.pools[pool - 1]
    return state?.type === 'debt' && state.queues.get(account)?.entries[index]?.money !== 0n
  })
  const { stewards } = venture
  const isEnough = about.every((account) => stewards.filter((steward) => steward !== account).length >= required)
  if (!isKnown || !isEnough) {
    const from = world.account(correction.proposer)
    const data = world.abi.review.encodeFunctionData('withdrawCorrection', [correction.content])
    return {
      action: 'endCorrection',
      venture,
      correction,
      acts: [from],
      tx: { from, to: world.review, data },
      apply: () => void (correction.status = 'Withdrawn'),
    }
  }
  const attestors = stewards.map((steward) => world.numberOf(steward))
  const signed = attestations(world, venture, correction.id, ZERO_HASH, attestors, [correction.proposer])
  const data = world.abi.review.encodeFunctionData('applyCorrection', [correction.content, signed])
  return {
    action: 'endCorrection',
    venture,
    correction,
    acts: [...stewards, world.governor],
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
}

export const REVIEW_ACTIONS = {
  object,
  objectFor,
  withdrawObjection,
  acceptAmendment,
  resolve,
  proposeCorrection,
  objectToCorrection,
  endCorrection,
} satisfies Record<string, Action>
