import { type Address, keccak256 } from 'viem'
import { signTypedData } from 'viem/actions'
import { hashEntries } from '../../batch/header.ts'
import type { BatchProposal } from '../../batch/header.ts'
import { proposalTypedData } from '../../batch/typedData.ts'
import { type SendOptions, type WriteClient, accountOf, chainIdOf, randomNonce, signatureDeadline } from '../internal/client.ts'
import { type ProposalParameters, toProposal } from '../internal/proposal.ts'
import type { SignedBy } from '../types.ts'

export type SignProposalParameters = ProposalParameters & {
  ledger: Address
  /** Last second the signature is good for. Default: in 30 days. */
  deadline?: bigint
}

/** What `proposeBatchFor` takes. */
export type SignProposalReturnType = { ledger: Address; proposal: BatchProposal; proposer: SignedBy }

/**
 * Signs a batch of contributions, so that anybody can submit it: whoever has no gas contributes all the same. Without a nonce
 * a random one is taken.
 *
 * @example
 * const signed = await signProposal(ana, { ledger, contributions })
 * await proposeBatchForAndWait(anybody, signed)
 * @throws {PackEntryError} something that doesn't fit an entry
 * @throws {AccountMissingError} no account to sign with
 */
export async function signProposal(
  client: WriteClient,
  { ledger, deadline: until, ...parameters }: SignProposalParameters,
  options: Pick<SendOptions, 'account'> = {},
): Promise<SignProposalReturnType> {
  const account = accountOf(client, options)
  const proposal = toProposal(parameters, randomNonce())
  const deadline = until ?? (await signatureDeadline(client))
  const data = proposalTypedData(
    { chainId: await chainIdOf(client), ledger },
    {
      proposer: account.address,
      entries: hashEntries(proposal.entries),
      workDays: keccak256(proposal.workDays),
      evidence: proposal.evidenceHash,
      evidenceURI: proposal.evidenceURI,
      task: proposal.task,
      nonce: proposal.nonce,
      deadline,
    },
  )
  const signature = await signTypedData(client, { account, ...data })
  return { ledger, proposal, proposer: { signer: account.address, deadline, signature } }
}
