import type { Address } from 'viem'
import type { CoOwnerDecision } from './decision.ts'

/** How accounts, tokens and amounts are shown. Default: addresses, and smallest units. */
export type DecisionNames = {
  account?: (account: Address) => string
  token?: (token: Address) => string
  /** Without a token: of the campaign's own. */
  amount?: (amount: bigint, token?: Address) => string
}

/**
 * A decision in one sentence.
 *
 * @example describeDecision({ type: 'steward', account: ana, appointed: true }) // '0x… becomes a steward of the machine'
 */
export function describeDecision(
  decision: CoOwnerDecision,
  { account = String, token = String, amount = (units) => `${units} smallest units` }: DecisionNames = {},
): string {
  switch (decision.type) {
    case 'purchase':
      return `${account(decision.supplier)} is paid ${amount(decision.amount)} for the machine, invoice ${decision.invoiceHash}`
    case 'delivery':
      return `the venture is paid ${amount(decision.amount)} for work delivered, note ${decision.noteHash}`
    case 'custodian':
      return `${account(decision.account)} becomes the custodian of the machine`
    case 'steward':
      return `${account(decision.account)} ${decision.appointed ? 'becomes' : 'is no longer'} a steward of the machine`
    case 'scenario': {
      const { pricePerHour, maintenancePerHour, technicianPerHour, coOwnersOnly, inKind } = decision.scenario
      return [
        `scenario ${decision.id}, "${decision.name}", costs ${amount(pricePerHour)} per hour`,
        `${amount(maintenancePerHour)} for maintenance on top`,
        `a technician gets ${amount(technicianPerHour)} per hour of it`,
        ...(coOwnersOnly ? ['for co-owners only'] : []),
        ...(inKind ? ['and what is left of the price is contributed as machine hours'] : []),
      ].join(', ')
    }
    case 'material': {
      const { supplier, price, decimals } = decision.material
      const counted = decimals === 0 ? '' : `, counted to ${decimals} decimals`
      return `material ${decision.id}, "${decision.name}", costs ${amount(price)} per ${decision.unit}${counted}, paid to ${account(supplier)}`
    }
    case 'spending':
      return `${account(decision.recipient)} is paid ${amount(decision.amount, decision.token)} of the maintenance money, invoice ${decision.invoiceHash}`
    case 'token':
      return decision.muted
        ? `${token(decision.token)} is left out of automatic distribution`
        : `${token(decision.token)} is a payout token, distributed automatically`
    case 'move':
      return `what the machine owes ${account(decision.from)} is paid to ${account(decision.to)}`
  }
}
