import {
  BaseError,
  contractErrors,
  CallFailedError,
  LargeDataUnreachableError,
  RevertPanicError,
  RevertReasonError,
  TransactionRevertedError,
} from '@open-value/sdk'
import { EXIT } from './exit.ts'

/** Something a person typed, or a file of theirs, is not right. */
export class InputError extends Error {
  override name = 'InputError'
  constructor(
    message: string,
    readonly hints: readonly string[] = [],
  ) {
    super([message, ...hints].join('\n'))
  }
}

/** The chain said no. */
export class RefusedError extends Error {
  override name = 'RefusedError'
}

/** Somebody said no, or pressed Ctrl-C. */
export class InterruptedError extends Error {
  override name = 'InterruptedError'
}

/** Ends a command early, with everything said. */
export class DoneError extends Error {
  override name = 'DoneError'
}

/** 0 done, 1 the chain refused, 2 input, 3 interrupted. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof DoneError) return EXIT.done
  if (error instanceof InterruptedError) return EXIT.interrupted
  if (error instanceof InputError) return EXIT.input
  return isRefusal(error) ? EXIT.refused : EXIT.input
}

function isRefusal(error: unknown): boolean {
  if (error instanceof RefusedError) return true
  if (!(error instanceof BaseError)) return !isUnreachable(error)
  const isChainWord = [CallFailedError, RevertPanicError, RevertReasonError, TransactionRevertedError].some(
    (kind) => error instanceof kind,
  )
  if (isChainWord) return !isUnreachable(error)
  return error.name.replace(/Error$/, '') in contractErrors || error.name === 'BatchWaitsError'
}

/** What a person reads. */
export function wordsOf(error: unknown): string {
  if (isUnreachable(error)) {
    return 'No chain answers there.\n`npm start` keeps one running on this machine; --network names another.'
  }
  return error instanceof Error ? error.message : String(error)
}

function isUnreachable(error: unknown): boolean {
  if (error instanceof LargeDataUnreachableError) return false
  for (let at = error; at instanceof Error; at = at.cause) {
    if (/ECONNREFUSED|ENOTFOUND|fetch failed|HTTP request failed/.test(`${at.name} ${at.message}`)) return true
  }
  return false
}
