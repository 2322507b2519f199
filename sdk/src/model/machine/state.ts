import { BPS } from '../constants.ts'
import { lengthOf } from '../debt.ts'
import { keyOf } from '../keys.ts'
import { applyEquation, applyToken, openPool } from '../rules.ts'
import { createVentureModel, debtPoolOf } from '../state.ts'
import type { Account, DebtPoolState, EquationVersion, Token } from '../types.ts'
import type {
  CoOwner,
  MachineConfig,
  MachineModel,
  MachineTerms,
  Material,
  MaterialInput,
  Pledge,
  Scenario,
  ScenarioInput,
} from './types.ts'

/** The debt pool of the co-owners. */
export const PAYBACK = 1

export type CreateMachineParameters = MachineConfig & {
  /** The machine's own account. */
  machine?: Account
  /** Account of the campaign, from which decisions come. */
  campaign?: Account
  token: Token
  network: Account
  /** Who decides after the release. Default: the network. */
  governor?: Account
  custodian: Account
  /** Token units: what was raised, the supplier's part of it, and what of this co-owners are paid back at most. */
  goal: bigint
  spent: bigint
  capBps: bigint
  /** What accounts have pledged: `positions` of a campaign's model, or made up. */
  pledges: ReadonlyMap<Account, Pledge>
  /** Seconds since 1970. */
  now?: bigint
}

/** A machine that has just gone into service. */
export function create(parameters: CreateMachineParameters): MachineModel {
  const { machine = 'machine', campaign = 'campaign', goal, spent, capBps, pledges, now = 0n } = parameters
  const network = keyOf(parameters.network)
  const token = keyOf(parameters.token)
  const model = createVentureModel({ venture: machine, now })
  openPool(model, { type: 'debt', token, capBps: Number(capBps) })
  const terms = termsOf(parameters)
  const equations = equationsOf(model.venture, network, terms)
  applyEquation(model, equations[0])
  applyToken(model, token, false)
  const result: MachineModel = {
    ...model,
    campaign: keyOf(campaign),
    token,
    network,
    governor: keyOf(parameters.governor ?? network),
    goal,
    terms,
    equations,
    custodian: keyOf(parameters.custodian),
    stewards: new Set(parameters.stewards.map(keyOf)),
    scenarios: parameters.scenarios.map(scenarioOf),
    materials: (parameters.materials ?? []).map(materialOf),
    uses: [],
    deposits: new Map(),
    pledges,
    owners: new Map(),
    coOwners: BigInt(pledges.size),
    settled: 0n,
    settledSum: 0n,
    refusing: new Set(),
  }
  paybackPool(result).end = lengthOf(spent, Number(capBps))
  return result
}

/** A copy that shares nothing with the original: for trying things out. */
export function clone(model: MachineModel): MachineModel {
  return structuredClone(model)
}

/** The debt pool of the co-owners: a line up to `end`, paid back up to `repaid`. Token units. */
export function paybackPool(model: MachineModel): DebtPoolState {
  return debtPoolOf(model, PAYBACK)
}

/** Whether the co-owners are paid back and the machine belongs to everyone. */
export function isReleased(model: MachineModel): boolean {
  return model.equation.version !== model.equations[0].version
}

/** What an account pledged and was paid so far. Nothing where it is no co-owner. */
export function coOwnerOf(model: MachineModel, account: Account): CoOwner {
  const key = keyOf(account)
  const { pledged = 0n, isPlaceholder = false } = model.pledges.get(key) ?? {}
  return model.owners.get(key) ?? { pledged, isPlaceholder, paid: 0n, isSettled: false }
}

/** Maintenance money of a token, not spent yet. Token units. */
export function maintenanceOf(model: MachineModel, token: Token = model.token): bigint {
  return model.credits.get(keyOf(token))?.get(model.venture) ?? 0n
}

/** What an account has put by for uses to come. Token units. */
export function depositOf(model: MachineModel, account: Account): bigint {
  return model.deposits.get(keyOf(account)) ?? 0n
}

export function scenarioOf(scenario: ScenarioInput): Scenario {
  return { ...scenario, coOwnersOnly: scenario.coOwnersOnly ?? false, inKind: scenario.inKind ?? false }
}

export function materialOf({ supplier, price, decimals }: MaterialInput): Material {
  return { supplier: keyOf(supplier), price, decimals: Number(decimals) }
}

/** The net: maintenance, infrastructure and payback, which has no share any more after the release. The lines are the whole together. */
function equationsOf(machine: Account, network: Account, terms: MachineTerms): [EquationVersion, EquationVersion] {
  const { maintenanceBps, infrastructureBps, paybackBps, maintenanceAfterBps } = terms
  const equation = (version: number, [maintenance, infrastructure, payback]: readonly [number, number, number]) => ({
    version,
    lines: [
      { account: machine, basis: 'gross' as const, shareBps: maintenance },
      { account: network, basis: 'gross' as const, shareBps: infrastructure },
      { pool: PAYBACK, basis: 'gross' as const, shareBps: payback },
    ],
    remainder: network,
  })
  return [
    equation(1, [maintenanceBps, infrastructureBps, paybackBps]),
    equation(2, [maintenanceAfterBps, Number(BPS) - maintenanceAfterBps, 0]),
  ]
}

function termsOf({ terms }: MachineConfig): MachineTerms {
  const { maintenanceBps, infrastructureBps, paybackBps, maintenanceAfterBps, contestWindow } = terms
  return { maintenanceBps, infrastructureBps, paybackBps, maintenanceAfterBps, contestWindow: BigInt(contestWindow) }
}
