import { keccak256 } from 'ethers'
import { coder } from './chain.ts'
import { attestations, signAct, type SignedAct, statements, UNSIGNED, ZERO_HASH } from './signing.ts'
import { type Action, allKinds, anybody, anyOf, anyWorker, type Context, isQuiet, newest, submitted } from './step.ts'
import { objectorOf } from './reviewActions.ts'
import { DAY, FUND, HOLDERS, HOMES, INFRASTRUCTURE, type MoveGhost, type VentureGhost } from './world.ts'

export const MOST_MOVES = 8
export const VETO = 30n * DAY
const REASON = 'ipfs://reason'
const MOVE = 'tuple(address,address,address,address,bytes32,uint256)'

/** Somebody who may move, and a place to move to. Stewards stay as many as they are, and nobody moves to the governor. */
export function endsOf(context: Context, isWanted: (account: string) => boolean): { from: string; to: string } | undefined {
  const { world, random, venture } = context
  // Mostly not who is about to move another way.
  const busy = new Set(random.once(6) ? [] : openMoves(venture).flatMap(({ from, to }) => [from, to]))
  const isFree = (account: string) => venture.isUnmoved(account) && !busy.has(account)
  const accounts = [...(random.once(3) ? HOMES : [...HOLDERS, INFRASTRUCTURE, FUND])].map((n) => world.account(n))
  const from = anyOf(
    context,
    accounts.filter((account) => isFree(account) && isWanted(account)),
  )
  if (from === undefined) return
  const places = [...HOMES, ...(random.once(5) ? HOLDERS : [])]
  const to = anyOf(
    context,
    places
      .map((n) => world.account(n))
      .filter(
        (account) =>
          account !== from &&
          isFree(account) &&
          !isQuiet(context, account) &&
          !(venture.isSteward(from) && venture.isSteward(account)) &&
          venture.depthOf(from) < MOST_MOVES,
      ),
  )
  return to === undefined ? undefined : { from, to }
}

const isEnded = ({ status }: MoveGhost) => status === 'Made' || status === 'Rejected'
/** Nothing has happened since that ends it. */
export const isAlive = (venture: VentureGhost, { from, to, proposedAt }: MoveGhost) =>
  venture.isUnmoved(from) && venture.isUnmoved(to) && (venture.seen.get(from) ?? 0n) < proposedAt
const openMoves = (venture: VentureGhost) => venture.moves.filter((move) => !isEnded(move) && isAlive(venture, move))

/** By the account itself: each of the two sends it, or has signed. */
const move: Action = (context) => {
  const { world, random, venture } = context
  const ends = endsOf(context, (account) => !isQuiet(context, account))
  if (!ends) return
  const { from, to } = ends
  const sender = random.pick([from, to, anybody(context)])
  const notes: (() => void)[] = []
  const consent = (account: string, kind: 'move' | 'acceptance'): SignedAct => {
    if (sender === account) return UNSIGNED
    const [signer, nonce] = [world.numberOf(account), world.nextNonce()]
    notes.push(() => {
      venture.usedNonces.push({ signer, nonce })
      venture.signed.push({ what: 'a move', signer, nonce, tx })
    })
    return signAct(world, venture, signer, nonce, statements[kind](from, to))
  }
  const values = [venture.ledger, from, to, consent(from, 'move'), consent(to, 'acceptance')]
  const tx = { to: world.accounts, data: world.abi.accounts.encodeFunctionData('move', values) }
  return {
    action: 'move',
    venture,
    tokens: [],
    moved: { from, to },
    acts: [from, to],
    isAnyones: sender !== from && sender !== to,
    tx: { from: sender, ...tx },
    apply: () => {
      notes.forEach((note) => note())
      venture.move(from, to)
    },
  }
}

/** Nobody knows them here. */
export const isUnknown = (venture: VentureGhost, account: string) => !venture.seen.has(account)

const proposeMove: Action = (context) => {
  const { world, random, venture } = context
  const isFresh = (account: string) => isUnknown(venture, account) && venture.depthOf(account) === 0
  const ends = endsOf(context, (account) => !random.once(8) === isFresh(account))
  if (!ends) return
  const { from, to } = ends
  const proposer = random.once(2) ? to : anyWorker(context)
  if (proposer === from) return
  const content: MoveGhost['content'] = [venture.ledger, from, to, proposer, ZERO_HASH, world.nextNonce()]
  const nonce = world.nextNonce()
  const n = world.numberOf(to)
  const act = proposer === to ? UNSIGNED : signAct(world, venture, n, nonce, statements.acceptance(from, to, proposer))
  const data = world.abi.accounts.encodeFunctionData('proposeMove', [content, REASON, act])
  const proposed: MoveGhost = {
    id: keccak256(coder.encode([MOVE], [content])),
    content,
    from,
    to,
    status: 'Proposed',
    proposedAt: 0n,
    waitsSince: 0n,
    byGovernor: false,
    openObjections: 0,
    objectors: new Set(),
  }
  return {
    action: 'proposeMove',
    venture,
    move: proposed,
    tokens: [],
    acts: [proposer, to],
    tx: { from: proposer, to: world.accounts, data },
    apply: () => {
      venture.awaitAct(from)
      if (proposer !== to) venture.usedNonces.push({ signer: n, nonce })
      venture.moves.push(Object.assign(proposed, { proposedAt: world.chain.now }))
    },
  }
}

function waits(world: Context['world'], move: MoveGhost, byGovernor: boolean): void {
  move.status = 'Waiting'
  move.waitsSince = world.chain.now
  move.byGovernor = byGovernor
}

const attestMove: Action = (context) => {
  const { world, venture } = context
  const attestors = ({ from, to }: MoveGhost) => venture.stewards.filter((steward) => steward !== from && steward !== to)
  const found = newest(
    context,
    venture.moves.filter(
      (candidate) =>
        candidate.status === 'Proposed' &&
        candidate.openObjections === 0 &&
        isUnknown(venture, candidate.from) &&
        isAlive(venture, candidate) &&
        attestors(candidate).length >= venture.attestationsRequired,
    ),
  )
  if (!found) return
  const others = attestors(found)
  const [sender = ''] = others
  const n = world.numberOf(sender)
  const signers = others.map((steward) => world.numberOf(steward))
  const signed = attestations(world, venture, found.id, ZERO_HASH, signers, [n])
  const data = world.abi.accounts.encodeFunctionData('attestMove', [found.content, signed])
  return {
    action: 'attestMove',
    venture,
    move: found,
    tokens: [],
    acts: others,
    tx: { from: sender, to: world.accounts, data },
    apply: () => waits(world, found, false),
  }
}

const decideMove: Action = (context) => {
  const { world, random, venture } = context
  const open = openMoves(venture)
  // Mostly what nobody else can decide.
  const needed = open.filter(({ openObjections, from }) => openObjections !== 0 || !isUnknown(venture, from))
  const found = newest(context, needed.length !== 0 && !random.once(4) ? needed : open)
  if (!found) return
  const approved = !random.once(5)
  const data = world.abi.accounts.encodeFunctionData('decideMove', [found.content, approved])
  return {
    action: 'decideMove',
    venture,
    move: found,
    tokens: [],
    isGoverned: true,
    acts: [world.governor],
    tx: { from: world.governor, to: world.accounts, data },
    apply: () => {
      if (!approved) return void (found.status = 'Rejected')
      found.openObjections = 0
      waits(world, found, true)
    },
  }
}

const objectToMove: Action = (context) => {
  const { world, random, venture } = context
  const soon = world.chain.now + 1n
  const waiting = venture.moves.filter(({ status, waitsSince }) => status === 'Waiting' && soon < waitsSince + VETO)
  const open = waiting.length !== 0 && !random.once(4) ? waiting : venture.moves.filter(({ status }) => status === 'Proposed')
  const found = newest(context, open)
  if (!found) return
  const isSigned = random.once(2)
  const who = objectorOf(context, (n) => !found.objectors.has(n), isSigned)
  if (!who) return
  const { account, objector } = who
  const apply = () => {
    found.objectors.add(world.numberOf(objector))
    found.openObjections++
  }
  const step = { action: 'objectToMove', venture, move: found, tokens: [], acts: [objector] } as const
  if (!isSigned) {
    const values = [found.content, allKinds(venture), ZERO_HASH, REASON]
    const data = world.abi.accounts.encodeFunctionData('objectToMove', values)
    return { ...step, tx: { from: objector, to: world.accounts, data }, apply }
  }
  const statement = statements.objection(found.id, account, REASON, ZERO_HASH)
  const sent = submitted(
    context,
    'an objection to a move',
    objector,
    statement,
    (act) => ({
      to: world.accounts,
      data: world.abi.accounts.encodeFunctionData('objectToMoveFor', [
        found.content,
        account,
        allKinds(venture),
        ZERO_HASH,
        REASON,
        act,
      ]),
    }),
    apply,
  )
  return { ...step, ...sent }
}

const makeMove: Action = (context) => {
  const { world, venture } = context
  const ready = venture.moves.filter(
    (candidate) =>
      candidate.status === 'Waiting' &&
      candidate.openObjections === 0 &&
      isAlive(venture, candidate) &&
      venture.depthOf(candidate.from) < MOST_MOVES,
  )
  // No time is skipped where something is due already.
  const due = ready.filter(({ waitsSince }) => world.chain.now >= waitsSince + VETO)
  const found = newest(context, due.length !== 0 ? due : ready)
  if (!found) return
  const { from, to } = found
  const data = world.abi.accounts.encodeFunctionData('makeMove', [found.content])
  return {
    action: 'makeMove',
    venture,
    move: found,
    tokens: [],
    moved: { from, to },
    isAnyones: true,
    tx: { from: anybody(context), to: world.accounts, data, at: found.waitsSince + VETO },
    apply: () => {
      found.status = 'Made'
      venture.move(from, to)
    },
  }
}

export const MOVE_ACTIONS = {
  move,
  proposeMove,
  attestMove,
  decideMove,
  objectToMove,
  makeMove,
} satisfies Record<string, Action>
