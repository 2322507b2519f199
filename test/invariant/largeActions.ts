import { keccak256 } from 'ethers'
import { activateLeaves, closeRest as closeRestOf, packModelEntry } from '../../sdk/src/model/index.ts'
import { buildLargeTree, hashLargeLeaves, largeProof, largeRoot } from '../../sdk/src/batch/large/index.ts'
import { coder } from './chain.ts'
import { shuffled } from './random.ts'
import { statements, ZERO_HASH } from './signing.ts'
import {
  type Action,
  anybody,
  anyOf,
  anyProposer,
  beginBatch,
  type Context,
  freshBatch,
  newest,
  noteSyncs,
  randomHash,
  randomQuantity,
  submitted,
} from './step.ts'
import { DAY, type Ghost, hashEntries, HOLDERS, type LargeGhost, type LeafGhost, type VentureGhost, type World } from './world.ts'

const DATA = 'ipfs://data'
const MOST_LEAVES = 9
export const CLOSING_NOTICE = 30n * DAY
export type Large = Ghost & { large: LargeGhost }

/* PROPOSE */

/** What a file says, in one equity kind or a few. */
function randomLeaves({ world, random, venture }: Context): LeafGhost[] {
  const open = venture.model.kinds.filter(({ closed, isDebt }) => !closed && !isDebt)
  const kinds = shuffled(random, open).slice(0, 1 + random.below(3))
  return Array.from({ length: 1 + random.below(MOST_LEAVES) }, (_, index) => ({
    index,
    affiliate: world.account(random.pick(HOLDERS)),
    kind: anyOf({ random }, kinds)?.id ?? 0,
    quantity: randomQuantity(random, false),
  }))
}

/** The totals a batch says: mostly the true ones, sometimes too much, too little, or nothing of a kind. */
function randomTotals({ random, venture }: Context, leaves: readonly LeafGhost[]): bigint[] {
  const totals = new Map<number, bigint>()
  for (const { kind, quantity } of leaves) totals.set(kind, (totals.get(kind) ?? 0n) + quantity)
  const kinds = [...totals.keys()].sort((a, b) => a - b)
  if (kinds.length > 1 && random.once(12)) kinds.pop()
  return kinds.map((kind) => {
    const sum = totals.get(kind) ?? 0n
    const total = random.once(3) ? 1n + random.big(sum) : random.once(3) ? sum + 1n + random.big(sum) : sum
    return packModelEntry({ affiliate: venture.address, kind, quantity: total })
  })
}

function newLarge(context: Context, proposer: number) {
  const { world, random, venture } = context
  const file = randomLeaves(context)
  const totals = randomTotals(context, file)
  const tree = buildLargeTree(hashLargeLeaves(file as never))
  // Some say that there are more leaves than there are: only a closing ends those.
  const count = BigInt(file.length) + (random.once(6) ? 1n + random.big(3n) : 0n)
  const [dataHash, nonce, root] = [randomHash(random), world.nextNonce(), largeRoot(tree)]
  const header: LargeGhost['header'] = [hashEntries(totals), root, count, dataHash, world.account(proposer), nonce]
  const detailsHash = keccak256(coder.encode(['bytes32', 'uint256'], [root, count]))
  const batch: Large = {
    ...freshBatch([header[0], detailsHash, dataHash, header[4], nonce], totals, proposer),
    large: { header, leaves: file, tree, given: new Map(), entered: new Map(), records: new Map(), closed: new Map() },
  }
  const proposal = [totals, root, count, dataHash, DATA, ZERO_HASH, nonce]
  return { batch, proposal, begin: () => beginBatch(world, venture, batch) }
}

const proposeLarge: Action = (context) => {
  const { world, random, venture } = context
  if (random.once(2)) return proposeLargeFor(context)
  const proposer = anyProposer(context)
  const from = world.account(proposer)
  const { batch, proposal, begin } = newLarge(context, proposer)
  const data = world.abi.large.encodeFunctionData('propose', [venture.ledger, proposal])
  return { action: 'proposeLarge', venture, batch, acts: [from], tx: { from, to: world.large, data }, apply: begin }
}

export const proposeLargeFor: Action = (context) => {
  const { world, venture } = context
  const proposer = anyProposer(context)
  const signer = world.account(proposer)
  const { batch, proposal, begin } = newLarge(context, proposer)
  const [, root, leaves, dataHash, , nonce] = batch.large.header
  const statement = statements.largeProposal(batch.entries, root, leaves, dataHash, DATA)
  const encode = (act: unknown) => ({
    to: world.large,
    data: world.abi.large.encodeFunctionData('proposeFor', [venture.ledger, proposal, act]),
  })
  const sent = submitted(context, 'a large proposal', signer, statement, encode, begin, nonce)
  return { action: 'proposeLarge', venture, batch, acts: [signer], ...sent }
}

/* ACTIVATE */

/** Of which something has entered, whatever becomes of the others. */
export const largeIn = (venture: VentureGhost): Large[] =>
  venture.batches.flatMap((batch) => (batch.large && batch.large.entered.size !== 0 ? [batch as Large] : []))

export const leafArguments = ({ tree }: LargeGhost, leaves: readonly LeafGhost[]) =>
  leaves.map(({ index, affiliate, kind, quantity }) => [index, affiliate, kind, quantity, largeProof(tree, index)])

/** What is left of a total, by what was given and closed of it. */
export function leftOf({ large }: Large, kind: number): bigint {
  const given = large.leaves.reduce((sum, leaf) => sum + (leaf.kind === kind ? (large.given.get(leaf.index) ?? 0n) : 0n), 0n)
  return (large.entered.get(kind) ?? 0n) - (large.closed.get(kind) ?? 0n) - given
}

/** What leaves get: what they say, or what is left of their total. */
export function gainsOf(batch: Large, leaves: readonly LeafGhost[]): bigint[] {
  const left = new Map(batch.entries.map((entry) => Number((entry >> 88n) & 0xffn)).map((kind) => [kind, leftOf(batch, kind)]))
  return leaves.map(({ kind, quantity }) => {
    const rest = left.get(kind) ?? 0n
    const gain = quantity < rest ? quantity : rest
    left.set(kind, rest - gain)
    return gain
  })
}

/** Leaves that can be activated, by their kinds. */
export const waitingIn = ({ large }: Large) =>
  large.leaves.filter(({ index, kind }) => large.entered.has(kind) && !large.given.has(index))

export function encodeActivation({ abi, large }: World, { ledger }: VentureGhost, batch: Large, leaves: readonly LeafGhost[]) {
  const record = batch.large.records.get(leaves[0]?.kind ?? 0) ?? []
  const values = [ledger, batch.large.header, record, leafArguments(batch.large, leaves)]
  return { to: large, data: abi.large.encodeFunctionData('activate', values) }
}

const activate: Action = (context) => {
  const { world, random, venture } = context
  const batch = newest(
    context,
    largeIn(venture).filter((candidate) => waitingIn(candidate).length !== 0),
  )
  if (!batch) return
  const [first, ...others] = shuffled(random, waitingIn(batch))
  if (!first) return
  const all = [first, ...others.filter(({ kind }) => kind === first.kind)]
  const leaves = all.slice(0, random.once(2) ? all.length : 1 + random.below(all.length))
  const gains = gainsOf(batch, leaves)
  return {
    action: 'activate',
    venture,
    batch,
    credited: leaves.map((leaf, i) => packModelEntry({ ...leaf, quantity: gains[i] ?? 0n })),
    fromRest: batch,
    isAnyones: true,
    tx: { from: anybody(context), ...encodeActivation(world, venture, batch, leaves) },
    apply: () => {
      activateLeaves(venture.model, batch.id, leaves)
      leaves.forEach(({ index }, i) => batch.large.given.set(index, gains[i] ?? 0n))
    },
  }
}

/* CLOSE */

export const isComplete = ({ large }: Large) => BigInt(large.given.size) === large.header[2]
export const leftKinds = (batch: Large) => [...batch.large.entered.keys()].filter((kind) => leftOf(batch, kind) !== 0n)

/** Announced, or taken back. */
const announceClosing: Action = (context) => {
  const { world, random, venture } = context
  const open = largeIn(venture).filter(
    (batch) =>
      (batch.status === 'Accepted' || batch.status === 'Rejected') && !isComplete(batch) && leftKinds(batch).length !== 0,
  )
  const announced = open.filter(({ large }) => large.announcedAt !== undefined)
  const isCancelling = announced.length > 1 && random.once(4)
  const batch = newest(context, isCancelling ? announced : open.filter(({ large }) => large.announcedAt === undefined))
  if (!batch) return
  const { large } = batch
  const data = isCancelling
    ? world.abi.large.encodeFunctionData('cancelClosing', [venture.ledger, large.header])
    : world.abi.large.encodeFunctionData('announceClosing', [venture.ledger, large.header, ZERO_HASH, ''])
  return {
    action: 'announceClosing',
    venture,
    batch,
    isGoverned: true,
    acts: isCancelling ? [] : [world.governor],
    tx: { from: world.governor, to: world.large, data },
    apply: () => void (large.announcedAt = isCancelling ? undefined : world.chain.now),
  }
}

export function encodeClosing({ abi, large }: World, { ledger }: VentureGhost, batch: Large, kinds: readonly number[]) {
  const records = kinds.map((kind) => batch.large.records.get(kind) ?? [])
  return { to: large, data: abi.large.encodeFunctionData('closeRest', [ledger, batch.large.header, kinds, records]) }
}

const closeRest: Action = (context) => {
  const { world, random, venture } = context
  const open = largeIn(venture).filter(
    (batch) => leftKinds(batch).length !== 0 && (isComplete(batch) || batch.large.announcedAt !== undefined),
  )
  // No time is skipped where something is due already.
  const due = open.filter((batch) => isComplete(batch) || world.chain.now >= (batch.large.announcedAt ?? 0n) + CLOSING_NOTICE)
  const batch = newest(context, due.length !== 0 ? due : open)
  if (!batch) return
  const { large } = batch
  // All together once everybody has come, else any of them.
  const all = [...large.entered.keys()].sort((a, b) => a - b)
  const some = all.slice(0, 1 + random.below(all.length))
  const named = isComplete(batch) || leftOf(batch, some[0] ?? 0) === 0n ? all : some
  const kinds = named.filter((kind) => leftOf(batch, kind) !== 0n)
  const at = isComplete(batch) ? undefined : (large.announcedAt ?? 0n) + CLOSING_NOTICE
  return {
    action: 'closeRest',
    venture,
    batch,
    closed: { batch, kinds },
    isAnyones: true,
    tx: { from: anybody(context), ...encodeClosing(world, venture, batch, named), at },
    apply: () => {
      for (const kind of kinds) {
        large.closed.set(kind, (large.closed.get(kind) ?? 0n) + leftOf(batch, kind))
        noteSyncs(venture, closeRestOf(venture.model, batch.id, kind).syncs)
      }
    },
  }
}

export const LARGE_ACTIONS = { proposeLarge, activate, announceClosing, closeRest } satisfies Record<string, Action>
