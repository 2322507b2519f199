import { type Address, type Hex, concatHex, encodeAbiParameters, keccak256, numberToHex } from 'viem'

/** What the id of a batch commits to. */
export type BatchHeader = {
  entriesHash: Hex
  detailsHash: Hex
  evidenceHash: Hex
  proposer: Address
  nonce: bigint
}

/** A batch as a ledger takes it. */
export type BatchProposal = {
  /** Packed, see `packEntry`; sorted by kind and address, pairs unique. */
  entries: readonly bigint[]
  /** Packed, see `packWorkDays`. */
  workDays: Hex
  evidenceHash: Hex
  evidenceURI: string
  /** Task it answers, or zero. */
  task: Hex
  nonce: bigint
}

export type HashBatchParameters = {
  entries: readonly bigint[]
  workDays: Hex
  evidenceHash: Hex
  proposer: Address
  nonce: bigint
}

/** Hash of packed entries, as attestations and amendments name them. */
export function hashEntries(entries: readonly bigint[]): Hex {
  return keccak256(concatHex(entries.map((entry) => numberToHex(entry, { size: 32 }))))
}

/** The header of a batch: what its id commits to. */
export function hashBatch({ entries, workDays, evidenceHash, proposer, nonce }: HashBatchParameters): BatchHeader {
  return { entriesHash: hashEntries(entries), detailsHash: keccak256(workDays), evidenceHash, proposer, nonce }
}

/** Id of a batch, the same as `ContributionLedger.batchId(header)`. */
export function batchId({ entriesHash, detailsHash, evidenceHash, proposer, nonce }: BatchHeader): Hex {
  return keccak256(
    encodeAbiParameters(
      [{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'bytes32' }, { type: 'address' }, { type: 'uint256' }],
      [entriesHash, detailsHash, evidenceHash, proposer, nonce],
    ),
  )
}
