import { type Abi, type Address, type ContractEventName, type Hash, isAddressEqual } from 'viem'
import type { ReadClient } from './client.ts'
import { decodeLog } from './events.ts'
import { type MinedLog, readTimestamps } from './logs.ts'
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

/** Logs decoded, in the order they happened, with their times where they are asked for. What no ABI knows is left out. */
export async function decodeHistory<abis extends Record<string, Abi>>(
  client: ReadClient,
  sources: Sources<abis>,
  logs: readonly MinedLog[],
  timestamps: boolean,
): Promise<EventOf<abis>[]> {
  const sorted = [...logs].sort((a, b) => Number(a.blockNumber - b.blockNumber) || a.logIndex - b.logIndex)
  const times = timestamps ? await readTimestamps(client, sorted) : new Map<bigint, bigint>()
  return sorted.flatMap((log) => {
    const source = Object.keys(sources).find((name) => isAddressEqual(sources[name]?.address ?? '0x', log.address))
    const decoded = source === undefined ? undefined : decodeLog(sources[source]?.abi ?? [], log)
    if (!decoded) return []
    const { address, blockNumber, transactionHash, logIndex } = log
    const blockTimestamp = times.get(blockNumber)
    return [{ source, ...decoded, address, blockNumber, transactionHash, logIndex, blockTimestamp } as unknown as EventOf<abis>]
  })
}
