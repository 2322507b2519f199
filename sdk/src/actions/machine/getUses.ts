import { type Address, type Hash, isAddressEqual, zeroAddress } from 'viem'
import type { UseStatus } from '../../abis/enums.ts'
import { sharedEquipmentAbi } from '../../abis/sharedEquipment.ts'
import type { ReadClient } from '../internal/client.ts'
import { eventsOf, selectorOf } from '../internal/events.ts'
import { type AsOf, type BlockRange, readLogs, resolveRange } from '../internal/logs.ts'
import { read } from '../internal/read.ts'
import type { EventArgs } from '../internal/write.ts'
import type { Invoice, Reference } from '../types.ts'

export type GetUsesParameters = Pick<BlockRange, 'fromBlock'> & {
  machine: Address
  /** Default: everybody's. */
  user?: Address
}

/** Amounts are smallest units of the machine's token, times seconds since 1970. */
export type MachineUse = {
  id: Hash
  /** The first is 1. */
  number: bigint
  user: Address
  logger: Address
  technician: Address | undefined
  /** Place in the rate card. */
  scenario: number
  durationMinutes: number
  technicianMinutes: number
  /** At an agreed price. */
  isJob: boolean
  materials: readonly { material: number; quantity: bigint }[]
  evidence: Reference
  /** What `payUse`, `contestUse` and `settleUse` take. */
  invoice: Invoice
  total: bigint
  paid: bigint
  /** Still to be paid; nothing where it is void. */
  left: bigint
  status: UseStatus
  loggedAt: bigint
  /** Until then it can be contested while it is not paid. */
  contestableUntil: bigint
  dueAt: bigint
  /** Whether something is to be paid and should have been. */
  isOverdue: boolean
  contest: { account: Address; reference: Reference } | undefined
  settlement: { steward: Address; stands: boolean; reference: Reference } | undefined
  transactionHash: Hash
}

export type GetUsesReturnType = {
  /** The latest first. */
  uses: MachineUse[]
  asOf: AsOf
}

const EVENTS = ['UseLogged', 'UsePaid', 'UseContested', 'UseSettled'] as const

/**
 * Returns how a machine was used, what was invoiced, and what is to be paid.
 *
 * @example
 * const { uses } = await getUses(client, { machine, user })
 * const overdue = uses.filter(({ isOverdue }) => isOverdue)
 * @throws {ContractMissingError} no machine at the address, or it was not bought yet
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function getUses(
  client: ReadClient,
  { machine, user, fromBlock: from }: GetUsesParameters,
): Promise<GetUsesReturnType> {
  const { terms } = await read(client, { abi: sharedEquipmentAbi, address: machine, functionName: 'birth' })
  const { fromBlock, asOf } = await resolveRange(client, { fromBlock: from })
  const topics = [EVENTS.map((name) => selectorOf(sharedEquipmentAbi, name))]
  const logs = await readLogs(client, [{ address: machine, topics }], { fromBlock, toBlock: asOf.blockNumber })
  const uses = new Map<Hash, MachineUse>()
  for (const { eventName, args, log } of eventsOf(sharedEquipmentAbi, EVENTS, logs)) {
    const use = uses.get(args.id)
    if (eventName === 'UseLogged') {
      if (!user || isAddressEqual(user, args.user)) uses.set(args.id, toUse(args, terms, log.transactionHash))
    } else if (!use) continue
    else if (eventName === 'UsePaid') {
      use.paid = args.paid
      if (use.paid === use.total) use.status = 'paid'
    } else {
      const reference = { uri: args.reasonURI, hash: args.reasonHash }
      if (eventName === 'UseContested') {
        Object.assign(use, { status: 'contested', contest: { account: args.account, reference }, settlement: undefined })
      } else {
        use.settlement = { steward: args.steward, stands: args.stands, reference }
        use.status = args.stands ? 'logged' : 'void'
      }
    }
  }
  const all = [...uses.values()].map((use) => {
    const left = use.status === 'void' ? 0n : use.total - use.paid
    return { ...use, left, isOverdue: use.status === 'logged' && asOf.timestamp >= use.dueAt }
  })
  return { uses: all.reverse(), asOf }
}

type Logged = EventArgs<typeof sharedEquipmentAbi, 'UseLogged'>
type Windows = { contestWindow: number; paymentPeriod: number }

/** As it was logged. */
function toUse(
  { id, user, logger, input, invoice, total }: Logged,
  { contestWindow, paymentPeriod }: Windows,
  transactionHash: Hash,
): MachineUse {
  const { scenario, durationMinutes, technicianMinutes, isJob, materials, evidenceURI, evidenceHash } = input
  return {
    id,
    number: invoice.number,
    user,
    logger,
    technician: isAddressEqual(invoice.technician, zeroAddress) ? undefined : invoice.technician,
    scenario,
    durationMinutes,
    technicianMinutes,
    isJob,
    materials,
    evidence: { uri: evidenceURI, hash: evidenceHash },
    invoice,
    total,
    paid: 0n,
    left: total,
    status: total === 0n ? 'paid' : 'logged',
    loggedAt: BigInt(invoice.loggedAt),
    contestableUntil: BigInt(invoice.loggedAt + contestWindow),
    dueAt: BigInt(invoice.loggedAt + paymentPeriod),
    isOverdue: false,
    contest: undefined,
    settlement: undefined,
    transactionHash,
  }
}
