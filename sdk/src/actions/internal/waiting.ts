import { type Address, isAddressEqual } from 'viem'
import type { BatchStatus } from '../../abis/enums.ts'
import { type Entry, unpackEntry } from '../../batch/entry.ts'
import { count, time } from '../../errors/words.ts'
import type { Growth } from '../ledger/getGrowth.ts'

/** How a batch can be accepted; by silence perhaps in part, as far as a window has room. */
export type AcceptanceWay = 'attested' | 'silent' | 'resolved'

/** Somebody whose attestation counts. */
export type Attestor = {
  account: Address
  /** Who the account is now, after its moves. */
  holder: Address
  /** Others moved to the holder, who is them now. */
  isSuccessor: boolean
  isSteward: boolean
  /** Ascending kinds the points of one who is no steward are in. */
  kinds: readonly number[]
}

/** What of a kind acceptance depends on. */
export type KindRules = { pool: number; isDebt: boolean; rate: bigint }

export type WaitingParameters = {
  status: BatchStatus
  /** Seconds since 1970. */
  now: bigint
  deadline: bigint
  resolveBy: bigint
  openObjections: number
  /** Packed, those not taken yet. */
  entriesLeft: readonly bigint[]
  attestors: readonly Attestor[]
  /** Who affiliates are now; those that are left out are who they were. */
  holders: ReadonlyMap<Address, Address>
  attestationsRequired: number
  /** Attested by stewards alone, one more than usual. */
  isLarge: boolean
  kinds: ReadonlyMap<number, KindRules>
  /** Per equity pool. */
  growth: ReadonlyMap<number, { instant: Growth; silent: Growth }>
}

export type Waiting = {
  /** How it can be accepted now; `undefined` while it waits. */
  way: AcceptanceWay | undefined
  /** What it waits for, a sentence each; empty when it waits for nothing or nothing can come any more. */
  waitsFor: string[]
  /** How many more attestations would do, whoever's entry it is. */
  attestationsMissing: number
  /** Whether one of them must be a steward's. */
  stewardMissing: boolean
  /** From then on silence accepts it; `undefined` where silence never does. Seconds since 1970. */
  silenceAt: bigint | undefined
}

const NOTHING: Waiting = { way: undefined, waitsFor: [], attestationsMissing: 0, stewardMissing: false, silenceAt: undefined }

/** What a batch waits for, as the ledger will judge it. */
export function describeWaiting(parameters: WaitingParameters): Waiting {
  const { status, openObjections } = parameters
  if (status === 'resolved') return { ...NOTHING, way: 'resolved' }
  if (status !== 'pending') return NOTHING
  return openObjections > 0 ? objected(parameters) : pending(parameters)
}

function objected({ now, openObjections, resolveBy, attestationsRequired }: WaitingParameters): Waiting {
  const stand =
    openObjections === 1
      ? 'An objection stands: it can be taken back, its amendment be agreed to'
      : `${openObjections} objections stand: they can be taken back, an amendment be agreed to`
  const stewards = count(BigInt(attestationsRequired + 1), 'steward')
  const together = now < resolveBy ? `${stewards} together until ${time(resolveBy)}, or the governor` : 'the governor'
  return { ...NOTHING, waitsFor: [`${stand}, or the batch be resolved by ${together}.`] }
}

function pending(parameters: WaitingParameters): Waiting {
  const { now, deadline, entriesLeft, kinds } = parameters
  const entries = entriesLeft.map(unpackEntry)
  const debts = entries.filter(({ kind }) => kinds.get(kind)?.isDebt)
  const hasDebt = debts.length > 0
  // A debt that an amendment struck holds nothing up.
  const debtWaits = debts.some(({ quantity }) => quantity > 0n)
  const isOpen = now < deadline
  const missing = attestationsNeeded(entries, parameters)
  const waiting = { ...NOTHING, ...missing, silenceAt: hasDebt ? undefined : deadline }

  if (missing.attestationsMissing === 0) {
    const over = poolOver(entries, parameters, ({ instant }) => instant.left)
    if (!isOpen || (!debtWaits && over === undefined)) return { ...waiting, way: 'attested' }
    const why = debtWaits
      ? 'It holds debts, which wait'
      : `It brings pool ${over} more points than may enter at once, so it waits`
    return { ...waiting, waitsFor: [`${why} until ${time(deadline)}.`] }
  }

  // Silence takes as many as have room, one after the other.
  const over = poolOver(entries.slice(0, 1), parameters, ({ silent }) => silent.left)
  if (!hasDebt && !isOpen && over === undefined) return { ...waiting, way: 'silent' }
  const steward = parameters.isLarge ? ', all of them by stewards' : missing.stewardMissing ? ', one of them by a steward' : ''
  return {
    ...waiting,
    waitsFor: [
      `It waits for ${count(BigInt(missing.attestationsMissing), 'more attestation')} by others${steward}.`,
      ...(hasDebt ? debtWords(isOpen, deadline) : silenceWords(isOpen, deadline, over, parameters)),
    ],
  }
}

function debtWords(isOpen: boolean, deadline: bigint): string[] {
  return [`Silence accepts no debts${isOpen ? `, and attested ones wait until ${time(deadline)}` : ''}.`]
}

function silenceWords(isOpen: boolean, deadline: bigint, over: number | undefined, { growth }: WaitingParameters): string[] {
  if (isOpen) return [`Silence accepts it at ${time(deadline)} unless somebody objects.`]
  const { left = 0n, nextWindowAt } = growth.get(over ?? 0)?.silent ?? {}
  if (nextWindowAt === undefined) return [`Silence accepts nothing while pool ${over} has no points.`]
  return [`Silence has room for ${count(left, 'more point')} in pool ${over} until ${time(nextWindowAt)}.`]
}

/** An entry's own affiliate never counts for it, so the entry that lacks most decides. */
function attestationsNeeded(
  entries: readonly Entry[],
  { attestors, holders, attestationsRequired, isLarge }: WaitingParameters,
): Pick<Waiting, 'attestationsMissing' | 'stewardMissing'> {
  const lacks = entries.map(({ affiliate }) => {
    const others = attestors.filter(({ holder }) => !isAddressEqual(holder, holders.get(affiliate) ?? affiliate))
    return {
      number: attestationsRequired + (isLarge ? 1 : 0) - others.length,
      steward: !others.some(({ isSteward }) => isSteward),
    }
  })
  const stewardMissing = lacks.some(({ steward }) => steward)
  return { attestationsMissing: Math.max(stewardMissing ? 1 : 0, ...lacks.map(({ number }) => number)), stewardMissing }
}

/** The first pool that all entries together would grow by more than is left. */
function poolOver(
  entries: readonly Entry[],
  { kinds, growth }: WaitingParameters,
  leftOf: (growth: { instant: Growth; silent: Growth }) => bigint,
): number | undefined {
  const added = new Map<number, bigint>()
  for (const { kind, quantity } of entries) {
    const rules = kinds.get(kind)
    if (rules && !rules.isDebt) added.set(rules.pool, (added.get(rules.pool) ?? 0n) + quantity * rules.rate)
  }
  return [...added].find(([pool, points]) => {
    const limits = growth.get(pool)
    return points > (limits ? leftOf(limits) : 0n)
  })?.[0]
}
