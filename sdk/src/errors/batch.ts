import type { Address, Hex } from 'viem'
import { BaseError } from './base.ts'
import { addressIn, batchStatus, count, docs, nth } from './words.ts'

export class BatchEmptyError extends BaseError {
  override name = 'BatchEmptyError'
  constructor() {
    super('The batch has no entries, expected 1 to 250.', docs('batch'))
  }
}

export class BatchEntriesWrongError extends BaseError {
  override name = 'BatchEntriesWrongError'
  constructor(
    readonly actualHash: Hex,
    readonly expectedHash: Hex,
  ) {
    super(`The entries hash to ${actualHash}, expected those in force, ${expectedHash}.`, {
      hints: ['`getBatch` gives the entries in force: the proposed ones, or those of an amendment that was agreed to.'],
      ...docs('batch'),
    })
  }
}

export class BatchExistsError extends BaseError {
  override name = 'BatchExistsError'
  constructor(
    readonly batch: Hex,
    readonly status: bigint,
  ) {
    super(`Batch ${batch} was proposed before and is ${batchStatus(status)}, expected a new one.`, {
      hints: ['Nothing was logged twice. If the same work was really done again, propose it with another nonce.'],
      ...docs('batch'),
    })
  }
}

export class BatchHasObjectionsError extends BaseError {
  override name = 'BatchHasObjectionsError'
  constructor(
    readonly batch: Hex,
    readonly openObjections: bigint,
  ) {
    super(`Batch ${batch} has ${count(openObjections, 'open objection')}, expected none.`, {
      hints: [
        'The objectors can take them back, the affiliates can agree to an amendment, or stewards or the governor resolve the batch.',
      ],
      ...docs('batch'),
    })
  }
}

export class BatchNotPendingError extends BaseError {
  override name = 'BatchNotPendingError'
  constructor(
    readonly batch: Hex,
    readonly status: bigint,
  ) {
    super(`Batch ${batch} is ${statusWords(status)}, expected a pending one.`, {
      hints: statusHints(status),
      ...docs('batch'),
    })
  }
}

export class BatchNotSortedError extends BaseError {
  override name = 'BatchNotSortedError'
  constructor(
    readonly index: bigint,
    readonly key: bigint,
    readonly previousKey: bigint,
  ) {
    const words = (sortKey: bigint) => `kind ${sortKey >> 160n} of ${addressIn(sortKey)}`
    super(
      `${nth('Entry', index)} is ${words(key)} after ${words(previousKey)}, expected entries sorted by kind and address, pairs once.`,
      {
        hints: ['Sort packed entries with `comparePacked` and add up what one affiliate did in one kind.'],
        ...docs('batch'),
      },
    )
  }
}

export class BatchRangeInvalidError extends BaseError {
  override name = 'BatchRangeInvalidError'
  constructor(
    readonly first: bigint,
    readonly end: bigint,
    readonly size: bigint,
  ) {
    super(`The range was ${first} to ${end}, expected first < end <= ${size}.`, {
      hints: ['Entries count from 0; `end` is the index behind the last one.'],
      ...docs('batch'),
    })
  }
}

export class BatchRangeSplitsDebtError extends BaseError {
  override name = 'BatchRangeSplitsDebtError'
  constructor(
    readonly pool: bigint,
    readonly index: bigint,
  ) {
    super(`${nth('Entry', index)} of debt pool ${pool} is outside the range, expected all its entries of a batch in one range.`, {
      hints: ['Choose a range that holds every entry of the pool: they are repaid together.'],
      ...docs('batch'),
    })
  }
}

export class BatchRangeTakenError extends BaseError {
  override name = 'BatchRangeTakenError'
  constructor(
    readonly batch: Hex,
    readonly first: bigint,
    readonly end: bigint,
  ) {
    super(`Some of entries ${first} to ${end - 1n} of batch ${batch} were accepted before, expected none.`, {
      hints: ['`getBatch` tells which entries are left. A batch that was accepted in part can no longer be withdrawn.'],
      ...docs('batch'),
    })
  }
}

export class BatchStatusWrongError extends BaseError {
  override name = 'BatchStatusWrongError'
  constructor(
    readonly batch: Hex,
    readonly status: bigint,
    readonly expected: bigint,
  ) {
    super(`Batch ${batch} is ${statusWords(status)}, expected ${batchStatus(expected)}.`, {
      hints: statusHints(status),
      ...docs('batch'),
    })
  }
}

export class BatchTooLargeError extends BaseError {
  override name = 'BatchTooLargeError'
  constructor(
    readonly size: bigint,
    readonly max: bigint,
  ) {
    super(`The batch has ${count(size, 'entry', 'entries')}, expected at most ${max}.`, {
      hints: ['Propose it in several batches.'],
      ...docs('batch'),
    })
  }
}

export class BatchWorkDaysMismatchError extends BaseError {
  override name = 'BatchWorkDaysMismatchError'
  constructor(
    readonly actualBytes: bigint,
    readonly expectedBytes: bigint,
  ) {
    super(`The days of work take ${count(actualBytes, 'byte')}, expected ${expectedBytes}: 4 for each entry.`, {
      hints: ['`packWorkDays` packs one day per entry, in the order of the entries.'],
      ...docs('batch'),
    })
  }
}

export class EntryAffiliateInvalidError extends BaseError {
  override name = 'EntryAffiliateInvalidError'
  constructor(
    readonly index: bigint,
    readonly affiliate: Address,
  ) {
    super(`${nth('Entry', index)} names ${affiliate}, expected an account other than zero and the venture itself.`, docs('batch'))
  }
}

export class EntryKindClosedError extends BaseError {
  override name = 'EntryKindClosedError'
  constructor(
    readonly index: bigint,
    readonly kind: bigint,
  ) {
    super(`${nth('Entry', index)} is of kind ${kind}, which is closed, expected an open kind.`, {
      hints: ['`getKinds` names the kind that took its place.'],
      ...docs('batch'),
    })
  }
}

export class EntryMoneyOutOfBoundsError extends BaseError {
  override name = 'EntryMoneyOutOfBoundsError'
  constructor(
    readonly index: bigint,
    readonly money: bigint,
    readonly min: bigint,
    readonly max: bigint,
  ) {
    super(`${nth('Entry', index)} is worth ${money} smallest units of its debt pool's token, expected ${min} to ${max}.`, {
      hints: ['Quantity x price must be at least one smallest unit of the token.'],
      ...docs('batch'),
    })
  }
}

export class EntryQuantityZeroError extends BaseError {
  override name = 'EntryQuantityZeroError'
  constructor(readonly index: bigint) {
    super(`${nth('Entry', index)} has a quantity of 0, expected more.`, {
      hints: ['Leave the entry out if nothing was contributed.'],
      ...docs('batch'),
    })
  }
}

export class ProposerOnlyError extends BaseError {
  override name = 'ProposerOnlyError'
  constructor(
    readonly caller: Address,
    readonly proposer: Address,
  ) {
    super(`${caller} asked to withdraw the batch, expected its proposer ${proposer}.`, {
      hints: ['Anybody with standing can object to it instead.'],
      ...docs('batch'),
    })
  }
}

function statusWords(status: bigint): string {
  return status === 0n ? 'unknown here' : batchStatus(status)
}

function statusHints(status: bigint): string[] {
  const hints: Partial<Record<ReturnType<typeof batchStatus>, string>> = {
    none: 'Check the ledger and the header: any field that differs gives another batch.',
    resolved: 'Its resolution stands: accept it with `acceptResolved`.',
    accepted: 'Nothing is left to do; mistakes in it are mended by a correction.',
    rejected: 'Propose a new batch with what was wrong mended.',
    withdrawn: 'Its proposer took it back; propose it again with another nonce.',
  }
  const hint = hints[batchStatus(status)]
  return hint ? [hint] : []
}
