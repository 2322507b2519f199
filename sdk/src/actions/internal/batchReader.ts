import { type Address, type Hash, getAddress, isAddressEqual } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { type BatchStatus, batchStatusNames } from '../../abis/enums.ts'
import { ventureAbi } from '../../abis/venture.ts'
import { addresses } from '../../addresses/deployed.ts'
import { unpackEntry, unpackWorkDays } from '../../batch/entry.ts'
import { hashEntries } from '../../batch/header.ts'
import { type Growth, getGrowth } from '../ledger/getGrowth.ts'
import { type GetStandingReturnType, getStanding } from '../ledger/getStanding.ts'
import { type BatchHistory, entriesInForce } from './batches.ts'
import { growthBoardOf } from './boards.ts'
import type { ReadClient } from './client.ts'
import { mapConcurrently } from './concurrently.ts'
import type { Contribution } from './proposal.ts'
import { read } from './read.ts'
import { type Attestor, type KindRules, type Waiting, describeWaiting } from './waiting.ts'

/** A batch as it stands. Times are seconds since 1970. */
export type Batch = Omit<BatchHistory, 'workDays' | 'isClosed'> &
  Waiting & {
    ledger: Address
    status: BatchStatus
    /** End of the objection window: objections before, silence from then on. */
    deadline: bigint
    /** Until then stewards may resolve it; `undefined` while nobody ever objected. */
    resolveBy: bigint | undefined
    /** Packed entries in force: the proposed ones, or those of an amendment. */
    entries: readonly bigint[]
    entriesHash: Hash
    /** The same, readable; a quantity of 0 was struck. Of a large batch its totals, day 0. */
    contributions: Contribution[]
    isAmended: boolean
    /** Indexes of entries that were neither taken nor rejected. */
    entriesLeft: number[]
    /** Objections ever made; part of what resolving stewards sign. */
    objectionsEver: number
    /** Whose published attestation, or own proposal, counts now. */
    attestors: Attestor[]
    /** Pools and rates of the kinds in it; empty once nothing is left. */
    kinds: ReadonlyMap<number, KindRules>
  }

type Reading = { ledger: Address; growthBoard?: Address; lens?: Address; now: bigint }

type Question = {
  /** Accounts that attest without having published it. */
  also?: readonly Address[]
  /** Entries that are asked about: index of the first, and behind the last. Default: all. */
  first?: number
  end?: number
}

/** Reads many batches of one ledger; what they share is read once. */
export async function createBatchReader(client: ReadClient, { ledger, growthBoard: board, lens = addresses.lens, now }: Reading) {
  const contract = { abi: contributionLedgerAbi, address: ledger } as const
  const [venture, growthBoard, parameters] = await Promise.all([
    read(client, { ...contract, functionName: 'venture' }),
    board ?? growthBoardOf(client, ledger),
    read(client, { ...contract, functionName: 'parameters' }),
  ])
  const standingOf = remember((account: Address) => getStanding(client, { ledger, account, lens }))
  const growthOf = remember((pool: number) => getGrowth(client, { ledger, pool, growthBoard }))
  const kindOf = remember((kind: number) =>
    read(client, { abi: ventureAbi, address: venture, functionName: 'kindOf', args: [kind] }),
  )
  const holderOf = remember(async (account: Address) => {
    const [holder] = await read(client, { abi: ventureAbi, address: venture, functionName: 'holderOf', args: [account] })
    return holder
  })

  return async (history: BatchHistory, { also = [], first = 0, end = Infinity }: Question = {}): Promise<Batch> => {
    const args = [history.batch] as const
    const state = await read(client, { ...contract, functionName: 'batchState', args })
    const amendment = state.amended ? await read(client, { ...contract, functionName: 'amendmentOf', args }) : undefined
    const taken = state.partly ? await read(client, { ...contract, functionName: 'takenOf', args }) : 0n

    const entries = entriesInForce(history, amendment)
    const entriesHash = hashEntries(entries)
    const status = batchStatusNames[state.status] ?? 'none'
    const isDone = status !== 'pending' && status !== 'resolved'
    const left = entries.map((_, index) => index).filter((index) => !isDone && ((taken >> BigInt(index)) & 1n) === 0n)
    const asked = [history.header.proposer, ...publishedBy(history, entriesHash, now), ...also]
    const attestors = isDone ? [] : await qualified(asked, history.large !== undefined, standingOf)
    const kinds = isDone ? new Map<number, KindRules>() : await rulesOf(entries, kindOf)
    const growth = isDone ? new Map<number, PoolGrowth>() : await growthsOf(kinds, growthOf)
    const waitingEntries = left.filter((index) => index >= first && index < end).map((index) => entries[index] ?? 0n)
    const waiting = describeWaiting({
      status,
      now,
      deadline: BigInt(state.deadline),
      resolveBy: BigInt(state.resolveBy),
      openObjections: state.openObjections,
      entriesLeft: waitingEntries,
      attestors,
      holders: await holdersOf(waitingEntries, attestors, holderOf),
      attestationsRequired: parameters.attestationsRequired,
      isLarge: history.large !== undefined,
      kinds,
      growth,
    })

    const days = unpackWorkDays(history.workDays)
    const { workDays: _workDays, isClosed: _isClosed, ...told } = history
    return {
      ...told,
      ...waiting,
      ledger,
      status,
      deadline: BigInt(state.deadline),
      resolveBy: state.resolveBy === 0 ? undefined : BigInt(state.resolveBy),
      entries,
      entriesHash,
      contributions: entries.map((entry, i) => ({ ...unpackEntry(entry), day: days[i] ?? 0 })),
      isAmended: state.amended,
      entriesLeft: left,
      objectionsEver: state.objectionsEver,
      attestors,
      kinds,
    }
  }
}

/** Who published an attestation of the entries in force that is good now. */
function publishedBy({ attestations }: BatchHistory, entriesHash: Hash, now: bigint): Address[] {
  const good = attestations.filter((attestation) => attestation.entriesHash === entriesHash && attestation.deadline >= now)
  return good.map(({ attestor }) => attestor)
}

/** Those whose attestation counts, each holder once. A large batch is attested by stewards alone. */
async function qualified(
  accounts: readonly Address[],
  isLarge: boolean,
  standingOf: (account: Address) => Promise<GetStandingReturnType>,
): Promise<Attestor[]> {
  const unique = [...new Set(accounts.map((account) => getAddress(account)))]
  const standings = await Promise.all(unique.map(async (account) => ({ account, ...(await standingOf(account)) })))
  const counting = standings.filter(({ canAttest, isSteward }) => canAttest && (isSteward || !isLarge))
  return counting
    .filter(({ holder }, i) => counting.findIndex((other) => isAddressEqual(other.holder, holder)) === i)
    .map(({ account, holder, moves, isSteward, kinds }) => {
      return { account, holder, isSuccessor: moves > 0, isSteward, kinds: isSteward ? [] : kinds }
    })
}

/** Who the affiliates of entries are now; asked only where somebody who attests could be one of them. */
async function holdersOf(
  entries: readonly bigint[],
  attestors: readonly Attestor[],
  holderOf: (account: Address) => Promise<Address>,
): Promise<Map<Address, Address>> {
  if (!attestors.some(({ isSuccessor }) => isSuccessor)) return new Map()
  const affiliates = [...new Set(entries.map((entry) => unpackEntry(entry).affiliate))]
  return new Map(await mapConcurrently(affiliates, async (affiliate) => [affiliate, await holderOf(affiliate)] as const))
}

async function rulesOf(
  entries: readonly bigint[],
  kindOf: (kind: number) => Promise<KindRules>,
): Promise<Map<number, KindRules>> {
  const kinds = [...new Set(entries.map((entry) => unpackEntry(entry).kind))]
  return new Map(await Promise.all(kinds.map(async (kind) => [kind, await kindOf(kind)] as const)))
}

type PoolGrowth = { instant: Growth; silent: Growth }

async function growthsOf(
  kinds: ReadonlyMap<number, KindRules>,
  growthOf: (pool: number) => Promise<PoolGrowth>,
): Promise<Map<number, PoolGrowth>> {
  const pools = [...new Set([...kinds.values()].filter(({ isDebt }) => !isDebt).map(({ pool }) => pool))]
  return new Map(await Promise.all(pools.map(async (pool) => [pool, await growthOf(pool)] as const)))
}

/** Asks once for the same. */
function remember<key, value>(ask: (key: key) => Promise<value>): (key: key) => Promise<value> {
  const answers = new Map<key, Promise<value>>()
  return (key) => {
    const answer = answers.get(key) ?? ask(key)
    answers.set(key, answer)
    return answer
  }
}
