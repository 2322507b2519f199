import {
  checkEquation,
  closeKind as closeKindOf,
  encodeEquation,
  type Equation,
  type EquationLine,
  ModelError,
  openKind as openKindOf,
  reweigh,
  setEquation,
  setToken,
  type SyncOutcome,
} from '../../sdk/src/model/index.ts'
import type { ActionName } from './actions.ts'
import { coder } from './chain.ts'
import { shuffled } from './random.ts'
import { type Action, anybody, type Context, noteSyncs, type Step } from './step.ts'
import { DEBT_POOLS, EQUITY_POOLS, FUND, HOLDERS, INFRASTRUCTURE, MAX_KINDS, WINDOW } from './world.ts'

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
  const { world, venture } = context
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
    isAnyones: true,
    tx: {
      from: anybody(context),
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

const announceWeight: Action = (context) => {
  const { random, venture } = context
  const equity = venture.model.kinds.filter(({ isDebt }) => !isDebt)
  const kind = equity[random.below(equity.length)]?.id ?? 0
  const weight = random.once(20) ? 1n + random.big(2n ** 20n) : 1n + random.big(100n)
  return announce(context, 'announceWeight', CHANGE.weight, BigInt(kind), coder.encode(['uint8', 'uint32'], [kind, weight]))
}

const applyWeight: Action = (context) => {
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
}

const announceEquation: Action = (context) => {
  const equation = randomEquation(context)
  const data = encodeEquation(equation)
  equations.set(data, equation)
  return announce(context, 'announceEquation', CHANGE.equation, 0n, data)
}

const applyEquation: Action = (context) => {
  const { model } = context.venture
  const read = (data: string) => equations.get(data) as Equation
  return applyPending(
    context,
    'applyEquation',
    CHANGE.equation,
    (data) => checkEquation(model, read(data)),
    (data) => setEquation(model, read(data)),
  )
}

const announceToken: Action = (context) => {
  const { world, random, venture } = context
  const { books } = venture.model
  const unlisted = world.tokens.filter((token) => !books.has(token))
  const token =
    unlisted.length !== 0 && random.once(3)
      ? (unlisted[0] as string)
      : (world.tokens[random.below(world.tokens.length)] as string)
  const muted = books.get(token)?.muted === false && random.once(2)
  return announce(context, 'announceToken', CHANGE.token, BigInt(token), coder.encode(['address', 'bool'], [token, muted]))
}

const applyToken: Action = (context) => {
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
}

const cancelChange: Action = ({ world, venture }) => {
  const pending = venture.pending[0]
  if (!pending) return
  const data = world.abi.board.encodeFunctionData('cancelChange', [venture.address, pending.change, pending.subject])
  return {
    action: 'cancelChange',
    venture,
    isGoverned: true,
    tx: { from: world.governor, to: world.board, data },
    apply: () => void venture.pending.shift(),
  }
}

const openKind: Action = ({ world, random, venture }) => {
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
    apply: () => void openKindOf(venture.model, { pool, rate, decimals, voice: isDebt ? 0n : 1n }),
  }
}

const closeKind: Action = ({ world, random, venture }) => {
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
    apply: () => closeKindOf(venture.model, kind.id),
  }
}

export const RULE_ACTIONS = {
  announceWeight,
  applyWeight,
  announceEquation,
  applyEquation,
  announceToken,
  applyToken,
  cancelChange,
  openKind,
  closeKind,
} satisfies Record<string, Action>
