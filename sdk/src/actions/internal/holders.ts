import type { Address } from 'viem'
import { accountBoardAbi } from '../../abis/accountBoard.ts'
import { ventureAbi } from '../../abis/venture.ts'
import type { ReadClient } from './client.ts'
import { read } from './read.ts'

export type Holder = {
  /** Who the account is now: itself, or the account at the end of its moves. */
  holder: Address
  /** When the account did something here, seconds since 1970: 0 never, 1 before it was proposed to move it, else since then. */
  lastAct: bigint
}

type Reading = { venture: Address; ledger: Address; accountBoard: Address; account: Address }

/** Who an account is now, and when it did something: as a move of it is judged by. */
export async function readHolder(client: ReadClient, { venture, ledger, accountBoard, account }: Reading): Promise<Holder> {
  const [[holder], lastAct] = await Promise.all([
    read(client, { abi: ventureAbi, address: venture, functionName: 'holderOf', args: [account] }),
    read(client, { abi: accountBoardAbi, address: accountBoard, functionName: 'lastActOf', args: [ledger, account] }),
  ])
  return { holder, lastAct }
}
