import type { Address } from 'viem'
import { hashEntries } from '../../batch/header.ts'
import type { LargeProposal } from '../../batch/largeHeader.ts'
import { largeProposalTypedData } from '../../batch/typedData.ts'
import { type ActLimits, signAct } from '../internal/acts.ts'
import { type SendOptions, type WriteClient, randomNonce } from '../internal/client.ts'
import { type LargeProposalParameters, proposalOf } from '../internal/largeProposal.ts'
import type { SignedAct } from '../types.ts'

export type SignLargeProposalParameters = LargeProposalParameters &
  Pick<ActLimits, 'deadline'> & {
    ledger: Address
  }

/** What `proposeLargeBatchFor` takes. */
export type SignLargeProposalReturnType = { ledger: Address; proposal: LargeProposal; act: SignedAct }

/**
 * Signs a large batch, so that anybody can submit it. Without a nonce a random one is taken.
 *
 * @example
 * const signed = await signLargeProposal(ana, { ledger, venture, content, dataURI })
 * await proposeLargeBatchForAndWait(anybody, signed)
 * @throws {NonceUsedError} the nonce of the proposal was used or cancelled before
 * @throws {AccountMissingError} no account to sign with
 * @throws what `toLargeProposal` throws
 */
export async function signLargeProposal(
  client: WriteClient,
  { ledger, deadline, ...parameters }: SignLargeProposalParameters,
  options: Pick<SendOptions, 'account'> = {},
): Promise<SignLargeProposalReturnType> {
  const proposal = proposalOf(parameters, randomNonce())
  const { totals, root, leaves, dataHash: data, dataURI, task, nonce } = proposal
  const act = await signAct(
    client,
    {
      ledger,
      nonce,
      deadline,
      typedData: (domain, { signer: proposer, ...by }) =>
        largeProposalTypedData(domain, { proposer, totals: hashEntries(totals), root, leaves, data, dataURI, task, ...by }),
    },
    options,
  )
  return { ledger, proposal, act }
}
