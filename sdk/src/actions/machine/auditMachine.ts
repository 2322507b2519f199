import { type Address, type Hash, getAddress } from 'viem'
import { useStatusNames } from '../../abis/enums.ts'
import { machineRulesAbi } from '../../abis/machineRules.ts'
import { sharedEquipmentAbi } from '../../abis/sharedEquipment.ts'
import { type MachineAuditReport, type MachineChainState, auditMachine as auditEvents } from '../../model/machine/audit.ts'
import { decodeDecision } from '../campaign/decision.ts'
import { balanceOf } from '../internal/balances.ts'
import type { ReadClient } from '../internal/client.ts'
import { mapConcurrently } from '../internal/concurrently.ts'
import type { AsOf } from '../internal/logs.ts'
import { PAYBACK_POOL } from '../internal/payback.ts'
import { read } from '../internal/read.ts'
import { type GetMachineEventsParameters, type MachineHistoryEvent, getMachineEvents } from './getMachineEvents.ts'

export type AuditMachineParameters = GetMachineEventsParameters & {
  /** Accounts to compare besides those its events name. */
  accounts?: readonly Address[]
}

export type AuditMachineReturnType = MachineAuditReport & {
  /** Whose payback, deposits and claims were compared. */
  accounts: Address[]
  asOf: AsOf
}

/**
 * Recomputes a machine from its events and its campaign's, and compares every figure in them, and every figure of the chain, to the
 * unit: books, invoices, the rate card, payback, deposits, what each account could claim.
 *
 * @example
 * const { differences, figureCount } = await auditMachine(client, { machine })
 * @throws {LogsUnavailableError} the node gives no events
 * @throws {ContractMissingError} no machine at the address, or it was not bought yet
 * @throws {CampaignUnknownError} another factory made its campaign
 */
export async function auditMachine(
  client: ReadClient,
  { accounts: also = [], ...parameters }: AuditMachineParameters,
): Promise<AuditMachineReturnType> {
  const { machine } = parameters
  const { events, asOf } = await getMachineEvents(client, parameters)
  const accounts = accountsIn(events, machine, also)
  const uses = events.flatMap(({ eventName, args }) => (eventName === 'UseLogged' ? [args.id] : []))
  const chain = await readChain(client, { machine, accounts, uses, asOf })
  return { ...auditEvents(events, chain), accounts, asOf }
}

type Reading = { machine: Address; accounts: readonly Address[]; uses: readonly Hash[]; asOf: AsOf }

/** All figures of one block. */
async function readChain(client: ReadClient, { machine, accounts, uses: ids, asOf }: Reading): Promise<MachineChainState> {
  const { blockNumber } = asOf
  const contract = { abi: sharedEquipmentAbi, address: machine, blockNumber } as const
  const [birth, rules, equationVersion, custodian, tokens, payback, [scenarioCount, materialCount]] = await Promise.all([
    read(client, { ...contract, functionName: 'birth' }),
    read(client, { ...contract, functionName: 'rules' }),
    read(client, { ...contract, functionName: 'equationVersion' }),
    read(client, { ...contract, functionName: 'custodian' }),
    read(client, { ...contract, functionName: 'tokens' }),
    read(client, { ...contract, functionName: 'debtPool', args: [PAYBACK_POOL] }),
    read(client, { ...contract, functionName: 'rateCardSize' }),
  ])
  const rulesContract = { abi: machineRulesAbi, address: rules, blockNumber } as const
  const books = await mapConcurrently(tokens, async (token) => {
    const args = [token] as const
    const { accounted, muted } = await read(client, { ...contract, functionName: 'tokenBook', args })
    const maintenance = await read(client, { ...contract, functionName: 'maintenanceOf', args })
    const balance = await balanceOf(client, { holder: machine, token, blockNumber })
    return { token, accounted, muted, maintenance, balance }
  })
  const scenarios = await mapConcurrently(places(scenarioCount), (id) =>
    read(client, { ...rulesContract, functionName: 'scenarioOf', args: [machine, id] }),
  )
  const materials = await mapConcurrently(places(materialCount), (id) =>
    read(client, { ...rulesContract, functionName: 'materialOf', args: [machine, id] }),
  )
  const uses = await mapConcurrently(ids, async (id) => {
    const { status, version, paid } = await read(client, { ...contract, functionName: 'useState', args: [id] })
    return { status: useStatusNames[status], version, paid }
  })
  const people = await mapConcurrently(accounts, async (account) => {
    const args = [account] as const
    const owner = await read(client, { ...contract, functionName: 'coOwnerOf', args })
    const amounts = await read(client, { ...contract, functionName: 'previewClaim', args: [account, tokens, []] })
    return {
      account,
      ...owner,
      isSteward: await read(client, { ...contract, functionName: 'isSteward', args }),
      deposit: await read(client, { ...contract, functionName: 'depositOf', args }),
      payee: await read(client, { ...contract, functionName: 'payeeOf', args }),
      claimable: tokens.map((token, i) => ({ token, amount: amounts[i] ?? 0n })),
    }
  })
  return {
    machine,
    campaign: birth.campaign,
    equationVersion,
    custodian,
    tokens: books,
    payback,
    scenarios,
    materials,
    uses,
    accounts: people,
  }
}

const places = (count: bigint) => Array.from({ length: Number(count) }, (_, id) => BigInt(id))

/** Everybody who ever pledged, used it, was paid, put money by, or was decided about. Its own account is that of maintenance. */
function accountsIn(events: readonly MachineHistoryEvent[], machine: Address, also: readonly Address[]): Address[] {
  const named = events.flatMap(({ eventName, args }): readonly Address[] => {
    switch (eventName) {
      case 'CampaignDeployed':
        return [args.config.terms.venture, args.config.terms.custodian, ...args.config.machine.stewards]
      case 'UseLogged':
        return [args.user, args.logger, ...args.invoice.costs.map(({ account }) => account)]
      case 'PayeeSet':
        return [args.account, args.payee]
      case 'DecisionEnacted': {
        const decision = decodeDecision(args.action, args.data)
        return decision.type === 'steward' || decision.type === 'custodian' ? [decision.account] : []
      }
      case 'Pledged':
      case 'Deposited':
      case 'Claimed':
        return [args.account]
      default:
        return []
    }
  })
  const accounts = new Set([...named, ...also].map((account) => getAddress(account)))
  accounts.delete(getAddress(machine))
  return [...accounts]
}
