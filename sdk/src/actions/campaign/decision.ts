import { type Address, type Hex, decodeAbiParameters, encodeAbiParameters, getAbiItem } from 'viem'
import { coOwnerActionNames } from '../../abis/enums.ts'
import { machineRulesAbi } from '../../abis/machineRules.ts'
import { DecisionUndecodableError } from '../../errors/client.ts'
import { textInWord, wordOfText } from '../internal/shortTexts.ts'
import type { Material, Scenario } from '../types.ts'

/**
 * What pledgers and co-owners decide. Amounts are smallest units of the campaign's token, spending's of its own. Names and
 * units are at most 32 bytes.
 */
export type CoOwnerDecision =
  /** Pay the supplier and put the machine into service. */
  | { type: 'purchase'; supplier: Address; amount: bigint; invoiceHash: Hex }
  /** Pay the venture for work delivered. */
  | { type: 'delivery'; amount: bigint; noteHash: Hex }
  | { type: 'custodian'; account: Address }
  | { type: 'steward'; account: Address; appointed: boolean }
  /** A place of the rate card that stands is replaced; the next one is added. */
  | { type: 'scenario'; id: number; name: string; scenario: Scenario }
  | { type: 'material'; id: number; name: string; unit: string; material: Material }
  /** Maintenance money. */
  | { type: 'spending'; token: Address; recipient: Address; amount: bigint; invoiceHash: Hex }
  /** Lists a payout token, or leaves it out of automatic distribution. */
  | { type: 'token'; token: Address; muted: boolean }
  /** What an account is owed by the machine is paid to another from then on. */
  | { type: 'move'; from: Address; to: Address }

/** A decision as contracts take it. */
export type EncodedDecision = {
  /** Place in `CoOwnerAction`. */
  action: number
  data: Hex
}

const ACCOUNT = [{ type: 'address' }] as const
const ACCOUNTS = [{ type: 'address' }, { type: 'address' }] as const
const ACCOUNT_AND_FLAG = [{ type: 'address' }, { type: 'bool' }] as const
const AMOUNT_AND_HASH = [{ type: 'uint256' }, { type: 'bytes32' }] as const
const PURCHASE = [{ type: 'address' }, ...AMOUNT_AND_HASH] as const
const SPENDING = [...ACCOUNTS, ...AMOUNT_AND_HASH] as const

/**
 * What a campaign's `propose` and `execute`, and a machine's `enact`, take for a decision.
 *
 * @example encodeDecision({ type: 'custodian', account: ana }) // { action: 2, data: '0x0000…' }
 * @throws {ShortTextTooLongError} a name or unit of more than 32 bytes
 * @throws {ShortTextInvalidError} an empty one
 */
export function encodeDecision(decision: CoOwnerDecision): EncodedDecision {
  return { action: coOwnerActionNames.indexOf(decision.type), data: dataOf(decision) }
}

function dataOf(decision: CoOwnerDecision): Hex {
  switch (decision.type) {
    case 'purchase':
      return encodeAbiParameters(PURCHASE, [decision.supplier, decision.amount, decision.invoiceHash])
    case 'delivery':
      return encodeAbiParameters(AMOUNT_AND_HASH, [decision.amount, decision.noteHash])
    case 'custodian':
      return encodeAbiParameters(ACCOUNT, [decision.account])
    case 'steward':
      return encodeAbiParameters(ACCOUNT_AND_FLAG, [decision.account, decision.appointed])
    case 'scenario': {
      const { id, name, scenario } = decision
      return encodeAbiParameters(scenarioInputs(), [id, wordOfText(name), scenario])
    }
    case 'material': {
      const { id, name, unit, material } = decision
      return encodeAbiParameters(materialInputs(), [id, wordOfText(name), wordOfText(unit), material])
    }
    case 'spending':
      return encodeAbiParameters(SPENDING, [decision.token, decision.recipient, decision.amount, decision.invoiceHash])
    case 'token':
      return encodeAbiParameters(ACCOUNT_AND_FLAG, [decision.token, decision.muted])
    case 'move':
      return encodeAbiParameters(ACCOUNTS, [decision.from, decision.to])
  }
}

/**
 * The reverse of {@link encodeDecision}. A name that is no text comes as its 32 bytes.
 *
 * @example decodeDecision(2, data) // { type: 'custodian', account: '0x…' }
 * @throws {DecisionUndecodableError} data of another action, or no action
 */
export function decodeDecision(action: number, data: Hex): CoOwnerDecision {
  const type = coOwnerActionNames[action]
  try {
    const decision = type && decode(type, data)
    // Contracts take exactly these bytes: what is longer, or not clean, is none of theirs.
    if (decision && isExactly(decision, data)) return decision
  } catch {
    // The error below says what was expected.
  }
  throw new DecisionUndecodableError(type ?? String(action), data)
}

function decode(type: CoOwnerDecision['type'], data: Hex): CoOwnerDecision {
  switch (type) {
    case 'purchase': {
      const [supplier, amount, invoiceHash] = decodeAbiParameters(PURCHASE, data)
      return { type, supplier, amount, invoiceHash }
    }
    case 'delivery': {
      const [amount, noteHash] = decodeAbiParameters(AMOUNT_AND_HASH, data)
      return { type, amount, noteHash }
    }
    case 'custodian': {
      const [account] = decodeAbiParameters(ACCOUNT, data)
      return { type, account }
    }
    case 'steward': {
      const [account, appointed] = decodeAbiParameters(ACCOUNT_AND_FLAG, data)
      return { type, account, appointed }
    }
    case 'scenario': {
      const [id, name, scenario] = decodeAbiParameters(scenarioInputs(), data)
      return { type, id, name: textInWord(name), scenario }
    }
    case 'material': {
      const [id, name, unit, material] = decodeAbiParameters(materialInputs(), data)
      return { type, id, name: textInWord(name), unit: textInWord(unit), material }
    }
    case 'spending': {
      const [token, recipient, amount, invoiceHash] = decodeAbiParameters(SPENDING, data)
      return { type, token, recipient, amount, invoiceHash }
    }
    case 'token': {
      const [token, muted] = decodeAbiParameters(ACCOUNT_AND_FLAG, data)
      return { type, token, muted }
    }
    case 'move': {
      const [from, to] = decodeAbiParameters(ACCOUNTS, data)
      return { type, from, to }
    }
  }
}

function isExactly(decision: CoOwnerDecision, data: Hex): boolean {
  return dataOf(decision).toLowerCase() === data.toLowerCase()
}

/* Scenario and material have the types of the ABI, so that they are written down once. */

function scenarioInputs() {
  const [scenario] = getAbiItem({ abi: machineRulesAbi, name: 'scenarioOf' }).outputs
  return [{ type: 'uint8' }, { type: 'bytes32' }, scenario] as const
}

function materialInputs() {
  const [material] = getAbiItem({ abi: machineRulesAbi, name: 'materialOf' }).outputs
  return [{ type: 'uint8' }, { type: 'bytes32' }, { type: 'bytes32' }, material] as const
}
