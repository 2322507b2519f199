import type { Command } from 'commander'
import { type MachineUse, formatAmount, formatDuration, formatShare, getPayback, getPledges, getUses } from '@open-value/sdk'
import { eachOf } from '../../internal/cli/affiliates.ts'
import { type OpenMachine, openMachine } from '../../internal/cli/campaigns.ts'
import { type Context, openContext } from '../../internal/cli/context.ts'
import { chainOptions } from '../../internal/cli/options.ts'
import { counted, print, table, when } from '../../internal/cli/output.ts'
import { hours } from '../../internal/cli/uses.ts'

const SHOWN = 20

export function register(program: Command): void {
  chainOptions(program.command('machine:status [machine]'))
    .description('rate card of a machine, how far its co-owners are paid back, maintenance money, open and overdue invoices')
    .action(async (which: string | undefined, options) => {
      const context = await openContext(options)
      const machine = await openMachine(context, which)
      const { client, people } = context
      const [{ pledges }, { uses }] = await Promise.all([
        getPledges(client, { campaign: machine.campaign }),
        getUses(client, { machine: machine.machine }),
      ])
      const paybacks = await eachOf(pledges, ({ account }) => getPayback(client, { machine: machine.machine, account }))
      const coOwners = pledges.map(({ account }, i) => ({ account, ...paybacks[i] }))
      const open = uses.filter(({ left }) => left > 0n)
      const amount = (units: bigint) => formatAmount(units, machine.token)
      const { payback, name, isReleased, decider, terms, custodian, stewards, network, asOf } = machine
      print(options, { ...machine, coOwners, uses: uses.length, open, block: asOf.blockNumber }, [
        `${name}, machine ${machine.machine}`,
        isReleased
          ? `Its co-owners are paid back, and it belongs to everyone: ${people.both(decider)} decides.`
          : `Of ${amount(payback.cap)} for its co-owners ${amount(payback.repaid)} have come in, and ${amount(payback.left)} have not.`,
        ...table([
          ['custodian', people.both(custodian)],
          ['stewards', stewards.map((steward) => people.both(steward)).join(', ')],
          ['network', people.both(network)],
          ['split', splitWords(machine)],
          ['invoices', `due in ${formatDuration(terms.paymentPeriod)}, contested within ${formatDuration(terms.contestWindow)}`],
          ['maintenance', maintenanceWords(machine)],
        ]),
        '',
        ...rateCard(machine, context),
        '',
        ...coOwnerRows(coOwners, machine, context),
        '',
        ...(open.length === 0
          ? [`Nothing is to be paid; ${counted(uses.length, 'use was', 'uses were')} logged.`]
          : useRows(open, machine, context)),
        `As of block ${asOf.blockNumber}.`,
      ])
    })
}

function splitWords({ terms, isReleased }: OpenMachine): string {
  const { maintenanceBps, infrastructureBps, paybackBps, maintenanceAfterBps } = terms
  return isReleased
    ? `${formatShare(maintenanceAfterBps)} maintenance, ${formatShare(10_000 - maintenanceAfterBps)} infrastructure`
    : `${formatShare(maintenanceBps)} maintenance, ${formatShare(infrastructureBps)} infrastructure, ${formatShare(paybackBps)} payback`
}

function maintenanceWords({ maintenance, tokens, token }: OpenMachine): string {
  const held = maintenance.filter(({ amount }) => amount > 0n)
  if (held.length === 0) return formatAmount(0n, token)
  return held.map(({ token: of, amount }) => formatAmount(amount, tokens.find((known) => known.token === of) ?? token)).join(', ')
}

function rateCard({ scenarios, materials, token }: OpenMachine, { people }: Context): string[] {
  const amount = (units: bigint) => formatAmount(units, token)
  const rates = scenarios.map(({ name, pricePerHour, maintenancePerHour, technicianPerHour, coOwnersOnly, inKind }) => [
    name,
    amount(pricePerHour),
    amount(maintenancePerHour),
    amount(technicianPerHour),
    [...(coOwnersOnly ? ['co-owners only'] : []), ...(inKind ? ['in kind'] : [])].join(', '),
  ])
  const prices = materials.map(({ name, unit, price, supplier }) => [
    name,
    `${amount(price)} per ${unit}`,
    `to ${people.both(supplier)}`,
  ])
  return [
    ...table([['per hour', 'price', 'maintenance', 'technician', ''], ...rates], [1, 2, 3]),
    ...(prices.length > 0 ? ['', ...table(prices, [1])] : []),
  ]
}

type CoOwner = { account: `0x${string}`; pledged?: bigint; cap?: bigint; paid?: bigint; owed?: bigint; isPlaceholder?: boolean }

function coOwnerRows(coOwners: readonly CoOwner[], { token }: OpenMachine, { people }: Context): string[] {
  const amount = (units = 0n) => formatAmount(units, token)
  const sorted = [...coOwners].sort((a, b) => ((a.pledged ?? 0n) > (b.pledged ?? 0n) ? -1 : 1))
  const rows = sorted
    .slice(0, SHOWN)
    .map(({ account, pledged, cap, paid, owed, isPlaceholder }) => [
      people.both(account),
      amount(pledged),
      amount(paid),
      amount(owed),
      amount(cap),
      isPlaceholder ? 'no wallet yet' : '',
    ])
  const more = sorted.length - rows.length
  return [
    ...table([['co-owner', 'pledged', 'paid', 'owed', 'at most', ''], ...rows], [1, 2, 3, 4]),
    ...(more > 0 ? [`and ${more} more`] : []),
  ]
}

function useRows(open: readonly MachineUse[], { scenarios, token }: OpenMachine, { people }: Context): string[] {
  const rows = open
    .slice(0, SHOWN)
    .map(({ number, user, durationMinutes, scenario, left, status, isOverdue, dueAt, isJob }) => [
      String(number),
      people.both(user),
      `${hours(durationMinutes)} ${isJob ? 'job' : (scenarios[scenario]?.name ?? '')}`,
      formatAmount(left, token),
      status === 'contested' ? 'contested' : `${isOverdue ? 'overdue since' : 'due'} ${when(dueAt)}`,
    ])
  const more = open.length - rows.length
  return [...table([['invoice', 'of', 'for', 'to be paid', ''], ...rows], [0, 3]), ...(more > 0 ? [`and ${more} more`] : [])]
}
