import { coOwnerActionNames } from '../../../sdk/src/abis/enums.ts'
import { coder } from '../chain.ts'

/** What is decided, as the contracts take it and the model has it. */
export type Decision =
  | { type: 'purchase'; supplier: string; amount: bigint; invoiceHash: string }
  | { type: 'delivery'; amount: bigint; noteHash: string }
  | { type: 'custodian'; account: string }
  | { type: 'steward'; account: string; appointed: boolean }
  | { type: 'scenario'; id: bigint; name: string; scenario: Scenario }
  | { type: 'material'; id: bigint; name: string; unit: string; material: { supplier: string; price: bigint; decimals: bigint } }
  | { type: 'spending'; token: string; recipient: string; amount: bigint; invoiceHash: string }
  | { type: 'token'; token: string; muted: boolean }
  | { type: 'move'; from: string; to: string }

export type Scenario = {
  pricePerHour: bigint
  maintenancePerHour: bigint
  technicianPerHour: bigint
  coOwnersOnly: boolean
  inKind: boolean
}

const TYPES: Record<Decision['type'], readonly string[]> = {
  purchase: ['address', 'uint256', 'bytes32'],
  delivery: ['uint256', 'bytes32'],
  custodian: ['address'],
  steward: ['address', 'bool'],
  scenario: ['uint256', 'bytes32', 'uint256', 'uint256', 'uint256', 'bool', 'bool'],
  material: ['uint256', 'bytes32', 'bytes32', 'address', 'uint256', 'uint256'],
  spending: ['address', 'address', 'uint256', 'bytes32'],
  token: ['address', 'bool'],
  move: ['address', 'address'],
}

/** Action and data as `propose`, `execute` and `enact` take them. */
export function encoded(decision: Decision): readonly [action: number, data: string] {
  const { type, ...fields } = decision
  const values = Object.values(fields).flatMap((field: unknown) =>
    typeof field === 'object' ? Object.values(field as object) : [field],
  )
  return [coOwnerActionNames.indexOf(type), coder.encode(TYPES[type], values)]
}
