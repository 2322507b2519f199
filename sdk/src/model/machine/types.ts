import type { Funding, UseStatus } from '../../abis/enums.ts'
import type { Integer } from '../events.ts'
import type { Account, EquationVersion, Token, VentureModel } from '../types.ts'

export type { Funding, UseStatus }

/** What an hour costs one sort of users, token units per hour. */
export type Scenario = {
  pricePerHour: bigint
  maintenancePerHour: bigint
  technicianPerHour: bigint
  coOwnersOnly: boolean
  inKind: boolean
}
export type ScenarioInput = Omit<Scenario, 'coOwnersOnly' | 'inKind'> & { coOwnersOnly?: boolean; inKind?: boolean }

/** A material and who is reimbursed for it: token units per whole unit, quantities count 10^-decimals of it. */
export type Material = { supplier: Account; price: bigint; decimals: number }
export type MaterialInput = Omit<Material, 'decimals'> & { decimals: Integer }

/** How the net of a use is shared, until the co-owners are paid back and after; see `MachineTerms` of the contracts. */
export type MachineTerms = {
  maintenanceBps: number
  infrastructureBps: number
  paybackBps: number
  maintenanceAfterBps: number
  /** Seconds from a log in which it can be contested. */
  contestWindow: bigint
}
export type MachineTermsInput = Omit<MachineTerms, 'contestWindow'> & { contestWindow: Integer }

/** What a machine begins with. */
export type MachineConfig = {
  terms: MachineTermsInput
  stewards: readonly Account[]
  scenarios: readonly ScenarioInput[]
  materials?: readonly MaterialInput[]
}

/** A run of the machine, as logged. */
export type UseInput = {
  user: Account
  /** Its place in the rate card. */
  scenario: Integer
  durationMinutes: Integer
  materials?: readonly { material: Integer; quantity: bigint }[]
  /** A steward of the machine, or nobody. */
  technician?: Account
  technicianMinutes?: Integer
  /** At an agreed price, with no hourly fee on top. */
  isJob?: boolean
  agreedPrice?: bigint
}

/** What an invoice brings to one account, token units. The maintenance fee goes to the machine's own. */
export type Cost = { account: Account; amount: bigint }

/** The invoice of a use: material, technician and fee, then the net. Token units. */
export type Invoice = {
  number: bigint
  loggedAt: bigint
  user: Account
  logger: Account
  technician: Account | undefined
  costs: readonly Cost[]
  net: bigint
  inKind: bigint
}

/** A use as it stands. */
export type Use = {
  invoice: Invoice
  total: bigint
  status: UseStatus
  /** Of the equation its net is shared by: the one in force at its first payment; 0 before. */
  version: number
  paid: bigint
  contester: Account | undefined
}

/** What an account has in the campaign: `positions` of a campaign's model, or made up. */
export type Pledge = { pledged: bigint; isPlaceholder: boolean }

/** A co-owner as far as it was asked: copied from the campaign when it first claims. */
export type CoOwner = Pledge & { paid: bigint; isSettled: boolean }

/**
 * A machine: the engine's model, with one debt pool (the co-owners', id 1) whose entries are the campaign's pledges. Maintenance money
 * is the credit of the machine's own account, `venture`.
 */
export type MachineModel = VentureModel & {
  campaign: Account
  token: Token
  /** Gets the infrastructure share and the remainder. */
  network: Account
  /** Who decides after the release. */
  governor: Account
  goal: bigint
  terms: MachineTerms
  /** Until the co-owners are paid back, and after. */
  equations: readonly [EquationVersion, EquationVersion]
  custodian: Account
  stewards: Set<Account>
  scenarios: Scenario[]
  materials: Material[]
  /** Use `n` at `n - 1`. */
  uses: Use[]
  deposits: Map<Account, bigint>
  pledges: ReadonlyMap<Account, Pledge>
  owners: Map<Account, CoOwner>
  /** Co-owners in all, those who were paid everything, and what they were paid together. */
  coOwners: bigint
  settled: bigint
  settledSum: bigint
  /** Accounts that can't be paid. */
  refusing: Set<Account>
}
