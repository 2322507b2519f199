import { type Address, type Hex, isAddressEqual, zeroAddress } from 'viem'
import { BaseError } from './base.ts'
import { count, docs, moveStatus, span, time } from './words.ts'

export class LedgerForeignError extends BaseError {
  override name = 'LedgerForeignError'
  constructor(
    readonly ledger: Address,
    readonly venturesLedger: Address,
  ) {
    super(`${ledger} names a venture whose ledger is ${venturesLedger}, expected that ledger.`, {
      hints: ['Give the venture; its ledger is looked up.'],
      ...docs('move'),
    })
  }
}

export class MoveCancelledByActError extends BaseError {
  override name = 'MoveCancelledByActError'
  constructor(
    readonly move: Hex,
    /** Seconds since 1970. */
    readonly lastAct: bigint,
  ) {
    super(`The account did something at ${time(lastAct)}, expected nothing since move ${move} was proposed: it is cancelled.`, {
      hints: ['Who still has the account moves it themselves, at once (`moveAccount`).'],
      ...docs('move'),
    })
  }
}

export class MoveConflictError extends BaseError {
  override name = 'MoveConflictError'
  constructor(readonly governor: Address) {
    super(`The governor ${governor} proposed the move or would gain by it, expected neither.`, {
      hints: ['Let somebody else propose it, or have it attested where the account never did anything here.'],
      ...docs('move'),
    })
  }
}

export class MoveEndMovedError extends BaseError {
  override name = 'MoveEndMovedError'
  constructor(
    readonly from: Address,
    readonly to: Address,
  ) {
    super(`${from} or ${to} moved before, or they are the same, expected two accounts that did not.`, {
      hints: ['`getHolder` tells who an account is now.'],
      ...docs('move'),
    })
  }
}

export class MoveExistsError extends BaseError {
  override name = 'MoveExistsError'
  constructor(readonly move: Hex) {
    super(`Move ${move} was proposed before, expected a new one.`, {
      hints: ['If the same is meant again, choose another nonce.'],
      ...docs('move'),
    })
  }
}

export class MoveGovernorOnlyError extends BaseError {
  override name = 'MoveGovernorOnlyError'
  constructor(
    readonly caller: Address,
    readonly governor: Address,
  ) {
    super(`${caller} called, expected the venture's governor ${governor}.`, {
      hints: ['Others can object to a move, or attest one of an account that never did anything here.'],
      ...docs('move'),
    })
  }
}

export class MoveHasObjectionsError extends BaseError {
  override name = 'MoveHasObjectionsError'
  constructor(
    readonly move: Hex,
    readonly openObjections: bigint,
  ) {
    super(`Move ${move} has ${count(openObjections, 'open objection')}, expected none.`, {
      hints: ['The governor decides it (`decideMove`).'],
      ...docs('move'),
    })
  }
}

export class MoveInvalidError extends BaseError {
  override name = 'MoveInvalidError'
  constructor(
    readonly account: Address,
    /** Who should go on as the account, or who it is after its moves. */
    readonly other: Address,
  ) {
    super(`${moveProblem(account, other)}, expected two accounts that have not moved and are not the venture.`, {
      hints: ['`getHolder` tells who an account is now; that account is the one to move.'],
      ...docs('move'),
    })
  }
}

export class MoveNeedsGovernorError extends BaseError {
  override name = 'MoveNeedsGovernorError'
  constructor(
    readonly move: Hex,
    readonly from: Address,
  ) {
    super(`${from} has done something here, expected an account that never did for its move to be attested.`, {
      hints: ['The governor decides it (`decideMove`); the account can move by itself at once (`moveAccount`).'],
      ...docs('move'),
    })
  }
}

export class MoveObjectionExistsError extends BaseError {
  override name = 'MoveObjectionExistsError'
  constructor(
    readonly move: Hex,
    readonly objector: Address,
  ) {
    super(`${objector} objected to move ${move} before, expected at most one objection each.`, docs('move'))
  }
}

export class MoveOfContractError extends BaseError {
  override name = 'MoveOfContractError'
  constructor(readonly account: Address) {
    super(`${account} is a contract, expected an account with a key for others to move it: a contract may be unable to say no.`, {
      hints: ['A contract wallet moves itself (`moveAccount`).'],
      ...docs('move'),
    })
  }
}

export class MoveProposerInvalidError extends BaseError {
  override name = 'MoveProposerInvalidError'
  constructor(
    readonly caller: Address,
    readonly proposer: Address,
  ) {
    const was = caller === proposer ? `${caller} is barred` : `${caller} sent a move proposed by ${proposer}`
    super(`${was}, expected its proposer, not barred.`, docs('move'))
  }
}

export class MoveStatusWrongError extends BaseError {
  override name = 'MoveStatusWrongError'
  constructor(
    readonly move: Hex,
    readonly status: bigint,
    readonly expected: bigint,
  ) {
    super(`Move ${move} is ${statusWords(status)}, expected ${moveStatus(expected)}.`, {
      hints: statusHints(status),
      ...docs('move'),
    })
  }
}

export class MoveTooEarlyError extends BaseError {
  override name = 'MoveTooEarlyError'
  constructor(
    readonly nowTimestamp: bigint,
    readonly readyAt: bigint,
  ) {
    super(`The move can be made from ${time(readyAt)} on; it is ${time(nowTimestamp)}.`, {
      hints: [`Make it in ${span(nowTimestamp, readyAt)}; until then anything the account does cancels it.`],
      ...docs('move'),
    })
  }
}

export class MovesTooManyError extends BaseError {
  override name = 'MovesTooManyError'
  constructor(
    readonly moves: bigint,
    readonly max: bigint,
  ) {
    super(`${count(moves, 'move')} would follow each other, expected at most ${max}.`, {
      hints: ['Move to an account nobody has moved to, from one with fewer moves behind it, or name a payee instead.'],
      ...docs('move'),
    })
  }
}

export class SignerNotHolderError extends BaseError {
  override name = 'SignerNotHolderError'
  constructor(
    readonly signer: Address,
    readonly holder: Address,
  ) {
    super(`${signer} signed, expected ${holder}.`, {
      hints: ['An account that moved is signed for by who it is now; `getHolder` tells.'],
      ...docs('move'),
    })
  }
}

function moveProblem(account: Address, other: Address): string {
  if (isAddressEqual(account, other)) return `${account} would move to itself`
  if (isAddressEqual(account, zeroAddress)) return `The zero address would move to ${other}`
  return `${account} moved to ${other} before, or one of the two is the venture`
}

function statusWords(status: bigint): string {
  return status === 0n ? 'unknown here' : moveStatus(status)
}

function statusHints(status: bigint): string[] {
  const hints: Partial<Record<ReturnType<typeof moveStatus>, string>> = {
    none: 'Its id commits to every field: check that none differs.',
    proposed: 'It waits for attestations (`attestMove`), or for the governor (`decideMove`).',
    waiting: 'It was attested or decided: `makeMove` carries it out when its time is over.',
    made: 'Nothing is left to do; `getHolder` tells who the account is now.',
    rejected: 'Propose it again with another nonce if the reasons are mended.',
  }
  const hint = hints[moveStatus(status)]
  return hint ? [hint] : []
}
