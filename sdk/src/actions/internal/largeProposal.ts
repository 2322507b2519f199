import {
  type LargeProposal,
  type ToLargeProposalParameters,
  checkLargeProposal,
  toLargeProposal,
} from '../../batch/largeHeader.ts'

/** What was built, and where it can be read; or a proposal as `toLargeProposal` makes it of that. */
export type LargeProposalParameters =
  (ToLargeProposalParameters & { proposal?: undefined }) | { proposal: LargeProposal; content?: undefined }

/** Checked as far as it can be without a chain. */
export function proposalOf(parameters: LargeProposalParameters, defaultNonce = 0n): LargeProposal {
  if (!parameters.proposal) return toLargeProposal({ ...parameters, nonce: parameters.nonce ?? defaultNonce })
  checkLargeProposal(parameters.proposal)
  return parameters.proposal
}
