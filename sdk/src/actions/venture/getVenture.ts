import type { Address } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { ventureAbi } from '../../abis/venture.ts'
import type { ReadClient } from '../internal/client.ts'
import { readDeployment } from '../internal/deployment.ts'
import { type AsOf, type BlockRange, resolveRange } from '../internal/logs.ts'
import { read } from '../internal/read.ts'
import type { LedgerParameters, VentureConfig } from '../types.ts'

export type GetVentureParameters = Pick<BlockRange, 'fromBlock'> & {
  venture: Address
  factory?: Address
}

export type GetVentureReturnType = {
  venture: Address
  ledger: Address
  name: string
  uri: string
  /** Venture this one belongs to. */
  network: Address | undefined
  founder: Address
  governor: Address
  /** Seconds. */
  noticePeriod: number
  /** Rises with every hand-over; what was announced before is gone. */
  noticeEpoch: number
  contributorsFloorBps: number
  /** Rules of acceptance in force. */
  parameters: LedgerParameters
  /** All it began with. */
  config: VentureConfig
  deployedAtBlock: bigint
  asOf: AsOf
}

/**
 * Returns what a venture is: its name from the event of its deployment, its rules as they stand.
 *
 * @example
 * const { name, ledger, governor } = await getVenture(client, { venture })
 * @throws {ContractMissingError} no venture at the address
 * @throws {VentureUnknownError} another factory made it
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function getVenture(
  client: ReadClient,
  { venture, fromBlock: from, factory }: GetVentureParameters,
): Promise<GetVentureReturnType> {
  const contract = { abi: ventureAbi, address: venture } as const
  const [ledger, governor, noticePeriod, noticeEpoch, { fromBlock, asOf }] = await Promise.all([
    read(client, { ...contract, functionName: 'ledger' }),
    read(client, { ...contract, functionName: 'governor' }),
    read(client, { ...contract, functionName: 'noticePeriod' }),
    read(client, { ...contract, functionName: 'noticeEpoch' }),
    resolveRange(client, { fromBlock: from }),
  ])
  const [parameters, deployed] = await Promise.all([
    read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'parameters' }),
    readDeployment(client, { venture, factory, fromBlock, asOf }),
  ])
  const { config, founder, network } = deployed.args
  return {
    venture,
    ledger,
    name: config.name,
    uri: config.uri,
    network: BigInt(network) === 0n ? undefined : network,
    founder,
    governor,
    noticePeriod: Number(noticePeriod),
    noticeEpoch: Number(noticeEpoch),
    contributorsFloorBps: config.contributorsFloorBps,
    parameters,
    config,
    deployedAtBlock: deployed.blockNumber,
    asOf,
  }
}
