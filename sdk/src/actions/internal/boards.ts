import type { Address } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { ventureAbi } from '../../abis/venture.ts'
import type { ReadClient } from './client.ts'
import { read } from './read.ts'

/** The board a ledger takes decisions from: a wrong one would tell of no objections. */
export function reviewBoardOf(client: ReadClient, ledger: Address): Promise<Address> {
  return read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'reviewBoard' })
}

/** The board a venture takes changes from. */
export function noticeBoardOf(client: ReadClient, venture: Address): Promise<Address> {
  return read(client, { abi: ventureAbi, address: venture, functionName: 'noticeBoard' })
}
