import { type Hex, decodeErrorResult, isHex, toFunctionSelector } from 'viem'
import { errorsAbi } from '../abis/errors.ts'
import { BaseError } from './base.ts'
import { type ContractErrorNames, contractErrors } from './contract.ts'
import { CallFailedError, RevertPanicError, RevertReasonError } from './revert.ts'

/** How deep errors of wallets, nodes and libraries are nested at most. */
const MAX_DEPTH = 20

/**
 * The class for what a contract refused, from any error of viem, ethers, a node or a wallet; `undefined` where no
 * contract said anything.
 *
 * @example
 * try {
 *   await writeClaim(client, { venture, account, tokens: [token], kinds: [0] })
 * } catch (error) {
 *   const known = decodeContractError(error)
 *   if (known instanceof TokenNotListedError) console.log(known.token)
 * }
 */
export function decodeContractError(error: unknown): BaseError | undefined {
  for (const data of revertData(error, 0)) {
    const decoded = decodeRevertData(data)
    if (decoded) return withCause(decoded, error)
  }
  return undefined
}

/** The class for revert data; `undefined` for data that is no error of ours, nor a text or panic. */
export function decodeRevertData(data: Hex): BaseError | undefined {
  try {
    const { errorName, args } = decodeErrorResult({ abi: errorsAbi, data })
    if (isContractError(errorName)) return construct(errorName, args ?? [])
    const [value] = (args ?? []) as readonly unknown[]
    if (errorName === 'Error') return new RevertReasonError(String(value))
    return new RevertPanicError(BigInt(String(value)))
  } catch {
    return undefined
  }
}

/** The same error, as one of this package. One that no contract raised becomes a `CallFailedError` with its cause. */
export function toOpenValueError(error: unknown): BaseError {
  if (error instanceof BaseError) return error
  return decodeContractError(error) ?? new CallFailedError({ cause: error })
}

/** Name of the custom error with a selector, as `ClaimFailed` events carry it. */
export function errorNameOf(selector: Hex): ContractErrorNames | undefined {
  return errorsAbi.find((item) => toFunctionSelector(signatureOf(item)) === selector.toLowerCase())?.name
}

function construct(name: ContractErrorNames, args: readonly unknown[]): BaseError {
  const ErrorClass = contractErrors[name] as unknown as new (...args: readonly unknown[]) => BaseError
  return new ErrorClass(...args)
}

/** Hex strings under the keys that viem, ethers, nodes and wallets keep revert data in, outermost first. */
function* revertData(error: unknown, depth: number): Generator<Hex> {
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return
  const { data, raw, cause, error: inner, info, originalError } = error as Record<string, unknown>
  for (const value of [raw, data]) {
    if (isHex(value) && value.length >= 10) yield value
  }
  for (const next of [data, cause, inner, info, originalError]) yield* revertData(next, depth + 1)
}

/** The original error stays reachable without its text being repeated in the message. */
function withCause(error: BaseError, cause: unknown): BaseError {
  return Object.defineProperty(error, 'cause', { value: cause, configurable: true, writable: true, enumerable: false })
}

function isContractError(name: string): name is ContractErrorNames {
  return name in contractErrors
}

function signatureOf(item: (typeof errorsAbi)[number]): string {
  return `${item.name}(${item.inputs.map(({ type }) => type).join(',')})`
}
