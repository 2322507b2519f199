import type { Abi, Address, ContractEventName, TransactionReceipt } from 'viem'
import { contributionLedgerAbi } from '@open-value/sdk/abis'
import { type EventArgs, eventsIn } from '../../../sdk/src/actions/internal/write.ts'
import { RefusedError } from './errors.ts'

/** The batch a transaction proposed. */
export function proposedIn(receipt: TransactionReceipt | undefined) {
  return eventIn(receipt, contributionLedgerAbi, 'BatchProposed')
}

/** What a transaction says has happened. */
export function eventIn<const abi extends Abi, name extends ContractEventName<abi>>(
  receipt: TransactionReceipt | undefined,
  abi: abi,
  eventName: name,
  address?: Address,
): EventArgs<abi, name> {
  const [event] = receipt ? eventsIn(receipt, abi, eventName, address ? { address } : {}) : []
  if (!event) throw new RefusedError(`The transaction had no ${String(eventName)}.`)
  return event
}
