import { type Address, isAddressEqual, pad } from 'viem'
import { accountBoardAbi } from '../../abis/accountBoard.ts'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { largeBatchesAbi } from '../../abis/largeBatches.ts'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { reviewBoardAbi } from '../../abis/reviewBoard.ts'
import { ventureAbi } from '../../abis/venture.ts'
import { ventureFactoryAbi } from '../../abis/ventureFactory.ts'
import { addresses } from '../../addresses/deployed.ts'
import { VentureUnknownError } from '../../errors/client.ts'
import { accountBoardOf, largeBatchesOf, noticeBoardOf, reviewBoardOf } from '../internal/boards.ts'
import type { ReadClient } from '../internal/client.ts'
import { deploymentIn } from '../internal/deployment.ts'
import { selectorOf } from '../internal/events.ts'
import { type EventOf, type Sources, decodeHistory } from '../internal/history.ts'
import type { LogCache } from '../internal/logCache.ts'
import { type AsOf, type BlockRange, readLogs, resolveRange } from '../internal/logs.ts'
import { read } from '../internal/read.ts'

export type GetVentureEventsParameters = BlockRange & {
  venture: Address
  /** Default: the ledger the venture names. */
  ledger?: Address
  factory?: Address
  noticeBoard?: Address
  reviewBoard?: Address
  accountBoard?: Address
  largeBatches?: Address
  /** Whether each event comes with its time; costs a request per block where the node doesn't send it along. Default: yes. */
  timestamps?: boolean
  /** Keeps what is read, so that the next time new blocks are read only. Default: all is read. */
  cache?: LogCache
  /** Told of blocks read so far, and of how many there are. */
  onProgress?: (progress: FetchingProgress) => void
}

/** How far reading events is, in blocks. */
export type FetchingProgress = { step: 'fetching'; done: number; total: number }

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
  accountBoard: typeof accountBoardAbi
  largeBatches: typeof largeBatchesAbi
  factory: typeof ventureFactoryAbi
}

/** Which contract told it. */
export type EventSource = keyof Abis

/** Something that happened to a venture: `source` and `eventName` tell what `args` are. */
export type HistoryEvent = EventOf<Abis>

/**
 * Returns everything that ever happened to a venture: of the venture itself, its ledger, the boards and the factory, decoded
 * and in order. All its state can be rebuilt from it. Read in chunks, so that plain RPC is enough.
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
    accountBoard: givenAccounts,
    largeBatches: givenLarges,
    timestamps = true,
    cache,
    onProgress,
    ...range
  }: GetVentureEventsParameters,
): Promise<GetVentureEventsReturnType> {
  const ledger = givenLedger ?? (await read(client, { abi: ventureAbi, address: venture, functionName: 'ledger' }))
  const [noticeBoard, reviewBoard, accountBoard, largeBatches] = await Promise.all([
    givenNotices ?? noticeBoardOf(client, venture),
    givenReviews ?? reviewBoardOf(client, ledger),
    givenAccounts ?? accountBoardOf(client, ledger),
    givenLarges ?? largeBatchesOf(client, ledger),
  ])
  const { fromBlock, asOf } = await resolveRange(client, range)
  const logs = await readLogs(
    client,
    [
      { address: [venture, ledger] },
      // Boards serve all ventures; their events name the venture or ledger first.
      { address: [noticeBoard, reviewBoard, accountBoard, largeBatches], topics: [null, [pad(venture), pad(ledger)]] },
      { address: factory, topics: [selectorOf(ventureFactoryAbi, 'VentureDeployed')] },
    ],
    { fromBlock, toBlock: asOf.blockNumber },
    {
      cache,
      timestamps,
      isWanted: (log) => !isAddressEqual(log.address, factory) || deploymentIn([log], venture) !== undefined,
      onProgress: onProgress && ((done, total) => onProgress({ step: 'fetching', done, total })),
    },
  )
  const sources: Sources<Abis> = {
    venture: { abi: ventureAbi, address: venture },
    ledger: { abi: contributionLedgerAbi, address: ledger },
    noticeBoard: { abi: noticeBoardAbi, address: noticeBoard },
    reviewBoard: { abi: reviewBoardAbi, address: reviewBoard },
    accountBoard: { abi: accountBoardAbi, address: accountBoard },
    largeBatches: { abi: largeBatchesAbi, address: largeBatches },
    factory: { abi: ventureFactoryAbi, address: factory },
  }
  const events = await decodeHistory(client, sources, logs, timestamps)
  if (!events.some(({ source }) => source === 'factory')) throw new VentureUnknownError(venture, fromBlock)
  return { events, asOf }
}
