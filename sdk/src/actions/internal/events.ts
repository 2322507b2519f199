import { type Abi, type AbiEvent, type ContractEventName, type Hex, decodeEventLog, getAbiItem, toEventSelector } from 'viem'
import type { MinedLog } from './logChunks.ts'
import type { EventArgs } from './write.ts'

export type DecodedLog<abi extends Abi, eventName extends ContractEventName<abi>> = {
  eventName: eventName
  args: EventArgs<abi, eventName>
  blockNumber: bigint
  logIndex: number
  log: MinedLog
}

/** Logs that are one of the named events; others are left out. */
export function eventsOf<const abi extends Abi, eventName extends ContractEventName<abi>>(
  abi: abi,
  eventNames: eventName | readonly eventName[],
  logs: readonly MinedLog[],
): { [name in eventName]: DecodedLog<abi, name> }[eventName][] {
  const wanted: readonly string[] = [eventNames].flat() as string[]
  return logs.flatMap((log) => {
    const decoded = decodeLog(abi, log)
    if (!decoded || !wanted.includes(decoded.eventName)) return []
    const { blockNumber, logIndex } = log
    return [{ ...decoded, blockNumber, logIndex, log } as unknown as { [name in eventName]: DecodedLog<abi, name> }[eventName]]
  })
}

/** `undefined` for a log the ABI doesn't know. */
export function decodeLog(abi: Abi, { data, topics }: MinedLog): { eventName: string; args: unknown } | undefined {
  const event = eventsBySelector(abi).get(topics[0] ?? '0x')
  if (!event) return undefined
  try {
    return decodeEventLog({ abi: [event], data, topics }) as { eventName: string; args: unknown }
  } catch {
    return undefined
  }
}

/** Worked out once per ABI: hashing every event's signature for every log takes longer than all the rest. */
const selectors = new WeakMap<Abi, Map<Hex, AbiEvent>>()

function eventsBySelector(abi: Abi): Map<Hex, AbiEvent> {
  const known = selectors.get(abi)
  if (known) return known
  const events = new Map(abi.filter((item) => item.type === 'event').map((event) => [toEventSelector(event), event]))
  selectors.set(abi, events)
  return events
}

/** First topic of an event. */
export function selectorOf<const abi extends Abi>(abi: abi, eventName: ContractEventName<abi>): Hex {
  return toEventSelector(getAbiItem({ abi: abi as Abi, name: eventName as string }) as AbiEvent)
}
