import {
  type ActivatedLeaf,
  cloneVentureModel,
  type Equation,
  type EquationLine,
  ModelError,
  rawOfRest,
  type RestFeed,
  syncAll,
  type SyncOutcome,
  type VentureModel,
} from '../../sdk/src/model/index.ts'
import type { Random } from './random.ts'
import { type Recorder, addressOf } from './recorder.ts'

export const TOKENS = [addressOf(0x70001), addressOf(0x70002), addressOf(0x70003)] as const
export const ACCOUNTS = Array.from({ length: 6 }, (_, i) => addressOf(0xa1 + i)) as [string, ...string[]]
const RECIPIENTS = [addressOf(0xf1), addressOf(0xf2), ACCOUNTS[0]] as [string, ...string[]]

/** What a random step did, for whoever follows along. */
export type Step =
  | { step: 'receive'; token: string; amount: bigint }
  | { step: 'sync'; syncs: SyncOutcome[] }
  | { step: 'accept'; syncs: SyncOutcome[]; batch: string; entries: { affiliate: string; kind: number; quantity: bigint }[] }
  | { step: 'activate'; batch: string; leaves: ActivatedLeaf[]; isCut: boolean }
  | {
      step: 'close'
      syncs: SyncOutcome[]
      batch: string
      kind: number
      units: bigint
      feeds: RestFeed[]
      /** What rounding keeps of it: below a unit per token, x 2^128. */
      kept: Map<string, bigint>
    }
  | { step: 'remove'; syncs: SyncOutcome[]; account: string; kind: number; quantity: bigint }
  | { step: 'reweigh'; syncs: SyncOutcome[]; kind: number; weight: bigint }
  | { step: 'reassign'; syncs: SyncOutcome[]; pool: number; account: string; index: number }
  | { step: 'claim'; syncs: SyncOutcome[]; account: string; tokens: string[]; amounts: bigint[] }
  | { step: 'other' }

/** Two equity pools (one with an opening period), two debt pools in different tokens, six kinds, two of three tokens. */
export function beginHistory(recorder: Recorder, random: Random): void {
  recorder.begin({
    pools: [
      { type: 'equity' },
      { type: 'debt', token: TOKENS[0], capBps: random.pick([10_000, 12_000, 7_777]) },
      { type: 'equity', openingPeriod: 100n },
    ],
    kinds: [
      { pool: 1, rate: 3n },
      { pool: 1, rate: 1n },
      { pool: 3, rate: 2n },
      { pool: 2, rate: 7n, decimals: 1 },
      { pool: 2, rate: 1n },
    ],
    tokens: [TOKENS[0]],
    equation: { lines: [{ pool: 1, basis: 'remaining', shareBps: 10_000 }], remainder: RECIPIENTS[0] },
  })
  recorder.openPool({ type: 'debt', token: TOKENS[1] })
  recorder.openKind({ pool: 4, rate: 1n })
  recorder.listToken(TOKENS[1])
  recorder.setEquation(randomEquation(random))
}

/** One random step. What the venture refuses counts as `other`: nothing may have happened. */
export function randomStep(recorder: Recorder, random: Random): Step {
  const { model } = recorder
  try {
    switch (random.below(18)) {
      case 0:
      case 1:
      case 2:
      case 3: {
        const token = random.pick(TOKENS)
        const amount = random.once(8) ? random.big(10n ** 24n) : random.big(5000n)
        recorder.receive(token, amount)
        return { step: 'receive', token, amount }
      }
      case 4:
        return { step: 'sync', syncs: [recorder.sync(random.pick(TOKENS))] }
      case 5:
      case 6:
      case 7: {
        const entries = Array.from({ length: 1 + random.below(5) }, () => ({
          affiliate: random.pick(ACCOUNTS),
          kind: random.below(6),
          quantity: 1n + random.big(300n),
        })).sort((a, b) => a.kind - b.kind)
        return { step: 'accept', ...recorder.addUnits(entries), entries }
      }
      case 8: {
        const [account, kind, quantity] = [random.pick(ACCOUNTS), random.below(3), 1n + random.big(200n)]
        const held = model.kinds[kind]?.holdings.get(account) ?? 0n
        const removed = random.once(3) ? held : quantity
        return { step: 'remove', ...recorder.removeUnits(account, kind, removed), account, kind, quantity: removed }
      }
      case 13: {
        const totals = [0, 1, 2].filter(() => !random.once(3)).map((kind) => ({ kind, quantity: 1n + random.big(500n) }))
        return { step: 'accept', ...recorder.acceptLarge(totals) }
      }
      case 14:
      case 15: {
        const batch = randomBatch(model, random)
        if (!batch) return { step: 'other' }
        const kind = random.below(3)
        const leaves = Array.from({ length: 1 + random.below(3) }, () => ({
          affiliate: random.pick(ACCOUNTS),
          kind,
          quantity: random.big(200n),
        }))
        const outcome = recorder.activateLeaves(batch, leaves)
        return { step: 'activate', ...outcome, isCut: outcome.leaves.some(({ quantity }, i) => quantity !== leaves[i]?.quantity) }
      }
      case 16: {
        const [batch, kind] = [randomBatch(model, random), random.below(3)]
        if (!batch) return { step: 'other' }
        const kept = keptOf(model, batch, kind)
        return { step: 'close', ...recorder.closeRest(batch, kind), kept }
      }
      case 9: {
        const [kind, weight] = [random.below(3), 1n + random.big(9n)]
        return { step: 'reweigh', ...recorder.reweigh(kind, weight), kind, weight }
      }
      case 10: {
        const [pool, account, index] = [random.pick([2, 4]), random.pick(ACCOUNTS), random.below(3)]
        return { step: 'reassign', ...recorder.reassignDebt(pool, account, index), pool, account, index }
      }
      case 11:
      case 12: {
        const account = random.pick([...ACCOUNTS, ...RECIPIENTS])
        const tokens = TOKENS.filter((token) => model.books.has(token) && !random.once(3))
        const kinds = [0, 1, 2, 3, 4, 5].filter(() => !random.once(4))
        const maxDebtEntries = random.once(3) ? BigInt(random.below(3)) : 2n ** 256n - 1n
        return { step: 'claim', ...recorder.claim(account, tokens, kinds, maxDebtEntries), account, tokens }
      }
      default:
        model.now += random.big(60n)
        return randomRule(recorder, random)
    }
  } catch (error) {
    if (error instanceof ModelError) return { step: 'other' }
    throw error
  }
}

function randomBatch(model: VentureModel, random: Random): string | undefined {
  const [first, ...others] = new Set(model.kinds.flatMap(({ rests }) => [...rests.keys()]))
  return first && random.pick([first, ...others])
}

function keptOf(model: VentureModel, batch: string, kindId: number): Map<string, bigint> {
  const synced = cloneVentureModel(model)
  syncAll(synced)
  const kind = synced.kinds[kindId]
  const rest = kind?.rests.get(batch)
  if (!kind || !rest) return new Map()
  return new Map([...synced.books.keys()].map((token) => [token, rawOfRest(synced, rest, token, kind) % 2n ** 128n]))
}

function randomRule(recorder: Recorder, random: Random): Step {
  const { model } = recorder
  const token = random.pick(TOKENS)
  const book = model.books.get(token)
  if (random.once(8)) {
    const [account, payee] = [random.pick(ACCOUNTS), random.pick([...RECIPIENTS, addressOf(0)])]
    if (random.once(2)) recorder.move(account, addressOf(0xb1 + random.below(6)), random.once(2))
    else if (!model.successors.has(account)) recorder.setPayee(account, payee)
    return { step: 'other' }
  }
  if (random.once(2)) return { step: 'sync', ...recorder.setEquation(randomEquation(random)) }
  if (!book) return { step: 'sync', ...recorder.listToken(token) }
  return { step: 'sync', ...recorder.muteToken(token, !book.muted) }
}

function randomEquation(random: Random): Equation {
  const order = random.pick([
    [2, 4, 1, 3],
    [3, 2, 4, 1],
    [2, 1, 4, 3],
    [1, 3, 4, 2],
  ])
  const lines: EquationLine[] = [
    { account: random.pick(RECIPIENTS), basis: 'gross', shareBps: random.below(800) },
    ...order.map((pool, i): EquationLine => {
      // Equity may go without for a while: what is parked there has to wait all the same.
      if (pool % 2 === 1 && random.once(3)) return { pool, basis: 'remaining', shareBps: 0 }
      return { pool, basis: 'remaining', shareBps: i === order.length - 1 ? 10_000 : 2500 + random.below(3000) }
    }),
  ]
  return { lines, remainder: random.pick(RECIPIENTS) }
}
