import { type Abi, type Address, type ContractEventName, type Hash, isAddressEqual, pad } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import { ventureAbi } from '../../abis/venture.ts'
import { ventureFactoryAbi } from '../../abis/ventureFactory.ts'
import { addresses } from '../../addresses/deployed.ts'
import { noticeBoardOf, reviewBoardOf } from '../internal/boards.ts'
import type { ReadClient } from '../internal/client.ts'
import { readDeployment } from '../internal/deployment.ts'
import { decodeLog } from '../internal/events.ts'
import { type AsOf, type BlockRange, type MinedLog, readLogs, readTimestamps, resolveRange } from '../internal/logs.ts'
import { read } from '../internal/read.ts'
import type { EventArgs } from '../internal/write.ts'

export type GetVentureEventsParameters = BlockRange & {
  venture: Address
  /** Default: the ledger the venture names. */
  ledger?: Address
  factory?: Address
  noticeBoard?: Address
  reviewBoard?: Address
  /** Whether each event comes with its time; costs a request per block where the node doesn't send it along. Default: yes. */
  timestamps?: boolean
}

export type GetVentureEventsReturnType = {
  /** In the order they happened. */
  events: HistoryEvent[]
  asOf: AsOf
}

type Abis = {
  venture: typeof ventureAbi
  ledger: typeof contributionLedgerAbi
  noticeBoard: typeof noticeBoardAbi
  reviewBoard: typeof reviewBoardAbi
  factory: typeof ventureFactoryAbi
}

/** Which contract told it. */
export type EventSource = keyof Abis

type Place = {
  address: Address
  blockNumber: bigint
  transactionHash: Hash
  logIndex: number
  /** Seconds since 1970; left out where it was not asked for. */
  blockTimestamp?: bigint
}

type EventsOf<source extends EventSource> = {
  [name in ContractEventName<Abis[source]>]: Place & { source: source; eventName: name; args: EventArgs<Abis[source], name> }
}[ContractEventName<Abis[source]>]

/** Something that happened to a venture: `source` and `eventName` tell what `args` are. */
export type HistoryEvent = { [source in EventSource]: EventsOf<source> }[EventSource]

const abis: Record<EventSource, Abi> = {
  venture: ventureAbi,
  ledger: contributionLedgerAbi,
  noticeBoard: noticeBoardAbi,
  reviewBoard: reviewBoardAbi,
  factory: ventureFactoryAbi,
}

/**
 * Returns everything that ever happened to a venture: of the venture itself, its ledger, the two boards and the factory,
 * decoded and in order. All its state can be rebuilt from it. Read in chunks, so that plain RPC is enough.
 *
 * @example
 * const { events, asOf } = await getVentureEvents(client, { venture })
 * const sales = events.filter((event) => event.eventName === 'Distributed')
 * @throws {LogsUnavailableError} the node gives no events
 * @throws {VentureUnknownError} another factory made it
 * @throws {ContractMissingError} no venture at the address
 */
export async function getVentureEvents(
  client: ReadClient,
  {
    venture,
    ledger: givenLedger,
    factory = addresses.factory,
    noticeBoard: givenNotices,
    reviewBoard: givenReviews,
    timestamps = true,
    ...range
  }: GetVentureEventsParameters,
): Promise<GetVentureEventsReturnType> {
  const ledger = givenLedger ?? (await read(client, { abi: ventureAbi, address: venture, functionName: 'birth' })).ledger
  const noticeBoard = givenNotices ?? (await noticeBoardOf(client, venture))
  const reviewBoard = givenReviews ?? (await reviewBoardOf(client, ledger))
  const { fromBlock, asOf } = await resolveRange(client, range)
  const blocks = { fromBlock, toBlock: asOf.blockNumber }
  const sources: Record<EventSource, Address> = { venture, ledger, factory, noticeBoard, reviewBoard }

  const told = await readLogs(
    client,
    [
      { address: [venture, ledger] },
      // Boards serve all ventures; their events name the venture or ledger first.
      { address: [noticeBoard, reviewBoard], topics: [null, [pad(venture), pad(ledger)]] },
    ],
    blocks,
  )
  const { log: born } = await readDeployment(client, { venture, factory, fromBlock, asOf })
  const logs = [born, ...told].sort((a, b) => Number(a.blockNumber - b.blockNumber) || a.logIndex - b.logIndex)
  const times = timestamps ? await readTimestamps(client, logs) : new Map<bigint, bigint>()
  return { events: logs.flatMap((log) => decode(log, sources, times.get(log.blockNumber))), asOf }
}

/** An event that none of our ABIs knows is left out. */
function decode(log: MinedLog, sources: Record<EventSource, Address>, blockTimestamp: bigint | undefined): HistoryEvent[] {
  const source = (Object.keys(sources) as EventSource[]).find((name) => isAddressEqual(sources[name], log.address))
  if (!source) return []
  const decoded = decodeLog(abis[source], log)
  if (!decoded) return []
  const { address, blockNumber, transactionHash, logIndex } = log
  return [{ source, ...decoded, address, blockNumber, transactionHash, logIndex, blockTimestamp } as unknown as HistoryEvent]
}
