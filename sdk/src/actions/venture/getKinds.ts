import { type Address, type Hex, pad } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { ventureAbi } from '../../abis/venture.ts'
import { decodeShortText } from '../../utils/shortText.ts'
import { noticeBoardOf } from '../internal/boards.ts'
import type { ReadClient } from '../internal/client.ts'
import { readDeployment } from '../internal/deployment.ts'
import { eventsOf, selectorOf } from '../internal/events.ts'
import { type BlockRange, readLogs, resolveRange } from '../internal/logs.ts'
import { read } from '../internal/read.ts'

export type GetKindsParameters = Pick<BlockRange, 'fromBlock'> & {
  venture: Address
  factory?: Address
  noticeBoard?: Address
}

export type KindInfo = {
  kind: number
  /** "Design hour". */
  name: string
  /** "h". */
  unit: string
  /** Quantities count 10^-decimals of the unit. */
  decimals: number
  pool: number
  /** Whether it is paid until settled; equity for ever otherwise. */
  isDebt: boolean
  /** Equity: weight, points per smallest unit of quantity. Debt: price, token units per whole unit. */
  rate: bigint
  /** Governance weight per smallest unit of quantity. */
  voice: number
  isClosed: boolean
  /** Kind that takes the place of a closed one, where there is any. */
  successor: number | undefined
  /** All accepted units, smallest units of quantity; 0 for debt kinds. */
  units: bigint
}

/** In the order of their ids, which begin at 0. */
export type GetKindsReturnType = KindInfo[]

/**
 * Returns the kinds of contributions of a venture, as they stand. Names and units come from events.
 *
 * @example
 * const kinds = await getKinds(client, { venture })
 * const design = kinds.find(({ name }) => name === 'Design hour')
 * @throws {ContractMissingError} no venture at the address
 * @throws {VentureUnknownError} another factory made it
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function getKinds(
  client: ReadClient,
  { venture, fromBlock, factory, noticeBoard: board }: GetKindsParameters,
): Promise<GetKindsReturnType> {
  const noticeBoard = board ?? (await noticeBoardOf(client, venture))
  const count = await read(client, { abi: ventureAbi, address: venture, functionName: 'kindCount' })
  const [states, { names, successors }] = await Promise.all([
    Promise.all(
      Array.from({ length: Number(count) }, (_, kind) =>
        read(client, { abi: ventureAbi, address: venture, functionName: 'kindOf', args: [kind] }),
      ),
    ),
    readNames(client, { venture, factory, noticeBoard, fromBlock }),
  ])
  return states.map(({ pool, decimals, isDebt, rate, voice, closed, units }, kind) => {
    const successor = successors.get(kind)
    return {
      kind,
      name: names[kind]?.name ?? `Kind ${kind}`,
      unit: names[kind]?.unit ?? '',
      decimals,
      pool,
      isDebt,
      rate,
      voice,
      isClosed: closed,
      successor: successor === kind ? undefined : successor,
      units,
    }
  })
}

type Reading = { venture: Address; factory?: Address; noticeBoard: Address; fromBlock?: bigint }

/** Names of the first kinds come from the deployment, those of later ones from the notice board. */
async function readNames(client: ReadClient, { venture, factory, noticeBoard, fromBlock: from }: Reading) {
  const { fromBlock, asOf } = await resolveRange(client, { fromBlock: from })
  const topics = [[selectorOf(noticeBoardAbi, 'KindOpened'), selectorOf(noticeBoardAbi, 'KindClosed')], pad(venture)]
  const [born, logs] = await Promise.all([
    readDeployment(client, { venture, factory, fromBlock, asOf }),
    readLogs(client, [{ address: noticeBoard, topics }], { fromBlock, toBlock: asOf.blockNumber }),
  ])
  const names = born.args.config.kinds.map(namesOf)
  const successors = new Map<number, number>()
  for (const { eventName, args } of eventsOf(noticeBoardAbi, ['KindOpened', 'KindClosed'], logs)) {
    if (eventName === 'KindClosed') successors.set(Number(args.kind), Number(args.successor))
    else names[Number(args.kind)] = namesOf(args.config)
  }
  return { names, successors }
}

function namesOf({ name, unit }: { name: Hex; unit: Hex }) {
  return { name: textOf(name), unit: textOf(unit) }
}

/** The contract takes any bytes as a name; what is no text is shown as it is. */
function textOf(word: Hex): string {
  try {
    return decodeShortText(word)
  } catch {
    return word
  }
}
