import { type Address, type Hash, isAddressEqual, pad } from 'viem'
import { accountBoardAbi } from '../../abis/accountBoard.ts'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { type MoveStatus, moveStatusNames } from '../../abis/enums.ts'
import { ventureAbi } from '../../abis/venture.ts'
import { count, time } from '../../errors/words.ts'
import { accountBoardOf, ventureOf } from '../internal/boards.ts'
import type { ReadClient } from '../internal/client.ts'
import { mapConcurrently } from '../internal/concurrently.ts'
import { eventsOf, selectorOf } from '../internal/events.ts'
import { type Holder, readHolder } from '../internal/holders.ts'
import { type AsOf, type BlockRange, readLogs, resolveRange } from '../internal/logs.ts'
import { read } from '../internal/read.ts'
import type { Move, Reference } from '../types.ts'

export type GetMovesParameters = Pick<BlockRange, 'fromBlock'> & {
  ledger: Address
  accountBoard?: Address
}

/**
 * Proposed: it waits for attestations, or the governor. Objected: it waits for the governor. Waiting: until `readyAt`. Ready: anyone
 * makes it. Cancelled: the account did something since it was proposed. Lapsed: one of the two moved meanwhile.
 */
export type MoveState = 'proposed' | 'objected' | 'waiting' | 'ready' | 'made' | 'rejected' | 'cancelled' | 'lapsed'

/** A move that somebody else than the account proposed. Times are seconds since 1970. */
export type MoveInfo = {
  /** What its attestors and objectors sign. */
  id: Hash
  move: Move
  reason: Reference
  state: MoveState
  /** What it waits for, a sentence; `undefined` once nothing can come any more. */
  waitsFor: string | undefined
  /** Whether the account did something here before, so that only the governor decides. */
  needsGovernor: boolean
  /** Whether the governor approved it. */
  byGovernor: boolean
  /** From then on it can be made; `undefined` while nobody attested or decided it. */
  readyAt: bigint | undefined
  /** All that were ever made. */
  objections: { objector: Address; reason: Reference }[]
  /** Those that stand: none after the governor approved it. */
  openObjections: number
  /** When the account did what cancelled it. */
  cancelledAt: bigint | undefined
  proposedAt: bigint
  proposedAtBlock: bigint
}

/** One that was carried out, whoever did it. */
export type MadeMove = {
  from: Address
  to: Address
  /** Of the proposal, where others proposed it; `undefined` where the account moved by itself. */
  id: Hash | undefined
  madeAtBlock: bigint
}

export type GetMovesReturnType = {
  /** Proposed by others, in their order. */
  moves: MoveInfo[]
  /** In their order. */
  made: MadeMove[]
  asOf: AsOf
}

const EVENTS = ['MoveProposed', 'MoveObjected', 'MoveMade'] as const

/**
 * Returns who moved house, and what moves others have proposed: how each stands, who objects and why, when it can be made, and
 * whether something the account did has cancelled it.
 *
 * @example
 * const { moves } = await getMoves(client, { ledger })
 * for (const { move, state, waitsFor } of moves) console.log(move.from, move.to, state, waitsFor)
 * @throws {ContractMissingError} no ledger at the address
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function getMoves(
  client: ReadClient,
  { ledger, fromBlock: from, accountBoard: board }: GetMovesParameters,
): Promise<GetMovesReturnType> {
  const [accountBoard, venture, { attestationsRequired }, { fromBlock, asOf }] = await Promise.all([
    board ?? accountBoardOf(client, ledger),
    ventureOf(client, ledger),
    read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'parameters' }),
    resolveRange(client, { fromBlock: from }),
  ])
  const logs = await readLogs(
    client,
    [
      { address: accountBoard, topics: [EVENTS.map((name) => selectorOf(accountBoardAbi, name)), pad(ledger)] },
      { address: venture, topics: [selectorOf(ventureAbi, 'Moved')] },
    ],
    { fromBlock, toBlock: asOf.blockNumber },
  )
  const told = eventsOf(accountBoardAbi, EVENTS, logs)
  const moved = eventsOf(ventureAbi, 'Moved', logs)

  const moves = await mapConcurrently(
    told.filter((event) => event.eventName === 'MoveProposed'),
    async ({ args: { move: id, content: move, reasonURI }, blockNumber }): Promise<MoveInfo> => {
      const [state, fromHolder, toHolder] = await Promise.all([
        read(client, { abi: accountBoardAbi, address: accountBoard, functionName: 'moveState', args: [id] }),
        readHolder(client, { venture, ledger, accountBoard, account: move.from }),
        readHolder(client, { venture, ledger, accountBoard, account: move.to }),
      ])
      const objections = told.flatMap((event) => {
        if (event.eventName !== 'MoveObjected' || event.args.move !== id) return []
        const { objector, reasonURI: uri, reasonHash: hash } = event.args
        return [{ objector, reason: { uri, hash } }]
      })
      const proposedAt = BigInt(state.proposedAt)
      const progress = progressOf({
        status: moveStatusNames[state.status] ?? 'none',
        move,
        proposedAt,
        readyAt: BigInt(state.readyAt),
        openObjections: state.openObjections,
        from: fromHolder,
        to: toHolder,
        now: asOf.timestamp,
      })
      const needsGovernor = fromHolder.lastAct > 0n
      return {
        id,
        move,
        reason: { uri: reasonURI, hash: move.reasonHash },
        state: progress,
        waitsFor: waitsFor(progress, { readyAt: BigInt(state.readyAt), needsGovernor, attestationsRequired }),
        needsGovernor,
        byGovernor: state.byGovernor,
        readyAt: state.readyAt === 0 ? undefined : BigInt(state.readyAt),
        objections,
        openObjections: state.openObjections,
        cancelledAt: progress === 'cancelled' ? fromHolder.lastAct : undefined,
        proposedAt,
        proposedAtBlock: blockNumber,
      }
    },
  )
  return { moves, made: moved.map((event) => madeOf(event, told, moves)), asOf }
}

type Standing = {
  status: MoveStatus
  move: Move
  proposedAt: bigint
  readyAt: bigint
  openObjections: number
  from: Holder
  to: Holder
  now: bigint
}

function progressOf({ status, move, proposedAt, readyAt, openObjections, from, to, now }: Standing): MoveState {
  if (status === 'made' || status === 'rejected') return status
  if (!isAddressEqual(from.holder, move.from) || !isAddressEqual(to.holder, move.to)) return 'lapsed'
  if (from.lastAct >= proposedAt) return 'cancelled'
  if (openObjections > 0) return 'objected'
  if (status !== 'waiting') return 'proposed'
  return now < readyAt ? 'waiting' : 'ready'
}

type Waits = { readyAt: bigint; needsGovernor: boolean; attestationsRequired: number }

function waitsFor(state: MoveState, { readyAt, needsGovernor, attestationsRequired }: Waits): string | undefined {
  if (state === 'objected') return 'It was objected to: the governor decides it.'
  if (state === 'waiting') return `It can be made from ${time(readyAt)} on unless somebody objects, or the account does anything.`
  if (state === 'ready') return 'Anyone can make it.'
  if (state !== 'proposed') return undefined
  if (needsGovernor) return 'It waits for the governor.'
  return `It waits for ${count(BigInt(attestationsRequired), 'attestation')} by others, one of them by a steward, or for the governor.`
}

type Told = ReturnType<typeof eventsOf<typeof accountBoardAbi, (typeof EVENTS)[number]>>
type Moved = ReturnType<typeof eventsOf<typeof ventureAbi, 'Moved'>>[number]

/** The board tells in the same transaction which proposal it carries out. */
function madeOf({ args: { from, to }, blockNumber, log }: Moved, told: Told, moves: readonly MoveInfo[]): MadeMove {
  const ids = told
    .filter((event) => event.eventName === 'MoveMade' && event.log.transactionHash === log.transactionHash)
    .map(({ args }) => args.move)
  const made = moves.find(({ id, move }) => ids.includes(id) && isAddressEqual(move.from, from))
  return { from, to, id: made?.id, madeAtBlock: blockNumber }
}
