import { type Address, type Hex, keccak256, pad } from 'viem'
import { type Change, changeNames } from '../../abis/enums.ts'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { noticeBoardOf } from '../internal/boards.ts'
import { type GovernedChange, decodeChange } from '../internal/changes.ts'
import type { ReadClient } from '../internal/client.ts'
import { eventsOf, selectorOf } from '../internal/events.ts'
import { type AsOf, type BlockRange, readLogs, resolveRange } from '../internal/logs.ts'
import { read } from '../internal/read.ts'

export type GetPendingChangesParameters = Pick<BlockRange, 'fromBlock'> & {
  venture: Address
  noticeBoard?: Address
}

export type ChangeInWaiting = {
  change: Change
  /** A kind, token or account as a number, or 0: what `cancelChange` takes. */
  subject: bigint
  /** What `applyChange` takes. */
  data: Hex
  decoded: GovernedChange
  announcedAtBlock: bigint
  /** Anyone can apply it from then on; seconds since 1970. */
  readyAt: bigint
  isReady: boolean
}

export type GetPendingChangesReturnType = {
  /** The next to be ready first. */
  changes: ChangeInWaiting[]
  asOf: AsOf
}

/**
 * Returns what is announced for a venture and not applied, cancelled or left behind by another governor.
 *
 * @example
 * const { changes } = await getPendingChanges(client, { venture })
 * for (const { decoded, readyAt } of changes) console.log(describeChange(decoded), readyAt)
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function getPendingChanges(
  client: ReadClient,
  { venture, fromBlock: from, noticeBoard: board }: GetPendingChangesParameters,
): Promise<GetPendingChangesReturnType> {
  const noticeBoard = board ?? (await noticeBoardOf(client, venture))
  const { fromBlock, asOf } = await resolveRange(client, { fromBlock: from })
  const topics = [selectorOf(noticeBoardAbi, 'ChangeAnnounced'), pad(venture)]
  const logs = await readLogs(client, [{ address: noticeBoard, topics }], { fromBlock, toBlock: asOf.blockNumber })

  // The last announcement about a subject is the one that can be pending; the board says whether it is.
  const announced = new Map(
    eventsOf(noticeBoardAbi, 'ChangeAnnounced', logs).map((event) => [`${event.args.change}:${event.args.subject}`, event]),
  )
  const changes = await Promise.all(
    [...announced.values()].map(async ({ args, blockNumber }): Promise<ChangeInWaiting[]> => {
      const { change: number, subject, data } = args
      const pending = await read(client, {
        abi: noticeBoardAbi,
        address: noticeBoard,
        functionName: 'pendingChange',
        args: [venture, number, subject],
      })
      const change = changeNames[number]
      if (change === undefined || pending.content !== keccak256(data)) return []
      const readyAt = BigInt(pending.readyAt)
      const decoded = decodeChange({ change, data })
      return [{ change, subject, data, decoded, announcedAtBlock: blockNumber, readyAt, isReady: asOf.timestamp >= readyAt }]
    }),
  )
  return { changes: changes.flat().sort((a, b) => Number(a.readyAt - b.readyAt)), asOf }
}
