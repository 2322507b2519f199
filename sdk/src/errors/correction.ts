import type { Address, Hex } from 'viem'
import { BaseError } from './base.ts'
import { correctionStatus, docs, span, time } from './words.ts'

export class CorrectionBatchUnknownError extends BaseError {
  override name = 'CorrectionBatchUnknownError'
  constructor(readonly batch: Hex) {
    super(`Nothing of batch ${batch} was accepted on this ledger, expected an accepted batch to correct.`, {
      hints: ['Object to a batch that is still pending.'],
      ...docs('correction'),
    })
  }
}

export class CorrectionEmptyError extends BaseError {
  override name = 'CorrectionEmptyError'
  constructor() {
    super('The correction takes nothing out, expected entries or debts.', docs('correction'))
  }
}

export class CorrectionExistsError extends BaseError {
  override name = 'CorrectionExistsError'
  constructor(readonly correction: Hex) {
    super(`Correction ${correction} was proposed before, expected a new one.`, {
      hints: ['If the same is meant again, choose another nonce.'],
      ...docs('correction'),
    })
  }
}

export class CorrectionNotPendingError extends BaseError {
  override name = 'CorrectionNotPendingError'
  constructor(
    readonly correction: Hex,
    readonly status: bigint,
  ) {
    const was = status === 0n ? 'unknown' : correctionStatus(status)
    super(`Correction ${correction} is ${was}, expected a pending one.`, {
      hints: ['Its id commits to every field: check that none differs.'],
      ...docs('correction'),
    })
  }
}

export class CorrectionProposerInvalidError extends BaseError {
  override name = 'CorrectionProposerInvalidError'
  constructor(
    readonly caller: Address,
    readonly proposer: Address,
  ) {
    const was = caller === proposer ? `${caller} is barred` : `${caller} sent a correction of ${proposer}`
    super(`${was}, expected its proposer, not barred.`, docs('correction'))
  }
}

export class CorrectionTooEarlyError extends BaseError {
  override name = 'CorrectionTooEarlyError'
  constructor(
    readonly nowTimestamp: bigint,
    readonly deadline: bigint,
  ) {
    super(`Objections to the correction are possible until ${time(deadline)}; it is ${time(nowTimestamp)}.`, {
      hints: [`Apply it in ${span(nowTimestamp, deadline)}.`],
      ...docs('correction'),
    })
  }
}
