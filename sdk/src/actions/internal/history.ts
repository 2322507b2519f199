import type { Abi, Address, ContractEventName, Hash } from 'viem'
import type { ReadClient } from './client.ts'
import { othersTurn } from './concurrently.ts'
import { decodeLog } from './events.ts'
import { type MinedLog, byPlace } from './logChunks.ts'
import { readTimestamps } from './logs.ts'
import type { EventArgs } from './write.ts'

type Place = {
  address: Address
  blockNumber: bigint
  transactionHash: Hash
  logIndex: number
  /** Seconds since 1970; left out where it was not asked for. */
  blockTimestamp?: bigint
}

type EventsOf<source, abi extends Abi> = {
  [name in ContractEventName<abi>]: Place & { source: source; eventName: name; args: EventArgs<abi, name> }
}[ContractEventName<abi>]

/** Any event of several contracts: `source` and `eventName` tell what `args` are. */
export type EventOf<abis extends Record<string, Abi>> = {
  [source in keyof abis]: EventsOf<source, abis[source]>
}[keyof abis]

/** Which contract told it, and how it is read. */
export type Sources<abis extends Record<string, Abi>> = { [source in keyof abis]: { abi: abis[source]; address: Address } }

/** So many logs are decoded before it is others' turn. */
const LOGS_AT_A_STRETCH = 1_000

/** Logs decoded, in the order they happened, with their times where they are asked for. What no ABI knows is left out. */
export async function decodeHistory<abis extends Record<string, Abi>>(
  client: ReadClient,
  sources: Sources<abis>,
  logs: readonly MinedLog[],
  timestamps: boolean,
): Promise<EventOf<abis>[]> {
  const sorted = [...logs].sort(byPlace)
  const times = timestamps ? await readTimestamps(client, sorted) : new Map<bigint, bigint>()
  const named = new Map(
    Object.entries<Sources<abis>[keyof abis]>(sources).map(([source, { abi, address }]) => [
      address.toLowerCase(),
      { source, abi },
    ]),
  )
  const events: EventOf<abis>[] = []
  for (const [i, log] of sorted.entries()) {
    if (i % LOGS_AT_A_STRETCH === LOGS_AT_A_STRETCH - 1) await othersTurn()
    const { address, blockNumber, transactionHash, logIndex } = log
    const { source, abi } = named.get(address.toLowerCase()) ?? {}
    const decoded = abi && decodeLog(abi, log)
    if (!decoded) continue
    const place = { address, blockNumber, transactionHash, logIndex, blockTimestamp: times.get(blockNumber) }
    events.push({ source, ...decoded, ...place } as unknown as EventOf<abis>)
  }
  return events
}
