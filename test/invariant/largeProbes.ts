import { attestorsFor } from './batchActions.ts'
import {
  CLOSING_NOTICE,
  encodeActivation,
  encodeClosing,
  isComplete,
  type Large,
  largeIn,
  leafArguments,
  leftKinds,
  waitingIn,
} from './largeActions.ts'
import type { Probe, Prober } from './probes.ts'
import { attestations, ZERO_HASH } from './signing.ts'
import { anyOf, hasClosed, pointsOf } from './step.ts'
import { CUSTOMER, DAY, hashEntries, STRANGER, type VentureGhost, type World } from './world.ts'

/** A leaf that was activated before: alone, behind another, or twice in one call. */
export const leafAgain: Prober = (world, random, venture) => {
  const used = largeIn(venture).filter(({ large }) => large.given.size !== 0)
  const batch = anyOf({ random }, used.slice(-20))
  const leaf = anyOf({ random }, batch?.large.leaves.filter(({ index }) => batch.large.given.has(index)) ?? [])
  if (!batch || !leaf) return
  const fresh = waitingIn(batch).find(({ kind }) => kind === leaf.kind)
  const leaves = fresh && random.once(2) ? (random.once(2) ? [fresh, leaf] : [fresh, fresh]) : [leaf]
  const what = `activating leaf ${leaf.index} of batch ${batch.id} again`
  return { what, tx: { from: world.account(CUSTOMER), ...encodeActivation(world, venture, batch, leaves) } }
}

/** The totals of a large batch in an ordinary one. */
export const totalsAsEntries: Prober = (world, random, venture) => {
  const batch = anyOf({ random }, largeIn(venture).slice(-20))
  if (!batch) return
  const days = `0x${'00004e20'.repeat(batch.entries.length)}`
  const proposal = [batch.entries, days, ZERO_HASH, '', ZERO_HASH, world.nextNonce()]
  const data = world.abi.ledger.encodeFunctionData('propose', [proposal])
  return { what: 'totals in an ordinary batch', tx: { from: world.account(CUSTOMER), to: venture.ledger, data } }
}

/** A leaf that says something else than the file, or one of another batch. */
export const forgedLeaf: Prober = (world, random, venture) => {
  const batch = anyOf(
    { random },
    largeIn(venture).filter((candidate) => waitingIn(candidate).length !== 0),
  )
  const leaf = batch && anyOf({ random }, waitingIn(batch))
  if (!batch || !leaf) return
  const { index, affiliate, kind, quantity } = leaf
  const [values] = leafArguments(batch.large, [leaf])
  const proof = values?.[4]
  const others = [
    [index, affiliate, kind, quantity + 1n, proof],
    [index, world.account(CUSTOMER), kind, quantity, proof],
    [index + 1, affiliate, kind, quantity, proof],
    [index, affiliate, kind, quantity, [ZERO_HASH, ...((proof as string[] | undefined) ?? [])]],
  ]
  const record = batch.large.records.get(kind) ?? []
  const data = world.abi.large.encodeFunctionData('activate', [
    venture.ledger,
    batch.large.header,
    record,
    [anyOf({ random }, others)],
  ])
  return { what: `a forged leaf ${index} of batch ${batch.id}`, tx: { from: world.account(CUSTOMER), to: world.large, data } }
}

/** More left of a total, or earlier indices, than there were. */
export const raisedRecord: Prober = (world, random, venture) => {
  const batch = anyOf(
    { random },
    largeIn(venture).filter((candidate) => waitingIn(candidate).length !== 0),
  )
  const leaf = batch && anyOf({ random }, waitingIn(batch))
  if (!batch || !leaf) return
  const record = [...(batch.large.records.get(leaf.kind) ?? [])]
  const place = random.below(record.length)
  record[place] = (record[place] ?? 0n) + 1n
  const values = [venture.ledger, batch.large.header, record, leafArguments(batch.large, [leaf])]
  const data = world.abi.large.encodeFunctionData('activate', values)
  return { what: `another record of batch ${batch.id}`, tx: { from: world.account(CUSTOMER), to: world.large, data } }
}

function attested(world: World, venture: VentureGhost, batch: Large, attestors: readonly number[], kinds: readonly number[]) {
  const signed = attestations(world, venture, batch.id, hashEntries(batch.entries), attestors, [])
  const shown = signed.map(([attestor, , deadline, signature]) => [attestor, kinds, deadline, signature])
  const values = [venture.ledger, batch.header, batch.entries, 0, batch.entries.length, shown]
  const data = world.abi.review.encodeFunctionData('acceptAttested', values)
  return { from: world.account(CUSTOMER), to: world.review, data }
}

function pendingLarge(venture: VentureGhost): Large[] {
  const isOpen = ({ status, openObjections, partly, entries }: Large) =>
    status === 'Pending' && openObjections === 0 && !partly && !hasClosed(venture, entries)
  return venture.batches.flatMap((batch) => (batch.large && isOpen(batch as Large) ? [batch as Large] : [])).slice(-20)
}

/** As many stewards as an ordinary batch takes. */
export const fewStewards: Prober = (world, random, venture) => {
  const batch = anyOf({ random }, pendingLarge(venture))
  if (!batch) return
  const stewards = venture.stewards.map((steward) => world.numberOf(steward)).slice(0, attestorsFor(venture, batch) - 1)
  return { what: `large batch ${batch.id}, attested by ${stewards.length}`, tx: attested(world, venture, batch, stewards, []) }
}

/** Enough of them, but one is no steward. */
export const othersThanStewards: Prober = (world, random, venture): Probe | undefined => {
  const batch = anyOf({ random }, pendingLarge(venture))
  const rich = world.holders.find((account) => {
    return venture.isUnmoved(account) && !venture.isSteward(account) && pointsOf(venture, account) >= 1000n
  })
  if (!batch || rich === undefined) return
  const stewards = venture.stewards.map((steward) => world.numberOf(steward)).slice(0, attestorsFor(venture, batch) - 1)
  const kinds = venture.model.kinds.filter(({ isDebt }) => !isDebt).map(({ id }) => id)
  const attestors = [...stewards, world.numberOf(rich)]
  return {
    what: `large batch ${batch.id}, attested by somebody who is no steward`,
    tx: attested(world, venture, batch, attestors, kinds),
  }
}

/** Leaves are missing, and no closing is due. */
export const closedEarly: Prober = (world, random, venture) => {
  const soon = world.chain.now + DAY
  const open = largeIn(venture).filter((batch) => {
    const { announcedAt } = batch.large
    return (
      !isComplete(batch) && leftKinds(batch).length !== 0 && (announcedAt === undefined || soon < announcedAt + CLOSING_NOTICE)
    )
  })
  const batch = anyOf({ random }, open.slice(-20))
  if (!batch) return
  const kinds = [...batch.large.entered.keys()].sort((a, b) => a - b)
  const tx = { from: world.account(CUSTOMER), ...encodeClosing(world, venture, batch, kinds) }
  return { what: `closing batch ${batch.id}, announced at ${batch.large.announcedAt},`, tx }
}

/** Announced by a stranger, or before the leaves can be activated. */
export const closingByOthers: Prober = (world, random, venture) => {
  const isGovernor = random.once(2)
  const batches = isGovernor ? pendingLarge(venture) : largeIn(venture)
  const batch = anyOf({ random }, batches.slice(-20))
  if (!batch) return
  const values = [venture.ledger, batch.large.header, ZERO_HASH, '']
  const data = world.abi.large.encodeFunctionData('announceClosing', values)
  const from = isGovernor ? world.governor : world.account(STRANGER)
  return { what: `announcing the closing of batch ${batch.id}, ${batch.status},`, tx: { from, to: world.large, data } }
}
