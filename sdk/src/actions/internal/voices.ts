import type { Address } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { type ReadClient, timestampOf } from './client.ts'
import { read } from './read.ts'

/** All voice that can be cast, as of the second before the latest block. */
export async function reachableVoice(client: ReadClient, ledger: Address): Promise<bigint> {
  const args = [(await timestampOf(client)) - 1n] as const
  return read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'getPastTotalSupply', args })
}
