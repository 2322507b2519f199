import type { Address } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { ventureAbi } from '../../abis/venture.ts'
import type { ReadClient } from './client.ts'
import { read } from './read.ts'

/** The board a ledger takes decisions from: a wrong one would tell of no objections. */
export function reviewBoardOf(client: ReadClient, ledger: Address): Promise<Address> {
  return read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'reviewBoard' })
}

/** The board that counts how a ledger's pools grow, and accepts by silence. */
export function growthBoardOf(client: ReadClient, ledger: Address): Promise<Address> {
  return read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'growthBoard' })
}

/** The board that moves accounts of a ledger. */
export function accountBoardOf(client: ReadClient, ledger: Address): Promise<Address> {
  return read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'accountBoard' })
}

/** Where large batches of a ledger are proposed. */
export function largeBatchesOf(client: ReadClient, ledger: Address): Promise<Address> {
  return read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'largeBatches' })
}

/** The board a venture takes changes from. */
export function noticeBoardOf(client: ReadClient, venture: Address): Promise<Address> {
  return read(client, { abi: ventureAbi, address: venture, functionName: 'noticeBoard' })
}

/** The ledger of a venture. */
export function ledgerOf(client: ReadClient, venture: Address): Promise<Address> {
  return read(client, { abi: ventureAbi, address: venture, functionName: 'ledger' })
}

/** The venture of a ledger. */
export function ventureOf(client: ReadClient, ledger: Address): Promise<Address> {
  return read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'venture' })
}

/** The board that keeps the books of a ledger's voice. */
export function voiceBoardOf(client: ReadClient, ledger: Address): Promise<Address> {
  return read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'voiceBoard' })
}
