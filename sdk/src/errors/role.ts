import type { Address } from 'viem'
import { BaseError } from './base.ts'
import { docs } from './words.ts'

export class AccountBarredError extends BaseError {
  override name = 'AccountBarredError'
  constructor(readonly account: Address) {
    super(`${account} is barred here, expected an account that is not.`, {
      hints: ['What it has earned stays its own and can be claimed. It can leave a reply, and be re-admitted by the governor.'],
      ...docs('role'),
    })
  }
}

export class GovernorOnlyError extends BaseError {
  override name = 'GovernorOnlyError'
  constructor(
    readonly caller: Address,
    readonly governor: Address,
  ) {
    super(`${caller} called, expected the venture's governor ${governor}.`, docs('role'))
  }
}

export class GovernorZeroError extends BaseError {
  override name = 'GovernorZeroError'
  constructor() {
    super('The governor was the zero address, expected a wallet, a Safe or a governor contract.', docs('role'))
  }
}

export class LedgerOnlyError extends BaseError {
  override name = 'LedgerOnlyError'
  constructor(
    readonly caller: Address,
    readonly ledger: Address,
  ) {
    super(`${caller} called, expected the venture's ledger ${ledger}.`, {
      hints: ['Units are added and removed by accepting batches and corrections on the ledger.'],
      ...docs('role'),
    })
  }
}

export class NoticeBoardOnlyError extends BaseError {
  override name = 'NoticeBoardOnlyError'
  constructor(
    readonly caller: Address,
    readonly noticeBoard: Address,
  ) {
    super(`${caller} called, expected the notice board ${noticeBoard}.`, {
      hints: ['Rules are changed through the notice board: announced, or at once where that is allowed.'],
      ...docs('role'),
    })
  }
}

export class ReviewBoardOnlyError extends BaseError {
  override name = 'ReviewBoardOnlyError'
  constructor(
    readonly caller: Address,
    readonly reviewBoard: Address,
  ) {
    super(`${caller} called, expected the review board ${reviewBoard}.`, {
      hints: ['Objections, resolutions and corrections go through the review board.'],
      ...docs('role'),
    })
  }
}

export class StewardOnlyError extends BaseError {
  override name = 'StewardOnlyError'
  constructor(readonly caller: Address) {
    super(`${caller} is no steward, expected one.`, { hints: ['`getStewards` lists them.'], ...docs('role') })
  }
}

export class VentureForeignError extends BaseError {
  override name = 'VentureForeignError'
  constructor(
    readonly venture: Address,
    readonly own: Address,
  ) {
    super(`The change was decided for venture ${venture}, expected ${own}.`, docs('role'))
  }
}
