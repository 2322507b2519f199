import type { Address } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { ventureAbi } from '../../abis/venture.ts'
import type { ReadClient } from './client.ts'
import { read } from './read.ts'

export type Holder = {
  /** Who the account is now: itself, or the account at the end of its moves. */
  holder: Address
  /** When it last did something here, seconds since 1970: 0 never, 1 at some time. As a move is judged by it. */
  lastAct: bigint
}

/**
 * Who an account is now, and when that one last did something: in the ledger the account as it is named, in the venture its
 * holder.
 */
export async function readHolder(
  client: ReadClient,
  { venture, ledger, account }: { venture: Address; ledger: Address; account: Address },
): Promise<Holder> {
  const args = [account] as const
  const [[holder, inVenture], role] = await Promise.all([
    read(client, { abi: ventureAbi, address: venture, functionName: 'holderOf', args }),
    read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'roleOf', args }),
  ])
  const inLedger = BigInt(role.lastAct)
  return { holder, lastAct: inLedger > inVenture ? inLedger : inVenture }
}
