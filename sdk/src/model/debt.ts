import { BPS } from './constants.ts'
import type { DebtEntry, DebtPoolState, VentureModel } from './types.ts'

/** Length an acceptance of `money` takes on the line. Token units, rounded down. */
export function lengthOf(money: bigint, capBps: number): bigint {
  return (money * BigInt(capBps)) / BPS
}

/** Money of a quantity at a price per whole unit. Token units, rounded down. */
export function moneyOf(quantity: bigint, price: bigint, decimals: number): bigint {
  return (quantity * price) / 10n ** BigInt(decimals)
}

/** What an entry was paid, ever, once the line is repaid up to `repaid`. Token units, rounded down. */
export function paidEver(pool: DebtPoolState, entry: DebtEntry, repaid: bigint): { paid: bigint; isSettled: boolean } {
  const acceptance = pool.acceptances[entry.acceptance]
  if (!acceptance) return { paid: 0n, isSettled: false }
  const length = lengthOf(acceptance.money, pool.capBps)
  const beyond = repaid - acceptance.start
  const reached = beyond < 0n ? 0n : beyond < length ? beyond : length
  return { paid: (entry.money * reached) / acceptance.money, isSettled: beyond >= length }
}

/**
 * What an account's entries in a pool would be paid once the line is repaid by `part` more. They are walked from the cursor, at
 * most `maxEntries`; an account's own end at the first that isn't settled, the venture's go on.
 */
export function debtDue(model: VentureModel, pool: DebtPoolState, account: string, part: bigint, maxEntries: bigint): bigint {
  return walk(model, pool, account, part, maxEntries).due
}

/** The same, written. The cursor leaves settled entries behind, paid now or not. */
export function debtTake(model: VentureModel, pool: DebtPoolState, account: string, part: bigint, maxEntries: bigint): bigint {
  const { due, cursor, payments } = walk(model, pool, account, part, maxEntries)
  const queue = pool.queues.get(account)
  if (!queue) return 0n
  for (const [entry, paid] of payments) entry.paid = paid
  queue.cursor = cursor
  return due
}

/** Puts an entry at the end of an account's queue; one more of the same acceptance joins the last. */
export function addDebtEntry(pool: DebtPoolState, account: string, entry: DebtEntry): void {
  const queue = pool.queues.get(account) ?? { cursor: 0, entries: [] }
  pool.queues.set(account, queue)
  const last = queue.entries.at(-1)
  if (last?.acceptance !== entry.acceptance) {
    queue.entries.push(entry)
    return
  }
  last.money += entry.money
  last.paid += entry.paid
}

/** Ends an acceptance: it takes its length of the line. */
export function extendDebtLine(pool: DebtPoolState, money: bigint): void {
  pool.acceptances.push({ start: pool.end, money })
  pool.end += lengthOf(money, pool.capBps)
}

function walk(model: VentureModel, pool: DebtPoolState, account: string, part: bigint, maxEntries: bigint) {
  const repaid = pool.repaid + part
  const { cursor: first, entries } = pool.queues.get(account) ?? { cursor: 0, entries: [] }
  const count = BigInt(entries.length - first)
  const end = first + Number(count < maxEntries ? count : maxEntries)
  const payments: [entry: DebtEntry, paid: bigint][] = []
  let due = 0n
  let cursor = first
  for (let i = first; i < end; i++) {
    const entry = entries[i]
    if (!entry) break
    const { paid, isSettled } = paidEver(pool, entry, repaid)
    if (paid > entry.paid) {
      due += paid - entry.paid
      payments.push([entry, paid])
    }
    if (isSettled && cursor === i) cursor++
    else if (!isSettled && account !== model.venture) break
  }
  return { due, cursor, payments }
}
