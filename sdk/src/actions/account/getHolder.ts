import { type Address, isAddressEqual } from 'viem'
import { accountBoardOf, ledgerOf } from '../internal/boards.ts'
import type { ReadClient } from '../internal/client.ts'
import { readHolder } from '../internal/holders.ts'

export type GetHolderParameters = { venture: Address; account: Address; accountBoard?: Address }

export type GetHolderReturnType = {
  /** Who the account is now: itself, or the account at the end of its moves. */
  holder: Address
  isMoved: boolean
  /** Whether the holder ever did something in this venture; only the governor then decides a move of it by others. */
  hasActed: boolean
  /** When, seconds since 1970: first since somebody proposed to move it; `undefined` where it never did, or not since then. */
  lastAct: bigint | undefined
}

/**
 * Returns who an account is after its moves: who claims for it, names its payee and objects with its points.
 *
 * @example
 * const { holder, isMoved } = await getHolder(client, { venture, account })
 * @throws {ContractMissingError} no venture at the address
 */
export async function getHolder(
  client: ReadClient,
  { venture, account, accountBoard: board }: GetHolderParameters,
): Promise<GetHolderReturnType> {
  const ledger = await ledgerOf(client, venture)
  const accountBoard = board ?? (await accountBoardOf(client, ledger))
  const { holder } = await readHolder(client, { venture, ledger, accountBoard, account })
  const { lastAct } = await readHolder(client, { venture, ledger, accountBoard, account: holder })
  return {
    holder,
    isMoved: !isAddressEqual(holder, account),
    hasActed: lastAct > 0n,
    lastAct: lastAct > 1n ? lastAct : undefined,
  }
}
