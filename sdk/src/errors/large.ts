import type { Address, Hex } from 'viem'
import { BaseError, type BaseErrorOptions, quote } from './base.ts'
import { ImportLineError } from './import.ts'
import { batchStatus, be, count, docs, nth, span, time } from './words.ts'

const page = (section: 'building' | 'checking' | 'files' | 'proofs') => ({ docsPath: `/large-batches#${section}` })

/* ONE LINE OF THE INPUT */

export class LargeTotalTooLargeError extends ImportLineError {
  override name = 'LargeTotalTooLargeError'
  constructor(
    line: number,
    /** Name of the kind. */
    kind: string,
    /** Total of the kind with this row, in smallest units. */
    readonly actual: bigint,
    readonly max: bigint,
  ) {
    super({
      line,
      column: 'quantity',
      was: String(actual),
      expected: `at most ${max}`,
      message: `the total of ${quote(kind)} came to ${actual} smallest units, expected at most ${max}`,
      hints: ['Split the file into several large batches.'],
    })
  }
}

export class LargeTooManyRowsError extends ImportLineError {
  override name = 'LargeTooManyRowsError'
  constructor(
    line: number,
    readonly max: number,
  ) {
    super({
      line,
      was: String(max + 1),
      expected: String(max),
      message: `is row ${max + 1}, expected at most ${max} rows; nothing after it was read`,
      hints: ['Split the file into several large batches.'],
    })
  }
}

/* BUILDING */

export class LargeEmptyError extends BaseError {
  override name = 'LargeEmptyError'
  constructor() {
    super('The file has 0 contributions, expected at least 1.', page('building'))
  }
}

export class LargeInputChangedError extends BaseError {
  override name = 'LargeInputChangedError'
  constructor(readonly file: string) {
    super(`${quote(file)} changed while it was read, expected the same file to its end.`, {
      hints: ['Build it again once nobody writes to it.'],
      ...page('building'),
    })
  }
}

export class LargeBuildBusyError extends BaseError {
  override name = 'LargeBuildBusyError'
  constructor(
    readonly folder: string,
    readonly processId: number,
  ) {
    super(`Process ${processId} is building in ${quote(folder)}, expected this one to be alone.`, {
      hints: ['Wait until it is done, or stop it and start this again.', `If no such build runs, delete ${quote(folder)}.`],
      ...page('building'),
    })
  }
}

/* FILES */

export class LargeSummaryInvalidError extends BaseError {
  override name = 'LargeSummaryInvalidError'
  constructor(
    readonly file: string,
    problem: string,
    cause?: unknown,
  ) {
    super(`The summary ${quote(file)} ${problem}, expected a file as it was written.`, {
      cause,
      hints: ['Build it again: the same input gives the same summary.'],
      ...page('files'),
    })
  }
}

export class LargeTreeFileError extends BaseError {
  override name = 'LargeTreeFileError'
  constructor(
    readonly file: string,
    problem: string,
  ) {
    super(`The tree ${quote(file)} ${problem}, expected a file as it was written.`, {
      hints: ['Build it again: the same input gives the same tree.'],
      ...page('files'),
    })
  }
}

/* PROOFS */

export class LargeIndexError extends BaseError {
  override name = 'LargeIndexError'
  constructor(
    readonly actual: number,
    readonly leaves: number,
  ) {
    super(`The index was ${actual}, expected 0 to ${leaves - 1}.`, {
      hints: ['Indices count the contributions of the data file from 0.'],
      ...page('proofs'),
    })
  }
}

export class LargeAffiliateUnknownError extends BaseError {
  override name = 'LargeAffiliateUnknownError'
  constructor(
    readonly affiliate: Address,
    readonly leaves: number,
  ) {
    super(`${affiliate} has none of the ${count(BigInt(leaves), 'leaf', 'leaves')}, expected an affiliate of this batch.`, {
      hints: ['The data file of the batch lists them all.'],
      ...page('proofs'),
    })
  }
}

/* CHECKING A DATA FILE */

/** The file behind the URI of a large batch is not what the batch says. */
export class LargeDataError extends BaseError {
  override name = 'LargeDataError'
  constructor(shortMessage: string, options: BaseErrorOptions = {}) {
    super(shortMessage, { ...page('checking'), ...options })
  }
}

/** Another file than the batch names. */
export class LargeDataHashError extends LargeDataError {
  override name = 'LargeDataHashError'
  constructor(
    readonly actual: Hex,
    readonly expected: Hex,
    /** What is wrong with the content, if anything. */
    readonly problem: BaseError | undefined,
  ) {
    super(`The hash of the data file was ${actual}, expected ${expected}: this is another file than the batch names.`, {
      hints: [
        problem
          ? `It has another content too: ${problem.shortMessage}`
          : 'Its leaves are the same: only its texts, days or line ends were changed.',
        'Ask who proposed the batch for the right file. Until it can be read, nobody can check the batch: a reason to object.',
      ],
    })
  }
}

const FALSE_BATCH = 'The file is the one the batch names, so the batch itself is false: object to it.'

export class LargeDataLineError extends LargeDataError {
  override name = 'LargeDataLineError'
  constructor(
    readonly line: number,
    readonly column: string | undefined,
    readonly was: string,
    expected: string,
  ) {
    const place = column === undefined ? `Line ${line}` : `Line ${line}, ${column}`
    super(`${place} of the data file: was ${quote(was)}, expected ${expected}.`, { hints: [FALSE_BATCH] })
  }
}

export class LargeDataCountError extends LargeDataError {
  override name = 'LargeDataCountError'
  constructor(
    readonly actual: number,
    readonly expected: number,
  ) {
    super(`The data file has ${count(BigInt(actual), 'leaf', 'leaves')}, expected ${expected}.`, { hints: [FALSE_BATCH] })
  }
}

export class LargeDataTotalsError extends LargeDataError {
  override name = 'LargeDataTotalsError'
  constructor(
    readonly kind: number,
    /** Smallest units, of the leaves in the file. */
    readonly actual: bigint,
    /** As the batch says. */
    readonly expected: bigint,
  ) {
    super(`The leaves of kind ${kind} come to ${actual} smallest units, expected ${expected}.`, { hints: [FALSE_BATCH] })
  }
}

export class LargeDataRootError extends LargeDataError {
  override name = 'LargeDataRootError'
  constructor(
    readonly actual: Hex,
    readonly expected: Hex,
  ) {
    super(`The leaves of the data file make the root ${actual}, expected ${expected}.`, { hints: [FALSE_BATCH] })
  }
}

export class LargeDataTooLongError extends LargeDataError {
  override name = 'LargeDataTooLongError'
  constructor(
    readonly maxBytes: number,
    readonly leaves: number,
  ) {
    super(
      `The data file is longer than ${maxBytes} bytes, expected fewer for ${count(BigInt(leaves), 'leaf', 'leaves')}: it was not read further.`,
      { hints: ['Whoever answers there sends something else than the file.'] },
    )
  }
}

export class LargeDataUnreachableError extends BaseError {
  override name = 'LargeDataUnreachableError'
  constructor(
    readonly uri: string,
    problem: string,
  ) {
    super(`${quote(uri)} ${problem}, expected the data file of a large batch.`, {
      hints: ['Give a path, or an address that begins with https:, http: or file:; for ipfs: that of a gateway.'],
      ...page('checking'),
    })
  }
}

/* PROPOSING */

export class LargeAttestorsNotStewardsError extends BaseError {
  override name = 'LargeAttestorsNotStewardsError'
  constructor(
    /** Bit i is set when attestation i is a steward's. */
    readonly stewards: bigint,
    readonly attestors: bigint,
  ) {
    const others = Array.from({ length: Number(attestors) }, (_, i) => i).filter((i) => !((stewards >> BigInt(i)) & 1n))
    const were =
      others.length === 1 ? `Attestation ${others[0]} was no steward's` : `Attestations ${others.join(', ')} were no stewards'`
    super(`${were}, counted from 0, expected all ${attestors} to be: a large batch is attested by stewards alone.`, {
      hints: ['Leave out the attestations of others; `getStewards` lists the stewards.'],
      ...docs('large'),
    })
  }
}

export class LargeDataHashZeroError extends BaseError {
  override name = 'LargeDataHashZeroError'
  constructor() {
    super('The hash of the data file was zero, expected keccak256 of the file that holds all leaves.', {
      hints: ['The summary of a large batch that was built has it.'],
      ...docs('large'),
    })
  }
}

export class LargeKindClosedError extends BaseError {
  override name = 'LargeKindClosedError'
  constructor(
    readonly index: bigint,
    readonly kind: bigint,
  ) {
    super(`${nth('Total', index)} is of kind ${kind}, which is closed, expected an open kind.`, {
      hints: ['`getKinds` names the kind that took its place; build the batch again with it.'],
      ...docs('large'),
    })
  }
}

export class LargeKindOfDebtError extends BaseError {
  override name = 'LargeKindOfDebtError'
  constructor(
    readonly index: bigint,
    readonly kind: bigint,
  ) {
    super(`${nth('Total', index)} is of debt kind ${kind}, expected an equity kind.`, {
      hints: ['Propose debts in ordinary batches: they are repaid in the order of their entries.'],
      ...docs('large'),
    })
  }
}

export class LargeLeavesOutOfBoundsError extends BaseError {
  override name = 'LargeLeavesOutOfBoundsError'
  constructor(
    readonly leaves: bigint,
    readonly min: bigint,
    readonly max: bigint,
  ) {
    super(`The batch has ${count(leaves, 'leaf', 'leaves')}, expected ${min} to ${max}.`, {
      hints: ['The summary of a large batch that was built has the number.'],
      ...docs('large'),
    })
  }
}

export class LargeNonceDiffersError extends BaseError {
  override name = 'LargeNonceDiffersError'
  constructor(
    readonly signedNonce: bigint,
    readonly proposalNonce: bigint,
  ) {
    super(`The signature is over nonce ${signedNonce}, the proposal has ${proposalNonce}, expected the same.`, {
      hints: ['Submit the proposal as its proposer signed it.'],
      ...docs('large'),
    })
  }
}

export class LargeRootZeroError extends BaseError {
  override name = 'LargeRootZeroError'
  constructor() {
    super('The root was zero, expected the Merkle root of the leaves.', {
      hints: ['The summary of a large batch that was built has it.'],
      ...docs('large'),
    })
  }
}

export class LargeTotalNotVentureError extends BaseError {
  override name = 'LargeTotalNotVentureError'
  constructor(
    readonly index: bigint,
    readonly account: Address,
    readonly venture: Address,
  ) {
    super(`${nth('Total', index)} is in the name of ${account}, expected the venture ${venture}.`, {
      hints: ['`packTotals` packs the totals of a venture.'],
      ...docs('large'),
    })
  }
}

export class LargeTotalZeroError extends BaseError {
  override name = 'LargeTotalZeroError'
  constructor(
    readonly index: bigint,
    readonly kind: bigint,
  ) {
    super(`${nth('Total', index)}, of kind ${kind}, is 0, expected more.`, {
      hints: ['Leave out a kind nobody contributed in.'],
      ...docs('large'),
    })
  }
}

export class LargeTotalsNotAscendingError extends BaseError {
  override name = 'LargeTotalsNotAscendingError'
  constructor(
    readonly index: bigint,
    readonly kind: bigint,
  ) {
    super(`${nth('Total', index)} is of kind ${kind}, expected a kind above the one before it.`, {
      hints: ['Give one total per kind, ascending; `packTotals` does.'],
      ...docs('large'),
    })
  }
}

export class LargeTotalsOutOfBoundsError extends BaseError {
  override name = 'LargeTotalsOutOfBoundsError'
  constructor(
    readonly totals: bigint,
    readonly min: bigint,
    readonly max: bigint,
  ) {
    super(`The batch has ${count(totals, 'total')}, expected ${min} to ${max}: one per kind.`, docs('large'))
  }
}

/* ACTIVATING */

export class LeafActivatedError extends BaseError {
  override name = 'LeafActivatedError'
  constructor(
    readonly batch: Hex,
    readonly index: bigint,
  ) {
    super(`Leaf ${index} of large batch ${batch} was activated before, expected one that was not.`, {
      hints: ['Its units are there, whoever brought it. Leave it out; `getLargeBatch` tells which leaves were activated.'],
      ...docs('large'),
    })
  }
}

export class LeafAffiliateInvalidError extends BaseError {
  override name = 'LeafAffiliateInvalidError'
  constructor(
    readonly index: bigint,
    readonly affiliate: Address,
  ) {
    super(`Leaf ${index} names ${affiliate}, expected an account other than zero and the venture itself.`, {
      hints: ['Nobody can activate it. Leave it out; the governor can announce that the rest is closed (`announceClosing`).'],
      ...docs('large'),
    })
  }
}

export class LeafIndexTooHighError extends BaseError {
  override name = 'LeafIndexTooHighError'
  constructor(
    readonly index: bigint,
    readonly leaves: bigint,
  ) {
    super(`Leaf ${index} was brought, expected 0 to ${leaves - 1n}.`, {
      hints: ['Indices count the leaves of the data file from 0.'],
      ...docs('large'),
    })
  }
}

export class LeafKindDiffersError extends BaseError {
  override name = 'LeafKindDiffersError'
  constructor(
    readonly index: bigint,
    readonly kind: bigint,
    readonly expected: bigint,
  ) {
    super(`Leaf ${index} is of kind ${kind}, expected ${expected} as the first of the call.`, {
      hints: ['Activate the leaves of each kind in a call of their own; `activateLeaves` does.'],
      ...docs('large'),
    })
  }
}

export class LeafProofTooLongError extends BaseError {
  override name = 'LeafProofTooLongError'
  constructor(
    readonly index: bigint,
    readonly length: bigint,
    readonly max: bigint,
  ) {
    super(`The proof of leaf ${index} has ${count(length, 'hash', 'hashes')}, expected at most ${max} for a batch of its size.`, {
      hints: ['Make the proof from the tree of this batch.'],
      ...docs('large'),
    })
  }
}

export class LeafProofWrongError extends BaseError {
  override name = 'LeafProofWrongError'
  constructor(
    readonly index: bigint,
    readonly root: Hex,
  ) {
    super(`The proof of leaf ${index} does not lead to the root ${root}, expected one that does.`, {
      hints: [
        'Index, affiliate, kind and quantity must be those of the data file, the proof from the tree of this batch.',
        'If they are, the batch says another root than its file: it is false.',
      ],
      ...docs('large'),
    })
  }
}

export class LeavesEmptyError extends BaseError {
  override name = 'LeavesEmptyError'
  constructor() {
    super('No leaf was brought, or no record of its kind, expected one leaf at least and the record.', {
      hints: ['The venture told the record when the batch was accepted; `getLargeBatch` has it.'],
      ...docs('large'),
    })
  }
}

export class RecordWrongError extends BaseError {
  override name = 'RecordWrongError'
  constructor(
    readonly batch: Hex,
    readonly kind: bigint,
  ) {
    super(
      `The record of kind ${kind} is not the one of large batch ${batch}, expected what the venture told in \`TotalAdded\`.`,
      {
        hints: [
          '`getLargeBatch` has the records of all kinds that entered the books.',
          'Without one, the batch is not accepted, or an objection struck the kind.',
        ],
        ...docs('large'),
      },
    )
  }
}

/* CLOSING */

export class ClosingGovernorOnlyError extends BaseError {
  override name = 'ClosingGovernorOnlyError'
  constructor(
    readonly caller: Address,
    readonly governor: Address,
  ) {
    super(`${caller} called, expected the venture's governor ${governor}.`, {
      hints: ['Once all leaves are activated, anyone can close the rests.'],
      ...docs('large'),
    })
  }
}

export class ClosingKindsNotAscendingError extends BaseError {
  override name = 'ClosingKindsNotAscendingError'
  constructor(
    readonly index: bigint,
    readonly kind: bigint,
  ) {
    super(`${nth('Kind', index)} is ${kind}, expected one above the one before it.`, {
      hints: ['Sort the kinds to close, each once, and their records with them.'],
      ...docs('large'),
    })
  }
}

export class ClosingTooEarlyError extends BaseError {
  override name = 'ClosingTooEarlyError'
  constructor(
    readonly nowTimestamp: bigint,
    readonly readyAt: bigint,
  ) {
    super(`The rests can be closed from ${time(readyAt)} on; it is ${time(nowTimestamp)}.`, {
      hints: [`Close them in ${span(nowTimestamp, readyAt)}; until then anybody activates the leaves there are.`],
      ...docs('large'),
    })
  }
}

export class ClosingTooSoonError extends BaseError {
  override name = 'ClosingTooSoonError'
  constructor(
    readonly batch: Hex,
    readonly status: bigint,
  ) {
    const was = status === 0n ? 'unknown here' : batchStatus(status)
    super(`Large batch ${batch} is ${was}, expected an accepted one: before, nobody can activate its leaves.`, {
      hints: ['Announce the closing once the batch is accepted.'],
      ...docs('large'),
    })
  }
}

export class LeavesNotAllActivatedError extends BaseError {
  override name = 'LeavesNotAllActivatedError'
  constructor(
    readonly batch: Hex,
    readonly activated: bigint,
    readonly leaves: bigint,
  ) {
    super(
      `${activated} of ${count(leaves, 'leaf', 'leaves')} of large batch ${batch} ${be(activated)} activated, expected all.`,
      {
        hints: [
          'Activate the others (`activateLeaves`), or, where there are not as many, have the governor announce it (`announceClosing`).',
          'Name all kinds of the batch: their leaves are counted together. What a former governor announced ended with the hand-over.',
        ],
        ...docs('large'),
      },
    )
  }
}

/* ACTIVATING: refused before anything is sent */

export class LeafTwiceError extends BaseError {
  override name = 'LeafTwiceError'
  constructor(readonly index: number) {
    super(`Leaf ${index} is given twice, expected each leaf once.`, { hints: ['Leave one of them out.'], ...page('proofs') })
  }
}

export class LeavesAboveRestError extends BaseError {
  override name = 'LeavesAboveRestError'
  constructor(
    readonly batch: Hex,
    readonly kind: number,
    /** Smallest units that are left of the total. */
    readonly left: bigint,
    /** Smallest units of all leaves given. */
    readonly asked: bigint,
  ) {
    super(
      `The leaves of kind ${kind} come to ${asked} smallest units, ${left} are left of the total of large batch ${batch}, expected at least as many.`,
      {
        hints: [
          'The total is smaller than its leaves: the batch is false. `checkLargeData` tells before it is accepted.',
          'With `cut: true` the leaves get what is left, those that come first; what they lack never comes.',
        ],
        ...page('checking'),
      },
    )
  }
}

export class BatchNotLargeError extends BaseError {
  override name = 'BatchNotLargeError'
  constructor(readonly batch: Hex) {
    super(`Batch ${batch} is none of the large ones, expected one that is.`, {
      hints: ['`getBatch` reads any batch.'],
      ...page('proofs'),
    })
  }
}

export class RecordsMismatchError extends BaseError {
  override name = 'RecordsMismatchError'
  constructor(
    readonly records: bigint,
    readonly kinds: bigint,
  ) {
    super(`${count(records, 'record')} came with ${count(kinds, 'kind')}, expected one of each kind.`, {
      hints: ['The venture told the records when the batch was accepted; `getLargeBatch` has them.'],
      ...docs('large'),
    })
  }
}
