import { type Address, isAddressEqual, zeroAddress } from 'viem'
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

export class BoardOnlyError extends BaseError {
  override name = 'BoardOnlyError'
  constructor(
    readonly caller: Address,
    /** The one board that may; zero where any of them may. */
    readonly board: Address,
  ) {
    const expected = isAddressEqual(board, zeroAddress) ? 'one of the boards of the ledger' : `the board ${board}`
    super(`${caller} called, expected ${expected}.`, {
      hints: [
        'Attestations, objections, growth, moves and large batches go through their boards; so do the actions of this SDK.',
      ],
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

export class HolderOnlyError extends BaseError {
  override name = 'HolderOnlyError'
  constructor(
    readonly caller: Address,
    readonly holder: Address,
  ) {
    super(`${caller} called, expected ${holder}, who the account is now.`, {
      hints: ['Units are given up by the account alone, or by who it is after its moves; `getHolder` tells.'],
      ...docs('role'),
    })
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
