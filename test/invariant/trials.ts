import type { Fragment, FunctionFragment, ParamType } from 'ethers'
import { ACTIONS, type ActionName } from './actions.ts'
import { coder, type Log, type Transaction } from './chain.ts'
import { eventsOf } from './invariants.ts'
import { observe } from './observer.ts'
import { type Random, randomAmount, shuffled, someOf } from './random.ts'
import { largeIn } from './largeActions.ts'
import { isUnknown, MOST_MOVES, VETO } from './moveActions.ts'
import { attestations, signAct, statements, UNSIGNED, ZERO_HASH } from './signing.ts'
import type { Step } from './step.ts'
import {
  CUSTOMER,
  DAY,
  DEBT_POOLS,
  ETH,
  FUND,
  hashEntries,
  headerId,
  HOLDERS,
  HOMES,
  STRANGER,
  type VentureGhost,
  WINDOW,
  type World,
} from './world.ts'
import { keccak256 } from 'ethers'

/** Run on a snapshot that is taken back afterwards; says what is wrong, or nothing. The model is left alone. */
export type Trial = (world: World, random: Random, venture: VentureGhost) => Promise<string | undefined>

const ALL = 2n ** 256n - 1n
/** A change of the notice board. */
const BAR = 10

async function act(world: World, what: string, tx: Transaction): Promise<{ gasUsed: bigint; logs: Log[] }> {
  const outcome = await world.chain.send(tx)
  if (!outcome.ok) throw new Stuck(`${what} was refused with ${world.chain.nameOf(outcome)}`)
  return world.chain.receipt(outcome.hash)
}

/** Something that must be possible was not. */
class Stuck extends Error {}

function stuckAs(trial: Trial): Trial {
  return async (world, random, venture) => {
    try {
      return await trial(world, random, venture)
    } catch (error) {
      if (error instanceof Stuck) return error.message
      throw error
    }
  }
}

const kindsOf = ({ model }: VentureGhost) => model.kinds.map(({ id }) => id)
const tokensOf = ({ model }: VentureGhost) => [...model.books.keys()]
const creditorsOf = (world: World, { address }: VentureGhost) => world.creditors.filter((account) => account !== address)

function syncOf(world: World, venture: VentureGhost, token: string, at?: bigint) {
  const data = world.abi.venture.encodeFunctionData('sync', [token])
  return act(world, `sync of ${token}`, {
    from: world.account(STRANGER),
    to: venture.address,
    data,
    ...(at !== undefined && { at }),
  })
}

function sell(world: World, venture: VentureGhost, token: string, amount: bigint) {
  const from = world.account(CUSTOMER)
  if (token === ETH) return act(world, 'a sale', { from, to: venture.address, value: amount })
  const data = world.abi.token.encodeFunctionData('transfer', [venture.address, amount])
  return act(world, 'a sale', { from, to: token, data })
}

async function claimOf(
  world: World,
  venture: VentureGhost,
  account: string,
  tokens: readonly string[],
  kinds: readonly number[],
  max = ALL,
) {
  const data = world.abi.venture.encodeFunctionData('claim', [account, tokens, kinds, max])
  const { gasUsed, logs } = await act(world, `a claim of ${account}`, {
    from: world.account(STRANGER),
    to: venture.address,
    data,
  })
  const amounts = new Map<string, bigint>()
  for (const event of eventsOf(logs, venture.address)) if (event.name === 'Claimed') amounts.set(event.token, event.amount)
  return { gasUsed, amounts }
}

async function previewOf(
  world: World,
  venture: VentureGhost,
  account: string,
  tokens: readonly string[],
  kinds = kindsOf(venture),
): Promise<bigint[]> {
  const [amounts] = await world.chain.call(venture.address, world.abi.venture, 'previewClaim', [account, tokens, kinds])
  return [...amounts]
}

/** All pools have opened, nothing waits. */
async function settled(world: World, venture: VentureGhost): Promise<void> {
  const tokens = tokensOf(venture)
  await syncOf(world, venture, tokens[0] as string, world.chain.now + 6n * DAY)
  for (const token of tokens.slice(1)) await syncOf(world, venture, token)
}

/** Runs one course of events after another from the same state. */
async function fromHere<T>(world: World, course: () => Promise<T>): Promise<T> {
  const snapshot = await world.chain.snapshot()
  const result = await course()
  await world.chain.revert(snapshot)
  return result
}

function differing(
  world: World,
  venture: VentureGhost,
  first: ReadonlyMap<string, bigint>,
  second: ReadonlyMap<string, bigint>,
  allowed = 0n,
) {
  for (const [key, amount] of first) {
    const other = second.get(key) ?? 0n
    const gap = amount > other ? amount - other : other - amount
    if (gap > allowed) return `${venture.name}: ${key}: ${amount} one way, ${other} the other`
  }
  return undefined
}

async function previewsOf(world: World, venture: VentureGhost, tokens: readonly string[]): Promise<Map<string, bigint>> {
  const result = new Map<string, bigint>()
  for (const account of creditorsOf(world, venture)) {
    const amounts = await previewOf(world, venture, account, tokens)
    tokens.forEach((token, i) => result.set(`${account} ${token}`, amounts[i] ?? 0n))
  }
  return result
}

/* CLAIMS */

/** Everybody claims alone, kind by kind and entry by entry, for little gas, until nothing is left. */
const everybodyClaims: Trial = async (world, random, venture) => {
  await settled(world, venture)
  for (const account of creditorsOf(world, venture)) {
    const tokens = tokensOf(venture)
    const before = await previewOf(world, venture, account, tokens)
    for (const [i, token] of tokens.entries()) {
      if ((before[i] ?? 0n) === 0n) continue
      let left = before[i] ?? 0n
      const some = random.once(2) ? someOf(random, kindsOf(venture)) : [random.below(3)]
      const steps: (readonly [kinds: readonly number[], max: bigint])[] = [
        [some, 1n],
        [kindsOf(venture), 1n],
        [kindsOf(venture), ALL],
      ]
      for (const [kinds, max] of steps) {
        const { gasUsed, amounts } = await claimOf(world, venture, account, [token], kinds, max)
        const limit = 150_000n + 20_000n * BigInt(kinds.length)
        if (max === 1n && gasUsed > limit) return `${account} pays ${gasUsed} gas for ${kinds.length} kinds of ${token}`
        left -= amounts.get(token) ?? 0n
      }
      if (left !== 0n) return `${account} was owed ${before[i]} of ${token} and can't get ${left} of it`
    }
  }
  return undefined
}

/** Two orders, the second in pieces. */
const anyOrder: Trial = async (world, random, venture) => {
  await settled(world, venture)
  const tokens = tokensOf(venture)
  const course = (inPieces: boolean) =>
    fromHere(world, async () => {
      const paid = new Map<string, bigint>()
      for (const account of shuffled(random, creditorsOf(world, venture))) {
        const rounds = inPieces
          ? [[someOf(random, kindsOf(venture)), 1n] as const, [kindsOf(venture), ALL] as const]
          : [[kindsOf(venture), ALL] as const]
        for (const [kinds, max] of rounds) {
          const { amounts } = await claimOf(world, venture, account, shuffled(random, tokens), kinds, max)
          for (const [token, amount] of amounts) paid.set(`${account} ${token}`, (paid.get(`${account} ${token}`) ?? 0n) + amount)
        }
      }
      return paid
    })
  const [first, second] = [await course(false), await course(true)]
  return differing(world, venture, first, second) ?? differing(world, venture, second, first)
}

/** One sale in two parts: nobody gets more than the lines can round. */
const anySplit: Trial = async (world, random, venture) => {
  await settled(world, venture)
  const token = random.pick(tokensOf(venture) as [string, ...string[]])
  const [x, y] = [randomAmount(random, 2n ** 60n), randomAmount(random, 2n ** 60n)]
  const course = (amounts: readonly bigint[]) =>
    fromHere(world, async () => {
      const room = await debtsLeft(world, venture, token)
      for (const amount of amounts) {
        await sell(world, venture, token, amount)
        await syncOf(world, venture, token)
      }
      return { room, left: await debtsLeft(world, venture, token), previews: await previewsOf(world, venture, [token]) }
    })
  const [parts, whole] = [await course([x, y]), await course([x + y])]
  // Where a debt is settled on the way, later lines see other amounts, and should.
  if (whole.left.some((left, i) => left === 0n && whole.room[i] !== 0n)) return
  const lines = BigInt(venture.model.equation.lines.length)
  return differing(world, venture, parts.previews, whole.previews, lines + 3n)
}

async function debtsLeft(world: World, venture: VentureGhost, token: string): Promise<bigint[]> {
  const left: bigint[] = []
  for (const pool of DEBT_POOLS) {
    const [debt] = await world.chain.call(venture.address, world.abi.venture, 'debtPool', [pool])
    left.push(debt.token.toLowerCase() === token ? BigInt(debt.end - debt.repaid) : 0n)
  }
  return left
}

/** Claiming after every sale, or once. */
const anyFrequency: Trial = async (world, random, venture) => {
  await settled(world, venture)
  const token = random.pick(tokensOf(venture) as [string, ...string[]])
  const sales = [0, 1, 2].map(() => randomAmount(random, 2n ** 60n))
  const course = (often: boolean) =>
    fromHere(world, async () => {
      const paid = new Map<string, bigint>()
      const claimAll = async () => {
        for (const account of creditorsOf(world, venture)) {
          const { amounts } = await claimOf(world, venture, account, [token], kindsOf(venture))
          const amount = amounts.get(token) ?? 0n
          paid.set(`${account} ${token}`, (paid.get(`${account} ${token}`) ?? 0n) + amount)
        }
      }
      for (const amount of sales) {
        await sell(world, venture, token, amount)
        await syncOf(world, venture, token)
        if (often) await claimAll()
      }
      await claimAll()
      return paid
    })
  return differing(world, venture, await course(true), await course(false))
}

/* SALES AND WHAT FOLLOWS THEM */

const CHANGES: readonly ActionName[] = [
  'acceptAttested',
  'acceptSilent',
  'acceptResolved',
  'reduceOwnUnits',
  'endCorrection',
  'applyWeight',
  'applyEquation',
  'applyToken',
]

/** X; a sale; a change: the sale is shared as if there were no change. What waits for a pool to open is nobody's yet. */
const noRetroactivity: Trial = async (world, random, venture) => {
  const { now } = world.chain
  if (venture.model.pools.some((pool) => pool.type === 'equity' && (pool.points === 0n || pool.opensAt > now))) return
  const unmuted = tokensOf(venture).filter((token) => venture.model.books.get(token)?.muted === false)
  for (const name of shuffled(random, CHANGES).slice(0, 4)) {
    const token = unmuted[random.below(unmuted.length)]
    const step: Step | undefined = ACTIONS[name]({ world, random, venture })
    if (!token || !step) continue
    const amount = 1_000_000n + randomAmount(random, 2n ** 60n)
    const at = step.tx.at !== undefined && step.tx.at > world.chain.now + 5n ? step.tx.at : world.chain.now + 5n
    const plain = await fromHere(world, async () => {
      await sell(world, venture, token, amount)
      await syncOf(world, venture, token, at)
      return previewsOf(world, venture, [token])
    })
    const changed = await fromHere(world, async () => {
      await sell(world, venture, token, amount)
      const outcome = await world.chain.send({ ...step.tx, at })
      return outcome.ok ? previewsOf(world, venture, [token]) : undefined
    })
    const problem = changed && differing(world, venture, plain, changed)
    if (problem) return `${step.action} changed who gets what of a sale before it: ${problem}`
  }
  return activatedAnyTime(world, random, venture, unmuted)
}

/** A leaf that is activated after a sale brings what it would have brought before, and a closing takes nothing from anybody. */
async function activatedAnyTime(world: World, random: Random, venture: VentureGhost, tokens: readonly string[]) {
  const token = tokens[random.below(tokens.length)]
  const context = { world, random, venture }
  const [activation, closing] = [ACTIONS.activate(context), ACTIONS.closeRest(context)]
  if (!token || !activation || !closing) return
  const amount = 1_000_000n + randomAmount(random, 2n ** 60n)
  const share = async () => {
    await sell(world, venture, token, amount)
    await syncOf(world, venture, token)
  }
  const course = (steps: readonly (() => Promise<unknown>)[]) =>
    fromHere(world, async () => {
      for (const step of steps) await step()
      return previewsOf(world, venture, [token])
    })
  const activate = () => act(world, 'an activation', activation.tx)
  const problem = differing(world, venture, await course([activate, share]), await course([share, activate]))
  if (problem) return `an activation after a sale is not one before it: ${problem}`
  const at = closing.tx.at !== undefined && closing.tx.at > world.chain.now + 5n ? closing.tx.at : world.chain.now + 5n
  const open = await course([share, () => syncOf(world, venture, token, at)])
  const closed = await course([share, () => act(world, 'a closing', { ...closing.tx, at })])
  for (const [key, before] of open) {
    if ((closed.get(key) ?? 0n) < before) return `${venture.name}: ${key}: ${before}, and ${closed.get(key)} after a closing`
  }
  return undefined
}

/* STRANGERS */

/** Functions whose whole point is that anyone may call them; none of them lowers anything. */
const OPEN_TO_ALL = new Set(['claim', 'claimTo', 'sync', 'deploy', 'makeMove'])

/** Every function of every contract, called by somebody without any right, with arguments that would do harm. */
export const strangersTryEverything: Trial = async (world, random, venture) => {
  const { abi } = world
  for (const token of tokensOf(venture)) await syncOf(world, venture, token)
  const stranger = world.account(STRANGER)
  const state = async () => {
    const { view } = await observe(world, { venture, always: true })
    const [parameters] = await world.chain.call(venture.ledger, abi.ledger, 'parameters')
    const facts: unknown[] = [view.words, [...view.balances], [...parameters]]
    for (const name of ['governor', 'noticePeriod', 'noticeEpoch', 'equationCode', 'tokens', 'kindCount', 'poolCount']) {
      facts.push((await world.chain.call(venture.address, abi.venture, name)).toArray(true))
    }
    for (const account of [...venture.stewards, stranger]) {
      facts.push((await world.chain.call(venture.ledger, abi.ledger, 'isSteward', [account])).toArray())
      facts.push((await world.chain.call(venture.ledger, abi.ledger, 'isBarred', [account])).toArray())
    }
    for (const { id } of venture.batches.slice(-30)) {
      facts.push((await world.chain.call(venture.ledger, abi.ledger, 'batchState', [id])).toArray(true))
    }
    for (const { id } of venture.corrections.slice(-30)) {
      facts.push((await world.chain.call(world.review, abi.review, 'correctionState', [id])).toArray(true))
    }
    for (const { id } of venture.moves.slice(-30)) {
      facts.push((await world.chain.call(world.accounts, abi.accounts, 'moveState', [id])).toArray(true))
    }
    for (const { id } of largeIn(venture).slice(-10)) {
      facts.push((await world.chain.call(world.large, abi.large, 'closingOf', [venture.ledger, id])).toArray(true))
    }
    return JSON.stringify(facts, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
  }
  const before = await state()
  const targets = [
    [venture.address, abi.venture],
    [venture.ledger, abi.ledger],
    [world.board, abi.board],
    [world.review, abi.review],
    [world.growth, abi.growth],
    [world.accounts, abi.accounts],
    [world.large, abi.large],
    [world.claimBatch, abi.batch],
    [world.relay, abi.relay],
  ] as const
  for (const [to, contract] of targets) {
    const functions = contract.fragments.filter(
      (fragment: Fragment): fragment is FunctionFragment => fragment.type === 'function',
    )
    for (const fragment of functions) {
      if (fragment.constant || OPEN_TO_ALL.has(fragment.name)) continue
      for (let i = 0; i < 3; i++) {
        const values = fragment.inputs.map((input) => plausible(world, random, venture, input))
        const outcome = await world.chain.send({ from: stranger, to, data: contract.encodeFunctionData(fragment, values) })
        if (outcome.ok && (await state()) !== before) {
          return `${fragment.name} by a stranger changed ${venture.name}`
        }
      }
    }
  }
  return undefined
}

/** A value of the type an argument has, taken from what there is: true names, true entries, true announcements. */
function plausible(world: World, random: Random, venture: VentureGhost, input: ParamType): unknown {
  const { baseType, name, components, arrayChildren } = input
  const pick = <T>(list: readonly T[]) => list[random.below(list.length)] as T
  const batch = pick(venture.batches)
  // What is ready may be applied by anyone.
  const early = venture.pending.filter(({ readyAt }) => readyAt > world.chain.now + 3600n)
  const pending = early[0]
  if (name === 'entries' || name === 'amendedEntries') {
    if (batch && random.once(2)) return batch.entries
    return [(BigInt(world.account(STRANGER)) << 96n) | 77n]
  }
  const large = largeIn(venture).at(-1)
  const [kind, record] = [...(large?.large.records ?? [])][0] ?? [0, []]
  if (name === 'header' && components?.length === 6 && large) return large.large.header
  if (name === 'record') return record
  if (name === 'records') return [record]
  if (name === 'leaves' && arrayChildren?.baseType === 'uint256')
    return [(BigInt(world.account(STRANGER)) << 96n) | (BigInt(kind) << 88n) | 1n]
  if (name === 'move_' && venture.moves.length !== 0) return pick(venture.moves).content
  if (name === 'header' && components?.length === 5 && batch) return batch.header
  if (name === 'correction' && venture.corrections.length !== 0) return pick(venture.corrections).content
  if (name === 'batch' && batch) return large && random.once(2) ? large.id : batch.id
  if (name === 'data') return pending?.data ?? coder.encode(['address'], [world.account(STRANGER)])
  if (name === 'change') return pending?.change ?? random.below(11)
  if (baseType === 'array') {
    const length = random.below(3)
    return Array.from({ length }, () => (arrayChildren ? plausible(world, random, venture, arrayChildren) : 0))
  }
  if (baseType === 'tuple') return (components ?? []).map((component) => plausible(world, random, venture, component))
  if (baseType === 'address') {
    if (name === 'venture') return venture.address
    if (name === 'ledger') return venture.ledger
    return pick([
      venture.address,
      venture.ledger,
      world.governor,
      world.account(STRANGER),
      world.account(FUND),
      ...world.holders,
      ...world.tokens,
    ])
  }
  if (baseType === 'bool') return random.once(2)
  if (baseType === 'string') return 'a'
  if (baseType === 'bytes') return '0x00004e20'
  if (baseType === 'bytes32') return ZERO_HASH
  const bits = Number(/\d+/.exec(baseType)?.[0] ?? 256)
  return bits === 8 ? random.below(5) : random.big(random.once(2) ? 5n : 2n ** BigInt(bits < 40 ? bits : 40))
}

/* MOVES */

/** As many moves as may follow each other, one more, and back to the first. */
const movesInARow: Trial = async (world, _, venture) => {
  const homes = HOMES.map((n) => world.account(n)).filter(
    (account) => venture.isUnmoved(account) && venture.depthOf(account) === 0,
  )
  const row = homes.slice(0, MOST_MOVES + 2)
  if (row.length < MOST_MOVES + 2) return
  const moved = async (from: string, to: string) => (await world.chain.send(moving(world, venture, from, to))).ok
  for (let i = 0; i < MOST_MOVES; i++) {
    const [from = '', to = ''] = row.slice(i)
    if (!(await moved(from, to))) return `move ${i + 1} in a row was refused`
    if (await moved(to, row[0] as string)) return `${to} moved back to ${row[0]}`
  }
  const [last = '', beyond = ''] = row.slice(MOST_MOVES)
  if (await moved(last, beyond)) return `${MOST_MOVES + 1} moves follow each other`
  if (await moved(beyond, beyond)) return `${beyond} moved to itself`
  return undefined
}

function moving(world: World, venture: VentureGhost, from: string, to: string): Transaction {
  const act = signAct(world, venture, world.numberOf(to), world.nextNonce(), statements.acceptance(from, to))
  const data = world.abi.accounts.encodeFunctionData('move', [venture.ledger, from, to, UNSIGNED, act])
  return { from, to: world.accounts, data }
}

/** Others move an account that says nothing for 30 days, and no other. */
const movesByOthers: Trial = async (world, _, venture) => {
  const { abi, chain, accounts } = world
  const { ledger, stewards } = venture
  const homes = HOMES.map((n) => world.account(n)).filter(
    (account) => venture.isUnmoved(account) && venture.depthOf(account) === 0 && isUnknown(venture, account),
  )
  const [silent = '', known = '', stopped = '', ...places] = homes
  if (places.length < 4) return
  const call = (from: string, name: string, values: readonly unknown[], at?: bigint): Transaction => ({
    from,
    to: accounts,
    data: abi.accounts.encodeFunctionData(name, values),
    ...(at !== undefined && { at }),
  })
  const does = async (tx: Transaction) => (await chain.send(tx)).ok
  const propose = async (from: string, to: string) => {
    const content = [ledger, from, to, to, ZERO_HASH, world.nextNonce()]
    await act(world, 'proposing a move', call(to, 'proposeMove', [content, '', UNSIGNED]))
    return content
  }
  const attest = async (content: readonly unknown[]) => {
    const [id] = await chain.call(accounts, abi.accounts, 'moveId', [content])
    const signers = stewards.map((steward) => world.numberOf(steward))
    return call(world.account(CUSTOMER), 'attestMove', [content, attestations(world, venture, id, ZERO_HASH, signers, [])])
  }
  const make = (content: readonly unknown[], at?: bigint) => call(world.account(CUSTOMER), 'makeMove', [content], at)
  const [first = '', second = '', third = '', fourth = ''] = places

  const quiet = await propose(silent, first)
  await act(world, 'attesting a move', await attest(quiet))
  const readyAt = chain.now + VETO
  if (await does(make(quiet, readyAt - 1n))) return `${silent} was moved before the 30 days were over`
  await act(world, 'a move', make(quiet, readyAt))

  await act(world, 'presence', call(known, 'showPresence', [ledger]))
  const decided = await propose(known, second)
  if (await does(await attest(decided))) return `the move of ${known}, who has been here, was attested`
  await act(world, 'deciding a move', call(world.governor, 'decideMove', [decided, true]))
  const payee = abi.venture.encodeFunctionData('setPayee', [known, known])
  await act(world, 'a payee', { from: known, to: venture.address, data: payee })
  // That ends it, whatever is proposed afterwards.
  await propose(known, third)
  if (await does(make(decided, chain.now + VETO))) return `${known} was moved, and had named a payee`

  const objected = await propose(stopped, fourth)
  await act(world, 'attesting a move', await attest(objected))
  await act(world, 'an objection', call(stewards[0] as string, 'objectToMove', [objected, [], ZERO_HASH, '']))
  if (await does(make(objected, chain.now + VETO))) return `${stopped} was moved, and a steward had objected`
  await act(world, 'deciding a move', call(world.governor, 'decideMove', [objected, true]))
  await act(world, 'a move', make(objected, chain.now + VETO))
  return undefined
}

/** Bars and roles go on with an account, and nobody is another by moving. */
const whoeverMoves: Trial = async (world, random, venture) => {
  const { abi, chain } = world
  const homes = HOMES.map((n) => world.account(n)).filter(
    (account) => venture.isUnmoved(account) && venture.depthOf(account) === 0 && isUnknown(venture, account),
  )
  const [first = '', second = '', third = ''] = homes
  const kind = venture.model.kinds.find((each) => !each.closed && !each.isDebt)
  const [steward = '', other = ''] = shuffled(random, venture.stewards)
  if (!third || !other || !kind || venture.attestationsRequired !== 1) return
  const is = async (name: 'isBarred' | 'isSteward', account: string): Promise<boolean> =>
    (await chain.call(venture.ledger, abi.ledger, name, [account]))[0]

  // A bar, and what is announced afterwards under the old name.
  const barred = coder.encode(['address', 'bool'], [first, true])
  const board = (name: string) => abi.board.encodeFunctionData(name, [venture.address, BAR, barred])
  await act(world, 'announcing a bar', { from: world.governor, to: world.board, data: board('announceChange') })
  const at = chain.now + 7n * DAY
  await act(world, 'a bar', { from: world.governor, to: world.board, data: board('applyChange'), at })
  await act(world, 'a move', moving(world, venture, first, second))
  if (!(await is('isBarred', second))) return `${second} is not barred as ${first} is`

  // The role of a steward, and an own entry under the old name.
  await act(world, 'a move', moving(world, venture, steward, third))
  if (!(await is('isSteward', third)) || (await is('isSteward', steward)))
    return `the role of ${steward} did not go on to ${third}`
  const entries = [(BigInt(steward) << 96n) | (BigInt(kind.id) << 88n) | 5n]
  const days = '0x00004e20'
  const header = [hashEntries(entries), keccak256(days), ZERO_HASH, world.account(CUSTOMER), world.nextNonce()] as const
  const propose = abi.ledger.encodeFunctionData('propose', [[entries, days, ZERO_HASH, '', ZERO_HASH, header[4]]])
  await act(world, 'a proposal', { from: header[3], to: venture.ledger, data: propose })
  const accept = (attestor: string): Transaction => {
    const signed = [[attestor, [], 2n ** 64n, '0x']]
    const data = abi.review.encodeFunctionData('acceptAttested', [venture.ledger, header, entries, 0, 1, signed])
    return { from: attestor, to: world.review, data, at: chain.now + WINDOW }
  }
  if ((await chain.send(accept(third))).ok) return `${third} attested an entry of their own, in the name of ${steward}`
  await act(world, 'an acceptance', accept(other))
  return undefined
}

/* GAS */

/** A claim and an acceptance cost the same after many more members, sales and debts. */
export const costsStayTheSame: Trial = async (world, random, venture) => {
  await settled(world, venture)
  const { ledger } = world.abi
  const holder = world.account(HOLDERS[4])
  const six = world.tokens[1] as string
  const open = (isDebt: boolean) =>
    venture.model.kinds.find((kind) => !kind.closed && (isDebt ? kind.pool === 3 : kind.pool === 1))
  const [equity, loan] = [open(false), open(true)]
  if (!equity || !loan) return
  const stewards = venture.stewards.map((steward) => world.numberOf(steward))
  const accept = async (affiliate: string, kind: number, quantity: bigint) => {
    const entries = [(BigInt(affiliate) << 96n) | (BigInt(kind) << 88n) | quantity]
    const days = '0x00004e20'
    const header = [hashEntries(entries), keccak256(days), ZERO_HASH, world.account(HOLDERS[5]), world.nextNonce()] as const
    const [from = ''] = venture.stewards
    const propose = ledger.encodeFunctionData('propose', [[entries, days, ZERO_HASH, '', ZERO_HASH, header[4]]])
    await act(world, 'a proposal', { from: header[3], to: venture.ledger, data: propose })
    const signed = attestations(world, venture, headerId(header), header[0], stewards, [world.numberOf(from)])
    const data = world.abi.review.encodeFunctionData('acceptAttested', [venture.ledger, header, entries, 0, 1, signed])
    return act(world, 'an acceptance', { from, to: world.review, data, at: world.chain.now + WINDOW })
  }
  // Enough to settle everything: what is measured is a holder whose debts are all paid.
  const settle = async () => {
    for (let i = 0; i < 40; i++) {
      const left = (await debtsLeft(world, venture, six))[0] as bigint
      if (left === 0n) break
      await sell(world, venture, six, 4n * left + 1_000_000n)
      await syncOf(world, venture, six)
      for (const account of creditorsOf(world, venture)) await claimOf(world, venture, account, [six], kindsOf(venture))
    }
    for (let i = 0; i < 4; i++) await claimOf(world, venture, holder, [six], kindsOf(venture))
  }
  const measure = async () => {
    await settle()
    let gas: bigint[] = []
    // The least of three: a slot that was zero costs more, once.
    for (let i = 0; i < 3; i++) {
      await accept(holder, equity.id, 7n)
      for (const token of tokensOf(venture)) await syncOf(world, venture, token)
      const { gasUsed: forAcceptance } = await accept(holder, equity.id, 7n)
      await sell(world, venture, six, 1_000_000_007n)
      await syncOf(world, venture, six)
      const { gasUsed: forClaim } = await claimOf(world, venture, holder, [six], [equity.id])
      const measured = [forAcceptance, forClaim]
      gas = measured.map((amount, n) => (gas[n] !== undefined && gas[n] < amount ? gas[n] : amount))
    }
    return gas
  }
  await accept(holder, equity.id, 5000n)
  await accept(holder, loan.id, 3n)
  const few = await measure()
  const more = 12
  for (let i = 0; i < more; i++) {
    await accept(`0x${(0xabc0000n + BigInt(i)).toString(16).padStart(40, '0')}`, equity.id, 100n)
    await accept(holder, loan.id, 3n)
    await sell(world, venture, six, 1000n)
    await syncOf(world, venture, six)
  }
  const many = await measure()
  const slack = 400n
  for (const [i, what] of ['An acceptance', 'A claim'].entries()) {
    const [first = 0n, then = 0n] = [few[i], many[i]]
    if (then > first + slack) return `${what} took ${first} gas, and ${then} after ${more} more members, debts and sales`
  }
  return undefined
}

export const TRIALS: Record<string, Trial> = {
  S4: stuckAs(everybodyClaims),
  O1: stuckAs(anyOrder),
  O2: stuckAs(anySplit),
  O3: stuckAs(anyFrequency),
  N1: stuckAs(noRetroactivity),
  H1: stuckAs(movesByOthers),
  H2: stuckAs(movesInARow),
  H3: stuckAs(whoeverMoves),
  X2: stuckAs(strangersTryEverything),
  A1: stuckAs(costsStayTheSame),
}
