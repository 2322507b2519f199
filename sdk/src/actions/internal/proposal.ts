import { type Hash, zeroHash } from 'viem'
import { type Entry, comparePacked, packEntry, packWorkDays } from '../../batch/entry.ts'
import type { BatchProposal } from '../../batch/header.ts'
import type { Reference } from '../types.ts'

/** Something done, by whom, when. */
export type Contribution = Entry & {
  /** Days since 1970-01-01; see `parseDay`. */
  day: number
}

/** A few contributions, or a whole batch as `toBatchProposal` makes it of a CSV file. */
export type ProposalParameters =
  | {
      /** Those of one affiliate and kind are added up; the day is then the latest. */
      contributions: readonly Contribution[]
      /** Where the evidence can be read, and keccak256 of it. Default: none. */
      evidence?: Reference
      /** Task it answers. Default: none. */
      task?: Hash
      /** Makes equal batches different. Default: 0, so that the same is not logged twice by mistake. */
      nonce?: bigint
      proposal?: undefined
    }
  | { proposal: BatchProposal; contributions?: undefined }

/** Packed, sorted, as a ledger takes it. */
export function toProposal(parameters: ProposalParameters, defaultNonce = 0n): BatchProposal {
  if (parameters.proposal) return parameters.proposal
  const { contributions, evidence, task = zeroHash, nonce = defaultNonce } = parameters
  const merged = new Map<string, Contribution>()
  for (const contribution of contributions) {
    const pair = `${contribution.kind}:${contribution.affiliate.toLowerCase()}`
    const known = merged.get(pair)
    merged.set(pair, {
      ...contribution,
      quantity: contribution.quantity + (known?.quantity ?? 0n),
      day: Math.max(contribution.day, known?.day ?? 0),
    })
  }
  const packed = Array.from(merged.values(), (contribution) => ({ entry: packEntry(contribution), day: contribution.day }))
  packed.sort((a, b) => comparePacked(a.entry, b.entry))
  return {
    entries: packed.map(({ entry }) => entry),
    workDays: packWorkDays(packed.map(({ day }) => day)),
    evidenceHash: evidence?.hash ?? zeroHash,
    evidenceURI: evidence?.uri ?? '',
    task,
    nonce,
  }
}
