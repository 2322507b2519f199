import { type Address, type Hex, decodeAbiParameters, encodeAbiParameters, getAbiItem, getAddress } from 'viem'
import { type Change, changeNames } from '../../abis/enums.ts'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { ChangeUndecodableError } from '../../errors/client.ts'
import { decodeEquation, encodeEquation } from '../../model/equation.ts'
import type { EquationLine, LedgerParameters } from '../types.ts'

/** A change that waits for its notice, in words of its own. */
export type GovernedChange =
  | { change: 'equation'; lines: readonly EquationLine[]; remainder: Address }
  | { change: 'weight'; kind: number; weight: number }
  | { change: 'token'; token: Address; muted: boolean }
  | { change: 'governor'; governor: Address }
  | { change: 'noticePeriod'; period: number }
  | {
      change: 'steward'
      account: Address
      steward: boolean
      /** End of the term, seconds since 1970. Left out: without end. */
      until?: bigint | undefined
    }
  | { change: 'parameters'; parameters: LedgerParameters }
  | { change: 'bar'; account: Address; barred: boolean }

const ACCOUNT_AND_FLAG = [{ type: 'address' }, { type: 'bool' }] as const
const ACCOUNT_AND_UNTIL = [{ type: 'address' }, { type: 'uint40' }] as const
const ACCOUNT = [{ type: 'address' }] as const
const KIND_AND_WEIGHT = [{ type: 'uint8' }, { type: 'uint32' }] as const
const PERIOD = [{ type: 'uint32' }] as const
/** In place of the end of a term that has none. */
const WITHOUT_END = 1n

/** Number of a change, as contracts have it. */
export function changeNumber(change: Change): number {
  return changeNames.indexOf(change)
}

/** What a change is about: the kind, token or account as a number, or 0. */
export function changeSubject(change: GovernedChange): bigint {
  switch (change.change) {
    case 'weight':
      return BigInt(change.kind)
    case 'token':
      return BigInt(change.token)
    case 'steward':
    case 'bar':
      return BigInt(change.account)
    default:
      return 0n
  }
}

/** The data a notice board takes for a change. */
export function encodeChange(change: GovernedChange): Hex {
  switch (change.change) {
    case 'equation':
      return encodeEquation(change)
    case 'weight':
      return encodeAbiParameters(KIND_AND_WEIGHT, [change.kind, change.weight])
    case 'token':
      return encodeAbiParameters(ACCOUNT_AND_FLAG, [change.token, change.muted])
    case 'governor':
      return encodeAbiParameters(ACCOUNT, [change.governor])
    case 'noticePeriod':
      return encodeAbiParameters(PERIOD, [change.period])
    case 'steward':
      return encodeAbiParameters(ACCOUNT_AND_UNTIL, [change.account, Number(change.steward ? (change.until ?? WITHOUT_END) : 0n)])
    case 'parameters':
      return encodeAbiParameters(parametersInputs(), [change.parameters])
    case 'bar':
      return encodeAbiParameters(ACCOUNT_AND_FLAG, [change.account, change.barred])
  }
}

/**
 * The reverse of {@link encodeChange}.
 *
 * @example decodeChange({ change: 'weight', data }) // { change: 'weight', kind: 2, weight: 35 }
 * @throws {ChangeUndecodableError} data of another change, or a change that needs no announcement
 */
export function decodeChange({ change, data }: { change: Change | number; data: Hex }): GovernedChange {
  const name = typeof change === 'number' ? changeNames[change] : change
  try {
    switch (name) {
      case 'equation':
        return { change: name, ...checksummedEquation(data) }
      case 'weight': {
        const [kind, weight] = decodeAbiParameters(KIND_AND_WEIGHT, data)
        return { change: name, kind, weight }
      }
      case 'token': {
        const [token, muted] = decodeAbiParameters(ACCOUNT_AND_FLAG, data)
        return { change: name, token, muted }
      }
      case 'governor': {
        const [governor] = decodeAbiParameters(ACCOUNT, data)
        return { change: name, governor }
      }
      case 'noticePeriod': {
        const [period] = decodeAbiParameters(PERIOD, data)
        return { change: name, period }
      }
      case 'steward': {
        const [account, end] = decodeAbiParameters(ACCOUNT_AND_UNTIL, data)
        const until = BigInt(end)
        return { change: name, account, steward: until !== 0n, ...(until > WITHOUT_END ? { until } : {}) }
      }
      case 'parameters': {
        const [parameters] = decodeAbiParameters(parametersInputs(), data)
        return { change: name, parameters }
      }
      case 'bar': {
        const [account, barred] = decodeAbiParameters(ACCOUNT_AND_FLAG, data)
        return { change: name, account, barred }
      }
    }
  } catch {
    // The error below says what was expected.
  }
  throw new ChangeUndecodableError(String(name ?? change), data)
}

/** Lines as the model decodes them, with addresses as the rest of the SDK gives them. */
export function checksummedEquation(code: Hex): { lines: EquationLine[]; remainder: Address } {
  const { lines, remainder } = decodeEquation(code)
  return {
    lines: lines.map(({ account, pool, basis, shareBps }): EquationLine =>
      pool === undefined ? { account: getAddress(account ?? ''), basis, shareBps } : { pool, basis, shareBps },
    ),
    remainder: getAddress(remainder),
  }
}

/** The type of parameters as the ABI has it, so that it is written down once. */
function parametersInputs() {
  return getAbiItem({ abi: noticeBoardAbi, name: 'checkParameters' }).inputs
}
