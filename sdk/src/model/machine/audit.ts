import { type UseStatus, useStatusNames } from '../../abis/enums.ts'
import { account as accountNumber, comparingState, integer } from '../compareState.ts'
import type { AuditDifference } from '../difference.ts'
import type { DecodedEvent, Integer } from '../events.ts'
import { keyOf } from '../keys.ts'
import { payeeOf } from '../moves.ts'
import { bookOf } from '../state.ts'
import type { Account, Token } from '../types.ts'
import { previewClaim } from './payback.ts'
import { replayMachine } from './replay.ts'
import { clone, coOwnerOf, depositOf, maintenanceOf, paybackPool } from './state.ts'
import type { MachineModel, Material, Scenario } from './types.ts'

/** Figures of a machine read from the chain, all of one block. Whatever is left out isn't compared. Amounts in smallest units. */
export type MachineChainState = {
  machine: Account
  campaign: Account
  equationVersion?: Integer
  custodian?: Account
  tokens?: readonly {
    token: Token
    accounted?: bigint
    muted?: boolean
    maintenance?: bigint
    /** What it holds, for `claimable`. Default: what is accounted for, so that nothing waits. */
    balance?: bigint
  }[]
  /** What co-owners are paid back at most, and what their part has come to. */
  payback?: { end?: bigint; repaid?: bigint }
  /** The rate card, each in its order, all of it. */
  scenarios?: readonly Scenario[]
  materials?: readonly Material[]
  /** In their order, all of them. */
  uses?: readonly { status?: UseStatus; version?: Integer; paid?: bigint }[]
  accounts?: readonly {
    account: Account
    pledged?: bigint
    paid?: bigint
    isSettled?: boolean
    isPlaceholder?: boolean
    isSteward?: boolean
    deposit?: bigint
    payee?: Account
    /** As `previewClaim` answers. */
    claimable?: readonly { token: Token; amount: bigint }[]
  }[]
}

export type MachineAuditReport = {
  /** Zero differences: events and chain are what recomputing gives, to the unit. */
  differences: AuditDifference[]
  eventCount: number
  /** Figures of the chain that were compared. */
  figureCount: number
  /** The machine as recomputed. */
  model: MachineModel
}

/**
 * Recomputes a machine from its events and its campaign's, and compares every figure in the events, and every given figure of the
 * chain.
 *
 * @throws what `replayMachine` throws
 */
export function auditMachine(events: readonly DecodedEvent[], chain: MachineChainState): MachineAuditReport {
  const { model, differences, eventCount } = replayMachine(events, chain)
  const { compare, figureCount } = comparingState(differences)

  compare('state.equationVersion', {}, model.equation.version, chain.equationVersion, integer)
  compare('state.custodian', {}, model.custodian, chain.custodian, accountNumber)
  for (const { token, accounted, muted, maintenance } of chain.tokens ?? []) {
    const book = bookOf(model, token)
    compare('state.accounted', { token }, book.accounted, accounted, integer)
    compare('state.muted', { token }, book.muted, muted, integer)
    compare('state.maintenance', { token }, maintenanceOf(model, token), maintenance, integer)
  }
  const { end, repaid } = paybackPool(model)
  compare('state.end', {}, end, chain.payback?.end, integer)
  compare('state.repaid', {}, repaid, chain.payback?.repaid, integer)
  inOrder(model.scenarios, chain.scenarios, (place, ours, theirs) => {
    compare('state.scenario', { place }, scenarioWord(ours), scenarioWord(theirs), integer)
  })
  inOrder(model.materials, chain.materials, (place, ours, theirs) => {
    compare('state.material', { place }, materialWord(ours), materialWord(theirs), integer)
  })
  const statusNumber = (status: UseStatus) => BigInt(useStatusNames.indexOf(status))
  inOrder(model.uses, chain.uses, (place, ours, theirs) => {
    const subject = { use: BigInt(place) + 1n }
    compare('state.use', subject, ours?.status ?? 'none', theirs ? theirs.status : 'none', statusNumber)
    compare('state.useVersion', subject, ours?.version ?? 0, theirs?.version, integer)
    compare('state.usePaid', subject, ours?.paid ?? 0n, theirs?.paid, integer)
  })

  const moment = withBalances(model, chain)
  for (const { account, claimable = [], ...stated } of chain.accounts ?? []) {
    const owner = coOwnerOf(model, account)
    compare('state.pledged', { account }, owner.pledged, stated.pledged, integer)
    compare('state.paid', { account }, owner.paid, stated.paid, integer)
    compare('state.isSettled', { account }, owner.isSettled, stated.isSettled, integer)
    compare('state.isPlaceholder', { account }, owner.isPlaceholder, stated.isPlaceholder, integer)
    compare('state.steward', { account }, model.stewards.has(keyOf(account)), stated.isSteward, integer)
    compare('state.deposit', { account }, depositOf(model, account), stated.deposit, integer)
    compare('state.payee', { account }, payeeOf(model, account), stated.payee, accountNumber)
    for (const { token, amount } of claimable) {
      compare('state.claimable', { account, token }, previewClaim(moment, account, token), amount, integer)
    }
  }
  return { differences, eventCount, figureCount: figureCount(), model }
}

/** Both lists where the chain's is given, as far as the longer one goes. */
function inOrder<ours, theirs>(
  computed: readonly ours[],
  stated: readonly theirs[] | undefined,
  compare: (place: number, ours: ours | undefined, theirs: theirs | undefined) => void,
): void {
  if (!stated) return
  for (let i = 0; i < Math.max(computed.length, stated.length); i++) compare(i, computed[i], stated[i])
}

/** In one word, as a machine stores it; 0 where there is none. */
function scenarioWord(scenario: Scenario | undefined): bigint {
  if (!scenario) return 0n
  const { pricePerHour, maintenancePerHour, technicianPerHour, coOwnersOnly, inKind } = scenario
  const rates = pricePerHour | (maintenancePerHour << 80n) | (technicianPerHour << 160n)
  return rates | (BigInt(coOwnersOnly) << 240n) | (BigInt(inKind) << 248n)
}

function materialWord(material: Material | undefined): bigint {
  if (!material) return 0n
  return BigInt(material.supplier) | (material.price << 160n) | (BigInt(material.decimals) << 248n)
}

function withBalances(model: MachineModel, { tokens = [] }: MachineChainState): MachineModel {
  const moment = clone(model)
  for (const { token, accounted } of moment.books.values()) moment.balances.set(token, accounted)
  for (const { token, balance } of tokens) if (balance !== undefined) moment.balances.set(keyOf(token), balance)
  return moment
}
