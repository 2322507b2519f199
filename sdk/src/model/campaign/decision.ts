import { type CoOwnerAction, coOwnerActionNames } from '../../abis/enums.ts'
import type { Integer } from '../events.ts'
import { keyOf } from '../keys.ts'
import type { MaterialInput, ScenarioInput } from '../machine/types.ts'
import type { Account, Token } from '../types.ts'

/** What pledgers and co-owners decide. Amounts in token units; hashes and names say nothing to the model. */
export type CoOwnerDecision =
  | { type: 'purchase'; supplier: Account; amount: bigint; invoiceHash?: string }
  | { type: 'delivery'; amount: bigint; noteHash?: string }
  | { type: 'custodian'; account: Account }
  | { type: 'steward'; account: Account; appointed: boolean }
  | { type: 'scenario'; id: Integer; name?: string; scenario: ScenarioInput }
  | { type: 'material'; id: Integer; name?: string; unit?: string; material: MaterialInput }
  | { type: 'spending'; token: Token; recipient: Account; amount: bigint; invoiceHash?: string }
  | { type: 'token'; token: Token; muted: boolean }
  | { type: 'move'; from: Account; to: Account }

/**
 * Reads a decision as events have it: the number of its action, and words of 32 bytes.
 *
 * @throws {RangeError} no action has this number, or its data has another length
 */
export function decodeDecision(action: Integer, data: string): CoOwnerDecision {
  const type = coOwnerActionNames[Number(action)]
  const words = data.slice(2).match(/.{64}/g) ?? []
  if (!type || words.length !== WORDS[type] || data.length !== 2 + 64 * words.length) {
    throw new RangeError(`${(data.length - 2) / 2} bytes are no data of action ${action}.`)
  }
  const hash = (i: number) => `0x${words[i]}`
  const uint = (i: number) => BigInt(hash(i))
  const account = (i: number) => `0x${words[i]?.slice(24)}`
  const flag = (i: number) => uint(i) !== 0n
  switch (type) {
    case 'purchase':
      return { type, supplier: account(0), amount: uint(1), invoiceHash: hash(2) }
    case 'delivery':
      return { type, amount: uint(0), noteHash: hash(1) }
    case 'custodian':
      return { type, account: account(0) }
    case 'steward':
      return { type, account: account(0), appointed: flag(1) }
    case 'scenario': {
      const rates = { pricePerHour: uint(2), maintenancePerHour: uint(3), technicianPerHour: uint(4) }
      return { type, id: uint(0), name: hash(1), scenario: { ...rates, coOwnersOnly: flag(5), inKind: flag(6) } }
    }
    case 'material': {
      const material = { supplier: account(3), price: uint(4), decimals: uint(5) }
      return { type, id: uint(0), name: hash(1), unit: hash(2), material }
    }
    case 'spending':
      return { type, token: account(0), recipient: account(1), amount: uint(2), invoiceHash: hash(3) }
    case 'token':
      return { type, token: account(0), muted: flag(1) }
    case 'move':
      return { type, from: account(0), to: account(1) }
  }
}

/** The same text for the same decision, whatever the order of its fields. */
export function contentOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? keyOf(value) : String(value)
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  return `{${fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${name}: ${contentOf(field)}`)
    .join(', ')}}`
}

const WORDS: Record<CoOwnerAction, number> = {
  purchase: 3,
  delivery: 2,
  custodian: 1,
  steward: 2,
  scenario: 7,
  material: 6,
  spending: 4,
  token: 2,
  move: 2,
}
