import { ClaimRecipientInvalidError, MoveEndMovedError, MoveInvalidError } from './errors.ts'
import { isNobody, keyOf } from './keys.ts'
import type { Account, VentureModel } from './types.ts'

/** Who an account is now: itself, or whoever is at the end of its moves. */
export function holderOf(model: VentureModel, account: Account): Account {
  let holder = keyOf(account)
  for (let next = model.successors.get(holder); next !== undefined; next = model.successors.get(holder)) holder = next
  return holder
}

/** Where claims of an account are paid to: its holder, or that one's payee. */
export function payeeOf(model: VentureModel, account: Account): Account {
  const holder = holderOf(model, account)
  return model.payees.get(holder) ?? holder
}

/**
 * Lets `to` go on as `from`: claims of `from` are paid to `to`. Units stay where they are.
 *
 * @throws {MoveInvalidError} the venture itself, or nobody
 * @throws {MoveEndMovedError} one of the two has moved before, or both are one
 */
export function move(model: VentureModel, from: Account, to: Account): void {
  const ends = [from, to].map(keyOf)
  if (ends.some((end) => isNobody(end) || end === model.venture)) throw new MoveInvalidError(from, to)
  if (!canMove(model, from, to)) throw new MoveEndMovedError(from, to)
  const [first = '', second = ''] = ends
  model.successors.set(first, second)
  model.payees.delete(first)
}

/** Whether neither has moved before: nobody ever comes back to where they were. */
export function canMove(model: VentureModel, from: Account, to: Account): boolean {
  return keyOf(from) !== keyOf(to) && [from, to].every((end) => !model.successors.has(keyOf(end)))
}

/**
 * Names who is paid in place of an account's holder from now on; nobody ends it.
 *
 * @throws {ClaimRecipientInvalidError} the venture itself
 */
export function setPayee(model: VentureModel, account: Account, payee?: Account): void {
  if (payee !== undefined && keyOf(payee) === model.venture) throw new ClaimRecipientInvalidError(payee)
  const holder = holderOf(model, account)
  if (payee === undefined || isNobody(payee)) model.payees.delete(holder)
  else model.payees.set(holder, keyOf(payee))
}
