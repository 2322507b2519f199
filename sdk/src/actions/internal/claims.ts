import { type Address, type TransactionReceipt, isAddressEqual } from 'viem'
import { ventureAbi } from '../../abis/venture.ts'
import { eventsIn } from './write.ts'

/** Debt entries walked per pool and claim where nothing else is asked; what is left follows with the next claim. */
export const MAX_DEBT_ENTRIES = 100n

/** One token that was paid to somebody. */
export type PaidOut = { token: Address; amount: bigint; recipient: Address }

export function paidOutIn(receipt: TransactionReceipt, venture: Address, account: Address): PaidOut[] {
  return eventsIn(receipt, ventureAbi, 'Claimed', { address: venture })
    .filter((event) => isAddressEqual(event.account, account) && event.amount > 0n)
    .map(({ token, amount, recipient }) => ({ token, amount, recipient }))
}
