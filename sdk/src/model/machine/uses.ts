import { keyOf } from '../keys.ts'
import { credit } from '../revenue.ts'
import { runEquation } from '../equation.ts'
import type { Account } from '../types.ts'
import { UseContestInvalidError, UseContestTooLateError, UseSettlerInvalidError, UseStatusWrongError } from './errors.ts'
import { costsOf, drawUp, totalOf, within } from './invoice.ts'
import { coOwnerOf } from './state.ts'
import type { Invoice, MachineModel, Use, UseInput, UseStatus } from './types.ts'

/**
 * Logs a use: the user, or a steward of the machine for somebody. Jobs: a steward, for somebody else.
 *
 * @throws what `drawUp` throws
 */
export function log(model: MachineModel, logger: Account, input: UseInput): Use {
  return enterUse(model, drawUp(model, logger, input))
}

/** `log` with the invoice given: for replaying a history. */
export function enterUse(model: MachineModel, invoice: Invoice): Use {
  const total = totalOf(invoice)
  const status = total === 0n ? 'paid' : 'logged'
  const use: Use = { invoice, total, status, version: 0, paid: 0n, contester: undefined }
  model.uses.push(use)
  return use
}

/**
 * Contests a use that is not paid yet, within the window: its user, its technician, a steward, the custodian, or a co-owner. It can't
 * be paid until it is settled.
 *
 * @throws {UseStatusWrongError} {UseContestTooLateError} {UseContestInvalidError}
 */
export function contest(model: MachineModel, account: Account, number: bigint): void {
  const use = useIn(model, number, 'logged')
  const { loggedAt, user, technician } = use.invoice
  const until = loggedAt + model.terms.contestWindow
  if (model.now >= until) throw new UseContestTooLateError(model.now, until)
  const key = keyOf(account)
  const isConcerned = [user, technician, model.custodian].includes(key) || model.stewards.has(key)
  const hasStanding = isConcerned || coOwnerOf(model, key).pledged !== 0n
  if (!hasStanding || use.contester !== undefined) throw new UseContestInvalidError(account)
  enterContest(use, key)
}

/** `contest` without checks: for replaying a history. */
export function enterContest(use: Use, account: Account): void {
  use.status = 'contested'
  use.contester = account
}

/**
 * Decides about a contested use: a steward who has no part in it and did not contest it. It can be paid again, or nothing more is to
 * be paid and what was paid stays.
 *
 * @throws {UseStatusWrongError} {UseSettlerInvalidError}
 */
export function settle(model: MachineModel, account: Account, number: bigint, stands: boolean): void {
  const use = useIn(model, number, 'contested')
  const key = keyOf(account)
  const { user, technician, logger } = use.invoice
  if ([user, technician, logger, use.contester].includes(key) || !model.stewards.has(key))
    throw new UseSettlerInvalidError(account)
  enterSettlement(model, use, stands)
}

/** `settle` without checks: for replaying a history. */
export function enterSettlement(model: MachineModel, use: Use, stands: boolean): void {
  use.status = stands ? 'logged' : 'void'
  const { costs, net } = use.invoice
  // Of what was paid, rounding had kept something until the end.
  if (!stands && use.version !== 0) creditRest(model, use, within(costsOf({ costs }), net, use.paid))
}

/** What the lines leave of the first `net` of an invoice goes to the remainder once nothing more is to come. */
export function creditRest(model: MachineModel, { version }: Use, net: bigint): void {
  const { lines, remainder } = equationOf(model, version)
  credit(model, model.token, remainder, runEquation(lines, net).at(-1) ?? 0n)
}

/** The equation with this version. */
export function equationOf({ equations: [first, second] }: MachineModel, version: number) {
  return version === first.version ? first : second
}

/** @throws {UseStatusWrongError} */
export function useIn(model: MachineModel, number: bigint, status: UseStatus): Use {
  const use = model.uses[Number(number) - 1]
  if (use?.status !== status) throw new UseStatusWrongError(number, use?.status ?? 'none', status)
  return use
}
