import { keccak256, ZeroAddress } from 'ethers'
import { claimingTo } from './moneyActions.ts'
import { endsOf, isAlive, isUnknown, MOST_MOVES, VETO } from './moveActions.ts'
import type { Probe, Prober } from './probes.ts'
import type { Random } from './random.ts'
import { attestations, domainOf, type Forgery, signAct, statements, UNSIGNED, ZERO_HASH } from './signing.ts'
import { allKinds, anyOf, listed, MAX } from './step.ts'
import { CUSTOMER, HOLDERS, type MoveGhost, STRANGER, type VentureGhost, type World } from './world.ts'

/* SIGNATURES */

/** Whatever was submitted of what somebody signed, once more. */
export const submittedAgain: Prober = (world, random, venture) => {
  const call = anyOf({ random }, venture.signed.slice(-30))
  if (!call) return
  return { what: `${call.what} with nonce ${call.nonce} once more`, tx: { from: world.account(CUSTOMER), ...call.tx } }
}

/** A signature of the right person that is not for this: late, for another ledger or chain, of something else. */
export const forged: Prober = (world, random, venture) => {
  const signer = world.numberOf(venture.holderOf(world.account(random.pick(HOLDERS))))
  const holder = world.account(signer)
  const other = random.pick(world.ventures as [VentureGhost, ...VentureGhost[]])
  const used = venture.usedNonces.filter((each) => each.signer === signer)
  const forgeries: { how: string; forgery: Forgery; nonce?: bigint | undefined }[] = [
    { how: 'that has expired', forgery: { deadline: world.chain.now - 10n } },
    { how: 'for another chain', forgery: { domain: domainOf('OpenValueLedger', venture.ledger, 10n) } },
    { how: 'without a domain', forgery: { domain: '' } },
    { how: "with another's key", forgery: { by: CUSTOMER } },
    { how: 'of something else', forgery: { values: [holder, world.account(CUSTOMER)] } },
    ...(other === venture
      ? []
      : [{ how: 'for another venture', forgery: { domain: domainOf('OpenValueLedger', other.ledger) } }]),
    ...(used.length === 0 ? [] : [{ how: 'with a nonce used before', forgery: {}, nonce: anyOf({ random }, used)?.nonce }]),
  ]
  const { how, forgery, nonce = world.nextNonce() } = random.pick(forgeries as [(typeof forgeries)[0]])
  const payee = world.account(STRANGER)
  const act = signAct(world, venture, signer, nonce, statements.payee(holder, payee), forgery)
  const data = world.abi.accounts.encodeFunctionData('setPayee', [venture.ledger, holder, payee, act])
  return { what: `a signature ${how}`, tx: { from: payee, to: world.accounts, data } }
}

/* POWERS */

/** Whoever moved tries what only the holder may. */
export const oldKey: Prober = (world, random, venture) => {
  const moved = world.people.filter((account) => !venture.isUnmoved(account))
  const from = anyOf({ random }, moved)
  if (from === undefined) return
  const { abi, accounts } = world
  const { ledger, address } = venture
  const n = world.numberOf(from)
  const token = listed(venture)[0] as string
  const claim = [from, world.account(STRANGER), [token], allKinds(venture), MAX] as const
  const sign = (statement: Parameters<typeof signAct>[4]) => signAct(world, venture, n, world.nextNonce(), statement)
  const to = world.account(CUSTOMER)
  const acceptance = signAct(world, venture, CUSTOMER, world.nextNonce(), statements.acceptance(from, to))
  const units = venture.model.kinds.find(({ holdings, isDebt }) => !isDebt && holdings.get(from))
  const tries: Probe[] = [
    { what: 'a claim', tx: { from, to: address, data: abi.venture.encodeFunctionData('claimTo', claim) } },
    { what: 'a payee', tx: { from, to: address, data: abi.venture.encodeFunctionData('setPayee', [from, from]) } },
    {
      what: 'a signed claim',
      tx: {
        from: to,
        to: accounts,
        data: abi.accounts.encodeFunctionData('claimTo', [ledger, ...claim, sign(statements.claimTo(...claim))]),
      },
    },
    {
      what: 'another move',
      tx: { from, to: accounts, data: abi.accounts.encodeFunctionData('move', [ledger, from, to, UNSIGNED, acceptance]) },
    },
    ...(units
      ? [
          {
            what: 'giving up units',
            tx: { from, to: ledger, data: abi.ledger.encodeFunctionData('reduceOwnUnits', [from, units.id, 1n]) },
          },
        ]
      : []),
    ...objections(world, random, venture, from),
  ]
  const tried = random.pick(tries as [Probe])
  return { what: `${tried.what} of ${from}, who has moved,`, tx: tried.tx }
}

/** With the points that stay under an account that moved. */
function objections(world: World, random: Random, venture: VentureGhost, from: string): Probe[] {
  const soon = world.chain.now + 60n
  const n = world.numberOf(from)
  const batch = anyOf(
    { random },
    venture.batches.filter(({ status, deadline, objections: made }) => status === 'Pending' && soon < deadline && !made.has(n)),
  )
  if (!batch) return []
  const kinds = venture.model.kinds.filter(({ isDebt }) => !isDebt).map(({ id }) => id)
  const values = [venture.ledger, batch.header, kinds, ZERO_HASH, '', [], []]
  const data = world.abi.review.encodeFunctionData('object', values)
  return [{ what: 'an objection', tx: { from, to: world.review, data } }]
}

/** Somebody signs for an account that isn't theirs. */
export const signedByOthers: Prober = (world, random, venture) => {
  const account = world.account(random.pick(HOLDERS))
  const { values, statement, nonce } = claimOf(world, random, venture, account)
  const act = signAct(world, venture, CUSTOMER, nonce, statement)
  const data = world.abi.accounts.encodeFunctionData('claimTo', [venture.ledger, ...values, act])
  return {
    what: `a claim of ${account} signed by somebody else`,
    tx: { from: world.account(CUSTOMER), to: world.accounts, data },
  }
}

/** A ledger that is nobody's says which venture it is of, and finds every signature good. */
export const foreignLedger: Prober = (world, random, venture) => {
  const account = world.account(random.pick(HOLDERS))
  const { values, nonce } = claimOf(world, random, venture, account)
  const act = [venture.holderOf(account), nonce, nonce, '0x']
  const data = world.abi.accounts.encodeFunctionData('claimTo', [venture.foreignLedger, ...values, act])
  return { what: `a claim of ${account} by a foreign ledger`, tx: { from: world.account(CUSTOMER), to: world.accounts, data } }
}

function claimOf(world: World, random: Random, venture: VentureGhost, account: string) {
  const { values } = claimingTo({ world, random, venture }, account)
  return { values, statement: statements.claimTo(...values), nonce: world.nextNonce() }
}

/* MOVES */

function making(world: World, random: Random, isWanted: (move: MoveGhost) => boolean, venture: VentureGhost): Probe | undefined {
  const move = anyOf({ random }, venture.moves.filter(isWanted).slice(-20))
  if (!move) return
  const data = world.abi.accounts.encodeFunctionData('makeMove', [move.content])
  return { what: `moving ${move.from}`, tx: { from: world.account(CUSTOMER), to: world.accounts, data } }
}
const isDue = ({ now }: World['chain'], { status, waitsSince }: MoveGhost) => status === 'Waiting' && now >= waitsSince + VETO
const areUnmoved = (venture: VentureGhost, { from, to }: MoveGhost) =>
  venture.isUnmoved(from) && venture.isUnmoved(to) && venture.depthOf(from) < MOST_MOVES

export const movedTooEarly: Prober = (world, random, venture) => {
  const soon = world.chain.now + 60n
  const isEarly = (move: MoveGhost) =>
    move.status === 'Waiting' && move.openObjections === 0 && soon < move.waitsSince + VETO && isAlive(venture, move)
  return making(world, random, isEarly, venture)
}
export const movedThoughSeen: Prober = (world, random, venture) => {
  const isSeen = (move: MoveGhost) =>
    isDue(world.chain, move) && move.openObjections === 0 && areUnmoved(venture, move) && !isAlive(venture, move)
  return making(world, random, isSeen, venture)
}
export const movedThoughObjected: Prober = (world, random, venture) => {
  const isObjected = (move: MoveGhost) => isDue(world.chain, move) && move.openObjections !== 0 && isAlive(venture, move)
  return making(world, random, isObjected, venture)
}
export const movedUndecided: Prober = (world, random, venture) =>
  making(world, random, (move) => (move.status === 'Proposed' || move.status === 'Rejected') && isAlive(venture, move), venture)

function attesting(world: World, venture: VentureGhost, move: MoveGhost, stewards: readonly string[]): Probe {
  const signers = stewards.map((steward) => world.numberOf(steward))
  const signed = attestations(world, venture, move.id, ZERO_HASH, signers, [])
  const data = world.abi.accounts.encodeFunctionData('attestMove', [move.content, signed])
  return { what: `attesting the move of ${move.from}`, tx: { from: world.account(CUSTOMER), to: world.accounts, data } }
}
const isProposed = ({ status, openObjections }: MoveGhost) => status === 'Proposed' && openObjections === 0

/** Of somebody who has been seen here only the governor decides. */
export const attestedThoughSeen: Prober = (world, random, venture) => {
  const seen = venture.moves.filter((candidate) => isProposed(candidate) && !isUnknown(venture, candidate.from))
  const move = anyOf({ random }, seen.slice(-20))
  return move && attesting(world, venture, move, venture.stewards)
}

/** By whom it benefits, or by nobody. */
export const attestedByNobody: Prober = (world, random, venture) => {
  const move = anyOf({ random }, venture.moves.filter(isProposed).slice(-20))
  return move && attesting(world, venture, move, venture.isSteward(move.to) ? [move.to] : [])
}

export const decidedByOthers: Prober = (world, random, venture) => {
  const open = venture.moves.filter(({ status }) => status === 'Proposed' || status === 'Waiting')
  const move = anyOf({ random }, open.slice(-20))
  if (!move) return
  const data = world.abi.accounts.encodeFunctionData('decideMove', [move.content, random.once(2)])
  return { what: `deciding the move of ${move.from}`, tx: { from: world.account(STRANGER), to: world.accounts, data } }
}

const wrongs = (values: readonly string[]): Forgery[] => [{ by: CUSTOMER }, { signer: CUSTOMER, by: CUSTOMER }, { values }]

/** What was made or rejected is not decided again. */
export const decidedAgain: Prober = (world, random, venture) => {
  const ended = venture.moves.filter(({ status }) => status === 'Made' || status === 'Rejected')
  const move = anyOf({ random }, ended.slice(-20))
  if (!move) return
  const data = world.abi.accounts.encodeFunctionData('decideMove', [move.content, random.once(2)])
  return { what: `deciding a move that is ${move.status}`, tx: { from: world.governor, to: world.accounts, data } }
}

/** One of the two has signed nothing, or something else. */
export const movedWithoutConsent: Prober = (world, random, venture) => {
  const ends = endsOf({ world, random, venture }, () => true)
  if (!ends) return
  const { from, to } = ends
  const [n, m] = [world.numberOf(from), world.numberOf(to)]
  const sign = (signer: number, forgery: Forgery | undefined, what: 'move' | 'acceptance') =>
    signAct(world, venture, signer, world.nextNonce(), statements[what](from, to), forgery ?? {})
  const wrong = anyOf({ random }, wrongs([to, from, ZeroAddress]))
  const isFrom = random.once(2)
  const [sender, acts] = isFrom
    ? [from, [UNSIGNED, sign(m, wrong, 'acceptance')]]
    : [to, [sign(n, wrong?.values ? { values: [to, from] } : wrong, 'move'), UNSIGNED]]
  const data = world.abi.accounts.encodeFunctionData('move', [venture.ledger, from, to, ...acts])
  return { what: `moving ${from} to ${to} without consent`, tx: { from: sender, to: world.accounts, data } }
}

export const proposedWithoutConsent: Prober = (world, random, venture) => {
  const ends = endsOf({ world, random, venture }, () => true)
  if (!ends) return
  const { from, to } = ends
  const proposer = world.account(CUSTOMER)
  const forgery = anyOf({ random }, wrongs([from, to, ZeroAddress])) ?? {}
  const statement = statements.acceptance(from, to, proposer)
  const act = signAct(world, venture, world.numberOf(to), world.nextNonce(), statement, forgery)
  const content = [venture.ledger, from, to, proposer, keccak256(proposer), world.nextNonce()]
  const data = world.abi.accounts.encodeFunctionData('proposeMove', [content, '', act])
  return { what: `proposing to move ${from} to ${to}, who knows of nothing,`, tx: { from: proposer, to: world.accounts, data } }
}
