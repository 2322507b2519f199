import { type Address, isAddressEqual } from 'viem'
import { type Invoice, type MachineUse, type NamedScenario, formatAmount, formatQuantity, getUses } from '@open-value/sdk'
import type { OpenMachine } from './campaigns.ts'
import type { Context } from './context.ts'
import { InputError } from './errors.ts'
import { counted, table, when } from './output.ts'

/** "2 h", "45 min". */
export function hours(minutes: number): string {
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [...(whole > 0 ? [`${whole} h`] : []), ...(rest > 0 ? [`${rest} min`] : [])].join(' ')
}

/** The scenario somebody means: its name, or the beginning of it. */
export function findScenario({ scenarios }: OpenMachine, written: string): NamedScenario {
  return findNamed(scenarios, written, 'scenario')
}

export function findNamed<item extends { name: string }>(items: readonly item[], written: string, what: string): item {
  const wanted = written.trim().toLowerCase()
  const exact = items.filter(({ name }) => name.toLowerCase() === wanted)
  const near = items.filter(({ name }) => name.toLowerCase().startsWith(wanted))
  const [found, ...others] = exact.length > 0 ? exact : near
  if (found && others.length === 0) return found
  throw new InputError(`${found ? `More than one ${what} begins with` : `There is no ${what}`} "${written}".`, [
    items.length > 0 ? `There are ${items.map(({ name }) => name).join(', ')}.` : 'There are none.',
  ])
}

/** Its lines as columns: materials, technician, fee, what is left of the price, all. */
export function invoiceLines(
  { invoice, total }: { invoice: Invoice; total: bigint },
  materials: readonly { material: number; quantity: bigint }[],
  machine: OpenMachine,
  { people }: Context,
): string[] {
  const amount = (units: bigint) => formatAmount(units, machine.token)
  const rows = invoice.costs.map((cost, i) => {
    const used = materials[i]
    const material = used && machine.materials[used.material]
    const what = material
      ? `${material.name}, ${formatQuantity(used.quantity, material)}`
      : isAddressEqual(cost.account, machine.machine)
        ? 'maintenance'
        : 'technician'
    return [what, amount(cost.amount), what === 'maintenance' ? '' : `to ${people.both(cost.account)}`]
  })
  const net = invoice.net > 0n ? [['shared by the split', amount(invoice.net), '']] : []
  return table([...rows, ...net, ['to be paid', amount(total), '']], [1])
}

/** The uses of an account that should have been paid, in a sentence; nothing where there are none. */
export async function overdueWarning(
  context: Context,
  { machine, token }: OpenMachine,
  user: Address,
): Promise<{ overdue: MachineUse[]; lines: string[] }> {
  const { uses } = await getUses(context.client, { machine, user })
  const overdue = uses.filter(({ isOverdue }) => isOverdue)
  if (overdue.length === 0) return { overdue, lines: [] }
  const sum = overdue.reduce((total, { left }) => total + left, 0n)
  const numbers = overdue.map(({ number, dueAt }) => `${number} since ${when(dueAt)}`).join(', ')
  return {
    overdue,
    lines: [
      `Careful: ${context.people.both(user)} has ${counted(overdue.length, 'overdue invoice', 'overdue invoices')} of ${formatAmount(sum, token)}: ${numbers}.`,
    ],
  }
}

/** The use somebody means: its number, or the beginning of its id. */
export async function findUse({ client }: Context, { machine, name }: OpenMachine, written: string): Promise<MachineUse> {
  const { uses } = await getUses(client, { machine })
  const found = /^\d{1,9}$/.test(written)
    ? uses.filter(({ number }) => String(number) === written)
    : uses.filter(({ id }) => id.startsWith(written.toLowerCase()))
  const [use, ...others] = found
  if (use && others.length === 0) return use
  throw new InputError(`${use ? 'More than one use begins with' : 'No use is'} "${written}".`, [
    uses.length === 0 ? `${name} was not used yet.` : `There are ${uses.length}: see \`machine:status\`.`,
  ])
}
