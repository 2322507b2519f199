import { type TransactionReceipt, parseEventLogs } from 'viem'
import { contributionLedgerAbi } from '@open-value/sdk/abis'
import { RefusedError } from './errors.ts'

/** The batch a transaction proposed. */
export function proposedIn(receipt: TransactionReceipt | undefined) {
  const [event] = parseEventLogs({ abi: contributionLedgerAbi, eventName: 'BatchProposed', logs: receipt?.logs ?? [] })
  if (!event) throw new RefusedError('The transaction proposed nothing.')
  return event.args
}
