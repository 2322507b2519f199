import { moneyOf } from '../debt.ts'
import { isNobody, keyOf } from '../keys.ts'
import type { Account } from '../types.ts'
import {
  UseAmountTooLargeError,
  UseByCoOwnersOnlyError,
  UseJobInvalidError,
  UseLoggerInvalidError,
  UseMaterialUnknownError,
  UseMinutesOutOfBoundsError,
  UseQuantityZeroError,
  UseScenarioUnknownError,
  UseTechnicianUnknownError,
} from './errors.ts'
import { coOwnerOf } from './state.ts'
import type { Cost, Invoice, MachineModel, Scenario, UseInput } from './types.ts'

const MAX_MINUTES = 10_080n
const MAX_AMOUNT = 2n ** 88n - 1n

/**
 * The invoice of a use that would be logged now: `max(price, material + technician) + fee`. Token units, everything rounded down.
 *
 * @throws {UseLoggerInvalidError} {UseJobInvalidError} {UseMinutesOutOfBoundsError} {UseTechnicianUnknownError}
 * {UseScenarioUnknownError} {UseByCoOwnersOnlyError} {UseQuantityZeroError} {UseMaterialUnknownError} {UseAmountTooLargeError}
 */
export function drawUp(model: MachineModel, logger: Account, input: UseInput): Invoice {
  checkInput(model, keyOf(logger), input)
  const scenario = model.scenarios[Number(input.scenario)]
  if (!scenario) throw new UseScenarioUnknownError(BigInt(input.scenario), BigInt(model.scenarios.length))
  if (scenario.coOwnersOnly && coOwnerOf(model, input.user).pledged === 0n) throw new UseByCoOwnersOnlyError(input.user)
  return invoiceOf(model, keyOf(logger), input, scenario)
}

/** All that is to be paid of an invoice: the costs, and last the net. Token units. */
export function totalOf({ costs, net }: Invoice): bigint {
  return costsOf({ costs }) + net
}

/** What stands before the net. Token units. */
export function costsOf({ costs }: Pick<Invoice, 'costs'>): bigint {
  return costs.reduce((sum, { amount }) => sum + amount, 0n)
}

/** How much of the stretch `[start, start + length)` of an invoice lies below `paid`. */
export function within(start: bigint, length: bigint, paid: bigint): bigint {
  if (paid <= start) return 0n
  return paid - start < length ? paid - start : length
}

/** `drawUp` without checks: for replaying a history. */
export function invoiceOf(model: MachineModel, logger: Account, input: UseInput, scenario: Scenario): Invoice {
  const { isJob = false, agreedPrice = 0n } = input
  const technician = isNobody(input.technician) ? undefined : keyOf(input.technician ?? '')
  const materials = materialCosts(model, input)
  const work = timeOf(scenario.technicianPerHour, input.technicianMinutes ?? 0)
  const fee = isJob ? 0n : timeOf(scenario.maintenancePerHour, input.durationMinutes)
  const costs: Cost[] = [...materials]
  if (technician && work !== 0n) costs.push({ account: technician, amount: work })
  if (fee !== 0n) costs.push({ account: model.venture, amount: fee })

  const price = isJob ? agreedPrice : timeOf(scenario.pricePerHour, input.durationMinutes)
  const beyond = price - costsOf({ costs: materials }) - work
  const left = beyond > 0n ? beyond : 0n
  const invoice: Invoice = {
    number: BigInt(model.uses.length + 1),
    loggedAt: model.now,
    user: keyOf(input.user),
    logger,
    technician,
    costs,
    net: scenario.inKind ? 0n : left,
    inKind: scenario.inKind ? left : 0n,
  }
  if (totalOf(invoice) > MAX_AMOUNT) throw new UseAmountTooLargeError(totalOf(invoice), MAX_AMOUNT)
  return invoice
}

function materialCosts(model: MachineModel, { materials = [] }: UseInput): Cost[] {
  return materials.map(({ material: id, quantity }, i) => {
    if (quantity === 0n) throw new UseQuantityZeroError(BigInt(i))
    const material = model.materials[Number(id)]
    if (!material) throw new UseMaterialUnknownError(BigInt(id), BigInt(model.materials.length))
    const amount = moneyOf(quantity, material.price, material.decimals)
    if (amount > MAX_AMOUNT) throw new UseAmountTooLargeError(amount, MAX_AMOUNT)
    return { account: material.supplier, amount }
  })
}

function checkInput(model: MachineModel, logger: Account, input: UseInput): void {
  const { isJob = false, agreedPrice = 0n, technicianMinutes = 0 } = input
  const user = keyOf(input.user)
  const isSteward = model.stewards.has(logger)
  if (isNobody(user) || (logger !== user && !isSteward)) throw new UseLoggerInvalidError(logger, user)
  if (isJob ? !isSteward || logger === user : agreedPrice !== 0n) throw new UseJobInvalidError(logger, user)
  checkMinutes(BigInt(input.durationMinutes), 1n, MAX_MINUTES)
  const hasTechnician = !isNobody(input.technician)
  const technician = keyOf(input.technician ?? '')
  if (hasTechnician && (technician === user || !model.stewards.has(technician))) {
    throw new UseTechnicianUnknownError(input.technician ?? '')
  }
  checkMinutes(BigInt(technicianMinutes), hasTechnician ? 1n : 0n, hasTechnician ? MAX_MINUTES : 0n)
}

function checkMinutes(minutes: bigint, min: bigint, max: bigint): void {
  if (minutes < min || minutes > max) throw new UseMinutesOutOfBoundsError(minutes, min, max)
}

/** What minutes cost at a rate per hour. */
function timeOf(ratePerHour: bigint, minutes: number | bigint): bigint {
  return (ratePerHour * BigInt(minutes)) / 60n
}
