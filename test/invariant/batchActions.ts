import { unpackModelEntry } from '../../sdk/src/model/index.ts'
import { attestations, signProposal } from './signing.ts'
import {
  type Action,
  acceptStep,
  allKinds,
  anybody,
  anyProposer,
  batchesIn,
  hasClosed,
  hasDebt,
  holdersOf,
  newBatch,
  newest,
  randomEntries,
} from './step.ts'
import { type Ghost, hashEntries, type VentureGhost } from './world.ts'

const propose: Action = (context) => {
  const { world, venture } = context
  const entries = randomEntries(context)
  if (entries.length === 0) return
  const proposer = anyProposer(context)
  const { batch, proposal, begin } = newBatch(context, entries, proposer)
  const from = world.account(proposer)
  const data = world.abi.ledger.encodeFunctionData('propose', [proposal])
  return { action: 'propose', venture, batch, acts: [from], tx: { from, to: venture.ledger, data }, apply: begin }
}

const proposeFor: Action = (context) => {
  const { world, venture } = context
  const entries = randomEntries(context)
  if (entries.length === 0) return
  const proposer = anyProposer(context)
  const { batch, proposal, evidenceURI, begin } = newBatch(context, entries, proposer)
  const [entriesHash, detailsHash, evidenceHash, , nonce] = batch.header
  const signed = signProposal(world, venture, proposer, { entriesHash, detailsHash, evidenceHash, evidenceURI, nonce })
  const tx = { to: venture.ledger, data: world.abi.ledger.encodeFunctionData('proposeFor', [proposal, signed]) }
  return {
    action: 'proposeFor',
    venture,
    batch,
    acts: [world.account(proposer)],
    isAnyones: true,
    tx: { from: anybody(context), ...tx },
    apply: () => {
      begin()
      venture.usedNonces.push({ signer: proposer, nonce })
      venture.signed.push({ what: 'a proposal', signer: proposer, nonce, tx })
    },
  }
}

const withdrawBatch: Action = (context) => {
  const { world, venture } = context
  const batch = newest(
    context,
    batchesIn(venture, 'Pending').filter(({ partly }) => !partly),
  )
  if (!batch) return
  const from = world.account(batch.proposer)
  const data = world.abi.ledger.encodeFunctionData('withdraw', [batch.header])
  return {
    action: 'withdrawBatch',
    venture,
    batch,
    acts: [from],
    tx: { from, to: venture.ledger, data },
    apply: () => void (batch.status = 'Withdrawn'),
  }
}

/** How many others must attest a batch: of a large one one more, since nobody can see who benefits. */
export const attestorsFor = (venture: VentureGhost, { large }: Pick<Ghost, 'large'>) =>
  venture.attestationsRequired + (large ? 1 : 0)

const acceptAttested: Action = (context) => {
  const { world, random, venture } = context
  const ready = batchesIn(venture, 'Pending').filter(
    ({ openObjections, entries }) => openObjections === 0 && !hasClosed(venture, entries),
  )
  const batch = newest(context, ready)
  if (!batch) return
  const stewards = venture.stewards.map((steward) => world.numberOf(steward))
  const sender = stewards[random.below(stewards.length)] as number
  const isOwn = holdersOf(venture, batch.entries).includes(world.account(sender))
  const attestors = attestorsFor(venture, batch) === 1 && !isOwn ? [sender] : stewards
  const signed = attestations(world, venture, batch.id, hashEntries(batch.entries), attestors, [sender, batch.proposer])
  const at = hasDebt(venture, batch.entries) || random.once(3) ? batch.deadline : undefined
  const encode = (first: number, end: number) => ({
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
  })
  const attested = attestors.map((n) => world.account(n))
  return { ...acceptStep(context, batch, 'acceptAttested', encode), acts: [world.account(sender)], attested }
}

const acceptSilent: Action = (context) => {
  const { world, venture } = context
  const ready = batchesIn(venture, 'Pending').filter(
    ({ openObjections, entries, large }) =>
      openObjections === 0 &&
      !hasDebt(venture, entries) &&
      !hasClosed(venture, entries) &&
      entries.every((entry) => {
        const { kind, quantity } = unpackModelEntry(entry)
        const pool = venture.model.pools[(venture.model.kinds[kind]?.pool ?? 1) - 1]
        return pool?.type === 'equity' && pool.points !== 0n && quantity < (large ? 100_000n : 10_000n)
      }),
  )
  const batch = newest(context, ready)
  if (!batch) return
  const encode = (first: number, end: number) => ({
    from: anybody(context),
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
  })
  return { ...acceptStep(context, batch, 'acceptSilent', encode), isAnyones: true }
}

const acceptResolved: Action = (context) => {
  const { world, random, venture } = context
  const batch = newest(
    context,
    batchesIn(venture, 'Resolved').filter(({ entries }) => !hasClosed(venture, entries)),
  )
  if (!batch) return
  const encode = (first: number, end: number) => ({
    from: anybody(context),
    to: venture.ledger,
    data: world.abi.ledger.encodeFunctionData('acceptResolved', [batch.header, batch.entries, first, end]),
    at: hasDebt(venture, batch.entries) || random.once(2) ? batch.deadline : undefined,
  })
  return { ...acceptStep(context, batch, 'acceptResolved', encode), isAnyones: true }
}

export const BATCH_ACTIONS = {
  propose,
  proposeFor,
  withdrawBatch,
  acceptAttested,
  acceptSilent,
  acceptResolved,
} satisfies Record<string, Action>
